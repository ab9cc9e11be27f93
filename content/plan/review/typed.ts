/** Typed lines → values: quantities, deadlines, forms, periods, names. Each throws {@link Refused} for what it can't take. Pure. */
import { fold } from '../../language/unicode.ts'
import type { Unit } from '../../model/ward.ts'
import type { Form, periods } from '../plan.ts'
import { unitCalled } from '../progress/owners.ts'
import { isoDate, readDeadline } from '../read/dates.ts'
import { latestDay, partEnd, spanEnd } from '../read/tasks.ts'
import { findForms, formNames, unitAt } from '../read/vocabulary.ts'

/** Why a typed line is not taken; the words are `planReview.problem.<key>`. */
export const fieldProblems = [
  'text',
  'year',
  'date',
  'date-year',
  'quantity',
  'period',
  'per',
  'percent',
  'forms',
  'signer',
] as const
export type FieldProblem = (typeof fieldProblems)[number]

export class Refused extends Error {
  readonly problem: FieldProblem
  constructor(problem: FieldProblem) {
    super(problem)
    this.problem = problem
  }
}

export interface Known {
  readonly year: number | null
  readonly units: readonly Unit[]
}

const longest = 300

export const line = (typed: string): string => {
  const text = typed.replaceAll(/\s+/g, ' ').trim()
  if (text === '' || text.length > longest) throw new Refused('text')
  return text
}

/** "không", "bỏ trống", "-": the plan says nothing of it. */
export const isNothing = (typed: string): boolean =>
  /^(?:-+|khong(?: co)?|bo trong|trong|de trong)$/.test(fold(typed).trim())

export const orNull = (typed: string): string | null => (isNothing(typed) ? null : line(typed))

export const unitName = (typed: string, { units }: Known): string | null => {
  const name = orNull(typed)
  return name === null ? null : (unitCalled(units, name)?.name ?? name)
}

export const metadataValue = (field: string, typed: string, known: Known): string | null => {
  switch (field) {
    case 'year': {
      const year = /^(?:nam\s*)?(20\d{2})$/.exec(fold(typed).trim())?.[1]
      if (year === undefined) throw new Refused('year')
      return year
    }
    case 'issued':
      if (isNothing(typed)) return null
      return dayIn(typed, known)
    case 'signer': {
      if (isNothing(typed)) return null
      const text = line(typed)
      if (!/^[^:]{2,}:\s*\S.+$/u.test(text)) throw new Refused('signer')
      return text
    }
    default:
      return orNull(typed)
  }
}

/** Readers leave out "ngày" and the year; "12/3" is the twelfth of March of the plan's year. */
export const withDayWord = (typed: string): string =>
  typed
    .replaceAll(/(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\s*[/.-]?\s*\d)/g, 'ngày $1/$2')
    .replace(/ngày\s+ngày/giu, 'ngày')

export const dayIn = (typed: string, { year }: Known): string => {
  const { date } = readDeadline(withDayWord(typed), year)
  if (date === null) throw new Refused('date')
  return date
}

export const deadlineOf = (typed: string, { year }: Known) => {
  const text = line(typed)
  const limit = spanEnd(text) ?? text
  const folded = fold(limit)
  const bareMonth = /thang\s+(\d{1,2})(?!\s*[/-]?\s*\d)(?!\s*nam)/.exec(folded)?.[1]
  const full =
    bareMonth !== undefined && year !== null && !/ngay\s/.test(folded)
      ? `${limit}/${year}`
      : withDayWord(limit)
  const read = readDeadline(full, year)
  const end = read.date === null && read.month === null ? partEnd(folded, year) : null
  // "trong quý III": no day and no month, and yet a last day.
  if (end !== null) return { text, kind: null, date: null, month: null, latest: end }
  if (read.date === null && read.month === null) throw new Refused('date')
  const named = Number((read.date ?? read.month ?? '').slice(0, 4))
  if (year !== null && Math.abs(named - year) > 1) throw new Refused('date-year')
  if (read.month !== null && isoDate(named, Number(read.month.slice(5)), 1) === null)
    throw new Refused('date')
  const latest = read.month === null ? read.date : latestDay(read.month, read.kind === 'before-month')
  return { text, ...read, latest }
}

export const quantityOf = (
  typed: string,
): { quantity: number | null; unit: string | null; atLeast: boolean; printed: string } => {
  const printed = line(typed)
  const found = /^((?:it nhat|toi thieu|tren)\s+)?(?:(\d[\d.]*)\s*)?(.*)$/u.exec(fold(printed))
  if (found === null) throw new Refused('quantity')
  const [, atLeast, digits, rest = ''] = found
  const quantity = digits === undefined ? null : Number(digits.replaceAll('.', ''))
  if (quantity !== null && (!Number.isInteger(quantity) || quantity < 1 || quantity > 10_000_000))
    throw new Refused('quantity')
  const known = rest === '' ? null : unitAt(rest)
  const own = rest === '' ? null : printed.slice(printed.length - rest.length).trim()
  return { quantity, unit: known?.unit ?? own, atLeast: atLeast !== undefined, printed }
}

export const everyWords: readonly (readonly [RegExp, 'week' | 'month' | 'quarter' | 'year'])[] = [
  [/tuan/, 'week'],
  [/thang/, 'month'],
  [/quy/, 'quarter'],
  [/nam/, 'year'],
]

export const formsIn = (typed: string): Form[] => {
  const found = typed
    .split(/[,;]|\bvà\b/u)
    .filter(part => part.trim() !== '')
    .map(part => {
      const [first] = findForms(fold(part))
      if (first !== undefined) return formNames[first.form]
      if (/\b(?:tin|bai)\b/.test(fold(part))) return formNames['news-article']
      throw new Refused('forms')
    })
  return [...new Set(found)]
}

export const periodWords: readonly (readonly [RegExp, (typeof periods)[number] | null])[] = [
  [/^quy (?:i|1)$/, 'Q1'],
  [/^quy (?:ii|2)$/, 'Q2'],
  [/^quy (?:iii|3)$/, 'Q3'],
  [/^quy (?:iv|4)$/, 'Q4'],
  [/^0?6 thang(?: dau nam)?$/, 'H1'],
  [/^0?9 thang$/, '9M'],
  [/^(?:ca |mot |0?1 )?nam$/, 'year'],
  [/^(?:dot xuat|dinh ky|khi co yeu cau)$/, null],
]
