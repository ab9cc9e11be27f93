/** Dates in figures: "15/3", "3-5/11", "20-11", "8.11", "ngày 3 tháng 4", "mùng 8", "11 và 12/11", "15/11/2026". */
import type { Day } from '../vietnam-time.ts'
import { datedAs, dayAt, dayOfMonthBack, fullYear, monthOf, type When, yearOf } from './calendar.ts'
import { meansUntil, type Token } from './text.ts'

export interface Found<Value> {
  readonly from: number
  readonly to: number
  readonly value: Value
}

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''
const number = (tokens: readonly Token[], at: number, most: number): number | undefined => {
  const token = tokens[at]
  return token?.kind === 'number' && token.text.length <= 4 && token.value <= most ? token.value : undefined
}
/** A separator of day and month, tight on both sides or (a slash) spaced on both. */
function separator(tokens: readonly Token[], at: number): '/' | '-' | '.' | undefined {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token?.kind !== 'mark' || next?.kind !== 'number') return undefined
  if (token.text === '/') return '/'
  if (token.gap || next.gap) return undefined
  return token.text === '-' || token.text === '.' ? token.text : undefined
}

// Numbers with a slash that are no dates: documents, 24/7, fractions of a team.
const notADate = /^(?:kh|qd|nd|nq|cv|duong|pho)$/
const countedAfter =
  /^(?:tin|bai|nguoi|ng|ho|to|phut|p|ph|lan|luot|bang|buoi|cuoc|cai|tam|dai|hoc|ba|cu|dang|hoi|phieu|clip|tieu|thu|tieng|gio|trieu|km|m)$/

interface DayMonth {
  readonly day: number
  readonly month: number
  readonly year: number | null
  readonly to: number
  /** Written with a slash or a word: surely a date even when there is no such day. */
  readonly sure: boolean
}

/** "15/3", "15.3.2026", "20-11", "3 tháng 4 năm 2026" at `from`. */
function dayMonthAt(tokens: readonly Token[], from: number, wanted: boolean): DayMonth | undefined {
  const day = number(tokens, from, 99)
  if (day === undefined) return undefined
  if (fold(tokens, from + 1) === 'thang') {
    const month = number(tokens, from + 2, 99)
    if (month === undefined) return undefined
    const named = fold(tokens, from + 3) === 'nam' && (tokens[from + 4]?.text.length ?? 0) === 4
    const slashed = tokens[from + 3]?.text === '/' && (tokens[from + 4]?.text.length ?? 0) === 4
    const year = named || slashed ? number(tokens, from + 4, 2200) : undefined
    return { day, month, year: year ?? null, to: from + (year === undefined ? 3 : 5), sure: true }
  }
  const first = separator(tokens, from + 1)
  const month = number(tokens, from + 2, 99)
  if (first === undefined || month === undefined) return undefined
  const second = separator(tokens, from + 3)
  const yearText = tokens[from + 4]?.text ?? ''
  if (second === first && (yearText.length === 4 || yearText.length === 2)) {
    const year = number(tokens, from + 4, 2200)
    if (year !== undefined) return { day, month, year: fullYear(year), to: from + 5, sure: true }
  }
  if (fold(tokens, from + 3) === 'nam' && (tokens[from + 4]?.text.length ?? 0) === 4) {
    const year = number(tokens, from + 4, 2200)
    if (year !== undefined) return { day, month, year, to: from + 5, sure: true }
  }
  // "13/15 người": so many out of so many.
  if (first === '/' && !wanted && month > 12 && day <= month && countedAfter.test(fold(tokens, from + 3)))
    return undefined
  if (first !== '/') {
    const plausible = month >= 1 && month <= 12 && day >= 1 && day <= 31
    if (!plausible || (!wanted && countedAfter.test(fold(tokens, from + 3)))) return undefined
  }
  return { day, month, year: null, to: from + 3, sure: first === '/' || wanted }
}

const yearWord = (tokens: readonly Token[], at: number): number =>
  fold(tokens, at) === 'nam' && /^(?:ngoai|truoc)$/.test(fold(tokens, at + 1)) ? 1 : 0

/** "ngày 15", "mùng 8", "hôm 15": a day of this month, or of the month named after it. */
function bareDayAt(
  tokens: readonly Token[],
  at: number,
  today: Day,
): { day: Day | undefined; to: number } | undefined {
  const day = number(tokens, at, 99)
  if (
    day === undefined ||
    countedAfter.test(fold(tokens, at + 1)) ||
    (/^[/.]$/.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.kind === 'number')
  )
    return undefined
  if (fold(tokens, at + 1) === 'thang') {
    const which = fold(tokens, at + 2)
    if (/^(?:truoc|roi|qua)$/.test(which)) return { day: dayOfMonthBack(day, 1, today), to: at + 3 }
    if (/^(?:nay|ni)$/.test(which)) return { day: dayOfMonthBack(day, 0, today), to: at + 3 }
  }
  return { day: dayOfMonthBack(day, 0, today), to: at + 1 }
}

