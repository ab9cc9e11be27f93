/** On which days a ward is reminded of what its plan asks: tables by hand, with the plan's section, and laws that always hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { loadLibrary } from '../../../content/library.ts'
import { isWorkingDay } from '../../../content/office-hours.ts'
import { withReadings } from '../../../content/plan/readings.ts'
import { agendaOf, type Matter } from '../../../content/report/agenda.ts'
import { readReminderWords } from '../../../content/report/reminder-words.ts'
import {
  countdown,
  lastDayOfMonth,
  monthEnd,
  nextDay,
  noWish,
  type ReminderRules,
  stepDue,
  type Told,
  usualRules,
} from '../../../content/report/reminders.ts'
import { addDays } from '../../../content/vietnam-time.ts'
import { examples } from '../../../handlers/reminders/message.ts'

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

const libraries = new Map<string, ReturnType<typeof loadLibrary>['library']>()
const libraryOf = (ward: string) => {
  const known = libraries.get(ward) ?? loadLibrary({ contentDir, ward }).library
  libraries.set(ward, known)
  return known
}
const agendaFor = (ward: string, rules: Partial<ReminderRules> = {}, chosen: [string, string][] = []) => {
  const library = libraryOf(ward)
  if (library.plan === null) throw new Error(`${ward} has a plan`)
  return agendaOf(withReadings(library.plan, new Map(chosen)), library.ward, {
    ...usualRules,
    ...rules,
  })
}

/** "PL.10 report:2026-Q1 office 03-11: 03-04 03-06 …"; units that share everything are one line. */
const table = (matters: readonly Matter[]): string[] => {
  const rows = Map.groupBy(
    matters,
    ({ clauses, what, audience, due, steps }) =>
      `${clauses.join('+')} ${what} ${audience} ${due.slice(5)}: ${steps.map(({ day }) => day.slice(5)).join(' ')}`,
  )
  return [...rows].map(([row, group]) => `${row}${group.length > 1 ? ` ×${group.length}` : ''}`)
}

