/**
 * Softmax regression over sparse features, trained at start from the content's own phrasings. Words, marks and letter groups are
 * dropped at random while it trains, so that it leans on no single one: people leave out words, marks and letters too.
 */
import { type FamilyWeights, type FeatureSet, type FeatureSpace, families } from './features.ts'

export interface Sample {
  /** Features, learnt by the space. */
  readonly ids: Int32Array
  /** Index of the class it belongs to. */
  readonly label: number
  /** How much it counts, 1 = a phrasing of an editor. */
  readonly weight: number
}

export interface TrainingOptions {
  readonly epochs: number
  readonly rate: number
  /** Weight decay a step, applied to touched rows. */
  readonly decay: number
  /** Factor of each family's features. */
  readonly families: FamilyWeights
  /** Share of single features dropped from a sample in one epoch. */
  readonly dropout: number
  /** Share of times a sample's marks are dropped all together (people without a Vietnamese keyboard). */
  readonly unmarked: number
  /** Families whose features must occur at least this often to count; words and concepts always count. */
  readonly minCount: number
  /** Label smoothing: share of certainty spread over all classes. */
  readonly smoothing: number
  /** How strongly the class means start the weights. */
  readonly centroid: number
  /** Classes a sample competes with. */
  readonly rivals: number
  readonly seed: number
}

export const defaultTraining: TrainingOptions = {
  epochs: 4,
  rate: 2,
  decay: 1e-5,
  families: { word: 1, pair: 0.8, skip: 0, letters: 0, marked: 0.6, concept: 0.8 },
  dropout: 0.15,
  unmarked: 0.4,
  minCount: 2,
  smoothing: 0.05,
  centroid: 8,
  rivals: 40,
  seed: 7,
}

interface Vector {
  /** Rows of the weight matrix. */
  readonly rows: Int32Array
  readonly values: Float32Array
}

export interface Classifier {
  /** Raw scores by class. */
  readonly scores: (features: Pick<FeatureSet, 'ids'>) => Float32Array
}

/** Small, fast, repeatable (mulberry32); content must train to the same model on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** In place: scores → probabilities. */
export function softmax(scores: Float32Array, temperature = 1): Float32Array {
  let top = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > top) top = score
  let sum = 0
  for (let index = 0; index < scores.length; index++) {
    const value = Math.exp(((scores[index] ?? 0) - top) / temperature)
    scores[index] = value
    sum += value
  }
  for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] ?? 0) / sum
  return scores
}

const longest = (vectors: readonly Vector[]): number =>
  vectors.reduce((most, { rows }) => Math.max(most, rows.length), 0)

function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const held = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = held
  }
}

/** Weights before training: `factor` × the mean vector of each class, so that even untrained pairs of classes are told apart. */
function startFromCentroids(
  weights: Float32Array,
  samples: readonly Sample[],
  vectors: readonly Vector[],
  classes: number,
  factor: number,
): void {
  const sizes = new Float32Array(classes)
  for (const { label } of samples) sizes[label] = (sizes[label] ?? 0) + 1
  samples.forEach(({ label }, index) => {
    const share = factor / (sizes[label] ?? 1)
    const { rows, values } = vectors[index] ?? { rows: [], values: [] }
    for (let position = 0; position < rows.length; position++) {
      const cell = (rows[position] ?? 0) * classes + label
      weights[cell] = (weights[cell] ?? 0) + share * (values[position] ?? 0)
    }
  })
}

/** About the `limit` best classes by score, and the right one: a histogram finds the cut without sorting. */
function rivalsOf(scores: Float32Array, label: number, limit: number): Int32Array {
  if (scores.length <= limit) return Int32Array.from(scores.keys())
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const score of scores) {
    if (score < low) low = score
    if (score > high) high = score
  }
  const buckets = new Int32Array(128)
  const scale = high > low ? 127 / (high - low) : 0
  for (const score of scores) {
    const bucket = Math.floor((score - low) * scale)
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  let cut = 127
  for (let above = buckets[127] ?? 0; cut > 0 && above + (buckets[cut - 1] ?? 0) <= limit; )
    above += buckets[--cut] ?? 0
  const out: number[] = [label]
  for (let other = 0; other < scores.length; other++)
    if (other !== label && Math.floor(((scores[other] ?? 0) - low) * scale) >= cut) out.push(other)
  return Int32Array.from(out)
}

