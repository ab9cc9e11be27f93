/** A report as data, before it becomes a document: every figure once, so that document, annex and chat agree. Pure. */
import type { Unit, Ward } from '../model/ward.ts'
import type { Form, Plan } from '../plan/plan.ts'
import { forms } from '../plan/plan.ts'
import type { Mark } from '../plan/progress/facts.ts'
import { boundUnits, leadOf } from '../plan/progress/owners.ts'
import { progressOf } from '../plan/progress/progress.ts'
import { partOf, type TaskProgress, taskProgress } from '../plan/progress/tasks.ts'
import { missingProof, proofDuty } from '../plan/proof.ts'
import type { ReadingInUse } from '../plan/readings.ts'
import type { Cell } from '../public-figures.ts'
import type { Day } from '../vietnam-time.ts'
import {
  type Difference,
  differencesOf,
  factsOf,
  type IssuedReport,
  type ReportEntry,
  type ReportProof,
  type Selected,
  selectEntries,
} from './entries.ts'
import { nextSpan, type ReportPeriod } from './periods.ts'
import type { GivenReason } from './shortfalls.ts'
import { type TargetRow, targetRows } from './targets.ts'
import { isReportTask } from './tasks.ts'

export interface ReportInput {
  readonly ward: Ward
  /** Under the chosen readings. */
  readonly plan: Plan
  readonly readings: readonly ReadingInUse[]
  readonly period: ReportPeriod
  readonly cutoff: Day
  /** null = the whole ward. */
  readonly unit: string | null
  /** Of the scope. */
  readonly entries: readonly ReportEntry[]
  readonly marks: readonly Mark[]
  /** Earlier reports of the same scope. */
  readonly issued: readonly IssuedReport[]
  /** Of residents, by topic title, most asked first; null where a unit's report does not tell them. */
  readonly questions: Questions | null
  /** How content residents were, in the period; null = not known, which the report leaves as a blank. */
  readonly satisfaction: Satisfaction | null
  /** What residents reported through the assistant, fit to publish; absent or null where a unit's report does not tell it. */
  readonly feedback?: FeedbackFigures | null
  /** Why something fell behind, as the owing units said for this period. */
  readonly reasons: readonly GivenReason[]
}

/** Feedback received in the period; small numbers are hidden (`content/public-figures.ts`). */
export interface FeedbackFigures {
  readonly kinds: readonly { readonly kind: string; readonly received: Cell }[]
  readonly closed: Cell
  readonly open: Cell
}

/** Ratings after a case or a visit to the counter: numbers only. */
export interface Satisfaction {
  readonly good: number
  readonly neutral: number
  readonly bad: number
}

export interface Questions {
  readonly top: readonly { readonly title: string; readonly asked: number }[]
  readonly asked: number
  readonly useful: number
  readonly wrong: number
}

export interface FormRow {
  readonly form: string
  readonly entries: number
  /** By the thing counted: [["tin", 12], ["bài", 3]]. */
  readonly quantities: readonly (readonly [unit: string | null, quantity: number])[]
  readonly minutes: number
  readonly people: number
}

export interface TopicRow {
  /** null = no topic was named. */
  readonly topic: string | null
  readonly entries: number
}

export interface NumberedProof {
  /** "MC-001", in the order of the report's rows. */
  readonly no: string
  readonly entry: ReportEntry
  readonly proof: ReportProof
}

export interface MissingProof {
  readonly entry: ReportEntry
  /** Pieces the plan asks for; empty = nothing at all was sent. */
  readonly pieces: readonly string[]
}

export interface Report extends ReportInput {
  readonly selected: Selected
  readonly forms: readonly FormRow[]
  readonly topics: readonly TopicRow[]
  readonly targets: readonly TargetRow[]
  readonly tasks: readonly TaskProgress[]
  /** Times people were guided directly. */
  readonly guided: number
  readonly differences: readonly Difference[]
  readonly proofs: readonly NumberedProof[]
  readonly missing: readonly MissingProof[]
  readonly next: { readonly name: string; readonly from: Day; readonly tasks: readonly TaskProgress[] }
}

