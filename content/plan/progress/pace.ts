/** Arithmetic of a year's pace: how much of it is gone, what should be done by now, where it leads. Pure. */
import { addDays, type Day, daysBetween } from '../../vietnam-time.ts'

/** Fewer days of the year than this say nothing about its end. */
const daysToForecast = 14
const daysOfMonth = 365 / 12

export interface YearGone {
  /** Days of the year gone, today included. */
  readonly days: number
  readonly daysLeft: number
  /** 0 to 1. */
  readonly share: number
}

/** A day before the year has nothing of it gone; one after it, all. */
export const yearGone = (year: number, today: Day): YearGone => {
  const first = `${year}-01-01`
  const all = daysBetween(first, `${year + 1}-01-01`)
  const days = Math.min(all, Math.max(0, daysBetween(first, today) + 1))
  return { days, daysLeft: all - days, share: days / all }
}

export interface Pace {
  /** What an even pace would have reached by now. */
  readonly expected: number
  /** Whole pieces behind that; 0 when less than one is missing. */
  readonly behind: number
  /** Where the present pace leads by the year's end; null in the first two weeks. */
  readonly forecast: number | null
  /** Pieces a month from now on to reach the number, rounded up; null when nothing is left, of the number or the year. */
  readonly perMonth: number | null
}

/** @param wanted pieces in the whole year */
export const paceOf = (counted: number, wanted: number, gone: YearGone): Pace => {
  const expected = wanted * gone.share
  const short = expected - counted
  const remaining = wanted - counted
  return {
    expected,
    behind: short >= 1 ? Math.round(short) : 0,
    forecast: forecastOf(counted, gone),
    perMonth:
      remaining <= 0 || gone.daysLeft === 0
        ? null
        : Math.ceil(remaining / Math.max(1, gone.daysLeft / daysOfMonth)),
  }
}

export const forecastOf = (counted: number, { days, share }: YearGone): number | null =>
  days < daysToForecast ? null : Math.round(counted / share)

export type Every = 'week' | 'month' | 'quarter'

export interface DutyPeriod {
  /** "2026-W07", "2026-03", "2026-Q1". */
  readonly key: string
  readonly first: Day
  readonly last: Day
}

/**
 * Whole weeks (Monday to Sunday), months or quarters that begin in the year, from `from` on. A week that reaches into
 * the next year belongs to the one it began in.
 */
export const periodsOf = (every: Every, year: number, from: Day | null = null): DutyPeriod[] => {
  const start = from ?? `${year}-01-01`
  const all = every === 'week' ? weeksOf(year) : monthsOf(year, every === 'month' ? 1 : 3)
  return all.filter(({ first }) => first >= start)
}

const two = (value: number): string => String(value).padStart(2, '0')

const monthsOf = (year: number, months: number): DutyPeriod[] =>
  Array.from({ length: 12 / months }, (_, index) => {
    const month = index * months + 1
    const next = month + months
    const following = next > 12 ? `${year + 1}-01-01` : `${year}-${two(next)}-01`
    return {
      key: months === 1 ? `${year}-${two(month)}` : `${year}-Q${index + 1}`,
      first: `${year}-${two(month)}-01`,
      last: addDays(following, -1),
    }
  })

const weeksOf = (year: number): DutyPeriod[] => {
  const newYear = `${year}-01-01`
  const weekday = (new Date(`${newYear}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: DutyPeriod[] = []
  for (
    let first = addDays(newYear, weekday === 0 ? 0 : 7 - weekday);
    first.startsWith(String(year));
    first = addDays(first, 7)
  )
    weeks.push({ key: `${year}-W${two(isoWeek(first))}`, first, last: addDays(first, 6) })
  return weeks
}

/** The number people find in calendars: the week of the year's first Thursday is 1. */
const isoWeek = (monday: Day): number => {
  const thursday = addDays(monday, 3)
  return Math.floor((daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) + 7) / 7)
}
