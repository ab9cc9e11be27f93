/**
 * The report as a DOCX in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman 13-14, margins 20 top and
 * bottom, 30 left, 20 right, national title, agency, number and symbol, place and date, recipients, signature block.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type ITableCellOptions,
  LeaderType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { font, millimetres, runs } from '../word.ts'
import type { Block, Names } from './blocks.ts'
import { bodyOf, reportTitle, titleLines } from './body.ts'
import { reporter, wardName } from './naming.ts'
import { appendixOf } from './notes.ts'
import type { Report } from './report.ts'
import { blank } from './targets.ts'

/** Half points. */
const points = (value: number): number => value * 2
const textWidth = millimetres(210 - 30 - 20)

const run = runs(14)

const centred = (
  text: string,
  more: { size?: number; bold?: boolean; italics?: boolean; after?: number } = {},
) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: more.after ?? 0 },
    children: [run(text, more)],
  })

/** The thin line below agency, national title and title: a third to a half of the text above it. */
const rule = (indent: number): Paragraph =>
  new Paragraph({
    indent: { left: millimetres(indent), right: millimetres(indent) },
    spacing: { before: 60, after: 60, line: 60, lineRule: 'exact' },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  })

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}

const sideBySide = (left: readonly Paragraph[], right: readonly Paragraph[], share: number): Table => {
  const widths = [Math.round(textWidth * share), textWidth - Math.round(textWidth * share)]
  const cell = (children: readonly Paragraph[], width: number) =>
    new TableCell({
      children: [...children],
      width: { size: width, type: WidthType.DXA },
      borders: { top: none, bottom: none, left: none, right: none },
      margins: { left: 0, right: 0 },
    })
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [cell(left, widths[0] ?? 0), cell(right, widths[1] ?? 0)],
      }),
    ],
  })
}

/** Letters that fit on one line of the letterhead's left half. */
const longestAgency = 20

const headOf = (report: Report): Table => {
  const ward = wardName(report).toUpperCase()
  const own = report.unit === null ? [] : [centred(report.unit.toUpperCase(), { size: 13, bold: true })]
  const bold = report.unit === null
  const above = `UBND ${ward}`
  // A long name breaks where its sense breaks.
  const agency =
    bold || above.length > longestAgency
      ? [centred('ỦY BAN NHÂN DÂN', { size: 13, bold }), centred(ward, { size: 13, bold }), ...own]
      : [centred(above, { size: 13 }), ...own]
  const symbol = report.unit === null ? 'BC-UBND' : `BC-${blank}`
  return sideBySide(
    [...agency, rule(20), centred(`Số: ${blank}/${symbol}`, { size: 13 })],
    [
      // 12 points, the smaller of the two sizes allowed: the line must not break.
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 12, bold: true }),
      centred('Độc lập - Tự do - Hạnh phúc', { size: 13, bold: true }),
      rule(20),
      centred(`${report.ward.name}, ngày ${blank} tháng ${blank} năm ${yearOf(report)}`, {
        size: 13,
        italics: true,
      }),
    ],
    0.4,
  )
}

/** The report of a year may be signed in January; a blank says so, a wrong year would not. */
const yearOf = ({ cutoff, period }: Report): string =>
  cutoff < `${period.year}-12-15` ? String(period.year) : blank

const signatureOf = (report: Report): Table => {
  const small = (text: string, more: { bold?: boolean; italics?: boolean; size?: number } = {}) =>
    new Paragraph({ spacing: { before: 0, after: 0 }, children: [run(text, { size: 11, ...more })] })
  const to = [
    ...new Set(
      report.plan.reports
        .filter(({ period }) => period === report.period.kind)
        .filter(({ binds }) => /^(các|thủ trưởng|cơ quan)/iu.test(binds) === (report.unit !== null))
        .flatMap(({ to }) => to ?? []),
    ),
  ]
  const recipients = to.length === 0 ? [blank] : to
  const title =
    report.unit === null
      ? [centred('TM. ỦY BAN NHÂN DÂN', { bold: true }), centred('CHỦ TỊCH', { bold: true })]
      : [centred('THỦ TRƯỞNG ĐƠN VỊ', { bold: true })]
  return sideBySide(
    [
      small('Nơi nhận:', { bold: true, italics: true, size: 12 }),
      ...recipients.map(text => small(`- ${text.charAt(0).toUpperCase()}${text.slice(1)};`)),
      small(`- ${blank}${blank};`),
      small(`- Lưu: VT, ${blank}.`),
    ],
    [...title, centred('', { after: 1100 }), centred(blank.repeat(4), { bold: true })],
    0.5,
  )
}

