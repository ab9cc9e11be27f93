/**
 * `npm run eval:activity -- FILE.jsonl --today 2026-11-22 [--ward SLUG] [--json] [--wrong]`: how well lines of officers
 * and volunteers are understood. Prints shares 0..1 (JSON on stdout with --json); exit code 0 unless the file can't be read.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { type ParsedMessage, rejectReasons, subjects } from '../../content/activity/activity.ts'
import { isDay } from '../../content/activity/calendar.ts'
import { parseActivity } from '../../content/activity/parse-activity.ts'
import {
  type Comparable,
  exactMatch,
  type FieldScores,
  pair,
  scoreFields,
  setF1,
} from '../../content/activity/score.ts'
import { type Vocabulary, vocabularyOf } from '../../content/activity/ward-vocabulary.ts'
import { wardSchema } from '../../content/model/ward.ts'
import { forms } from '../../content/plan/plan.ts'

const nullable = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)
const activitySchema = z.object({
  form: nullable(z.enum(forms)),
  quantity: nullable(z.number()),
  unit: nullable(z.string()),
  minutes: nullable(z.number()),
  minutesEach: nullable(z.number()),
  people: nullable(z.number()),
  date: nullable(z.string()),
  dateEnd: nullable(z.string()),
  session: nullable(z.string()),
  place: nullable(z.string()),
  topics: z.array(z.enum(subjects)).default([]),
  links: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  reject: z.literal(false).default(false),
})
const rejectSchema = z.object({ reject: z.literal(true), why: z.enum(rejectReasons).optional() })
const lineSchema = z.object({
  msg: z.string(),
  expect: z.union([rejectSchema, activitySchema, z.array(activitySchema)]),
  style: z.string().default('none'),
})
type Line = z.infer<typeof lineSchema>
type Wanted = z.infer<typeof activitySchema>

/** Running mean; null when nothing was counted. */
class Mean {
  #sum = 0
  #n = 0
  add(value: number): void {
    this.#sum += value
    this.#n++
  }
  get value(): number | null {
    return this.#n === 0 ? null : Math.round((this.#sum / this.#n) * 10_000) / 10_000
  }
}

