/** Finger and ear slips: the likely word behind one that our content never uses, or never uses beside its neighbours. */
import { isSyllable, oneSpelling } from './syllable.ts'

/** What the content says: counts of folded words and of neighbours. */
export interface Lexicon {
  readonly has: (word: string) => boolean
  readonly count: (word: string) => number
  readonly pairs: (left: string, right: string) => number
}

// Sounds that regions merge and therefore write for each other (s/x, ch/tr, d/gi/r, l/n, final n/ng and c/t, y/i).
const heardAlike: readonly (readonly [RegExp, string])[] = [
  [/^x/, 's'],
  [/^s/, 'x'],
  [/^ch/, 'tr'],
  [/^tr/, 'ch'],
  [/^gi(?=[aeou])/, 'd'],
  [/^d/, 'gi'],
  [/^r/, 'd'],
  [/^d/, 'r'],
  [/^l/, 'n'],
  [/^n(?![gh])/, 'l'],
  [/^v/, 'd'],
  [/^d/, 'v'],
  [/^qu/, 'h'],
  [/^c/, 'k'],
  [/^k(?!h)/, 'c'],
  [/^ng(?!h)/, 'ngh'],
  [/^ngh/, 'ng'],
  [/^g(?![hi])/, 'gh'],
  [/n$/, 'ng'],
  [/ng$/, 'n'],
  [/c$/, 't'],
  [/t$/, 'c'],
  [/nh$/, 'n'],
  [/n$/, 'nh'],
  [/ch$/, 't'],
  [/t$/, 'ch'],
  [/iu$/, 'ieu'],
  [/ieu$/, 'iu'],
  [/uou$/, 'uu'],
  [/um$/, 'uom'],
  [/uoi$/, 'ui'],
  [/im$/, 'iem'],
  [/ip$/, 'iep'],
  [/ai$/, 'ay'],
  [/ay$/, 'ai'],
  [/ao$/, 'au'],
  [/au$/, 'ao'],
  [/om$/, 'am'],
  [/op$/, 'ap'],
  [/inh$/, 'anh'],
  [/anh$/, 'inh'],
]

/** Spellings that sound like `word` somewhere in the country. */
export function soundAlikes(word: string): string[] {
  return heardAlike.flatMap(([pattern, other]) => (pattern.test(word) ? [word.replace(pattern, other)] : []))
}

const deletions = (word: string): string[] =>
  Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1))

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const place = new Map(
  rows.flatMap((row, y) => [...row].map((key, x) => [key, { x: x + y * 0.4, y }] as const)),
)
const near = (a: string, b: string): boolean => {
  const [from, to] = [place.get(a), place.get(b)]
  return (
    from !== undefined && to !== undefined && Math.abs(from.x - to.x) <= 1.1 && Math.abs(from.y - to.y) <= 1
  )
}

/** Cost of writing `typed` for `meant`, 0 … 1, or undefined when it is more than one slip away. */
export function slipCost(typed: string, meant: string): number | undefined {
  let start = 0
  while (start < typed.length && start < meant.length && typed[start] === meant[start]) start++
  let end = 0
  while (
    end < typed.length - start &&
    end < meant.length - start &&
    typed[typed.length - 1 - end] === meant[meant.length - 1 - end]
  )
    end++
  const a = typed.slice(start, typed.length - end)
  const b = meant.slice(start, meant.length - end)
  const first = start === 0 ? 0.25 : 0
  if (a.length === 0 && b.length === 0) return 0
  if (a.length === 1 && b.length === 0)
    return typed[start - 1] === a || typed[start + 1] === a ? 0.3 : 0.5 + first
  if (a.length === 0 && b.length === 1) return 0.5 + first
  if (a.length === 1 && b.length === 1) return (near(a, b) ? 0.5 : 0.75) + first
  if (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]) return 0.4
  return undefined
}

/** A corrector over one lexicon; building it costs some milliseconds, a lookup some microseconds. */
export interface Speller {
  /**
   * The words with slips mended; same length. A word is left alone unless the evidence is clear.
   * @param marked whether the word at an index was typed with marks: a possible syllable is then hardly a slip
   */
  readonly mend: (words: readonly string[], marked?: (index: number) => boolean) => string[]
  /** Two or more known words written without the space between ("dangky"), or undefined. */
  readonly unglue: (word: string) => string[] | undefined
}

