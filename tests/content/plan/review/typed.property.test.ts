/** Whatever people type, a value is taken soundly or refused with a reason; the review itself never breaks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
import { addProblems, addTarget, clauseIn } from '../../../../content/plan/review/add-target.ts'
import { editItem, fieldProblems, fieldsOf } from '../../../../content/plan/review/fields.ts'
import { reviewSchema, startReview } from '../../../../content/plan/review/review.ts'
import { toText } from '../../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../../support/sample-plan.ts'

const text = toText(samplePlan(sampleFacts))
const review = startReview({ id: 'r', name: 'a', text, read: readPlan(text), ward: null })
const editable = review.items.flatMap(item => fieldsOf(item).map(field => ({ id: item.id, field })))

const words = fc.constantFrom(
  'trước',
  'ngày',
  'tháng',
  '12/3',
  '31/2',
  '0',
  '150',
  '1.200',
  'tin,',
  'bài',
  'loa',
  'không',
  'quý',
  'năm',
  '%',
  ':',
  ';',
  'PL.4',
  'mỗi tháng',
  '\u0000',
  'ít nhất',
)
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(words, { maxLength: 8 }).map(parts => parts.join(' ')),
)

test('any line for any field', () => {
  fc.assert(
    fc.property(fc.constantFrom(...editable), typed, ({ id, field }, line) => {
      const edited = editItem(review, id, field, line, [])
      if (edited.ok) {
        expect(reviewSchema.safeParse(JSON.parse(JSON.stringify(edited.review))).success).toBe(true)
        expect(edited.review.at).toBe(id)
      } else expect(fieldProblems).toContain(edited.problem)
    }),
    { numRuns: 600 },
  )
})

test('a quantity that was taken is the number that was typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.boolean(), (quantity, dotted) => {
      const line = `${dotted ? quantity.toLocaleString('de-DE') : quantity} tin, bài`
      const edited = editItem(review, 'target:0', 'quantity', line, [])
      expect(edited.ok && edited.review.items.find(({ id }) => id === 'target:0')).toMatchObject({
        value: { quantity, unit: 'tin, bài' },
      })
    }),
  )
})

test('any line for a target of one’s own', () => {
  fc.assert(
    fc.property(typed, line => {
      const added = addTarget(review, line)
      if (added.ok)
        expect(reviewSchema.safeParse(JSON.parse(JSON.stringify(added.review))).success).toBe(true)
      else expect([...fieldProblems, ...addProblems]).toContain(added.problem)
    }),
    { numRuns: 600 },
  )
})

test.each([
  ['III.2', 'III.2'],
  ['mục iii.2', 'III.2'],
  ['Phụ lục 10', 'PL.10'],
  ['phụ lục dòng 4', 'PL.4'],
  ['PL.4', 'PL.4'],
  ['pl 4', 'PL.4'],
  ['VI.2.Đ', 'VI.2.đ'],
  ['trang cuối', undefined],
  ['', undefined],
  ['2', undefined],
])('the clause "%s"', (typedClause, clause) => {
  expect(clauseIn(typedClause)).toBe(clause)
})

test.each([
  ['Băng rôn; 24 băng rôn; băng rôn; III.2', { quantity: 24, unit: 'băng rôn', shape: 'yearly-count' }],
  ['Loa; ít nhất 2 tin mỗi tháng, mỗi đơn vị; loa; III.2', { quantity: 2, per: 'unit', atLeast: true }],
  [
    'Loa; 1.200 tin, bài trong năm; loa, trang thông tin điện tử; III.2',
    { quantity: 1200, unit: 'tin, bài' },
  ],
])('the target "%s"', (line, target) => {
  expect(addTarget(review, line)).toMatchObject({ ok: true, target })
})

test.each([
  ['Loa; 2 tin; loa', 'parts'],
  ['; 2 tin; loa; III.2', 'text'],
  ['Loa; 2; loa; III.2', 'quantity'],
  ['Loa; 50%; loa; III.2', 'quantity'],
  ['Loa; 2 tin mỗi tuần; loa; III.2', 'every'],
  ['Loa; 2 tin; khinh khí cầu; III.2', 'forms'],
] as const)('"%s" is refused', (line, problem) => {
  expect(addTarget(review, line)).toEqual({ ok: false, problem })
})
