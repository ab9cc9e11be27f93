/** A new plan beside the one in force: ids stay, differences are told, logged activities move only where they must. */
import { expect, test } from 'vitest'
import { diffPlans, isSamePlan } from '../../../content/plan/diff.ts'
import { movesOf, sumMoves } from '../../../content/plan/moves.ts'
import { type Plan, targetSchema } from '../../../content/plan/plan.ts'
import { withStableIds } from '../../../content/plan/same-target.ts'
import { ownPlan } from '../../support/own-plan.ts'

const before = ownPlan()
const target = (more: Readonly<Record<string, unknown>>) =>
  targetSchema.parse({ clause: 'III.1', forms: [], id: 'moi', title: 'Việc mới', ...more })
const withTargets = (targets: Plan['targets']): Plan => ({
  ...before,
  targets: withStableIds(targets, before),
})

const louder = target({
  id: 'loudspeaker-150',
  shape: 'yearly-count',
  title: 'Phát tin trên loa truyền thanh',
  forms: ['loudspeaker'],
  quantity: 150,
  unit: 'tin',
})
const others = before.targets.filter(({ id }) => id !== 'loa')

test('a target that only changed its number keeps its id', () => {
  expect(withTargets([louder, ...others]).targets.map(({ id }) => id)).toEqual([
    'loa',
    'thang',
    'toa-dam',
    'niem-yet',
    'tuan',
    'huong-dan',
  ])
})

test('an id never comes to mean another target', () => {
  const video = target({
    id: 'loa',
    shape: 'yearly-count',
    title: 'Clip ngắn',
    forms: ['video'],
    quantity: 2,
    unit: 'clip',
  })
  expect(withTargets([video, ...others]).targets[0]?.id).toBe('loa-2')
})

test('the difference tells both values', () => {
  const { targets } = diffPlans(before, withTargets([louder, ...others]))
  expect(targets).toMatchObject({ added: [], removed: [], same: 5 })
  expect(targets.changed.map(({ before: from, after: to }) => [from, to])).toMatchObject([
    [{ quantity: 120 }, { quantity: 150 }],
  ])
  expect(isSamePlan(diffPlans(before, before))).toBe(true)
})

test('without a plan in force everything is new', () => {
  expect(diffPlans(null, before).targets.added).toHaveLength(before.targets.length)
})

const logged = (id: number, form: string, on: string | null) => ({
  id,
  form,
  unit: null,
  doer: null,
  target: on,
})

test('activities stay with their target while it takes their form', () => {
  const after = withTargets([louder, ...others])
  expect(
    movesOf(before, after, [logged(1, 'loudspeaker', 'loa'), logged(2, 'website_post', 'thang')]),
  ).toEqual([])
})

test('a target that was split hands on what the other half takes', () => {
  const mixed = ownPlan({
    targets: [
      { ...louder, id: 'truc-quan', title: 'Pano, áp phích', forms: ['pano', 'poster'], unit: 'tấm' },
    ],
  })
  const pano = target({
    id: 'pano',
    shape: 'yearly-count',
    title: 'Pano',
    forms: ['pano'],
    quantity: 6,
    unit: 'tấm',
  })
  const poster = target({
    id: 'poster',
    shape: 'yearly-count',
    title: 'Áp phích',
    forms: ['poster'],
    quantity: 20,
    unit: 'tấm',
  })
  const after = { ...mixed, targets: withStableIds([pano, poster], mixed) }
  // "Áp phích" is the likelier heir of "Pano, áp phích": it keeps the id.
  expect(after.targets.map(({ id }) => id)).toEqual(['pano', 'truc-quan'])
  const moves = movesOf(mixed, after, [
    logged(1, 'pano', 'truc-quan'),
    logged(2, 'poster', 'truc-quan'),
    logged(3, 'poster', 'truc-quan'),
  ])
  expect(sumMoves(moves)).toEqual([{ from: 'truc-quan', to: 'pano', count: 1 }])
})

test('what loses its target counts to none; what had none may gain one; what a person left out stays out', () => {
  const van = target({
    id: 'xe',
    shape: 'yearly-count',
    title: 'Xe lưu động',
    forms: ['mobile_van'],
    quantity: 12,
    unit: 'chuyến',
  })
  const after = withTargets([...others, van])
  expect(
    sumMoves(
      movesOf(before, after, [
        logged(1, 'loudspeaker', 'loa'),
        logged(2, 'mobile_van', null),
        logged(3, 'website_post', null),
      ]),
    ),
  ).toEqual([
    { from: 'loa', to: null, count: 1 },
    { from: null, to: 'xe', count: 1 },
  ])
})
