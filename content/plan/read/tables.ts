/** Finds the tables of a plan: rows of tab-parted cells, or the flat run of lines a PDF leaves of them. */
import { capitals, fold, squeeze } from './fold.ts'
import type { Line, PlanText } from './lines.ts'
import { markerOf } from './numbering.ts'

export const columnKinds = [
  'no',
  'content',
  'form',
  'unit',
  'quantity',
  'window',
  'deadline',
  'lead',
  'partner',
  'result',
  'note',
] as const
export type ColumnKind = (typeof columnKinds)[number]

export interface Cell {
  readonly text: string
  readonly line: number
}
export interface Row {
  readonly no: number | null
  /** The number as printed where it is one of parts ("1.1"); `no` is then a free one. */
  readonly part: string | null
  readonly line: number
  readonly cells: Partial<Record<ColumnKind, Cell>>
  /** 0..1: how surely the cells were told apart. */
  readonly confidence: number
  /** Line on which a part of the row stands after a page cut, or null. */
  readonly continued: number | null
}

/** A table's place in `PlanText.lines` (from, inclusive; to, exclusive) and its header. */
export interface TableSpan {
  readonly from: number
  readonly to: number
  /** Line number (of the document) of the header. */
  readonly line: number
  readonly columns: readonly ColumnKind[]
  readonly form: 'tabs' | 'flat'
  /** Index of the first line after the header. */
  readonly bodyFrom: number
}

const columnPatterns: readonly (readonly [ColumnKind, RegExp])[] = [
  ['no', /^\W*s?tt\b/],
  ['unit', /don vi tinh|^\W*(?:dvt|d\.v\.t)\b/],
  ['window', /thoi gian(?: trien khai)? ?(?:thuc hien|to chuc)|tien do/],
  [
    'deadline',
    /thoi (?:gian|han|diem)(?: hoan)? ?(?:t?hanh\b|hoan t?hanh)|han hoan thanh|thoi han|hoan thanh|thoi gian ket thuc|^\W*han\b/,
  ],
  ['lead', /chu tri|(?:co quan|don vi|bo phan)[ ,a-z]{0,20} thuc hien|phu trach/],
  ['partner', /phoi hop/],
  ['quantity', /so luong|tan suat|chi tieu/],
  ['result', /ket qua|san pham|minh chung/],
  ['note', /ghi chu/],
  ['content', /noi dung|hoat dong|nhiem vu|cong viec|dau viec/],
  ['form', /hinh thuc|kenh tuyen truyen/],
]

/** What a header cell announces; null when unknown. A time column that says no more is a window. */
function columnOf(header: string): ColumnKind | null {
  const folded = squeeze(fold(header))
  for (const [kind, pattern] of columnPatterns) if (pattern.test(folded)) return kind
  return /thoi gian/.test(folded) ? 'window' : null
}

const cellsOf = (text: string): string[] => text.split('\t').map(cell => squeeze(cell))

/**
 * What the cells of a header announce, null where they say nothing; null = no header. A table of targets may name its rows
 * "Hình thức" or "Chỉ tiêu".
 */
export function headerOf(cells: readonly string[]): (ColumnKind | null)[] | null {
  const kinds = cells.map(cell => (cell.length < 80 ? columnOf(cell) : null))
  if (!kinds.includes('content')) {
    const twice = kinds.filter(kind => kind === 'quantity').length > 1
    const at = kinds.indexOf(kinds.includes('form') ? 'form' : 'quantity')
    if (kinds.includes('form') || twice) kinds[at] = 'content'
  }
  const known = new Set(kinds.filter(kind => kind !== null))
  return known.has('content') && known.size >= 3 ? kinds : null
}

function tabHeader(text: string): ColumnKind[] | null {
  if (!text.includes('\t')) return null
  return headerOf(cellsOf(text))?.map(kind => kind ?? 'note') ?? null
}

/** A second line of the header parts what the first joins ("Cơ quan thực hiện": "Chủ trì", "Phối hợp"). */
function secondHeader(columns: readonly ColumnKind[], text: string): ColumnKind[] | null {
  if (!text.includes('\t')) return null
  const cells = cellsOf(text)
  const filled = cells.filter(cell => cell !== '')
  const kinds = cells.map(cell => (cell !== '' && cell.length < 40 ? columnOf(cell) : null))
  if (filled.length < 2 || filled.length !== kinds.filter(kind => kind !== null).length) return null
  return columns.map((kind, index) => kinds[index] ?? kind)
}

/** Order of columns in a header whose cells were flattened into one run of text. */
function flatHeader(folded: string): ColumnKind[] | null {
  const places: { kind: ColumnKind; at: number }[] = []
  let rest = folded
  // Longest announcements first, each blanked out, so that "nhiệm vụ" inside one is not counted again.
  for (const [kind, pattern] of columnPatterns) {
    const match = pattern.exec(rest)
    if (match === null) continue
    places.push({ kind, at: match.index })
    rest =
      rest.slice(0, match.index) + ' '.repeat(match[0].length) + rest.slice(match.index + match[0].length)
  }
  const form = places.find(({ kind }) => kind === 'form')
  if (form !== undefined && !places.some(({ kind }) => kind === 'content')) form.kind = 'content'
  const leftTime = /thoi gian/.exec(rest)
  if (leftTime !== null && !places.some(place => place.kind === 'window'))
    places.push({ kind: 'window', at: leftTime.index })
  const kinds = places.toSorted((left, right) => left.at - right.at).map(place => place.kind)
  return kinds.includes('content') &&
    kinds.length >= 4 &&
    (kinds.includes('lead') || kinds.includes('window'))
    ? kinds
    : null
}

