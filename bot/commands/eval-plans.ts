/** `npm run -s eval:plans -- DIR [--json]`: reads every plan text of a folder and scores it against `expected/<ward>.json`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPlan } from '../../content/plan/read/read-plan.ts'
import { type GroupScore, type PlanScore, scorePlan, truthSchema } from '../../content/plan/score.ts'
import { readArguments, runCommand, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s eval:plans -- THƯ_MỤC [--json]'
const groups = ['sections', 'targets', 'tasks', 'reports'] as const

/** Reads and scores one text; null where its truth is missing. */
function scoreFile(folder: string, file: string): { scanned: boolean; score: PlanScore } | null {
  const ward = file.replace(/-\d{4}(?:\.ocr)?\.txt$/, '')
  const truthPath = join(folder, 'expected', `${ward}.json`)
  if (!existsSync(truthPath)) return null
  const source = readFileSync(join(folder, file), 'utf8')
  const truth = truthSchema.parse(JSON.parse(readFileSync(truthPath, 'utf8')))
  const scanned = file.endsWith('.ocr.txt')
  return { scanned, score: scorePlan(readPlan(source), truth, source, scanned) }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const shown = ({ f1, precision, recall, hits, predicted, expected, missed, extra }: GroupScore) => ({
  f1: Number(f1.toFixed(4)),
  precision: Number(precision.toFixed(4)),
  recall: Number(recall.toFixed(4)),
  hits,
  predicted,
  expected,
  missed,
  extra,
})

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, { json: { type: 'boolean' } })
  const [folder] = positionals
  if (folder === undefined || !existsSync(folder)) throw new UsageError(usage)
  const results = readdirSync(folder)
    .filter(file => /-\d{4}(?:\.ocr)?\.txt$/.test(file))
    .toSorted()
    .flatMap(file => {
      const result = scoreFile(folder, file)
      return result === null ? [] : [{ file, ...result }]
    })
  if (results.length === 0) throw new UsageError(`Không thấy kế hoạch nào kèm đáp án trong "${folder}".`)
  const clean = results.filter(result => !result.scanned)
  const macro = Object.fromEntries(
    groups.map(group => [group, Number(mean(clean.map(({ score }) => score[group].f1)).toFixed(4))]),
  )
  const invented = results.flatMap(({ file, score }) => score.invented.map(value => `${file}: ${value}`))
  const report = {
    documents: Object.fromEntries(
      results.map(({ file, scanned, score }) => [
        file,
        {
          scanned,
          metadataExact: score.metadata.length === 0,
          metadataErrors: score.metadata,
          ...Object.fromEntries(groups.map(group => [group, shown(score[group])])),
          invented: score.invented,
          secondary: score.secondary,
        },
      ]),
    ),
    clean: {
      n: clean.length,
      ...macro,
      metadataExact: clean.every(({ score }) => score.metadata.length === 0),
    },
    invented,
  }
  if (values.json === true) console.log(JSON.stringify(report, null, 1))
  else
    for (const { file, score } of results)
      console.log(
        [
          file,
          ...groups.map(group => `${group} ${score[group].f1.toFixed(3)}`),
          score.metadata.length === 0 ? 'metadata exact' : score.metadata.join(', '),
          ...score.invented.map(value => `INVENTED ${value}`),
        ].join('  '),
      )
  // An invented value is worse than any gap: the run fails.
  return invented.length === 0 ? 0 : 1
})
