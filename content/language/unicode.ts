/** Bringing Vietnamese letters to one comparable shape: Unicode forms, invisible characters, tone marks, diacritics. */

/** Longest text we look at, in UTF-16 units; nobody's question needs more, and cost stays bounded. */
export const maxLength = 4_000

// Zero-width and bidirectional controls, soft hyphen, variation selectors, BOM: invisible, but they split words.
// A class of its own per Unicode category; U+034F joins letters unseen and is a mark by category.
const invisible = /\p{Cf}|\p{Variation_Selector}|\u034f|[\u115f\u1160]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
const control = /[\u0000-\u001f\u007f-\u009f]+/g
const plain = /^[ -~àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ\u1ea0-\u1ef9]*$/
/** Letters other keyboards send for đ: Icelandic eth and African d (seen in old web pages and fonts). */
const dLookalikes = /[ðɖ]/g

/**
 * Lower case, composed (NFC), compatibility forms replaced (full-width, "mathematical bold"), nothing invisible, single
 * spaces. Cut at {@link maxLength}. Idempotent; composed and decomposed input give the same; never throws.
 */
export function clean(text: string): string {
  // Nearly all texts: composed Vietnamese letters and ASCII, on which the steps below change nothing but case and spaces.
  if (text.length <= maxLength && plain.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
  return text
    .slice(0, maxLength)
    .toWellFormed()
    .replace(invisible, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(invisible, '')
    .replace(dLookalikes, 'đ')
    .replace(control, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const combining = /\p{M}+/gu
const ascii = /^[\0-\x7f]*$/

/** Remembers what a costly pure function made of a word; people use few different words. Emptied when it grows too large. */
export function remembering<T>(make: (word: string) => T): (word: string) => T {
  const made = new Map<string, T>()
  return word => {
    if (word.length > 24) return make(word)
    const before = made.get(word)
    if (before !== undefined) return before
    const result = make(word)
    if (made.size >= 20_000) made.clear()
    made.set(word, result)
    return result
  }
}

/** Takes every diacritic away and makes đ d: "Đăng ký" → "dang ky". Idempotent. */
export const stripMarks: (text: string) => string = remembering(text =>
  ascii.test(text)
    ? text.toLowerCase()
    : text.toLowerCase().normalize('NFD').replace(combining, '').replace(/[đðɖ]/g, 'd').normalize('NFC'),
)

/** {@link clean}, then {@link stripMarks}: what two people type the same who differ in keyboard only. */
export const fold = (text: string): string => stripMarks(clean(text)).trim()

/** {@link fold}, letters and digits alone, a space between: what was said, however it was punctuated. */
export const bareWords = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

const tones = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const toneMark = /[\u0300\u0301\u0303\u0309\u0323]/g

/**
 * A word's spelling with its tone moved to the end as a digit (huyền 1, sắc 2, ngã 3, hỏi 4, nặng 5, none = no digit):
 * "hoà" and "hòa" → "hoa1", "uỷ" and "ủy" → "uy4". Two schools of tone placement, one key.
 */
export const toneKey: (word: string) => string = remembering(word => {
  if (ascii.test(word)) return word
  const decomposed = word.normalize('NFD')
  let tone = 0
  const bare = decomposed.replace(toneMark, mark => {
    tone = tones.indexOf(mark) + 1
    return ''
  })
  const letters = bare.normalize('NFC')
  return tone === 0 ? letters : `${letters}${tone}`
})

/** Whether a word carries any Vietnamese mark (tone, hat, horn, breve or đ): its writer types with diacritics. */
export const hasMarks: (word: string) => boolean = remembering(
  word => !ascii.test(word) && stripMarks(word) !== word.toLowerCase().normalize('NFC'),
)
