/** Dates, deadlines and document numbers as plans print them. Nothing is completed that is not printed. */
import { fold } from './fold.ts'

export type DeadlineKind = 'before' | 'by' | 'month' | 'before-month' | 'multiple'

const pad = (value: number): string => String(value).padStart(2, '0')

/** ISO date of a day that exists, else null. Years outside 1945-2100 are misreadings. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1945 || year > 2100 || month < 1 || month > 12 || day < 1) return null
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? `${year}-${pad(month)}-${pad(day)}` : null
}

export interface FoundDate {
  readonly iso: string | null
  /** "12/2026" without a day: "2026-12". */
  readonly month: string | null
  readonly index: number
  readonly end: number
  /** The year was not printed but taken from the plan. */
  readonly yearAssumed: boolean
}

const dayMonthYear = /(?<![\d/])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)/g
const wordy = /(?:ngay\s+)?(?<!\d)(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})(?!\d)/g
const monthYear = /(?<![\d/])(?:thang\s+)(\d{1,2})\s?(?:[/-]|nam)\s?(\d{4})(?!\d)/g
const bareMonthYear = /^(?:(?:truoc|trong|den|het|xong|hoan thanh)\s+)*(\d{1,2})\s?[/-]\s?(20\d{2})$/
const dayMonth =
  /(?<=(?:ngay|truoc|nhat|den|xong|het)\s{1,3})(\d{1,2})\s?(?:\/|\s+thang\s+)(\d{1,2})(?![\d/])(?!\s*[/.]\s*\d)(?! (?:so|tong|dan)(?![a-z]))/g

/** More dates than any sentence or cell has; keeps hostile text cheap. */
const mostDates = 120

/**
 * All dates in a folded text, in order: full days, bare months, and days without a year (these get `year`, when the
 * plan's year is known, and say so).
 */
export function findDates(folded: string, year: number | null = null): FoundDate[] {
  const found: FoundDate[] = []
  const free = (index: number): boolean =>
    found.length < mostDates && found.every(date => index >= date.end || index < date.index)
  for (const pattern of [wordy, dayMonthYear])
    for (const match of folded.matchAll(pattern))
      if (free(match.index))
        found.push({
          iso: isoDate(Number(match[3]), Number(match[2]), Number(match[1])),
          month: null,
          index: match.index,
          end: match.index + match[0].length,
          yearAssumed: false,
        })
  for (const match of folded.matchAll(monthYear))
    if (free(match.index) && Number(match[1]) >= 1 && Number(match[1]) <= 12)
      found.push({
        iso: null,
        month: `${match[2]}-${pad(Number(match[1]))}`,
        index: match.index,
        end: match.index + match[0].length,
        yearAssumed: false,
      })
  if (year !== null)
    for (const match of folded.matchAll(dayMonth))
      if (free(match.index))
        found.push({
          iso: isoDate(year, Number(match[2]), Number(match[1])),
          month: null,
          index: match.index,
          end: match.index + match[0].length,
          yearAssumed: true,
        })
  return found.toSorted((left, right) => left.index - right.index)
}

export interface Deadline {
  readonly kind: DeadlineKind | null
  readonly date: string | null
  readonly month: string | null
}

const before = /(?:truoc|tru[do][ce])\s+(?:het\s+)?(?:ngay|thang)?\s*$/
/** "từ ngày 01/3/2027", "sau tháng 6/2027": what work begins at or comes after is no limit. */
const beginning = /(?<![a-z])(?:tu|sau|bat dau)(?:\s+(?:ngay|thang|dau|giua|cuoi))*\s*$/

/** Reads a completion cell that names one date or month at most; several dates are the caller's. */
export function readDeadline(text: string, year: number | null): Deadline {
  const folded = fold(text)
  const [date] = findDates(folded, year)
  const bare = bareMonthYear.exec(folded.trim())
  if (bare !== null && Number(bare[1]) >= 1 && Number(bare[1]) <= 12)
    return {
      kind: /truoc/.test(folded) ? 'before-month' : 'month',
      date: null,
      month: `${bare[2]}-${pad(Number(bare[1]))}`,
    }
  if (date === undefined) return { kind: null, date: null, month: null }
  // "trước tháng 11/2026": the word "tháng" is part of the match, so look at what stands before it.
  const lead = folded.slice(Math.max(0, date.index - 30), date.index).replace(/\s*ngay\s*$/, ' ngay ')
  if (beginning.test(lead)) return { kind: null, date: null, month: null }
  const isBefore = before.test(lead) || /truoc\s*$/.test(lead)
  if (date.month !== null) return { kind: isBefore ? 'before-month' : 'month', date: null, month: date.month }
  return { kind: isBefore ? 'before' : 'by', date: date.iso, month: null }
}

export interface Citation {
  readonly number: string
  readonly date: string | null
  readonly index: number
}

// "707/QĐ-UBND", "245/SVHTTDL-BCXB", "57-NQ/TW", "01-Ctr/ĐU", with a stray space after the dash ("09- KL/TW").
const documentNumber =
  /(?<![\d/\p{L}])(\d{1,5}\p{Lu}?)\s?([/-])\s?(\p{Lu}[\p{L}\d]{0,11}(?:\s?[-/&.]\s?\p{Lu}[\p{L}\d]{0,11}){0,3})/gu

/** Documents a text cites by number, each with the date printed right after it. */
export function findCitations(text: string): Citation[] {
  const folded = fold(text)
  const found: Citation[] = []
  for (const match of text.matchAll(documentNumber)) {
    if (found.length >= mostDates) break
    const number = `${match[1]}${match[2]}${match[3]}`.replace(/\s/g, '')
    // A symbol has a second part or is preceded by "số"; "24/Sở" alone is a slip of the pen.
    if (
      !/[-/].*[-/]/.test(number) &&
      !/s[o6]\s*$/.test(folded.slice(Math.max(0, match.index - 4), match.index))
    )
      continue
    const after = folded.slice(match.index + match[0].length, match.index + match[0].length + 40)
    const [date] = findDates(after)
    const near = date !== undefined && /^[\s,'"‘]*(?:ngay\s*)?$/.test(after.slice(0, date.index))
    found.push({ number, date: near ? date.iso : null, index: match.index })
  }
  return found
}
