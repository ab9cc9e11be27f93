/** Tells the cells of a flattened table apart: a PDF prints them one after the other without borders. */
import { fold, letters, squeeze, startsUpper } from './fold.ts'
import type { Line, PlanText } from './lines.ts'
import { type Cell, type ColumnKind, mostRows, type Row, rowNumber, type TableSpan } from './tables.ts'
import { groupEnd, timeScore, timeStart, unitAt, unitKey, unitStart } from './vocabulary.ts'

interface Token {
  readonly text: string
  readonly line: number
  /** First word of a printed line: a cell's likely start. */
  readonly lineStart: boolean
  readonly gap: boolean
}
interface RawRow {
  readonly no: number
  readonly line: number
  readonly tokens: Token[]
  /** Time bullets printed after the last cell. */
  tail: string
  /** Pieces of the first cell printed after a page cut. */
  readonly late: string[]
  continued: number | null
}

const maxTokens = 420

/**
 * Which of the numbers at line starts are rows: the longest rising chain, so that page numbers and years drop out and a
 * missing row does not end the table.
 */
function rowStarts(lines: readonly Line[], bareCounts: boolean): Map<number, { no: number; rest: string }> {
  const candidates = lines.flatMap((line, index) => {
    const row = rowNumber(line.text)
    if (row === null || row.no < 1 || row.no > mostRows) return []
    // "02" in a column of counts, while rows are 1, 2, 3.
    if (bareCounts && /^0\d/.test(line.text)) return []
    const next = lines[index + 1]
    const hasText = row.rest !== '' || (next !== undefined && rowNumber(next.text) === null)
    return hasText ? [{ index, ...row }] : []
  })
  const best: { length: number; from: number }[] = []
  for (const [at, candidate] of candidates.entries()) {
    let length = candidate.no <= 3 ? 1 : 0.2
    let from = -1
    for (let earlier = Math.max(0, at - 200); earlier < at; earlier += 1) {
      const other = candidates[earlier]
      if (other === undefined || other.no >= candidate.no || candidate.no - other.no > 4) continue
      // A gap in the numbers costs a little; a number in front of its text is surer than one alone.
      const value = (best[earlier]?.length ?? 0) + 1 - (candidate.no - other.no - 1) * 0.3
      if (value > length) {
        length = value
        from = earlier
      }
    }
    best.push({ length, from })
  }
  let at = best.reduce(
    (winner, entry, index) => (entry.length >= (best[winner]?.length ?? 0) ? index : winner),
    0,
  )
  const starts = new Map<number, { no: number; rest: string }>()
  while (at >= 0) {
    const candidate = candidates[at]
    if (candidate === undefined) break
    starts.set(candidate.index, candidate)
    at = best[at]?.from ?? -1
  }
  return starts
}

/** Indexes of lines that repeat the header on a later page. */
function repeatedHeaders(lines: readonly Line[], header: string): Set<number> {
  const dropped = new Set<number>()
  for (const [index, line] of lines.entries()) {
    if (!/^s?tt(?![a-z])/.test(line.folded)) continue
    let text = ''
    for (let end = index; end < Math.min(lines.length, index + 30); end += 1) {
      text += letters(lines[end]?.text ?? '')
      if (!header.startsWith(text.slice(0, header.length))) break
      if (text.length >= header.length - 2) {
        for (let drop = index; drop <= end; drop += 1) dropped.add(drop)
        break
      }
    }
  }
  return dropped
}