class Means {
  readonly #all = new Map<string, Mean>()
  add(name: string, value: number): void {
    const mean = this.#all.get(name) ?? new Mean()
    mean.add(value)
    this.#all.set(name, mean)
  }
  get(name: string): number | null {
    return this.#all.get(name)?.value ?? null
  }
  starting(prefix: string): Record<string, number | null> {
    return Object.fromEntries(
      [...this.#all]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, mean]) => [name.slice(prefix.length), mean.value]),
    )
  }
}

const wantedOf = (expect: Line['expect']): Wanted[] | null =>
  Array.isArray(expect) ? expect : expect.reject ? null : [expect]

const average = (scores: FieldScores): number => {
  const values = Object.values(scores).filter((value): value is number => value !== null)
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function scoreLine(line: Line, parsed: ParsedMessage, means: Means, wrong: string[]): void {
  const wanted = wantedOf(line.expect)
  const refused = parsed.kind === 'rejected'
  if (wanted === null) {
    means.add('rejectRecall', refused ? 1 : 0)
    if (refused) means.add('rejectPrecision', 1)
    const why = 'why' in line.expect ? line.expect.why : undefined
    if (refused && why !== undefined) means.add('why', parsed.why === why ? 1 : 0)
    means.add(`style:${line.style}`, refused ? 1 : 0)
    if (!refused) wrong.push(`${line.msg}\n    should be refused`)
    else if (parsed.why !== why) wrong.push(`${line.msg}\n    refused as ${parsed.why}, not ${why ?? '?'}`)
    return
  }
  if (refused) means.add('rejectPrecision', 0)
  const found = parsed.kind === 'activities' ? parsed.activities : []
  const exact = exactMatch(found, wanted)
  means.add('exact', exact ? 1 : 0)
  const marked = /[à-ỹđ]/i.test(line.msg)
  means.add(marked ? 'withMarks' : 'withoutMarks', exact ? 1 : 0)
  means.add(`style:${line.style}`, exact ? 1 : 0)
  const differences: string[] = refused
    ? [`refused: ${parsed.why}`]
    : found.length === wanted.length
      ? []
      : [`${found.length} activities, not ${wanted.length}`]
  const pairs = pair(found, wanted)
  for (const [index, expected] of wanted.entries()) {
    const match = pairs[index]
    const scores = scoreFields(match, expected)
    means.add('fields', average(scores))
    for (const [name, score] of Object.entries(scores)) {
      if (score === null) continue
      means.add(name, score)
      if (isField(name) && match !== undefined && score < 1)
        differences.push(`${name}: ${show(match[name])}, not ${show(expected[name])}`)
    }
    if (expected.minutes !== null) means.add('minutesGiven', scores.minutes)
    if (expected.people !== null) means.add('peopleGiven', scores.people)
    if (expected.place !== null) means.add('placeGiven', scores.place)
    for (const name of ['minutesEach', 'dateEnd', 'session'] as const) {
      means.add(name, match?.[name] === expected[name] ? 1 : 0)
      if (match !== undefined && match[name] !== expected[name])
        differences.push(`${name}: ${show(match[name])}, not ${show(expected[name])}`)
    }
    means.add('links', match !== undefined && setF1(match.links, expected.links) === 1 ? 1 : 0)
    means.add('needs', match !== undefined && setF1(match.needs, expected.needs) === 1 ? 1 : 0)
  }
  if (differences.length > 0) wrong.push(`${line.msg}\n    ${differences.join('\n    ')}`)
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'
const isField = (name: string): name is keyof Comparable =>
  ['form', 'quantity', 'unit', 'minutes', 'people', 'date', 'place', 'topics'].includes(name)

function wardNames(slug: string | undefined): Vocabulary | null {
  if (slug === undefined) return null
  const file = new URL(`../../content/wards/${slug}/ward.yaml`, import.meta.url)
  if (!existsSync(file)) throw new Error(`no ward "${slug}" in content/wards`)
  return vocabularyOf(wardSchema.parse(parseYaml(readFileSync(file, 'utf8'))))
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      today: { type: 'string' },
      ward: { type: 'string' },
      json: { type: 'boolean', default: false },
      wrong: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  const { today } = values
  if (file === undefined || today === undefined || !isDay(today)) {
    console.error(
      'Usage: npm run eval:activity -- FILE.jsonl --today 2026-11-22 [--ward SLUG] [--json] [--wrong]',
    )
    process.exitCode = 2
    return
  }
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => lineSchema.parse(JSON.parse(line)))
  const vocabulary = wardNames(values.ward)
  const means = new Means()
  const wrong: string[] = []
  const started = performance.now()
  const parsed = lines.map(line => parseActivity(line.msg, { today, vocabulary }))
  const perSecond = Math.round((lines.length / (performance.now() - started)) * 1000)
  for (const [index, line] of lines.entries()) {
    const message = parsed[index]
    if (message !== undefined) scoreLine(line, message, means, wrong)
  }
  const report = {
    n: lines.length,
    exact: means.get('exact'),
    form: means.get('form'),
    quantity: means.get('quantity'),
    unit: means.get('unit'),
    date: means.get('date'),
    place: means.get('place'),
    minutes: means.get('minutesGiven'),
    people: means.get('peopleGiven'),
    topicsF1: means.get('topics'),
    reject: {
      precision: means.get('rejectPrecision'),
      recall: means.get('rejectRecall'),
      why: means.get('why'),
    },
    fields: means.get('fields'),
    all: { minutes: means.get('minutes'), people: means.get('people') },
    given: { place: means.get('placeGiven') },
    apart: Object.fromEntries(
      ['minutesEach', 'dateEnd', 'session', 'links', 'needs'].map(name => [name, means.get(name)]),
    ),
    exactBy: {
      style: means.starting('style:'),
      withMarks: means.get('withMarks'),
      withoutMarks: means.get('withoutMarks'),
    },
    linesPerSecond: perSecond,
  }
  if (values.wrong) for (const item of wrong) console.error(`✗ ${item}`)
  console.log(JSON.stringify(report, null, values.json ? undefined : 2))
}

main()
