/** Counts of a plan's text: "ít nhất 02 tin, bài mỗi tháng" gives a number, a unit, and how often it is owed. */
import { squeeze } from './fold.ts'
import { unitAt } from './vocabulary.ts'

export interface Counted {
  readonly quantity: number
  readonly unit: string
  readonly verbatim: string
  readonly atLeast: boolean
  readonly index: number
  readonly end: number
}

/** How often a number is owed. */
export type CountPeriod = 'year' | 'quarter' | 'month' | 'week' | 'day'

/** "24", "1.500", "02 - 03", "01 (một)". */
const number =
  /(?<![\d/.,:-])(\d{1,3}(?:\.\d{3})+|\d{1,6})(?!\d|[/.,:-]\d)(?:\s*(?:-|den)\s*(\d{1,6})(?![\d/.,:-]))?(?:\s*\([a-z ]{2,30}\))?\s*/g
const numerals = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
/** Numbers in words are taken only where the text says that they are a bound. */
const numeral = new RegExp(`(?<=(?:it nhat|toi thieu) )(${numerals.join('|')})\\s+`, 'g')

/** More counts than any paragraph has. */
export const mostCounts = 100

const leastBefore = /(it nhat|toi thieu|khong duoi|khong it hon|tren|tu|>=|≥)\s*$/
/** What stands before a number that is no count: a date, a clause, an upper bound. */
const otherBefore =
  /(?:(?<!\d |moi |hang |mot |tung )(?:thang|quy|ngay)|(?<!\d |moi |hang |mot |tung |trong |ca )nam|so|dieu|khoan|muc|den|(?:khong )?qua|duoi|lan thu|thu)\s+$/

interface Figure {
  readonly index: number
  readonly end: number
  readonly quantity: number
  readonly range: boolean
}

function figures(folded: string): Figure[] {
  const found: Figure[] = []
  for (const match of folded.matchAll(number))
    found.push({
      index: match.index,
      end: match.index + match[0].length,
      quantity: Number((match[1] ?? '').replace(/\./g, '')),
      range: match[2] !== undefined && Number(match[2]) > Number(match[1]),
    })
  for (const match of folded.matchAll(numeral))
    found.push({
      index: match.index,
      end: match.index + match[0].length,
      quantity: numerals.indexOf(match[1] ?? '') + 1,
      range: false,
    })
  return found.toSorted((left, right) => left.index - right.index)
}

/** Every "number unit" of a text, with "ít nhất" before it taken in. Durations ("5 đến 10 phút") are no counts. */
export function findCounts(text: string, folded: string, scanned = false): Counted[] {
  const found: Counted[] = []
  for (const { index, end, quantity, range } of figures(folded)) {
    if (found.length >= mostCounts) break
    const unit = unitAt(folded.slice(end), scanned, scanned ? null : text.slice(end))
    // "05 số" counts issues, but "số 05" and "quý 1 số …" don't; a bare "số" must end the phrase.
    if (unit === null || (unit.unit === 'số' && /^so\s+[a-z]/.test(folded.slice(end)))) continue
    const before = folded.slice(Math.max(0, index - 16), index)
    if (otherBefore.test(before) || quantity <= 0) continue
    const least = leastBefore.exec(before)
    const more = /^[^.;\d]{0,24}tro len/.test(folded.slice(end + unit.length))
    // "từ 02 bài trở lên" is a bound, "từ 5 tin của quý trước" is none.
    if (least?.[1] === 'tu' && !more && !range) continue
    const from = least === null ? index : index - least[0].length
    found.push({
      quantity,
      unit: unit.unit,
      verbatim: squeeze(text.slice(from, end + unit.length)),
      atLeast: least !== null || more || range,
      index,
      end: end + unit.length,
    })
  }
  return found
}

const every: readonly (readonly [CountPeriod, string])[] = [
  ['month', 'thang'],
  ['quarter', 'quy'],
  ['week', 'tuan'],
  ['day', 'ngay'],
  ['year', 'nam'],
]
const periodPatterns = every.map(
  ([period, word]) =>
    [
      period,
      new RegExp(`(?:hang|moi|tung|dinh ky|/)\\s*(?:0?1\\s+|mot\\s+)?(?:hang )?${word}(?![a-z])`),
    ] as const,
)

/** The period a folded text names ("mỗi tháng", "/quý", "hằng tuần"); null = none. The first one named counts. */
export function periodNamed(folded: string): CountPeriod | null {
  let best: { period: CountPeriod; index: number } | null = null
  for (const [period, pattern] of periodPatterns) {
    const match = pattern.exec(folded)
    if (match !== null && (best === null || match.index < best.index)) best = { period, index: match.index }
  }
  return best?.period ?? null
}

const rightAfter =
  /^[^,;.\d]{0,40}?\s*(?:\/|moi|mot|hang|tung)\s*(?:0?1 )?(?:thang|quy|tuan|ngay|nam)(?![a-z])/

/**
 * How often one count is owed: what stands right behind it ("02 tin/tháng"), else between it and the count before, else
 * in its own clause, else in the words that lead the list in ("Mỗi tháng: 08 tin; 02 bài"). A year where nothing says.
 */
export function periodOfCount(folded: string, counts: readonly Counted[], at: number): CountPeriod {
  const counted = counts[at]
  if (counted === undefined) return 'year'
  const behind = rightAfter.exec(folded.slice(counted.end, counts[at + 1]?.index))
  if (behind !== null) {
    const named = periodNamed(behind[0].replace(/\bmot\b/, 'moi'))
    if (named !== null) return named
  }
  const previous = counts[at - 1]
  const start = Math.max(folded.lastIndexOf(';', counted.index), folded.lastIndexOf('. ', counted.index)) + 1
  const skipped = previous === undefined ? null : rightAfter.exec(folded.slice(previous.end, counted.index))
  const from = Math.max(start, previous === undefined ? 0 : previous.end + (skipped?.[0].length ?? 0))
  const before = periodNamed(folded.slice(from, counted.index))
  if (before !== null) return before
  const clause =
    previous !== undefined && previous.index >= start && skipped !== null
      ? null
      : periodNamed(folded.slice(start, counted.index))
  if (clause !== null) return clause
  const colon = folded.indexOf(':')
  return (colon > 0 && colon < counted.index ? periodNamed(folded.slice(0, colon)) : null) ?? 'year'
}