const isEnd = (line: Line, scanned: boolean): boolean => {
  if (/^(tren day la|noi nhan|tm\.)/.test(line.folded)) return true
  const marker = markerOf(line, scanned)
  return (
    marker.kind === 'appendix' ||
    (marker.kind === 'roman' && (marker.rest.length > 8 || capitals(marker.rest) > 0.9))
  )
}

/** A row number alone, or in front of a capital letter. */
export const rowNumber = (text: string): { no: number; rest: string } | null => {
  const match = /^(\d{1,3})[.)]?(?:\s+(?=["“]?\p{Lu})(.*))?$/u.exec(text)
  return match?.[1] === undefined ? null : { no: Number(match[1]), rest: match[2] ?? '' }
}

/** All tables, in order. A header repeated on the next page belongs to the table before it. */
export function findTables({ lines, scanned }: PlanText): TableSpan[] {
  const spans: TableSpan[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined) break
    const tabs = tabHeader(line.text)
    if (tabs !== null) {
      const below = secondHeader(tabs, lines[index + 1]?.text ?? '')
      const bodyFrom = below === null ? index + 1 : index + 2
      let to = bodyFrom
      while (lines[to]?.text.includes('\t') === true) to += 1
      spans.push({ from: index, to, line: line.no, columns: below ?? tabs, form: 'tabs', bodyFrom })
      index = to - 1
      continue
    }
    if (!/^s?tt(?![a-z])/.test(line.folded) || line.text.includes('\t')) continue
    // The header runs to the first row number; thirty short lines are more than any header needs.
    let bodyFrom = index
    let header = ''
    while (bodyFrom < lines.length && bodyFrom - index < 30) {
      const next = lines[bodyFrom]
      if (next === undefined) break
      const row = rowNumber(next.text)
      if (bodyFrom > index && row !== null && row.no <= 1) break
      header += ` ${next.folded}`
      bodyFrom += 1
    }
    const columns = flatHeader(squeeze(header))
    if (columns === null || bodyFrom - index >= 30) continue
    let to = bodyFrom
    while (to < lines.length && !isEnd(lines[to] ?? line, scanned)) to += 1
    spans.push({ from: index, to, line: line.no, columns, form: 'flat', bodyFrom })
    index = to - 1
  }
  return spans
}

/** More rows than any plan's table has. */
export const mostRows = 300

interface OpenRow {
  readonly no: number | null
  readonly part: string | null
  readonly line: number
  readonly cells: Map<ColumnKind, Cell>
  continued: number | null
}

const ditto = /^(?:-?\s*nt\s*-?|nhu tren|["']{1,2}|\/\/|,,)$/

/** "nt", "như trên": the cell above. */
function fillDittos(rows: readonly OpenRow[]): void {
  for (const [index, { cells }] of rows.entries())
    for (const [kind, cell] of cells) {
      const above = rows[index - 1]?.cells.get(kind)
      if (above !== undefined && ditto.test(fold(cell.text)))
        cells.set(kind, { text: above.text, line: cell.line })
    }
}

/** "1 | Công tác chỉ đạo" above "1.1", "1.2": a heading inside the table. */
const isGroup = (row: OpenRow, next: OpenRow | undefined): boolean =>
  row.no !== null && row.cells.size === 1 && next?.no === null

/** Rows of a tab table: repeated headers dropped, continuation rows joined, a heading row inside it skipped. */
export function tabRows(plan: PlanText, span: TableSpan): Row[] {
  const rows: OpenRow[] = []
  let { columns } = span
  for (const line of plan.lines.slice(span.bodyFrom, span.to)) {
    if (rows.length >= mostRows) break
    const again = tabHeader(line.text)
    if (again !== null) {
      columns = again
      continue
    }
    const cells = cellsOf(line.text)
    const at = columns.indexOf('no')
    const number = at < 0 ? null : (cells[at] ?? '')
    const filled = cells.filter(cell => cell !== '')
    if (filled.length === 0) continue
    const part = /^(\d{1,2}\.\d{1,2})\.?$/.exec(number ?? '')?.[1] ?? null
    const isNew =
      part !== null ||
      (number === null
        ? cells[columns.indexOf('content')] !== '' || rows.length === 0
        : /^\d{1,3}\.?$/.test(number))
    // "I. Nhóm nhiệm vụ …" across the table, or "(1) (2) (3)" under the header, is no row.
    if (number !== null && !isNew && (number !== '' || filled.length > 3 || rows.length === 0)) continue
    if (/^\(?1\)?$/.test(number ?? '') && filled.every(cell => /^\(?\d{1,2}\)?$/.test(cell))) continue
    const row = isNew
      ? {
          no: number === null || part !== null ? null : Number.parseInt(number, 10),
          part,
          line: line.no,
          cells: new Map(),
          continued: null,
        }
      : rows.at(-1)
    if (row === undefined) continue
    if (isNew) rows.push(row)
    else row.continued = line.no
    for (const [index, cell] of cells.entries()) {
      const kind = columns[index]
      if (kind === undefined || kind === 'no' || cell === '') continue
      const before = row.cells.get(kind)
      row.cells.set(kind, {
        text: before === undefined ? cell : `${before.text} ${cell}`,
        line: before?.line ?? line.no,
      })
    }
  }
  fillDittos(rows)
  const kept = rows.filter((row, index) => row.cells.has('content') && !isGroup(row, rows[index + 1]))
  const taken = new Set(kept.map(({ no }) => no))
  let free = 0
  const nextFree = (): number => {
    do free += 1
    while (taken.has(free))
    return free
  }
  return kept.map(row => ({
    no: row.no ?? nextFree(),
    part: row.part,
    line: row.line,
    cells: Object.fromEntries(row.cells),
    confidence: row.continued === null ? 0.97 : 0.85,
    continued: row.continued,
  }))
}
