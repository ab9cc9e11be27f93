/** The annex as a workbook: every activity with its evidence, the targets, the tasks. */
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Workbook, Worksheet } from 'exceljs'
import { showDay } from '../vietnam-time.ts'
import type { Names } from './blocks.ts'
import { reportTitle } from './body.ts'
import { reportTask } from './due.ts'
import type { ReportEntry } from './entries.ts'
import { formalDay } from './periods.ts'
import type { Report } from './report.ts'
import { verdictWords } from './targets.ts'
import { dueText, taskStateText } from './tasks.ts'

type Cell = string | number | null
interface Column {
  readonly name: string
  /** In characters. */
  readonly width: number
}

/** A workbook that is packed while it is written: rows of a whole year are never all in memory. */
const newBook = async (): Promise<{ book: Workbook; bytes: () => Promise<Uint8Array> }> => {
  const { default: excel } = await import('exceljs')
  const stream = new PassThrough()
  const packed = buffer(stream)
  const book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true })
  return {
    book,
    bytes: async () => {
      await book.commit()
      return new Uint8Array(await packed)
    },
  }
}

const line = { style: 'thin' } as const
const borders = { top: line, left: line, bottom: line, right: line }

/** Excel takes what begins with these for a formula when a file is saved as CSV: then it must stay text. */
const harmless = (value: Cell): Cell =>
  typeof value === 'string' && /^[=+@]/.test(value) ? `'${value}` : value

/** Points a line of 12-point text takes. */
const lineHeight = 16
/** How many lines a cell wraps to: words do not break, so a little more than the letters alone would need. */
const linesIn = (value: Cell, width: number): number =>
  String(value ?? '')
    .split('\n')
    .reduce((lines, part) => lines + Math.max(1, Math.ceil((part.length * 1.15) / width)), 0)

const addSheet = (
  book: Workbook,
  name: string,
  heading: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Worksheet => {
  const sheet = book.addWorksheet(name, {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '2:2',
    },
    views: [{ state: 'frozen', ySplit: 2 }],
  })
  sheet.columns = columns.map(({ width }) => ({
    width,
    style: {
      font: { name: 'Times New Roman', size: 12 },
      border: borders,
      alignment: { wrapText: true, vertical: 'top' },
    },
  }))
  const title = sheet.addRow([heading])
  title.border = {}
  title.alignment = {}
  title.font = { name: 'Times New Roman', size: 13, bold: true }
  const head = sheet.addRow(columns.map(column => column.name))
  head.font = { name: 'Times New Roman', size: 12, bold: true }
  head.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' }
  head.eachCell(cell => {
    cell.border = borders
  })
  sheet.autoFilter = { from: { row: 2, column: 1 }, to: { row: 2 + rows.length, column: columns.length } }
  title.commit()
  head.commit()
  for (const values of rows) {
    // Empty cells too take the look of their column.
    const row = sheet.addRow(values.map(value => harmless(value ?? '')))
    // Not every program fits the height of wrapped text by itself.
    row.height =
      lineHeight * Math.max(...values.map((value, index) => linesIn(value, columns[index]?.width ?? 10)))
    row.commit()
  }
  return sheet
}

/** The place as written, and areas it does not name itself. */
const placesOf = ({ place, areas }: ReportEntry): string[] => [
  ...(place === null ? [] : [place]),
  ...areas.filter(area => place === null || !place.toLowerCase().includes(area.toLowerCase())),
]

