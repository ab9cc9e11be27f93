/** Public holidays against the Labour Code and the lunar calendar, and reply times that keep clear of them. */
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { wardSchema } from '../../content/model/ward.ts'
import {
  afterOfficeMinutes,
  countsForTerm,
  isPublicHoliday,
  isWorkingDay,
} from '../../content/office-hours.ts'
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
  ['2026-09-01', 'the second day of Quốc khánh 2026 (9441/TB-BNV)'],
  ['2026-09-02', 'Quốc khánh'],
  ['2027-01-01', 'New Year, a Friday'],
  ['2027-02-04', 'maybe: two days before Tết Đinh Mùi, nothing being announced yet'],
  ['2027-04-30', 'the day of victory, a Friday'],
  ['2027-09-01', 'maybe: the second day of Quốc khánh 2027'],
  ['2027-09-02', 'Quốc khánh 2027, a Thursday'],
  ['2027-09-03', 'maybe, as the day before'],
  ['2026-11-24', 'maybe: Ngày Văn hóa Việt Nam'],
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
test('a question of Friday evening is promised for Monday, one before Tết for after it, whole weeks over', () => {
  expect(reply('2026-11-27', '18:00')).toBe(instantOf('2026-11-30', '11:30').toISOString())
  expect(reply('2027-02-03', '16:00')).toBe(instantOf('2027-02-12', '10:30').toISOString())
  expect(reply('2027-02-08', '09:00')).toBe(instantOf('2027-02-12', '11:30').toISOString())
  expect(reply('2026-04-24', '16:30')).toBe(instantOf('2026-04-28', '11:00').toISOString())
  expect(reply('2027-04-29', '17:00')).toBe(instantOf('2027-05-04', '11:30').toISOString())
})

test('a term the law sets stops only for days that are off for certain; doubt shortens it, never a promise', () => {
  for (const day of ['2026-11-24', '2027-02-04', '2027-09-01', '2027-09-03'])
    expect(countsForTerm(day)).toBe(true)
  for (const day of ['2026-09-02', '2027-02-05', '2027-02-10', '2027-02-11', '2027-05-03', '2026-11-28'])
    expect(countsForTerm(day)).toBe(false)
})

test('a ward’s own days: closed for a festival, open on the Saturday it works instead', () => {
  const own = { daysOff: ['2026-12-11'], workDays: ['2026-12-19'] }
  const at = (day: string, clock: string): string | undefined =>
    afterOfficeMinutes(week, instantOf(day, clock), 240, own)?.toISOString()
  expect(at('2026-12-10', '17:00')).toBe(instantOf('2026-12-14', '11:30').toISOString())
  expect(at('2026-12-18', '17:00')).toBe(instantOf('2026-12-19', '11:30').toISOString())
  expect([isWorkingDay('2026-12-11', own), isWorkingDay('2026-12-19', own)]).toEqual([false, true])
  expect([countsForTerm('2026-12-11', own), countsForTerm('2026-12-19', own)]).toEqual([false, true])
})

test('the days stand in the ward’s profile as an editor writes them', () => {
  const profile = parse(
    `{ slug: a, name: A, kind: xã, province: B, daysOff: [2026-12-11], workDays: [2026-12-19] }`,
  )
  expect(wardSchema.parse(profile)).toMatchObject({ daysOff: ['2026-12-11'], workDays: ['2026-12-19'] })
})

test('a ward that has not told its hours gets no time to promise', () => {
  expect(afterOfficeMinutes([], instantOf('2026-11-23', '09:00'), 240)).toBeUndefined()
})
