/**
 * A year of 2,000 activities of each ward: what each plan requires of a report is in it, and its figures are those of SQL
 * that shares nothing with the program's own counting.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { contentDir } from '../../../bot/content-dir.ts'
import { type Library, loadLibrary, wardSlugs } from '../../../content/library.ts'
import { loadLocales } from '../../../content/locales.ts'
import { wardSchema } from '../../../content/model/ward.ts'
import { type Period, planSchema } from '../../../content/plan/plan.ts'
import { periodOf } from '../../../content/report/periods.ts'
import { writeReport } from '../../../handlers/report/files.ts'
import { loadReport, namesIn } from '../../../handlers/report/load.ts'
import { openDatabase } from '../../../storage/database.ts'
import { createRepositories } from '../../../storage/repositories.ts'
import { generateYear, moveInto } from '../../support/generated-year.ts'
import { readDocument, sheetRows } from '../../support/report-files.ts'

const names = namesIn(loadLocales(contentDir).in('vi'))
const now = new Date('2026-12-31T05:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'year-'))
const template = join(folder, 'year.sqlite')

// Once for all wards: two thousand entries go through the repositories one by one.
beforeAll(async () => {
  const { db, raw, close } = await openDatabase(template)
  raw.pragma('synchronous = OFF')
  await generateYear(db, { year: 2026, many: 2000, seed: 20_26 })
  await close()
  return () => rmSync(folder, { recursive: true, force: true })
})

const { library: anyWard } = loadLibrary({ contentDir, ward: 'muong-lay' })
const yaml = (slug: string, file: string): unknown =>
  parse(readFileSync(join(contentDir, 'wards', slug, file), 'utf8'))

const yearOf = async (slug: string) => {
  const plan = planSchema.parse(yaml(slug, 'plan.yaml'))
  const ward = wardSchema.parse(yaml(slug, 'ward.yaml'))
  // All that differs from ward to ward and a report needs; the answers are read once.
  const library: Library = { ...anyWard, ward, plan, plans: [plan] }
  mkdirSync(join(folder, slug), { recursive: true })
  const path = join(folder, slug, 'ward.sqlite')
  copyFileSync(template, path)
  const opened = await openDatabase(path)
  onTestFinished(opened.close)
  // Nothing here has to survive a loss of power.
  opened.raw.pragma('synchronous = OFF')
  await moveInto(opened, library, 7)
  return { library, plan, raw: opened.raw, repositories: createRepositories(opened.db) }
}
type Year = Awaited<ReturnType<typeof yearOf>>

const loaded = async ({ library, repositories }: Year, kind: Period) => {
  const period = periodOf(2026, kind)
  const report = await loadReport({ library, repositories, period, unit: null, issued: [], now })
  if (report === null) throw new Error('no report')
  return report
}

const made = async (year: Year, kind: Period) => {
  const report = await loaded(year, kind)
  const [docx, xlsx] = await writeReport(report, names, {
    folder: join(folder, report.ward.slug, kind),
    pathOf: sha256 => join(folder, sha256),
    now,
  })
  const document = await readDocument(docx?.path ?? '')
  return { report, document, xlsx: xlsx?.path ?? '' }
}
type Made = Awaited<ReturnType<typeof made>>

const counts = "standing IN ('approved', 'by-lead')"
const dotted = (value: number): string => value.toLocaleString('de-DE')

/** What each plan wants of its reports, where it says so, and how it shows. */
interface Requirement {
  readonly clause: string
  readonly wants: string
  readonly shows: (made: Made, year: Year) => void
}
const heading = (text: string) => (made: Made) => expect(made.document.text).toContain(text)
const rowsOf = (head: string) => (made: Made) =>
  expect(made.document.table(head).length, head).toBeGreaterThan(2)
const comparesTargets = (made: Made, { plan }: Year): void => {
  const rows = made.document.table('Đánh giá').slice(1)
  expect(rows.map(row => row[1])).toEqual(plan.targets.map(({ title }) => title))
  for (const row of rows) expect(row[6], row[1]).not.toBe('')
}
const comparesTasks = (made: Made, { plan }: Year): void => {
  const rows = made.document.table('Kết quả').slice(1)
  expect(rows.map(row => row[1])).toEqual(plan.tasks.map(({ text }) => text))
}
const evidenceIsListed = ({ report, document }: Made): void => {
  expect(document.text).toContain(
    `Kèm theo ${dotted(report.proofs.length)} tài liệu kiểm chứng, đánh số từ MC-001 đến ${report.proofs.at(-1)?.no}`,
  )
}
const sumsUnitsUp = ({ document }: Made, { library }: Year): void => {
  expect(document.text).toMatch(/Theo đơn vị: /)
  for (const { name } of library.ward.units.slice(0, 4)) expect(document.text).toContain(`${name} `)
}

