/** The shapes the reader fills: every value with the line it came from and how sure it is. Absent is null. */
import type { CountPeriod } from './counts.ts'
import type { DeadlineKind } from './dates.ts'
import type { SectionKind } from './kinds.ts'
import type { FormName } from './vocabulary.ts'

/** Where a value stands and how surely it was read, 0..1. */
export interface Source {
  readonly line: number
  readonly confidence: number
}

export interface ReadSection extends Source {
  readonly path: string
  readonly title: string | null
  /** First six words of its own text; null when it has none. */
  readonly firstWords: string | null
  readonly kind: SectionKind
}
export interface ReadTopic extends Source {
  readonly section: string
  /** As printed; null when the print can't be trusted (a scan). */
  readonly text: string | null
  readonly tags: readonly string[]
}
export interface ReadForm extends Source {
  readonly section: string
  readonly form: FormName
  readonly text: string
}
export interface ReadTarget extends Source {
  readonly section: string
  readonly task: string
  readonly shape: 'yearly-count' | 'monthly-per-unit' | 'coverage'
  readonly quantity: number
  readonly unit: string
  readonly period: CountPeriod
  /** Each unit, each neighbourhood, or the ward as a whole. */
  readonly per: 'ward' | 'unit' | 'area'
  readonly form: FormName
  readonly verbatimNumber: string
  readonly atLeast: boolean
  readonly durationMinutes: readonly [number, number] | null
  readonly of: string | null
  readonly taskNo: number | null
}
export interface ReadTask extends Source {
  readonly no: number | null
  readonly section: string
  readonly text: string
  readonly window: string | null
  readonly deadline: string | null
  readonly deadlineText: string | null
  readonly deadlineKind: DeadlineKind | null
  readonly deadlineMonth: string | null
  readonly deadlines: readonly string[]
  readonly lead: string | null
  readonly partners: readonly string[]
  readonly result: string | null
  readonly proof: readonly string[]
  readonly quantityText: string | null
  /** In which way, where the table has a column of its own for it. */
  readonly how: string | null
  /** The lead is a body above the ward. */
  readonly externalLead: boolean
}
export interface ReadDuty extends Source {
  readonly section: string
  readonly unit: string | null
  readonly text: string
}
export type ReadPeriod = 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'H1' | '9M' | 'year' | 'adhoc'
export interface ReadReport extends Source {
  readonly period: ReadPeriod | null
  readonly deadline: string | null
  readonly deadlineKind: 'before' | 'by' | 'month' | null
  readonly rule: string
  readonly to: string | null
  readonly section: string
  readonly binds: string | null
  /** Reckoned from a rule ("tháng cuối quý"), not printed in full. */
  readonly derived: boolean
  readonly optional: boolean
}
/** A target with a day instead of a number, a recurring duty, or a count without a target. */
export interface ReadMilestone extends Source {
  readonly section: string
  readonly text: string
  readonly deadline: string | null
  readonly deadlineText: string
  /** Last day that still keeps the wording; reckoned. */
  readonly latest: string | null
  readonly taskNo: number | null
}
export interface ReadFrequency extends Source {
  readonly section: string
  readonly every: 'week' | 'month' | 'quarter'
  readonly who: string | null
  readonly text: string
}
export interface ReadCountOnly extends Source {
  readonly section: string
  readonly text: string
  readonly unit: string
  readonly form: FormName
}
/** What a person must decide or look up; `readings` are the ways it can be read. */
export interface Question {
  readonly id: string
  readonly section: string | null
  readonly line: number | null
  readonly text: string
  readonly readings: readonly string[]
}
