/** Each shape of target with its own numbers: done, waiting, behind, and by whom. */
import { expect, test } from 'vitest'
import type { Plan, Target } from '../../../../content/plan/plan.ts'
import type { Facts } from '../../../../content/plan/progress/facts.ts'
import { leadOf, whoIsBehind } from '../../../../content/plan/progress/owners.ts'
import { barOf, progressOf, type TargetProgress } from '../../../../content/plan/progress/progress.ts'
import { facts, mark, onDay, ownPlan, tally, units } from '../../../support/own-plan.ts'

const of = <Shape extends Target['shape']>(
  shape: Shape,
  given: Partial<Facts>,
  today: string,
  plan: Plan = ownPlan(),
  areas: readonly string[] = [],
) => {
  const all = progressOf(plan, facts(given), { today, units, areas })
  const found = all.targets.find(
    (candidate): candidate is Extract<TargetProgress, { shape: Shape }> => candidate.shape === shape,
  )
  if (found === undefined) throw new Error(`no target of shape ${shape}`)
  return found
}

test('a yearly count adds what is approved or entered by a lead; waiting stands apart', () => {
  const progress = of(
    'yearly-count',
    {
      totals: [
        tally('loa', 40),
        tally('loa', 10, { standing: 'by-lead', doer: 'Phòng Hai' }),
        tally('loa', 7, { standing: 'waiting' }),
        tally('loa', 99, { standing: 'none' }),
        tally('khac', 5),
      ],
    },
    '2026-07-02',
  )
  expect(progress.count).toEqual({ approved: 40, byLead: 10, waiting: 7 })
  expect(progress.remaining).toBe(70)
  // 183 of 365 days: 60.2 expected, 10 behind; 99.7 at this pace.
  expect(progress.pace).toMatchObject({ behind: 10, forecast: 100, perMonth: 12 })
  expect(progress.byUnit.map(({ unit, count }) => [unit, count.approved + count.byLead])).toEqual([
    ['Phòng Một', 40],
    ['Phòng Hai', 10],
  ])
  expect(whoIsBehind(ownPlan(), progress)).toEqual(['Phòng Một'])
})

test('a monthly minimum: kept, missed and still open, unit by unit; more than enough in one month saves no other', () => {
  const posts = (month: string, quantity: number, doer: string | null, standing = 'approved' as const) =>
    tally('thang', quantity, { month, doer, form: 'website_post', unit: 'bài', standing })
  const progress = of(
    'monthly-per-unit',
    {
      totals: [
        posts('2026-02', 9, 'Phòng Một'),
        posts('2026-03', 5, 'Phòng Một'),
        posts('2026-04', 2, 'Phòng Một'),
        posts('2026-05', 1, 'Phòng Một'),
        posts('2026-03', 2, 'Phòng Hai'),
        posts('2026-04', 1, 'Phòng Hai'),
        posts('2026-05', 3, 'Phòng Hai'),
        posts('2026-04', 2, null),
      ],
    },
    '2026-05-10',
  )
  const [one, two, three] = progress.quotas
  expect(one?.months.map(({ state }) => state)).toEqual(['kept', 'kept', 'open'])
  expect(one).toMatchObject({ missed: 0, missingNow: 1 })
  expect(two?.months.map(({ state }) => state)).toEqual(['kept', 'missed', 'ahead'])
  expect(two).toMatchObject({ missed: 1, missingNow: 0 })
  expect(three).toMatchObject({ missed: 2, missingNow: 2 })
  // 2+2+1 and 2+1+2 of 3 units × 10 months × 2.
  expect(progress).toMatchObject({ kept: 10, owed: 60, firstMonth: '2026-03' })
  expect(progress.expected).toBeCloseTo(6 * (2 + 10 / 31), 5)
  expect(progress.others.approved).toBe(2)
  expect(whoIsBehind(ownPlan(), progress)).toEqual(['Phòng Hai', 'Trung tâm Ba'])
})

test('the same minimum owed by the whole ward, or by each neighbourhood', () => {
  const withPer = (per: string) =>
    ownPlan({
      targets: [{ ...ownPlan().targets[1], per, from: null }],
    })
  const ward = of(
    'monthly-per-unit',
    {
      totals: [
        tally('thang', 1, { month: '2026-01', doer: 'Phòng Hai' }),
        tally('thang', 1, { month: '2026-01', doer: null }),
      ],
    },
    '2026-02-01',
    withPer('ward'),
  )
  expect(ward.quotas.map(({ owner, months }) => [owner, months.map(({ state }) => state)])).toEqual([
    [null, ['kept', 'open']],
  ])
  const area = (name: string, quantity: number) => ({
    target: 'thang',
    month: '2026-01',
    area: name,
    standing: 'approved' as const,
    quantity,
  })
  const areas = of(
    'monthly-per-unit',
    { areas: [area('Khu 1', 2), area('Khu 2', 1)] },
    '2026-01-31',
    withPer('area'),
    ['Khu 1', 'Khu 2'],
  )
  expect(areas.quotas.map(({ owner, missingNow }) => [owner, missingNow])).toEqual([
    ['Khu 1', 0],
    ['Khu 2', 1],
  ])
})

test('a milestone is done by an activity within its window, or by a mark; before the window it does not count', () => {
  const early = of('milestone', { days: [onDay('toa-dam', '2026-05-20')] }, '2026-06-01')
  expect(early).toMatchObject({ state: 'not-yet', done: 0, early: 1 })
  expect(of('milestone', {}, '2026-10-15').state).toBe('open')
  expect(of('milestone', { days: [onDay('toa-dam', '2026-10-12', 'waiting')] }, '2026-10-15')).toMatchObject({
    state: 'open',
    parts: [{ waiting: true }],
  })
  const done = of('milestone', { days: [onDay('toa-dam', '2026-10-12', 'by-lead')] }, '2026-10-15')
  expect(done).toMatchObject({ state: 'done', parts: [{ doneOn: '2026-10-12', late: false }] })
  expect(of('milestone', {}, '2026-11-01').state).toBe('overdue')
  expect(
    of(
      'milestone',
      { marks: [mark('target:toa-dam', '', { doneOn: '2026-11-05', evidence: 2 })] },
      '2026-11-06',
    ),
  ).toMatchObject({ state: 'done', parts: [{ late: true, evidence: 2 }] })
})

