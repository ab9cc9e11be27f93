/** Days as officers name them, worked out against an injected today. Weeks run Monday to Sunday. */
import { addDays, type Day, weekdayOf } from '../vietnam-time.ts'

/** What a phrase of time came to. */
export type When =
  | { readonly kind: 'day'; readonly from: Day; readonly to: Day | null }
  /** Some time ago, no saying when: the bot asks. */
  | { readonly kind: 'vague' }
  /** Later than today, or a plan without a day. */
  | { readonly kind: 'future' }
  /** 31/2 */
  | { readonly kind: 'impossible' }
  /** "tuần trước" as a heading for weekdays that follow; a range when nothing follows. */
  | { readonly kind: 'week'; readonly monday: Day }

const two = (value: number): string => String(value).padStart(2, '0')

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** A calendar date, or undefined when there is no such day. */
export function dayAt(year: number, month: number, day: number): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  return `${year}-${two(month)}-${two(day)}`
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))
export const monthOf = (day: Day): number => Number(day.slice(5, 7))
const dayOfMonth = (day: Day): number => Number(day.slice(8, 10))

/** "26" → 2026; four figures stay. */
export const fullYear = (year: number): number => (year < 100 ? 2000 + year : year)

/** A day and, for a range, its last day, judged against today: impossible, future or a day. */
export function datedAs(first: Day | undefined, last: Day | undefined | null, today: Day): When {
  if (first === undefined || last === undefined) return { kind: 'impossible' }
  if (first > today) return { kind: 'future' }
  if (last === null || last === first) return { kind: 'day', from: first, to: null }
  if (last > today) return { kind: 'future' }
  return last < first ? { kind: 'day', from: last, to: first } : { kind: 'day', from: first, to: last }
}

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** The latest such weekday before today. @param weekday 1 = Monday … 7 = Sunday */
export function latestWeekday(weekday: number, today: Day): Day {
  const back = (weekdayOf(today) - weekday + 7) % 7
  return addDays(today, -(back === 0 ? 7 : back))
}

/** Monday of the week so many weeks ago. */
export const weekBefore = (today: Day, weeks: number): Day => addDays(mondayOf(today), -7 * weeks)

/** The whole week, cut at today; for "tuần này", "tuần trước" without a weekday. */
export function wholeWeek(monday: Day, today: Day): When {
  const sunday = addDays(monday, 6)
  return datedAs(monday, sunday > today ? today : sunday, today)
}

/** Day `day` of the month `monthsBack` ago: "ngày 15" (0), "28 tháng trước" (1). */
export function dayOfMonthBack(day: number, monthsBack: number, today: Day): Day | undefined {
  const index = yearOf(today) * 12 + (monthOf(today) - 1) - monthsBack
  return dayAt(Math.floor(index / 12), (index % 12) + 1, day)
}

export const isDay = (text: string): boolean => {
  const [year, month, day] = text.split('-').map(Number)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    dayAt(year ?? 0, month ?? 0, day ?? 0) === text &&
    dayOfMonth(text) === day
  )
}
