/** The period of a report as officers say it: "quý 3", "thang 9", "6 tháng", "năm", "từ 01/07 đến 15/08". Pure. */
import { fold } from '../language/unicode.ts'
import type { Period } from '../plan/plan.ts'
import { addDays, type Day, daysBetween } from '../vietnam-time.ts'
import { periodOf, type ReportPeriod, readPeriod } from './periods.ts'

const numberWords = new Map(
  ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi', 'muoi mot', 'muoi hai'].map(
    (word, index) => [word, index + 1] as const,
  ),
)
const ordinals = new Map([
  ['i', 1],
  ['ii', 2],
  ['iii', 3],
  ['iv', 4],
  ['nhat', 1],
  ['nhi', 2],
  ['tu', 4],
  ['gieng', 1],
  ['chap', 12],
])
const numberOf = (word: string): number =>
  /^\d{1,2}$/.test(word) ? Number(word) : (ordinals.get(word) ?? numberWords.get(word) ?? 0)

const two = (value: number): string => String(value).padStart(2, '0')
const quarter = (year: number, number: number): ReportPeriod | undefined => readPeriod(`${year}-Q${number}`)
const month = (year: number, number: number): ReportPeriod | undefined => readPeriod(`${year}-${two(number)}`)

/** So far ahead nobody reports: the year before is meant ("quý 4", said in January). */
const tooFarAhead = 150

/** Of this year, or of the last where this year's is still far off. */
const nearest = (
  make: (year: number) => ReportPeriod | undefined,
  year: number | null,
  today: Day,
): ReportPeriod | undefined => {
  if (year !== null) return make(year)
  const current = Number(today.slice(0, 4))
  const own = make(current)
  if (own === undefined) return undefined
  const ahead = daysBetween(today, own.from) > tooFarAhead
  const justBegun = own.kind === 'year' && Number(today.slice(5, 7)) <= 2
  return ahead || justBegun ? make(current - 1) : own
}

/** "… 2026", "…/2026", "… năm 2026", "… năm nay", "… năm ngoái" at the end. */
const yearAtEnd = (text: string, today: Day): { rest: string; year: number | null } => {
  const current = Number(today.slice(0, 4))
  const named = /^(.*?)(?:^|[\s/-])(?:cua\s+)?(?:nam\s*)?(20\d\d)$/.exec(text)
  if (named !== null) return { rest: (named[1] ?? '').trim(), year: Number(named[2]) }
  const told = /^(.*?)\s*\bnam (nay|ngoai|truoc)$/.exec(text)
  if (told !== null) return { rest: (told[1] ?? '').trim(), year: told[2] === 'nay' ? current : current - 1 }
  return { rest: text, year: null }
}

const dayPattern =
  '(?:ngay |mung )?(\\d{1,2})(?:\\s*[/.-]\\s*| thang )(\\d{1,2})(?:(?:\\s*[/.-]\\s*| nam )(20\\d\\d))?'
const rangePattern = new RegExp(
  `^(?:tu )?${dayPattern}\\s*(?:den|toi|-|–|—|->|→|=>)\\s*(?:het )?(?:${dayPattern}|(nay|hom nay|bay gio))$`,
)

const rangeOf = (text: string, today: Day): ReportPeriod | undefined => {
  const found = rangePattern.exec(text)
  if (found === null) return undefined
  const [d1 = '', m1 = '', y1, d2 = '', m2 = '', y2, now] = found.slice(1)
  const current = now === undefined ? Number(y2 ?? y1 ?? today.slice(0, 4)) : Number(today.slice(0, 4))
  const from = `${y1 ?? current}-${two(Number(m1))}-${two(Number(d1))}`
  const to = now === undefined ? `${current}-${two(Number(m2))}-${two(Number(d2))}` : today
  return readPeriod(`${from}..${to}`)
}

const spans: readonly (readonly [RegExp, Period])[] = [
  [/^(?:3|ba) (?:thang|t)(?: dau(?: nam)?)$/, 'Q1'],
  [/^(?:6|sau) ?(?:thang|t)(?: dau(?: nam)?)?$|^nua(?: dau)? nam$/, 'H1'],
  [/^(?:9|chin) ?(?:thang|t)(?: dau(?: nam)?)?$/, '9M'],
  [/^(?:ca |het |tong ket |tron )?nam$/, 'year'],
]

/**
 * Reads what stands after /baocao, with or without marks; also the keys of {@link readPeriod}.
 * @returns undefined when it names no period
 */
export const readSaidPeriod = (said: string, today: Day): ReportPeriod | undefined => {
  const text = fold(said.slice(0, 80))
    .replaceAll(/[,;!?]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .replace(/^(?:(?:bao cao|ket qua|ky|cua)\s+)+/, '')
    .trim()
  if (text === '') return undefined
  const key = readPeriod(text)
  if (key !== undefined) return key
  const range = rangeOf(text, today)
  if (range !== undefined) return range
  const { rest, year } = yearAtEnd(text, today)
  if (rest === '') return year === null ? undefined : periodOf(year, 'year')
  for (const [pattern, kind] of spans)
    if (pattern.test(rest)) return nearest(of => periodOf(of, kind), year, today)
  if (/^(?:6|sau) thang cuoi(?: nam)?$/.test(rest))
    return nearest(of => readPeriod(`${of}-07-01..${of}-12-31`), year, today)
  const one = /^(quy|q|thang|t)\s*([a-z]+(?: [a-z]+)?|\d{1,2})$/.exec(rest)
  if (one === null) return undefined
  const [, word = '', which = ''] = one
  const isQuarter = word.startsWith('q')
  if (which === 'nay' || which === 'truoc' || which === 'vua roi' || which === 'roi')
    return around(isQuarter, which === 'nay' ? 0 : 1, today)
  const number = numberOf(which)
  if (number < 1 || number > (isQuarter ? 4 : 12)) return undefined
  return nearest(of => (isQuarter ? quarter(of, number) : month(of, number)), year, today)
}

/** The quarter or month of today, or the one before it. */
const around = (isQuarter: boolean, back: 0 | 1, today: Day): ReportPeriod | undefined => {
  const size = isQuarter ? 3 : 1
  const number = Math.ceil(Number(today.slice(5, 7)) / size)
  const first = `${today.slice(0, 4)}-${two((number - 1) * size + 1)}-01`
  const day = back === 0 ? first : addDays(first, -1)
  const year = Number(day.slice(0, 4))
  const wanted = Math.ceil(Number(day.slice(5, 7)) / size)
  return isQuarter ? quarter(year, wanted) : month(year, wanted)
}
