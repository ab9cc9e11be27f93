/** Satisfaction and cases in numbers: for reports, for leads on the first of a month, and for the ward's public page. */
import {
  type Cell,
  type CountedRatings,
  hideSmallInBoth,
  type PublicFigures,
  publicFigures,
} from '../../content/public-figures.ts'
import { addDays, type Day, dayOf, instantOf } from '../../content/vietnam-time.ts'
import type { RatingCount } from '../../storage/repositories/satisfaction.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { feedbackKinds } from '../feedback/kinds.ts'

export interface Ratings {
  readonly good: number
  readonly neutral: number
  readonly bad: number
}

export const totalOf = (counts: readonly RatingCount[]): Ratings => {
  const of = (rating: RatingCount['rating']): number =>
    counts.filter(row => row.rating === rating).reduce((sum, { count }) => sum + count, 0)
  return { good: of('good'), neutral: of('neutral'), bad: of('bad') }
}

/** Every rating between two days, both in: after cases, visits and answers ("Có ích" is good, "Chưa đúng" is bad). */
export const ratingCounts = async (
  { satisfaction }: Pick<Repositories, 'satisfaction'>,
  from: Day,
  to: Day,
): Promise<RatingCount[]> =>
  await satisfaction.counts(from, to, { from: instantOf(from), before: instantOf(addDays(to, 1)) })

/** For the report: feedback of a period by kind and state, fit to publish. */
export const feedbackBetween = async (
  { caseDesk }: Pick<Repositories, 'caseDesk'>,
  from: Day,
  to: Day,
): Promise<{ kinds: { kind: string; received: Cell }[]; closed: Cell; open: Cell }> => {
  const rows = (await caseDesk.counts(instantOf(from), instantOf(addDays(to, 1)))).filter(
    ({ letter }) => letter === 'P',
  )
  const sum = (keeps: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(keeps).reduce((total, { count }) => total + count, 0)
  const { byKind, byState } = hideSmallInBoth(
    feedbackKinds.map(kind => sum(row => (row.kind ?? 'other') === kind)),
    [sum(({ state }) => state === 'closed'), sum(({ state }) => state === 'open')],
  )
  return {
    kinds: feedbackKinds.map((kind, index) => ({ kind, received: byKind[index] ?? 0 })),
    closed: byState[0] ?? 0,
    open: byState[1] ?? 0,
  }
}

/** The last day of the month "2026-11". */
export const lastDayOf = (month: string): Day => addDays(`${nextMonth(month)}-01`, -1)

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7)
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7)

/** Months shown on the public page. */
const monthsShown = 6

/** What the ward's page tells: whole months that are over, newest first; months before the first case are left out. */
export const figuresToPublish = async (
  repositories: Pick<Repositories, 'caseDesk' | 'satisfaction'>,
  now: Date,
): Promise<PublicFigures> => {
  const months: string[] = []
  for (
    let month = monthBefore(dayOf(now).slice(0, 7));
    months.length < monthsShown;
    month = monthBefore(month)
  )
    months.push(month)
  const first = months.at(-1) ?? ''
  const cases = await repositories.caseDesk.counts(
    instantOf(`${first}-01`),
    instantOf(addDays(lastDayOf(months[0] ?? first), 1)),
  )
  const ratings: CountedRatings[] = []
  for (const month of months)
    ratings.push({
      month,
      ...totalOf(await ratingCounts(repositories, `${month}-01`, lastDayOf(month))),
    })
  const told = months.filter(
    month =>
      cases.some(row => row.month === month) ||
      ratings.some(row => row.month === month && row.good + row.neutral + row.bad > 0),
  )
  return publicFigures(told, cases, ratings, feedbackKinds)
}
