/** Moments to come as leads type them, and the hours in which nobody is written to. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quietHoursOf, quietUntil, readQuietHours, usualQuietHours } from '../../content/quiet-hours.ts'
import { readMoment } from '../../content/schedule-time.ts'

/** A Sunday. */
const now = new Date('2026-11-22T09:00:00+07:00')
const at = (said: string, from = now): string | undefined => {
  const moment = readMoment(said, from)
  return moment?.kind === 'at'
    ? new Date(moment.at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    : moment?.kind
}

test('what people say for a moment', () => {
  for (const [said, wanted] of [
    ['ngay', 'soon'],
    ['Gửi luôn đi', 'soon'],
    ['8 giờ sáng mai', '2026-11-23 08:00'],
    ['mai 8h', '2026-11-23 08:00'],
    ['7h30 sáng mai', '2026-11-23 07:30'],
    ['tám giờ rưỡi sáng mai', '2026-11-23 08:30'],
    ['sáng mai', '2026-11-23 08:00'],
    ['chiều nay 3 giờ', '2026-11-22 15:00'],
    ['3 giờ chiều', '2026-11-22 15:00'],
    ['8 giờ sáng', '2026-11-23 08:00'],
    ['tối nay', '2026-11-22 19:00'],
    ['08/12 7:30', '2026-12-08 07:30'],
    ['7:30 ngày 8/12/2026', '2026-12-08 07:30'],
    ['lúc 7 giờ ngày 8 tháng 12', '2026-12-08 07:00'],
    ['15/01 lúc 9h', '2027-01-15 09:00'],
    ['thứ sáu 8h', '2026-11-27 08:00'],
    ['thứ 2 tuần sau 14h', '2026-11-23 14:00'],
    ['chủ nhật tuần sau', '2026-11-29 08:00'],
    ['ngày kia', '2026-11-24 08:00'],
    ['8 giờ sáng nay', 'past'],
    ['21/11/2026 8h', 'past'],
  ] as const)
    expect(at(said), said).toBe(wanted)
  for (const nothing of [
    '',
    'khi nào rảnh',
    '32/12 8h',
    '25h mai',
    '8',
    'loa 2 tin tổ 3 sáng nay',
    '30/2/2027 8h',
  ])
    expect(readMoment(nothing, now), nothing).toBeUndefined()
})

test('every day and minute of the coming year is read back, and nothing makes it fall over', () => {
  const year = {
    min: new Date('2026-11-22T10:00:00Z'),
    max: new Date('2027-11-01T00:00:00Z'),
    noInvalidDate: true,
  }
  fc.assert(
    fc.property(fc.date(year), date => {
      const local = new Date(Math.floor(date.getTime() / 60_000) * 60_000 + 7 * 3_600_000).toISOString()
      const said = `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 16)}`
      return at(said) === local.slice(0, 16).replace('T', ' ')
    }),
  )
  fc.assert(fc.property(fc.string(), text => void readMoment(text, now)))
  fc.assert(fc.property(fc.string(), text => void readQuietHours(text)))
})

test('quiet hours end in the morning', () => {
  const until = (clock: string, hours = usualQuietHours) =>
    quietUntil(new Date(`2026-11-22T${clock}:00+07:00`), hours)?.toISOString()
  expect(until('20:59')).toBeUndefined()
  expect(until('21:00')).toBe('2026-11-23T00:00:00.000Z')
  expect(until('03:00')).toBe('2026-11-22T00:00:00.000Z')
  expect(until('07:00')).toBeUndefined()
  expect(until('12:30', { from: '12:00', to: '13:30' })).toBe('2026-11-22T06:30:00.000Z')
  expect(readQuietHours('từ 22h đến 6h30')).toEqual({ from: '22:00', to: '06:30' })
  expect(readQuietHours('22:00-7:00')).toEqual({ from: '22:00', to: '07:00' })
  expect(until('23:00', quietHoursOf('không'))).toBeUndefined()
  expect(readQuietHours('buổi đêm')).toBeUndefined()
  expect(quietHoursOf(undefined)).toEqual(usualQuietHours)
})
