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

/** @param samples phrasings with class and weight, all learnt by `space` */
export function createBm25(
  samples: readonly { readonly ids: Int32Array; readonly label: number; readonly weight: number }[],
  classes: number,
  space: FeatureSpace,
  weights: FamilyWeights = bm25Weights,
): Bm25 {
  const familyWeights = families.map(family => weights[family])
  const size = space.size()
  const lengths = new Float32Array(classes)
  const labelsOf: number[][] = []
  const timesOf: number[][] = []
  // As in the phrasing index: a letter group or skip pair met once says nothing its words do not.
  const telling = (id: number): boolean => space.family(id) < 2 || space.count(id) > 1
  // Samples of one class stand together, so the last label of a list is the current one.
  for (const { ids, label, weight } of samples.toSorted((a, b) => a.label - b.label))
    for (const id of ids) {
      if (!telling(id)) continue
      labelsOf[id] ??= []
      timesOf[id] ??= []
      const labels = labelsOf[id]
      const times = timesOf[id]
      if (labels === undefined || times === undefined) continue
      lengths[label] = (lengths[label] ?? 0) + weight
      if (labels.at(-1) === label) times[times.length - 1] = (times.at(-1) ?? 0) + weight
      else {
        labels.push(label)
        times.push(weight)
      }
    }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, classes)
  const starts = new Int32Array(size + 1)
  for (let id = 0; id < size; id++) starts[id + 1] = (starts[id] ?? 0) + (labelsOf[id]?.length ?? 0)
  const labels = new Int32Array(starts[size] ?? 0)
  const values = new Float32Array(labels.length)
  for (let id = 0; id < size; id++) {
    const own = labelsOf[id] ?? []
    const rarity = Math.log(1 + (classes - own.length + 0.5) / (own.length + 0.5))
    const factor = (familyWeights[space.family(id)] ?? 0) * rarity * (saturation + 1)
    own.forEach((label, index) => {
      const times = timesOf[id]?.[index] ?? 0
      const length = 1 - lengthShare + (lengthShare * (lengths[label] ?? 0)) / (average || 1)
      labels[(starts[id] ?? 0) + index] = label
      values[(starts[id] ?? 0) + index] = (factor * times) / (times + saturation * length)
    })
  }
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
