/** Steps around a date and which of them is said today: tables by hand, and laws that always hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '../../../content/office-hours.ts'
import {
  countdown,
  monthEnd,
  nextDay,
  noWish,
  type ReminderRules,
  stepDue,
  type Told,
  usualRules,
  weekEnd,
} from '../../../content/report/reminders.ts'
import { addDays } from '../../../content/vietnam-time.ts'

const newYear = '2026-01-01'
const days = (steps: readonly { key: string; day: string }[]): string =>
  steps.map(({ key, day }) => `${key} ${day.slice(5)}`).join(', ')

describe('steps around a date', () => {
  test.each([
    // A Wednesday in the middle of working weeks, but T-3 is a Sunday.
    ['2026-03-11', '-7 03-04, -3 03-06, -1 03-10, +1 03-12, +4 03-16, +7 03-19'],
    // A Sunday: the day before is off too. Afterwards three days apart, not two in a row.
    ['2026-06-14', '-7 06-05, -3 06-11, -1 06-12, +1 06-15, +4 06-18, +7 06-22'],
    // A Monday: T-3 and T-1 meet on the Friday.
    ['2026-09-14', '-7 09-07, -3 09-11, -1 09-11, +1 09-15, +4 09-18, +7 09-21'],
    // Over Reunification Day and 1 May.
    ['2026-05-02', '-7 04-24, -3 04-29, -1 04-29, +1 05-04, +4 05-07, +7 05-11'],
    // Before Tết, which lasts from 16 to 20 February.
    ['2026-02-23', '-7 02-13, -3 02-13, -1 02-13, +1 02-24, +4 02-27, +7 03-02'],
  ])('due %s', (due, expected) => {
    expect(days(countdown(due, usualRules, newYear))).toBe(expected)
  })

  test.each([
    ['2026-03', 'month-3 03-26, month-last 03-31'],
    // 30 April is a holiday.
    ['2026-04', 'month-3 04-23, month-last 04-29'],
    // 27 April 2026 stands in for the kings' day on a Sunday; 24 November is a day off.
    ['2026-11', 'month-3 11-25, month-last 11-30'],
    ['2026-02', 'month-3 02-24, month-last 02-27'],
  ])('end of %s', (month, expected) => {
    expect(days(monthEnd(month, newYear))).toBe(expected)
  })

  test.each([
    ['2026-03-09', 'week 03-13'],
    // 30 April is a Thursday, 1 May a Friday.
    ['2026-04-27', 'week 04-29'],
    // All of that week is Tết.
    ['2026-02-16', ''],
  ])('end of the week of %s', (first, expected) => {
    expect(days(weekEnd({ first, last: addDays(first, 6) }, newYear))).toBe(expected)
  })

  test("the ward's own days off and worked count as such, for nothing is said on a day off", () => {
    const own = { daysOff: ['2026-03-13', '2026-03-31'], workDays: ['2026-03-21'] }
    const week = (first: string) => days(weekEnd({ first, last: addDays(first, 6) }, newYear, own))
    expect([week('2026-03-09'), week('2026-03-16')]).toEqual(['week 03-12', 'week 03-21'])
    expect(days(monthEnd('2026-03', newYear, own))).toBe('month-3 03-25, month-last 03-30')
    expect(days(countdown('2026-03-14', { ...usualRules, before: [1], after: [] }, newYear, own))).toBe(
      '-1 03-12',
    )
  })

  test('nothing is said before the plan was issued', () => {
    expect(days(countdown('2026-02-28', usualRules, '2026-02-23'))).toBe(
      '-3 02-25, -1 02-27, +1 03-02, +4 03-05, +7 03-09',
    )
  })
})

describe('which step is said today', () => {
  const steps = countdown('2026-03-11', usualRules, newYear)
  const due = (today: string, told: readonly Told[] = [], wish = noWish) => stepDue(steps, today, told, wish)

  test('each on its day, once', () => {
    expect(due('2026-03-03')).toBeUndefined()
    expect(due('2026-03-04')).toBe('-7')
    expect(due('2026-03-05', [{ step: '-7', on: '2026-03-04' }])).toBeUndefined()
    expect(due('2026-03-06', [{ step: '-7', on: '2026-03-04' }])).toBe('-3')
  })

  test('after days off only the most recent one, and nothing that no longer helps', () => {
    expect(due('2026-03-10')).toBe('-1')
    expect(due('2026-03-17')).toBe('+4')
    expect(due('2026-04-02')).toBe('+7')
    expect(due('2026-04-03')).toBeUndefined()
  })

  test('what was said late has said the steps before it', () => {
    const late: Told[] = [{ step: '-7', on: '2026-03-06' }]
    expect(due('2026-03-06', late)).toBeUndefined()
    expect(due('2026-03-10', late)).toBe('-1')
  })

  test('asked again on a day of one’s own: silence until then, then once', () => {
    const wish = { until: '2026-03-12', muted: false }
    const told: Told[] = [{ step: '-3', on: '2026-03-06' }]
    expect(due('2026-03-10', told, wish)).toBeUndefined()
    // The plan's own step of that day stands for the appointment.
    expect(due('2026-03-12', told, wish)).toBe('+1')
    const off = { until: '2026-03-13', muted: false }
    expect(due('2026-03-13', told, off)).toBe('asked:2026-03-13')
    expect(due('2026-03-13', [...told, { step: 'asked:2026-03-13', on: '2026-03-13' }], off)).toBeUndefined()
    expect(due('2026-03-16', [...told, { step: 'asked:2026-03-13', on: '2026-03-13' }], off)).toBe('+4')
  })

  test('muted is never said', () => {
    expect(due('2026-03-10', [], { until: null, muted: true })).toBeUndefined()
    expect(nextDay(steps, '2026-03-01', [], { until: null, muted: true })).toBeUndefined()
  })

  const day = fc.integer({ min: 0, max: 400 }).map(n => addDays('2026-01-01', n))
  test('law: day by day, every step at most once, never two on one day, always on working days', () => {
    fc.assert(
      fc.property(
        day,
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }),
        (last, before, after, running) => {
          const rules: ReminderRules = { ...usualRules, before, after }
          const own = countdown(last, rules, '2025-01-01')
          for (const step of own) expect(isWorkingDay(step.day)).toBe(true)
          const told: Told[] = []
          for (const [index, isOn] of running.entries()) {
            const today = addDays(last, index - 75)
            if (!isOn || !isWorkingDay(today)) continue
            const step = stepDue(own, today, told, noWish)
            if (step === undefined) continue
            expect(told.map(one => one.step)).not.toContain(step)
            expect(told.map(one => one.on)).not.toContain(today)
            told.push({ step, on: today })
            expect(stepDue(own, today, told, noWish)).toBeUndefined()
          }
          expect(told.length).toBeLessThanOrEqual(own.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('law: a program that never stops says every step whose day no other shares', () => {
    fc.assert(
      fc.property(day, last => {
        const own = countdown(last, usualRules, '2025-01-01')
        const told: Told[] = []
        for (let today = addDays(last, -20); today < addDays(last, 20); today = addDays(today, 1)) {
          const step = isWorkingDay(today) ? stepDue(own, today, told, noWish) : undefined
          if (step !== undefined) told.push({ step, on: today })
        }
        expect(told.map(({ on }) => on)).toEqual([...new Set(own.map(step => step.day))])
      }),
    )
  })
})
