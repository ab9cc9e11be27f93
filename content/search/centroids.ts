/** The mean of each class, where training starts, and which classes a phrasing can be mistaken for. */
import type { Sample, Vector } from './classifier.ts'

/** Mean vector of each class, by row: classes and shares of row r stand from `starts[r]` to `starts[r + 1]`. */
export interface Centroids {
  readonly starts: Int32Array
  readonly labels: Uint16Array
  readonly shares: Float32Array
}

export function centroidsOf(
  samples: readonly Sample[],
  vectors: readonly Vector[],
  rows: number,
  classes: number,
): Centroids {
  const sizes = new Float32Array(classes)
  for (const { label } of samples) sizes[label] = (sizes[label] ?? 0) + 1
  // Samples of one class together: a row meets each class once, first to count places, then to fill them.
  const order = Array.from(samples.keys()).sort((a, b) => (samples[a]?.label ?? 0) - (samples[b]?.label ?? 0))
  const starts = new Int32Array(rows + 1)
  const last = new Int32Array(rows).fill(-1)
  for (const index of order) {
    const label = samples[index]?.label ?? 0
    for (const row of vectors[index]?.rows ?? []) {
      if (last[row] === label) continue
      last[row] = label
      starts[row + 1] = (starts[row + 1] ?? 0) + 1
    }
  }
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const labels = new Uint16Array(starts[rows] ?? 0)
  const shares = new Float32Array(labels.length)
  const next = starts.slice()
  last.fill(-1)
  for (const index of order) {
    const label = samples[index]?.label ?? 0
    const { rows: own, values } = vectors[index] ?? { rows: [], values: [] }
    for (let position = 0; position < own.length; position++) {
      const row = own[position] ?? 0
      if (last[row] !== label) {
        last[row] = label
        labels[next[row] ?? 0] = label
        next[row] = (next[row] ?? 0) + 1
      }
      const at = (next[row] ?? 0) - 1
      shares[at] = (shares[at] ?? 0) + (values[position] ?? 0) / (sizes[label] ?? 1)
    }
  }
  return { starts, labels, shares }
}

/** A phrasing competes only with the classes that resemble it: the others would teach nothing and cost the most time. */
export function rivalsOf(
  samples: readonly Sample[],
  vectors: readonly Vector[],
  { starts, labels, shares }: Centroids,
  classes: number,
  limit: number,
): Uint16Array[] {
  const find = rivalFinder(classes, limit)
  const scores = new Float32Array(classes)
  return vectors.map(({ rows, values }, index) => {
    scores.fill(0)
    for (let position = 0; position < rows.length; position++) {
      const row = rows[position] ?? 0
      const value = values[position] ?? 0
      const end = starts[row + 1] ?? 0
      for (let at = starts[row] ?? 0; at < end; at++) {
        const label = labels[at] ?? 0
        scores[label] = (scores[label] ?? 0) + value * (shares[at] ?? 0)
      }
    }
    return find(scores, samples[index]?.label ?? 0)
  })
}

/** Finds about the `limit` best classes by score, ascending, and the right one: a histogram finds the cut without sorting. */
function rivalFinder(classes: number, limit: number): (scores: Float32Array, label: number) => Uint16Array {
  const steps = 128
  const buckets = new Int32Array(steps)
  const bucketOf = new Uint8Array(classes)
  const found = new Uint16Array(classes)
  return (scores, label) => {
    let high = 0
    for (let other = 0; other < classes; other++) {
      const score = scores[other] ?? 0
      if (score > high) high = score
    }
    // Scores are sums of shares, so none is below 0.
    const scale = high > 0 ? (steps - 1) / high : 0
    buckets.fill(0)
    for (let other = 0; other < classes; other++) {
      const bucket = ((scores[other] ?? 0) * scale) | 0
      bucketOf[other] = bucket
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    let cut = steps - 1
    for (let above = buckets[cut] ?? 0; cut > 0 && above + (buckets[cut - 1] ?? 0) <= limit; )
      above += buckets[--cut] ?? 0
    let length = 0
    for (let other = 0; other < classes; other++)
      if (other === label || (bucketOf[other] ?? 0) >= cut) found[length++] = other
    return found.slice(0, length)
  }
}
