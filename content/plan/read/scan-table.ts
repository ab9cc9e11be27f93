/**
 * Rows of a table that a bad scan left: columns printed across each other, numbers gone. Only what can be proved is
 * taken: a date or month with a row around it, and a body whose words stand there in order. The rest goes to a person.
 */
import { findDates } from './dates.ts'
import { distance, squeeze } from './fold.ts'
import type { Line } from './lines.ts'
import type { ReadTask } from './values.ts'

/** Bodies every ward has had since 2025-07-01 (Nghị định 150/2025/NĐ-CP and common practice). */
const usualUnits = [
  ['Phòng Văn hóa - Xã hội', 'van hoa xa hoi'],
  ['Phòng Kinh tế, Hạ tầng và Đô thị', 'kinh te ha tang do thi'],
  ['Văn phòng HĐND và UBND', 'van phong hdnd ubnd'],
  ['Trung tâm Phục vụ hành chính công', 'phuc vu hanh chinh cong'],
  ['Trung tâm Dịch vụ tổng hợp', 'dich vu tong hop'],
  ['Trung tâm Cung ứng dịch vụ', 'cung ung dich vu'],
] as const

interface Anchor {
  readonly index: number
  readonly date: string | null
  readonly month: string | null
}

/** A month split over two lines ("Tháng 12/" + "2026") is put together. */
function anchors(lines: readonly Line[]): Anchor[] {
  const found: Anchor[] = []
  for (const [index, line] of lines.entries()) {
    const text = line.folded.replace(/[^a-z0-9/ ]/g, '')
    const [whole] = findDates(text)
    if (whole !== undefined && whole.iso !== null) found.push({ index, date: whole.iso, month: null })
    else if (whole?.month != null) found.push({ index, date: null, month: whole.month })
    else {
      const half = /th[a-z]{1,2}ng\s+(\d{1,2})\/(?!\s*\d)/.exec(text)
      const year = /(?<!\d)(20\d{2})(?!\d)/.exec(lines[index + 1]?.folded ?? '')?.[1]
      if (half !== null && year !== undefined && Number(half[1]) <= 12)
        found.push({ index, date: null, month: `${year}-${String(Number(half[1])).padStart(2, '0')}` })
    }
  }
  return found
}

interface Token {
  readonly text: string
  readonly line: number
  /** In the left column, where the task's text stands: weaker proof of who leads it. */
  readonly left: boolean
}

const isWord = (token: string, word: string): boolean =>
  token === word ||
  (word.length > 2 && distance(token, word, 1) <= 1) ||
  // Two words the scan ran together ("dichvy").
  (token.length > word.length + 1 && token.startsWith(word))

/**
 * Share of a unit's words found in order, each misread by a letter at most and no more than two lines below the one
 * before: a narrow column prints a name on lines that follow each other, running text spreads it.
 */
function support(words: readonly string[], tokens: readonly Token[]): number {
  let best = 0
  for (const [start, first] of tokens.entries()) {
    if (words[0] === undefined || !isWord(first.text, words[0])) continue
    let at = start
    let { line } = first
    let hits = 0
    for (const word of words) {
      const found = tokens.findIndex(
        (token, index) =>
          index >= at && token.line - line <= 2 && token.line - first.line <= 3 && isWord(token.text, word),
      )
      const token = tokens[found]
      if (token === undefined) continue
      hits += (token.text === word ? 1 : 0.8) * (token.left ? 0.85 : 1)
      line = token.line
      at = token.text.length <= word.length + 1 ? found + 1 : found
    }
    best = Math.max(best, hits / words.length)
  }
  return best
}

function leadIn(lines: readonly Line[]): { name: string; share: number } | null {
  const tokens = lines.flatMap((line, index) =>
    [...line.folded.matchAll(/[a-z0-9]{2,}/g)].map(match => ({
      text: match[0],
      line: index,
      left: match.index < 25 && line.text.length > 60,
    })),
  )
  let best: { name: string; share: number } | null = null
  for (const [name, key] of usualUnits) {
    const share = support(key.split(' '), tokens)
    if (share >= 0.65 && (best === null || share > best.share)) best = { name, share }
  }
  return best
}

export interface ScanTable {
  readonly tasks: ReadTask[]
  /** Lines that hold text of rows nothing could be proved about. */
  readonly lost: number[]
}

/** Reads what is left of the table below an appendix heading; `lines` are those of the appendix. */
export function scanRows(lines: readonly Line[]): ScanTable {
  const header = lines.findIndex(line => /ket qu|chu? tri|noi dung nhi/.test(line.folded))
  const start = lines.findIndex((line, index) => index > header && line.gap === 0 && line.text.length > 30)
  if (header < 0 || start < 0) return { tasks: [], lost: [] }
  const body = lines.slice(start)
  const found = anchors(body)
  const tasks = found.map((anchor, index) => {
    const before = found[index - 1]?.index ?? -1
    const after = found[index + 1]?.index ?? body.length
    // The cells of a row stand within a few lines of its date; half the way to the next row is no longer its own.
    const from =
      index === 0
        ? Math.max(0, anchor.index - 6)
        : Math.max(before + 1, anchor.index - 4, Math.ceil((before + anchor.index) / 2))
    const to = Math.min(
      after,
      anchor.index + 4,
      index + 1 < found.length ? Math.ceil((after + anchor.index) / 2) + 1 : body.length,
    )
    const own = body.slice(from, to)
    const lead = leadIn(own)
    const number = own.map(line => /^(\d{1,2})\s*\|/.exec(line.text)?.[1]).find(value => value !== undefined)
    const first = own[0] ?? body[anchor.index]
    const isFirst = index === 0 && number === '1'
    const limit = squeeze(own.map(line => line.folded).join(' '))
    return {
      no: isFirst ? 1 : null,
      section: 'PL',
      text: '',
      window: null,
      deadline: anchor.date,
      deadlineText: null,
      deadlineKind:
        anchor.date === null
          ? ('month' as const)
          : /tr[ou][a-z]{2,3}/.test(limit)
            ? ('before' as const)
            : ('by' as const),
      deadlineMonth: anchor.month,
      deadlines: [],
      lead: lead?.name ?? null,
      partners: [],
      result: null,
      proof: [],
      quantityText: null,
      how: null,
      externalLead: false,
      line: first?.no ?? 0,
      confidence: lead === null ? 0.2 : 0.3 + lead.share * 0.2,
    }
  })
  const last = found.at(-1)?.index ?? -1
  const lost = body
    .slice(last + 3)
    .filter(line => line.text.length > 12)
    .map(line => line.no)
  return { tasks, lost }
}