export const buildReport = (input: ReportInput): Report => {
  const { ward, plan, period, cutoff, unit } = input
  const selected = selectEntries(input.entries, period, cutoff, input.issued)
  const units = unit === null ? boundUnits(ward.units) : [unit]
  const bound = unit === null ? plan : ofUnit(plan, unit, ward.units)
  const circumstances = { today: cutoff, units, areas: ward.neighbourhoods }
  const marks = input.marks.filter(({ doneOn }) => doneOn === null || doneOn <= cutoff)
  const whole = progressOf(bound, factsOf(selected.sinceJanuary, marks), circumstances)
  // Activities of last year's plan that this report carries count to no target of this year's.
  const thisYear = selected.inPeriod.filter(({ date }) => date >= `${plan.year}-01-01`)
  const own = progressOf(bound, factsOf(thisYear, marks), circumstances)
  const tasks = taskProgress(bound, whole, marks, cutoff)
  const next = nextSpan(period)
  const numbered = numberProofs(selected.inPeriod)
  return {
    ...input,
    selected,
    forms: byForm(selected.inPeriod),
    topics: byTopic(selected.inPeriod),
    targets: targetRows(bound, whole, own, {
      from: period.from,
      to: cutoff,
      ofYear: period.kind === 'year' && cutoff >= `${plan.year}-12-01`,
    }),
    tasks,
    guided: sum(
      selected.inPeriod.filter(({ form }) => form === 'direct_guidance').map(({ quantity }) => quantity),
    ),
    differences: differencesOf(input.entries, input.issued),
    proofs: numbered,
    missing: missingProofs(plan, selected.inPeriod),
    next: {
      name: next.name,
      from: next.from,
      tasks: tasks.filter(task => !isReportTask(plan, task.task) && isNext(task, next, plan.year)),
    },
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** What the plan asks of one unit: what it leads, and what it owes with others. */
const ofUnit = (plan: Plan, unit: string, units: readonly Unit[]): Plan => ({
  ...plan,
  targets: plan.targets.flatMap(target => {
    if ('units' in target && target.units.length > 0)
      return target.units.includes(unit) ? [{ ...target, units: [unit] }] : []
    if (target.shape === 'monthly-per-unit' && target.per === 'unit')
      return boundUnits(units).includes(unit) ? [target] : []
    const lead = leadOf(plan, target)
    return lead === null || lead === unit ? [target] : []
  }),
  tasks: plan.tasks.filter(task => partOf(task, unit, units) !== null),
})

const byForm = (entries: readonly ReportEntry[]): FormRow[] => {
  const order = new Map<string, number>(forms.map((form, index) => [form, index]))
  return [...Map.groupBy(entries, ({ form }) => form)]
    .map(([form, own]) => ({
      form,
      entries: own.length,
      quantities: [...Map.groupBy(own, ({ unit }) => unit)]
        .map(([unit, same]) => [unit, sum(same.map(({ quantity }) => quantity))] as const)
        .sort((a, b) => b[1] - a[1]),
      minutes: sum(own.map(({ minutes }) => minutes ?? 0)),
      people: sum(own.map(({ people }) => people ?? 0)),
    }))
    .sort((a, b) => (order.get(a.form) ?? 99) - (order.get(b.form) ?? 99))
}

/** An activity on two topics counts under both. */
const byTopic = (entries: readonly ReportEntry[]): TopicRow[] => {
  const all = new Map<string | null, number>()
  for (const { topics } of entries)
    for (const topic of topics.length > 0 ? topics : [null]) all.set(topic, (all.get(topic) ?? 0) + 1)
  return [...all]
    .map(([topic, count]) => ({ topic, entries: count }))
    .sort((a, b) => Number(a.topic === null) - Number(b.topic === null) || b.entries - a.entries)
}

const numberProofs = (entries: readonly ReportEntry[]): NumberedProof[] =>
  entries
    .flatMap(entry => entry.proofs.map(proof => ({ entry, proof })))
    .map(({ entry, proof }, index) => ({ no: `MC-${String(index + 1).padStart(3, '0')}`, entry, proof }))

const isForm = (text: string): text is Form => forms.some(form => form === text)

/** Help given to residents proves itself by its number; the rest needs what the plan asks, or something at all. */
const missingProofs = (plan: Plan, entries: readonly ReportEntry[]): MissingProof[] =>
  entries.flatMap(entry => {
    if (entry.kind === 'help' || entry.form === 'direct_guidance') return []
    const duty = proofDuty(plan, isForm(entry.form) ? entry.form : null, entry.target)
    const links = entry.links.map(() => ({ kind: 'link' as const, piece: null }))
    const given = [...entry.proofs, ...links]
    const pieces = missingProof(duty, given)
    return pieces.length > 0 || given.length === 0 ? [{ entry, pieces }] : []
  })

/**
 * Not done, and late, due by the end of the next period, opening in it, or going on without a date. The year after has a plan
 * of its own, which nobody should foretell: only what is late goes into it.
 */
const isNext = (
  { state, due, opens }: TaskProgress,
  next: { from: Day; to: Day },
  planYear: number,
): boolean => {
  if (state === 'done') return false
  if (Number(next.from.slice(0, 4)) > planYear) return state === 'late'
  const month = next.to.slice(0, 7)
  if (opens !== null) return opens <= month
  if (due === null) return true
  return due.kind === 'day' ? due.last <= next.to : due.month <= month
}
