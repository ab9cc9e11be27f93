/** `npm run -s eval -- FILE.jsonl [--json] [--wrong]`: how well labelled questions are understood. */
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import {
  type InScope,
  isRight,
  type Outcome,
  outcomeOf,
  readLabelled,
  scoresOf,
} from '../../content/search/evaluation.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s eval -- FILE.jsonl [--json] [--wrong] [--ward SLUG]'
const percent = (value: number): string => `${(value * 100).toFixed(1)}`.padStart(6)

const row = (name: string, scores: InScope): string =>
  [
    name.padEnd(14),
    String(scores.n).padStart(4),
    ...[
      scores.top1,
      scores.recall3,
      scores.answeredRight,
      scores.answeredWrong,
      scores.helped,
      scores.declined,
    ].map(percent),
  ].join(' ')

const mistake = ({ question, shown, topics, ranked, confidence }: Outcome): string =>
  [
    shown.padEnd(8),
    confidence === null ? '    ' : confidence.toFixed(2),
    question.topics.join(',') || '(ngoài phạm vi)',
    '→',
    (topics.length > 0 ? topics : ranked.slice(0, 3)).join(',') || '-',
    '|',
    question.q,
  ].join(' ')

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    ward: { type: 'string' },
    json: { type: 'boolean' },
    wrong: { type: 'boolean' },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError(usage)
  const questions = readLabelled(readFileSync(file, 'utf8'))
  const holder = createContentHolder(
    { contentDir, ward: values.ward ?? settings().ward },
    pino({ level: 'silent' }),
  )
  const { engine } = holder.current()
  const outcomes = questions.map(question => outcomeOf(question, engine.parts(question.q)))
  const scores = scoresOf(outcomes)
  if (values.json === true) console.log(JSON.stringify(scores))
  else {
    console.log(`${' '.repeat(18)}   top1    r@3  right  wrong helped declined (%)`)
    console.log(row('all in scope', scores.inScope))
    for (const [style, { inScope }] of Object.entries(scores.byStyle))
      if (inScope.n > 0) console.log(row(style, inScope))
    const { n, declined, offered, answered } = scores.outOfScope
    console.log(
      `out of scope ${n}: declined ${percent(declined)}, offered ${percent(offered)}, answered ${percent(answered)}`,
    )
  }
  if (values.wrong === true)
    for (const outcome of outcomes) {
      const strange = outcome.question.topics.length === 0
      if (strange ? outcome.shown === 'answered' : !isRight(outcome) || outcome.shown !== 'answered')
        console.log(mistake(outcome))
    }
  return 0
})