/** "3-5/11", "3 đến 5/11", "11 và 12/11", "11, 12/11": days that share the month said last. */
function sharedMonthAt(
  tokens: readonly Token[],
  from: number,
  today: Day,
  wanted: boolean,
): Found<When> | undefined {
  const first = number(tokens, from, 31)
  if (first === undefined) return undefined
  let at = from + 1
  let last: DayMonth | undefined
  for (let step = 0; step < 5 && last === undefined; step++) {
    const joiner = tokens[at]
    if (joiner === undefined) return undefined
    const joins =
      joiner.text === '-' ||
      joiner.text === '→' ||
      joiner.text === ',' ||
      joiner.text === '&' ||
      joiner.fold === 'va' ||
      meansUntil(joiner, wanted)
    if (!joins) return undefined
    const lead = /^(?:ngay|het|mung|mong|hom)$/.test(fold(tokens, at + 1)) ? 1 : 0
    // A list by commas needs a word that calls for days, lest "tổ 4, 5/11" become one.
    if (joiner.text === ',' && !wanted && (joiner.gap || tokens[at + 1]?.gap === true)) return undefined
    last = dayMonthAt(tokens, at + 1 + lead, true)
    if (last === undefined && number(tokens, at + 1 + lead, 31) === undefined) return undefined
    at += 2 + lead
  }
  if (last === undefined || tokens[from + 1]?.text === '.') return undefined
  const year = last.year ?? yearOf(today)
  return {
    from,
    to: last.to,
    value: datedAs(dayAt(year, last.month, first), dayAt(year, last.month, last.day), today),
  }
}

/** The numeric date or range at `from`, with its leading "ngày", "hôm", "mùng"; undefined where none begins. */
export function readNumericDate(tokens: readonly Token[], from: number, today: Day): Found<When> | undefined {
  let at = from
  if (fold(tokens, at) === 'hom' && tokens[at + 1]?.fold === 'ngay') at++
  const lead = /^(?:ngay|hom|bua|mung|mong)$/.test(fold(tokens, at)) ? fold(tokens, at) : ''
  if (lead !== '') at++
  if (lead === 'ngay' && /^(?:mung|mong)$/.test(fold(tokens, at))) at++
  if (tokens[at]?.kind !== 'number') return undefined
  const wanted = lead !== '' || /^(?:ngay|tu|trong)$/.test(fold(tokens, from - 1))
  const before = fold(tokens, from - 1)
  if (!wanted && notADate.test(before)) return undefined
  if (!wanted && tokens[from - 1]?.text === '/') return undefined
  const iso = isoAt(tokens, at, today)
  if (iso !== undefined) return { ...iso, from }
  // The number of a place is not a day: "tổ 3 - 5/11" stays a place and a date.
  const named = /^(?:to|tdp|kp|pho|khu|kv|khoi|ban|thon|quay|so|doi)$/.test(before) && lead === ''
  if (!named || separator(tokens, at + 1) === '-') {
    const shared = named ? undefined : sharedMonthAt(tokens, at, today, wanted)
    if (shared !== undefined) return { ...shared, from }
  }
  const one = named && separator(tokens, at + 1) !== '/' ? undefined : dayMonthAt(tokens, at, wanted)
  if (one !== undefined) {
    // "04/KH", "15/2026" and "1/3 số hộ" are other things; a letter after the month too ("12/11A").
    if (one.day === 24 && one.month === 7 && one.year === null && lead === '') return undefined
    const year = one.year ?? yearOf(today) - yearWord(tokens, one.to)
    const day = dayAt(year, one.month, one.day)
    const to = one.year === null && yearWord(tokens, one.to) === 1 ? one.to + 2 : one.to
    if (day === undefined && !one.sure) return undefined
    return { from, to, value: datedAs(day, null, today) }
  }
  if (lead === '') return undefined
  const bare = bareDayAt(tokens, at, today)
  if (bare === undefined) return undefined
  // "từ ngày 3 đến ngày 5" without a month: this month's.
  return { from, to: bare.to, value: datedAs(bare.day, null, today) }
}

/** "2026-11-15". */
function isoAt(tokens: readonly Token[], at: number, today: Day): Found<When> | undefined {
  if (tokens[at]?.text.length !== 4 || separator(tokens, at + 1) !== '-' || separator(tokens, at + 3) !== '-')
    return undefined
  const [year, month, day] = [tokens[at]?.value, tokens[at + 2]?.value, tokens[at + 4]?.value]
  if (year === undefined || month === undefined || day === undefined || year < 2000 || year > 2200)
    return undefined
  return { from: at, to: at + 5, value: datedAs(dayAt(year, month, day), null, today) }
}

/** "tháng 10", "tháng 11/2026", "T10": a month without a day is vague, unless it is what a report is about. */
export function monthAt(
  tokens: readonly Token[],
  from: number,
  today: Day,
): { to: number; future: boolean } | undefined {
  const token = tokens[from]
  const month = number(tokens, from + 1, 12)
  if (token?.kind !== 'word' || month === undefined || month < 1) return undefined
  const spelt = token.fold === 'thang'
  const short =
    token.fold === 't' && tokens[from + 1]?.gap === false && (month > 7 || tokens[from + 2]?.text === '/')
  if (!spelt && !short) return undefined
  const year = tokens[from + 2]?.text === '/' ? number(tokens, from + 3, 2200) : undefined
  const to = year === undefined ? from + 2 : from + 4
  return {
    to,
    future:
      (year === undefined ? yearOf(today) : fullYear(year)) * 12 + month >
      yearOf(today) * 12 + monthOf(today),
  }
}
