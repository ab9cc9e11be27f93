/** Reads "2", "số 2", "hai", "cái thứ hai", "cái cuối" or a label, whole or in part, as one of the choices on offer. */
import { bareWords } from '../content/language/unicode.ts'

const numbers: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  nhat: 1,
  nhi: 2,
  dau: 1,
  'dau tien': 1,
  'tren cung': 1,
  'duoi cung': -1,
  cuoi: -1,
  'cuoi cung': -1,
  one: 1,
  two: 2,
  three: 3,
  first: 1,
  second: 2,
  third: 3,
  last: -1,
}

const people = 'em|anh|chi|toi|tui|minh|bac|chu|co|chau|con|ban'
/** What people say before a choice, and after it; both may be missing. */
const lead = `(?:(?:da|vang|ok|oke|u|um|a|the|vay|thi|${people}|cho|muon|hoi|can|xem|chon|lay|bam|nhan|la|the|number|option) )*`
const kind = '(?:cai|muc|cau|viec|y|phan|so|thu|phim|nut|lua chon|phuong an|ve)'
const tail = `(?: (?:nhe|nha|a|ah|di|ay|do|thoi|nay|nghe|luon|giup|voi|oi|one|${people}))*`
const spelt = Object.keys(numbers)
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const numberPattern = new RegExp(`^${lead}(?:${kind} )*(\\d{1,2}|${spelt})${tail}$`)
const wordsPattern = new RegExp(`^${lead}((?:${kind} )*)(.+?)${tail}$`)

const longestSaid = 120

const byNumber = (said: string): number | undefined => {
  const found = numberPattern.exec(said)?.[1]
  if (found === undefined) return undefined
  return /^\d+$/.test(found) ? Number(found) : numbers[found]
}

/** "cái trễ hạn" among titles of which one holds these words; short labels ("Chưa đúng") must be said whole. */
const byWords = <C extends { readonly label: string }>(
  said: string,
  choices: readonly C[],
): C | undefined => {
  const [, named = '', words = ''] = wordsPattern.exec(said) ?? []
  const count = words.split(' ').length
  if (words === '' || (named === '' && count < 2)) return undefined
  const fitting = choices.filter(({ label }) => {
    const full = bareWords(label)
    const size = full.split(' ').length
    if (full === words) return true
    const enough = named === '' ? count * 2 >= size : true
    return size > 2 && enough && ` ${full} `.includes(` ${words} `)
  })
  return fitting.length === 1 ? fitting[0] : undefined
}

/**
 * @param labelsOnly numbers are meant as numbers, not as choices
 * @returns the picked choice, or undefined when the text says something else
 */
export const pickChoice = <C extends { readonly label: string }>(
  text: string,
  choices: readonly C[],
  labelsOnly: boolean,
): C | undefined => {
  if (text.length > longestSaid) return undefined
  const said = bareWords(text)
  if (said === '') return undefined
  const byLabel = choices.filter(choice => bareWords(choice.label) === said)
  if (byLabel.length === 1) return byLabel[0]
  if (labelsOnly) return undefined
  const number = byNumber(said)
  if (number !== undefined) return number === -1 ? choices.at(-1) : choices[number - 1]
  return byWords(said, choices)
}
