/** The ranker: learns every class (entries, outside kinds, small talk, danger) from the content and scores a message against all. */
import { conceptsOf } from '../language/concepts.ts'
import { createLexicon, type Dictionary, type Reading, read } from '../language/reading.ts'
import { createSpeller } from '../language/spelling.ts'
import { type Classifier, type Sample, softmax, train } from './classifier.ts'
import { featureNames } from './features.ts'
import { createNearest, type NearestIndex } from './nearest.ts'

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
  readonly reading: Reading
}

export interface Ranker {
  readonly categories: readonly Category[]
  readonly dictionary: Dictionary
  readonly score: (reading: Reading) => Scored
}

/** How much the nearest phrasing counts beside the classifier; chosen on the development questions (tests/eval/README.md). */
export const nearestShare = 8
/** Softens the joint scores to probabilities that are right as often as they say. */
export const temperature = 1.4

// The classifier does as well without letter groups and word triples (the nearest-phrasing index has them), in a third of the time.
const forClassifier = (features: Sample['features']): Sample['features'] =>
  features.filter(
    ({ family }) => family === 'word' || family === 'pair' || family === 'marked' || family === 'concept',
  )

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
  const samples = drafts.map(({ reading, label, weight }) => ({
    features: featureNames(reading, conceptsOf(reading)),
    label,
    weight,
  }))
  const classifier: Classifier = train(
    samples.map(sample => ({ ...sample, features: forClassifier(sample.features) })),
    categories.length,
  )
  const nearest: NearestIndex = createNearest(samples, categories.length)
  return {
    categories,
    dictionary,
    score(reading) {
      const features = featureNames(reading, conceptsOf(reading))
      const vector = classifier.vector(forClassifier(features))
      const scores = classifier.scores(vector)
      const similarities = nearest.similarities(features)
      for (let label = 0; label < scores.length; label++)
        scores[label] = (scores[label] ?? 0) + nearestShare * (similarities[label] ?? 0)
      return { probabilities: softmax(scores, temperature), similarities, known: vector.known, reading }
    },
  }
}
