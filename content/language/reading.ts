/** Reading a message: from whatever a keyboard, a dialect or a dictation left to words the ranker can compare. */
import { createHashTable, type HashData, hashOf, hashOfBoth, hashTableFrom } from './hashing.ts'
import { numberAt } from './numbers.ts'
import { expandShortForms, isShortForm, toStandard } from './short-forms.ts'
import type { Lexicon, Speller } from './spelling.ts'
import { isSyllable, oneSpelling } from './syllable.ts'
import { fromTelex, repairKeystrokes } from './telex.ts'
import { clean, hasMarks, remembering, stripMarks, toneKey } from './unicode.ts'

export interface Word {
  /** Comparison form: no marks, one spelling. */
  readonly folded: string
  /** With marks, tone last (see `toneKey`), when its writer typed marks; undefined when not. */
  readonly marked: string | undefined
  /** Whether the spelling was mended: the word is a guess. */
  readonly mended: boolean
}

export interface Reading {
  readonly words: readonly Word[]
  /** Index of the first word of every clause but the first, as punctuation or line ends part them. */
  readonly clauses: readonly number[]
}

/** What reading needs to know about our content; see `createSpeller`. */
export interface Dictionary {
  readonly lexicon: Lexicon
  readonly speller: Speller
}

const wordPattern = /đ\/c(?!\p{L})|[\p{L}\p{N}]+(?:[.,/-](?=\d)[\p{N}]+)*|[.?!;:,…\n]/gu
const boundary = /^[.?!;:,…\n]$/
/** Most words we read; the rest of a longer text adds nothing but time. */
const maxWords = 400

interface Token {
  word: string
  mended: boolean
}

/** Runs of three or more of a letter are stress, not spelling ("ơiiii", "khônggg"); at the start they are none ("cccd"). */
const squeeze = remembering(word =>
  word.replace(/(?<=\p{L})(\p{L})\1{2,}/gu, '$1').replace(/^([aeiouy])\1{2,}/u, '$1'),
)
/** "7t", "60t" after a person is an age. */
const ages = (word: string): string[] => (/^\d{1,3}t$/.test(word) ? [word.slice(0, -1), 'tuổi'] : [word])
/** "muc2", "to4", "đủ14tuổi": letters and digits grown together, unless the content knows the form ("ct07", "nq57"). */
const partDigits = (word: string, known: (folded: string) => boolean): string[] =>
  !/\d/.test(word)
    ? [word]
    : /^\p{L}{2,}\d+\p{L}*$|^\d+\p{L}{2,}$/u.test(word) && !known(stripMarks(word))
      ? (word.match(/\d+|\p{L}+/gu) ?? [word])
      : ages(word)

function isNumberContext(words: readonly string[], index: number): boolean {
  return /^(tuoi|thang|ngay|nam|trieu|nghin|ngan|dong|muoi|tram|con|dua|nguoi|muc)$/.test(
    stripMarks(words[index] ?? ''),
  )
}

/** Number words before a unit become digits: "mười bốn tuổi" → "14 tuổi"; a lone digit word only beside "tuổi". */
function digits(words: readonly string[]): string[] {
  const out: string[] = []
  for (let index = 0; index < words.length; ) {
    const found = numberAt(words, index)
    const unit = found === undefined ? -1 : index + found.length
    const aged = stripMarks(words[unit] ?? '') === 'tuoi'
    if (found !== undefined && (aged || (found.length > 1 && isNumberContext(words, unit)))) {
      out.push(String(found.value))
      index = unit
    } else {
      out.push(words[index] ?? '')
      index++
    }
  }
  return out
}

