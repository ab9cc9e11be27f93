/** Which categories' phrasings use a word: how much of a message an answer's own phrasings account for. */
import type { Reading } from '../language/reading.ts'

/** Plain data. */
export interface CoverageData {
  readonly categories: number
  readonly ids: ReadonlyMap<string, number>
  /** One bit a category, 32 to a number, words one after another. */
  readonly bits: Int32Array
  /** In how many categories each word occurs: "giấy" tells little, "xổ" much. */
  readonly spread: Uint16Array
}

export type Coverage = (reading: Reading, labels: readonly number[]) => number

const numbersFor = (categories: number): number => Math.ceil(categories / 32)

/** @param drafts phrasings with the category of each */
export function collectCoverage(
  drafts: readonly { readonly reading: Reading; readonly label: number }[],
  categories: number,
): CoverageData {
  const perWord = numbersFor(categories)
  const ids = new Map<string, number>()
  for (const { reading } of drafts)
    for (const { folded } of reading.words) if (!ids.has(folded)) ids.set(folded, ids.size)
  const bits = new Int32Array(ids.size * perWord)
  const spread = new Uint16Array(ids.size)
  for (const { reading, label } of drafts)
    for (const { folded } of reading.words) {
      const id = ids.get(folded) ?? 0
      const at = id * perWord + (label >> 5)
      const bit = 1 << (label & 31)
      if (((bits[at] ?? 0) & bit) !== 0) continue
      bits[at] = (bits[at] ?? 0) | bit
      spread[id] = (spread[id] ?? 0) + 1
    }
  return { categories, ids, bits, spread }
}

/** Share (0..1) of a message's words, rare ones weighing more, that phrasings of some of these categories use. */
export function coverageFrom({ categories, ids, bits, spread }: CoverageData): Coverage {
  const perWord = numbersFor(categories)
  return ({ words }, labels) => {
    let covered = 0
    let all = 0
    for (const { folded } of words) {
      const id = ids.get(folded)
      const rarity = Math.log(1 + categories / (1 + (id === undefined ? 0 : (spread[id] ?? 0))))
      all += rarity
      if (id === undefined) continue
      const uses = (label: number): boolean =>
        ((bits[id * perWord + (label >> 5)] ?? 0) & (1 << (label & 31))) !== 0
      if (labels.some(uses)) covered += rarity
    }
    return all > 0 ? covered / all : 0
  }
}
