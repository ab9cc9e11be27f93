import { expect, test } from 'vitest'
import type { Activity } from '../../../content/activity/activity.ts'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { exactMatch, normalPlace, normalUnit, pair } from '../../../content/activity/score.ts'
import { forms } from '../../../content/plan/plan.ts'
import { type CorpusLine, corpusToday, type Expected, readCorpus } from './corpus.ts'

const formIn = (form: string | null) => forms.find(candidate => candidate === form) ?? null

/** What of `found` differs from what the line says, in words. */
function differences(found: Activity | undefined, expected: Expected, skip: readonly string[]): string[] {
  if (found === undefined) return ['missing']
  const compared: readonly (readonly [string, unknown, unknown])[] = [
    ['form', found.form, expected.form],
    ['quantity', found.quantity, expected.quantity],
    ['minutes', found.minutes, expected.minutes],
    ['minutesEach', found.minutesEach, expected.minutesEach],
    ['people', found.people, expected.people],
    ['date', found.date, expected.date],
    ['dateEnd', found.dateEnd, expected.dateEnd],
    ['session', found.session, expected.session],
    ['place', normalPlace(found.place), normalPlace(expected.place)],
    ['topics', [...found.topics].sort().join(), [...expected.topics].sort().join()],
    ['links', found.links.join(), expected.links.join()],
    [
      'unit',
      expected.unit === null ? null : normalUnit(found.unit, found.form),
      normalUnit(expected.unit, formIn(expected.form)),
    ],
  ]
  return compared.flatMap(([name, is, should]) =>
    is === should || skip.includes(name) ? [] : [`${name}: ${String(is)}, not ${String(should)}`],
  )
}

function wrongIn(line: CorpusLine): string[] {
  const parsed = parseActivity(line.msg, { today: corpusToday })
  if ('reject' in line.expect) {
    const got = parsed.kind === 'rejected' ? parsed.why : 'read as an activity'
    return got === line.expect.reject ? [] : [`${got}, not refused as ${line.expect.reject}`]
  }
  if (parsed.kind === 'rejected') return [`refused as ${parsed.why}`]
  const comparable = line.expect.map(item => ({ ...item, form: formIn(item.form), topics: [] }))
  const pairs = pair(parsed.activities, comparable)
  const count = parsed.activities.length === comparable.length ? [] : ['another number of activities']
  const exact = exactMatch(parsed.activities, comparable) ? [] : ['form, quantity or day']
  return [
    ...count,
    ...exact,
    ...line.expect.flatMap((item, index) => differences(pairs[index], item, line.skip)),
  ]
}

const lines = readCorpus()

test('the corpus is large enough to mean something', () => {
  expect(lines.length).toBeGreaterThan(500)
})

test.each(lines.filter(line => !line.skip.includes('skip')))('$at is understood: $msg', line => {
  expect(wrongIn(line)).toEqual([])
})

test('lines that may be read in two ways are mostly read as we do', () => {
  const doubtful = lines.filter(line => line.skip.includes('skip'))
  const right = doubtful.filter(line => wrongIn(line).length === 0)
  expect(right.length / doubtful.length).toBeGreaterThan(0.8)
})
