/** The tasks of the plan's appendix: begun or not, due when, late or done, and whose. A month stays a month. Pure. */
import type { Unit } from '../../model/ward.ts'
import { addDays, type Day, daysBetween } from '../../vietnam-time.ts'
import type { Plan, Task } from '../plan.ts'
import { counted, type Mark, taskSubject } from './facts.ts'
import { meansAllUnits, unitCalled } from './owners.ts'
import type { PlanProgress, TargetProgress } from './progress.ts'

export type Due =
  /** `last`: the last day that keeps the wording; `days` until then, negative when past. */
  | { readonly kind: 'day'; readonly printed: Day; readonly last: Day; readonly days: number }
  /** `month`: the last month that keeps the wording, "2026-10" for "trước tháng 11"; `months` until then. */
  | { readonly kind: 'month'; readonly month: string; readonly months: number }

export interface TaskProgress {
  readonly task: Task
  /** `open`: begun, and neither done nor past its deadline. */
  readonly state: 'not-begun' | 'open' | 'late' | 'done'
  /** The next deadline not met; null where the plan names none. */
  readonly due: Due | null
  /** First month of its window, "2026-10", where the plan gives one. */
  readonly opens: string | null
  readonly doneOn: Day | null
  readonly evidence: number
  readonly note: string | null
  /** Of a task with several deadlines: which of them are met. */
  readonly rounds: readonly { readonly deadline: Day; readonly mark: Mark | null }[]
  /** The target of the same clause that tells whether it is done. */
  readonly target: TargetProgress | null
}

export const taskProgress = (
  plan: Plan,
  progress: PlanProgress,
  marks: readonly Mark[],
  today: Day,
): TaskProgress[] => plan.tasks.map(task => ofTask(task, plan, progress, marks, today))

const ofTask = (
  task: Task,
  plan: Plan,
  progress: PlanProgress,
  marks: readonly Mark[],
  today: Day,
): TaskProgress => {
  const own = marks.filter(({ subject, doneOn }) => subject === taskSubject(task.no) && doneOn !== null)
  const rounds = task.deadlines.map(deadline => ({
    deadline,
    mark: own.find(({ part }) => part === deadline) ?? null,
  }))
  const whole = own.find(({ part }) => part === '')
  const target = progress.targets.find(candidate => tellsOf(candidate, task)) ?? null
  const byTarget = target === null ? null : doneBy(target)
  const issued = task.doneWhenIssued ? plan.issued : null
  const everyRound = rounds.length > 0 && rounds.every(({ mark }) => mark !== null)
  const done = whole !== undefined || byTarget !== null || issued !== null || everyRound
  const due = done ? null : nextDue(task, rounds, plan.beforeIncludesDay, today)
  const opens = windowMonth(task.window, plan.year)
  return {
    task,
    state: done
      ? 'done'
      : due !== null && (due.kind === 'day' ? due.days < 0 : due.months < 0)
        ? 'late'
        : opens !== null && today.slice(0, 7) < opens
          ? 'not-begun'
          : 'open',
    due,
    opens,
    doneOn: whole?.doneOn ?? byTarget?.on ?? issued ?? rounds.at(-1)?.mark?.doneOn ?? null,
    evidence: own.reduce((sum, { evidence }) => sum + evidence, 0),
    note: whole?.note ?? null,
    rounds,
    target,
  }
}

/** A milestone or a yearly number with the same clause is the task in figures. */
const tellsOf = ({ shape, target }: TargetProgress, { clause }: Task): boolean =>
  target.clause === clause && (shape === 'milestone' || shape === 'yearly-count')

const doneBy = (progress: TargetProgress): { on: Day | null } | null => {
  if (progress.shape === 'milestone')
    return progress.state !== 'done'
      ? null
      : {
          on:
            progress.parts
              .map(({ doneOn }) => doneOn ?? '')
              .sort()
              .at(-1) ?? null,
        }
  if (progress.shape === 'yearly-count')
    return counted(progress.count) >= progress.target.quantity ? { on: null } : null
  return null
}

const nextDue = (
  task: Task,
  rounds: TaskProgress['rounds'],
  beforeIncludesDay: boolean,
  today: Day,
): Due | null => {
  const strictly =
    task.deadlineKind === 'before' ||
    (task.deadlineKind === 'multiple' && /trước/iu.test(task.deadlineText ?? ''))
  const printed = rounds.find(({ mark }) => mark === null)?.deadline ?? task.deadline
  if (printed !== null) {
    const last = strictly && !beforeIncludesDay ? addDays(printed, -1) : printed
    return { kind: 'day', printed, last, days: daysBetween(today, last) }
  }
  if (task.deadlineMonth === null) return null
  const month =
    task.deadlineKind === 'before-month'
      ? addDays(`${task.deadlineMonth}-01`, -1).slice(0, 7)
      : task.deadlineMonth
  return { kind: 'month', month, months: monthNumber(month) - monthNumber(today) }
}

/** Months since year 0 of "2026-10" or "2026-10-05". */
const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

const quarters = ['I', 'II', 'III', 'IV']

/** "Tháng 10/2026", "Quý IV": its first month. Null for "Thường xuyên", "Trong năm 2026", and lists of periods. */
export const windowMonth = (window: string | null, year: number): string | null => {
  const found =
    window === null ? null : /^(?:tháng\s+(\d{1,2})(?:\/\d{4})?|quý\s+(IV|I{1,3}))$/iu.exec(window.trim())
  if (found === null) return null
  const month =
    found[1] === undefined ? quarters.indexOf((found[2] ?? '').toUpperCase()) * 3 + 1 : Number(found[1])
  return month < 1 || month > 12 ? null : `${year}-${String(month).padStart(2, '0')}`
}

/** What a unit has to do with a task. Bodies above the ward that lead it leave the work to the ward's partners. */
export const partOf = (task: Task, unit: string, units: readonly Unit[]): 'lead' | 'partner' | null => {
  const means = (name: string): boolean => meansAllUnits(name) || unitCalled(units, name)?.name === unit
  if (task.lead !== null && means(task.lead)) return 'lead'
  return task.partners.some(means) ? 'partner' : null
}
