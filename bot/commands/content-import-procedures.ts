/**
 * `npm run content:import-procedures -- FILE.jsonl [--date 2026-11-20] [--dry-run] [--replace] [--json]`: takes a ward's own
 * export of the national procedure database into DATA_DIR, where upgrades leave it alone.
 *
 * Exit code 0: every line taken; 3: taken, but some lines were refused (they are listed); 1: nothing was changed.
 */
import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { writtenProcedures } from '../../content/library.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import { leaveNews, newsBetween, newsPath } from '../../content/procedures-import/changes.ts'
import { importedPath, readImported, writeImported } from '../../content/procedures-import/imported-file.ts'
import {
  type Change,
  compareProcedures,
  type RefusedLine,
  readExport,
} from '../../content/procedures-import/read-export.ts'
import type { Refusal } from '../../content/procedures-import/row.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { contentDir } from '../content-dir.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = [
  'Cách dùng: npm run content:import-procedures -- TỆP.jsonl [--date 2026-11-20] [--dry-run] [--replace] [--json]',
  '  --date     ngày xuất tệp từ cơ sở dữ liệu quốc gia (mặc định: hôm nay)',
  '  --dry-run  chỉ xem báo cáo, không ghi gì',
  '  --replace  bỏ các thủ tục đã nhập trước mà tệp này không còn',
].join('\n')

/** An export of the whole country is some tens of megabytes; more is a wrong file. */
const largestFile = 200 * 1024 * 1024
/** Lines of one kind printed in full; the rest is counted. `--json` has them all. */
const shownLines = 20
const partlyRefused = 3

const refusalText = (refusal: Refusal): string => {
  switch (refusal.reason) {
    case 'not-json':
      return 'không phải một dòng JSON'
    case 'foreign-link':
      return `liên kết không thuộc Cổng Dịch vụ công quốc gia (https://…dichvucong.gov.vn): ${refusal.detail}`
    case 'duplicate':
      return `trùng mã với dòng ${refusal.firstLine}`
    case 'invalid':
      return `${refusal.field}: ${refusal.detail}`
    default:
      return refusal satisfies never
  }
}

const some = <T>(heading: string, items: readonly T[], line: (item: T) => string): string[] =>
  items.length === 0
    ? []
    : [
        `${heading} (${items.length}):`,
        ...items.slice(0, shownLines).map(item => `  ${line(item)}`),
        ...(items.length > shownLines ? [`  … và ${items.length - shownLines} mục nữa`] : []),
      ]

const partNames: Partial<Record<keyof Procedure, string>> = {
  name: 'tên',
  authority: 'nơi giải quyết',
  documents: 'giấy tờ',
  documentsMore: 'giấy tờ',
  submission: 'cách nộp, thời hạn, lệ phí',
  result: 'kết quả',
  legalBasis: 'căn cứ',
  url: 'liên kết',
  status: 'tình trạng',
  statusNote: 'tình trạng',
}
const changeText = ({ code, title, parts }: Change): string =>
  `${code} ${title}: đổi ${[...new Set(parts.map(part => partNames[part] ?? part))].join(', ')}`
const refusedText = ({ line, code, refusals }: RefusedLine): string =>
  `dòng ${line}${code === undefined ? '' : ` (${code})`}: ${refusals.map(refusalText).join('; ')}`
const procedureText = ({ code, title }: Procedure): string => `${code} ${title}`

/** @throws UsageError when the file can't be read as text */
const readText = (path: string): string => {
  try {
    const { size } = statSync(path)
    if (size > largestFile)
      throw new UsageError(`Tệp lớn hơn ${largestFile / 1024 / 1024} MB: hãy kiểm tra lại tệp.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    const reason = cause instanceof TypeError ? 'tệp không phải chữ UTF-8' : String(cause)
    throw new UsageError(`Không đọc được ${path}: ${reason}`, { cause })
  }
}

const exportDay = (given: string | undefined, today: string): string => {
  if (given === undefined) return today
  if (!z.iso.date().safeParse(given).success || given > today)
    throw new UsageError(`--date phải là một ngày đã qua, viết như 2026-11-20.\n${usage}`)
  return given
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    date: { type: 'string' },
    'dry-run': { type: 'boolean' },
    replace: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [source] = positionals
  if (source === undefined || positionals.length > 1) throw new UsageError(usage)
  const checked = exportDay(values.date, dayOf(new Date()))
  const own = ownContentDir(settings().dataDir)
  const path = importedPath(own)
  const earlier = readImported(path)
  if (earlier.problems.length > 0 && values.replace !== true)
    throw new UsageError(
      `Tệp đã nhập trước đây bị hỏng ở ${earlier.problems.length} dòng (${path}). Chạy lại kèm --replace để thay toàn bộ.`,
    )

  const { procedures, refused } = readExport(readText(source), checked)
  const comparison = compareProcedures(earlier.procedures, procedures)
  const codes = new Set(procedures.map(item => item.code))
  const missing = earlier.procedures.filter(item => !codes.has(item.code))
  const kept = values.replace === true ? [] : missing
  const write = values['dry-run'] !== true && procedures.length > 0
  const next = [...procedures, ...kept]
  const news = newsBetween(writtenProcedures(contentDir, own), earlier.procedures, next, checked)
  if (write) {
    // First what is to be told: a stop in between leaves news that wait, not a change nobody hears of.
    leaveNews(newsPath(own), news)
    writeImported(path, next)
  }

  if (values.json === true) {
    const { added, changed, unchanged, abolished } = comparison
    console.log(
      JSON.stringify({
        written: write,
        path,
        date: checked,
        taken: procedures.length,
        new: added.map(item => item.code),
        changed,
        unchanged,
        abolished: abolished.map(item => item.code),
        missing: missing.map(item => item.code),
        news,
        skipped: refused,
      }),
    )
  } else {
    console.log(
      [
        `Đọc ${procedures.length} thủ tục (ngày xuất ${showDay(checked)}), ${comparison.unchanged} không đổi.`,
        ...some('Mới', comparison.added, procedureText),
        ...some('Thay đổi', comparison.changed, changeText),
        ...some('Đã bãi bỏ', comparison.abolished, procedureText),
        ...some(
          values.replace === true ? 'Bỏ vì tệp không còn' : 'Giữ lại dù tệp không có',
          missing,
          procedureText,
        ),
        ...some('Bỏ qua', refused, refusedText),
        write
          ? [
              `Đã ghi ${next.length} thủ tục vào ${path}. Bot tự nạp, không cần khởi động lại.`,
              ...(news.length === 0
                ? []
                : [
                    `Bot soạn sẵn ${news.length} thông báo nháp cho lãnh đạo (/thongbao); chưa ai nhận được gì.`,
                  ]),
            ].join('\n')
          : procedures.length === 0
            ? 'Không có dòng nào dùng được nên không ghi gì.'
            : 'Chạy thử: chưa ghi gì.',
      ].join('\n'),
    )
  }
  if (procedures.length === 0) return 1
  return refused.length > 0 ? partlyRefused : 0
})
