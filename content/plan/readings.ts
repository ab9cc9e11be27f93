/** Where a plan is unclear, a reading is used; another may be chosen, and then targets and tasks change with it. Pure. */
import { type Ambiguity, type Plan, planSchema, reportSchema, targetSchema, taskSchema } from './plan.ts'

/** Chosen readings by the id of the ambiguity; what plan.yaml uses where there is none. */
export type ChosenReadings = ReadonlyMap<string, string>

/** An ambiguity with the reading that counts now; what reports print. */
export interface ReadingInUse {
  readonly id: string
  /** null = the head of the document. */
  readonly clause: string | null
  readonly text: string
  readonly using: string | null
  /** Chosen by the ward, otherwise than plan.yaml proposes. */
  readonly chosen: boolean
}

/** The reading in use. A choice that plan.yaml no longer lists is passed over. */
export const readingOf = (ambiguity: Ambiguity, chosen: ChosenReadings): string | null => {
  const wanted = chosen.get(ambiguity.id)
  return wanted !== undefined && ambiguity.readings.includes(wanted) ? wanted : ambiguity.using
}

export const readingsInUse = (plan: Plan, chosen: ChosenReadings): ReadingInUse[] =>
  plan.ambiguities.map(ambiguity => {
    const using = readingOf(ambiguity, chosen)
    return {
      id: ambiguity.id,
      clause: ambiguity.clause,
      text: ambiguity.text,
      using,
      chosen: using !== ambiguity.using,
    }
  })

/**
 * The plan as the chosen readings make it. The same object when nothing differs.
 * @throws ZodError when an effect makes a target, a task, a report or the plan unsound ({@link effectProblems} finds these)
 */
export const withReadings = (plan: Plan, chosen: ChosenReadings): Plan => {
  const effects = plan.ambiguities.flatMap(ambiguity => {
    const reading = readingOf(ambiguity, chosen)
    return reading === ambiguity.using ? [] : ambiguity.effects.filter(effect => effect.reading === reading)
  })
  return effects.reduce(applied, plan)
}

type Effect = Ambiguity['effects'][number]

const applied = (plan: Plan, { target: id, task: no, report, set }: Effect): Plan => {
  if (id !== null)
    return {
      ...plan,
      targets: plan.targets.map(target =>
        target.id === id ? targetSchema.parse({ ...target, ...set }) : target,
      ),
    }
  if (no !== null)
    return {
      ...plan,
      tasks: plan.tasks.map(task => (task.no === no ? taskSchema.parse({ ...task, ...set }) : task)),
    }
  if (report !== null)
    return {
      ...plan,
      reports: plan.reports.map(duty =>
        duty.id === report ? reportSchema.parse({ ...duty, ...set }) : duty,
      ),
    }
  return planSchema.parse({ ...plan, ...set })
}

/** What is wrong with the effects an editor wrote, each with the ambiguity it stands in. */
export const effectProblems = (plan: Plan): { id: string; message: string }[] =>
  plan.ambiguities.flatMap(({ id, readings, using, effects }) =>
    effects.flatMap(effect => {
      const problem = (message: string) => [{ id, message }]
      if (!readings.includes(effect.reading)) return problem(`không có cách hiểu "${effect.reading}"`)
      if (effect.reading === using)
        return problem('cách hiểu đang dùng không có effects: chỉ tiêu ở trên đã ghi theo nó')
      if (effect.target !== null && !plan.targets.some(target => target.id === effect.target))
        return problem(`không có chỉ tiêu "${effect.target}"`)
      if (effect.task !== null && !plan.tasks.some(({ no }) => no === effect.task))
        return problem(`không có nhiệm vụ số ${effect.task}`)
      if (effect.report !== null && !plan.reports.some(duty => duty.id === effect.report))
        return problem(`không có kỳ báo cáo "${effect.report}"`)
      try {
        applied(plan, effect)
        return []
      } catch {
        return problem(
          `"set" của cách hiểu "${effect.reading}" làm chỉ tiêu, nhiệm vụ hoặc kỳ báo cáo sai khuôn`,
        )
      }
    }),
  )
