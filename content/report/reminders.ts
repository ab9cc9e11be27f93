/** When a reminder is due: steps before and after a date, moved to working days, and which of them to say today. Pure. */
import { type OwnDays, workingDayBy, workingDayFrom, workingDaysBefore } from '../office-hours.ts'
import { addDays, type Day } from '../vietnam-time.ts'

/** What people switch on and off. */
export const reminderKinds = ['report', 'task', 'month-end', 'weekly'] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** The ward's own choices; `usualRules` until a lead changes them. */
export interface ReminderRules {
  /** Days before the last day, most first. */
  readonly before: readonly number[]
  /** Days after it, fewest first. */
  readonly after: readonly number[]
  /**
   * For reports the plan gives no date: the day of the period's last month by which the ward wants them (31 = its last
   * day), `none` = no reminders; null = nobody has chosen yet.
   */
  readonly undated: number | 'none' | null
  /** The day that was chosen: nobody is late by a date that was not yet set. */
  readonly undatedSince: Day | null
  /** Whose a recurring duty is, by target, where the plan names no unit; "none" = no reminders of it. */
  readonly owners: Readonly<Record<string, string>>
}

export const usualRules: ReminderRules = {
  before: [7, 3, 1],
  after: [1, 4, 7],
  undated: null,
  undatedSince: null,
  owners: {},
}

export interface Step {
  /** "-7", "+1", "ask" …: part of the key that keeps a reminder from being said twice. */
  readonly key: string
  /** A working day, the first on which it is said. */
  readonly day: Day
  /** The last day on which it still helps, when the program was off. */
  readonly until: Day
}

/** What was overdue is still said so many days late. */
const lateDays = 14

/**
 * Steps around a last day. One before it that falls on a day off moves to the working day before, one after it to the
 * next working day; those after keep their distance from each other, so that a weekend does not push them together.
 * @param from nothing is said earlier (the plan was not yet issued)
 * @param own the ward's own days off and worked: on a day off nothing is said
 */
export const countdown = (due: Day, { before, after }: ReminderRules, from: Day, own?: OwnDays): Step[] => {
  const steps = before.toSorted((a, b) => b - a).map(days => stepBefore(due, days, own))
  let last = { days: 0, day: due }
  for (const days of after.toSorted((a, b) => a - b)) {
    last = { days, day: workingDayFrom(addDays(last.day, days - last.days), own) }
    steps.push({ key: `+${days}`, day: last.day, until: addDays(last.day, lateDays) })
  }
  return steps.filter(({ day }) => day >= from)
}

export const stepBefore = (due: Day, days: number, own?: OwnDays): Step => ({
  key: `-${days}`,
  day: workingDayBy(addDays(due, -days), own),
  until: due,
})

const workingDaysLeft = 3

/** Three working days before a month's last working day, and on that day. @param month "2026-03" */
export const monthEnd = (month: string, from: Day, own?: OwnDays): Step[] => {
  const until = lastDayOfMonth(month)
  const last = workingDayBy(until, own)
  return [
    { key: 'month-3', day: workingDaysBefore(last, workingDaysLeft, own), until },
    { key: 'month-last', day: last, until },
  ].filter(({ day }) => day >= from)
}

/** The last working day of a week; none where the whole week is off (Tết). */
export const weekEnd = ({ first, last }: { first: Day; last: Day }, from: Day, own?: OwnDays): Step[] => {
  const day = workingDayBy(last, own)
  return day < first || day < from ? [] : [{ key: 'week', day, until: last }]
}

export const lastDayOfMonth = (month: string): Day =>
  addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1)

/** What one person was told of a matter. */
export interface Told {
  readonly step: string
  readonly on: Day
}

export interface Wish {
  /** Not before this day. */
  readonly until: Day | null
  readonly muted: boolean
}

export const noWish: Wish = { until: null, muted: false }

/**
 * The step to say today, if any: only the most recent one, also after days off, and nothing twice. What was said on or
 * after a step's day has said it.
 */
export const stepDue = (
  steps: readonly Step[],
  today: Day,
  told: readonly Told[],
  { until, muted }: Wish,
): string | undefined => {
  if (muted || (until !== null && today < until)) return undefined
  const asked: Step[] =
    until === null ? [] : [{ key: `asked:${until}`, day: until, until: endOf(steps) ?? addDays(until, 7) }]
  const [step] = [...steps, ...asked]
    .filter(({ day, until: last }) => day <= today && today <= last)
    // The plan's own step comes first where both fall on one day; of two on one day, the later.
    .toSorted((a, b) => b.day.localeCompare(a.day) || steps.indexOf(b) - steps.indexOf(a))
  if (step === undefined) return undefined
  const done = told.some(({ step: key, on }) => key === step.key || on >= step.day)
  return done ? undefined : step.key
}

/** The next day something is said, today included; undefined when nothing is left. */
export const nextDay = (
  steps: readonly Step[],
  today: Day,
  told: readonly Told[],
  wish: Wish,
): Day | undefined => {
  if (wish.muted) return undefined
  if (stepDue(steps, today, told, wish) !== undefined) return today
  return [
    ...steps.map(({ day }) => day).filter(day => wish.until === null || day >= wish.until),
    ...(wish.until === null ? [] : [wish.until]),
  ]
    .filter(day => day > today)
    .toSorted()[0]
}

/** The last day on which anything of these steps helps. */
export const endOf = (steps: readonly Step[]): Day | undefined =>
  steps
    .map(({ until }) => until)
    .toSorted()
    .at(-1)
