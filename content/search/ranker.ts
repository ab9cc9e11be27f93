/** The ranker: learns every class (entries, outside kinds, small talk, danger) from the content and scores a message against all. */
import {
  countWords,
  type Dictionary,
  type LexiconData,
  lexiconFrom,
  type Reading,
  read,
} from '../language/reading.ts'
import { createSpeller, type Lexicon } from '../language/spelling.ts'
import { type Bm25Data, bm25From, weighBm25 } from './bm25.ts'
import { type ClassifierData, classifierFrom, softmax, train } from './classifier.ts'
import { type CoverageData, collectCoverage, coverageFrom } from './coverage.ts'
import { type FeatureData, learnFeatures, spaceOf } from './features.ts'
import { type NearestData, nearestFrom, weighNearest } from './nearest.ts'

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
export const nearestShare = 5
/** The same for BM25. */
export const bm25Share = 0.1
/** Softens the joint scores to probabilities that are right as often as they say. */
export const temperature = 1

/** Everything learnt from the categories, plain data: can be made in another process and sent. */
export interface RankerModel {
  readonly lexicon: LexiconData
  readonly features: FeatureData
  readonly classifier: ClassifierData
  readonly bm25: Bm25Data
  readonly nearest: NearestData
  readonly coverage: CoverageData
}

/** Learns from all phrasings; about a second for the shipped content. */
export function trainRanker(categories: readonly Category[]): RankerModel {
  const drafts = categories.flatMap(({ texts }, label) =>
    texts.map(({ text, weight }) => ({ reading: read(text), label, weight })),
  )
  const readings = drafts.map(({ reading }) => reading)
  const { features, texts } = learnFeatures(readings)
  const space = spaceOf(features)
  const samples = drafts.map(({ label, weight }, index) => ({
    ids: texts[index] ?? new Int32Array(),
    label,
    weight,
  }))
  return {
    lexicon: countWords(readings),
    features,
    classifier: train(samples, categories.length, space),
    bm25: weighBm25(samples, categories.length, space),
    nearest: weighNearest(samples, categories.length, space),
    coverage: collectCoverage(drafts, categories.length),
  }
}

/** The ranker over what was learnt from the same categories; some milliseconds. */
export function createRanker(categories: readonly Category[], model = trainRanker(categories)): Ranker {
  const lexicon = lexiconFrom(model.lexicon)
  const dictionary = { lexicon, speller: createSpeller(lexicon.words(), lexicon) }
  const space = spaceOf(model.features)
  const classifier = classifierFrom(model.classifier)
  const bm25 = bm25From(model.bm25)
  const nearest = nearestFrom(model.nearest)
  const coverage = coverageFrom(model.coverage)
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
