/** Rebuilds sections and paragraphs from clean lines, following the numbering as printed. */
import { capitals, fold, squeeze, startsLower, startsUpper } from './fold.ts'
import { headingOf, joinParts } from './headings.ts'
import { kindOf, type SectionKind } from './kinds.ts'
import type { Line, PlanText } from './lines.ts'
import { isDashInside, type Marker, markerOf, romanValue } from './numbering.ts'

export interface Paragraph {
  readonly text: string
  readonly folded: string
  readonly line: number
  /** How it is marked in print; null for plain text. */
  readonly bullet: '-' | '+' | null
}

export interface Section {
  /** As printed: "VI.2.đ"; "PL" for an appendix; a repeated number gets "bis" ("V.5bis"). */
  readonly path: string
  readonly parent: Section | null
  readonly level: 1 | 2 | 3
  title: string | null
  kind: SectionKind
  readonly line: number
  /** Own text before the first child, markers taken away. */
  readonly body: Paragraph[]
  /** The number was printed before under the same parent. */
  readonly repeated: boolean
  /** Lead number of a table that is its body, or null. */
  table: number | null
}

export interface Outline {
  /** Letterhead, title and preamble. */
  readonly head: readonly Line[]
  readonly sections: readonly Section[]
  /** From "Trên đây là …" or "Nơi nhận" to the appendix or the end. */
  readonly closing: readonly Line[]
  /** Lines right below an appendix heading that belong to it, before its table. */
  readonly appendixHead: readonly Line[]
}