/** @param vocabulary every folded word worth correcting to */
export function createSpeller(vocabulary: Iterable<string>, lexicon: Lexicon): Speller {
  const byDeletion = new Map<string, string[]>()
  const list = (key: string, word: string): void => {
    const words = byDeletion.get(key)
    if (words === undefined) byDeletion.set(key, [word])
    else words.push(word)
  }
  const known = new Set<string>()
  for (const word of vocabulary) {
    if (!/^[a-z]{2,12}$/.test(word) || known.has(word)) continue
    known.add(word)
    list(word, word)
    for (const shorter of deletions(word)) list(shorter, word)
  }
  const memo = new Map<string, { word: string; cost: number }[]>()
  const candidates = (word: string): { word: string; cost: number }[] => {
    const seen = memo.get(word)
    if (seen !== undefined) return seen
    const found = new Map<string, number>()
    for (const key of [word, ...deletions(word)])
      for (const meant of byDeletion.get(key) ?? []) {
        const cost = meant === word ? undefined : slipCost(word, meant)
        if (cost !== undefined) found.set(meant, cost)
      }
    for (const meant of soundAlikes(word)) if (known.has(meant) && meant !== word) found.set(meant, 0.35)
    const result = [...found].map(([meant, cost]) => ({ word: meant, cost }))
    if (memo.size > 5_000) memo.clear()
    memo.set(word, result)
    return result
  }
  const support = (left: string | undefined, word: string, right: string | undefined): number =>
    (left === undefined ? 0 : lexicon.pairs(left, word)) +
    (right === undefined ? 0 : lexicon.pairs(word, right))

  const mend: Speller['mend'] = (words, marked = () => false) => {
    const out = [...words]
    for (let index = 0; index < out.length; index++) {
      const word = out[index] ?? ''
      if (!/^[a-z]{2,12}$/.test(word)) continue
      const left = out[index - 1]
      const right = out[index + 1]
      const isKnown = lexicon.has(word)
      if (isKnown && support(left, word, right) > 0) continue
      const strange = !isKnown && !isSyllable(word)
      // A known word, or a syllable that may be a name, changes only when its neighbours ask for the other one.
      const needed =
        (strange ? (word.length >= 4 ? 0 : 2) : isKnown ? 6 : 3) * (strange || !marked(index) ? 1 : 2)
      let best: string | undefined
      let bestScore = Number.NEGATIVE_INFINITY
      for (const candidate of candidates(word)) {
        const pairs = support(left, candidate.word, right)
        if (pairs < needed * (0.5 + candidate.cost)) continue
        const score =
          2 * Math.log1p(pairs) + Math.log1p(lexicon.count(candidate.word)) * 0.5 - 4 * candidate.cost
        if (score > bestScore) {
          bestScore = score
          best = candidate.word
        }
      }
      if (best !== undefined) out[index] = best
    }
    return out
  }

  const unglue = (word: string): string[] | undefined => {
    if (!/^[a-z]{5,30}$/.test(word) || known.has(word) || isSyllable(word)) return undefined
    // best[i] = fewest known words that spell word[0..i); words of one letter would split anything
    const best: (string[] | undefined)[] = [[]]
    for (let end = 1; end <= word.length; end++)
      for (let start = Math.max(0, end - 7); start <= end - 2; start++) {
        const head = best[start]
        const piece = oneSpelling(word.slice(start, end))
        if (head === undefined || !known.has(piece) || !isSyllable(piece)) continue
        const current = best[end]
        if (current === undefined || head.length + 1 < current.length) best[end] = [...head, piece]
      }
    const pieces = best[word.length]
    if (pieces === undefined || pieces.length < 2 || pieces.length > 5) return undefined
    const joined = pieces.slice(1).every((piece, index) => lexicon.pairs(pieces[index] ?? '', piece) > 0)
    return joined ? pieces : undefined
  }
  return { mend, unglue }
}
