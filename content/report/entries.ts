/**
 * Which activities a report counts. Each is reported once: what came after an issued report's cut-off enters the next
 * one, and what changed since shows as a difference. Pure.
 */
import type { CountedStanding, Facts, Mark } from '../plan/progress/facts.ts'
import type { Day } from '../vietnam-time.ts'
import type { ReportPeriod } from './periods.ts'

export interface ReportProof {
  readonly id: number
  readonly kind: 'photo' | 'document' | 'voice' | 'video' | 'link'
  readonly sha256: string | null
  readonly url: string | null
  readonly name: string | null
  readonly mimeType: string | null
  /** Proof the plan asks for that this is. */
  readonly piece: string | null
}

export interface ReportEntry {
  readonly id: number
  /** Instant of the last change, ISO 8601: tells apart what an entry said when. */
  readonly revision: string
  readonly code: string
  readonly kind: 'log' | 'help'
  readonly standing: CountedStanding
  readonly form: string
  readonly quantity: number
  readonly unit: string | null
  readonly minutes: number | null
  readonly people: number | null
  readonly date: Day
  readonly dateEnd: Day | null
  readonly place: string | null
  readonly areas: readonly string[]
  readonly topics: readonly string[]
  readonly note: string | null
  readonly doer: string | null
  readonly target: string | null
  readonly links: readonly string[]
  readonly proofs: readonly ReportProof[]
}

/** An entry as an issued report said it. */
export interface FrozenEntry {
  readonly id: number
  readonly revision: string
  readonly code: string
  readonly form: string
  readonly quantity: number
  readonly unit: string | null
  readonly date: Day
  readonly target: string | null
  /** false: only its change was told, or it no longer counted. */
  readonly counted: boolean
}

export interface IssuedReport {
  /** Issued later = larger. */
  readonly id: number
  readonly period: Pick<ReportPeriod, 'key' | 'from' | 'to'>
  readonly cutoff: Day
  readonly entries: readonly FrozenEntry[]
}

export const counts = ({ standing }: Pick<ReportEntry, 'standing'>): boolean =>
  standing === 'approved' || standing === 'by-lead'

const apart = (a: Pick<ReportPeriod, 'from' | 'to'>, b: Pick<ReportPeriod, 'from' | 'to'>): boolean =>
  a.to < b.from || b.to < a.from

export interface Selected {
  /** Counted in this report's period, by day and code. */
  readonly inPeriod: readonly ReportEntry[]
  /** Those of `inPeriod` done before the period began, after an earlier report was closed. */
  readonly carried: readonly ReportEntry[]
  /** Counted since 1 January of the period's year. */
  readonly sinceJanuary: readonly ReportEntry[]
  /** Would be in the period but wait for approval. */
  readonly waiting: readonly ReportEntry[]
  /** In the period after the cut-off: for the next report. */
  readonly later: readonly ReportEntry[]
}

/**
 * @param entries of the scope (a unit, or the ward), of the year and of the days earlier reports left over
 * @param issued earlier reports of the same scope
 */
export const selectEntries = (
  entries: readonly ReportEntry[],
  period: ReportPeriod,
  cutoff: Day,
  issued: readonly IssuedReport[],
): Selected => {
  const others = issued.filter(report => apart(report.period, period))
  const reported = new Set(
    others.flatMap(report => report.entries.flatMap(({ id, counted }) => (counted ? [id] : []))),
  )
  const left = ({ date }: ReportEntry): boolean =>
    others.some(
      report => report.period.to < period.from && date >= report.period.from && date <= report.period.to,
    )
  const sorted = entries.toSorted((a, b) => a.date.localeCompare(b.date) || a.code.localeCompare(b.code))
  const mine = sorted.filter(
    entry => entry.date <= period.to && !reported.has(entry.id) && (entry.date >= period.from || left(entry)),
  )
  const inPeriod = mine.filter(entry => counts(entry) && entry.date <= cutoff)
  return {
    inPeriod,
    carried: inPeriod.filter(({ date }) => date < period.from),
    sinceJanuary: sorted.filter(
      entry => counts(entry) && entry.date >= `${period.year}-01-01` && entry.date <= cutoff,
    ),
    waiting: mine.filter(entry => entry.standing === 'waiting' && entry.date <= cutoff),
    later: mine.filter(entry => entry.date > cutoff && entry.standing !== 'none'),
  }
}

/** What an issued report said otherwise than the entry says now. */
export interface Difference {
  readonly code: string
  readonly before: FrozenEntry
  /** null = withdrawn, returned, or no longer approved. */
  readonly now: ReportEntry | null
}

/** Changes since the newest issued report that spoke of each entry. */
export const differencesOf = (
  entries: readonly ReportEntry[],
  issued: readonly IssuedReport[],
): Difference[] => {
  const last = new Map<number, FrozenEntry>()
  for (const report of issued.toSorted((a, b) => a.id - b.id))
    for (const entry of report.entries) last.set(entry.id, entry)
  const now = new Map(entries.filter(counts).map(entry => [entry.id, entry]))
  return [...last.values()]
    .flatMap((before): Difference[] => {
      const entry = now.get(before.id) ?? null
      const same = entry === null ? before.quantity === 0 : sameFigures(before, entry)
      return same ? [] : [{ code: before.code, before, now: entry }]
    })
    .sort((a, b) => a.code.localeCompare(b.code))
}

const sameFigures = (before: FrozenEntry, now: ReportEntry): boolean =>
  before.form === now.form &&
  before.quantity === now.quantity &&
  before.unit === now.unit &&
  before.date === now.date &&
  before.target === now.target

const frozen = (entry: ReportEntry, counted: boolean): FrozenEntry => ({
  id: entry.id,
  revision: entry.revision,
  code: entry.code,
  form: entry.form,
  quantity: entry.quantity,
  unit: entry.unit,
  date: entry.date,
  target: entry.target,
  counted,
})

/** What stays of a report when it is issued: entries it counted and those whose change it told. */
export const freeze = (
  inPeriod: readonly ReportEntry[],
  differences: readonly Difference[],
): FrozenEntry[] => {
  const counted = new Set(inPeriod.map(({ id }) => id))
  return [
    ...inPeriod.map(entry => frozen(entry, true)),
    ...differences
      .filter(({ before }) => !counted.has(before.id))
      .map(({ before, now }) =>
        now === null ? { ...before, quantity: 0, counted: false } : frozen(now, false),
      ),
  ]
}

/** The same entries as sums, for the reckoning of progress. */
export const factsOf = (entries: readonly ReportEntry[], marks: readonly Mark[]): Facts => ({
  totals: entries.map(entry => ({
    month: entry.date.slice(0, 7),
    target: entry.target,
    form: entry.form,
    unit: entry.unit,
    doer: entry.doer,
    standing: entry.standing,
    entries: 1,
    quantity: entry.quantity,
  })),
  days: entries.flatMap(({ target, date, doer, standing }) =>
    target === null ? [] : [{ target, date, doer, standing }],
  ),
  areas: entries.flatMap(entry =>
    entry.target === null
      ? []
      : (entry.areas.length > 0 ? entry.areas : entry.place === null ? [] : [entry.place]).map(area => ({
          target: entry.target ?? '',
          month: entry.date.slice(0, 7),
          area,
          standing: entry.standing,
          quantity: entry.quantity,
        })),
  ),
  marks,
})
