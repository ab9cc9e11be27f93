/** Lines typed by hand: no day and no number may come of them that nobody wrote, and none may be lost. */
import { expect, test } from 'vitest'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
import { addLine } from '../../../../content/plan/review/add-line.ts'
import { startReview, yearOf } from '../../../../content/plan/review/review.ts'
import { toText } from '../../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../../support/sample-plan.ts'

const text = toText(samplePlan(sampleFacts))
const review = startReview({ id: 'r', name: 'a', text, read: readPlan(text), ward: null })
const year = yearOf(review)
const added = (typed: string) => {
  const result = addLine(review, typed, [])
  return result.ok ? result.items.map(({ value }) => value) : result.problem
}

test.each([
  ['Tin trên loa; 3-5 tin; loa; III.2', 'quantity'],
  ['Tin, bài; 2 tin, 3 bài; loa; III.2', 'quantity'],
  ['Tin, bài; 2 tin; 3 bài; III.2', 'quantity'],
  ['việc: Treo pano mới; Phòng X; sau tháng 6; PL.90', 'date'],
  ['báo cáo năm; Phòng X; ngày 31/02; VI', 'date'],
])('%s is asked for again: %s', (typed, problem) => {
  expect(added(typed)).toBe(problem)
})

test('a span of days is due on its last day', () => {
  expect(added(`Ra quân; từ 01/3/${year} đến 30/6/${year}; PL.90`)).toMatchObject([
    { shape: 'milestone', deadline: `${year}-06-30`, latest: `${year}-06-30` },
  ])
})
