/** The review without any channel: what is asked, what each answer does, and the plan that comes out. */
import { expect, test } from 'vitest'
import { wardSchema } from '../../../../content/model/ward.ts'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
import { assemblePlan } from '../../../../content/plan/review/assemble.ts'
import { editItem } from '../../../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../../../content/plan/review/items.ts'
import {
  acceptable,
  acceptRest,
  back,
  currentItem,
  decide,
  type Review,
  reviewSchema,
  startReview,
  yesTo,
} from '../../../../content/plan/review/review.ts'
import { toText } from '../../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../../support/sample-plan.ts'

const text = toText(samplePlan(sampleFacts))
const read = readPlan(text)
const ward = wardSchema.parse({
  slug: 'mau',
  name: sampleFacts.ward,
  kind: sampleFacts.kind,
  province: sampleFacts.province,
  units: [
    { name: 'Phòng Văn hóa - Xã hội', kind: 'department' },
    { name: 'Phòng Kinh tế, Hạ tầng và Đô thị', kind: 'department' },
    { name: 'Văn phòng HĐND và UBND', kind: 'office' },
    { name: 'Trung tâm Phục vụ hành chính công', kind: 'service-centre' },
  ],
})
const begin = (): Review => startReview({ id: 'r1', name: 'ke-hoach.docx', text, read, ward })
const shown = (review: Review): ReviewItem => {
  const item = currentItem(review)
  if (item === undefined) throw new Error('everything is decided')
  return item
}
const itemWhere = (review: Review, wanted: (item: ReviewItem) => boolean): ReviewItem => {
  const item = review.items.find(wanted)
  if (item === undefined) throw new Error('no such item')
  return item
}
/** Says yes to everything that is left. */
const yesToAll = (review: Review): Review => {
  let now = review
  for (let item = currentItem(now); item !== undefined; item = currentItem(now))
    now = decide(now, item.id, yesTo(item))
  return now
}
const given = { ward: 'mau', against: null }
const planOf = (review: Review) => {
  const assembled = assemblePlan(review, given)
  if (!assembled.ok) throw new Error(`${assembled.missing}: ${assembled.detail}`)
  return assembled.plan
}

test('each value is asked with its clause and the line it stands on', () => {
  const lines = text.split('\n')
  for (const item of begin().items)
    if (item.quote !== null && item.line !== null)
      expect(
        lines
          .slice(item.line - 1)
          .join(' ')
          .replaceAll(/\s+/g, ' '),
      ).toContain(item.quote.slice(0, 60).replace(/…$/, ''))
  expect(
    begin()
      .items.filter(({ kind }) => kind === 'target')
      .every(({ quote }) => quote !== null),
  ).toBe(true)
})

test('there is no plan before the last point is decided', () => {
  const review = begin()
  expect(assemblePlan(review, given)).toMatchObject({ ok: false, missing: 'undecided' })
  expect(planOf(yesToAll(review))).toMatchObject({ ward: 'mau', year: 2027, number: '87/KH-UBND' })
})

test('a review is JSON: it goes on where it was left', () => {
  const half = decide(begin(), shown(begin()).id, { kind: 'yes' })
  expect(reviewSchema.parse(JSON.parse(JSON.stringify(half)))).toEqual(half)
})

test('only what was read surely is accepted together', () => {
  const review = begin()
  const doubtful: Review = {
    ...review,
    items: review.items.map(item => (item.id === 'target:1' ? { ...item, confidence: 0.5 } : item)),
    at: 'target:0',
  }
  const accepted = acceptRest(doubtful)
  expect(acceptable(doubtful).map(({ id }) => id)).not.toContain('target:1')
  expect(accepted.decisions['target:0']).toEqual({ kind: 'yes' })
  expect(accepted.decisions['target:1']).toBeUndefined()
  expect(accepted.at).toBe('target:1')
})

test('back shows the point before, and the new answer replaces the old one', () => {
  const one = shown(begin())
  const after = decide(begin(), one.id, { kind: 'drop' })
  expect(shown(back(after)).id).toBe(one.id)
  expect(decide(back(after), one.id, { kind: 'yes' }).decisions[one.id]).toEqual({ kind: 'yes' })
})

