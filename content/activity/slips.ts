/** Slips of the fingers: which known words are one swapped, missing, extra or wrong letter away, and how they are spelt. */
import { isSyllable } from '../language/syllable.ts'
import { stripMarks, toneKey } from '../language/unicode.ts'
import { knownKeys, knownWords, spellings, spellingsOf } from './lexicon.ts'
import { type Token, wordToken } from './text.ts'
import { unitWords } from './words/count-words.ts'

/** Units of one word: right after a number only they are expected. */
export const countable: ReadonlySet<string> = new Set(
  unitWords.flatMap(([word]) => (word.includes(' ') || word.length < 2 ? [] : [stripMarks(word)])),
)

/** Every order of a word with two neighbouring letters swapped. */
export const swapsOf = (word: string): string[] =>
  Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`,
  ).filter(swapped => swapped !== word)

/** Known words that a swap of two letters makes. */
export const swaps = (fold: string): string[] => swapsOf(fold).filter(word => knownWords.has(word))

/** One folded word with a letter left out → the known words it may stand for: how slips are looked up quickly. */
const gaps = new Map<string, string[]>()
for (const word of knownWords) {
  if (!/^[a-z]{3,}$/.test(word)) continue
  for (let at = 0; at < word.length; at++) {
    const gap = word.slice(0, at) + word.slice(at + 1)
    const words = gaps.get(gap)
    if (words === undefined) gaps.set(gap, [word])
    else if (!words.includes(word)) words.push(word)
  }
}

/** Spelt as a Vietnamese syllable can be (k before e i y only, and so on): stricter than {@link isSyllable}. */
export const wellSpelt = (fold: string): boolean =>
  isSyllable(fold) && !/^(?:k[^eiyh]|c[eiy]|g[ey]|gh[^ei]|ng[ei]|ngh[^ei])/.test(fold)

/** Known words one slip away, likeliest first: letters swapped, a letter missing, one too many, one wrong. */
export function corrections(fold: string, least = 4): string[] {
  const found = new Set<string>()
  // A key held too long: "treoo", "thanhh".
  const once = fold.replace(/(.)\1/, '$1')
  if (once !== fold && knownWords.has(once)) found.add(once)
  for (const swapped of swaps(fold)) found.add(swapped)
  for (const word of gaps.get(fold) ?? []) found.add(word)
  if (fold.length < least) return [...found]
  const shorter = Array.from(fold, (_, at) => fold.slice(0, at) + fold.slice(at + 1))
  for (const gap of shorter) if (gap.length >= least - 1 && knownWords.has(gap)) found.add(gap)
  for (const [at, gap] of shorter.entries()) {
    for (const word of gaps.get(gap) ?? [])
      if (
        word.length === fold.length &&
        word.charAt(at) !== fold.charAt(at) &&
        word.startsWith(fold.slice(0, at))
      )
        found.add(word)
  }
  return [...found]
}

/** Known words with one letter more. */
export const oneMissing = (fold: string): readonly string[] => gaps.get(fold) ?? []

/** The token with another spelling, in its own case. */
export const asTyped = (token: Token, word: string): Token =>
  wordToken(token.capital ? word.charAt(0).toUpperCase() + word.slice(1) : word, token.gap)

/** The token as the known folded `word`, keeping the marks the writer gave where the same slip explains them. */
export function respelt(token: Token, word: string): Token {
  if (!token.marked) return asTyped(token, spellings.get(word) ?? word)
  const orders = [
    ...swapsOf(token.lower),
    ...Array.from(token.lower, (_, at) => token.lower.slice(0, at) + token.lower.slice(at + 1)),
  ]
  const own = orders.filter(order => stripMarks(order) === word)
  return asTyped(
    token,
    own.find(order => knownKeys.has(wordToken(order, false).key)) ?? spellings.get(word) ?? own[0] ?? word,
  )
}

const toneOf = (word: string): string | undefined =>
  /[\u0300\u0301\u0303\u0309\u0323]/.exec(word.normalize('NFD'))?.[0]

/** The one known word with the letters and tone of `word` where only a hat is missing: "chièu" → "chiều". */
export function withHat(word: string): string | undefined {
  const tone = toneOf(word)
  const fitting = [...(spellingsOf.get(stripMarks(word)) ?? [])].filter(known => toneOf(known) === tone)
  return fitting.length === 1 ? fitting[0] : undefined
}

/** Whether swapping two letters of the token as written gives a marked word we know, whose letters are `word`. */
export const keepsMarks = (token: Token, word: string): boolean =>
  token.marked &&
  swapsOf(token.lower).some(order => stripMarks(order) === word && knownKeys.has(toneKey(order)))
