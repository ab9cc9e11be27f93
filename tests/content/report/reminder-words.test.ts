/** What is typed after /nhac, and the lines a reminder suggests to type. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { readReminderWords } from '../../../content/report/reminder-words.ts'
import { examples } from '../../../handlers/reminders/message.ts'

describe('what is typed after /nhac', () => {
  test.each([
    ['7 giờ 30', { kind: 'hour', at: '07:30' }],
    ['lúc 8h', { kind: 'hour', at: '08:00' }],
    ['13:45', { kind: 'hour', at: '13:45' }],
    ['2 giờ chiều', { kind: 'hour', at: '14:00' }],
    ['7 rưỡi', { kind: 'unknown' }],
    ['9 giờ rưỡi sáng', { kind: 'hour', at: '09:30' }],
    ['tắt cuối tháng', { kind: 'switch', on: false, which: ['month-end'] }],
    ['tat bao cao', { kind: 'switch', on: false, which: ['report'] }],
    ['bật tất cả', { kind: 'switch', on: true, which: ['report', 'task', 'month-end', 'weekly'] }],
    ['bật việc hằng tuần', { kind: 'switch', on: true, which: ['weekly'] }],
    ['tắt việc có hạn', { kind: 'switch', on: false, which: ['task'] }],
    ['trước 1, 10 và 5 ngày', { kind: 'steps', side: 'before', days: [10, 5, 1] }],
    ['sau 4 1', { kind: 'steps', side: 'after', days: [1, 4] }],
    ['trước 90', { kind: 'unknown' }],
    ['hạn 15', { kind: 'undated', day: 15 }],
    ['hạn cuối kỳ', { kind: 'undated', day: 31 }],
    ['hạn không', { kind: 'undated', day: 'none' }],
    ['hạn 32', { kind: 'unknown' }],
    ['nợ', { kind: 'owing' }],
    ['ai còn nợ?', { kind: 'owing' }],
    ['ai chưa gửi báo cáo', { kind: 'owing' }],
    ['', { kind: 'show' }],
    ['mai trời mưa không', { kind: 'unknown' }],
  ])('"%s"', (text, expected) => {
    expect(readReminderWords(text)).toEqual(expected)
  })

  test('law: never throws, and hours are hours of a day', () => {
    const piece = fc.constantFrom(
      '7',
      '30',
      '99',
      ' giờ ',
      'h',
      ':',
      'tắt ',
      'hạn ',
      'trước ',
      'rưỡi',
      ' chiều',
      'ợ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(pieces => pieces.join('')),
        ),
        text => {
          const words = readReminderWords(text)
          if (words.kind === 'hour') expect(words.at).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/)
          if (words.kind === 'steps') for (const one of words.days) expect(one).toBeGreaterThan(0)
        },
      ),
    )
  })
})

test('every example a reminder shows is read as one entry of its form', () => {
  for (const [form, line] of Object.entries(examples)) {
    const parsed = parseActivity(line.replace('/ghi ', ''), { today: '2026-03-26' })
    expect(parsed, line).toMatchObject({ kind: 'activities', activities: [{ form, needs: [] }] })
  }
})
