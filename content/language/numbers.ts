/** Numbers written out in Vietnamese words: "mười bốn" → 14, "hai trăm rưỡi" stays an honest 250. */
import { stripMarks } from './unicode.ts'

const units = new Map(
  Object.entries({
    không: 0,
    linh: 0,
    một: 1,
    mốt: 1,
    hai: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    lăm: 5,
    nhăm: 5,
    sáu: 6,
    bảy: 7,
    bẩy: 7,
    tám: 8,
    chín: 9,
  }),
)
const folded = new Map(
  Object.entries({
    mot: 1,
    hai: 2,
    ba: 3,
    bon: 4,
    tu: 4,
    nam: 5,
    lam: 5,
    nham: 5,
    sau: 6,
    bay: 7,
    tam: 8,
    chin: 9,
  }),
)
const scales = new Map(
  Object.entries({
    muoi: 10,
    chuc: 10,
    tram: 100,
    nghin: 1_000,
    ngan: 1_000,
    trieu: 1_000_000,
    ty: 1_000_000_000,
    ti: 1_000_000_000,
  }),
)

const digitOf = (word: string): number | undefined =>
  units.get(word) ?? (stripMarks(word) === word ? folded.get(word) : undefined)

/**
 * The number that starts at `words[index]`, with how many words it takes; undefined where none starts.
 * Reads 0 … 999 tỷ; "rưỡi" adds half of the last scale. Words without marks are read too ("muoi bon"), single
 * unmarked digits only if the caller has a reason to expect a number ("nam" is also "năm" the year and "nam" male).
 */
export function numberAt(
  words: readonly string[],
  index: number,
): { value: number; length: number } | undefined {
  let total = 0
  let part = 0
  let last = 1
  let digit: number | undefined
  let position = index
  for (; position < words.length; position++) {
    const word = words[position] ?? ''
    const bare = stripMarks(word)
    const value = digitOf(word)
    const scale = scales.get(bare)
    if (scale !== undefined && (position > index || scale === 10) && bare !== 'chuc') {
      if (scale === 10) {
        part += (digit ?? 1) * 10
        last = 10
      } else if (scale === 100) {
        part += (digit ?? 1) * 100
        last = 100
      } else {
        total += (part + (digit ?? 0) || 1) * scale
        part = 0
        last = scale
      }
      digit = undefined
    } else if (scale === 10 && position > index) {
      part += (digit ?? 1) * 10
      digit = undefined
      last = 10
    } else if (bare === 'ruoi' && position > index) {
      if (last === 1) total += 0.5
      else if (last >= 1_000) total += last / 2
      else part += last / 2
      position++
      break
    } else if (value !== undefined && (digit === undefined || value === 0 || digit === 0)) {
      digit = (digit ?? 0) + value
    } else if (bare === 'le' && position > index) {
      // "một trăm lẻ năm": the word only joins
    } else break
  }
  const length = position - index
  if (length === 0) return undefined
  const value = total + part + (digit ?? 0)
  return Number.isFinite(value) ? { value, length } : undefined
}
