/**
 * Softmax regression over sparse features, trained at start from the content's own phrasings. Words, marks and letter groups are
 * dropped at random while it trains, so that it leans on no single one: people leave out words, marks and letters too.
 */
import { type Centroids, centroidsOf, rivalsOf } from './centroids.ts'
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
  rivals: 32,
  seed: 7,
}

/** Weighted features of one text, scaled to length 1. */
export interface Vector {
  /** Rows of the weight matrix. */
  readonly rows: Int32Array
  readonly values: Float32Array
}

/** A step this small moves no ranking. */
const negligible = 0.004

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
  { starts, labels, shares }: Centroids,
  classes: number,
  factor: number,
): void {
  for (let row = 0; row + 1 < starts.length; row++)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++)
      weights[row * classes + (labels[at] ?? 0)] = factor * (shares[at] ?? 0)
}

/** Trains on all samples; takes about `epochs × samples × features × rivals` additions. */
export function train(
  samples: readonly Sample[],
  classes: number,
  space: FeatureSpace,
  options: TrainingOptions = defaultTraining,
): ClassifierData {
  const rows = chooseRows(samples.length, space, options)
  const vectors = samples.map(({ ids }) => vectorOf(rows, ids))
  const weights = new Float32Array(rows.count * classes)
  const bias = new Float32Array(classes)
  const centroids = centroidsOf(samples, vectors, rows.count, classes)
  startFromCentroids(weights, centroids, classes, options.centroid)
  const rivals = rivalsOf(samples, vectors, centroids, classes, options.rivals)
  descend(weights, bias, { samples, vectors, rivals, isMark: rows.isMark }, options)
  const { rowOf, weightOf } = rows
  return { rowOf, weightOf, bias, ...compacted(weights, rows.count, classes) }
}

/** A trained classifier ready to score. */
export function classifierFrom(data: ClassifierData): Classifier {
  const { bias, cells, scales } = data
  const classes = bias.length
  return {
    scores({ ids }) {
      const out = Float32Array.from(bias)
      const { rows: own, values } = vectorOf(data, ids)
      for (let position = 0; position < own.length; position++) {
        const row = own[position] ?? 0
        const factor = (values[position] ?? 0) * (scales[row] ?? 0)
        const start = row * classes
        for (let label = 0; label < classes; label++)
          out[label] = (out[label] ?? 0) + factor * (cells[start + label] ?? 0)
      }
      return out
    },
  }
}

/** The features that count. */
interface Rows {
  /** Row of each feature in the weight matrix, -1 for those left out. */
  readonly rowOf: Int32Array
  /** Weight of each row's feature. */
  readonly weightOf: Float32Array
}

/** A trained classifier, plain data. */
export interface ClassifierData extends Rows {
  readonly bias: Float32Array
  /** The weight matrix, row by row, each in steps of its own scale. */
  readonly cells: Int8Array
  readonly scales: Float32Array
}

function vectorOf({ rowOf, weightOf }: Rows, ids: Int32Array): Vector {
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

/** Which features count, each with a row of the weight matrix. */
function chooseRows(samples: number, space: FeatureSpace, options: TrainingOptions) {
  const familyWeights = families.map(family => options.families[family])
  const marked = families.indexOf('marked')
  const size = space.size()
  const rowOf = new Int32Array(size).fill(-1)
  const weightOf = new Float32Array(size)
  const isMark = new Uint8Array(size)
  let count = 0
  for (let id = 0; id < size; id++) {
    const family = space.family(id)
    const texts = space.count(id)
    const factor = familyWeights[family] ?? 0
    if (factor === 0 || (texts < options.minCount && family !== 0 && families[family] !== 'concept')) continue
    rowOf[id] = count
    weightOf[count] = (0.3 + Math.log((samples + 1) / (texts + 1)) / Math.log(samples + 1)) * factor
    isMark[count] = family === marked ? 1 : 0
    count++
  }
  return { count, isMark: isMark.slice(0, count), rowOf, weightOf: weightOf.slice(0, count) }
}

/** Every row in steps of its largest weight's 127th part: a quarter of the memory, and no ranking changes that was not a toss-up. */
function compacted(weights: Float32Array, rows: number, classes: number) {
  const cells = new Int8Array(weights.length)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const start = row * classes
    let largest = 0
    for (let at = start; at < start + classes; at++) {
      const size = Math.abs(weights[at] ?? 0)
      if (size > largest) largest = size
    }
    scales[row] = largest / 127
    if (largest === 0) continue
    const factor = 127 / largest
    for (let at = start; at < start + classes; at++) cells[at] = Math.round((weights[at] ?? 0) * factor)
  }
  return { cells, scales }
}

