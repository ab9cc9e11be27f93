/** From a document's text to clean lines: one Unicode form, markdown and page numbers gone, page tops and gaps noted. */
import { fold, foldScan, startsLower } from './fold.ts'

export interface Line {
  /** 1-based line of the text that was given. */
  readonly no: number
  /** Trimmed, without markup. Table cells stay parted by tabs. */
  readonly text: string
  /** Comparison form, as long as `text`. */
  readonly folded: string
  /** Empty lines before it beyond what is usual in this text (a double-spaced text has one before every line). */
  readonly gap: number
  /** First line of a page. */
  readonly pageTop: boolean
}

export interface PlanText {
  readonly lines: readonly Line[]
  /** Lines are broken at a page width (in characters) instead of at paragraph ends; null = one line a paragraph. */
  readonly wrap: number | null
  /** Letters can't be trusted: a bad scan, or typed without diacritics. */
  readonly scanned: boolean
}

/** Longest text worth reading: twenty times the longest plan seen. */
export const maxCharacters = 600_000
const maxLine = 20_000

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]/g

interface Raw {
  readonly no: number
  readonly text: string
  readonly indented: boolean
  readonly gap: number
  readonly formFeed: boolean
}

const isTableRow = (text: string): boolean => text.startsWith('|') && text.endsWith('|') && text.length > 2

