/** What each ward is reminded of in a year, and when: tables by hand, with the plan's section. */
import { describe, expect, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { loadLibrary } from '../../../content/library.ts'
import { withReadings } from '../../../content/plan/readings.ts'
import { agendaOf, type Matter } from '../../../content/report/agenda.ts'
import { lastDayOfMonth, type ReminderRules, usualRules } from '../../../content/report/reminders.ts'
import { addDays } from '../../../content/vietnam-time.ts'

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

  /** The last working day of each week that begins in 2026, by the calendar; none in the week of Tết. */
  const weekEnds = [
    '01-09 01-16 01-23 01-30 02-06 02-13 off 02-27 03-06 03-13 03-20 03-27 04-03',
    '04-10 04-17 04-24 04-29 05-08 05-15 05-22 05-29 06-05 06-12 06-19 06-26 07-03',
    '07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28 09-04 09-11 09-18 09-25 10-02',
    '10-09 10-16 10-23 10-30 11-06 11-13 11-20 11-27 12-04 12-11 12-18 12-25 12-31',
  ].flatMap(row => row.split(' '))
  const weeks = weekEnds.flatMap((day, index) => {
    const sunday = addDays('2026-01-11', 7 * index)
    // The last week ends in January; its duty is of this plan.
    const due = sunday > '2026-12-31' ? '12-31' : sunday.slice(5)
    const week = String(index + 2).padStart(2, '0')
    return day === 'off' ? [] : [`IV.3 duty:cong-khai-ket-qua-tuan:2026-W${week} unit ${due}: ${day}`]
  })

  test('Bắc Hồng Lĩnh: IV.1 the department alone; IV.2 every month, IV.3 every week; whose II.2.f is, is asked', () => {
    const { matters } = agendaFor('bac-hong-linh')
    expect(table(matters).toSorted()).toEqual(
      [
        ...months('van-ban-moi-thang', 'IV.2', 1, ''),
        ...weeks,
        // "Cơ quan, đơn vị, địa phương" is no unit: nobody is reminded of it before a lead has said who does it.
        'II.2.f unowned:2026:ngay-phap-luat-thang leads 12-31: 01-02',
        'IV.1 undated:2026-Q1 leads 03-31: 03-02',
        'IV.1 undated:2026-H1 leads 06-30: 06-01',
        'IV.1 undated:2026-Q3 leads 09-30: 09-04',
        'IV.1 undated:2026-year leads 12-31: 12-01',
      ].toSorted(),
    )
    const weekly = matters.filter(({ about }) => about === 'duty')
    expect(new Set(weekly.map(({ scope, kind }) => `${scope}, ${kind}`))).toEqual(
      new Set(['Trung tâm Phục vụ hành chính công, weekly']),
    )
  })

  test('Bắc Hồng Lĩnh, once a lead has said whose II.2.f is: monthly, to that unit; or to nobody', () => {
    const lawDays = (owner: string) =>
      agendaFor('bac-hong-linh', { owners: { 'ngay-phap-luat-thang': owner } }).matters.filter(
        ({ clauses }) => clauses.includes('II.2.f'),
      )
    const chosen = lawDays('Văn phòng HĐND và UBND')
    expect(table(chosen)).toEqual(months('ngay-phap-luat-thang', 'II.2.f', 1, ''))
    expect(new Set(chosen.map(({ scope }) => scope))).toEqual(new Set(['Văn phòng HĐND và UBND']))
    expect(lawDays('none')).toEqual([])
  })

  test('no ward is reminded of duties its plan does not have', () => {
    for (const ward of ['muong-lay', 'uong-bi', 'hung-phu'])
      expect(agendaFor(ward).matters.filter(({ about }) => about === 'duty' || about === 'unowned')).toEqual(
        [],
      )
  })
})
