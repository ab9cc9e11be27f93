import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  differencesOf,
  freeze,
  type IssuedReport,
  type ReportEntry,
  selectEntries,
} from '../../../content/report/entries.ts'
import { periodOf, readPeriod } from '../../../content/report/periods.ts'
import { addDays } from '../../../content/vietnam-time.ts'

const entry = (id: number, date: string, more: Partial<ReportEntry> = {}): ReportEntry => ({
  id,
  revision: '2026-01-01T00:00:00.000Z',
  code: `HD-2026-${String(id).padStart(4, '0')}`,
  kind: 'log',
  standing: 'approved',
  form: 'loudspeaker',
  quantity: 2,
  unit: 'tin',
  minutes: null,
  people: null,
  date,
  dateEnd: null,
  place: null,
  areas: [],
  topics: [],
  note: null,
  doer: null,
  target: 'loa-150',
  links: [],
  proofs: [],
  ...more,
})

const issue = (
  id: number,
  kind: 'Q1' | 'Q2' | 'H1' | 'Q3' | 'Q4',
  cutoff: string,
  entries: readonly ReportEntry[],
  before: readonly IssuedReport[],
): IssuedReport => {
  const period = periodOf(2026, kind)
  const { inPeriod } = selectEntries(entries, period, cutoff, before)
  return { id, period, cutoff, entries: freeze(inPeriod, differencesOf(entries, before)) }
}
const ids = (entries: readonly { id: number }[]): number[] => entries.map(({ id }) => id)

describe('what is reported once', () => {
  const entries = [entry(1, '2026-02-01'), entry(2, '2026-03-20'), entry(3, '2026-04-02')]
  const first = issue(1, 'Q1', '2026-03-11', entries, [])

  test('work after the cut-off waits for the next report, and enters it once', () => {
    expect(ids(first.entries)).toEqual([1])
    const second = selectEntries(entries, periodOf(2026, 'Q2'), '2026-06-11', [first])
    expect(ids(second.inPeriod)).toEqual([2, 3])
    expect(ids(second.carried)).toEqual([2])
    const third = selectEntries(entries, periodOf(2026, 'Q3'), '2026-09-11', [
      first,
      issue(2, 'Q2', '2026-06-11', entries, [first]),
    ])
    expect(third.inPeriod).toEqual([])
  })

  test('a report of half a year holds what its first quarter held', () => {
    const half = selectEntries(entries, periodOf(2026, 'H1'), '2026-06-11', [first])
    expect(ids(half.inPeriod)).toEqual([1, 2, 3])
  })

  test('where nothing was issued before, a quarter is the quarter', () => {
    expect(ids(selectEntries(entries, periodOf(2026, 'Q2'), '2026-06-11', []).inPeriod)).toEqual([3])
  })

  test('entries that wait, or come later, are told apart and not counted', () => {
    const more = [...entries, entry(4, '2026-04-03', { standing: 'waiting' }), entry(5, '2026-06-20')]
    const second = selectEntries(more, periodOf(2026, 'Q2'), '2026-06-11', [])
    expect(ids(second.inPeriod)).toEqual([3])
    expect(ids(second.waiting)).toEqual([4])
    expect(ids(second.later)).toEqual([5])
  })

  test('every day of the year is in exactly one of four quarterly reports, whatever the cut-offs', () => {
    const quarters = ['Q1', 'Q2', 'Q3', 'Q4'] as const
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 364 }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }),
        (days, early) => {
          const all = days.map((day, index) => entry(index + 1, addDays('2026-01-01', day)))
          const issued: IssuedReport[] = []
          for (const [index, kind] of quarters.entries())
            issued.push(
              issue(index + 1, kind, addDays(periodOf(2026, kind).to, -(early[index] ?? 0)), all, [
                ...issued,
              ]),
            )
          const counted = issued.flatMap(report => report.entries.filter(one => one.counted))
          expect(ids(counted).sort((a, b) => a - b)).toEqual(ids(all))
        },
      ),
    )
  })
})

describe('what changed since it was reported', () => {
  const entries = [entry(1, '2026-02-01'), entry(2, '2026-02-02')]
  const first = issue(1, 'Q1', '2026-03-11', entries, [])

  test('a new number and a withdrawn entry show in the next report, and then no more', () => {
    const now = [entry(1, '2026-02-01', { quantity: 5 })]
    const found = differencesOf(now, [first])
    expect(
      found.map(({ code, before, now: after }) => [code, before.quantity, after?.quantity ?? null]),
    ).toEqual([
      ['HD-2026-0001', 2, 5],
      ['HD-2026-0002', 2, null],
    ])
    const second = issue(2, 'Q2', '2026-06-11', now, [first])
    expect(differencesOf(now, [first, second])).toEqual([])
    expect(second.entries.filter(({ counted }) => counted)).toEqual([])
  })

  test('an entry moved to a later day is not counted twice', () => {
    const now = [entry(1, '2026-04-05'), entry(2, '2026-02-02')]
    expect(selectEntries(now, periodOf(2026, 'Q2'), '2026-06-11', [first]).inPeriod).toEqual([])
    expect(differencesOf(now, [first])).toHaveLength(1)
  })
})

test.each([
  ['2026-Q3', '2026-07-01', '2026-09-30'],
  ['2026-H1', '2026-01-01', '2026-06-30'],
  ['2026-9M', '2026-01-01', '2026-09-30'],
  ['2026-year', '2026-01-01', '2026-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2026-07-01..2026-08-15', '2026-07-01', '2026-08-15'],
])('reads the period %s', (text, from, to) => {
  const period = readPeriod(text)
  expect(period).toMatchObject({ from, to })
  expect(readPeriod(period?.key ?? '')).toEqual(period)
})

test.each([
  '',
  '2026-Q5',
  '2026-13',
  '2026-02-30..2026-03-01',
  '2026-05-01..2026-04-01',
  'quý 3',
  '2025-12-01..2026-01-31',
])('reads no period in "%s"', text => {
  expect(readPeriod(text)).toBeUndefined()
})
