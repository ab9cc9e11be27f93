/** Writes the same plan as text, DOCX and PDF, so that tests can compare what is read from each. */
import { Document, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx'
import { type Placed, writePdf } from './pdf-writer.ts'

export type Block = string | { readonly table: readonly (readonly string[])[] }

/** Paragraph a line, table rows parted by tabs. */
export const toText = (blocks: readonly Block[]): string =>
  blocks
    .map(block => (typeof block === 'string' ? block : block.table.map(row => row.join('\t')).join('\n')))
    .join('\n\n')

/** A Word file: real paragraphs, real tables. */
export async function toDocx(blocks: readonly Block[]): Promise<Buffer> {
  const children = blocks.map(block =>
    typeof block === 'string'
      ? new Paragraph(block)
      : new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: block.table.map(
            row =>
              new TableRow({ children: row.map(cell => new TableCell({ children: [new Paragraph(cell)] })) }),
          ),
        }),
  )
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
    const columns = block.table[0]?.length ?? 1
    // The first column holds the number; the others share the rest.
    const share = Math.floor((width - 4) / (columns - 1))
    for (const row of block.table) {
      const cells = row.map((cell, index) => wrap(cell, index === 0 ? 4 : share - 1))
      const height = Math.max(...cells.map(lines => lines.length)) * pitch
      if (y - height < bottom) turn()
      for (const [index, lines] of cells.entries())
        for (const [below, text] of lines.entries())
          pages
            .at(-1)
            ?.push({ text, x: 50 + (index === 0 ? 0 : 4 + (index - 1) * share) * 6, y: y - below * pitch })
      y -= height + 4
    }
  }
  return writePdf(pages)
}