function readClause(raw: readonly string[], dictionary: Dictionary | undefined): Token[] {
  const known = (folded: string): boolean => dictionary?.lexicon.has(folded) ?? false
  const typed = raw.map(squeeze)
  // VNI digits are looked at before digits are parted from letters, else "chu7ng1" falls to pieces.
  const repaired = repairKeystrokes(typed, word => isShortForm(word) || known(word)).flatMap(word =>
    partDigits(word, known),
  )
  const unglued = repaired.flatMap(word => {
    const bare = stripMarks(word)
    return (hasMarks(word) ? undefined : dictionary?.speller.unglue(bare)) ?? [word]
  })
  const markedText = unglued.some(hasMarks)
  const standard = (from: readonly string[]): string[] => toStandard(expandShortForms(from), markedText)
  const once = standard(unglued)
  // What the tables gave may be a short or regional form itself; what they left alone they leave again.
  const settled = once.length === unglued.length && once.every((word, index) => word === unglued[index])
  const words = digits(settled ? once : standard(once))
  if (dictionary === undefined) return words.map(word => ({ word, mended: false }))
  const bare = words.map(word => oneSpelling(stripMarks(word)))
  const mended = dictionary.speller.mend(bare, index => hasMarks(words[index] ?? ''))
  return words.map((word, index) => {
    const other = mended[index]
    return other === undefined || other === bare[index]
      ? { word, mended: false }
      : { word: other, mended: true }
  })
}

/**
 * Reads a text of any kind; never throws. Without a dictionary (as when the dictionary itself is being built) slips stay.
 * Marks a writer typed are kept as evidence; a text without any is compared by folded words alone.
 */
export function read(text: string, dictionary?: Dictionary): Reading {
  const lines = text.slice(0, 4_000).split(/[\r\n]+/)
  const words: Word[] = []
  const clauses: number[] = []
  for (const line of lines) {
    let clause: string[] = []
    const flush = (): void => {
      if (clause.length === 0) return
      if (words.length > 0) clauses.push(words.length)
      for (const { word, mended } of readClause(clause, dictionary)) {
        const folded = oneSpelling(stripMarks(word))
        if (folded === '') continue
        words.push({ folded, marked: !mended && hasMarks(word) ? toneKey(word) : undefined, mended })
      }
      clause = []
    }
    for (const token of clean(line).match(wordPattern) ?? []) {
      if (boundary.test(token)) flush()
      else if (words.length + clause.length < maxWords) clause.push(token === 'đ/c' ? 'đchỉ' : token)
    }
    flush()
  }
  return { words, clauses }
}

/** The folded words of a reading in one string, single spaces. */
export const foldedText = (reading: Reading): string => reading.words.map(word => word.folded).join(' ')

/** Counts of words and of neighbours, plain data. */
export interface LexiconData {
  readonly counts: ReadonlyMap<string, number>
  readonly pairs: HashData
}

/**
 * Keystrokes left in a phrasing ("ddawng kys") are not words: counted as such, they would keep every message from being
 * repaired that is typed like it.
 */
const withoutKeystrokes = (counts: ReadonlyMap<string, number>): Map<string, number> =>
  new Map(
    [...counts].filter(([word, count]) => {
      const meant = isSyllable(word) ? undefined : fromTelex(word)
      return meant === undefined || (counts.get(oneSpelling(stripMarks(meant))) ?? 0) < count
    }),
  )

/** Counts words and neighbours of all content. */
export function countWords(readings: Iterable<Reading>): LexiconData {
  const counts = new Map<string, number>()
  // Pairs are many and looked up by the two words at hand, so numbers do.
  const neighbours = createHashTable(50_000)
  for (const { words } of readings) {
    let left = 0
    words.forEach(({ folded }, index) => {
      counts.set(folded, (counts.get(folded) ?? 0) + 1)
      const right = hashOf(folded)
      if (index > 0) neighbours.add(hashOfBoth(left, right), 1)
      left = right
    })
  }
  return { counts: withoutKeystrokes(counts), pairs: neighbours.data() }
}

/** What the content says, for Telex, gluing and spelling repair. */
export const createLexicon = (
  readings: Iterable<Reading>,
): Lexicon & { readonly words: () => Iterable<string> } => lexiconFrom(countWords(readings))

/** A lexicon over counts made before. */
export function lexiconFrom({
  counts,
  pairs,
}: LexiconData): Lexicon & { readonly words: () => Iterable<string> } {
  const neighbours = hashTableFrom(pairs)
  return {
    has: word => counts.has(word),
    count: word => counts.get(word) ?? 0,
    pairs: (left, right) => Math.max(0, neighbours.get(hashOfBoth(hashOf(left), hashOf(right)))),
    // A word seen once that is no syllable may itself be somebody's deliberate slip in a phrasing.
    words: () => [...counts].filter(([word, count]) => count > 1 || isSyllable(word)).map(([word]) => word),
  }
}