/** Markdown's marks, keeping what they hold. A pipe table becomes a tab table. */
function unmark(text: string): string {
  if (isTableRow(text)) {
    if (/^[|\s:-]+$/.test(text)) return ''
    return text
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim())
      .join('\t')
  }
  const bare = text.replace(/^#{1,6}(?=[\s*]|$)\s*/, '').replace(/^>\s+/, '')
  return bare
    .replace(/\*{2,3}|`/g, '')
    .replace(/(^|\s)\*(?=\S)([^*]*)\*(?=[\s.,;:)]|$)/g, '$1$2')
    .replace(/<br\s*\/?>/gi, ' ')
}

/** Edges only: a tab at the start of a table row is an empty first cell. */
const trimLine = (text: string): string => text.replace(/^ +/, '').replace(/[ \u3000]+$/, '')

/** A line drawn under a letterhead or between parts. */
const isRule = (text: string): boolean => /^(?:[-–—_=*~]\s?){3,}$/.test(text)

/** How far the items of the list above stand in, and how far those one step deeper do. */
type Indents = { readonly outer: number } | null

/** A bullet that stands further in than the one before it is a "+" of the list above; what is no bullet ends the list. */
function nested(flat: string, indents: Indents): { text: string; indents: Indents } {
  const found = /^( *)([-*•–]) +(?=\S)/.exec(flat)
  if (found === null) return { text: flat, indents: /^ *$|^ {2,}\S/.test(flat) ? indents : null }
  const indent = found[1]?.length ?? 0
  if (indents === null || indent < indents.outer + 2) return { text: flat, indents: { outer: indent } }
  return { text: `${found[1]}+ ${flat.slice(found[0].length)}`, indents }
}

function rawLines(text: string): Raw[] {
  const clean = text.slice(0, maxCharacters).toWellFormed().replace(/\r\n?/g, '\n').replace(invisible, '')
  const raws: Raw[] = []
  let gap = 0
  let formFeed = false
  let indents: Indents = null
  for (const [index, whole] of clean.split('\n').entries()) {
    if (whole.includes('\f')) formFeed = true
    const flat = whole
      .replace(/[\f\v]/g, '')
      .replace(control, '')
      .replace(/\u00a0/g, ' ')
      .normalize('NFC')
    const listed = nested(flat.slice(0, maxLine), indents)
    indents = listed.indents
    const content = trimLine(unmark(trimLine(listed.text)))
    if (content.trim() === '' || isRule(content.trim())) {
      gap += 1
      continue
    }
    const [first = ''] = content.split('\t')
    const tidy = content.includes('\t') && first.length < maxLine ? content : content.trim()
    raws.push({ no: index + 1, text: tidy, indented: /^ {1,3}\S/.test(flat), gap, formFeed })
    gap = 0
    formFeed = false
  }
  return raws
}

/**
 * Lines whose leading space has no empty line before it start a page in texts taken from PDF; so do form feeds.
 * Where half the lines are indented, a leading space says nothing.
 */
function pageTops(raws: readonly Raw[]): boolean[] {
  const indented = raws.filter(raw => raw.indented).length
  const telling = indented <= Math.max(20, raws.length / 10)
  return raws.map(
    (raw, index) =>
      raw.formFeed || (telling && index > 0 && raw.indented && raw.gap === 0 && !raw.text.includes('\t')),
  )
}

/**
 * A page's number left inside its sentence ("đầu 3" / " mối"): the number of the page that starts on the next line.
 * Cuts it from the end of the line before.
 */
function withoutPageNumbers(raws: readonly Raw[], tops: readonly boolean[]): string[] {
  const texts = raws.map(raw => raw.text)
  let page = 1
  for (const [index, top] of tops.entries()) {
    if (!top) continue
    page += 1
    const before = texts[index - 1]
    const current = texts[index]
    if (before === undefined || current === undefined) continue
    const found = /^(.*\p{L}[\p{L},]*) (\d{1,3})$/u.exec(before)
    if (found?.[1] !== undefined && Math.abs(Number(found[2]) - page) <= 1 && startsLower(current))
      texts[index - 1] = found[1]
    // A number alone at the edge of a page is that page's number, also in a table.
    else if (raws[index]?.formFeed === true) {
      if (/^[-–]?\s*\d{1,3}\s*[-–]?$/.test(before) && Math.abs(Number(before.replace(/\D/g, '')) - page) <= 1)
        texts[index - 1] = ''
      if (/^[-–]?\s*\d{1,3}\s*[-–]?$/.test(current) && Number(current.replace(/\D/g, '')) === page)
        texts[index] = ''
    }
  }
  return texts
}

const folds = /(?<![\p{L}])(cua|va|cac|hanh chinh|tuyen truyen|phuong|thuc hien)(?![\p{L}])/gu
const spelt = /(?<![\p{L}])(của|và|các|hành chính|tuyên truyền|phường|thực hiện)(?![\p{L}])/giu

/** Whether most of the commonest words lack their marks: then nothing may be quoted from it. */
export function looksScanned(text: string): boolean {
  const sample = text.slice(0, 200_000).normalize('NFC')
  const bare = fold(sample).match(folds)?.length ?? 0
  const right = sample.match(spelt)?.length ?? 0
  return bare >= 5 && right < bare * 0.6
}

/** Width at which lines were broken, or null where a line is a paragraph. */
function wrapWidth(raws: readonly Raw[]): number | null {
  const lengths = raws
    .filter(raw => !raw.text.includes('\t'))
    .map(raw => raw.text.length)
    .filter(length => length > 40)
    .toSorted((left, right) => left - right)
  if (lengths.length < 8) return null
  const high = lengths[Math.floor(lengths.length * 0.97)] ?? 0
  return high <= 130 ? high : null
}

/** Reads a text into lines. Never throws; looks at the first {@link maxCharacters} characters only. */
export function toPlanText(text: string): PlanText {
  const raws = rawLines(text)
  const tops = pageTops(raws)
  const texts = withoutPageNumbers(raws, tops)
  const scanned = looksScanned(text)
  const gaps = raws.map(raw => raw.gap).toSorted((left, right) => left - right)
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0
  const lines: Line[] = []
  let gap = 0
  let pageTop = false
  for (const [index, raw] of raws.entries()) {
    const content = texts[index] ?? ''
    gap += Math.max(0, raw.gap - usual)
    pageTop ||= tops[index] === true
    if (content.trim() === '') continue
    lines.push({
      no: raw.no,
      text: content,
      folded: scanned ? foldScan(content) : fold(content),
      gap,
      pageTop,
    })
    gap = 0
    pageTop = false
  }
  return { lines, wrap: wrapWidth(raws), scanned }
}
