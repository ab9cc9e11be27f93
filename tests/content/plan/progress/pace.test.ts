/** The arithmetic of a year: what is gone of it, what should be done, where it leads. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paceOf, periodsOf, yearGone } from '../../../../content/plan/progress/pace.ts'
import { addDays } from '../../../../content/vietnam-time.ts'

test('today counts as gone; the year before and after are nothing and all', () => {
  expect(yearGone(2026, '2026-01-01')).toEqual({ days: 1, daysLeft: 364, share: 1 / 365 })
  expect(yearGone(2026, '2026-10-31').days).toBe(304)
  expect(yearGone(2026, '2026-12-31')).toEqual({ days: 365, daysLeft: 0, share: 1 })
  expect(yearGone(2026, '2025-12-31').share).toBe(0)
  expect(yearGone(2026, '2027-02-01').share).toBe(1)
  expect(yearGone(2028, '2028-12-31').days).toBe(366)
})

test('112 of 150 at the end of October: 13 behind, 19 a month to go, 134 at this pace', () => {
  const pace = paceOf(112, 150, yearGone(2026, '2026-10-31'))
  expect(pace.expected).toBeCloseTo(124.93, 2)
  expect(pace).toMatchObject({ behind: 13, perMonth: 19, forecast: 134 })
})

test('half a piece is nobody behind: one event a year may come in December', () => {
  expect(paceOf(0, 1, yearGone(2026, '2026-12-30')).behind).toBe(0)
  expect(paceOf(0, 1, yearGone(2026, '2026-12-31'))).toMatchObject({ behind: 1, perMonth: null })
  expect(paceOf(0, 2, yearGone(2026, '2026-07-01')).behind).toBe(0)
  expect(paceOf(0, 2, yearGone(2026, '2026-07-02')).behind).toBe(1)
})

test('in the last month all that is left is needed at once; the first two weeks forecast nothing', () => {
  expect(paceOf(140, 150, yearGone(2026, '2026-12-20')).perMonth).toBe(10)
  expect(paceOf(3, 150, yearGone(2026, '2026-01-13')).forecast).toBeNull()
  expect(paceOf(6, 150, yearGone(2026, '2026-01-14')).forecast).toBe(156)
  expect(paceOf(160, 150, yearGone(2026, '2026-06-30'))).toMatchObject({ behind: 0, perMonth: null })
})

test('keeping the monthly pace it asks for always reaches the number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 333 }),
      (wanted, done, day) => {
        const gone = yearGone(2026, addDays('2026-01-01', day))
        const { perMonth, behind } = paceOf(done, wanted, gone)
        expect(behind).toBeGreaterThanOrEqual(0)
        if (perMonth !== null)
          expect(done + perMonth * (gone.daysLeft / (365 / 12))).toBeGreaterThanOrEqual(wanted - 1e-9)
      },
    ),
  )
})

test('weeks run Monday to Sunday, are numbered as calendars do, and follow one another', () => {
  const weeks = periodsOf('week', 2026)
  expect(weeks[0]).toEqual({ key: '2026-W02', first: '2026-01-05', last: '2026-01-11' })
  expect(weeks.at(-1)).toEqual({ key: '2026-W53', first: '2026-12-28', last: '2027-01-03' })
  for (const [index, week] of weeks.entries())
    if (index > 0) expect(week.first).toBe(addDays(weeks[index - 1]?.last ?? '', 1))
  expect(periodsOf('week', 2029)[0]).toEqual({ key: '2029-W01', first: '2029-01-01', last: '2029-01-07' })
})

test('months and quarters know their last day, and may begin later in the year', () => {
  expect(periodsOf('month', 2028)[1]).toEqual({ key: '2028-02', first: '2028-02-01', last: '2028-02-29' })
  expect(periodsOf('quarter', 2026).map(({ key, last }) => [key, last])).toEqual([
    ['2026-Q1', '2026-03-31'],
    ['2026-Q2', '2026-06-30'],
    ['2026-Q3', '2026-09-30'],
    ['2026-Q4', '2026-12-31'],
  ])
  expect(periodsOf('month', 2026, '2026-03-01')).toHaveLength(10)
  expect(periodsOf('month', 2026, '2026-02-24')[0]?.key).toBe('2026-03')
})
