/** What a ward is reminded of in its plan's year: reports, dated tasks, monthly minimums; of whom, and when. Pure. */
import { fold } from '../language/unicode.ts'
import type { Unit, Ward } from '../model/ward.ts'
import { type OwnDays, workingDayFrom } from '../office-hours.ts'
import type { Plan, ReportDuty, Target, Task } from '../plan/plan.ts'
import { boundUnits, leadOf, meansAllUnits, unitCalled } from '../plan/progress/owners.ts'
import type { DutyPeriod } from '../plan/progress/pace.ts'
import { addDays, type Day } from '../vietnam-time.ts'
import { dutyMatters, unitsOf } from './agenda-duties.ts'
import { reportTask, summingUnit } from './due.ts'
import { lastDayOf, periodOf, periodSet, type ReportPeriod } from './periods.ts'
import {
  countdown,
  lastDayOfMonth,
  type ReminderKind,
  type ReminderRules,
  type Step,
  stepBefore,
} from './reminders.ts'

export type Monthly = Extract<Target, { shape: 'monthly-per-unit' | 'recurring' }>
export type Recurring = Extract<Target, { shape: 'recurring' }>

export type About =
  /** A unit's own report. */
  | { readonly about: 'unit-report'; readonly period: ReportPeriod; readonly to: string | null }
  /** The ward's report, summed up from those of `owing` units, who have until `unitsDue`. */
  | {
      readonly about: 'ward-report'
      readonly period: ReportPeriod
      readonly to: string | null
      readonly owing: readonly string[]
      readonly unitsDue: Day | null
      /** The row of the appendix that is this report, and which of its deadlines. */
      readonly task: { readonly no: number; readonly part: string } | null
    }
  /** Units that did not send theirs, where the ward's own date is another. */
  | { readonly about: 'owing'; readonly period: ReportPeriod; readonly owing: readonly string[] }
  /** The plan gives no date: a lead is asked for one. */
  | { readonly about: 'undated'; readonly period: ReportPeriod }
  | { readonly about: 'task'; readonly task: Task; readonly part: string; readonly milestone: string | null }
  | { readonly about: 'milestone'; readonly target: Extract<Target, { shape: 'milestone' }> }
  /** What goes on all year, once before its end. */
  | { readonly about: 'year-tasks'; readonly tasks: readonly Task[] }
  | { readonly about: 'month'; readonly target: Monthly; readonly month: string }
  /** Owed once each week or quarter. */
  | { readonly about: 'duty'; readonly target: Recurring; readonly period: DutyPeriod }
  /** The plan names no unit for what recurs: a lead is asked whose it is. */
  | { readonly about: 'unowned'; readonly target: Recurring }

export type Matter = About & {
  /** "report:2026-Q1", "task:2026:6": the same as long as the plan is. */
  readonly what: string
  /** The unit that owes it; empty = the whole ward. */
  readonly scope: string
  readonly kind: ReminderKind
  /** `unit`: its officers and leads; `office`: those of the unit that sums up; `leads`: only leads of that. */
  readonly audience: 'unit' | 'office' | 'leads'
  readonly clauses: readonly string[]
  /** The last day on which it is in time. */
  readonly due: Day
  /** The ward chose the date, the plan has none. */
  readonly byWard: boolean
  readonly steps: readonly Step[]
}

export interface Agenda {
  readonly matters: readonly Matter[]
  /** The unit that sums up the ward's reports; null where the plan names none. */
  readonly office: string | null
  /** Every unit the plan binds. */
  readonly units: readonly string[]
}

/** @param plan with the chosen readings in it */
export const agendaOf = (
  plan: Plan,
  ward: Pick<Ward, 'units' | 'summingUnit'> & OwnDays,
  rules: ReminderRules,
): Agenda => {
  const { units } = ward
  const office = summingUnit(plan, ward)
  const from = plan.issued ?? `${plan.year}-01-01`
  const given: Given = { plan, units, rules, office, from, own: ward }
  const matters = [...reportMatters(given), ...taskMatters(given), ...dutyMatters(given)]
  return {
    matters: matters
      .filter(({ steps }) => steps.length > 0)
      .toSorted((a, b) => a.due.localeCompare(b.due) || a.what.localeCompare(b.what)),
    office,
    units: boundUnits(units),
  }
}

