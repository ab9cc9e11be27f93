/**
 * The phrasing most like a message, by cosine of weighted words, word pairs and letter groups over an inverted index. Sees a single
 * telling phrasing where the classifier sees a class, and says how near anything we know is at all.
 */
import { type FamilyWeights, type FeatureSet, type FeatureSpace, families } from './features.ts'

export interface NearestIndex {
  /** Best cosine (0..1) by class. */
  readonly similarities: (features: FeatureSet) => Float32Array
}

export const nearestWeights: FamilyWeights = {
  word: 1,
  pair: 0.7,
  skip: 0.35,
  letters: 0.45,
  marked: 0,
  concept: 0.7,
}

/** Phrasings by feature: those of feature f stand from `starts[f]` to `starts[f + 1]`. Plain data. */
export interface NearestData {
  readonly classes: number
  /** Weight of each feature. */
  readonly weights: Float32Array
  /** What a feature no phrasing has weighs, by family. */
  readonly strange: readonly number[]
  readonly starts: Int32Array
  readonly docs: Uint16Array | Uint32Array
  /** 1 / length of each phrasing's vector, and its class. */
  readonly scales: Float32Array
  readonly labels: Uint16Array
}

/** @param samples phrasings with the class each belongs to, all learnt by `space` */
export function weighNearest(
  samples: readonly { readonly ids: Int32Array; readonly label: number }[],
  classes: number,
  space: FeatureSpace,
  weights: FamilyWeights = nearestWeights,
): NearestData {
  const total = samples.length
  const size = space.size()
  const rarity = (count: number): number => Math.log(1 + total / (1 + count))
  const familyWeights = families.map(family => weights[family])
  const weight = new Float32Array(size)
  // Postings of all features in one array: those of feature f are at starts[f] … starts[f + 1]. A letter group or skip pair of
  // a single phrasing says nothing its words do not say; leaving those out halves the index.
  const starts = new Int32Array(size + 1)
  for (let id = 0; id < size; id++) {
    const family = space.family(id)
    const count = space.count(id)
    weight[id] = (familyWeights[family] ?? 0) * rarity(count)
    const listed = weight[id] !== 0 && (count > 1 || family < 2)
    starts[id + 1] = (starts[id] ?? 0) + (listed ? count : 0)
  }
  const docs = total < 65_536 ? new Uint16Array(starts[size] ?? 0) : new Uint32Array(starts[size] ?? 0)
  const scales = new Float32Array(total)
  const filled = starts.slice()
  samples.forEach(({ ids }, doc) => {
    let squares = 0
    for (const id of ids) {
      squares += (weight[id] ?? 0) ** 2
      const at = filled[id] ?? 0
      if (at >= (starts[id + 1] ?? 0)) continue
      docs[at] = doc
      filled[id] = at + 1
    }
    scales[doc] = squares > 0 ? 1 / Math.sqrt(squares) : 0
  })
  const labels = Uint16Array.from(samples, sample => sample.label)
  return {
    classes,
    weights: weight,
    strange: familyWeights.map(own => own * rarity(0)),
    starts,
    docs,
    scales,
    labels,
  }
}

export function nearestFrom(data: NearestData): NearestIndex {
  const { classes, weights, strange, starts, docs, scales, labels } = data
  const total = labels.length
  const scores = new Float32Array(total)
  return {
    similarities({ ids, unknown }) {
      scores.fill(0)
      let squares = 0
      // What no phrasing has still makes the message less like any of them.
      unknown.forEach((count, family) => {
        squares += count * (strange[family] ?? 0) ** 2
      })
      for (const id of ids) {
        const own = weights[id] ?? 0
        const square = own * own
        squares += square
        const end = starts[id + 1] ?? 0
        for (let at = starts[id] ?? 0; at < end; at++) {
          const doc = docs[at] ?? 0
          scores[doc] = (scores[doc] ?? 0) + square
        }
      }
      const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
      const best = new Float32Array(classes)
      for (let doc = 0; doc < total; doc++) {
        const score = (scores[doc] ?? 0) * scale * (scales[doc] ?? 0)
        const label = labels[doc] ?? 0
        if (score > (best[label] ?? 0)) best[label] = score
      }
      return best
    },
  }
}