test('what is left out is not in the plan', () => {
  const review = begin()
  const loud = itemWhere(review, item => item.kind === 'target' && item.value.forms.includes('loudspeaker'))
  const plan = planOf(yesToAll(decide(review, loud.id, { kind: 'drop' })))
  expect(
    plan.targets.some(({ clause, forms }) => clause === loud.clause && forms.includes('loudspeaker')),
  ).toBe(false)
})

test.each([
  ['quantity', '150 tin, bài', { quantity: 150, unit: 'tin, bài', printed: '150 tin, bài' }],
  ['quantity', 'ít nhất 1.200 lượt phát', { quantity: 1200, unit: 'lượt phát', atLeast: true }],
  ['period', 'hằng tháng', { shape: 'monthly-per-unit', quantity: 96 }],
  ['forms', 'loa, trang thông tin điện tử', { forms: ['loudspeaker', 'website_post'] }],
  ['lead', 'phòng văn hóa – xã hội', { lead: 'Phòng Văn hóa - Xã hội' }],
] as const)('a target is corrected by a typed line: %s "%s"', (field, typed, expected) => {
  const edited = editItem(begin(), 'target:0', field, typed, ward.units)
  if (!edited.ok) throw new Error(edited.problem)
  expect(edited.review.items.find(({ id }) => id === 'target:0')).toMatchObject({
    value: expected,
    edited: true,
  })
  expect(edited.review.at).toBe('target:0')
})

test.each([
  ['target:0', 'quantity', '0 tin', 'quantity'],
  ['target:0', 'quantity', 'nhiều lắm', 'quantity'],
  ['target:0', 'forms', 'thổi kèn', 'forms'],
  ['task:0', 'deadline', '31/2', 'date'],
  ['task:0', 'deadline', 'trước ngày 12/3/2021', 'date-year'],
  ['metadata:year', 'value', 'sang năm', 'year'],
  ['metadata:signer', 'value', 'Nguyễn Văn An', 'signer'],
] as const)('a line that can’t be right is refused: %s %s "%s"', (id, field, typed, problem) => {
  expect(editItem(begin(), id, field, typed, ward.units)).toEqual({ ok: false, problem })
})

test.each([
  ['trước ngày 12/3', { deadline: '2027-03-12', deadlineKind: 'before', deadlineMonth: null }],
  ['12/3', { deadline: '2027-03-12' }],
  ['chậm nhất 28/02/2027', { deadline: '2027-02-28', deadlineKind: 'by' }],
  ['tháng 10', { deadline: null, deadlineMonth: '2027-10', deadlineKind: 'month' }],
  ['không', { deadline: null, deadlineText: null }],
] as const)('a deadline is typed as people write it: "%s"', (typed, expected) => {
  const edited = editItem(begin(), 'task:0', 'deadline', typed, ward.units)
  if (!edited.ok) throw new Error(edited.problem)
  expect(edited.review.items.find(({ id }) => id === 'task:0')).toMatchObject({ value: expected })
})

test('what may be read in two ways is asked, and the other reading can be chosen later', () => {
  const review = begin()
  const question = itemWhere(
    review,
    item => item.kind === 'question' && item.question.startsWith('moi-don-vi-'),
  )
  if (question.kind !== 'question') throw new Error('no question')
  const [, whole = ''] = question.readings
  expect(acceptable({ ...review, at: question.id }).map(({ id }) => id)).not.toContain(question.id)
  const plan = planOf(yesToAll(decide(review, question.id, { kind: 'reading', using: whole })))
  const monthly = plan.targets.find(({ shape }) => shape === 'monthly-per-unit')
  expect(monthly).toMatchObject({ per: 'ward' })
  const kept = plan.ambiguities.find(({ id }) => id === `2027-${question.question}`)
  expect(kept).toMatchObject({ using: whole, effects: [{ target: monthly?.id, set: { per: 'unit' } }] })
})

test('a name the ward does not know is asked for, and the plan then has the ward’s spelling', () => {
  const review = begin()
  const unit = itemWhere(review, item => item.kind === 'unit')
  if (unit.kind !== 'unit') throw new Error('no unit')
  const plan = planOf(yesToAll(decide(review, unit.id, { kind: 'unit', as: 'Phòng Văn hóa - Xã hội' })))
  expect(
    JSON.stringify([plan.tasks.map(({ lead }) => lead), plan.duties.map(({ unit: who }) => who)]),
  ).not.toContain(unit.name)
})