const tableOf = ({ head, rows, widths, centred: middle }: Extract<Block, { kind: 'table' }>): Table => {
  const columns = widths.map(width => Math.round((textWidth * width) / 100))
  const cell = (text: string, column: number, bold: boolean): TableCell => {
    const options: ITableCellOptions = {
      width: { size: columns[column] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: bold || middle.includes(column) ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [run(text, { size: 12, bold })],
        }),
      ],
    }
    return new TableCell(options)
  }
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, column) => cell(text, column, true)),
      }),
      ...rows.map(
        row =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, column) => cell(text, column, row[1] === 'Tổng cộng')),
          }),
      ),
    ],
  })
}

/** @param keep on the page of what follows: a signature never stands alone on the last one */
const blockOf = (block: Block, keep: boolean): readonly (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 120, after: 60 },
          indent: { firstLine: millimetres(10) },
          children: [run(block.text, { bold: true })],
        }),
      ]
    case 'paragraph':
    case 'item':
      return [
        new Paragraph({
          alignment: AlignmentType.JUSTIFIED,
          // What leads in to a list stays with it.
          keepNext: keep || block.text.endsWith(':'),
          keepLines: keep,
          spacing: { before: 60, after: 60 },
          indent: { firstLine: millimetres(10) },
          children: [run(block.text)],
        }),
      ]
    case 'blanks':
      return Array.from(
        { length: block.lines },
        () =>
          new Paragraph({
            spacing: { before: 60, after: 60 },
            tabStops: [{ type: TabStopType.RIGHT, position: textWidth, leader: LeaderType.DOT }],
            children: [run('\t')],
          }),
      )
    case 'table':
      return [tableOf(block), new Paragraph({ spacing: { before: 0, after: 60 }, children: [] })]
    default:
      return block satisfies never
  }
}

/** What is told of the figures at length stands after the signature, on a page of its own. */
const appendix = (report: Report): (Paragraph | Table)[] =>
  appendixOf(report).flatMap((block, index) =>
    block.kind === 'heading'
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            keepNext: true,
            pageBreakBefore: index === 0,
            spacing: { before: 0, after: 60 },
            children: [run(block.text, { bold: true })],
          }),
        ]
      : blockOf(block, false),
  )

/** On every page of what was not issued: nobody may take it for the report. */
const draftMark = (): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        text: 'BẢN THẢO - chưa ban hành',
        font,
        size: points(13),
        bold: true,
        color: '808080',
      }),
    ],
  })

/** @param more.draft marks every page as a draft. @returns the bytes of the DOCX */
export const reportDocument = async (
  report: Report,
  names: Names,
  { draft = false }: { draft?: boolean } = {},
): Promise<Uint8Array> => {
  const mark = draft ? [draftMark()] : []
  const title = reportTitle(report)
  const blocks = bodyOf(report, names)
  const document = new Document({
    creator: reporter(report),
    title,
    description: `Số liệu đến ${report.cutoff}`,
    styles: { default: { document: { run: { font, size: points(14) } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: millimetres(210), height: millimetres(297) },
            margin: {
              top: millimetres(20),
              bottom: millimetres(20),
              left: millimetres(30),
              right: millimetres(20),
              header: millimetres(10),
            },
          },
        },
        // Numbered from the second page on, in the middle of the upper margin.
        headers: {
          first: new Header({ children: draft ? mark : [new Paragraph({})] }),
          default: new Header({
            children: [
              ...mark,
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], font, size: points(13) })],
              }),
            ],
          }),
        },
        footers: { first: new Footer({ children: [new Paragraph({})] }) },
        children: [
          headOf(report),
          new Paragraph({ spacing: { before: 120, after: 0 }, children: [] }),
          centred('BÁO CÁO', { bold: true }),
          ...titleLines(report.period).map(text => centred(text, { bold: true })),
          rule(58),
          ...blocks.flatMap((block, index) => blockOf(block, index >= blocks.length - 3)),
          new Paragraph({ keepNext: true, spacing: { before: 0, after: 0 }, children: [] }),
          signatureOf(report),
          ...appendix(report),
        ],
      },
    ],
  })
  return await Packer.toBuffer(document)
}
