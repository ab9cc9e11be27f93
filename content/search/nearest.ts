/**
 * The phrasing most like a message, by cosine of weighted words, word pairs and letter groups over an inverted index. Sees a single
 * telling phrasing where the classifier sees a class, and says how near anything we know is at all.
 */
import type { Family } from './features.ts'

type Features = readonly { readonly name: string; readonly family: Family }[]

export interface NearestIndex {
  /** Best cosine (0..1) by class. */
  readonly similarities: (features: Features) => Float32Array
}

const weightOf: Readonly<Record<Family, number>> = {
  word: 1,
  pair: 0.7,
  skip: 0.35,
  triple: 0,
  letters: 0.45,
  marked: 0,
  concept: 0.7,
}

/** @param samples phrasings with the class each belongs to */
export function createNearest(
  samples: readonly { readonly features: Features; readonly label: number }[],
  classes: number,
): NearestIndex {
  const counts = new Map<string, number>()
  for (const { features } of samples)
    for (const { name } of features) counts.set(name, (counts.get(name) ?? 0) + 1)
  const total = samples.length
  const weight = (name: string, family: Family): number =>
    weightOf[family] * Math.log(1 + total / (1 + (counts.get(name) ?? 0)))
  const postings = new Map<string, { docs: number[]; weights: number[] }>()
  samples.forEach(({ features }, doc) => {
    const weights = features.map(({ name, family }) => weight(name, family))
    const norm = Math.hypot(...weights) || 1
    features.forEach(({ name }, index) => {
      const value = weights[index] ?? 0
      if (value === 0) return
      const list = postings.get(name) ?? { docs: [], weights: [] }
      if (list.docs.length === 0) postings.set(name, list)
      list.docs.push(doc)
      list.weights.push(value / norm)
    })
  })
  const index = new Map(
    [...postings].map(([name, { docs, weights }]) => [
      name,
      { docs: Int32Array.from(docs), weights: Float32Array.from(weights) },
    ]),
  )
  const labels = Int32Array.from(samples, sample => sample.label)
  const scores = new Float32Array(total)
  return {
    similarities(features) {
      scores.fill(0)
      let norm = 0
      for (const { name, family } of features) {
        const value = weight(name, family)
        if (value === 0) continue
        norm += value * value
        const list = index.get(name)
        if (list === undefined) continue
        const { docs, weights } = list
        for (let at = 0; at < docs.length; at++) {
          const doc = docs[at] ?? 0
          scores[doc] = (scores[doc] ?? 0) + value * (weights[at] ?? 0)
        }
      }
      const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
      const best = new Float32Array(classes)
      for (let doc = 0; doc < total; doc++) {
        const score = (scores[doc] ?? 0) * scale
        const label = labels[doc] ?? 0
        if (score > (best[label] ?? 0)) best[label] = score
      }
      return best
    },
  }
}
