/**
 * `npm run -s eval:floors -- ../shared`: runs the evaluations over the development sets and fails when a figure has
 * fallen below its floor. Floors only rise.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shared = process.argv[2] ?? join(root, '..', 'shared')

interface Floor {
  /** Path in the JSON, e.g. "inScope.top1". */
  readonly figure: string
  readonly atLeast?: number
  readonly atMost?: number
}
interface Evaluation {
  readonly name: string
  readonly command: readonly string[]
  readonly needs: string
  readonly floors: readonly Floor[]
}

const evaluations: readonly Evaluation[] = [
  {
    name: 'questions',
    needs: join(shared, 'eval', 'dev.jsonl'),
    command: ['commands/eval', join(shared, 'eval', 'dev.jsonl'), '--json'],
    floors: [
      { figure: 'inScope.top1', atLeast: 0.94 },
      { figure: 'inScope.recall3', atLeast: 0.98 },
      { figure: 'inScope.answeredRight', atLeast: 0.88 },
      { figure: 'inScope.answeredWrong', atMost: 0.025 },
      { figure: 'inScope.helped', atLeast: 0.96 },
      { figure: 'outOfScope.answered', atMost: 0.02 },
    ],
  },
  {
    name: 'own questions',
    needs: join(root, 'tests', 'eval', 'own-questions.jsonl'),
    command: ['commands/eval', join(root, 'tests', 'eval', 'own-questions.jsonl'), '--json'],
    floors: [
      { figure: 'inScope.top1', atLeast: 0.95 },
      { figure: 'inScope.answeredWrong', atMost: 0.02 },
      { figure: 'inScope.helped', atLeast: 0.97 },
      { figure: 'outOfScope.answered', atMost: 0.03 },
    ],
  },
  {
    name: 'activity lines',
    needs: join(shared, 'eval', 'activity.dev.jsonl'),
    command: [
      'commands/eval-activity',
      join(shared, 'eval', 'activity.dev.jsonl'),
      '--today',
      '2026-11-22',
      '--json',
    ],
    floors: [
      { figure: 'exact', atLeast: 0.9 },
      { figure: 'form', atLeast: 0.94 },
      { figure: 'date', atLeast: 0.97 },
      { figure: 'minutes', atLeast: 0.95 },
      { figure: 'place', atLeast: 0.85 },
      { figure: 'topicsF1', atLeast: 0.88 },
      { figure: 'reject.precision', atLeast: 0.95 },
      { figure: 'reject.recall', atLeast: 0.95 },
    ],
  },
  {
    name: 'own dialogues',
    needs: join(root, 'tests', 'eval', 'own-dialogues.jsonl'),
    command: ['commands/eval-dialogues', join(root, 'tests', 'eval', 'own-dialogues.jsonl'), '--json'],
    floors: [
      { figure: 'turns.right', atLeast: 0.93 },
      { figure: 'dialogues.right', atLeast: 0.85 },
    ],
  },
  {
    name: 'plan documents',
    needs: join(shared, 'plans'),
    command: ['commands/eval-plans', join(shared, 'plans'), '--json'],
    floors: ['sections', 'targets', 'tasks', 'reports'].map(figure => ({
      figure: `clean.${figure}`,
      atLeast: 0.95,
    })),
  },
]

const at = (value: unknown, path: string): number => {
  let here: unknown = value
  for (const key of path.split('.'))
    here = typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined
  return typeof here === 'number' ? here : Number.NaN
}

let broken = 0
for (const { name, needs, command, floors } of evaluations) {
  if (!existsSync(needs)) {
    console.log(`${name}: skipped, ${needs} is not there`)
    continue
  }
  const output = execFileSync(process.execPath, [join(root, 'bot', 'start.mjs'), ...command], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const result: unknown = JSON.parse(output)
  for (const { figure, atLeast, atMost } of floors) {
    const value = at(result, figure)
    const holds =
      !Number.isNaN(value) &&
      (atLeast === undefined || value >= atLeast) &&
      (atMost === undefined || value <= atMost)
    if (!holds) broken += 1
    console.log(
      `${holds ? 'ok  ' : 'FELL'} ${name} ${figure} ${value} (${atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`})`,
    )
  }
}
process.exitCode = broken > 0 ? 1 : 0