function rawRows(plan: PlanText, span: TableSpan): RawRow[] {
  const header = letters(
    plan.lines
      .slice(span.from, span.bodyFrom)
      .map(line => line.text)
      .join(''),
  )
  const body = plan.lines.slice(span.bodyFrom, span.to)
  const repeated = repeatedHeaders(body, header)
  const lines = body.filter((_, index) => !repeated.has(index))
  const afterHeader = new Set(
    [...repeated].filter(index => !repeated.has(index + 1)).map(index => body[index + 1]?.no ?? -1),
  )
  // With a column of units the numbers stand alone, too.
  const bareCounts = span.columns.includes('unit')
  const starts = rowStarts(lines, bareCounts)
  const rows: RawRow[] = []
  let continuing = false
  for (const [index, line] of lines.entries()) {
    const start = starts.get(index)
    if (start !== undefined) {
      continuing = false
      rows.push({ no: start.no, line: line.no, tokens: [], tail: '', late: [], continued: null })
    }
    const row = rows.at(-1)
    if (row === undefined) continue
    const text = start === undefined ? line.text : start.rest
    // A number alone that starts no row is a page number.
    if (start === undefined && !bareCounts && /^\d{1,3}$/.test(text)) continue
    // What follows a repeated header before the next number goes on with the first cell of the row before.
    if (
      start === undefined &&
      afterHeader.has(line.no) &&
      !unitStart.test(line.folded) &&
      !timeStart.test(line.folded)
    )
      continuing = true
    if (continuing) {
      row.continued = line.no
      row.late.push(text)
      continue
    }
    const words = text.split(/\s+/).filter(word => word !== '')
    for (const [at, word] of words.entries())
      if (row.tokens.length < maxTokens)
        row.tokens.push({ text: word, line: line.no, lineStart: at === 0, gap: at === 0 && line.gap > 0 })
  }
  return rows
}

/** Bullets about time at a row's end, printed after its last cell, belong to the time cell that began with a bullet. */
function takeTail(row: RawRow): void {
  const bullets = row.tokens.flatMap((token, index) =>
    token.lineStart && /^[-–]$/.test(token.text) ? [index] : [],
  )
  let cut = row.tokens.length
  for (const at of bullets.toReversed()) {
    const text = fold(textOf(row.tokens.slice(at, cut)))
    if (timeScore(text) < 6) break
    // The first bullet stays: it is where the cell begins.
    if (
      !bullets.some(
        earlier => earlier < at && timeStart.test(fold(textOf(row.tokens.slice(earlier, earlier + 3)))),
      )
    )
      break
    row.tail = ` ${textOf(row.tokens.slice(at, cut))}${row.tail}`
    cut = at
  }
  row.tokens.length = cut
}

const textOf = (tokens: readonly Token[]): string => squeeze(tokens.map(token => token.text).join(' '))

/** Words after which a capital goes on with the same name ("thuộc UBND phường", "Văn phòng UBND tỉnh"). */
const bound = /(?:^|\s)(?:thuoc|cua|va|voi|tai|cho|van phong|trinh|qua)$|[,(/&-]$/

function unitStarts(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined || !startsUpper(token.text) || token.text.startsWith('(')) return false
  const ahead = fold(textOf(tokens.slice(at, at + 3)))
  if (!unitStart.test(ahead)) return false
  const behind = fold(textOf(tokens.slice(Math.max(0, at - 2), at)))
  return !bound.test(behind)
}

const timeStarts = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at]
  if (token === undefined || !/^[\p{Lu}\d–-]/u.test(token.text)) return false
  return timeStart.test(fold(textOf(tokens.slice(at, at + 4))))
}

function quantityScore(text: string, bareCounts: boolean): number {
  if (/^\d{1,4}(?:\.\d{3})*$/.test(text)) return bareCounts ? 9 : 4
  if (bareCounts) return 0
  const match = /^(?:it nhat |toi thieu |tu )?\d{1,5}\s+(.*)$/.exec(fold(text))
  if (match?.[1] === undefined || match[1].length > 40) return 0
  return unitAt(match[1]) === null ? 3 : 10
}

interface Context {
  /** Numbers stand alone beside a column of units. */
  readonly bareCounts: boolean
  readonly tokens: readonly Token[]
  readonly units: ReadonlySet<string>
  /** Whether a unit's name or a time may begin at each token. */
  readonly namesAt: readonly boolean[]
  readonly timesAt: readonly boolean[]
  /** Line starts before each token at which another cell seems to begin. */
  readonly bordersBefore: readonly number[]
}

