/** The ranker: learns every class (entries, outside kinds, small talk, danger) from the content and scores a message against all. */
import { createLexicon, type Dictionary, type Reading, read } from '../language/reading.ts'
import { createSpeller, type Lexicon } from '../language/spelling.ts'
import { createBm25 } from './bm25.ts'
import { softmax, train } from './classifier.ts'
import { learnFeatures } from './features.ts'
import { createNearest } from './nearest.ts'

/** What a message can be: an entry, something outside the ward's business, small talk, a cry for help. */
export interface Category {
  readonly kind: 'entry' | 'elsewhere' | 'smalltalk' | 'danger'
  /** Entry id, elsewhere id, intent or danger kind. */
  readonly id: string
  /** Phrasings with their weight (1 = an editor's phrasing). */
  readonly texts: readonly { readonly text: string; readonly weight: number }[]
}

export interface Scored {
  /** Probability by category, in the order given; sums to 1. */
  readonly probabilities: Float32Array
  /** Likeness (0..1) to the nearest phrasing, by category. */
  readonly similarities: Float32Array
  /** Share of the message's words that our content uses, rare words weighing more. */
  readonly known: number
  /** Share of the message's words, rare ones weighing more, that phrasings of these categories use. */
  readonly coverage: (labels: readonly number[]) => number
}

export interface Ranker {
  readonly categories: readonly Category[]
  readonly dictionary: Dictionary
  readonly score: (reading: Reading) => Scored
}

/** How much likeness to the nearest phrasing counts beside the classifier; both shares were chosen on the development questions (tests/eval/README.md). */
export const nearestShare = 8
/** The same for BM25. */
export const bm25Share = 0.08
/** Softens the joint scores to probabilities that are right as often as they say. */
export const temperature = 1

/** Builds dictionary, classifier and phrasing index; under a second for the shipped content. */
export function createRanker(categories: readonly Category[], vocabulary: readonly string[] = []): Ranker {
  const drafts = categories.flatMap(({ texts }, label) =>
    texts.map(({ text, weight }) => ({ reading: read(text), label, weight })),
  )
  const lexicon = createLexicon([
    ...drafts.map(({ reading }) => reading),
    ...vocabulary.map(text => read(text)),
  ])
  const dictionary = { lexicon, speller: createSpeller(lexicon.words(), lexicon) }
  const { space, texts } = learnFeatures(drafts.map(({ reading }) => reading))
  const samples = drafts.map(({ label, weight }, index) => ({
    ids: texts[index] ?? new Int32Array(),
    label,
    weight,
  }))
  const classifier = train(samples, categories.length, space)
  const bm25 = createBm25(samples, categories.length, space)
  const nearest = createNearest(samples, categories.length, space)
  const coverage = createCoverage(drafts, categories.length)
  return {
    categories,
    dictionary,
    score(reading) {
      const features = space.look(reading)
      const scores = classifier.scores(features)
      const words = bm25.scores(features)
      const similarities = nearest.similarities(features)
      for (let label = 0; label < scores.length; label++)
        scores[label] =
          (scores[label] ?? 0) + nearestShare * (similarities[label] ?? 0) + bm25Share * (words[label] ?? 0)
      return {
        probabilities: softmax(scores, temperature),
        similarities,
        known: knownShare(reading, lexicon),
        coverage: labels => coverage(reading, labels),
      }
    },
  }
}

/** Which categories use a word, as bits: for the share of a message's words that some of them use. */
function createCoverage(
  drafts: readonly { readonly reading: Reading; readonly label: number }[],
  categories: number,
): (reading: Reading, labels: readonly number[]) => number {
  const perWord = Math.ceil(categories / 32)
  const idOf = new Map<string, number>()
  for (const { reading } of drafts)
    for (const { folded } of reading.words) if (!idOf.has(folded)) idOf.set(folded, idOf.size)
  const bits = new Int32Array(idOf.size * perWord)
  // In how many categories a word occurs: "giấy" tells little, "xổ" much.
  const spread = new Uint16Array(idOf.size)
  for (const { reading, label } of drafts)
    for (const { folded } of reading.words) {
      const id = idOf.get(folded) ?? 0
      const at = id * perWord + (label >> 5)
      const bit = 1 << (label & 31)
      if (((bits[at] ?? 0) & bit) !== 0) continue
      bits[at] = (bits[at] ?? 0) | bit
      spread[id] = (spread[id] ?? 0) + 1
    }
  return ({ words }, labels) => {
    let covered = 0
    let all = 0
    for (const { folded } of words) {
      const id = idOf.get(folded)
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

/** Rare words tell most about a topic: not knowing one weighs more than knowing "của". A mended word is half known. */
function knownShare({ words }: Reading, { count }: Lexicon): number {
  let known = 0
  let all = 0
  for (const { folded, mended } of words) {
    const times = count(folded)
    const weight = 1 / (1 + Math.log1p(times) / 3)
    all += weight
    if (times > 0) known += mended ? weight / 2 : weight
  }
  return all > 0 ? known / all : 0
}
