/** Which report is due next, who sums up, where clauses pull apart, and which row of the appendix a report fulfils. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { contentDir } from '../../../bot/content-dir.ts'
import { wardSchema } from '../../../content/model/ward.ts'
import { planSchema } from '../../../content/plan/plan.ts'
import { withReadings } from '../../../content/plan/readings.ts'
import { deadlineConflict, periodsDue, reportTask, summingUnit } from '../../../content/report/due.ts'
import { cutoffOf, dutiesOf, periodOf } from '../../../content/report/periods.ts'

const read = (slug: string, file: string): unknown =>
  parse(readFileSync(join(contentDir, 'wards', slug, file), 'utf8'))
const planOf = (slug: string) => planSchema.parse(read(slug, 'plan.yaml'))
const wardOf = (slug: string) => wardSchema.parse(read(slug, 'ward.yaml'))
const wards = ['muong-lay', 'uong-bi', 'hung-phu', 'bac-hong-linh']

test('in all four wards the plan itself names who sums up; a ward may name another', () => {
  for (const slug of wards) expect(summingUnit(planOf(slug), wardOf(slug))).toBe('Phòng Văn hóa - Xã hội')
  const [, other] = wardOf('muong-lay').units
  expect(summingUnit(planOf('muong-lay'), { ...wardOf('muong-lay'), summingUnit: other?.name ?? '' })).toBe(
    other?.name,
  )
  // Bound together only: whoever the reports go through.
  const only = planOf('uong-bi').reports.filter(({ binds }) => binds.startsWith('Các'))
  expect(summingUnit({ reports: only }, wardOf('uong-bi'))).toBe('Phòng Văn hóa - Xã hội')
  expect(summingUnit({ reports: [] }, wardOf('uong-bi'))).toBeNull()
})

test('the one due next comes first; those issued and long past come last', () => {
  const plan = planOf('muong-lay')
  const keys = (today: string, issued: readonly string[] = []): string[] =>
    periodsDue(plan, 'ward', today, new Set(issued)).map(({ period }) => period.key)
  expect(keys('2026-03-01')).toEqual(['2026-Q1', '2026-H1', '2026-year'])
  expect(keys('2026-03-20')).toEqual(['2026-Q1', '2026-H1', '2026-year'])
  expect(keys('2026-03-20', ['2026-Q1'])).toEqual(['2026-H1', '2026-year', '2026-Q1'])
  expect(keys('2026-11-22')).toEqual(['2026-year', '2026-Q3', '2026-H1', '2026-Q1'])
  // Without printed days the period's end counts.
  expect(
    periodsDue(planOf('hung-phu'), 'ward', '2026-05-01', new Set()).map(({ period }) => period.key),
  ).toEqual(['2026-Q2', '2026-year', '2026-Q1'])
})

test('Mường Lay’s two days: both kept, or either for all, and the cut-off follows the reading', () => {
  const plan = planOf('muong-lay')
  const conflict = deadlineConflict(plan, periodOf(2026, 'Q3'))
  expect(conflict?.duties.map(({ duty, last }) => [duty.clause, duty.binds.slice(0, 12), last])).toEqual([
    ['VI', 'Các cơ quan,', '2026-09-14'],
    ['PL.10', 'Phòng Văn hó', '2026-09-11'],
  ])
  expect(conflict?.ambiguity?.id).toBe('hai-han-bao-cao')
  const cutoffs = (reading: string | undefined) =>
    (['Q1', 'H1', 'Q3', 'year'] as const).map(kind => {
      const own = reading === undefined ? plan : withReadings(plan, new Map([['hai-han-bao-cao', reading]]))
      const period = periodOf(2026, kind)
      return (['ward', 'unit'] as const)
        .map(scope => cutoffOf(period, dutiesOf(own, period, scope), own, '2026-12-31').slice(5))
        .join(' ')
    })
  const [both, early, late] = conflict?.ambiguity?.readings ?? []
  expect(cutoffs(both)).toEqual(['03-11 03-14', '06-11 06-14', '09-11 09-14', '12-09 12-14'])
  expect(cutoffs(early)).toEqual(['03-11 03-11', '06-11 06-11', '09-11 09-11', '12-09 12-09'])
  expect(cutoffs(late)).toEqual(['03-14 03-14', '06-14 06-14', '09-14 09-14', '12-14 12-14'])
  for (const slug of wards.slice(1))
    for (const kind of ['Q1', 'H1', 'year'] as const)
      expect(deadlineConflict(planOf(slug), periodOf(2026, kind))).toBeNull()
})

test('the appendix row a report fulfils', () => {
  const task = (slug: string, kind: 'Q1' | 'H1' | '9M' | 'year') =>
    reportTask(planOf(slug), periodOf(2026, kind))
  expect(task('muong-lay', 'Q1')).toEqual({ no: 10, part: '2026-03-12' })
  expect(task('muong-lay', 'year')).toEqual({ no: 10, part: '2026-12-10' })
  // Without dates the row holds for the whole year; only the year's report completes it.
  expect(task('uong-bi', '9M')).toEqual({ no: 4, part: '2026-9M' })
  expect(task('uong-bi', 'year')).toEqual({ no: 4, part: '' })
  expect(task('bac-hong-linh', 'Q1')).toBeNull()
})
