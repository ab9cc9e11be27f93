/** `npm run report -- --period 2026-Q3 --out DIR [--ward SLUG] [--unit …] [--cutoff DATE] [--summary] [--issue]`: document, annex, evidence. */

import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import { periodName, periodOf, periodSet, readPeriod } from '../../content/report/periods.ts'
import { summaryOf } from '../../content/report/summary.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { baseName, writeReport } from '../../handlers/report/files.ts'
import { finishIssue, keepProof } from '../../handlers/report/finish.ts'
import { issuedBefore } from '../../handlers/report/issue.ts'
import { issuedFolder, keepIssued } from '../../handlers/report/issued.ts'
import { loadReport, namesIn } from '../../handlers/report/load.ts'
import { drawSummary } from '../../handlers/summary/draw.ts'
import { summaryWords } from '../../handlers/summary/words.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createEvidenceStore } from '../../storage/evidence-store.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { contentDir } from '../content-dir.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run report -- --period 2026-Q3 --out THƯ-MỤC [--ward muong-lay] [--unit "Tên đơn vị"] [--cutoff 2026-09-11] [--summary] [--issue [--supplement]]\n--summary: thêm một trang tóm tắt (ảnh PNG) để họp.\n--issue: ban hành, số liệu được giữ nguyên và kỳ sau chỉ tính phần chưa báo cáo; tệp được giữ trong DATA_DIR/reports.\n--supplement: kỳ đã ban hành, ra thêm bản bổ sung thay bản trước.\nKỳ: 2026-Q1 … 2026-Q4, 2026-H1 (6 tháng), 2026-9M, 2026-year, 2026-09 (tháng), 2026-07-01..2026-08-15'

await runCommand(async () => {
  const { values } = readArguments(usage, {
    ward: { type: 'string' },
    period: { type: 'string' },
    unit: { type: 'string' },
    cutoff: { type: 'string' },
    out: { type: 'string' },
    issue: { type: 'boolean' },
    supplement: { type: 'boolean' },
    summary: { type: 'boolean' },
  })
  const { out, cutoff } = values
  const period = values.period === undefined ? undefined : readPeriod(values.period)
  if (out === undefined || period === undefined) throw new UsageError(usage)
  if (cutoff !== undefined && !isDayIn(cutoff, period))
    throw new UsageError(
      `Ngày chốt số liệu phải từ ${showDay(period.from)} đến ${showDay(period.to)}, viết dạng 2026-09-11.`,
    )
  const { dataDir, ward: configured } = settings()
  const ward = values.ward ?? configured
  const { library } = loadLibrary({ contentDir, ward, ownDir: ownContentDir(dataDir) })
  const unit = values.unit === undefined ? null : unitCalled(library.ward.units, values.unit)
  if (unit === undefined)
    throw new UsageError(
      `Không có đơn vị "${values.unit ?? ''}". Các đơn vị: ${library.ward.units.map(({ name }) => name).join('; ')}.`,
    )
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const now = new Date()
    const repositories = createRepositories(db)
    const evidence = createEvidenceStore(join(dataDir, 'evidence'), randomUUID)
    const report = await loadReport({
      library,
      repositories,
      period,
      unit: unit?.name ?? null,
      cutoff,
      issued: await issuedBefore(repositories, unit?.name ?? null, period.year),
      now,
    })
    if (report === null)
      throw new UsageError(`Phường chưa có kế hoạch năm ${period.year} nên chưa lập được báo cáo.`)
    if (period.kind !== null && !periodSet(report.plan, true).includes(period.kind))
      console.error(
        `Kế hoạch không yêu cầu báo cáo ${periodName(period)}; các kỳ: ${periodSet(report.plan)
          .map(kind => periodName(periodOf(period.year, kind)))
          .join(', ')}.`,
      )
    const before = report.issued.findLast(earlier => earlier.period.key === period.key)
    if (values.issue === true && before !== undefined && values.supplement !== true)
      throw new UsageError(
        `Kỳ này đã ban hành, số liệu đến ${showDay(before.cutoff)}. Muốn ra bản bổ sung thay bản đó thì thêm --supplement.`,
      )
    const files = await writeReport(report, namesIn(loadLocales(contentDir).in('vi')), {
      folder: out,
      pathOf: evidence.pathOf,
      now,
    })
    const { inPeriod, waiting } = report.selected
    console.log(
      `Báo cáo ${periodName(period)}, số liệu đến ${showDay(report.cutoff)}: ${inPeriod.length} hoạt động, ${report.proofs.length} minh chứng; ${waiting.length} hoạt động chưa duyệt, ${report.missing.length} hoạt động thiếu minh chứng.`,
    )
    for (const { path } of files) console.log(path)
    if (values.summary === true) {
      const figures = summaryOf(report)
      const picture = join(out, `${baseName(report)}-tom-tat.png`)
      await writeFile(
        picture,
        await drawSummary(figures, summaryWords(figures, loadLocales(contentDir).in('vi'))),
      )
      console.log(picture)
    }
    if (values.issue === true) {
      await keepProof(evidence, files)
      const id = await db.transaction().execute(async trx =>
        finishIssue(createRepositories(trx), {
          report,
          files,
          printed: planOfYear(library, period.year) ?? report.plan,
          supplement: values.supplement === true,
          contact: null,
          now,
          keep: async issued => await keepIssued(files, issuedFolder(dataDir, issued)),
        }),
      )
      if (id === null)
        throw new UsageError(
          'Trong lúc lập, kỳ này vừa được ban hành từ nơi khác: xem bản đó, rồi chạy lại với --supplement nếu cần bản bổ sung.',
        )
      console.log(`Đã ban hành báo cáo số ${id} trong hệ thống: số liệu kỳ này được giữ nguyên.`)
    }
    return 0
  } finally {
    await close()
  }
})

function isDayIn(text: string, { from, to }: { from: string; to: string }): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= from && text <= to
}
