/**
 * Softmax regression over sparse features, trained at start from the content's own phrasings. Words, marks and letter groups are
 * dropped at random while it trains, so that it leans on no single one: people leave out words, marks and letters too.
 */
import type { Family } from './features.ts'

export interface Sample {
  readonly features: readonly { readonly name: string; readonly family: Family }[]
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
  readonly families: Readonly<Record<Family, number>>
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
  epochs: 5,
  rate: 1,
  decay: 1e-5,
  families: { word: 1, pair: 0.8, skip: 0.4, triple: 0.4, letters: 0.35, marked: 0.6, concept: 0.8 },
  dropout: 0.15,
  unmarked: 0.4,
  minCount: 2,
  smoothing: 0.05,
  centroid: 8,
  rivals: 24,
  seed: 7,
}

export interface Vector {
  readonly ids: Int32Array
  readonly values: Float32Array
  /** Share of the message's words (by weight) the model knows, 0..1. */
  readonly known: number
}

export interface Classifier {
  readonly vector: (features: Sample['features']) => Vector
  /** Raw scores by class. */
  readonly scores: (vector: Vector) => Float32Array
  readonly classes: number
  readonly size: number
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
  vectors.reduce((most, { ids }) => Math.max(most, ids.length), 0)

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
    const { ids, values } = vectors[index] ?? { ids: [], values: [] }
    for (let position = 0; position < ids.length; position++) {
      const cell = (ids[position] ?? 0) * classes + label
      weights[cell] = (weights[cell] ?? 0) + share * (values[position] ?? 0)
    }
  })
}

/** The `limit` best classes by score and the right one. */
function rivalsOf(scores: Float32Array, label: number, limit: number): Int32Array {
  const ranked = Array.from(scores.keys())
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, limit)
  if (!ranked.includes(label)) ranked.push(label)
  return Int32Array.from(ranked)
}

/** Trains on all samples; takes about `epochs × samples × features × classes` additions. */
export function train(
  samples: readonly Sample[],
  classes: number,
  options: TrainingOptions = defaultTraining,
): Classifier {
  const counts = new Map<string, number>()
  for (const sample of samples)
    for (const { name } of sample.features) counts.set(name, (counts.get(name) ?? 0) + 1)
  const ids = new Map<string, number>()
  const idf: number[] = []
  for (const sample of samples)
    for (const { name, family } of sample.features) {
      if (ids.has(name)) continue
      const count = counts.get(name) ?? 1
      if (count < options.minCount && family !== 'word' && family !== 'concept') continue
      ids.set(name, ids.size)
      idf.push(
        (0.3 + Math.log((samples.length + 1) / (count + 1)) / Math.log(samples.length + 1)) *
          options.families[family],
      )
    }
  const averageIdf = 1

  const vector = (features: Sample['features']): Vector => {
    const found: number[] = []
    const values: number[] = []
    let norm = 0
    let knownWeight = 0
    let allWeight = 0
    for (const { name, family } of features) {
      const id = ids.get(name)
      if (family === 'word') {
        const weight = id === undefined ? averageIdf : (idf[id] ?? 1)
        allWeight += weight
        if (id !== undefined) knownWeight += weight
      }
      if (id === undefined) continue
      const value = idf[id] ?? 0
      found.push(id)
      values.push(value)
      norm += value * value
    }
    const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
    return {
      ids: Int32Array.from(found),
      values: Float32Array.from(values, value => value * scale),
      known: allWeight > 0 ? knownWeight / allWeight : 0,
    }
  }

  const size = ids.size
  const weights = new Float32Array(size * classes)
  const bias = new Float32Array(classes)
  const scores = ({ ids: found, values }: Vector): Float32Array => {
    const out = Float32Array.from(bias)
    for (let position = 0; position < found.length; position++) {
      const row = (found[position] ?? 0) * classes
      const value = values[position] ?? 0
      for (let label = 0; label < classes; label++)
        out[label] = (out[label] ?? 0) + value * (weights[row + label] ?? 0)
    }
    return out
  }

  const vectors = samples.map(sample => vector(sample.features))
  startFromCentroids(weights, samples, vectors, classes, options.centroid)
  // A phrasing competes only with the classes that resemble it: the others would teach nothing and cost the most time.
  const rivals = vectors.map((full, index) =>
    rivalsOf(scores(full), samples[index]?.label ?? 0, options.rivals),
  )
  const markedFlags = samples.map(sample =>
    Uint8Array.from(
      sample.features.filter(({ name }) => ids.has(name)).map(({ family }) => (family === 'marked' ? 1 : 0)),
    ),
  )
  const random = randomFrom(options.seed)
  const order = Int32Array.from(samples.keys())
  const steps = options.epochs * samples.length
  const kept = new Int32Array(longest(vectors))
  const values = new Float32Array(kept.length)
  const gradient = new Float32Array(options.rivals + 1)
  let step = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const sampleIndex of order) {
      const sample = samples[sampleIndex]
      const full = vectors[sampleIndex]
      const flags = markedFlags[sampleIndex]
      const candidates = rivals[sampleIndex]
      if (sample === undefined || full === undefined || flags === undefined || candidates === undefined)
        continue
      const rate = options.rate * sample.weight * (1 - (0.9 * step++) / steps)
      const withoutMarks = random() < options.unmarked
      let length = 0
      let norm = 0
      for (let position = 0; position < full.ids.length; position++) {
        if (withoutMarks && flags[position] === 1) continue
        if (random() < options.dropout) continue
        const value = full.values[position] ?? 0
        kept[length] = (full.ids[position] ?? 0) * classes
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
  return { vector, scores, classes, size }
}
