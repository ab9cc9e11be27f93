/** Okapi BM25 with each class as one document (all its phrasings): slow to be fooled by a single odd phrasing. */
import { type FamilyWeights, type FeatureSet, type FeatureSpace, families } from './features.ts'

export interface Bm25 {
  readonly scores: (features: Pick<FeatureSet, 'ids'>) => Float32Array
}

export const bm25Weights: FamilyWeights = {
  word: 1,
  pair: 1,
  skip: 0.5,
  letters: 0.3,
  marked: 0.3,
  concept: 1,
}
/** Usual values: how soon repetition stops counting, how much long documents are held back. */
const saturation = 1.5
const lengthShare = 0.75

/** Scores by feature: those of feature f stand from `starts[f]` to `starts[f + 1]`. Plain data. */
export interface Bm25Data {
  readonly classes: number
  readonly starts: Int32Array
  readonly labels: Uint16Array
  readonly values: Float32Array
}

/** @param samples phrasings with class and weight, all learnt by `space` */
export function weighBm25(
  samples: readonly { readonly ids: Int32Array; readonly label: number; readonly weight: number }[],
  classes: number,
  space: FeatureSpace,
  weights: FamilyWeights = bm25Weights,
): Bm25Data {
  const familyWeights = families.map(family => weights[family])
  const size = space.size()
  const lengths = new Float32Array(classes)
  // A letter group or skip pair met once says nothing its words do not.
  const telling = (id: number): boolean => space.family(id) < 2 || space.count(id) > 1
  // Samples of one class stand together, so each class is met once: first to count places, then to fill them.
  const byClass = samples.toSorted((a, b) => a.label - b.label)
  const starts = new Int32Array(size + 1)
  const lastLabel = new Int32Array(size).fill(-1)
  for (const { ids, label, weight } of byClass)
    for (const id of ids) {
      if (!telling(id)) continue
      lengths[label] = (lengths[label] ?? 0) + weight
      if (lastLabel[id] === label) continue
      lastLabel[id] = label
      starts[id + 1] = (starts[id + 1] ?? 0) + 1
    }
  for (let id = 0; id < size; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0)
  const labels = new Uint16Array(starts[size] ?? 0)
  const values = new Float32Array(labels.length)
  const filled = starts.slice()
  lastLabel.fill(-1)
  for (const { ids, label, weight } of byClass)
    for (const id of ids) {
      if (!telling(id)) continue
      if (lastLabel[id] !== label) {
        lastLabel[id] = label
        labels[filled[id] ?? 0] = label
        filled[id] = (filled[id] ?? 0) + 1
      }
      const at = (filled[id] ?? 0) - 1
      values[at] = (values[at] ?? 0) + weight
    }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, classes)
  for (let id = 0; id < size; id++) {
    const start = starts[id] ?? 0
    const end = starts[id + 1] ?? 0
    const rarity = Math.log(1 + (classes - (end - start) + 0.5) / (end - start + 0.5))
    const factor = (familyWeights[space.family(id)] ?? 0) * rarity * (saturation + 1)
    for (let at = start; at < end; at++) {
      const times = values[at] ?? 0
      const length = 1 - lengthShare + (lengthShare * (lengths[labels[at] ?? 0] ?? 0)) / (average || 1)
      values[at] = (factor * times) / (times + saturation * length)
    }
  }
  return { classes, starts, labels, values }
}

export function bm25From({ classes, starts, labels, values }: Bm25Data): Bm25 {
  return {
    scores({ ids }) {
      const out = new Float32Array(classes)
      for (const id of ids) {
        const end = starts[id + 1] ?? 0
        for (let at = starts[id] ?? 0; at < end; at++) {
          const label = labels[at] ?? 0
          out[label] = (out[label] ?? 0) + (values[at] ?? 0)
        }
      }
      return out
    },
  }
}
