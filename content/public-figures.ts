/** Figures the ward may publish about cases and satisfaction: no cell tells of fewer than five people, nor can one be worked out. Pure. */

/** Fewer than this in a cell could point at somebody. */
export const leastShown = 5

/** `few`: one to four. `hidden`: more, but showing it would give a neighbour's small number away. */
export type Cell = number | 'few' | 'hidden'

const few = (count: number): Cell => (count > 0 && count < leastShown ? 'few' : count)

/** Hides the smallest cell still shown; nothing happens when only noughts are left. */
const hideSmallest = (cells: Cell[], counts: readonly number[]): void => {
  let smallest = -1
  for (const [index, cell] of cells.entries()) {
    const count = counts[index] ?? 0
    if (typeof cell !== 'number' || count === 0) continue
    if (smallest === -1 || count < (counts[smallest] ?? 0)) smallest = index
  }
  if (smallest >= 0) cells[smallest] = 'hidden'
}

/** A list whose sum may be known: one small cell alone could be had by subtraction, so a second one goes with it. */
export const hideSmall = (counts: readonly number[]): Cell[] => {
  const cells = counts.map(few)
  if (cells.filter(cell => cell === 'few').length === 1) hideSmallest(cells, counts)
  return cells
}

/**
 * The same people counted twice, by kind and by state: where one list hides something, the other must not tell their sum.
 * Nobody is told a sum at all.
 */
export const hideSmallInBoth = (
  byKind: readonly number[],
  byState: readonly number[],
): { readonly byKind: Cell[]; readonly byState: Cell[] } => {
  const kinds = hideSmall(byKind)
  const states = hideSmall(byState)
  const hides = (cells: readonly Cell[]): boolean => cells.some(cell => typeof cell !== 'number')
  const [one, counts] = hides(kinds) ? [states, byState] : [kinds, byKind]
  if (hides(kinds) !== hides(states)) {
    hideSmallest(one, counts)
    hideSmallest(one, counts)
  }
  return { byKind: kinds, byState: states }
}

export interface MonthFigures {
  /** "2026-11", whole and over: two looks at a running month could be subtracted. */
  readonly month: string
  /** In the order of {@link PublicFigures.kinds}. */
  readonly byKind: readonly Cell[]
  /** Settled or closed; still open. */
  readonly byState: readonly Cell[]
  /** Share settled in percent, to the nearest ten: told where the numbers can't be; null for a handful of cases. */
  readonly settledShare: number | null
  /** Content, neither, not content. */
  readonly satisfaction: readonly Cell[]
}

export interface PublicFigures {
  /** "hand-off", then the kinds of feedback. */
  readonly kinds: readonly string[]
  readonly months: readonly MonthFigures[]
}

export interface CountedCases {
  readonly month: string
  readonly letter: 'H' | 'P'
  readonly kind: string | null
  readonly state: 'open' | 'closed'
  readonly count: number
}

export interface CountedRatings {
  readonly month: string
  readonly good: number
  readonly neutral: number
  readonly bad: number
}

/** Fewer cases than this give no share: one more or less would be a person. */
const leastForShare = 10

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** @param months newest first; @param feedbackKinds in the order people see them */
export const publicFigures = (
  months: readonly string[],
  cases: readonly CountedCases[],
  ratings: readonly CountedRatings[],
  feedbackKinds: readonly string[],
): PublicFigures => {
  const kinds = ['hand-off', ...feedbackKinds]
  return {
    kinds,
    months: months.map(month => {
      const own = cases.filter(row => row.month === month)
      const count = (keeps: (row: CountedCases) => boolean): number =>
        sum(own.filter(keeps).map(row => row.count))
      const closed = count(({ state }) => state === 'closed')
      const all = count(() => true)
      const rated = ratings.find(row => row.month === month)
      return {
        month,
        ...hideSmallInBoth(
          kinds.map(kind =>
            count(({ letter, kind: named }) =>
              kind === 'hand-off' ? letter === 'H' : letter === 'P' && (named ?? 'other') === kind,
            ),
          ),
          [closed, all - closed],
        ),
        settledShare: all < leastForShare ? null : Math.round((closed / all) * 10) * 10,
        // Their sum stands nowhere, so nothing can be worked out from it.
        satisfaction: [few(rated?.good ?? 0), few(rated?.neutral ?? 0), few(rated?.bad ?? 0)],
      }
    }),
  }
}
