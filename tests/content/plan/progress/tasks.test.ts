/** Tasks: begun or not, days or months left, late or done; a month never becomes a day. */
import { expect, test } from 'vitest'
import { wardSchema } from '../../../../content/model/ward.ts'
import { progressOf } from '../../../../content/plan/progress/progress.ts'
import { partOf, taskProgress, windowMonth } from '../../../../content/plan/progress/tasks.ts'
import { facts, mark, onDay, ownPlan, units } from '../../../support/own-plan.ts'

const task = (no: number, more: Record<string, unknown>) => ({
  no,
  clause: `PL.${no}`,
  text: `Việc ${no}`,
  window: null,
  deadlineText: null,
  deadlineKind: null,
  deadline: null,
  lead: 'Phòng Một',
  partners: [],
  result: null,
  ...more,
})
const tasks = [
  task(1, { deadline: '2026-01-15', deadlineKind: 'before', doneWhenIssued: true }),
  task(2, { window: 'Quý IV', deadlineKind: 'before-month', deadlineMonth: '2026-11' }),
  task(3, { deadline: '2026-06-12', deadlineKind: 'before' }),
  task(4, { deadline: '2026-06-12', deadlineKind: 'by' }),
  task(5, { window: 'Thường xuyên', deadlineKind: 'month', deadlineMonth: '2026-12' }),
  task(6, {
    deadlineKind: 'multiple',
    deadlineText: 'trước ngày 12 tháng cuối quý',
    deadlines: ['2026-03-12', '2026-06-12'],
  }),
  task(7, { window: 'Trong năm 2026' }),
]
const states = (
  today: string,
  given: Parameters<typeof facts>[0] = {},
  more: Record<string, unknown> = {},
) => {
  const plan = { ...ownPlan({ tasks }), ...more }
  const known = facts(given)
  const progress = progressOf(plan, known, { today, units, areas: [] })
  return new Map(taskProgress(plan, progress, known.marks, today).map(found => [found.task.no, found]))
}

test('"trước ngày" leaves the day out, "chậm nhất" keeps it, and the ward may read it otherwise', () => {
  expect(states('2026-06-11').get(3)).toMatchObject({ state: 'open', due: { last: '2026-06-11', days: 0 } })
  expect(states('2026-06-12').get(3)?.state).toBe('late')
  expect(states('2026-06-12').get(4)).toMatchObject({ state: 'open', due: { days: 0 } })
  expect(states('2026-06-12', {}, { beforeIncludesDay: true }).get(3)?.state).toBe('open')
})

test('a deadline that is a month stays a month', () => {
  expect(states('2026-12-31').get(5)).toMatchObject({
    state: 'open',
    due: { kind: 'month', month: '2026-12', months: 0 },
  })
  expect(states('2027-01-01').get(5)?.state).toBe('late')
  expect(states('2026-09-30').get(2)).toMatchObject({ state: 'not-begun', opens: '2026-10' })
  expect(states('2026-10-01').get(2)).toMatchObject({
    state: 'open',
    due: { kind: 'month', month: '2026-10', months: 0 },
  })
  expect(states('2026-11-01').get(2)?.state).toBe('late')
  expect(states('2026-11-01').get(7)).toMatchObject({ state: 'open', due: null })
})

test('a task is done by its mark, by the plan being issued, or by the milestone of its clause', () => {
  expect(states('2026-06-30').get(1)).toMatchObject({ state: 'done', doneOn: '2026-01-20' })
  expect(
    states('2026-06-30', { marks: [mark('task:3', '', { doneOn: '2026-06-01', evidence: 1 })] }).get(3),
  ).toMatchObject({ state: 'done', doneOn: '2026-06-01', evidence: 1 })
  expect(states('2026-11-20', { days: [onDay('toa-dam', '2026-10-12')] }).get(2)).toMatchObject({
    state: 'done',
    doneOn: '2026-10-12',
  })
})

test('several deadlines are met one by one', () => {
  const met = (...days: string[]) => ({ marks: days.map(day => mark('task:6', day, { doneOn: day })) })
  expect(states('2026-03-20').get(6)).toMatchObject({ state: 'late', due: { printed: '2026-03-12' } })
  expect(states('2026-03-20', met('2026-03-12')).get(6)).toMatchObject({
    state: 'open',
    due: { printed: '2026-06-12', last: '2026-06-11' },
  })
  expect(states('2026-03-20', met('2026-03-12', '2026-06-12')).get(6)?.state).toBe('done')
})

test.each([
  ['Tháng 01/2026', '2026-01'],
  ['Quý IV', '2026-10'],
  ['quý ii', '2026-04'],
  ['Thường xuyên', null],
  ['Quý I, III, tháng 6, năm 2026', null],
  [null, null],
])('the window %s begins in %s', (window, month) => {
  expect(windowMonth(window, 2026)).toBe(month)
})

test('units lead, help or have no part; "các phòng" means all of them', () => {
  const { units: named } = wardSchema.parse({
    slug: 'mau',
    name: 'Mẫu',
    kind: 'phường',
    province: 'Mẫu',
    units: units.map(name => ({ name, kind: 'department', aliases: name === 'Phòng Một' ? ['P1'] : [] })),
  })
  const [own] = ownPlan({ tasks: [task(1, { lead: 'P1', partners: ['Phòng Hai'] })] }).tasks
  const [all] = ownPlan({ tasks: [task(1, { lead: 'Các phòng chuyên môn thuộc phường' })] }).tasks
  if (own === undefined || all === undefined) throw new Error('no task')
  expect(units.map(unit => partOf(own, unit, named))).toEqual(['lead', 'partner', null])
  expect(units.map(unit => partOf(all, unit, named))).toEqual(['lead', 'lead', 'lead'])
})