const letterOrder = 'abcdđefghijklmnopqrstuvxy'
/** Whether sentence or clause has ended, so that the next line may be a new paragraph. */
export const isFinished = (text: string): boolean => /[.;:!?…/]["”')\]]*$/.test(text.slice(-12).trimEnd())

interface State {
  zone: 'head' | 'body' | 'closing' | 'appendix'
  roman: Section | null
  arabic: Section | null
  letter: Section | null
  current: Section | null
}

interface Open {
  /** Lines of the paragraph so far; joined once, when it closes. */
  readonly parts: string[]
  /** The last of them. */
  last: string
  readonly line: number
  readonly bullet: '-' | '+' | null
  lastLength: number
}

/** Collects lines into paragraphs of one section. */
class ParagraphBuilder {
  #open: Open | null = null
  readonly #scanFold: (text: string) => string
  constructor(scanFold: (text: string) => string) {
    this.#scanFold = scanFold
  }
  get open(): Open | null {
    return this.#open
  }
  start(line: Line, text: string, bullet: '-' | '+' | null): void {
    this.#open = { parts: [text], last: text, line: line.no, bullet, lastLength: line.text.length }
  }
  append(line: Line): void {
    if (this.#open === null) return
    this.#open.parts.push(line.text)
    this.#open.last = line.text
    this.#open.lastLength = line.text.length
  }
  close(section: Section | null): void {
    const open = this.#open
    this.#open = null
    if (open === null || section === null) return
    const text = squeeze(joinParts(open.parts))
    if (text === '') return
    section.body.push({ text, folded: this.#scanFold(text), line: open.line, bullet: open.bullet })
  }
}

const closingStart = /^(tr[ae]n day la|noi nh[ad]n|tm\.?\s*u)/
/** Sequence test: the next number, a repeat, or a small jump; anything else is a number inside a sentence. */
const follows = (value: number, last: number): boolean => value >= Math.max(1, last) && value <= last + 2

function acceptsArabic(value: string, state: State, line: Line, open: Open | null): boolean {
  const number = Number(value.split('.')[0])
  const last = state.arabic === null ? 0 : Number(/(\d+)(?:bis\d*)?$/.exec(state.arabic.path)?.[1] ?? 0)
  if (value.includes('.')) return number === last || line.gap > 0
  if (open !== null && !isFinished(open.last) && line.gap === 0 && !line.pageTop) return number === last + 1
  return follows(number, last) || line.gap > 0 || number === 1
}

function acceptsLetter(value: string, state: State): boolean {
  if (state.current === null) return false
  const last = state.letter === null ? -1 : letterOrder.indexOf(state.letter.path.at(-1) ?? '')
  const at = letterOrder.indexOf(value)
  return state.letter === null ? at === 0 : at > last && at <= last + 3
}

const pathOf = (parent: Section | null, value: string): string =>
  parent === null ? value : `${parent.path}.${value}`

/** More sections than any plan has; what would open another is then text. */
const mostSections = 400

/** A path of its own for a number that was printed before: "V.5", "V.5bis", "V.5bis2". */
function uniquePath(wanted: string, taken: Map<string, number>): { path: string; repeated: boolean } {
  const times = (taken.get(wanted) ?? 0) + 1
  taken.set(wanted, times)
  if (times === 1) return { path: wanted, repeated: false }
  return { path: `${wanted}bis${times === 2 ? '' : times - 1}`, repeated: true }
}

/**
 * Reads the outline. `inTable` tells which line numbers belong to a table and which lead number it has, so that cells
 * are not taken for text.
 */
export function readOutline(
  plan: PlanText,
  tables: readonly { readonly from: number; readonly to: number; readonly line: number }[],
  refold: (text: string) => string = fold,
): Outline {
  const sections: Section[] = []
  const head: Line[] = []
  const closing: Line[] = []
  const appendixHead: Line[] = []
  const taken = new Map<string, number>()
  const state: State = { zone: 'head', roman: null, arabic: null, letter: null, current: null }
  const paragraphs = new ParagraphBuilder(refold)

  const open = (
    level: 1 | 2 | 3,
    parent: Section | null,
    value: string,
    line: Line,
    title: string | null,
  ): Section => {
    paragraphs.close(state.current)
    const { path, repeated } = uniquePath(pathOf(parent, value), taken)
    const kind = kindOf(title === null ? null : refold(title), parent, level, plan.scanned)
    const section: Section = {
      path,
      parent,
      level,
      title,
      kind,
      line: line.no,
      body: [],
      repeated,
      table: null,
    }
    sections.push(section)
    state.current = section
    return section
  }

  const { lines } = plan
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined) break
    const table = tables.find(candidate => index >= candidate.from && index < candidate.to)
    if (table !== undefined) {
      paragraphs.close(state.current)
      if (state.current !== null) state.current.table ??= table.line
      index = table.to - 1
      continue
    }
    const marker: Marker = sections.length < mostSections ? markerOf(line, plan.scanned) : { kind: 'none' }
    if (marker.kind === 'appendix' && state.zone !== 'head') {
      const heading = headingOf(lines, index, marker.rest, plan.wrap)
      state.zone = 'appendix'
      state.roman = state.arabic = state.letter = null
      open(1, null, 'PL', line, heading.title || null).kind = 'appendix'
      index = heading.last
      continue
    }
    if (state.zone === 'appendix') {
      appendixHead.push(line)
      continue
    }
    if (state.zone === 'closing' || (state.zone === 'body' && closingStart.test(line.folded))) {
      paragraphs.close(state.current)
      state.zone = 'closing'
      closing.push(line)
      continue
    }
    if (marker.kind === 'roman' && isSectionStart(marker, state, line)) {
      const heading = headingOf(lines, index, marker.rest, plan.wrap)
      state.zone = 'body'
      state.arabic = state.letter = null
      state.roman = open(1, null, marker.value, line, heading.title)
      if (heading.body !== null) paragraphs.start(line, heading.body, null)
      index = heading.last
      continue
    }
    if (state.zone === 'head') {
      head.push(line)
      continue
    }
    if (marker.kind === 'arabic' && acceptsArabic(marker.value, state, line, paragraphs.open)) {
      const heading = headingOf(lines, index, marker.rest, plan.wrap)
      state.letter = null
      const nested = marker.value.includes('.') && state.arabic !== null
      const value = nested ? (marker.value.split('.')[1] ?? marker.value) : marker.value
      const section = open(nested ? 3 : 2, nested ? state.arabic : state.roman, value, line, heading.title)
      if (!nested) state.arabic = section
      if (heading.body !== null) paragraphs.start(line, heading.body, null)
      index = heading.last
      continue
    }
    if (marker.kind === 'letter' && acceptsLetter(marker.value, state)) {
      state.letter = open(3, state.arabic ?? state.roman, marker.value, line, null)
      paragraphs.start(line, marker.rest, null)
      continue
    }
    const unfinished = paragraphs.open !== null && !isFinished(paragraphs.open.last)
    // "- tra cứu trên điện thoại," goes on as "- tra cứu tại quầy": items of one list parted by commas.
    const nextItem =
      marker.kind === 'bullet' &&
      paragraphs.open?.bullet === marker.value &&
      paragraphs.open.last.endsWith(',')
    const inside =
      marker.kind === 'bullet' &&
      unfinished &&
      !nextItem &&
      (startsLower(marker.rest) || isDashInside(paragraphs.open?.last ?? '', line))
    if (marker.kind === 'bullet' && !inside) {
      paragraphs.close(state.current)
      paragraphs.start(line, marker.rest, marker.value)
      continue
    }
    if (paragraphs.open !== null && continues(paragraphs.open, line, plan.wrap)) paragraphs.append(line)
    else {
      paragraphs.close(state.current)
      paragraphs.start(line, line.text, null)
    }
  }
  paragraphs.close(state.current)
  for (const section of sections)
    if (section.kind === 'appendix') section.title ??= appendixTitle(appendixHead)
  return { head, sections, closing, appendixHead }
}

function isSectionStart(marker: Extract<Marker, { kind: 'roman' }>, state: State, line: Line): boolean {
  if (state.zone === 'head') return true
  const last = state.roman === null ? 0 : romanValue(state.roman.path.replace(/bis\d*$/, ''))
  return capitals(marker.rest) > 0.6 || romanValue(marker.value) === last + 1 || line.gap > 0
}

/** Whether `line` goes on with the open paragraph: sentences cut by a line or page end are joined again. */
function continues(open: Open, line: Line, wrap: number | null): boolean {
  if (!isFinished(open.last) || open.last.endsWith(':')) return true
  if (startsLower(line.text)) return true
  if (!startsUpper(line.text) && !/^["“(]/.test(line.text)) return true
  // At a fixed width a full line goes on below; a short one that ends a sentence ends its paragraph.
  return wrap !== null && !line.pageTop && open.lastLength > wrap * 0.8 && line.gap === 0
}

/** The lines between "PHỤ LỤC" and its remark in brackets or its table. */
function appendixTitle(lines: readonly Line[]): string | null {
  const end = lines.findIndex(line => /^\(|^s?tt\b/.test(line.folded))
  return (
    squeeze(
      lines
        .slice(0, end < 0 ? 3 : Math.min(end, 4))
        .map(line => line.text)
        .join(' '),
    ) || null
  )
}
