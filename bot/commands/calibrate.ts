/**
 * `npm run -s eval:calibrate -- FILE.jsonl`: fits the confidence weights of content/search/decide.ts on labelled questions and shows, by
 * five-fold cross-validation, what each answering threshold would have brought on questions the fit had not seen.
 */
import { readFileSync } from 'node:fs'
import { read } from '../../content/language/reading.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadDanger } from '../../content/model/danger.ts'
import { loadSmallTalk } from '../../content/model/smalltalk.ts'
import { evidenceVector } from '../../content/search/decide.ts'
import { readLabelled } from '../../content/search/evaluation.ts'
import { createJudge } from '../../content/search/judge.ts'
import { contentDir } from '../content-dir.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s eval:calibrate -- FILE.jsonl [--ward SLUG]'
const folds = 5
const steps = 4_000
const shrink = 0.001

interface Row {
  readonly inputs: readonly number[]
  readonly inScope: boolean
  readonly right: boolean
  readonly offered: boolean
}

const chance = (inputs: readonly number[], weights: readonly number[]): number =>
  1 / (1 + Math.exp(-inputs.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)))

/** Logistic regression by plain gradient descent; few inputs, few rows. */
const fitWeights = (rows: readonly Row[]): number[] => {
  const weights = (rows[0]?.inputs ?? []).map(() => 0)
  for (let step = 0; step < steps; step++) {
    const slope = weights.map(() => 0)
    for (const { inputs, right } of rows) {
      const miss = chance(inputs, weights) - Number(right)
      inputs.forEach((value, index) => {
        slope[index] = (slope[index] ?? 0) + miss * value
      })
    }
    slope.forEach((value, index) => {
      const pull = index === 0 ? 0 : shrink * (weights[index] ?? 0)
      weights[index] = (weights[index] ?? 0) - 0.5 * ((3 * value) / rows.length + pull)
    })
  }
  return weights
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, { ward: { type: 'string' } })
  const [file] = positionals
  if (file === undefined) throw new UsageError(usage)
  const { library } = loadLibrary({ contentDir, ward: values.ward ?? settings().ward })
  const judge = createJudge({
    ...library,
    smalltalk: loadSmallTalk(contentDir),
    danger: loadDanger(contentDir),
  })
  const rows = readLabelled(readFileSync(file, 'utf8')).map(({ q, topics }): Row => {
    const { topics: ranked, evidence } = judge.verdict(read(q, judge.dictionary))
    return {
      inputs: [1, ...evidenceVector(evidence)],
      inScope: topics.length > 0,
      right: topics.includes(ranked[0]?.topic ?? ''),
      offered: ranked.slice(0, 3).some(({ topic }) => topics.includes(topic)),
    }
  })
  const held = rows.map((row, index) => ({ row, fold: index % folds }))
  const judged = Array.from({ length: folds }, (_, fold) => {
    const weights = fitWeights(held.filter(item => item.fold !== fold).map(({ row }) => row))
    return held
      .filter(item => item.fold === fold)
      .map(({ row }) => ({ row, confidence: chance(row.inputs, weights) }))
  }).flat()
  const share = (count: number, of: number): string =>
    `${((100 * count) / Math.max(1, of)).toFixed(1)}`.padStart(6)
  const own = judged.filter(({ row }) => row.inScope)
  const strangers = judged.filter(({ row }) => !row.inScope)
  console.log('threshold  right  wrong helped | out of scope answered (%)')
  for (const threshold of [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85]) {
    const answered = own.filter(({ confidence }) => confidence >= threshold)
    const right = answered.filter(({ row }) => row.right).length
    const offered = own.filter(({ row, confidence }) => confidence < threshold && row.offered).length
    console.log(
      `${threshold.toFixed(2)}      `,
      share(right, own.length),
      share(answered.length - right, own.length),
      share(right + offered, own.length),
      '|',
      share(strangers.filter(({ confidence }) => confidence >= threshold).length, strangers.length),
    )
  }
  const names = 'bias best margin outside similarity outsideSimilarity known covered short'.split(' ')
  console.log(
    fitWeights(rows)
      .map((value, index) => `${names[index]}: ${value.toFixed(2)}`)
      .join(', '),
  )
  return 0
})