/** Stochastic gradient descent, in place. Rows are walked one after another, because the matrix is far larger than a cache. */
function descend(
  weights: Float32Array,
  bias: Float32Array,
  {
    samples,
    vectors,
    rivals,
    isMark,
  }: {
    readonly samples: readonly Sample[]
    readonly vectors: readonly Vector[]
    readonly rivals: readonly Uint16Array[]
    readonly isMark: Uint8Array
  },
  options: TrainingOptions,
): void {
  const classes = bias.length
  const random = randomFrom(options.seed)
  const order = Int32Array.from(samples.keys())
  const steps = options.epochs * samples.length
  const longest = vectors.reduce((most, { rows }) => Math.max(most, rows.length), 0)
  const kept = new Int32Array(longest)
  const values = new Float32Array(longest)
  const scores = new Float32Array(classes)
  const moved = new Int32Array(classes)
  const keep = 1 - options.decay
  let step = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const sampleIndex of order) {
      const sample = samples[sampleIndex]
      const vector = vectors[sampleIndex]
      const candidates = rivals[sampleIndex]
      if (sample === undefined || vector === undefined || candidates === undefined) continue
      const rate = options.rate * sample.weight * (1 - (0.9 * step++) / steps)
      const withoutMarks = random() < options.unmarked
      let length = 0
      let norm = 0
      for (let position = 0; position < vector.rows.length; position++) {
        const row = vector.rows[position] ?? 0
        if (withoutMarks && isMark[row] === 1) continue
        if (random() < options.dropout) continue
        const value = vector.values[position] ?? 0
        kept[length] = row * classes
        values[length++] = value
        norm += value * value
      }
      if (norm === 0) continue
      const scale = 1 / Math.sqrt(norm)
      const count = candidates.length
      scores.fill(0, 0, count)
      for (let position = 0; position < length; position++) {
        const start = kept[position] ?? 0
        const value = scale * (values[position] ?? 0)
        for (let at = 0; at < count; at++)
          scores[at] = (scores[at] ?? 0) + value * (weights[start + (candidates[at] ?? 0)] ?? 0)
      }
      let top = Number.NEGATIVE_INFINITY
      for (let at = 0; at < count; at++) {
        const score = (scores[at] ?? 0) + (bias[candidates[at] ?? 0] ?? 0)
        scores[at] = score
        if (score > top) top = score
      }
      let sum = 0
      for (let at = 0; at < count; at++) {
        const value = Math.exp((scores[at] ?? 0) - top)
        scores[at] = value
        sum += value
      }
      const floor = options.smoothing / count
      let moving = 0
      for (let at = 0; at < count; at++) {
        const label = candidates[at] ?? 0
        const target = label === sample.label ? 1 - options.smoothing + floor : floor
        const delta = (scores[at] ?? 0) / sum - target
        if (Math.abs(delta) < negligible) continue
        scores[moving] = rate * scale * delta
        moved[moving++] = label
        bias[label] = (bias[label] ?? 0) - 0.1 * rate * delta
      }
      for (let position = 0; position < length; position++) {
        const start = kept[position] ?? 0
        const value = values[position] ?? 0
        for (let at = 0; at < moving; at++) {
          const cell = start + (moved[at] ?? 0)
          weights[cell] = (weights[cell] ?? 0) * keep - (scores[at] ?? 0) * value
        }
      }
    }
  }
}
