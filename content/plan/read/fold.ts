/** Comparison forms of plan text. Folding keeps the length, so a match in folded text names the same place in the print. */

const folded = new Map<string, string>([
  ['đ', 'd'],
  ['Đ', 'd'],
  ['–', '-'],
  ['—', '-'],
  ['‑', '-'],
  ['−', '-'],
  ['“', '"'],
  ['”', '"'],
  ['’', "'"],
  ['‘', "'"],
  ['\u00a0', ' '],
])

function foldUnit(unit: string): string {
  const known = folded.get(unit)
  if (known !== undefined) return known
  const base = unit.normalize('NFD').charAt(0).toLowerCase().charAt(0) || unit
  // Only letters of our script are worth remembering; a hostile text must not fill the table.
  if (folded.size < 2_000) folded.set(unit, base)
  return base
}

/** Lower case without diacritics, dashes and quotes of one kind; exactly as long as `text` (which should be NFC). */
export function fold(text: string): string {
  let out = ''
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const unit = text.charAt(index)
    // ASCII fast path: most of a folded comparison is spaces, digits and bare letters.
    if (code < 128) out += code >= 65 && code <= 90 ? unit.toLowerCase() : unit
    else out += foldUnit(unit)
  }
  return out
}

const lookalikes: Readonly<Record<string, string>> = {
  '6': 'o',
  '0': 'o',
  '1': 'l',
  '4': 'a',
  '€': 'e',
  '¢': 'e',
}

/**
 * {@link fold} for scanned text: letters a scanner read as digits or signs ("s6", "1ap", "hi¢n") become letters again.
 * Tokens that can be a number, a date or a document number are left alone. Same length as `text`.
 */
export const foldScan = (text: string): string =>
  fold(text).replace(/[^\s]+/g, token =>
    /[a-z]/.test(token) && /[0146€¢]/.test(token) && !/\d[/-]|\d\d|[/-]\d/.test(token)
      ? token.replace(/[0146€¢]/g, sign => lookalikes[sign] ?? sign)
      : token,
  )

/** Levenshtein distance, given up (returns `limit + 1`) as soon as it must exceed `limit`. */
export function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    let least = i
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1
      const value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
      next.push(value)
      if (value < least) least = value
    }
    if (least > limit) return limit + 1
    row = next
  }
  return row[right.length] ?? limit + 1
}

/** Whether two folded strings differ in at most `share` of the longer one's letters. */
export function similar(left: string, right: string, share: number): boolean {
  const limit = Math.floor(Math.max(left.length, right.length) * share)
  return distance(left, right, limit) <= limit
}

/** Letters and digits of the folded text only: for comparing names whatever their dashes, spaces and commas. */
export const letters = (text: string): string => fold(text).replace(/[^a-z0-9]+/g, '')

/** Collapses white space. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

const upper = /\p{Lu}/u
const lower = /\p{Ll}/u
/** Share of capital letters among the letters of `text`; 0 when it has none. */
export function capitals(text: string): number {
  let up = 0
  let all = 0
  for (const letter of text.slice(0, 400)) {
    if (upper.test(letter)) {
      up += 1
      all += 1
    } else if (lower.test(letter)) all += 1
  }
  return all === 0 ? 0 : up / all
}
export const startsUpper = (text: string): boolean => /^["“'(]?\p{Lu}/u.test(text)
export const startsLower = (text: string): boolean => /^\p{Ll}/u.test(text)
