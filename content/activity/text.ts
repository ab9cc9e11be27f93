/** Splitting a line into words, numbers, punctuation and links, with what the parser compares them by. */
import { stripMarks, toneKey } from '../language/unicode.ts'

/** Longest line we read, in UTF-16 units; a list of a month's work fits ten times over. */
export const maxLineLength = 4_000

export interface Token {
  readonly kind: 'word' | 'number' | 'mark' | 'link'
  /** As printed, or corrected by the repair step. */
  readonly text: string
  /** Lower case, composed. */
  readonly lower: string
  /** Lower case without diacritics. */
  readonly fold: string
  /** Lower case, the tone moved to the end: "hoà" and "hòa" agree. */
  readonly key: string
  /** Carries a Vietnamese diacritic. */
  readonly marked: boolean
  readonly capital: boolean
  /** White space before it. */
  readonly gap: boolean
  /** Of a number; NaN otherwise. */
  readonly value: number
}

const invisible =
  /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|[\ufe00-\ufe0f]|\ufeff/g

/** Composed, nothing invisible, full-width forms replaced, quotes and dashes of one kind; keeps case and line breaks. */
export const cleanLine = (text: string): string =>
  text
    .slice(0, maxLineLength)
    .toWellFormed()
    .replace(invisible, '')
    .normalize('NFKC')
    .replace(/[ðɖ]/g, 'đ')
    .replace(/(?<!\p{L})[đd]\/c(?!\p{L})/giu, 'đồng chí')
    // "1️⃣" numbers an item.
    .replace(/(\d)\u20e3/g, '$1) ')
    .replace(/[–—−‐‑]/g, '-')
    .replace(/[’‘`´′]/g, "'")
    .replace(/\r\n?/g, '\n')

const topLevel = 'vn|com|net|org|info|me|ly|be|gl|io|edu|gov|app|link'
const linkPattern = `(?:https?:\\/\\/|www\\.)\\S+|(?:[a-z0-9-]{2,}\\.)+(?:${topLevel})(?![\\p{L}\\d])(?:[/:?#]\\S*)?`
const rest = '(\\d{1,3}(?:[.,]\\d{3})+(?!\\d)|\\d+)|(\\p{L}[\\p{L}\\p{M}]*)|([-=]>|→)|([^\\s])|(\\n)'
/** Groups: link, number, word, arrow, mark, line end. Lines without a sign of a link are spared looking for one. */
const piecesWithLinks = new RegExp(`(${linkPattern})|${rest}`, 'giu')
const piecesWithout = new RegExp(`(\\b\\B)|${rest}`, 'gu')
const mayLink = /\/\/|www\.|[a-z0-9-]\.[a-z]{2}/i
const trailing = /[.,;:!?)\]}"'…>]+$/u

const ascii = /^[a-z]+$/

/** A word token made of `text`; also used for corrected words. */
export function wordToken(text: string, gap: boolean): Token {
  const lower = text.toLowerCase()
  // Half of all words carry no mark; they need no decomposing.
  const fold = ascii.test(lower) ? lower : stripMarks(lower)
  return {
    kind: 'word',
    text,
    lower,
    fold,
    key: fold === lower ? lower : toneKey(lower),
    marked: fold !== lower,
    capital: text.charAt(0) !== lower.charAt(0),
    gap,
    value: Number.NaN,
  }
}

const plainToken = (
  kind: 'mark' | 'link' | 'number',
  text: string,
  gap: boolean,
  value = Number.NaN,
): Token => ({
  kind,
  text,
  lower: text,
  fold: text,
  key: text,
  marked: false,
  capital: false,
  gap,
  value,
})

/**
 * The tokens of a cleaned line. Letters and digits never share a token ("TDP12" is two, the second without a gap);
 * thousands are one number ("1.200"). A link keeps no closing punctuation.
 */
export function tokenise(line: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const piece of line.matchAll(mayLink.test(line) ? piecesWithLinks : piecesWithout)) {
    const gap = piece.index > end || tokens.length === 0
    const [whole, link, number, word, arrow, mark] = piece
    end = piece.index + whole.length
    if (word !== undefined) tokens.push(wordToken(word, gap))
    else if (number !== undefined)
      tokens.push(plainToken('number', number, gap, Number(number.replace(/[.,]/g, ''))))
    else if (link !== undefined) {
      const url = link.replace(trailing, '')
      tokens.push(plainToken('link', url, gap))
      for (const closing of link.slice(url.length)) tokens.push(plainToken('mark', closing, false))
    } else if (arrow !== undefined) tokens.push(plainToken('mark', '→', gap))
    else if (mark !== undefined) tokens.push(plainToken('mark', mark === '…' ? '.' : mark, gap))
    else tokens.push(plainToken('mark', '\n', gap))
  }
  return tokens
}

/** The printed text of tokens `from` up to, not including, `to`. */
export function printed(tokens: readonly Token[], from: number, to: number): string {
  let text = ''
  for (let index = from; index < to; index++) {
    const token = tokens[index]
    if (token === undefined) break
    text += token.gap && text !== '' ? ` ${token.text}` : token.text
  }
  return text
}

/** Whether a writer's keyboard gives diacritics: enough words carry them, so an unmarked word means itself. */
export function writesMarks(tokens: readonly Token[]): boolean {
  let words = 0
  let marked = 0
  for (const token of tokens) {
    if (token.kind !== 'word' || token.text === token.text.toUpperCase()) continue
    words++
    if (token.marked) marked++
  }
  return marked >= 2 && marked * 3 >= words
}

/** "đến", "tới"; an unmarked "toi" (also tối, tôi) only where the words before call for an end. */
export const meansUntil = (token: Token, wanted = false): boolean => {
  if (token.fold === 'den') return !token.marked || token.lower === 'đến'
  return token.fold === 'toi' && (token.marked ? token.lower === 'tới' : wanted)
}
