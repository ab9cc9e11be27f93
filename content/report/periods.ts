/** Periods a ward reports on, their first and last day, and the day up to which their figures go. Pure. */
import type { Period, Plan, ReportDuty } from '../plan/plan.ts'
import { addDays, type Day } from '../vietnam-time.ts'

export interface ReportPeriod {
  /** "2026-Q3", "2026-09", "2026-07-01..2026-08-15": the same text reads back. */
  readonly key: string
  readonly year: number
  /** The plan's own name of it; null for months and free spans. */
  readonly kind: Period | null
  readonly from: Day
  readonly to: Day
}

const spans: Readonly<Record<Period, readonly [first: number, last: number]>> = {
  Q1: [1, 3],
  Q2: [4, 6],
  Q3: [7, 9],
  Q4: [10, 12],
  H1: [1, 6],
  '9M': [1, 9],
  year: [1, 12],
}
const kinds = new Map<string, Period>([
  ['Q1', 'Q1'],
  ['Q2', 'Q2'],
  ['Q3', 'Q3'],
  ['Q4', 'Q4'],
  ['H1', 'H1'],
  ['6M', 'H1'],
  ['9M', '9M'],
  ['YEAR', 'year'],
  ['NAM', 'year'],
])

const two = (value: number): string => String(value).padStart(2, '0')
const firstOf = (year: number, month: number): Day => `${year}-${two(month)}-01`
const lastOf = (year: number, month: number): Day =>
  addDays(month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1), -1)
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text

export const periodOf = (year: number, kind: Period): ReportPeriod => {
  const [first, last] = spans[kind]
  return { key: `${year}-${kind}`, year, kind, from: firstOf(year, first), to: lastOf(year, last) }
}

/**
 * Reads "2026-Q3", "2026-H1", "2026-9M", "2026-year" (or "2026"), "2026-09", "2026-07-01..2026-08-15".
 * @returns undefined when it is none
 */
export const readPeriod = (text: string): ReportPeriod | undefined => {
  const written = text.trim()
  const span = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(written)
  if (span !== null) {
    const [from = '', to = ''] = span.slice(1)
    // A plan binds one year: a span across two would compare with the wrong numbers.
    if (!spanIsSound(from, to)) return undefined
    return { key: written, year: Number(from.slice(0, 4)), kind: null, from, to }
  }
  const found = /^(\d{4})(?:-(\w+))?$/.exec(written)
  if (found?.[1] === undefined) return undefined
  const year = Number(found[1])
  const named = found[2]?.toUpperCase()
  if (named === undefined) return periodOf(year, 'year')
  const kind = kinds.get(named)
  if (kind !== undefined) return periodOf(year, kind)
  const month = /^\d{2}$/.test(named) ? Number(named) : 0
  if (month < 1 || month > 12) return undefined
  return { key: `${year}-${named}`, year, kind: null, from: firstOf(year, month), to: lastOf(year, month) }
}

const spanIsSound = (from: string, to: string): boolean => {
  try {
    return isDay(from) && isDay(to) && from <= to && from.slice(0, 4) === to.slice(0, 4)
  } catch {
    return false
  }
}

/** Periods the plan surely asks for, in the order of the year; with `all` also those its wording merely allows. */
export const periodSet = (plan: Plan, all = false): Period[] => {
  const order: readonly Period[] = ['Q1', 'Q2', 'H1', 'Q3', '9M', 'Q4', 'year']
  const asked = new Set(plan.reports.filter(({ optional }) => all || !optional).map(({ period }) => period))
  return order.filter(period => asked.has(period))
}

/** The last day on which the report is in time: "trước ngày 12" is the 11th unless the ward reads it otherwise. */
export const lastDayOf = (
  { deadline, deadlineKind }: Pick<ReportDuty, 'deadline' | 'deadlineKind'>,
  { beforeIncludesDay }: Pick<Plan, 'beforeIncludesDay'>,
): Day | null => {
  if (deadline === null) return null
  return deadlineKind === 'before' && !beforeIncludesDay ? addDays(deadline, -1) : deadline
}

/**
 * Up to which day figures go: the last day that keeps the duty of whoever reports, the period's end or today,
 * whichever comes first.
 * @param duties of the period that bind whoever reports
 */
export const cutoffOf = (
  period: ReportPeriod,
  duties: readonly ReportDuty[],
  plan: Plan,
  today: Day,
): Day => {
  const days = duties.flatMap(duty => lastDayOf(duty, plan) ?? [])
  const [first = period.to] = [...days, period.to, today].sort()
  // A report asked for before its period has its first day, not a day of the period before.
  return [first, period.from].sort()[1] ?? first
}

/** The plan's duties for this period: those of the ward's own summing up, or those that bind units. */
export const dutiesOf = (plan: Plan, { kind }: ReportPeriod, scope: 'ward' | 'unit'): ReportDuty[] => {
  if (kind === null) return []
  const own = plan.reports.filter(({ period }) => period === kind)
  const bindsMany = ({ binds }: ReportDuty): boolean => /^(các|thủ trưởng|cơ quan)/iu.test(binds)
  const wanted = own.filter(duty => bindsMany(duty) === (scope === 'unit'))
  return wanted.length > 0 ? wanted : own
}

const roman = ['I', 'II', 'III', 'IV']

/** "quý III năm 2026", "9 tháng đầu năm 2026", "tháng 9 năm 2026", "từ ngày 01/07/2026 đến ngày 15/08/2026". */
export const periodName = ({ kind, year, from, to, key }: ReportPeriod): string => {
  switch (kind) {
    case 'Q1':
    case 'Q2':
    case 'Q3':
    case 'Q4':
      return `quý ${roman[Number(kind.slice(1)) - 1] ?? ''} năm ${year}`
    case 'H1':
      return `6 tháng đầu năm ${year}`
    case '9M':
      return `9 tháng đầu năm ${year}`
    case 'year':
      return `năm ${year}`
    case null:
      return key.includes('..')
        ? `từ ngày ${formalDay(from)} đến ngày ${formalDay(to)}`
        : `tháng ${Number(from.slice(5, 7))} năm ${year}`
    default:
      return kind satisfies never
  }
}

/** As administrative documents write days (Nghị định 30/2020/NĐ-CP, PL I): zero before days under 10, months 1 and 2. */
export const formalDay = (day: Day): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${Number(month) <= 2 ? month : Number(month)}/${year}`
}

/** "mục III.2", "dòng 10 phụ lục" */
export const clauseName = (clause: string): string =>
  clause.startsWith('PL.') ? `dòng ${clause.slice(3)} phụ lục` : `mục ${clause}`

/** The period whose work comes next. */
export const nextSpan = ({ year, to }: ReportPeriod): { from: Day; to: Day; name: string } => {
  const from = addDays(to, 1)
  const month = Number(from.slice(5, 7))
  if (Number(from.slice(0, 4)) > year) return { from, to: lastOf(year + 1, 12), name: `năm ${year + 1}` }
  const quarter = Math.ceil(month / 3)
  return { from, to: lastOf(year, quarter * 3), name: `quý ${roman[quarter - 1] ?? ''} năm ${year}` }
}