/** Trains on all samples; takes about `epochs × samples × features × rivals` additions. */
export function train(
  samples: readonly Sample[],
  classes: number,
  space: FeatureSpace,
  options: TrainingOptions = defaultTraining,
): Classifier {
  const familyWeights = families.map(family => options.families[family])
  const marked = families.indexOf('marked')
  // Row of each feature in the weight matrix, -1 for those left out; and its weight.
  const rowOf = new Int32Array(space.size()).fill(-1)
  const weightOf: number[] = []
  const isMark: number[] = []
  for (let id = 0; id < rowOf.length; id++) {
    const family = space.family(id)
    const count = space.count(id)
    const factor = familyWeights[family] ?? 0
    if (factor === 0 || (count < options.minCount && family !== 0 && families[family] !== 'concept')) continue
    rowOf[id] = weightOf.length
    weightOf.push(
      (0.3 + Math.log((samples.length + 1) / (count + 1)) / Math.log(samples.length + 1)) * factor,
    )
    isMark.push(family === marked ? 1 : 0)
  }
  const vector = (ids: Int32Array): Vector => {
    const rows = new Int32Array(ids.length)
    const values = new Float32Array(ids.length)
    let length = 0
    let squares = 0
    for (const id of ids) {
      const row = rowOf[id] ?? -1
      if (row < 0) continue
      const value = weightOf[row] ?? 0
      rows[length] = row
      values[length++] = value
      squares += value * value
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let at = 0; at < length; at++) values[at] = (values[at] ?? 0) * scale
    return { rows: rows.subarray(0, length), values: values.subarray(0, length) }
  }

  const weights = new Float32Array(weightOf.length * classes)
  const bias = new Float32Array(classes)
  const scores = ({ rows, values }: Vector): Float32Array => {
    const out = Float32Array.from(bias)
    for (let position = 0; position < rows.length; position++) {
      const row = (rows[position] ?? 0) * classes
      const value = values[position] ?? 0
      for (let label = 0; label < classes; label++)
        out[label] = (out[label] ?? 0) + value * (weights[row + label] ?? 0)
    }
    return out
  }

  const vectors = samples.map(sample => vector(sample.ids))
  startFromCentroids(weights, samples, vectors, classes, options.centroid)
  // A phrasing competes only with the classes that resemble it: the others would teach nothing and cost the most time.
  const rivals = vectors.map((full, index) =>
    rivalsOf(scores(full), samples[index]?.label ?? 0, options.rivals),
  )
  const random = randomFrom(options.seed)
  const order = Int32Array.from(samples.keys())
  const steps = options.epochs * samples.length
  const kept = new Int32Array(longest(vectors))
  const values = new Float32Array(kept.length)
  const gradient = new Float32Array(Math.max(classes, options.rivals + 1))
  let step = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const sampleIndex of order) {
      const sample = samples[sampleIndex]
      const full = vectors[sampleIndex]
      const candidates = rivals[sampleIndex]
      if (sample === undefined || full === undefined || candidates === undefined) continue
      const rate = options.rate * sample.weight * (1 - (0.9 * step++) / steps)
      const withoutMarks = random() < options.unmarked
      let length = 0
      let norm = 0
      for (let position = 0; position < full.rows.length; position++) {
        const row = full.rows[position] ?? 0
        if (withoutMarks && isMark[row] === 1) continue
        if (random() < options.dropout) continue
        const value = full.values[position] ?? 0
        kept[length] = row * classes
        values[length++] = value
        norm += value * value
      }
      if (norm === 0) continue
      const scale = 1 / Math.sqrt(norm)
      const rivalCount = candidates.length
      let top = Number.NEGATIVE_INFINITY
      for (let at = 0; at < rivalCount; at++) {
        const label = candidates[at] ?? 0
        let score = bias[label] ?? 0
        for (let position = 0; position < length; position++)
          score += scale * (values[position] ?? 0) * (weights[(kept[position] ?? 0) + label] ?? 0)
        gradient[at] = score
        if (score > top) top = score
      }
      let sum = 0
      for (let at = 0; at < rivalCount; at++) {
        const value = Math.exp((gradient[at] ?? 0) - top)
        gradient[at] = value
        sum += value
      }
      const floor = options.smoothing / rivalCount
      for (let at = 0; at < rivalCount; at++) {
        const label = candidates[at] ?? 0
        const target = label === sample.label ? 1 - options.smoothing + floor : floor
        const delta = (gradient[at] ?? 0) / sum - target
        if (Math.abs(delta) < 0.001) continue
        const change = rate * scale * delta
        for (let position = 0; position < length; position++) {
          const cell = (kept[position] ?? 0) + label
          weights[cell] = (weights[cell] ?? 0) * (1 - options.decay) - change * (values[position] ?? 0)
        }
        bias[label] = (bias[label] ?? 0) - 0.1 * rate * delta
      }
    }
  }
  return { scores: ({ ids }) => scores(vector(ids)) }
}
