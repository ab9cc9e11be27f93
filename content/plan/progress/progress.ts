/** How far each target of the plan has come, with what counts to none: one pure function for chat, charts and reports. */
import type { Day } from '../../vietnam-time.ts'
import type { Plan, Target } from '../plan.ts'
import {
  type CoverageProgress,
  coverageProgress,
  type MilestoneProgress,
  milestoneProgress,
  type RecurringProgress,
  recurringProgress,
} from './duties.ts'
import { type Count, counted, countOf, type Facts, type Tally } from './facts.ts'
import { forecastOf, type Pace, paceOf, type YearGone, yearGone } from './pace.ts'
import { type MonthlyProgress, monthlyProgress } from './quotas.ts'

export interface UnitCount {
  /** null = nobody was named. */
  readonly unit: string | null
  readonly count: Count
}

export interface YearlyProgress {
  readonly shape: 'yearly-count'
  readonly target: Extract<Target, { shape: 'yearly-count' }>
  readonly count: Count
  readonly remaining: number
  readonly pace: Pace
  readonly byUnit: readonly UnitCount[]
}

export interface OpenProgress {
  readonly shape: 'count-only'
  readonly target: Extract<Target, { shape: 'count-only' }>
  readonly count: Count
  readonly forecast: number | null
  readonly byUnit: readonly UnitCount[]
}

export type TargetProgress =
  | YearlyProgress
  | MonthlyProgress
  | MilestoneProgress
  | CoverageProgress
  | RecurringProgress
  | OpenProgress

/** Work that counts to no target. */
export interface Uncounted {
  readonly form: string
  readonly unit: string | null
  readonly count: Count
}

export interface PlanProgress {
  readonly year: number
  readonly today: Day
  readonly gone: YearGone
  readonly targets: readonly TargetProgress[]
  readonly uncounted: readonly Uncounted[]
}

export interface Circumstances {
  /** The day that counts: today, or a report's cut-off. */
  readonly today: Day
  /** Units the plan binds. */
  readonly units: readonly string[]
  /** Neighbourhoods of the ward. */
  readonly areas: readonly string[]
}

/** @param plan with the chosen readings in it (see `readings.ts`) */
export const progressOf = (plan: Plan, facts: Facts, circumstances: Circumstances): PlanProgress => {
  const { today } = circumstances
  const gone = yearGone(plan.year, today)
  return {
    year: plan.year,
    today,
    gone,
    targets: plan.targets.map(target => ofTarget(target, plan.year, facts, circumstances, gone)),
    uncounted: uncountedOf(plan, facts.totals),
  }
}

const ofTarget = (
  target: Target,
  year: number,
  facts: Facts,
  circumstances: Circumstances,
  gone: YearGone,
): TargetProgress => {
  switch (target.shape) {
    case 'yearly-count': {
      const rows = facts.totals.filter(row => adds(target, row))
      const count = countOf(rows)
      return {
        shape: target.shape,
        target,
        count,
        remaining: Math.max(0, target.quantity - counted(count)),
        pace: paceOf(counted(count), target.quantity, gone),
        byUnit: byUnit(rows),
      }
    }
    case 'count-only': {
      const rows = facts.totals.filter(row => row.target === target.id)
      const count = countOf(rows)
      return {
        shape: target.shape,
        target,
        count,
        forecast: forecastOf(counted(count), gone),
        byUnit: byUnit(rows),
      }
    }
    case 'monthly-per-unit':
      return monthlyProgress(target, { year, ...circumstances }, facts)
    case 'milestone':
      return milestoneProgress(target, circumstances.today, facts)
    case 'coverage':
      return coverageProgress(target, facts)
    case 'recurring':
      return recurringProgress(target, year, circumstances.today, facts)
    default:
      return target satisfies never
  }
}

/** A target that counts only some things leaves the others of its form out; an entry without a thing is one of its own. */
const adds = (target: Target, row: Tally): boolean =>
  row.target === target.id &&
  (target.shape !== 'yearly-count' ||
    target.onlyUnits.length === 0 ||
    row.unit === null ||
    target.onlyUnits.includes(row.unit))

const byUnit = (rows: readonly Tally[]): UnitCount[] =>
  [...Map.groupBy(rows, ({ doer }) => doer)]
    .map(([unit, own]) => ({ unit, count: countOf(own) }))
    .sort((a, b) => counted(b.count) - counted(a.count))

const uncountedOf = (plan: Plan, totals: readonly Tally[]): Uncounted[] => {
  const targets = new Map(plan.targets.map(target => [target.id, target]))
  const left = totals.filter(row => {
    const target = row.target === null ? undefined : targets.get(row.target)
    return target === undefined || !adds(target, row)
  })
  return [...Map.groupBy(left, ({ form, unit }) => `${form}|${unit ?? ''}`).values()]
    .flatMap(rows => {
      const [first] = rows
      return first === undefined ? [] : [{ form: first.form, unit: first.unit, count: countOf(rows) }]
    })
    .sort((a, b) => total(b.count) - total(a.count))
}

const total = (count: Count): number => counted(count) + count.waiting

/** Done, waiting and expected of one target as shares of what is wanted, for a bar with its pace; null without a number. */
export interface Bar {
  readonly target: Target
  readonly done: number
  readonly waiting: number
  /** null where an even pace means nothing: a checklist, a milestone. */
  readonly expected: number | null
  /** "112/150", in numbers. */
  readonly reached: number
  readonly wanted: number
}

export const barOf = (progress: TargetProgress, gone: YearGone): Bar | null => {
  switch (progress.shape) {
    case 'yearly-count': {
      const { target, count } = progress
      return bar(target, counted(count), count.waiting, target.quantity, gone.share)
    }
    case 'monthly-per-unit': {
      const { target, kept, owed, expected } = progress
      return owed === 0 ? null : bar(target, kept, 0, owed, expected / owed)
    }
    case 'milestone': {
      const { target, done, parts } = progress
      return bar(target, done, parts.filter(({ waiting }) => waiting).length, parts.length, null)
    }
    case 'coverage': {
      const { target, percent } = progress
      return percent === null ? null : bar(target, percent, 0, target.percent, null)
    }
    case 'recurring': {
      const { target, done, due, all } = progress
      return all === 0 ? null : bar(target, done, 0, all, due / all)
    }
    case 'count-only':
      return null
    default:
      return progress satisfies never
  }
}

const bar = (
  target: Target,
  reached: number,
  waiting: number,
  wanted: number,
  expected: number | null,
): Bar => ({ target, done: reached / wanted, waiting: waiting / wanted, expected, reached, wanted })
