/** Milestones, coverage of 100 % and recurring duties: what is done, what is due, who is behind. Pure. */
import type { Day } from '../../vietnam-time.ts'
import type { Target } from '../plan.ts'
import { type DayTally, type Facts, type Mark, targetSubject } from './facts.ts'
import { type DutyPeriod, periodsOf } from './pace.ts'

type Of<Shape extends Target['shape']> = Extract<Target, { shape: Shape }>

const marksOf = (target: Target, { marks }: Facts): readonly Mark[] =>
  marks.filter(({ subject }) => subject === targetSubject(target.id))
const daysOf = (target: Target, { days }: Facts): readonly DayTally[] =>
  days.filter(row => row.target === target.id)
const counts = ({ standing }: DayTally): boolean => standing === 'approved' || standing === 'by-lead'

export interface MilestonePart {
  /** The unit that owes it; null = the ward. */
  readonly unit: string | null
  readonly doneOn: Day | null
  /** Entered but not approved. */
  readonly waiting: boolean
  /** Done on a day after the wording allows. */
  readonly late: boolean
  readonly evidence: number
}

export interface MilestoneProgress {
  readonly shape: 'milestone'
  readonly target: Of<'milestone'>
  readonly parts: readonly MilestonePart[]
  readonly done: number
  /** `not-yet`: the window has not opened. */
  readonly state: 'done' | 'not-yet' | 'open' | 'overdue'
  /** Activities before the window opens. */
  readonly early: number
  readonly behind: readonly string[]
}

/** An activity of the target within its window does it, as does a lead's mark. */
export const milestoneProgress = (target: Of<'milestone'>, today: Day, facts: Facts): MilestoneProgress => {
  const marks = marksOf(target, facts)
  const opens = target.earliest
  const held = daysOf(target, facts).filter(({ date }) => opens === null || date >= opens)
  const units: readonly (string | null)[] = target.units.length > 0 ? target.units : [null]
  const parts = units.map((unit): MilestonePart => {
    const own = held.filter(({ doer }) => unit === null || doer === unit)
    const mark = marks.find(({ part, doneOn }) => part === (unit ?? '') && doneOn !== null)
    const doneOn =
      [...own.filter(counts).map(({ date }) => date), ...(mark?.doneOn == null ? [] : [mark.doneOn])]
        .sort()
        .at(0) ?? null
    return {
      unit,
      doneOn,
      waiting: doneOn === null && own.some(({ standing }) => standing === 'waiting'),
      late: doneOn !== null && target.latest !== null && doneOn > target.latest,
      evidence: mark?.evidence ?? 0,
    }
  })
  const done = parts.filter(({ doneOn }) => doneOn !== null).length
  const overdue = target.latest !== null && today > target.latest
  return {
    shape: 'milestone',
    target,
    parts,
    done,
    state:
      done === parts.length
        ? 'done'
        : overdue
          ? 'overdue'
          : opens !== null && today < opens
            ? 'not-yet'
            : 'open',
    early: daysOf(target, facts).filter(row => counts(row) && opens !== null && row.date < opens).length,
    behind: overdue
      ? parts.flatMap(({ unit, doneOn }) => (doneOn === null && unit !== null ? [unit] : []))
      : [],
  }
}

export interface CoverageProgress {
  readonly shape: 'coverage'
  readonly target: Of<'coverage'>
  /** Of the checklist, in the order they were added. */
  readonly items: readonly Mark[]
  /** Done with evidence: what counts. */
  readonly done: number
  /** Said to be done, without evidence. */
  readonly unproved: number
  /** 0 to 100; null while the list is empty, or no survey was entered. */
  readonly percent: number | null
  /** Day of the survey the percentage comes from. */
  readonly surveyed: Day | null
}

export const coverageProgress = (target: Of<'coverage'>, facts: Facts): CoverageProgress => {
  const marks = marksOf(target, facts)
  const surveys = marks.filter(({ value }) => value !== null)
  const items = marks.filter(({ value }) => value === null)
  const done = items.filter(({ doneOn, evidence }) => doneOn !== null && evidence > 0).length
  const unproved = items.filter(({ doneOn, evidence }) => doneOn !== null && evidence === 0).length
  const newest = surveys.toSorted((a, b) => (a.doneOn ?? '').localeCompare(b.doneOn ?? '')).at(-1)
  const bySurvey = target.measure === 'survey'
  return {
    shape: 'coverage',
    target,
    items,
    done,
    unproved,
    percent: bySurvey
      ? (newest?.value ?? null)
      : items.length === 0
        ? null
        : Math.floor((done / items.length) * 100),
    surveyed: bySurvey ? (newest?.doneOn ?? null) : null,
  }
}

export interface DutyState extends DutyPeriod {
  /** `open`: the period is not over. */
  readonly state: 'done' | 'waiting' | 'missed' | 'open'
}

export interface RecurringProgress {
  readonly shape: 'recurring'
  readonly target: Of<'recurring'>
  /** Periods begun by today, oldest first. */
  readonly periods: readonly DutyState[]
  readonly done: number
  /** Periods that are over. */
  readonly due: number
  readonly missed: readonly DutyState[]
  readonly current: DutyState | null
  /** Periods of the whole year. */
  readonly all: number
}

/** An activity of the target within the period does it, as does a lead's mark. */
export const recurringProgress = (
  target: Of<'recurring'>,
  year: number,
  today: Day,
  facts: Facts,
): RecurringProgress => {
  const rows = daysOf(target, facts)
  const marked = new Set(
    marksOf(target, facts).flatMap(({ part, doneOn }) => (doneOn === null ? [] : [part])),
  )
  const all = periodsOf(target.every, year, target.from)
  const periods = all
    .filter(({ first }) => first <= today)
    .map((period): DutyState => {
      const own = rows.filter(({ date }) => date >= period.first && date <= period.last)
      const done = marked.has(period.key) || own.some(counts)
      const over = period.last < today
      return { ...period, state: done ? 'done' : own.length > 0 ? 'waiting' : over ? 'missed' : 'open' }
    })
  return {
    shape: 'recurring',
    target,
    periods,
    done: periods.filter(({ state }) => state === 'done').length,
    due: periods.filter(({ last }) => last < today).length,
    missed: periods.filter(({ state }) => state === 'missed'),
    current: periods.find(({ last }) => last >= today) ?? null,
    all: all.length,
  }
}
