/** The three files of a report, opened again by libraries that did not write them, against sums of our own SQL. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { loadLibrary, wardSlugs } from '../../../content/library.ts'
import { loadLocales } from '../../../content/locales.ts'
import { bodyOf } from '../../../content/report/body.ts'
import { appendixOf } from '../../../content/report/notes.ts'
import { periodOf, periodSet } from '../../../content/report/periods.ts'
import { writeReport } from '../../../handlers/report/files.ts'
import { issuedBefore, issueReport } from '../../../handlers/report/issue.ts'
import { loadReport, namesIn } from '../../../handlers/report/load.ts'
import { openDatabase } from '../../../storage/database.ts'
import { createRepositories } from '../../../storage/repositories.ts'
import { sheetRows } from '../../support/report-files.ts'
import { passingFolder } from '../../support/small-ward.ts'
import { addYear } from '../../support/year-of-activities.ts'

const names = namesIn(loadLocales(contentDir).in('vi'))
const now = new Date('2026-12-31T05:00:00.000Z')

const yearOf = async (slug: string, many = 200) => {
  const { library } = loadLibrary({ contentDir, ward: slug })
  const { plan, ward } = library
  if (plan === null) throw new Error(`${slug} has no plan`)
  const { db, raw, close } = await openDatabase(':memory:')
  onTestFinished(close)
  await addYear(db, { plan, ward, many, evidence: 40 })
  return { library, plan, raw, repositories: createRepositories(db) }
}
type Year = Awaited<ReturnType<typeof yearOf>>

const made = async (
  { library, repositories }: Year,
  kind: 'Q3' | 'H1' | 'year' | '9M' | 'Q1',
  unit: string | null = null,
) => {
  const report = await loadReport({
    library,
    repositories,
    period: periodOf(2026, kind),
    unit,
    issued: [],
    now,
  })
  if (report === null) throw new Error('no report')
  const folder = passingFolder()
  const pathOf = (sha256: string): string => join(folder, 'evidence', sha256)
  for (const { proof } of report.proofs.filter(({ proof }) => proof.sha256 !== null).slice(1)) {
    const path = pathOf(proof.sha256 ?? '')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `picture ${proof.id}`)
  }
  const [docx, xlsx, zip] = await writeReport(report, names, { folder: join(folder, 'out'), pathOf, now })
  if (docx === undefined || xlsx === undefined || zip === undefined) throw new Error('files are missing')
  return { report, docx: docx.path, xlsx: xlsx.path, zip: zip.path }
}

describe('the third quarter of Mường Lay', async () => {
  const text = async (path: string): Promise<string> => (await mammoth.extractRawText({ path })).value

  test('has the form of an administrative document', async () => {
    const { docx } = await made(await yearOf('muong-lay'), 'Q3')
    const said = await text(docx)
    for (const part of [
      'ỦY BAN NHÂN DÂN',
      'PHƯỜNG MƯỜNG LAY',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: ……/BC-UBND',
      'Mường Lay, ngày …… tháng …… năm 2026',
      'BÁO CÁO',
      'cải cách hành chính quý III năm 2026',
      'Nơi nhận:',
      'TM. ỦY BAN NHÂN DÂN',
    ])
      expect(said).toContain(part)
    const xml = strFromU8(
      unzipSync(new Uint8Array(await readFile(docx)))['word/document.xml'] ?? new Uint8Array(),
    )
    const millimetres = (name: string): number =>
      Math.round(
        (Number(new RegExp(`w:${name}="(\\d+)"`).exec(/<w:pgMar[^>]*>/.exec(xml)?.[0] ?? '')?.[1]) / 1440) *
          25.4,
      )
    expect(['top', 'bottom', 'left', 'right'].map(millimetres)).toEqual([20, 20, 30, 20])
    expect(/<w:pgSz[^>]*>/.exec(xml)?.[0]).toMatch(/w:w="11906" w:h="16838"/)
    expect(xml).toContain('Times New Roman')
  })

  test('figures go to the day before the 12th, and are those of the database', async () => {
    const year = await yearOf('muong-lay')
    const { docx, xlsx, report } = await made(year, 'Q3')
    const sums = year.raw
      .prepare(
        `SELECT count(*) AS entries, sum(quantity) FILTER (WHERE form = 'loudspeaker') AS loudspeaker,
           sum(quantity) FILTER (WHERE form = 'direct_guidance') AS guided FROM activity
         WHERE state = 'approved' AND date BETWEEN '2026-07-01' AND '2026-09-11'`,
      )
      .get()
    const sinceJanuary = year.raw
      .prepare(
        `SELECT sum(quantity) FROM activity
         WHERE state = 'approved' AND target_id = 'loa-150' AND date BETWEEN '2026-01-01' AND '2026-09-11'`,
      )
      .pluck()
      .get()
    const loudspeaker = report.targets.find(({ id }) => id === 'loa-150')
    expect({
      entries: report.selected.inPeriod.length,
      loudspeaker: loudspeaker?.figures?.inPeriod,
      guided: report.guided,
    }).toEqual(sums)
    expect(loudspeaker?.figures?.sinceJanuary).toBe(sinceJanuary)

    const said = await text(docx)
    expect(said).toContain('số liệu tính đến hết ngày 11/9/2026')
    expect(said).toContain(`Trong kỳ đã thực hiện ${report.selected.inPeriod.length} hoạt động`)
    expect(said).toContain(`Đã hướng dẫn trực tiếp ${report.guided} lượt`)
    const rows = await sheetRows(xlsx, 1)
    expect(rows.slice(2).map(([, code]) => code)).toEqual(report.selected.inPeriod.map(({ code }) => code))
    const written = rows.slice(2).filter(row => row[3] === 'Loa truyền thanh')
    expect(written.reduce((sum, row) => sum + Number(row[4]), 0)).toBe(loudspeaker?.figures?.inPeriod)
    const targets = await sheetRows(xlsx, 2)
    expect(targets.find(row => row[1] === loudspeaker?.title)?.slice(2, 5)).toEqual([
      '150 tin, bài',
      loudspeaker?.inPeriod,
      loudspeaker?.sinceJanuary,
    ])
    expect((await sheetRows(xlsx, 3)).slice(2)).toHaveLength(year.plan.tasks.length)
  })

  test('what a head of office would stumble over', async () => {
    const { library, repositories } = await yearOf('muong-lay', 60)
    const report = await loadReport({
      library,
      repositories,
      period: periodOf(2026, 'year'),
      unit: null,
      cutoff: '2026-12-01',
      issued: [],
      now,
    })
    if (report === null) throw new Error('no report')
    const lines = bodyOf(report, names).flatMap(block => {
      if (block.kind === 'blanks') return []
      return block.kind === 'table' ? block.rows.map(row => row.join(' | ')) : [block.text]
    })
    const body = lines.join('\n')
    // This very report is one of the four the plan asks for.
    expect(body).toMatch(/PL\.10 .*Thực hiện theo từng kỳ \(1\/4 lần, tính cả báo cáo này\)/)
    // What is short is said once, with its number; and made up for in what is left of this year, not in the next.
    expect(
      body.match(/Tin, bài trên hệ thống loa truyền thanh \(mục III\.2\): mới đạt/g)?.length,
    ).toBeLessThan(2)
    expect(body.match(/trung hoàn thành các chỉ tiêu còn chậm/g)).toHaveLength(1)
    expect(body).toMatch(/- Từ nay đến hết năm 2026, tập trung hoàn thành/)
    expect(body).not.toMatch(/mục PL\.|uBND|cCHC/)
    expect(body).toContain('dòng tương ứng trong phụ lục')
    const readings = appendixOf(report).flatMap(block => ('text' in block ? [block.text] : []))
    for (const { using, clause } of report.readings)
      if (using !== null && clause !== null)
        expect(readings.join('\n').toLowerCase()).toContain(using.toLowerCase())
    expect(readings.join('\n')).not.toMatch(/Mục VI: Mục VI/)
  })

  test('a unit tells of the next period what it leads, and whom it only helps', async () => {
    const { docx } = await made(await yearOf('muong-lay', 30), 'Q3', 'Phòng Văn hóa - Xã hội')
    const said = await text(docx)
    expect(said).toContain(
      '- Tổ chức tọa đàm về CCHC trên địa bàn phường (dòng 6 phụ lục; trước tháng 11/2026).',
    )
    expect(said).toContain(
      '- Phối hợp với Trung tâm Dịch vụ tổng hợp: tuyên truyền sáu nội dung cơ bản của CCHC',
    )
  })

  test('evidence is numbered in the order of the rows, with an index and what is missing', async () => {
    const { zip, report } = await made(await yearOf('muong-lay'), 'Q3')
    const [gone] = report.proofs.filter(({ proof }) => proof.sha256 !== null)
    const files = Object.keys(unzipSync(new Uint8Array(await readFile(zip))))
    const there = report.proofs.filter(({ proof, no }) => proof.sha256 !== null && no !== gone?.no)
    expect(there.length).toBeGreaterThan(1)
    expect(files).toEqual([
      '00-Muc-luc-minh-chung.xlsx',
      ...there.map(({ no, entry }) => `${no}_${entry.code}.jpg`),
    ])
    const order = report.selected.inPeriod.map(({ code }) => code)
    const places = report.proofs.map(({ entry }) => order.indexOf(entry.code))
    expect(places).toEqual(places.toSorted((a, b) => a - b))

    const index = join(dirname(zip), 'index.xlsx')
    writeFileSync(index, unzipSync(new Uint8Array(await readFile(zip)))['00-Muc-luc-minh-chung.xlsx'] ?? '')
    const rows = (await sheetRows(index, 1)).slice(2)
    expect(rows.map(([no]) => no)).toEqual(report.proofs.map(({ no }) => no))
    expect(rows.find(([no]) => no === gone?.no)?.at(-1)).toBe('Không tìm thấy tệp')
    expect((await sheetRows(index, 2)).slice(2).map(([code]) => code)).toEqual(
      report.missing.map(({ entry }) => entry.code),
    )
  })
})

test('an issued report stays as it was; the next one counts what it left, and tells what changed', async () => {
  const year = await yearOf('muong-lay')
  const { raw, repositories } = year
  const first = await made(year, 'H1')
  const [kept] = first.report.selected.inPeriod
  const hash = 'a'.repeat(64)
  await issueReport(repositories, first.report, [{ name: 'h1.docx', path: '', size: 1, sha256: hash }], {
    by: null,
    now,
  })
  raw
    .prepare("UPDATE activity SET quantity = 9, changed_at = '2026-07-02T00:00:00.000Z' WHERE id = ?")
    .run(kept?.id)

  const issued = await issuedBefore(repositories, null, 2026)
  const next = await loadReport({
    library: year.library,
    repositories,
    period: periodOf(2026, 'Q3'),
    unit: null,
    issued,
    now,
  })
  expect(next?.differences.map(({ code, now: after }) => [code, after?.quantity])).toEqual([[kept?.code, 9]])
  const late = raw
    .prepare(
      "SELECT count(*) FROM activity WHERE state = 'approved' AND date BETWEEN '2026-06-12' AND '2026-09-11'",
    )
    .pluck()
    .get()
  expect(next?.selected.inPeriod).toHaveLength(Number(late))
  expect(next?.selected.carried.every(({ date }) => date > '2026-06-11' && date <= '2026-06-30')).toBe(true)
  expect(next?.selected.carried.length).toBeGreaterThan(0)

  const [stored] = await repositories.reports.issued(null, '2026-01-01')
  expect(stored?.snapshot.entries.find(({ id }) => id === kept?.id)?.quantity).toBe(kept?.quantity)
  expect(stored?.files).toEqual([{ name: 'h1.docx', sha256: hash, size: 1 }])
  expect(() => raw.prepare("UPDATE report SET cutoff = '2026-01-02'").run()).toThrow(/stay as they were sent/)
  expect(() => raw.prepare('DELETE FROM report').run()).toThrow(/stay as they were sent/)
})

describe.each(wardSlugs(contentDir))('a report of %s', slug => {
  test('of a unit tells that unit alone', async () => {
    const year = await yearOf(slug)
    const unit = year.library.ward.units[0]?.name ?? ''
    const { docx, report } = await made(year, 'H1', unit)
    expect(new Set(report.selected.inPeriod.map(({ doer }) => doer))).toEqual(new Set([unit]))
    expect((await mammoth.extractRawText({ path: docx })).value).toContain(unit.toUpperCase())
  })
})

test('a year in which nothing was logged: the parts are numbered without a gap, and each says that there is nothing', async () => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const { db, close } = await openDatabase(':memory:')
  onTestFinished(close)
  const report = await loadReport({
    library,
    repositories: createRepositories(db),
    period: periodOf(2026, 'year'),
    unit: null,
    issued: [],
    now,
  })
  if (report === null) throw new Error('no report')
  const headings = bodyOf(report, names).flatMap(block =>
    block.kind === 'heading' && block.level === 2 ? [block.text] : [],
  )
  expect(headings.map(text => text.slice(0, 2))).toEqual(['1.', '2.', '3.', '1.', '2.'])
})

test('each ward has its own set of periods', () => {
  const sets = wardSlugs(contentDir).map(slug => {
    const { plan } = loadLibrary({ contentDir, ward: slug }).library
    return [slug, plan === null ? [] : periodSet(plan)]
  })
  expect(Object.fromEntries(sets)).toEqual({
    'bac-hong-linh': ['Q1', 'H1', 'Q3', 'year'],
    'hung-phu': ['Q1', 'Q2', 'Q3', 'year'],
    'muong-lay': ['Q1', 'H1', 'Q3', 'year'],
    'uong-bi': ['Q1', 'H1', '9M', 'year'],
  })
})

const office = spawnSync('soffice', ['--version']).status === 0
if (!office) console.warn('The PDF of the report is not tried: LibreOffice (soffice) is not installed here.')
test.skipIf(!office)(
  'LibreOffice makes a PDF of it, with the national title on one line',
  { timeout: 120_000 },
  async () => {
    const { docx } = await made(await yearOf('muong-lay'), 'Q3')
    const folder = dirname(docx)
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=file://${join(folder, 'office')}`,
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        docx,
      ],
      { stdio: 'pipe' },
    )
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(docx.replace(/docx$/, 'pdf'))))
    const { text } = await extractText(pdf, { mergePages: false })
    expect(text[0]).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(text[0]).toContain('Độc lập - Tự do - Hạnh phúc')
    // The signature never stands on a page of its own.
    const signed = text.findIndex(page => page.includes('TM. ỦY BAN NHÂN DÂN'))
    expect(text[signed]).toContain('Trên đây là báo cáo')
    // How the plan was read is told after it, from the head of a page on.
    expect(text[signed + 1]).toMatch(/^\d+\s+PHỤ LỤC\s+CÁCH HIỂU NHỮNG CHỖ KẾ HOẠCH GHI CHƯA RÕ/)
  },
)
