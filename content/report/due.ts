/** Which reports a ward owes next, who sums them up, and where two clauses of the plan set different days. Pure. */
import type { Unit } from '../model/ward.ts'
import type { Ambiguity, Plan, ReportDuty } from '../plan/plan.ts'
import { meansAllUnits, unitCalled } from '../plan/progress/owners.ts'
import { addDays, type Day } from '../vietnam-time.ts'
import { dutiesOf, lastDayOf, periodOf, periodSet, type ReportPeriod } from './periods.ts'

/**
 * The unit that sums up the ward's report: as ward.yaml names it, else the one unit the plan binds by name (Mường Lay's
 * annex row 10, Bắc Hồng Lĩnh IV.1), else the one reports go through ("qua Phòng Văn hóa - Xã hội").
 */
export const summingUnit = (
  plan: Pick<Plan, 'reports'>,
  { units, summingUnit: named }: { readonly units: readonly Unit[]; readonly summingUnit: string | null },
): string | null => {
  if (named !== null) return unitCalled(units, named)?.name ?? null
  for (const { binds } of plan.reports) {
    const unit = meansAllUnits(binds) ? undefined : unitCalled(units, binds)
    if (unit !== undefined) return unit.name
  }
  const through = plan.reports.flatMap(
    ({ to }) => /\((?:qua|thông qua)\s+(.+?)\)|^(.+?)\s*\(thông qua\)$/iu.exec(to ?? '')?.slice(1) ?? [],
  )
  for (const name of through) {
    const unit = name === undefined ? undefined : unitCalled(units, name)
    if (unit !== undefined) return unit.name
  }
  return null
}

export interface PeriodDue {
  readonly period: ReportPeriod
  /** The last day on which it is in time; null where the plan prints none. */
  readonly last: Day | null
  readonly issued: boolean
}

/** A report missed by no more days than this is still the first to make. */
const stillUrgentDays = 30

/**
 * The ward's own periods that have begun: the one due next first, then those to come, then those past.
 * @param issued keys of periods already reported in this scope
 */
export const periodsDue = (
  plan: Plan,
  scope: 'ward' | 'unit',
  today: Day,
  issued: ReadonlySet<string>,
): PeriodDue[] => {
  const known = periodSet(plan)
    .map(kind => periodOf(plan.year, kind))
    .filter(({ from }) => from <= today)
    .map(period => {
      const days = dutiesOf(plan, period, scope).flatMap(duty => lastDayOf(duty, plan) ?? [])
      return { period, last: days.sort()[0] ?? null, issued: issued.has(period.key) }
    })
  const by = ({ last, period }: PeriodDue): Day => last ?? period.to
  const urgent = (due: PeriodDue): boolean => !due.issued && by(due) >= addDays(today, -stillUrgentDays)
  return [
    ...known.filter(urgent).sort((a, b) => by(a).localeCompare(by(b))),
    ...known.filter(due => !urgent(due)).sort((a, b) => by(b).localeCompare(by(a))),
  ]
}

/** Two clauses that set different days for one period. */
export interface DeadlineConflict {
  readonly duties: readonly { readonly duty: ReportDuty; readonly last: Day }[]
  /** The unclear place of the plan whose readings decide between them, if plan.yaml has one. */
  readonly ambiguity: Ambiguity | null
}

/** @param plan as printed: a reading that settles it does not hide that there were two */
export const deadlineConflict = (plan: Plan, { kind }: ReportPeriod): DeadlineConflict | null => {
  if (kind === null) return null
  const duties = plan.reports
    .filter(({ period, optional }) => period === kind && !optional)
    .flatMap(duty => {
      const last = lastDayOf(duty, plan)
      return last === null ? [] : [{ duty, last }]
    })
  if (new Set(duties.map(({ last }) => last)).size < 2) return null
  const ids = new Set(duties.map(({ duty }) => duty.id))
  const ambiguity =
    plan.ambiguities.find(({ effects }) =>
      effects.some(({ report }) => report !== null && ids.has(report)),
    ) ?? null
  return { duties, ambiguity }
}

/** The appendix row that asks for the ward's report of this period, and which of its deadlines it is. */
export const reportTask = (
  plan: Plan,
  period: ReportPeriod,
): { readonly no: number; readonly part: string } | null => {
  for (const duty of dutiesOf(plan, period, 'ward')) {
    const task = plan.tasks.find(({ clause }) => clause === duty.clause)
    if (task === undefined) continue
    if (duty.deadline !== null && task.deadlines.includes(duty.deadline))
      return { no: task.no, part: duty.deadline }
    // A row without dates holds for the whole year: only the year's report completes it.
    if (task.deadlines.length === 0) return { no: task.no, part: period.kind === 'year' ? '' : period.key }
  }
  return null
}
