/** What is done already, so that nobody is reminded of it, and what exactly is short where something is. */
import type { Library } from '../../content/library.ts'
import type { Task } from '../../content/plan/plan.ts'
import { counted, type Mark, taskSubject } from '../../content/plan/progress/facts.ts'
import { type TaskProgress, taskProgress } from '../../content/plan/progress/tasks.ts'
import type { Matter } from '../../content/report/agenda.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { loadView, type View } from '../progress/view.ts'

export interface Shortage {
  readonly have: number
  readonly wanted: number
  /** Entered, not yet approved. */
  readonly waiting: number
}

export interface Standing {
  readonly done: boolean
  /** Units (of a report) or neighbourhoods (of a monthly number) that still owe it. */
  readonly lacking: readonly string[]
  /** Tasks of the year not marked as done. */
  readonly tasks: readonly Task[]
  /** Of a monthly number; null = one time a month. */
  readonly month: Shortage | null
}

const open: Standing = { done: false, lacking: [], tasks: [], month: null }
const done: Standing = { ...open, done: true }

interface YearState {
  readonly sent: ReadonlySet<string>
  readonly marks: readonly Mark[]
  readonly view: View | null
  readonly tasks: readonly TaskProgress[]
}

interface Given {
  readonly library: Pick<Library, 'plan' | 'plans' | 'ward'>
  readonly repositories: Repositories
  readonly now: Date
}

/** @param needsView progress is asked for too, which reads all of the year's activities */
const loadYear = async (year: number, needsView: boolean, given: Given): Promise<YearState> => {
  const { repositories, now } = given
  const end = `${year}-12-31`
  const day = dayOf(now) > end ? end : dayOf(now)
  const view = needsView ? await loadView(given, day) : null
  return {
    sent: new Set(
      (await repositories.reports.issuedOf(year)).map(({ unit, period }) => `${period}|${unit ?? ''}`),
    ),
    marks: await repositories.planItems.list(year),
    view,
    tasks: view === null ? [] : taskProgress(view.plan, view.progress, view.facts.marks, day),
  }
}

const yearOf = ({ due }: Matter): number => Number(due.slice(0, 4))

/** Reads once what all of them need; the answer holds for this moment. */
export const loadStandings = async (
  given: Given,
  matters: readonly Matter[],
): Promise<(matter: Matter) => Standing> => {
  const settled = await given.repositories.reminders.settled()
  const years = new Map<number, YearState>()
  for (const [year, own] of Map.groupBy(matters, yearOf))
    years.set(
      year,
      await loadYear(
        year,
        own.some(({ kind }) => kind !== 'report'),
        given,
      ),
    )
  return matter => {
    const state = years.get(yearOf(matter))
    return state === undefined ? open : standingIn(state, settled, matter)
  }
}

const standingIn = (
  { sent, marks, view, tasks }: YearState,
  settled: ReadonlySet<string>,
  matter: Matter,
): Standing => {
  const hasSent = (period: string, unit: string): boolean =>
    sent.has(`${period}|${unit}`) || settled.has(`report:${period}|${unit}`)
  const marked = (no: number, part: string): boolean =>
    marks.some(
      mark =>
        mark.subject === taskSubject(no) && mark.doneOn !== null && (mark.part === part || mark.part === ''),
    )
  if (settled.has(`${matter.what}|${matter.scope}`)) return done
  switch (matter.about) {
    case 'unit-report':
      return hasSent(matter.period.key, matter.scope) ? done : open
    case 'ward-report':
      return hasSent(matter.period.key, '') ||
        (matter.task !== null && marked(matter.task.no, matter.task.part))
        ? done
        : { ...open, lacking: matter.owing.filter(unit => !hasSent(matter.period.key, unit)) }
    case 'owing': {
      const lacking = matter.owing.filter(unit => !hasSent(matter.period.key, unit))
      return lacking.length === 0 ? done : { ...open, lacking }
    }
    case 'undated':
      return open
    case 'task': {
      const one = tasks.find(({ task }) => task.no === matter.task.no)
      const own =
        matter.milestone === null
          ? undefined
          : view?.progress.targets.find(({ target }) => target.id === matter.milestone)
      const byUnit =
        own?.shape === 'milestone' &&
        own.parts.some(({ unit, doneOn }) => unit === matter.scope && doneOn !== null)
      return one?.state === 'done' || byUnit || marked(matter.task.no, matter.part) ? done : open
    }
    case 'milestone': {
      const own = view?.progress.targets.find(({ target }) => target.id === matter.target.id)
      return own?.shape === 'milestone' &&
        own.parts.some(({ unit, doneOn }) => doneOn !== null && (unit === null || unit === matter.scope))
        ? done
        : open
    }
    case 'year-tasks': {
      const left = matter.tasks.filter(
        task => tasks.find(candidate => candidate.task.no === task.no)?.state !== 'done',
      )
      return left.length === 0 ? done : { ...open, tasks: left }
    }
    case 'month':
      return ofMonth(matter, view)
    case 'duty':
      return ofDuty(matter, view)
    case 'unowned':
      return open
    default:
      return matter satisfies never
  }
}

/** What waits for approval is recorded, too: nobody is told that there is nothing. */
const ofDuty = (matter: Extract<Matter, { about: 'duty' }>, view: View | null): Standing => {
  const own = view?.progress.targets.find(({ target }) => target.id === matter.target.id)
  if (own?.shape !== 'recurring') return done
  const state = own.periods.find(({ key }) => key === matter.period.key)?.state
  return state === 'open' || state === 'missed' ? open : done
}

const ofMonth = (matter: Extract<Matter, { about: 'month' }>, view: View | null): Standing => {
  const own = view?.progress.targets.find(({ target }) => target.id === matter.target.id)
  if (own?.shape === 'recurring') {
    const state = own.periods.find(({ key }) => key === matter.month)?.state
    return state === 'done' || state === undefined
      ? done
      : { ...open, month: { have: 0, wanted: 1, waiting: state === 'waiting' ? 1 : 0 } }
  }
  if (own?.shape !== 'monthly-per-unit') return done
  const { per, quantity } = own.target
  const short = own.quotas.flatMap(({ owner, months }) => {
    const month = months.find(candidate => candidate.month === matter.month)
    if (month === undefined || counted(month.count) >= quantity) return []
    return [{ owner, have: counted(month.count), wanted: quantity, waiting: month.count.waiting }]
  })
  const mine = per === 'unit' ? short.filter(({ owner }) => owner === matter.scope) : short
  const [first] = mine
  if (first === undefined) return done
  return { ...open, lacking: per === 'area' ? mine.flatMap(({ owner }) => owner ?? []) : [], month: first }
}

/** All is entered and only waits for approval: that is a lead's to do. */
export const onlyWaits = ({ month }: Standing): boolean =>
  month !== null && month.have + month.waiting >= month.wanted
