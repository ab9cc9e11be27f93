/** Procedure codes as people type them: "1.001193", "1001193", "1 . 001 193", "1.OO1193", one figure off. */

/** A run of digits, or of letters that look like them, in the shape of a code; not part of a longer number. */
const codeLike =
  /(?<![\p{L}\p{N}])([\dl])\s?[.,:\-\s]?\s?([\dol]{3})\s?[.,\s]?\s?([\dol]{3})(?![\p{L}\p{N}])/giu
/** "1.000.094 đồng" is money. */
const moneyAfter = /^\s*(đ|đồng|vnđ|vnd|dong)(?!\p{L})/iu
const saysCode = /(?<!\p{L})(mã|ma|số|so|thủ tục|thu tuc|tthc|code)(?!\p{L})/iu

const digitsOf = (text: string): string => text.replace(/o/gi, '0').replace(/l/gi, '1')

/** Codes written in a text, in the national form, in order; they need not exist. */
export function codesIn(text: string): string[] {
  const found: string[] = []
  for (const match of text.slice(0, 2_000).matchAll(codeLike)) {
    const after = text.slice(match.index + match[0].length)
    const [, kind = '', head = '', tail = ''] = match
    // At least four true digits: "l.lll" is no number.
    if (moneyAfter.test(after) || (match[0].match(/\d/g) ?? []).length < 4) continue
    const code = `${digitsOf(kind)}.${digitsOf(head)}${digitsOf(tail)}`
    if (!found.includes(code)) found.push(code)
  }
  return found
}

/** Whether the text is about a code at all: it says so, or is nothing but one. */
export const meansCode = (text: string): boolean =>
  saysCode.test(text) || /^[\s\d.,:\-ol]+$/i.test(text.trim())

/** The existing code that `text` is, whatever its spacing; undefined when it is none. */
export function codeIn<T>(text: string, known: ReadonlyMap<string, T>): string | undefined {
  return codesIn(text).find(code => known.has(code))
}

/** Existing codes one slip away: a wrong figure, two figures swapped. */
export function nearCodes<T>(code: string, known: ReadonlyMap<string, T>): string[] {
  const digits = code.replace('.', '')
  const found = new Set<string>()
  const add = (changed: string): void => {
    const other = `${changed[0]}.${changed.slice(1)}`
    if (other !== code && known.has(other)) found.add(other)
  }
  for (let index = 0; index < digits.length; index++) {
    const head = digits.slice(0, index)
    const tail = digits.slice(index + 1)
    for (let figure = 0; figure <= 9; figure++) add(`${head}${figure}${tail}`)
    if (tail !== '') add(`${head}${tail[0]}${digits[index]}${tail.slice(1)}`)
  }
  return [...found].sort()
}
