/** When the ward's counter is open: its hours of the week, less Vietnam's public holidays. For reply times we may promise. */
import Holidays from 'date-holidays'
import type { Place } from './model/ward.ts'
import { addDays, type Day, dayOf, instantOf, weekdayOf } from './vietnam-time.ts'

const calendar = new Holidays('VN')
const known = new Map<string, ReadonlySet<Day>>()

/**
 * Days off the calendar library does not know. Promising a day too late harms nobody, too early breaks a promise, so days
 * that are off only by a yearly decision are taken as off: the second day of Quốc khánh is 1 or 3 September (Bộ luật Lao
 * động 2019, Điều 112.1.đ), and 24 November is Ngày Văn hóa Việt Nam (Nghị quyết 80-NQ/TW of 2026).
 */
const alsoOff = (year: string): readonly Day[] => [`${year}-09-01`, `${year}-09-03`, `${year}-11-24`]

const isWeekend = (day: Day): boolean => weekdayOf(day) > 5

/** Public holidays of a year, with the working days given for those on a weekend (Bộ luật Lao động 2019, Điều 111.3). */
export const publicHolidays = (year: string): ReadonlySet<Day> => {
  const before = known.get(year)
  if (before !== undefined) return before
  const named = calendar
    .getHolidays(Number(year))
    .filter(({ type }) => type === 'public')
    .flatMap(({ start, end }) => {
      const days: Day[] = []
      // `end` is the first instant after it; Tết lasts five days.
      for (let day = dayOf(start); instantOf(day) < end; day = addDays(day, 1)) days.push(day)
      return days
    })
  const off = new Set<Day>([...named, ...alsoOff(year)])
  for (const day of [...new Set(named)].toSorted()) {
    if (!isWeekend(day)) continue
    let instead = addDays(day, 1)
    while (isWeekend(instead) || off.has(instead)) instead = addDays(instead, 1)
    off.add(instead)
  }
  known.set(year, off)
  return off
}

export const isPublicHoliday = (day: Day): boolean => publicHolidays(day.slice(0, 4)).has(day)

/** Monday to Friday, no holiday: the days offices of a ward work, whatever the hours of its counter. */
export const isWorkingDay = (day: Day): boolean => !isWeekend(day) && !isPublicHoliday(day)

/** The day itself, or the last working day before it. */
export const workingDayBy = (day: Day): Day => {
  let at = day
  while (!isWorkingDay(at)) at = addDays(at, -1)
  return at
}

/** The day itself, or the first working day after it. */
export const workingDayFrom = (day: Day): Day => {
  let at = day
  while (!isWorkingDay(at)) at = addDays(at, 1)
  return at
}

/** So many working days before the day, itself not counted. */
export const workingDaysBefore = (day: Day, days: number): Day => {
  let at = day
  for (let left = days; left > 0; left -= 1) at = workingDayBy(addDays(at, -1))
  return at
}

/** Working days from `from` to `to`, both counted. */
export const workingDaysBetween = (from: Day, to: Day): number => {
  let days = 0
  for (let at = from; at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) days += 1
  return days
}

export type Opening = Place['opening']

/** Further ahead nothing is reckoned: a ward open one day a year has given no usable hours. */
const horizonDays = 60

/**
 * The instant at which `minutes` of office time have passed since `from`.
 * @returns undefined when `opening` is empty (the ward has not told its hours) or never opens
 */
export const afterOfficeMinutes = (opening: Opening, from: Date, minutes: number): Date | undefined => {
  let left = minutes
  for (let ahead = 0, day = dayOf(from); ahead < horizonDays; ahead += 1, day = addDays(day, 1)) {
    if (isPublicHoliday(day)) continue
    const spans = opening
      .filter(({ days }) => days.includes(weekdayOf(day)))
      .map(span => ({ from: instantOf(day, span.from), to: instantOf(day, span.to) }))
      .toSorted((a, b) => a.from.getTime() - b.from.getTime())
    for (const span of spans) {
      const start = Math.max(span.from.getTime(), from.getTime())
      const open = (span.to.getTime() - start) / 60_000
      if (open <= 0) continue
      if (open >= left) return new Date(start + left * 60_000)
      left -= open
    }
  }
  return undefined
}
