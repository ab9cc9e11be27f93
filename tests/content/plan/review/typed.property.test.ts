/** Whatever people type, a value is taken soundly or refused with a reason; the review itself never breaks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
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
