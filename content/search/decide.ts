/** From scores to what to do: answer, offer choices, or decline; thresholds were chosen on the development questions. */
import type { Ranked } from './decision.ts'

/** What a decision looks at, each 0..1. */
export interface Evidence {
  /** Probability of the best topic. */
  readonly best: number
  /** Of the second topic. */
  readonly second: number
  /** Of all outside kinds together. */
  readonly outside: number
  /** Likeness of the message to the best topic's nearest phrasing. */
  readonly similarity: number
  /** Likeness to the nearest outside phrasing. */
  readonly outsideSimilarity: number
  /** Share of its words our content knows. */
  readonly known: number
  /** Share of its words that phrasings of the best topic use. */
  readonly covered: number
  /** Words in the message. */
  readonly length: number
}

/** Logistic weights over the evidence; fitted by `eval:calibrate` with k-fold cross-validation. */
export interface Calibration {
  readonly bias: number
  readonly best: number
  readonly margin: number
  readonly outside: number
  readonly similarity: number
  readonly outsideSimilarity: number
  readonly known: number
  readonly covered: number
  readonly short: number
}

export const calibration: Calibration = {
  bias: -3.07,
  best: -0.03,
  margin: 3.37,
  outside: -4.41,
  similarity: 2.52,
  outsideSimilarity: -1.43,
  known: -0.96,
  covered: 3.62,
  short: 0.27,
}

/** Answer at or above; below it, offer choices at or above the second; below that, decline. */
export const answerAbove = 0.75
export const choicesAbove = 0.15

/** A word or two that name a field ("căn cước", "đất đai") are no question while no matter of the field is this likely. */
const fieldBelow = 0.8
export const namesField = ({ length, best }: Evidence): boolean => length <= 2 && best < fieldBelow

/** Inputs of the logistic, in the order of {@link Calibration} after the bias. */
export const evidenceVector = (evidence: Evidence): number[] => [
  evidence.best,
  evidence.best - evidence.second,
  evidence.outside,
  evidence.similarity,
  evidence.outsideSimilarity,
  evidence.known,
  evidence.covered,
  evidence.length <= 3 ? 1 : 0,
]

/** Probability that the best entry is the right answer. */
export function confidenceOf(evidence: Evidence, weights: Calibration = calibration): number {
  const { bias, best, margin, outside, similarity, outsideSimilarity, known, covered, short } = weights
  const factors = [best, margin, outside, similarity, outsideSimilarity, known, covered, short]
  const sum = evidenceVector(evidence).reduce(
    (total, value, index) => total + value * (factors[index] ?? 0),
    bias,
  )
  return 1 / (1 + Math.exp(-sum))
}

/** Two or three candidates worth offering: the third only when it is not far behind. */
export function candidatesOf(ranked: readonly Ranked[]): Ranked[] {
  const [first, second, third] = ranked
  if (first === undefined) return []
  if (second === undefined) return [first]
  return third !== undefined && third.score >= 0.02 ? [first, second, third] : [first, second]
}
