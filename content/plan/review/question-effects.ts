/** What the readings of a question change in the plan, so that the reading chosen later (/cachhieu) changes it too. Pure. */
import type { Ambiguity, Plan } from '../plan.ts'

export type Effect = Ambiguity['effects'][number]

/** A question of the document with the plan's parts it is about. */
export interface Asked {
  readonly id: string
  readonly readings: readonly string[]
  /** The target whose source line is the question's; null where it is about something else. */
  readonly target: string | null
  /** The task whose source line is the question's, and the milestone made of it. */
  readonly task?: number | null
  readonly milestone?: string | null
}

const dayIn = (reading: string): string | null => {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(reading) ?? []
  return day === undefined || month === undefined || year === undefined ? null : `${year}-${month}-${day}`
}

const make = (
  reading: string,
  about: Partial<Pick<Effect, 'target' | 'task'>>,
  set: Effect['set'],
): Effect => ({
  reading,
  target: null,
  task: null,
  report: null,
  ...about,
  set,
})

/**
 * Every reading's effects, absolute: each names the same fields, so that changing to and fro leaves no trace. Empty where
 * a reading changes nothing the program counts. The order of the readings is the reader's (`read/questions.ts`).
 */
export const effectsOf = (
  { id, readings, target, task = null, milestone = null }: Asked,
  plan: Plan,
): readonly Effect[] => {
  const [first, second] = readings
  if (first === undefined) return []
  if (id === 'truoc-ngay' && second !== undefined)
    return [make(first, {}, { beforeIncludesDay: false }), make(second, {}, { beforeIncludesDay: true })]
  if (id.startsWith('moi-don-vi-') && target !== null && second !== undefined) {
    const known = plan.targets.find(candidate => candidate.id === target)
    return known?.shape === 'monthly-per-unit'
      ? [make(first, { target }, { per: 'unit' }), make(second, { target }, { per: 'ward' })]
      : []
  }
  if (id.startsWith('ngay-chua-ro-'))
    return readings.flatMap(reading => {
      const deadline = dayIn(reading)
      if (deadline === null) return []
      const known = plan.tasks.find(({ no }) => no === task)
      return [
        ...(known === undefined
          ? []
          : [
              make(
                reading,
                { task: known.no },
                { deadline, deadlineKind: /trước/iu.test(known.deadlineText ?? '') ? 'before' : 'by' },
              ),
            ]),
        ...(milestone === null ? [] : [make(reading, { target: milestone }, { deadline, latest: deadline })]),
      ]
    })
  if (id.startsWith('chu-tri-trong-') && task !== null && second !== undefined)
    return [make(first, { task }, { lead: first }), make(second, { task }, { lead: null })]
  if (id === 'ky-trung-nhau' && second !== undefined) {
    const with_ = (optional: boolean) => ({
      reports: plan.reports.map(report =>
        report.optional && report.period !== null ? { ...report, optional } : report,
      ),
    })
    return [make(first, {}, with_(true)), make(second, {}, with_(false))]
  }
  return []
}

/** The plan with these effects in it, not yet validated. */
export const withEffects = (plan: Plan, effects: readonly Effect[]): Readonly<Record<string, unknown>> => {
  const set = (which: readonly Effect[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(which.flatMap(effect => Object.entries(effect.set)))
  return {
    ...plan,
    ...set(effects.filter(({ target, task }) => target === null && task === null)),
    tasks: plan.tasks.map(known => ({ ...known, ...set(effects.filter(({ task }) => task === known.no)) })),
    targets: plan.targets.map(known => ({
      ...known,
      ...set(effects.filter(({ target }) => target === known.id)),
    })),
  }
}