function contextOf(tokens: readonly Token[], units: ReadonlySet<string>, bareCounts: boolean): Context {
  const namesAt = tokens.map((_, at) => unitStarts(tokens, at))
  const timesAt = tokens.map((_, at) => timeStarts(tokens, at))
  const bordersBefore = [0]
  for (const [at, token] of tokens.entries()) {
    const border = token.lineStart && (namesAt[at] === true || timesAt[at] === true)
    bordersBefore.push((bordersBefore[at] ?? 0) + (border ? 1 : 0))
  }
  return { tokens, units, bareCounts, namesAt, timesAt, bordersBefore }
}

/** Words a name or a time has at most. */
const longestName = 45

/** How well tokens [from, to) make a cell of a kind; null = impossible. */
function cellScore(kind: ColumnKind, from: number, to: number, context: Context): number | null {
  const { tokens, units, namesAt, timesAt, bordersBefore } = context
  const first = tokens[from]
  if (first === undefined || to <= from) return null
  const edge = first.lineStart ? (first.gap ? 3 : 2) : -3
  if (kind !== 'content' && kind !== 'result' && kind !== 'note' && to - from > longestName) return null
  const text = (): string => textOf(tokens.slice(from, to))
  switch (kind) {
    case 'content': {
      // Names and times at line starts inside the first cell are likelier cells of their own.
      const missed = (bordersBefore[to] ?? 0) - (bordersBefore[from + 1] ?? 0)
      return 2 - missed * 1.5
    }
    case 'quantity': {
      const score = quantityScore(text(), context.bareCounts)
      return score === 0 ? null : score + edge
    }
    case 'unit': {
      const folded = fold(text())
      const unit = unitAt(folded)
      return unit === null || folded.length > unit.length + 8 ? null : 8 + edge
    }
    case 'window':
    case 'deadline': {
      const score = timeScore(fold(text()))
      return score === 0 ? null : score + edge
    }
    case 'lead':
    case 'partner': {
      if (namesAt[from] !== true) return null
      const name = text()
      const folded = fold(name)
      let score = 3 + edge - Math.max(0, to - from - 14) * 0.4
      if (units.has(unitKey(name))) score += 6
      else if (groupEnd.test(folded)) score += 5
      for (let at = from + 1; at < to; at += 1) {
        if (namesAt[at] === true) score -= 5
        if (timesAt[at] === true) score -= 6
      }
      return score
    }
    case 'form':
    case 'result':
    case 'note': {
      if (!startsUpper(first.text) && !/^[-–\d]/.test(first.text)) return null
      return edge + (first.lineStart ? 1 : -2)
    }
    case 'no':
      return null
    default:
      return kind satisfies never
  }
}

/** Whether a cell of this kind may begin at a token: cheap test that keeps the search small. */
function mayStart(kind: ColumnKind, at: number, { tokens, namesAt, timesAt }: Context): boolean {
  const token = tokens[at]
  if (token === undefined) return false
  switch (kind) {
    case 'lead':
    case 'partner':
      return namesAt[at] === true
    case 'window':
    case 'deadline':
      return timesAt[at] === true
    case 'unit':
      return unitAt(fold(textOf(tokens.slice(at, at + 3)))) !== null
    case 'quantity':
      return /^\d|^(?:Ít|Tối)$/.test(token.text)
    case 'form':
    case 'result':
    case 'note':
      return startsUpper(token.text) || (token.lineStart && /^[-–\d]/.test(token.text))
    case 'content':
    case 'no':
      return false
    default:
      return kind satisfies never
  }
}

