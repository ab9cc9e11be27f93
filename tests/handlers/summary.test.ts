/** The one-page summary: its figures are the report's and the database's, nothing is cut off, leaders get it in chat. */
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary, wardSlugs } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { periodOf } from '../../content/report/periods.ts'
import { summaryOf } from '../../content/report/summary.ts'
import { loadReport } from '../../handlers/report/load.ts'
import { drawSummary, summarySvg } from '../../handlers/summary/draw.ts'
import { textWidth, wrapped } from '../../handlers/summary/text-width.ts'
import { summaryWords } from '../../handlers/summary/words.ts'
import { openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { testWard } from '../support/conversation.ts'
import { addYear } from '../support/year-of-activities.ts'

const t = loadLocales(contentDir).in('vi')
const now = new Date('2026-12-31T05:00:00.000Z')

const reportOf = async (slug: string, kind: 'Q3' | 'H1' | '9M' | 'year', many = 300) => {
  const { library } = loadLibrary({ contentDir, ward: slug })
  const { plan, ward } = library
  if (plan === null) throw new Error(`${slug} has no plan`)
  const { db, raw, close } = await openDatabase(':memory:')
  onTestFinished(close)
  await addYear(db, { plan, ward, many, evidence: many / 3 })
  const report = await loadReport({
    library,
    repositories: createRepositories(db),
    period: periodOf(2026, kind),
    unit: null,
    issued: [],
    now,
  })
  if (report === null) throw new Error('no report')
  return { report, raw, summary: summaryOf(report) }
}

const read = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(found => read(found[1] ?? ''))

test.each(wardSlugs(contentDir))(
  '%s: the picture says what the report says and cuts no target off',
  async slug => {
    const { report, raw, summary } = await reportOf(slug, '9M')
    const count = (sql: string): number =>
      Number(raw.prepare(sql).pluck().get(report.period.from, report.cutoff))
    const counted = "FROM activity WHERE standing IN ('approved', 'by-lead') AND date BETWEEN ? AND ?"
    expect(summary.activities).toBe(count(`SELECT count(*) ${counted}`))
    expect(summary.airMinutes).toBe(count(`SELECT total(minutes) ${counted} AND form = 'loudspeaker'`))
    expect(summary.people).toBe(count(`SELECT total(people) ${counted}`))
    expect(summary.guided).toBe(count(`SELECT total(quantity) ${counted} AND form = 'direct_guidance'`))
    expect(summary.unproven).toBe(report.missing.length)
    expect(summary.targets.map(({ title, share }) => [title, share])).toEqual(
      report.targets.map(({ title, share }) => [title, share]),
    )
    const { met, behind, open } = summary.counts
    expect(met + summary.counts['on-track'] + behind + open).toBe(report.targets.length)
    expect(behind).toBe(
      report.targets.filter(({ verdict }) => verdict === 'behind' || verdict === 'overdue').length,
    )

    const texts = textsIn(summarySvg(summary, summaryWords(summary, t)))
    const all = texts.join(' ')
    for (const { title, done } of summary.targets) {
      expect(all).toContain(title)
      expect(all).toContain(done)
    }
    expect(all).toContain(`UBND phường ${report.ward.name}`)
    expect(all).toContain('9 tháng đầu năm 2026')
    expect(all).toContain(`Số liệu đến ${summary.cutoff}`)
    const picture = await sharp(await drawSummary(summary, summaryWords(summary, t))).metadata()
    expect(picture).toMatchObject({ format: 'png', width: 1920, height: 1080 })
  },
)

test('everything stands within the page, however much there is to say', async () => {
  const { summary } = await reportOf('muong-lay', 'year', 60)
  const long =
    'Tuyên truyền miệng, pa-nô & áp phích <lớn> về "cải cách" ở mọi tổ dân phố của phường trong cả năm '
  const crowded = {
    ...summary,
    reporter: `UBND phường ${long}`,
    targets: Array.from({ length: 14 }, (_item, index) => ({
      title: long + index,
      done: '1.234 tin, bài, phóng sự',
      asked: long,
      share: index === 3 ? null : 12_345,
      pace: 40,
      standing: 'behind' as const,
    })),
    behind: Array.from({ length: 20 }, (_item, index) => `${long}: ${index}`),
    next: { name: long, tasks: Array.from({ length: 9 }, () => long.repeat(4)) },
    activities: 1_234_567,
  }
  const svg = summarySvg(crowded, summaryWords(crowded, t))
  for (const [, x = '', y = '', size = '', anchor = '', text = ''] of svg.matchAll(
    /<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*text-anchor="(\w+)">([^<]*)</g,
  )) {
    const wide = textWidth(read(text), Number(size))
    expect(Number(y), text).toBeLessThan(1_080)
    if (anchor === 'start') expect(Number(x) + wide, text).toBeLessThan(1_920)
    else expect(Number(x) - wide, text).toBeGreaterThan(0)
  }
  expect(svg).toMatch(/và \d+ mục nữa, xem trong báo cáo/)
  expect(svg).not.toMatch(/<lớn>/)
  await expect(drawSummary(crowded, summaryWords(crowded, t))).resolves.toBeInstanceOf(Uint8Array)
})

test('lines break between words and say when something is left out', () => {
  expect(wrapped('Băng rôn, khẩu hiệu', 1_000, 20, 2)).toEqual(['Băng rôn, khẩu hiệu'])
  const lines = wrapped('Tuyên truyền mặt đường bằng xe chuyên dụng của phường', 200, 20, 2)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/…$/)
  for (const line of lines) expect(textWidth(line, 20)).toBeLessThanOrEqual(200)
  expect(wrapped('', 100, 20, 2)).toEqual([])
})

test('a leader gets the year so far, another period by a tap or in words; an officer is told whom it is for', async () => {
  const ward = await testWard()
  const lead = ward.person('Bà Lan')
  await lead.hasRole('lead')
  await lead.says('/tomtat')
  lead.hears(/Tóm tắt năm 2026\*\*, UBND phường Mường Lay\. Số liệu đến 22\/11\/2026/)
  const [picture] = lead.heard.flatMap(({ attachments = [] }) => attachments)
  expect(picture).toMatchObject({ kind: 'photo', mimeType: 'image/png' })
  expect(await sharp(picture?.path).metadata()).toMatchObject({ width: 1920, height: 1080 })
  await lead.presses('Quý III')
  lead.hears(/Tóm tắt quý III năm 2026\*\*.*Số liệu đến 11\/09\/2026/)
  await lead.says('/tomtat tháng 9')
  lead.hears(/Tóm tắt tháng 9 năm 2026/)
  await lead.says('/tomtat bánh mì')
  lead.hears(/chưa hiểu kỳ “bánh mì”[\s\S]*Tóm tắt năm 2026/)
  await lead.presses('Xem báo cáo')
  lead.hears(/năm 2026/)
  const officer = ward.person('Anh Sùng')
  await officer.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  await officer.says('/tomtat')
  officer.hears(/Lệnh này dành cho/)
})

test('the lead of a unit sees that unit', async () => {
  const ward = await testWard()
  const lead = ward.person('Anh Páo')
  await lead.hasRole('lead', 'Trung tâm Dịch vụ tổng hợp')
  await lead.says('/tomtat')
  lead.hears(/Trung tâm Dịch vụ tổng hợp/)
})
