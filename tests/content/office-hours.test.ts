/** Public holidays against the Labour Code and the lunar calendar, and reply times that keep clear of them. */
import { expect, test } from 'vitest'
import { afterOfficeMinutes, isPublicHoliday } from '../../content/office-hours.ts'
import { instantOf } from '../../content/vietnam-time.ts'

const week = [
  { days: [1, 2, 3, 4, 5], from: '07:30', to: '11:30' },
  { days: [1, 2, 3, 4, 5], from: '13:30', to: '17:00' },
]
const reply = (day: string, clock: string): string | undefined =>
  afterOfficeMinutes(week, instantOf(day, clock), 240)?.toISOString()

test.each([
  ['2026-02-16', 'the eve of Tết Bính Ngọ (lunar new year is 17 February 2026)'],
  ['2026-02-20', 'the fifth day of that Tết'],
  ['2026-04-27', 'the Monday for Giỗ Tổ 2026, the 10th of the 3rd lunar month, a Sunday'],
  ['2027-02-05', 'the eve of Tết Đinh Mùi (6 February 2027)'],
  ['2027-02-11', 'the second of two days for its weekend'],
  ['2027-04-16', 'Giỗ Tổ 2027'],
  ['2027-05-03', 'the Monday for 1 May 2027, a Saturday'],
  ['2026-09-02', 'Quốc khánh'],
])('%s is off: %s', day => {
  expect(isPublicHoliday(day)).toBe(true)
})
test.each(['2026-02-13', '2026-02-23', '2027-02-12', '2027-04-15', '2026-11-20', '2026-12-22'])(
  '%s is a working day',
  day => {
    expect(isPublicHoliday(day)).toBe(false)
  },
)

test('four hours of office time pass over lunch, nights, weekends and Tết', () => {
  expect(reply('2026-11-23', '09:00')).toBe(instantOf('2026-11-23', '15:00').toISOString())
  expect(reply('2026-11-20', '16:00')).toBe(instantOf('2026-11-23', '10:30').toISOString())
  expect(reply('2026-02-13', '17:30')).toBe(instantOf('2026-02-23', '11:30').toISOString())
})
test('a ward that has not told its hours gets no time to promise', () => {
  expect(afterOfficeMinutes([], instantOf('2026-11-23', '09:00'), 240)).toBeUndefined()
})