/** The best way to cut a row's words into cells in the order of the columns; a missing cell costs. */
function cut(columns: readonly ColumnKind[], context: Context): { starts: (number | null)[]; score: number } {
  const { tokens } = context
  const wanted = columns.filter(kind => kind !== 'no')
  const end = tokens.length
  const memo = new Map<number, { score: number; starts: (number | null)[] }>()
  // State: column `column` begins at `from`; the columns after it are still to be placed.
  const best = (column: number, from: number): { score: number; starts: (number | null)[] } => {
    const key = column * 1_000 + from
    const known = memo.get(key)
    if (known !== undefined) return known
    let winner: { score: number; starts: (number | null)[] } = { score: Number.NEGATIVE_INFINITY, starts: [] }
    const kind = wanted[column]
    if (kind === undefined) return winner
    const skipped: null[] = []
    for (let next = column + 1; next <= wanted.length; next += 1) {
      const nextKind = wanted[next]
      const missing = skipped.length * -5
      if (nextKind === undefined) {
        const own = cellScore(kind, from, end, context)
        if (own !== null && own + missing > winner.score)
          winner = { score: own + missing, starts: [from, ...skipped] }
        break
      }
      for (let at = from + 1; at < end; at += 1) {
        if (!mayStart(nextKind, at, context)) continue
        const own = cellScore(kind, from, at, context)
        if (own === null) continue
        const rest = best(next, at)
        const score = own + missing + rest.score
        if (score > winner.score) winner = { score, starts: [from, ...skipped, ...rest.starts] }
      }
      skipped.push(null)
    }
    memo.set(key, winner)
    return winner
  }
  return best(0, 0)
}

function cellsOf(row: RawRow, columns: readonly ColumnKind[], units: ReadonlySet<string>): Row {
  const wanted = columns.filter(kind => kind !== 'no')
  const { starts, score } = cut(columns, contextOf(row.tokens, units, columns.includes('unit')))
  const cells: Partial<Record<ColumnKind, Cell>> = {}
  for (const [index, kind] of wanted.entries()) {
    const from = starts[index]
    if (from === null || from === undefined) continue
    const to = starts.slice(index + 1).find(start => start !== null) ?? row.tokens.length
    const text = textOf(row.tokens.slice(from, to))
    if (text !== '') cells[kind] = { text, line: row.tokens[from]?.line ?? row.line }
  }
  if (starts.length === 0 && row.tokens.length > 0)
    cells.content = { text: textOf(row.tokens), line: row.line }
  if (row.tail.trim() !== '') {
    const kind: ColumnKind = cells.deadline === undefined ? 'window' : 'deadline'
    const own = cells[kind]
    cells[kind] = { text: squeeze(`${own?.text ?? ''} ${row.tail}`), line: own?.line ?? row.line }
  }
  if (row.late.length > 0 && cells.content !== undefined)
    cells.content = { text: squeeze(`${cells.content.text} ${row.late.join(' ')}`), line: cells.content.line }
  const expected = wanted.length * 6
  // Where one body stands between two columns for bodies (a cell that reaches down from above), which of them is a guess.
  const bodies = wanted.filter(kind => kind === 'lead' || kind === 'partner')
  const guessed = bodies.length === 2 && (cells.lead === undefined) !== (cells.partner === undefined)
  const confidence = guessed
    ? 0.6
    : Math.max(0.2, Math.min(0.95, 0.55 + (score / Math.max(1, expected)) * 0.4))
  return {
    no: row.no,
    part: null,
    line: row.line,
    cells,
    confidence: Number(confidence.toFixed(2)),
    continued: row.continued,
  }
}

/** Cuts the rows of a flattened table. `unitNames` are bodies the plan names elsewhere: they make cell ends surer. */
export function flatRows(plan: PlanText, span: TableSpan, unitNames: readonly string[]): Row[] {
  const raws = rawRows(plan, span)
  for (const row of raws) takeTail(row)
  const units = new Set(unitNames.map(unitKey).filter(key => key.length > 4))
  const first = raws.map(row => cellsOf(row, span.columns, units))
  // Names that fill whole cells in several rows are bodies too: look again, knowing them.
  const seen = new Map<string, number>()
  for (const row of first)
    for (const cell of [row.cells.lead, row.cells.partner])
      if (cell !== undefined) seen.set(unitKey(cell.text), (seen.get(unitKey(cell.text)) ?? 0) + 1)
  const learnt = new Set([...units, ...[...seen].filter(([, times]) => times >= 2).map(([key]) => key)])
  return raws.map(row => cellsOf(row, span.columns, learnt))
}
