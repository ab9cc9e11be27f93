import { expect, test } from 'vitest'
import { proposeReports, proposeTargets, proposeTasks } from '../../../content/plan/propose.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { toText } from '../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../support/sample-plan.ts'

const facts = {
  ...sampleFacts,
  tasks: [
    ...sampleFacts.tasks,
    [
      'Hướng dẫn trực tiếp người dân nộp hồ sơ',
      'Trung tâm Phục vụ hành chính công',
      'Các tổ dân phố',
      'Thường xuyên',
      'Số lượt người dân được hướng dẫn',
    ],
  ] as const,
}
const read = readPlan(toText(samplePlan(facts)))

test('every shape a plan obliges in is proposed with its clause', () => {
  expect(proposeTargets(read).map(({ value }) => `${value.clause} ${value.shape}`)).toEqual([
    'III.2 yearly-count',
    'III.2 yearly-count',
    'III.2 yearly-count',
    'III.2 coverage',
    'PL.2 monthly-per-unit',
    'PL.1 milestone',
    'PL.3 milestone',
    'PL.4 milestone',
    'PL.5 milestone',
    'V.2 recurring',
    'PL.6 count-only',
  ])
})

test('proposals point at the line they come from, and ids stay apart', () => {
  const lines = toText(samplePlan(facts)).split('\n')
  const targets = proposeTargets(read)
  for (const { value, source } of targets)
    if (value.printed !== null) expect(lines[source.line - 1]).toContain(value.printed)
  expect(new Set(targets.map(({ value }) => value.id)).size).toBe(targets.length)
})

test('tasks and reports fit the plan file', () => {
  expect(proposeTasks(read).map(({ value }) => value.no)).toEqual([1, 2, 3, 4, 5, 6])
  expect(proposeReports(read).map(({ value }) => value.id)).toEqual([
    'vi-q1',
    'vi-q2',
    'vi-q3',
    'vi-q4',
    'vi-h1',
    'vi-year',
  ])
})
