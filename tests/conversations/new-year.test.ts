/** Across New Year: what each plan counts, what is still reported of last year, and what is said where no plan came. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type Plan, planSchema } from '../../content/plan/plan.ts'
import { ownPlanPath } from '../../content/plan/plan-files.ts'
import { periodOf } from '../../content/report/periods.ts'
import { tellPlanMissing } from '../../handlers/plan/new-year.ts'
import { loadReport } from '../../handlers/report/load.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'
import { passingFolder, smallContent } from '../support/small-ward.ts'

const planOf = (year: number, quantity: number): Plan =>
  planSchema.parse({
    ward: 'muong-lay',
    year,
    title: `Kế hoạch năm ${year}`,
    number: null,
    issued: null,
    signer: null,
    basis: [],
    content: [],
    forms: [],
    targets: [
      {
        id: 'loa',
        clause: 'III.2',
        title: 'Tin trên loa truyền thanh',
        forms: ['loudspeaker'],
        shape: 'yearly-count',
        quantity,
        unit: 'tin',
      },
    ],
    tasks: [],
    duties: [],
    reports: [],
    reportRequirements: [],
    ambiguities: [],
  })

const scene = async (plans: readonly Plan[], at: string): Promise<{ ward: TestWard; admin: Person }> => {
  const dataDir = passingFolder()
  mkdirSync(join(dataDir, 'content', 'plans'), { recursive: true })
  for (const plan of plans) writeFileSync(ownPlanPath(join(dataDir, 'content'), plan.year), stringify(plan))
  const ward = await testWard({ dataDir, content: smallContent(dataDir), start: new Date(at) })
  const admin = ward.person('admin')
  await admin.hasRole('admin', 'Phòng Văn hóa - Xã hội')
  return { ward, admin }
}
const logs = async (admin: Person, line: string): Promise<void> => {
  await admin.says(line)
  await admin.presses(/Lưu/)
}

test('the report of last year, made in February, has what was logged after New Year', async () => {
  const { ward, admin } = await scene([planOf(2026, 100), planOf(2027, 200)], '2026-12-28T09:00:00+07:00')
  await logs(admin, '/ghi loa 5 tin dvc tổ 1')
  ward.clock.now = new Date('2027-02-03T09:00:00+07:00')
  await logs(admin, '/ghi loa 3 tin dvc tổ 1 ngày 30/12/2026')
  await logs(admin, '/ghi loa 7 tin dvc tổ 1 ngày 2/2/2027')

  const of = async (year: number) => {
    const report = await loadReport({
      library: ward.runtime.content.current().library,
      repositories: ward.repositories,
      period: periodOf(year, 'year'),
      unit: null,
      issued: [],
      now: ward.clock.now,
    })
    return report?.targets.map(({ asked, figures }) => [asked, figures?.sinceJanuary])
  }
  expect(await of(2026)).toEqual([['100 tin', 8]])
  expect(await of(2027)).toEqual([['200 tin', 7]])
  expect(await of(2025)).toBeUndefined()

  await admin.says('/tiendo 2026')
  admin.hears(/8\/100/)
  await admin.presses(/Tin trên loa/)
  admin.hears(/8\/100/)
  await admin.says('/tiendo')
  admin.hears(/7\/200/)
})

test('a new year without a plan: work is logged, admins are told once', async () => {
  const { ward, admin } = await scene([planOf(2026, 100)], '2026-12-31T08:00:00+07:00')
  const tell = async () =>
    await tellPlanMissing({
      repositories: ward.repositories,
      locales: ward.runtime.content.current().locales,
      library: ward.runtime.content.current().library,
      now: ward.clock.now,
    })
  expect(await tell()).toEqual([])
  ward.clock.now = new Date('2027-01-02T08:00:00+07:00')
  expect(await tell()).toEqual([admin.conversation])
  ward.runtime.sender.wake([admin.conversation])
  await ward.runtime.idle()
  admin.hears(/Đã sang năm 2027 mà phường chưa nạp kế hoạch năm 2027/)
  ward.clock.now = new Date('2027-01-03T08:00:00+07:00')
  expect(await tell()).toEqual([])

  await logs(admin, '/ghi loa 2 tin dvc tổ 1')
  admin.hears(/HD-2027-0001/)
  await admin.says('/tiendo')
  admin.hears(/0\/100/)
})