test('a milestone of each unit names those that have not kept it', () => {
  const plan = ownPlan({
    targets: [{ ...ownPlan().targets[2], earliest: null, latest: '2026-02-28', units }],
  })
  const progress = of(
    'milestone',
    { marks: [mark('target:toa-dam', 'Phòng Hai', { doneOn: '2026-02-20' })] },
    '2026-03-01',
    plan,
  )
  expect(progress).toMatchObject({ state: 'overdue', done: 1, behind: ['Phòng Một', 'Trung tâm Ba'] })
})

test('coverage counts what is done with evidence; said to be done is told apart', () => {
  const item = (part: string, more: Parameters<typeof mark>[2]) => mark('target:niem-yet', part, more)
  const progress = of(
    'coverage',
    {
      marks: [
        item('Khai sinh', { doneOn: '2026-02-01', evidence: 1 }),
        item('Khai tử', { doneOn: '2026-02-01', evidence: 0 }),
        item('Kết hôn', {}),
      ],
    },
    '2026-03-01',
  )
  expect(progress).toMatchObject({ done: 1, unproved: 1, percent: 33 })
  expect(of('coverage', {}, '2026-03-01').percent).toBeNull()
  const survey = ownPlan({ targets: [{ ...ownPlan().targets[3], measure: 'survey' }] })
  expect(
    of(
      'coverage',
      {
        marks: [
          item('khao-sat-2026-06-01', { doneOn: '2026-06-01', value: 81 }),
          item('khao-sat-2026-03-01', { doneOn: '2026-03-01', value: 70 }),
        ],
      },
      '2026-07-01',
      survey,
    ),
  ).toMatchObject({ percent: 81, surveyed: '2026-06-01' })
})

test('a weekly duty: done by an activity or a mark in its week, missed when the week is over', () => {
  const progress = of(
    'recurring',
    {
      days: [onDay('tuan', '2026-01-11'), onDay('tuan', '2026-01-20', 'waiting')],
      marks: [mark('target:tuan', '2026-W05', { doneOn: '2026-02-02' })],
    },
    '2026-02-08',
  )
  expect(progress.periods.map(({ state }) => state)).toEqual(['done', 'missed', 'waiting', 'done', 'open'])
  expect(progress).toMatchObject({ done: 2, due: 4, all: 52, current: { key: '2026-W06' } })
  expect(progress.missed.map(({ key }) => key)).toEqual(['2026-W03'])
})

test('a count without a number has a forecast and no verdict', () => {
  const progress = of('count-only', { totals: [tally('huong-dan', 365)] }, '2026-12-31')
  expect(progress).toMatchObject({ forecast: 365, count: { approved: 365 } })
  expect(whoIsBehind(ownPlan(), progress)).toEqual([])
})

test('what counts to no target is shown by form and thing, a target gone from the plan included', () => {
  const { uncounted } = progressOf(
    ownPlan(),
    facts({
      totals: [
        tally(null, 3, { form: 'pano', unit: 'pano' }),
        tally(null, 2, { form: 'pano', unit: 'pano', standing: 'waiting' }),
        tally('cu', 4, { form: 'banner', unit: 'băng rôn' }),
        tally('loa', 9),
      ],
    }),
    { today: '2026-05-31', units, areas: [] },
  )
  expect(uncounted.map(({ form, count }) => [form, count.approved, count.waiting])).toEqual([
    ['pano', 3, 2],
    ['banner', 4, 0],
  ])
})

test('nothing gets lost: every counted activity is in one target or among the rest', () => {
  const totals = ['loa', 'thang', 'huong-dan', null, 'cu'].map((target, index) => tally(target, index + 1))
  const all = progressOf(ownPlan(), facts({ totals }), { today: '2026-12-31', units, areas: [] })
  const inTargets = all.targets.reduce(
    (sum, target) => sum + ('count' in target ? target.count.approved : 0),
    0,
  )
  const apart = all.uncounted.reduce((sum, { count }) => sum + count.approved, 0)
  expect(inTargets + apart).toBe(1 + 2 + 3 + 4 + 5)
})

test('a bar is the share reached beside the share an even pace expects', () => {
  const gone = { days: 182, daysLeft: 183, share: 0.5 }
  const bar = barOf(of('yearly-count', { totals: [tally('loa', 30)] }, '2026-07-01'), gone)
  expect(bar).toMatchObject({ done: 0.25, expected: 0.5, reached: 30, wanted: 120 })
  expect(barOf(of('count-only', {}, '2026-07-01'), gone)).toBeNull()
  expect(barOf(of('coverage', {}, '2026-07-01'), gone)).toBeNull()
})

test('a target without a lead of its own is answered for by the task or the only duty of its clause', () => {
  const task = {
    no: 2,
    clause: 'PL.2',
    text: 'Tọa đàm',
    window: null,
    deadlineText: null,
    deadlineKind: null,
    deadline: null,
    lead: 'Phòng Hai',
    partners: [],
    result: null,
  }
  const plan = ownPlan({ tasks: [task] })
  expect(plan.targets.map(target => leadOf(plan, target))).toEqual([
    'Phòng Một',
    null,
    'Phòng Hai',
    null,
    null,
    null,
  ])
})