const requirements: Readonly<Record<string, readonly Requirement[]>> = {
  'muong-lay': [
    { clause: 'VI', wants: 'số lượng tin, bài, phóng sự, khẩu hiệu', shows: rowsOf('Số lượng') },
    { clause: 'VI', wants: 'hình thức tuyên truyền', shows: heading('Trong kỳ đã thực hiện') },
    { clause: 'VI', wants: 'những nội dung đã thực hiện', shows: heading('2. Nội dung tuyên truyền') },
    { clause: 'VI', wants: 'so sánh với các nhiệm vụ của kế hoạch', shows: comparesTasks },
    { clause: 'III.2', wants: 'so sánh với số lượng của kế hoạch', shows: comparesTargets },
    { clause: 'VI', wants: 'tài liệu kiểm chứng kèm theo', shows: evidenceIsListed },
    {
      clause: 'PL.9',
      wants: 'số lượt người dân được hướng dẫn trực tiếp',
      shows: heading('Đã hướng dẫn trực tiếp'),
    },
    {
      clause: 'PL.10',
      wants: 'báo cáo kết quả tuyên truyền CCHC của UBND phường theo định kỳ',
      shows: heading('cải cách hành chính năm 2026'),
    },
  ],
  'uong-bi': [
    { clause: 'IV.1', wants: 'kết quả công tác tuyên truyền CCHC', shows: rowsOf('Số lượng') },
    { clause: 'IV.1', wants: 'đánh giá công tác tuyên truyền', shows: comparesTargets },
    { clause: 'IV.2', wants: 'tổng hợp các phòng, đơn vị', shows: sumsUnitsUp },
    { clause: 'PL.4', wants: 'báo cáo định kỳ kết quả thực hiện', shows: comparesTasks },
  ],
  'hung-phu': [
    { clause: 'VI.1.d', wants: 'kết quả thông tin, tuyên truyền CCHC', shows: rowsOf('Số lượng') },
    { clause: 'IV', wants: 'số lượng, tần suất từng hình thức', shows: comparesTargets },
    { clause: 'VI.2.a', wants: 'tình hình thực hiện kế hoạch', shows: comparesTasks },
    {
      clause: 'VI.2.a',
      wants: 'đôn đốc: nơi nào chậm',
      shows: heading('III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN'),
    },
  ],
  'bac-hong-linh': [
    { clause: 'IV.1', wants: 'tổng hợp hằng quý, 6 tháng, năm', shows: sumsUnitsUp },
    { clause: 'I.3', wants: 'bốn chỉ tiêu 100% và việc định kỳ', shows: comparesTargets },
    { clause: 'II.2', wants: 'hình thức và số lượng', shows: rowsOf('Số lượng') },
    { clause: 'II.1', wants: 'nội dung đã tuyên truyền', shows: heading('2. Nội dung tuyên truyền') },
  ],
}

const formRow = z.object({
  form: z.string(),
  entries: z.number(),
  quantity: z.number(),
  unit: z.string(),
  minutes: z.number().nullable(),
  people: z.number().nullable(),
})