describe('a year of each ward', () => {
  test('Mường Lay: VI binds the units by the 14th, appendix row 10 the department by the 11th (9 December)', () => {
    expect(table(agendaFor('muong-lay').matters)).toEqual([
      'PL.10 report:2026-Q1 office 03-11: 03-04 03-06 03-10 03-12 03-16 03-19',
      'VI owing:2026-Q1 leads 03-14: 03-16 03-19 03-23',
      'VI report:2026-Q1 unit 03-14: 03-06 03-11 03-13 03-16 03-19 03-23 ×4',
      'PL.10 report:2026-H1 office 06-11: 06-04 06-08 06-10 06-12 06-15 06-18',
      'VI owing:2026-H1 leads 06-14: 06-15 06-18 06-22',
      'VI report:2026-H1 unit 06-14: 06-05 06-11 06-12 06-15 06-18 06-22 ×4',
      'PL.10 report:2026-Q3 office 09-11: 09-04 09-08 09-10 09-14 09-17 09-21',
      'VI owing:2026-Q3 leads 09-14: 09-15 09-18 09-21',
      'VI report:2026-Q3 unit 09-14: 09-07 09-11 09-11 09-15 09-18 09-21 ×4',
      // The talk: in quarter IV, done before November.
      'PL.6 task:2026:6 unit 10-31: 10-23 10-28 10-30 11-02 11-05 11-09',
      'PL.10 report:2026-year office 12-09: 12-02 12-04 12-08 12-10 12-14 12-17',
      'VI owing:2026-year leads 12-14: 12-15 12-18 12-21',
      'VI report:2026-year unit 12-14: 12-07 12-11 12-11 12-15 12-18 12-21 ×4',
      // What goes on all year, once.
      'PL.2+PL.3+PL.4+PL.5+PL.7 tasks:2026 unit 12-31: 12-24',
      'PL.8+PL.9 tasks:2026 unit 12-31: 12-24',
    ])
  })

  test('Mường Lay, read otherwise: the printed day counts, all four quarters, units before the department', () => {
    const dues = (chosen: [string, string][]) =>
      agendaFor('muong-lay', {}, chosen)
        .matters.filter(({ about }) => about === 'unit-report' || about === 'ward-report')
        .map(({ what, audience, due }) => `${what.slice(12)} ${audience} ${due.slice(5)}`)
    expect([...new Set(dues([['truoc-ngay', 'Tính cả ngày in']]))]).toEqual([
      'Q1 office 03-12',
      'Q1 unit 03-15',
      'H1 office 06-12',
      'H1 unit 06-15',
      'Q3 office 09-12',
      'Q3 unit 09-15',
      'year office 12-10',
      'year unit 12-15',
    ])
    expect(new Set(dues([['quy-2-quy-4', 'Gửi riêng cả bốn quý']]))).toEqual(
      new Set([
        'Q1 office 03-11',
        'Q1 unit 03-14',
        'H1 office 06-11',
        'H1 unit 06-14',
        'Q2 office 06-14',
        'Q2 unit 06-14',
        'Q3 office 09-11',
        'Q3 unit 09-14',
        'year office 12-09',
        'Q4 office 12-14',
        'Q4 unit 12-14',
        'year unit 12-14',
      ]),
    )
    const early = 'Đơn vị gửi sớm hơn, trước hạn của dòng 10, để Phòng Văn hóa - Xã hội kịp tổng hợp'
    expect([...new Set(dues([['hai-han-bao-cao', early]]))].filter(line => line.includes('unit'))).toEqual([
      'Q1 unit 03-11',
      'H1 unit 06-11',
      'Q3 unit 09-11',
      'year unit 12-09',
    ])
    const one = 'Theo một hạn của mục VI, trước ngày 15 tháng cuối kỳ, cho cả đơn vị và phường'
    expect([...new Set(dues([['hai-han-bao-cao', one]]))].filter(line => line.includes('office'))).toEqual([
      'Q1 office 03-14',
      'H1 office 06-14',
      'Q3 office 09-14',
      'year office 12-14',
    ])
  })

  const months = (target: string, clause: string, from: number, times: string): string[] =>
    ['01-27 01-30', '02-24 02-27', '03-26 03-31', '04-23 04-29', '05-26 05-29', '06-25 06-30', '07-28 07-31']
      .concat(['08-26 08-31', '09-25 09-30', '10-27 10-30', '11-25 11-30', '12-28 12-31'])
      .flatMap((steps, index) => {
        const month = `2026-${String(index + 1).padStart(2, '0')}`
        return index + 1 < from
          ? []
          : [`${clause} month:${target}:${month} unit ${lastDayOfMonth(month).slice(5)}: ${steps}${times}`]
      })

  test('Uông Bí: PL.1 by 28 February, PL.3 two items a month of each unit, PL.4 reports without a date', () => {
    expect(table(agendaFor('uong-bi').matters).toSorted()).toEqual(
      [
        // Signed on 23 February: seven days before would have been earlier than the plan.
        'PL.1 task:2026:1 unit 02-28: 02-25 02-27 03-02 03-05 03-09 ×5',
        ...months('tin-bai-thang', 'PL.3', 3, ' ×5'),
        // Nobody invents a date: a lead is asked in the last month of each period.
        'PL.4 undated:2026-Q1 leads 03-31: 03-02',
        'PL.4 undated:2026-H1 leads 06-30: 06-01',
        'PL.4 undated:2026-9M leads 09-30: 09-04',
        'PL.4 undated:2026-year leads 12-31: 12-01',
        'PL.2+PL.5+PL.6+PL.8 tasks:2026 unit 12-31: 12-24',
        'PL.2+PL.7 tasks:2026 unit 12-31: 12-24',
        'PL.2 tasks:2026 unit 12-31: 12-24 ×2',
        'PL.2+PL.9 tasks:2026 unit 12-31: 12-24',
      ].toSorted(),
    )
  })

  test('Uông Bí, once a lead has chosen the 15th: units and department alike', () => {
    const reports = agendaFor('uong-bi', { undated: 15 }).matters.filter(({ kind }) => kind === 'report')
    expect(table(reports).toSorted()).toEqual(
      ['office', 'unit']
        .flatMap(who => [
          `PL.4 report:2026-Q1 ${who} 03-15: 03-06 03-12 03-13 03-16 03-19 03-23`,
          `PL.4 report:2026-H1 ${who} 06-15: 06-08 06-12 06-12 06-16 06-19 06-22`,
          `PL.4 report:2026-9M ${who} 09-15: 09-08 09-11 09-14 09-16 09-21 09-24`,
          `PL.4 report:2026-year ${who} 12-15: 12-08 12-11 12-14 12-16 12-21 12-24`,
        ])
        .map(row => (row.includes('unit') ? `${row} ×4` : row))
        .toSorted(),
    )
    expect(reports.every(({ byWard }) => byWard)).toBe(true)
  })

  test('nobody is late by a date that was not yet set', () => {
    const { matters } = agendaFor('uong-bi', { undated: 15, undatedSince: '2026-03-20' })
    expect(matters.filter(({ what }) => what === 'report:2026-Q1')).toEqual([])
    expect(matters.filter(({ what }) => what === 'report:2026-H1')).toHaveLength(5)
    expect(agendaFor('uong-bi', { undated: 'none' }).matters.some(({ kind }) => kind === 'report')).toBe(
      false,
    )
  })

  test('Hưng Phú: VI.1.d each quarter and the year, quarter IV within the year; IV has no dates', () => {
    expect(table(agendaFor('hung-phu').matters)).toEqual([
      'VI.1.d undated:2026-Q1 leads 03-31: 03-02',
      'VI.1.d undated:2026-Q2 leads 06-30: 06-01',
      'VI.1.d undated:2026-Q3 leads 09-30: 09-04',
      'IV.1+IV.2+IV.4+IV.5+IV.6+IV.7+IV.8 tasks:2026 unit 12-31: 12-24',
      'IV.3 tasks:2026 unit 12-31: 12-24',
      'VI.1.d undated:2026-year leads 12-31: 12-01',
    ])
    const chosen = agendaFor('hung-phu', { undated: 31 }, [['ky-bao-cao', 'Gửi riêng quý IV']])
    expect([
      ...new Set(
        chosen.matters.filter(({ kind }) => kind === 'report').map(({ what, due }) => `${what} ${due}`),
      ),
    ]).toEqual([
      'report:2026-Q1 2026-03-31',
      'report:2026-Q2 2026-06-30',
      'report:2026-Q3 2026-09-30',
      'report:2026-Q4 2026-12-31',
      'report:2026-year 2026-12-31',
    ])
    expect(chosen.matters.filter(({ what }) => what === 'report:2026-Q1').map(({ scope }) => scope)).toEqual([
      'Trung tâm Phục vụ hành chính công',
      'Phòng Kinh tế, Hạ tầng và Đô thị',
      'Các đơn vị sự nghiệp công lập trực thuộc UBND phường',
      '',
    ])
  })

  test('Bắc Hồng Lĩnh: IV.1 the department alone; IV.2 and II.2.f something every month', () => {
    expect(table(agendaFor('bac-hong-linh').matters).toSorted()).toEqual(
      [
        ...months('van-ban-moi-thang', 'IV.2', 1, ''),
        ...months('ngay-phap-luat-thang', 'II.2.f', 1, ''),
        'IV.1 undated:2026-Q1 leads 03-31: 03-02',
        'IV.1 undated:2026-H1 leads 06-30: 06-01',
        'IV.1 undated:2026-Q3 leads 09-30: 09-04',
        'IV.1 undated:2026-year leads 12-31: 12-01',
      ].toSorted(),
    )
  })
})

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
    ['bật tất cả', { kind: 'switch', on: true, which: ['report', 'task', 'month-end'] }],
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
