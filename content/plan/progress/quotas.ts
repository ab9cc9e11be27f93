/** Monthly minimums: who owes how much in which month, what was kept and what was missed. Pure. */
import type { Day } from '../../vietnam-time.ts'
import type { Target } from '../plan.ts'
import { type Count, counted, countOf, type Facts } from './facts.ts'
import { type DutyPeriod, periodsOf } from './pace.ts'

type Monthly = Extract<Target, { shape: 'monthly-per-unit' }>

export interface QuotaMonth {
  /** "2026-03" */
  readonly month: string
  readonly count: Count
  /** `open`: the month is not over and the number not reached. */
  readonly state: 'kept' | 'missed' | 'open' | 'ahead'
}

export interface Quota {
  /** A unit, a neighbourhood, or null = the ward as a whole. */
  readonly owner: string | null
  /** Months owed up to today, oldest first. */
  readonly months: readonly QuotaMonth[]
  readonly missed: number
  /** Pieces that still count in the current month; null when the year is over or not begun. */
  readonly missingNow: number | null
}

export interface MonthlyProgress {
  readonly shape: 'monthly-per-unit'
  readonly target: Monthly
  /** First month owed, "2026-03". */
  readonly firstMonth: string | null
  readonly quotas: readonly Quota[]
  /** Of all owners and months: pieces towards the minimum, more than the minimum of a month counting for nothing. */
  readonly kept: number
  readonly owed: number
  /** Owed by today on an even pace within the month. */
  readonly expected: number
  readonly forecast: number | null
  readonly count: Count
  /** What others did, or nobody is named for. */
  readonly others: Count
  /** Owners that missed a past month or have not yet reached this one's number. */
  readonly behind: readonly Quota[]
}

/**
 * @param units whom the plan binds, where the target names nobody
 * @param areas neighbourhoods of the ward
 */
export const monthlyProgress = (
  target: Monthly,
  {
    year,
    today,
    units,
    areas,
  }: { year: number; today: Day; units: readonly string[]; areas: readonly string[] },
  facts: Facts,
): MonthlyProgress => {
  const periods = periodsOf('month', year, target.from)
  const rows = ownRows(target, facts)
  const owners = ownersOf(target, units, areas)
  const isOwner = new Set(owners)
  const quotas = owners.map(owner => quotaOf(target, owner, periods, rows, today))
  const owed = target.quantity * periods.length * owners.length
  const kept = sum(
    quotas.flatMap(({ months }) => months.map(({ count }) => Math.min(counted(count), target.quantity))),
  )
  const gone = sum(periods.map(period => shareGone(period, today)))
  return {
    shape: 'monthly-per-unit',
    target,
    firstMonth: periods[0]?.key ?? null,
    quotas,
    kept,
    owed,
    expected: target.quantity * owners.length * gone,
    forecast: gone < 0.5 ? null : Math.min(owed, Math.round((kept / gone) * periods.length)),
    count: countOf(rows),
    others: countOf(rows.filter(({ owner }) => !isOwner.has(owner))),
    behind: quotas.filter(({ missed, missingNow }) => missed > 0 || (missingNow ?? 0) > 0),
  }
}

interface Row {
  readonly owner: string | null
  readonly month: string
  readonly standing: Facts['totals'][number]['standing']
  readonly quantity: number
}

const ownRows = (target: Monthly, { totals, areas }: Facts): Row[] => {
  if (target.per === 'area')
    return areas.filter(row => row.target === target.id).map(row => ({ ...row, owner: row.area }))
  return totals
    .filter(row => row.target === target.id)
    .map(row => ({ ...row, owner: target.per === 'ward' ? null : (row.doer ?? '') }))
}

const ownersOf = (
  target: Monthly,
  units: readonly string[],
  areas: readonly string[],
): readonly (string | null)[] => {
  switch (target.per) {
    case 'unit':
      return target.units.length > 0 ? target.units : units
    case 'ward':
      return [null]
    case 'area':
      return areas
    default:
      return target.per satisfies never
  }
}

const quotaOf = (
  { quantity }: Monthly,
  owner: string | null,
  periods: readonly DutyPeriod[],
  rows: readonly Row[],
  today: Day,
): Quota => {
  const months = periods
    .filter(({ first }) => first <= today)
    .map(({ key, last }): QuotaMonth => {
      const count = countOf(rows.filter(row => row.owner === owner && row.month === key))
      const enough = counted(count) >= quantity
      const over = last < today
      return {
        month: key,
        count,
        state: enough ? (over ? 'kept' : 'ahead') : over ? 'missed' : 'open',
      }
    })
  const now = months.at(-1)
  return {
    owner,
    months,
    missed: months.filter(({ state }) => state === 'missed').length,
    missingNow:
      now === undefined || now.month !== today.slice(0, 7)
        ? null
        : Math.max(0, quantity - counted(now.count)),
  }
}

/** How much of a period is gone, today included. */
const shareGone = ({ first, last }: DutyPeriod, today: Day): number => {
  if (today < first) return 0
  if (today >= last) return 1
  const all = Number(last.slice(8))
  return Number(today.slice(8)) / all
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