export interface Given {
  readonly plan: Plan
  readonly units: readonly Unit[]
  readonly rules: ReminderRules
  readonly office: string | null
  /** Nothing is said before the plan was issued. */
  readonly from: Day
  /** The ward's own days off and worked. */
  readonly own: OwnDays
}

const letters = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** Units whose name stands in a longer text: "UBND phường (qua Phòng Văn hóa - Xã hội)". */
const unitsNamedIn = (text: string, units: readonly Unit[]): string[] => {
  const whole = ` ${letters(text)} `
  return units.filter(({ name }) => whole.includes(` ${letters(name)} `)).map(({ name }) => name)
}

/** Units a duty binds, but the one that sums up: it does not report to itself. */
const owersOf = (duties: readonly ReportDuty[], { units, office }: Given): string[] => {
  const bound = duties.flatMap(({ binds }) => {
    const one = unitCalled(units, binds)
    if (one !== undefined) return [one.name]
    const named = unitsNamedIn(binds, units)
    return meansAllUnits(binds) ? [...boundUnits(units), ...named] : named
  })
  return [...new Set(bound)].filter(name => name !== office)
}

const reportMatters = (given: Given): Matter[] => periodSet(given.plan).flatMap(kind => ofPeriod(kind, given))

const ofPeriod = (kind: NonNullable<ReportDuty['period']>, given: Given): Matter[] => {
  const { plan, units, office, rules, from, own: days } = given
  const period = periodOf(plan.year, kind)
  const duties = plan.reports.filter(duty => duty.period === kind && !duty.optional)
  const isOwn = ({ binds }: ReportDuty): boolean =>
    office !== null && unitCalled(units, binds)?.name === office
  const own = duties.filter(isOwn)
  const theirs = duties.filter(duty => !isOwn(duty))
  const owing = owersOf(theirs, given)
  const unitsDate = dateOf(theirs, period, given)
  // Where the plan has units report and does not say by when the ward sums up, it is the same day.
  const wardDate = own.length > 0 ? dateOf(own, period, given) : unitsDate
  const what = `report:${period.key}`
  const base = { kind: 'report', period } as const
  const matters: Matter[] = []
  if (unitsDate !== null)
    for (const unit of owing)
      matters.push({
        ...base,
        about: 'unit-report',
        what,
        scope: unit,
        audience: 'unit',
        clauses: clausesOf(theirs),
        to: theirs[0]?.to ?? null,
        ...unitsDate,
        steps: countdown(unitsDate.due, rules, from, days),
      })
  if (wardDate !== null)
    matters.push({
      ...base,
      about: 'ward-report',
      what,
      scope: '',
      audience: 'office',
      clauses: clausesOf(own.length > 0 ? own : theirs),
      to: own.length > 0 ? (own[0]?.to ?? null) : null,
      owing,
      unitsDue: unitsDate?.due ?? null,
      task: reportTask(plan, period),
      ...wardDate,
      steps: countdown(wardDate.due, rules, from, days),
    })
  if (unitsDate !== null && owing.length > 0 && wardDate !== null && wardDate.due !== unitsDate.due)
    matters.push({
      ...base,
      about: 'owing',
      what: `owing:${period.key}`,
      scope: '',
      audience: 'leads',
      clauses: clausesOf(theirs),
      owing,
      ...unitsDate,
      steps: countdown(unitsDate.due, { ...rules, before: [] }, from, days),
    })
  const undated = duties.filter(duty => lastDayOf(duty, plan) === null)
  if (undated.length > 0 && rules.undated === null) {
    const day = workingDayFrom(`${period.to.slice(0, 7)}-01`, days)
    matters.push({
      ...base,
      about: 'undated',
      what: `undated:${period.key}`,
      scope: '',
      audience: 'leads',
      clauses: clausesOf(undated),
      due: period.to,
      byWard: false,
      steps: [{ key: 'ask', day, until: period.to }].filter(step => step.day >= from),
    })
  }
  return matters
}

const clausesOf = (duties: readonly ReportDuty[]): string[] => [
  ...new Set(duties.map(({ clause }) => clause)),
]

