/** When the ward's counter is open: its hours of the week, less Vietnam's public holidays. For reply times we may promise. */
import Holidays from 'date-holidays'
import type { Place } from './model/ward.ts'
import { addDays, type Day, dayOf, instantOf, weekdayOf } from './vietnam-time.ts'

const calendar = new Holidays('VN')

interface Year {
  /** Off by law, with the working days given for those on a weekend. */
  readonly certain: ReadonlySet<Day>
  /** Off in some years, as the yearly announcement says; or meant to be, and not law yet. */
  readonly possible: ReadonlySet<Day>
}
const known = new Map<string, Year>()

const isWeekend = (day: Day): boolean => weekdayOf(day) > 5

/** For a day off on a weekend: the next working day (Bộ luật Lao động 2019, Điều 111.3). */
const instead = (holiday: Day, off: ReadonlySet<Day>): Day => {
  let day = addDays(holiday, 1)
  while (isWeekend(day) || off.has(day)) day = addDays(day, 1)
  return day
}

const holidaysOf = (year: string): Year => {
  const before = known.get(year)
  if (before !== undefined) return before
  const spans = calendar
    .getHolidays(Number(year))
    .filter(({ type }) => type === 'public')
    .map(({ start, end }) => {
      const days: Day[] = []
      // `end` is the first instant after it; Tết lasts five days.
      for (let day = dayOf(start); instantOf(day) < end; day = addDays(day, 1)) days.push(day)
      return days
    })
  const named = [...new Set(spans.flat())].toSorted()
  const certain = new Set<Day>(named)
  for (const day of named.filter(isWeekend)) certain.add(instead(day, certain))
  const eve = spans.find(days => days.length > 1)?.[0]
  // Quốc khánh has a second day, before or after (Bộ luật Lao động 2019, Điều 112.1.đ): 1 September in 2026, by Thông báo
  // 9441/TB-BNV of 16/10/2025. Ngày Văn hóa Việt Nam is meant as a day off (Nghị quyết 80-NQ/TW of 07/01/2026, Nghị quyết
  // 30/NQ-CP), the change of Điều 112 that makes it one was not found on 29/11/2026. Both are set right, as a swap of two days
  // is, in the ward's own `daysOff` and `workDays`.
  const second = [`${year}-09-01`, `${year}-09-03`, `${year}-11-24`]
  const found = {
    certain,
    possible: new Set([
      ...second,
      ...second.filter(isWeekend).map(day => instead(day, certain)),
      // Tết begins one day or two before its first.
      ...(eve === undefined ? [] : [addDays(eve, -1)]),
    ]),
  }
  known.set(year, found)
  return found
}

/**
 * Off, or maybe off: for reply times and reminders. Promising a day too late harms nobody, too early breaks a promise.
 */
export const isPublicHoliday = (day: Day): boolean => {
  const { certain, possible } = holidaysOf(day.slice(0, 4))
  return certain.has(day) || possible.has(day)
}

/** What a ward's own calendar says (`ward.yaml`): days it is closed, and holidays or weekend days it works. */
export interface OwnDays {
  readonly daysOff: readonly Day[]
  readonly workDays: readonly Day[]
}
const noOwnDays: OwnDays = { daysOff: [], workDays: [] }

/** For a term the law sets: only what is certainly off stops that clock. */
export const countsForTerm = (day: Day, own: OwnDays = noOwnDays): boolean => {
  if (own.daysOff.includes(day)) return false
  return own.workDays.includes(day) || !(isWeekend(day) || holidaysOf(day.slice(0, 4)).certain.has(day))
}

/** Monday to Friday, no holiday: the days offices of a ward work, whatever the hours of its counter. */
export const isWorkingDay = (day: Day, own: OwnDays = noOwnDays): boolean =>
  !own.daysOff.includes(day) && (own.workDays.includes(day) || !(isWeekend(day) || isPublicHoliday(day)))

/** The day itself, or the last working day before it. */
export const workingDayBy = (day: Day, own?: OwnDays): Day => {
  let at = day
  while (!isWorkingDay(at, own)) at = addDays(at, -1)
  return at
}

/** The day itself, or the first working day after it. */
export const workingDayFrom = (day: Day, own?: OwnDays): Day => {
  let at = day
  while (!isWorkingDay(at, own)) at = addDays(at, 1)
  return at
}

/** So many working days before the day, itself not counted. */
export const workingDaysBefore = (day: Day, days: number, own?: OwnDays): Day => {
  let at = day
  for (let left = days; left > 0; left -= 1) at = workingDayBy(addDays(at, -1), own)
  return at
}

/** Working days from `from` to `to`, both counted. */
export const workingDaysBetween = (from: Day, to: Day, own?: OwnDays): number => {
  let days = 0
  for (let at = from; at <= to; at = addDays(at, 1)) if (isWorkingDay(at, own)) days += 1
  return days
}

export type Opening = Place['opening']

/** Further ahead nothing is reckoned: a ward open one day a year has given no usable hours. */
const horizonDays = 60

/**
 * The instant at which `minutes` of office time have passed since `from`. A weekend day worked has the hours of a Monday.
 * @returns undefined when `opening` is empty (the ward has not told its hours) or never opens
 */
export const afterOfficeMinutes = (
  opening: Opening,
  from: Date,
  minutes: number,
  own: OwnDays = noOwnDays,
): Date | undefined => {
  let left = minutes
  for (let ahead = 0, day = dayOf(from); ahead < horizonDays; ahead += 1, day = addDays(day, 1)) {
    const worked = own.workDays.includes(day)
    if (own.daysOff.includes(day) || (isPublicHoliday(day) && !worked)) continue
    const usual = opening.filter(({ days }) => days.includes(weekdayOf(day)))
    const spans = (usual.length === 0 && worked ? opening.filter(({ days }) => days.includes(1)) : usual)
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
