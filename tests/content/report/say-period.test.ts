import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSaidPeriod } from '../../../content/report/say-period.ts'

const key = (said: string, today = '2026-09-11'): string | undefined => readSaidPeriod(said, today)?.key

describe('periods as officers say them', () => {
  test.each([
    ['quý 3', '2026-Q3'],
    ['quy 3', '2026-Q3'],
    ['Quý III năm 2026', '2026-Q3'],
    ['q3/2026', '2026-Q3'],
    ['quý ba', '2026-Q3'],
    ['quý tư', '2026-Q4'],
    ['quý này', '2026-Q3'],
    ['quy truoc', '2026-Q2'],
    ['tháng 9', '2026-09'],
    ['thang chin', '2026-09'],
    ['t9', '2026-09'],
    ['tháng 12/2025', '2025-12'],
    ['tháng mười hai năm ngoái', '2025-12'],
    ['tháng trước', '2026-08'],
    ['6 tháng', '2026-H1'],
    ['sáu tháng đầu năm', '2026-H1'],
    ['6 thang dau nam 2026', '2026-H1'],
    ['nửa năm', '2026-H1'],
    ['6 tháng cuối năm', '2026-07-01..2026-12-31'],
    ['3 tháng đầu năm', '2026-Q1'],
    ['9 tháng', '2026-9M'],
    ['chín tháng', '2026-9M'],
    ['năm', '2026-year'],
    ['cả năm', '2026-year'],
    ['năm 2025', '2025-year'],
    ['nam nay', '2026-year'],
    ['2026', '2026-year'],
    ['2026-Q3', '2026-Q3'],
    ['từ 01/07 đến 15/08', '2026-07-01..2026-08-15'],
    ['tu 1/7 toi 15/8/2026', '2026-07-01..2026-08-15'],
    ['1/7-15/8', '2026-07-01..2026-08-15'],
    ['từ ngày 1 tháng 7 đến hết ngày 15 tháng 8', '2026-07-01..2026-08-15'],
    ['từ 1/7 đến nay', '2026-07-01..2026-09-11'],
    ['báo cáo quý 3.', '2026-Q3'],
  ])('%s', (said, wanted) => {
    expect(key(said)).toBe(wanted)
  })

  test.each([
    '',
    'quý 5',
    'tháng 13',
    'quý',
    'tháng',
    'từ 31/02 đến 01/03',
    'từ 15/08 đến 01/07',
    'loa 3 tin',
    'gửi ai',
  ])('"%s" is none', said => {
    expect(key(said)).toBeUndefined()
  })

  test('in January the last quarter and the year are those just over', () => {
    expect(key('quý 4', '2027-01-05')).toBe('2026-Q4')
    expect(key('năm', '2027-01-05')).toBe('2026-year')
    expect(key('tháng 12', '2027-01-05')).toBe('2026-12')
    expect(key('tháng trước', '2027-01-05')).toBe('2026-12')
    expect(key('quý 1', '2027-01-05')).toBe('2027-Q1')
  })

  test('never throws; whatever is read lies within one year and reads back', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'binary' }), said => {
        const period = readSaidPeriod(said, '2026-09-11')
        if (period !== undefined) {
          expect(period.from <= period.to).toBe(true)
          expect(readSaidPeriod(period.key, '2026-09-11')).toEqual(period)
        }
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2020, max: 2035 }), (month, year) => {
        expect(key(`tháng ${month} năm ${year}`)).toBe(`${year}-${String(month).padStart(2, '0')}`)
      }),
    )
  })
})
