/** Turns the HTML a DOCX converts to into plan lines: paragraphs, list markers, tables as tab-parted rows. */
import { squeeze } from '../read/fold.ts'
import { headerOf } from '../read/tables.ts'

interface OpenCell {
  readonly columns: number
  readonly rows: number
  readonly paragraphs: string[]
}
interface Grid {
  readonly rows: { text: string; paragraphs: readonly string[] }[][]
  /** Cells that reach into rows below: column → remaining rows and what they hold. */
  readonly reach: Map<number, { left: number; cell: { text: string; paragraphs: readonly string[] } }>
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}
const decode = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi,
    (whole, decimal: string, hex: string, name: string) => {
      const code =
        decimal === undefined ? (hex === undefined ? null : Number.parseInt(hex, 16)) : Number(decimal)
      if (code !== null) return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ''
      return entities[name?.toLowerCase() ?? ''] ?? whole
    },
  )

function isDataTable(grid: Grid): boolean {
  return grid.rows.slice(0, 3).some(row => headerOf(row.map(cell => cell.text)) !== null)
}

function addCell(grid: Grid, cell: OpenCell): void {
  const row = grid.rows.at(-1)
  if (row === undefined) return
  const held = { text: squeeze(cell.paragraphs.join(' ')), paragraphs: cell.paragraphs }
  fillReach(grid, row)
  for (let copy = 0; copy < cell.columns; copy += 1) {
    if (cell.rows > 1) grid.reach.set(row.length, { left: cell.rows - 1, cell: held })
    row.push(copy === 0 ? held : { text: '', paragraphs: [] })
  }
}

/** Puts in the cells that reach down from rows above (one lead for several rows). */
function fillReach(grid: Grid, row: { text: string; paragraphs: readonly string[] }[]): void {
  for (;;) {
    const above = grid.reach.get(row.length)
    if (above === undefined) return
    if (above.left <= 1) grid.reach.delete(row.length)
    else grid.reach.set(row.length, { left: above.left - 1, cell: above.cell })
    row.push(above.cell)
  }
}

function tableLines(grid: Grid): string[] {
  if (isDataTable(grid)) return grid.rows.map(row => row.map(cell => cell.text).join('\t'))
  // Tables that only lay out a letterhead or a signature: their cells are read one after the other.
  return grid.rows.flatMap(row => row.flatMap(cell => [...cell.paragraphs, '']))
}

/** Lines of an HTML document, an empty line after each paragraph. Reads tags only; scripts and attributes are ignored. */
export function htmlLines(html: string): string[] {
  const lines: string[] = []
  const grids: Grid[] = []
  const cells: OpenCell[] = []
  let text = ''
  const flush = (): void => {
    const content = text
      .split('\n')
      .map(squeeze)
      .filter(part => part !== '')
    text = ''
    if (content.length === 0) return
    const cell = cells.at(-1)
    if (cell !== undefined) cell.paragraphs.push(...content)
    else lines.push(...content, '')
  }
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/gi)) {
    const [, closing, rawTag, attributes = '', raw] = match
    if (raw !== undefined) {
      text += decode(raw)
      continue
    }
    const tag = rawTag?.toLowerCase() ?? ''
    const open = closing !== '/'
    if (tag === 'br') text += '\n'
    else if (/^(?:p|h[1-6]|li|ul|ol|table|tr|td|th)$/.test(tag)) {
      flush()
      if (tag === 'table') {
        if (open) grids.push({ rows: [], reach: new Map() })
        else {
          const grid = grids.pop()
          const outer = cells.at(-1)
          if (grid !== undefined && outer !== undefined && grids.length > 0)
            outer.paragraphs.push(...grid.rows.flat().map(cell => cell.text))
          else if (grid !== undefined) lines.push(...tableLines(grid), '')
        }
      } else if (tag === 'tr' && open) grids.at(-1)?.rows.push([])
      else if (tag === 'tr') {
        const row = grids.at(-1)?.rows.at(-1)
        const grid = grids.at(-1)
        if (grid !== undefined && row !== undefined) fillReach(grid, row)
      } else if (tag === 'td' || tag === 'th') {
        if (open) {
          const span = (name: string): number =>
            Math.min(40, Number(new RegExp(`${name}="(\\d{1,3})"`).exec(attributes)?.[1] ?? 1))
          cells.push({ columns: span('colspan'), rows: span('rowspan'), paragraphs: [] })
        } else {
          const cell = cells.pop()
          const grid = grids.at(-1)
          if (cell !== undefined && grid !== undefined) addCell(grid, cell)
        }
      }
    }
  }
  flush()
  return lines
}
