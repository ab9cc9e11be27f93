import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { subjects } from '../../../content/activity/activity.ts'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { exactMatch } from '../../../content/activity/score.ts'
import { forms } from '../../../content/plan/plan.ts'

const file = new URL('../../../../shared/eval/activity.dev.jsonl', import.meta.url)
const there = existsSync(file)
if (!there) console.warn('skipped: ../shared/eval/activity.dev.jsonl is not here')

const wanted = z.object({
  form: z.enum(forms).nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  minutes: z.number().nullable(),
  people: z.number().nullable(),
  date: z.string().nullable(),
  place: z.string().nullable(),
  topics: z.array(z.enum(subjects)),
})
const line = z.object({
  msg: z.string(),
  expect: z.union([z.object({ reject: z.literal(true) }), wanted, z.array(wanted)]),
})

test.skipIf(!there)('the shared development set keeps its floors', () => {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(row => row !== '')
    .map(row => line.parse(JSON.parse(row)))
  let exact = 0
  let told = 0
  let refusals = 0
  let refused = 0
  for (const { msg, expect: expected } of lines) {
    const parsed = parseActivity(msg, { today: '2026-11-22' })
    if ('reject' in expected) {
      refusals++
      if (parsed.kind === 'rejected') refused++
      continue
    }
    told++
    const all = Array.isArray(expected) ? expected : [expected]
    if (parsed.kind === 'activities' && exactMatch(parsed.activities, all)) exact++
  }
  expect(exact / told).toBeGreaterThanOrEqual(0.95)
  expect(refused).toBe(refusals)
})
