/** Writes the same plan as text, DOCX and PDF, so that tests can compare what is read from each. */
import { Document, TableCell as DocxCell, Packer, Paragraph, Table, TableRow, WidthType } from 'docx'
import { type Placed, writePdf } from './pdf-writer.ts'

/** A cell that reaches over several rows or columns is printed once. */
export type TableCell = string | { readonly text: string; readonly rows?: number; readonly columns?: number }
export type Block =
  | string
  | {
      readonly table: readonly (readonly TableCell[])[]
      /** Rows printed anew at the top of each page; 0 where nobody ticked that box in Word. */
      readonly heading?: number
    }
  /** Columns without borders, as letterheads and signatures have them. */
  | { readonly columns: readonly (readonly string[])[] }

const textOf = (cell: TableCell): string => (typeof cell === 'string' ? cell : cell.text)
const columnsOf = (cell: TableCell): number => (typeof cell === 'string' ? 1 : (cell.columns ?? 1))

/** Each row at its full width: what reaches over is text once and empty beyond. */
export function fullRows(table: readonly (readonly TableCell[])[]): string[][] {
  const reaching = new Map<number, number>()
  return table.map(row => {
    const full: string[] = []
    const cover = (): void => {
      for (let left = reaching.get(full.length); left !== undefined; left = reaching.get(full.length)) {
        if (left > 1) reaching.set(full.length, left - 1)
        else reaching.delete(full.length)
        full.push('')
      }
    }
    for (const cell of row) {
      cover()
      const rows = typeof cell === 'string' ? 1 : (cell.rows ?? 1)
      if (rows > 1) reaching.set(full.length, rows - 1)
      full.push(textOf(cell), ...Array.from({ length: columnsOf(cell) - 1 }, () => ''))
    }
    cover()
    return full
  })
}

/** Paragraph a line, table rows and columns parted by tabs. */
export const toText = (blocks: readonly Block[]): string =>
  blocks
    .map(block => {
      if (typeof block === 'string') return block
      if ('table' in block)
        return fullRows(block.table)
          .map(row => row.join('\t'))
          .join('\n')
      const height = Math.max(...block.columns.map(column => column.length))
      return Array.from({ length: height }, (_, row) =>
        block.columns
          .map(column => column[row] ?? '')
          .join('\t')
          .trimEnd(),
      ).join('\n')
    })
    .join('\n\n')

const cellOf = (paragraphs: readonly string[], more: { rowSpan?: number; columnSpan?: number } = {}) =>
  new DocxCell({ ...more, children: paragraphs.map(text => new Paragraph(text)) })

/** A Word file: real paragraphs, real tables. */
export async function toDocx(blocks: readonly Block[]): Promise<Buffer> {
  const width = { size: 100, type: WidthType.PERCENTAGE }
  const children = blocks.map(block => {
    if (typeof block === 'string') return new Paragraph(block)
    if ('columns' in block)
      return new Table({
        width,
        rows: [new TableRow({ children: block.columns.map(column => cellOf(column)) })],
      })
    return new Table({
      width,
      rows: block.table.map(
        (row, index) =>
          new TableRow({
            tableHeader: index < (block.heading ?? 0),
            children: row.map(cell =>
              typeof cell === 'string'
                ? cellOf([cell])
                : cellOf([cell.text], { rowSpan: cell.rows ?? 1, columnSpan: cell.columns ?? 1 }),
            ),
          }),
      ),
    })
  })
  return await Packer.toBuffer(new Document({ sections: [{ children }] }))
}

/** Breaks a text at word ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

const top = 780
const bottom = 60
const pitch = 16

/** A PDF as word processors print it: lines broken at the page width, table cells drawn one after the other, page numbers. */
export function toPdf(blocks: readonly Block[], { width = 82 } = {}): Buffer {
  const pages: Placed[][] = [[]]
  let y = top
  const turn = (): void => {
    pages.at(-1)?.push({ text: String(pages.length), x: 300, y: 30 })
    pages.push([])
    y = top
  }
  for (const block of blocks) {
    if (typeof block === 'string') {
      for (const text of wrap(block, width)) {
        if (y < bottom) turn()
        pages.at(-1)?.push({ text, x: 50, y })
        y -= pitch
      }
      y -= 6
      continue
    }
    if ('columns' in block) {
      // One cell after the other, as Word writes them.
      const share = Math.floor(width / block.columns.length)
      let lowest = y
      for (const [index, column] of block.columns.entries()) {
        let below = y
        for (const text of column.flatMap(paragraph => wrap(paragraph, share - 2))) {
          pages.at(-1)?.push({ text, x: 50 + index * share * 6, y: below })
          below -= pitch
        }
        lowest = Math.min(lowest, below)
      }
      y = lowest - 6
      continue
    }
    const rows = fullRows(block.table)
    const columns = rows[0]?.length ?? 1
    // The first column holds the number; the others share the rest.
    const share = Math.floor((width - 4) / (columns - 1))
    const print = (row: readonly string[]): void => {
      // A single text in a row goes across it.
      const across = row.filter(cell => cell !== '').length === 1
      const cells = row.map((cell, index) => wrap(cell, across ? width : index === 0 ? 4 : share - 1))
      const height = Math.max(...cells.map(lines => lines.length)) * pitch
      if (y - height < bottom) {
        turn()
        for (const again of rows.slice(0, block.heading ?? 0)) print(again)
      }
      for (const [index, lines] of cells.entries())
        for (const [below, text] of lines.entries())
          pages
            .at(-1)
            ?.push({ text, x: 50 + (index === 0 ? 0 : 4 + (index - 1) * share) * 6, y: y - below * pitch })
      y -= height + 4
    }
    for (const row of rows) print(row)
  }
  return writePdf(pages)
}
