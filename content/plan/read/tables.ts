/** Finds the tables of a plan: rows of tab-parted cells, or the flat run of lines a PDF leaves of them. */
import { fold, squeeze } from './fold.ts'
import type { Line, PlanText } from './lines.ts'
import { markerOf } from './numbering.ts'

export const columnKinds = [
  'no',
  'content',
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
  ['window', /thoi gian(?: trien khai)? ?(?:thuc hien|to chuc)|tien do/],
  [
    'deadline',
    /thoi (?:gian|han|diem)(?: hoan)? ?(?:t?hanh\b|hoan t?hanh)|han hoan thanh|thoi han|hoan thanh/,
  ],
  ['lead', /chu tri|(?:co quan|don vi|bo phan)[ ,a-z]{0,20} thuc hien|phu trach/],
  ['partner', /phoi hop/],
  ['quantity', /so luong|tan suat|chi tieu/],
  ['result', /ket qua|san pham|minh chung/],
  ['note', /ghi chu/],
  ['content', /noi dung|hoat dong|nhiem vu|cong viec/],
]

/** What a header cell announces; null when unknown. A time column that says no more is a window. */
export function columnOf(header: string): ColumnKind | null {
  const folded = squeeze(fold(header))
  for (const [kind, pattern] of columnPatterns) if (pattern.test(folded)) return kind
  return /thoi gian/.test(folded) ? 'window' : null
}

const cellsOf = (text: string): string[] => text.split('\t').map(cell => squeeze(cell))

function tabHeader(text: string): ColumnKind[] | null {
  if (!text.includes('\t')) return null
  const cells = cellsOf(text)
  const kinds = cells.map(cell => (cell.length < 80 ? columnOf(cell) : null))
  const known = new Set(kinds.filter(kind => kind !== null))
  if (!known.has('content') || known.size < 3) return null
  return kinds.map(kind => kind ?? 'note')
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
  return marker.kind === 'appendix' || (marker.kind === 'roman' && marker.rest.length > 8)
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
      let to = index + 1
      while (lines[to]?.text.includes('\t') === true) to += 1
      spans.push({ from: index, to, line: line.no, columns: tabs, form: 'tabs', bodyFrom: index + 1 })
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

/** Rows of a tab table: repeated headers dropped, continuation rows joined, a heading row inside it skipped. */
export function tabRows(plan: PlanText, span: TableSpan): Row[] {
  const rows: { no: number | null; line: number; cells: Map<ColumnKind, Cell>; continued: number | null }[] =
    []
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
    const isNew = number === null || /^\d{1,3}\.?$/.test(number)
    // "I. Nhóm nhiệm vụ …" across the table, or "(1) (2) (3)" under the header, is no row.
    if (number !== null && !isNew && (number !== '' || filled.length > 3 || rows.length === 0)) continue
    if (/^\(?1\)?$/.test(number ?? '') && filled.every(cell => /^\(?\d{1,2}\)?$/.test(cell))) continue
    const row = isNew
      ? {
          no: number === null ? null : Number.parseInt(number, 10),
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
  return rows
    .filter(row => row.cells.has('content'))
    .map((row, index) => ({
      no: row.no ?? index + 1,
      line: row.line,
      cells: Object.fromEntries(row.cells),
      confidence: row.continued === null ? 0.97 : 0.85,
      continued: row.continued,
    }))
}