describe.each(wardSlugs(contentDir))('a year of 2,000 activities of %s', slug => {
  test('the yearly report has what the plan requires, and its figures are those of SQL', async () => {
    const year = await yearOf(slug)
    const { raw, plan, library } = year
    const own = await made(year, 'year')
    const { report, document, xlsx } = own
    for (const { clause, wants, shows } of requirements[slug] ?? [])
      try {
        shows(own, year)
      } catch (error) {
        throw new Error(`${slug} ${clause}, "${wants}": ${String(error)}`, { cause: error })
      }
    expect(requirements[slug]?.length).toBeGreaterThan(3)
    expect(document.text).not.toMatch(/undefined|NaN|null|\[object|activity\.|report\./)

    // By form: entries, quantity, minutes and people.
    const { cutoff } = report
    const byForm = z.array(formRow).parse(
      raw
        .prepare(
          `SELECT form, count(*) AS entries, sum(quantity) AS quantity, max(unit) AS unit,
             sum(minutes) AS minutes, sum(people) AS people
           FROM activity WHERE ${counts} AND date BETWEEN '2026-01-01' AND ? GROUP BY form`,
        )
        .all(cutoff),
    )
    const total = byForm.reduce((sum, { entries }) => sum + entries, 0)
    expect(total).toBeGreaterThan(1700)
    const told = document.table('Số lượng').slice(1)
    for (const row of byForm)
      expect(told.find(cells => cells[1] === names.form(row.form))?.slice(2)).toEqual([
        dotted(row.entries),
        `${dotted(row.quantity)} ${row.unit}`,
        row.minutes === null ? '-' : dotted(row.minutes),
        row.people === null ? '-' : dotted(row.people),
      ])
    expect(told).toHaveLength(byForm.length + 1)
    expect(told.at(-1)?.[2]).toBe(dotted(total))
    expect(document.text).toContain(`Trong kỳ đã thực hiện ${dotted(total)} hoạt động`)

    // By topic, by unit, people guided, questions.
    const number = (sql: string, ...values: readonly string[]): number =>
      Number(
        raw
          .prepare(sql)
          .pluck()
          .get(...values),
      )
    const topic = number(
      `SELECT count(*) FROM activity, json_each(topics) WHERE ${counts} AND date <= ? AND value = 'cchc_general'`,
      cutoff,
    )
    expect(document.text).toContain(`Cải cách hành chính: ${dotted(topic)} hoạt động`)
    const [unit] = library.ward.units
    const ofUnit = number(
      `SELECT count(*) FROM activity WHERE ${counts} AND date <= ? AND doer = ?`,
      cutoff,
      unit?.name ?? '',
    )
    expect(document.text).toContain(`${unit?.name} ${dotted(ofUnit)} hoạt động`)
    const guided = number(
      `SELECT sum(quantity) FROM activity WHERE ${counts} AND date <= ? AND form = 'direct_guidance'`,
      cutoff,
    )
    expect(document.text).toContain(`Đã hướng dẫn trực tiếp ${dotted(guided)} lượt`)
    const asked = number(`SELECT count(*) FROM question WHERE at < datetime(?, '+1 day', '-7 hours')`, cutoff)
    expect(document.text).toContain(`tiếp nhận ${dotted(asked)} lượt hỏi`)
    const useful = number(
      `SELECT count(*) FROM question WHERE rating = 'useful' AND at < datetime(?, '+1 day', '-7 hours')`,
      cutoff,
    )
    expect(document.text).toContain(`${dotted(useful)} lượt cho là hữu ích`)
    const proofs = number(
      `SELECT count(*) FROM evidence JOIN activity ON activity.id = activity_id WHERE ${counts} AND date <= ?`,
      cutoff,
    )
    expect(report.proofs).toHaveLength(proofs)

    // Targets that count: in the period and since January.
    const sums = new Map<string, number>()
    for (const { id, shape } of plan.targets)
      if (shape === 'yearly-count' || shape === 'count-only')
        sums.set(
          id,
          number(
            `SELECT coalesce(sum(quantity), 0) FROM activity WHERE ${counts} AND target_id = ? AND date <= ?`,
            id,
            cutoff,
          ),
        )
    for (const target of plan.targets) {
      const sum = sums.get(target.id)
      if (sum === undefined || !('unit' in target)) continue
      const row = document.table('Đánh giá').find(cells => cells[1] === target.title)
      expect(row?.slice(3, 5), target.id).toEqual([
        `${dotted(sum)} ${target.unit}`,
        `${dotted(sum)} ${target.unit}`,
      ])
    }

    // The annex: every entry once, and the same sums.
    const rows = (await sheetRows(xlsx, 1)).slice(2)
    expect(rows).toHaveLength(total)
    expect(new Set(rows.map(row => row[1])).size).toBe(total)
    const [form] = byForm
    expect(
      rows
        .filter(row => row[3] === names.form(form?.form ?? ''))
        .reduce((sum, row) => sum + Number(row[4]), 0),
    ).toBe(form?.quantity)
    expect((await sheetRows(xlsx, 2)).slice(2).map(row => row[1])).toEqual(
      plan.targets.map(({ title }) => title),
    )
  })
})

test('Uông Bí: the monthly minimum of each unit is that of SQL', async () => {
  const year = await yearOf('uong-bi')
  const report = await loaded(year, '9M')
  const kept = Number(
    year.raw
      .prepare(
        `SELECT count(*) FROM (SELECT doer, month FROM activity
           WHERE ${counts} AND target_id = 'tin-bai-thang' AND date BETWEEN '2026-03-01' AND '2026-09-30'
           GROUP BY doer, month HAVING sum(quantity) >= 2)`,
      )
      .pluck()
      .get(),
  )
  const row = report.targets.find(({ id }) => id === 'tin-bai-thang')
  // Five units, March to September; the whole year is owed.
  expect(row?.share).toBe(Math.floor((kept / 50) * 1000) / 10)
})

test('periods of a year: every entry is in exactly one quarter, and halves are their quarters', async () => {
  const year = await yearOf('bac-hong-linh')
  const codes = async (kind: 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'H1'): Promise<string[]> =>
    (await loaded(year, kind)).selected.inPeriod.map(({ code }) => code)
  const [q1, q2, q3, q4, h1] = [
    await codes('Q1'),
    await codes('Q2'),
    await codes('Q3'),
    await codes('Q4'),
    await codes('H1'),
  ]
  expect([...q1, ...q2]).toEqual(h1)
  const all = year.raw.prepare(`SELECT count(*) FROM activity WHERE ${counts}`).pluck().get()
  expect(new Set([...q1, ...q2, ...q3, ...q4]).size).toBe(Number(all))
})