/** The earliest last day these duties allow, else the one the ward chose for reports without a date. */
const dateOf = (
  duties: readonly ReportDuty[],
  period: ReportPeriod,
  { plan, rules }: Given,
): { due: Day; byWard: boolean } | null => {
  if (duties.length === 0) return null
  const [printed] = duties.flatMap(duty => lastDayOf(duty, plan) ?? []).toSorted()
  if (printed !== undefined) return { due: printed, byWard: false }
  if (typeof rules.undated !== 'number') return null
  const chosen = `${period.to.slice(0, 7)}-${String(rules.undated).padStart(2, '0')}`
  const due = chosen < period.to ? chosen : period.to
  return rules.undatedSince !== null && due < rules.undatedSince ? null : { due, byWard: true }
}

/** "Thường xuyên", "Trong năm 2026", "Định kỳ hằng tháng", or no window: not a thing of one day. */
const goesOn = (window: string | null): boolean =>
  window === null || /^(thuong xuyen|trong nam|dinh ky|hang)\b/.test(fold(window))

const taskMatters = (given: Given): Matter[] => {
  const { plan, rules, from, own } = given
  const ofReports = new Set(plan.reports.map(({ clause }) => clause))
  const allYear = new Map<string, Task[]>()
  const matters: Matter[] = []
  for (const task of plan.tasks) {
    if (ofReports.has(task.clause) || (task.doneWhenIssued && plan.issued !== null)) continue
    const target = plan.targets.find(({ clause }) => clause === task.clause)
    const days = lastDaysOf(task, plan)
    const units = unitsOf(task.lead, task.partners, given)
    if (days.length === 0 || (task.deadline === null && goesOn(task.window))) {
      // A monthly number has reminders of its own.
      if (target?.shape === 'monthly-per-unit' || target?.shape === 'recurring') continue
      for (const unit of units) allYear.set(unit, [...(allYear.get(unit) ?? []), task])
      continue
    }
    const milestone = target?.shape === 'milestone' ? target : null
    const owing = milestone !== null && milestone.units.length > 0 ? milestone.units : units
    for (const { part, due } of days)
      for (const unit of owing)
        matters.push({
          about: 'task',
          what: `task:${plan.year}:${task.no}${part === '' ? '' : `:${part}`}`,
          scope: unit,
          kind: 'task',
          audience: 'unit',
          clauses: [task.clause],
          task,
          part,
          milestone: milestone?.id ?? null,
          due,
          byWard: false,
          steps: countdown(due, rules, from, own),
        })
  }
  const told = new Set(plan.tasks.map(({ clause }) => clause))
  for (const target of plan.targets)
    if (target.shape === 'milestone' && !told.has(target.clause)) {
      const due = target.latest ?? target.deadline
      if (due === null) continue
      for (const unit of target.units.length > 0 ? target.units : unitsOf(leadOf(plan, target), [], given))
        matters.push({
          about: 'milestone',
          what: `target:${plan.year}:${target.id}`,
          scope: unit,
          kind: 'task',
          audience: 'unit',
          clauses: [target.clause],
          target,
          due,
          byWard: false,
          steps: countdown(due, rules, from, own),
        })
    }
  const yearEnd = `${plan.year}-12-31`
  for (const [unit, tasks] of allYear)
    matters.push({
      about: 'year-tasks',
      what: `tasks:${plan.year}`,
      scope: unit,
      kind: 'task',
      audience: 'unit',
      clauses: tasks.map(({ clause }) => clause),
      tasks,
      due: yearEnd,
      byWard: false,
      steps: [stepBefore(yearEnd, Math.max(1, ...rules.before), own)],
    })
  return matters
}

/** Last days that keep a task's wording; none where the plan gives no day and no month. */
const lastDaysOf = (
  { deadline, deadlines, deadlineKind, deadlineMonth, deadlineText }: Task,
  { beforeIncludesDay }: Plan,
): { part: string; due: Day }[] => {
  const strictly =
    !beforeIncludesDay &&
    (deadlineKind === 'before' || (deadlineKind === 'multiple' && /trước/iu.test(deadlineText ?? '')))
  const last = (day: Day): Day => (strictly ? addDays(day, -1) : day)
  if (deadlines.length > 0) return deadlines.map(day => ({ part: day, due: last(day) }))
  if (deadline !== null) return [{ part: '', due: last(deadline) }]
  if (deadlineMonth === null) return []
  return [
    {
      part: '',
      due:
        deadlineKind === 'before-month' ? addDays(`${deadlineMonth}-01`, -1) : lastDayOfMonth(deadlineMonth),
    },
  ]
}
