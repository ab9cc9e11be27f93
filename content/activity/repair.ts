/** Correcting slips of the keyboard in one line: Telex leftovers, swapped or missing letters, words stuck together. */
import { isSyllable } from '../language/syllable.ts'
import { fromTelex } from '../language/telex.ts'
import { stripMarks } from '../language/unicode.ts'
import { knownKeys, knownPairs, knownWords } from './lexicon.ts'
import { type Token, wordToken } from './text.ts'
import { sessionLetters } from './words/time-words.ts'

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
const wellSpelt = (fold: string): boolean =>
  isSyllable(fold) && !/^(?:k[^eiyh]|c[eiy]|g[ey]|gh[^ei]|ng[ei]|ngh[^ei])/.test(fold)

/** Known words one slip away, likeliest first: letters swapped, a letter missing, one too many, one wrong. */
function corrections(fold: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at + 1 < fold.length; at++) {
    const swapped = fold.slice(0, at) + fold.charAt(at + 1) + fold.charAt(at) + fold.slice(at + 2)
    if (swapped !== fold && knownWords.has(swapped)) found.add(swapped)
  }
  for (const word of gaps.get(fold) ?? []) found.add(word)
  if (fold.length < 4) return [...found]
  for (let at = 0; at < fold.length; at++) {
    const gap = fold.slice(0, at) + fold.slice(at + 1)
    if (gap.length > 2 && knownWords.has(gap)) found.add(gap)
    for (const word of gaps.get(gap) ?? [])
      if (
        word.length === fold.length &&
        word.charAt(at) !== fold.charAt(at) &&
        word.slice(0, at) === fold.slice(0, at)
      )
        found.add(word)
  }
  return [...found]
}

/** Known words a stuck token is made of, in order, or none. */
function unstuck(fold: string, first = true): string[] | undefined {
  if (!first && knownWords.has(fold) && fold.length > 1) return [fold]
  for (let cut = Math.min(fold.length - 2, 7); cut >= 2; cut--) {
    const head = fold.slice(0, cut)
    if (!knownWords.has(head) || !(wellSpelt(head) || head.length > 2)) continue
    const rest = unstuck(fold.slice(cut), false)
    if (rest !== undefined && knownPairs.has(`${head} ${rest[0] ?? ''}`)) return [head, ...rest]
  }
  return undefined
}

/** Splits "càiVNeID" where the case changes and both sides are words, and "tốiqua" where known words meet. */
function splitStuck(token: Token, isName: (fold: string) => boolean): Token[] | undefined {
  const { text, fold } = token
  const [, letter, day] = /^(s|c|t|tr)(nay|qua|ni)$/.exec(fold) ?? []
  const session = letter === undefined || token.marked ? undefined : sessionLetters[letter]
  if (session !== undefined && day !== undefined) return [wordToken(session, token.gap), wordToken(day, true)]
  if (fold.length < 4 || text.length !== fold.length) return undefined
  const camel = /^(\p{Ll}{2,})(\p{Lu}.+)$/u.exec(text) ?? /^(\p{Lu}\p{Ll}+)(\p{Lu}.+)$/u.exec(text)
  const [, head, tail] = camel ?? []
  if (head !== undefined && tail !== undefined) {
    const known = (word: string) => knownWords.has(stripMarks(word)) || isName(stripMarks(word))
    if (known(head) && known(tail)) return [wordToken(head, token.gap), wordToken(tail, true)]
  }
  if (wellSpelt(fold)) return undefined
  const parts = unstuck(fold)
  if (parts === undefined) return undefined
  let at = 0
  return parts.map((part, index) => {
    const word = text.slice(at, at + part.length)
    at += part.length
    return wordToken(word, index === 0 ? token.gap : true)
  })
}

/** Telex of a lone abbreviation: "ttddt" → "ttđt". */
const telexLetters = (text: string): string | undefined => {
  if (!/^[a-z]*dd[a-z]*$/i.test(text)) return undefined
  const word = text.replace(/dd/gi, pair => (pair === 'DD' ? 'Đ' : 'đ'))
  return knownWords.has(stripMarks(word)) ? word : undefined
}

const asTyped = (token: Token, word: string): Token =>
  wordToken(token.capital ? word.charAt(0).toUpperCase() + word.slice(1) : word, token.gap)

/** One word made right on its own, or as it was. */
function repairWord(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  telexTyped: boolean,
): Token {
  const { fold, text } = token
  if (!token.marked && text === text.toUpperCase() && text.length > 1) return token
  // A capitalised word may be a name ("Nghé Toong") unless the line is typed in Telex elsewhere.
  if (!token.marked && !knownWords.has(fold) && (!token.capital || telexTyped || previous === undefined)) {
    const telex = fromTelex(fold)
    if (telex !== undefined && (knownWords.has(stripMarks(telex)) || !wellSpelt(fold)))
      return asTyped(token, telex)
    const letters = telexLetters(text)
    if (letters !== undefined) return wordToken(letters, token.gap)
  }
  const strange = token.marked ? !knownKeys.has(token.key) : !knownWords.has(fold)
  if (!strange || fold.length < 3) return token
  const pairsWith = (word: string): boolean =>
    (previous?.kind === 'word' && knownPairs.has(`${previous.fold} ${word}`)) ||
    (next?.kind === 'word' && knownPairs.has(`${word} ${next.fold}`))
  // A word spelt well may be a name: only its neighbour can prove the slip ("hom kai", "tời rơi").
  if (wellSpelt(fold)) {
    if (token.capital || pairsWith(fold)) return token
    const word = corrections(fold).find(pairsWith)
    return word === undefined ? token : asTyped(token, word)
  }
  if (knownWords.has(fold) || (token.capital && previous?.kind === 'word')) return token
  const candidates = corrections(fold)
  const word = candidates.find(pairsWith) ?? candidates[0]
  return word === undefined ? token : asTyped(token, word)
}

/**
 * Tokens with slips corrected. Names are left alone: a capitalised word that could be Vietnamese stays.
 * @param isName folded words of the ward's own places, never corrected
 */
export function repair(tokens: readonly Token[], isName: (fold: string) => boolean): Token[] {
  const apart = tokens.flatMap(token => {
    if (token.kind !== 'word' || knownWords.has(token.fold) || isName(token.fold)) return [token]
    return splitStuck(token, isName) ?? [token]
  })
  const right: Token[] = []
  const telexTyped = apart.some(token => {
    if (
      token.kind !== 'word' ||
      token.marked ||
      token.capital ||
      knownWords.has(token.fold) ||
      wellSpelt(token.fold)
    )
      return false
    const telex = fromTelex(token.fold)
    return telex !== undefined && knownWords.has(stripMarks(telex))
  })
  for (const [index, token] of apart.entries()) {
    if (token.kind !== 'word' || isName(token.fold)) right.push(token)
    else right.push(repairWord(token, right[index - 1], apart[index + 1], telexTyped))
  }
  return right
}
