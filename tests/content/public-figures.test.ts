/** Published figures: no small number can be read, nor worked out from the rest of the page. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, hideSmall, hideSmallInBoth, publicFigures } from '../../content/public-figures.ts'

/** Every count a reader must think possible behind a cell; `hidden` may be anything but nought. */
const possible = (cell: Cell, most: number): number[] =>
  typeof cell === 'number'
    ? [cell]
    : Array.from({ length: cell === 'few' ? 4 : most }, (_, index) => index + 1)

const sums = (lists: readonly (readonly number[])[]): Set<number> => {
  let all = new Set([0])
  for (const list of lists) {
    const next = new Set<number>()
    for (const sum of all) for (const count of list) next.add(sum + count)
    all = next
  }
  return all
}

test('small numbers are hidden, one alone takes a second one with it, noughts stay', () => {
  expect(hideSmall([12, 3, 0, 7])).toEqual([12, 'few', 0, 'hidden'])
  expect(hideSmall([2, 4, 30])).toEqual(['few', 'few', 30])
  expect(hideSmall([5, 6, 0])).toEqual([5, 6, 0])
  expect(hideSmall([3, 0])).toEqual(['few', 0])
})

test('nobody can work out a hidden small number from the other list', () => {
  const counts = fc.integer({ min: 0, max: 30 })
  fc.assert(
    fc.property(fc.array(counts, { minLength: 3, maxLength: 8 }), fc.nat({ max: 1000 }), (kinds, share) => {
      const all = kinds.reduce((sum, count) => sum + count, 0)
      const closed = all === 0 ? 0 : share % (all + 1)
      const shown = hideSmallInBoth(kinds, [closed, all - closed])
      const most = all + 40
      for (const [cells, others] of [
        [shown.byKind, shown.byState],
        [shown.byState, shown.byKind],
      ] as const)
        for (const [index, cell] of cells.entries()) {
          if (cell !== 'few') continue
          const rest = sums(cells.filter((_, other) => other !== index).map(other => possible(other, most)))
          const totals = sums(others.map(other => possible(other, most)))
          // A lone person in an empty month says no more than "few" itself.
          const fits = possible(cell, most).filter(count => [...rest].some(sum => totals.has(sum + count)))
          expect(fits.length).toBeGreaterThan(1)
        }
    }),
    { numRuns: 500 },
  )
})

test('months by kind, state and satisfaction', () => {
  const { kinds, months } = publicFigures(
    ['2026-11', '2026-10'],
    [
      { month: '2026-11', letter: 'H', kind: null, state: 'open', count: 6 },
      { month: '2026-11', letter: 'H', kind: null, state: 'closed', count: 8 },
      { month: '2026-11', letter: 'P', kind: 'scene', state: 'closed', count: 9 },
      { month: '2026-10', letter: 'P', kind: 'idea', state: 'closed', count: 2 },
    ],
    [{ month: '2026-11', good: 40, neutral: 6, bad: 2 }],
    ['scene', 'idea'],
  )
  expect(kinds).toEqual(['hand-off', 'scene', 'idea'])
  expect(months).toEqual([
    {
      month: '2026-11',
      byKind: [14, 9, 0],
      byState: [17, 6],
      settledShare: 70,
      satisfaction: [40, 6, 'few'],
    },
    {
      month: '2026-10',
      byKind: [0, 0, 'few'],
      byState: ['few', 0],
      settledShare: null,
      satisfaction: [0, 0, 0],
    },
  ])
})
