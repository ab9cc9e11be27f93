/** Unclear places: the reading in use, another chosen, what it changes; effects an editor got wrong are found. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { planSchema } from '../../../../content/plan/plan.ts'
import { effectProblems, readingsInUse, withReadings } from '../../../../content/plan/readings.ts'
import { ownPlan } from '../../../support/own-plan.ts'

const plan = ownPlan({
  ambiguities: [
    {
      id: 'moi-kenh',
      clause: 'III.1',
      text: 'Mỗi kênh hay tất cả?',
      readings: ['Tất cả', 'Mỗi kênh'],
      using: 'Tất cả',
      effects: [{ reading: 'Mỗi kênh', target: 'loa', set: { quantity: 360 } }],
    },
    { id: 'im-lang', clause: null, text: 'Thiếu số văn bản', using: null },
  ],
})
const quantity = (of: typeof plan) =>
  of.targets.flatMap(target => (target.id === 'loa' && 'quantity' in target ? [target.quantity] : []))

test('the plan stands as written until the ward chooses; going back undoes it', () => {
  expect(withReadings(plan, new Map())).toBe(plan)
  expect(quantity(withReadings(plan, new Map([['moi-kenh', 'Mỗi kênh']])))).toEqual([360])
  expect(quantity(withReadings(plan, new Map([['moi-kenh', 'Tất cả']])))).toEqual([120])
  expect(quantity(withReadings(plan, new Map([['moi-kenh', 'Không còn trong danh sách']])))).toEqual([120])
})

test('reports learn every reading and which the ward chose', () => {
  expect(readingsInUse(plan, new Map([['moi-kenh', 'Mỗi kênh']]))).toMatchObject([
    { id: 'moi-kenh', using: 'Mỗi kênh', chosen: true },
    { id: 'im-lang', using: null, chosen: false },
  ])
})

test.each([
  [{ reading: 'Khác', target: 'loa', set: {} }, /không có cách hiểu/],
  [{ reading: 'Tất cả', target: 'loa', set: {} }, /đang dùng/],
  [{ reading: 'Mỗi kênh', target: 'xe', set: {} }, /không có chỉ tiêu/],
  [{ reading: 'Mỗi kênh', task: 9, set: {} }, /không có nhiệm vụ/],
  [{ reading: 'Mỗi kênh', target: 'loa', set: { quantity: 'nhiều' } }, /sai khuôn/],
  [{ reading: 'Mỗi kênh', set: { year: 'nay' } }, /sai khuôn/],
])('an unsound effect is told to its editor: %j', (effect, message) => {
  const broken = ownPlan({ ambiguities: [{ ...plan.ambiguities[0], effects: [effect] }] })
  expect(effectProblems(broken).map(problem => problem.message)).toEqual([expect.stringMatching(message)])
})

const folder = new URL('../../../../content/wards/', import.meta.url)
test.each(readdirSync(folder))('every reading of the plan of %s leaves a sound plan', ward => {
  const own = planSchema.parse(parse(readFileSync(new URL(`${ward}/plan.yaml`, folder), 'utf8')))
  expect(effectProblems(own)).toEqual([])
  for (const { id, readings } of own.ambiguities)
    for (const reading of readings) expect(() => withReadings(own, new Map([[id, reading]]))).not.toThrow()
})