/** @param more.draft marks every sheet as a draft */
export const reportAnnex = async (
  report: Report,
  names: Names,
  { draft = false }: { draft?: boolean } = {},
): Promise<Uint8Array> => {
  const { book, bytes } = await newBook()
  const title = `${reportTitle(report)} (số liệu đến ${formalDay(report.cutoff)})${draft ? ' - BẢN THẢO' : ''}`
  const proofsOf = Map.groupBy(report.proofs, ({ entry }) => entry.id)
  addSheet(
    book,
    'Hoạt động',
    `Phụ lục 1. Hoạt động - ${title}`,
    [
      { name: 'TT', width: 6 },
      { name: 'Mã', width: 15 },
      { name: 'Ngày', width: 13 },
      { name: 'Hình thức', width: 22 },
      { name: 'Số lượng', width: 10 },
      { name: 'Đơn vị tính', width: 12 },
      { name: 'Số phút', width: 9 },
      { name: 'Số người', width: 9 },
      { name: 'Địa điểm', width: 26 },
      { name: 'Nội dung', width: 26 },
      { name: 'Đơn vị thực hiện', width: 24 },
      { name: 'Minh chứng', width: 30 },
      { name: 'Đường dẫn', width: 30 },
    ],
    report.selected.inPeriod.map((entry, index) => {
      const proofs = proofsOf.get(entry.id) ?? []
      return [
        index + 1,
        entry.code,
        entry.dateEnd === null ? showDay(entry.date) : `${showDay(entry.date)} - ${showDay(entry.dateEnd)}`,
        names.form(entry.form),
        entry.quantity,
        entry.unit,
        entry.minutes,
        entry.people,
        placesOf(entry).join(', '),
        entry.topics.map(names.topic).join(', '),
        entry.doer,
        proofs.map(({ no, proof }) => (proof.name === null ? no : `${no}: ${proof.name}`)).join('\n'),
        [...new Set([...proofs.flatMap(({ proof }) => proof.url ?? []), ...entry.links])].join('\n'),
      ]
    }),
  )
  addSheet(
    book,
    'Chỉ tiêu',
    `Phụ lục 2. Chỉ tiêu - ${title}`,
    [
      { name: 'Mục', width: 9 },
      { name: 'Chỉ tiêu', width: 44 },
      { name: 'Kế hoạch', width: 26 },
      { name: 'Trong kỳ', width: 20 },
      { name: 'Từ đầu năm', width: 20 },
      { name: 'Tỷ lệ (%)', width: 10 },
      { name: 'Đánh giá', width: 22 },
      { name: 'Còn thiếu', width: 44 },
    ],
    report.targets.map(row => [
      row.clause,
      row.title,
      row.asked,
      row.inPeriod,
      row.sinceJanuary,
      row.share,
      verdictWords[row.verdict],
      row.shortfall,
    ]),
  )
  addSheet(
    book,
    'Nhiệm vụ',
    `Phụ lục 3. Nhiệm vụ - ${title}`,
    [
      { name: 'Mục', width: 9 },
      { name: 'Nhiệm vụ', width: 60 },
      { name: 'Chủ trì', width: 28 },
      { name: 'Phối hợp', width: 34 },
      { name: 'Thời hạn', width: 26 },
      { name: 'Kết quả', width: 28 },
    ],
    report.tasks.map(task => [
      task.task.clause,
      task.task.text,
      task.task.lead,
      task.task.partners.join('; '),
      dueText(task.task),
      taskStateText(task, report.plan, report.unit === null ? reportTask(report.plan, report.period) : null),
    ]),
  )
  return await bytes()
}

/**
 * The index that lies in the ZIP: which file proves what, and what is missing.
 * @param files name in the ZIP by number; a number without one is a link or a file that is gone
 */
export const proofIndex = async (
  report: Report,
  names: Names,
  files: ReadonlyMap<string, string>,
): Promise<Uint8Array> => {
  const { book, bytes } = await newBook()
  addSheet(
    book,
    'Mục lục',
    `Mục lục minh chứng - ${reportTitle(report)}`,
    [
      { name: 'Số', width: 10 },
      { name: 'Mã hoạt động', width: 16 },
      { name: 'Ngày', width: 12 },
      { name: 'Hình thức', width: 24 },
      { name: 'Minh chứng', width: 36 },
      { name: 'Tệp hoặc đường dẫn', width: 50 },
    ],
    report.proofs.map(({ no, entry, proof }) => [
      no,
      entry.code,
      showDay(entry.date),
      names.form(entry.form),
      [proof.piece, proof.name].filter(part => part !== null).join(': '),
      files.get(no) ?? proof.url ?? 'Không tìm thấy tệp',
    ]),
  )
  addSheet(
    book,
    'Còn thiếu',
    `Minh chứng còn thiếu - ${reportTitle(report)}`,
    [
      { name: 'Mã hoạt động', width: 16 },
      { name: 'Ngày', width: 12 },
      { name: 'Hình thức', width: 24 },
      { name: 'Đơn vị thực hiện', width: 28 },
      { name: 'Còn thiếu', width: 60 },
    ],
    report.missing.map(({ entry, pieces }) => [
      entry.code,
      showDay(entry.date),
      names.form(entry.form),
      entry.doer,
      pieces.length === 0 ? 'Chưa có minh chứng nào' : pieces.join('; '),
    ]),
  )
  return await bytes()
}
