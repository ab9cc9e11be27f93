/** What storage promises of activities: codes without gaps, every change traceable, nothing deleted, right sums. */
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { conversationId, senderId } from '../../bot/chat.ts'
import { type OpenDatabase, openDatabase } from '../../storage/database.ts'
import { type ActivityFields, readCode } from '../../storage/repositories/activity-record.ts'
import { createRepositories, type Repositories } from '../../storage/repositories.ts'

const now = new Date('2026-03-05T09:00:00+07:00')
let database: OpenDatabase
let repositories: Repositories
let officer: number
let lead: number

const loudspeaker: ActivityFields = {
  form: 'loudspeaker',
  quantity: 2,
  unit: 'tin',
  minutes: 7,
  minutesEach: null,
  people: null,
  date: '2026-03-05',
  dateEnd: null,
  session: 'sáng',
  place: 'tổ 1',
  placeKey: 'to 1',
  areas: [],
  topics: ['dvc'],
  links: [],
  note: null,
  doer: 'Trung tâm Dịch vụ tổng hợp',
  target: 'loa-150',
}

beforeEach(async () => {
  database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  repositories = createRepositories(database.db)
  const meet = async (name: string) => {
    const { contact } = await repositories.contacts.meet({
      sender: senderId('telegram', name),
      conversation: conversationId('telegram', name),
      name,
      privateChat: true,
      locale: 'vi',
      now,
    })
    return contact.id
  }
  officer = await meet('officer')
  lead = await meet('lead')
})

const save = (fields: Partial<ActivityFields> = {}, byLead = false) =>
  repositories.activities.add(
    { ...loudspeaker, ...fields },
    { kind: 'log', state: 'submitted', byLead, words: 'loa truyen thanh to 1' },
    { contact: byLead ? lead : officer, now },
  )

test('codes count up per year, drafts take none', async () => {
  const draft = await repositories.activities.add(
    { ...loudspeaker, quantity: null },
    { kind: 'log', state: 'draft', byLead: false, words: '' },
    { contact: officer, now },
  )
  expect(draft.code).toBeNull()
  expect((await save()).code).toBe('HD-2026-0001')
  expect((await save({ date: '2027-01-02' })).code).toBe('HD-2027-0001')
  const submitted = await repositories.activities.change(
    draft.id,
    ['draft'],
    { fields: loudspeaker, state: 'submitted' },
    'submit',
    { contact: officer, now },
  )
  expect(submitted?.code).toBe('HD-2026-0002')
  expect((await repositories.activities.byCode({ year: 2026, number: 2 }))?.id).toBe(draft.id)
})

test('an entry without form, number or day can only be a draft', async () => {
  await expect(save({ quantity: null })).rejects.toThrow(/CHECK/)
  await expect(save({ date: null })).rejects.toThrow(/date/)
})

test('every change keeps who, when, before and after; a state that is past is not passed again', async () => {
  const { id } = await save()
  const doing = { contact: officer, now }
  await repositories.activities.change(
    id,
    ['submitted'],
    { fields: { ...loudspeaker, quantity: 3 } },
    'edit',
    doing,
  )
  const approve = () =>
    repositories.activities.change(id, ['submitted'], { state: 'approved', decided: true }, 'approve', {
      contact: lead,
      now,
    })
  expect(await approve()).toMatchObject({ state: 'approved', standing: 'approved', decidedBy: lead })
  expect(await approve()).toBeUndefined()
  const revisions = await repositories.activities.revisions(id)
  expect(revisions.map(({ action, contact }) => [action, contact])).toEqual([
    ['create', officer],
    ['edit', officer],
    ['approve', lead],
  ])
  expect(revisions[1]).toMatchObject({ before: { quantity: 2 }, after: { quantity: 3 } })
})

test('nothing can be deleted and history cannot be rewritten', async () => {
  await save()
  for (const statement of [
    'DELETE FROM activity',
    'DELETE FROM activity_revision',
    `UPDATE activity_revision SET reason = 'x'`,
  ])
    expect(() => database.raw.exec(statement)).toThrow(/keeps its history/)
})

test('totals tell approved, by a lead and waiting apart; withdrawn and drafts count nowhere', async () => {
  const first = await save()
  await save({ quantity: 5 }, true)
  await save({ quantity: 1 })
  const gone = await save({ quantity: 9 })
  await repositories.activities.change(
    first.id,
    ['submitted'],
    { state: 'approved', decided: true },
    'approve',
    {
      contact: lead,
      now,
    },
  )
  await repositories.activities.change(gone.id, ['submitted'], { state: 'withdrawn' }, 'withdraw', {
    contact: officer,
    now,
    reason: 'nhập nhầm',
  })
  const shown = (totals: Awaited<ReturnType<Repositories['activityTotals']['ofMonths']>>) =>
    Object.fromEntries(totals.map(({ standing, quantity }) => [standing, quantity]))
  expect(shown(await repositories.activityTotals.ofMonths('2026-01', '2026-12'))).toEqual({
    approved: 2,
    'by-lead': 5,
    waiting: 1,
  })
  expect(shown(await repositories.activityTotals.ofDays('2026-03-01', '2026-03-31'))).toEqual({
    approved: 2,
    'by-lead': 5,
    waiting: 1,
  })
  expect(await repositories.activityTotals.ofMonths('2026-04', '2026-12')).toEqual([])
})

test('totals come from the index alone', () => {
  const plan = database.raw
    .prepare(
      `EXPLAIN QUERY PLAN SELECT month, target_id, form, unit, doer, kind, standing, count(*), sum(quantity)
       FROM activity WHERE standing <> 'none' AND month >= '2026-01' AND month <= '2026-12'
       GROUP BY month, target_id, form, unit, doer, kind, standing`,
    )
    .all()
  expect(JSON.stringify(plan)).toMatch(/COVERING INDEX activity_summary/)
  expect(JSON.stringify(plan)).not.toMatch(/TEMP B-TREE/)
})

test('lists narrow by person, unit, state, period and words, newest first', async () => {
  await save({ date: '2026-02-28' })
  await save({ doer: 'Phòng Văn hóa - Xã hội' }, true)
  const { activities } = repositories
  expect(await activities.count({})).toBe(2)
  expect(await activities.count({ doer: 'Phòng Văn hóa - Xã hội' })).toBe(1)
  expect(await activities.count({ from: '2026-03-01', to: '2026-03-31' })).toBe(1)
  expect(await activities.count({ words: ['loa', 'to 1'] })).toBe(2)
  expect(await activities.count({ words: ['%'] })).toBe(2)
  expect(await activities.count({ words: ['bang ron'] })).toBe(0)
  expect((await activities.list({ standings: ['waiting'] }, { limit: 5 })).map(({ code }) => code)).toEqual([
    'HD-2026-0001',
  ])
})

test('a likely duplicate is the same form, day and place, standing or waiting', async () => {
  const first = await save()
  expect(await repositories.activities.sameAs(loudspeaker, 'log', undefined)).toHaveLength(1)
  expect(await repositories.activities.sameAs(loudspeaker, 'log', first.id)).toHaveLength(0)
  expect(
    await repositories.activities.sameAs({ ...loudspeaker, placeKey: null }, 'log', undefined),
  ).toHaveLength(0)
})

test('evidence is found by its original bytes or its look, and taken off without a trace lost', async () => {
  const { id } = await save()
  const photo = {
    activity: id,
    kind: 'photo' as const,
    sha256: 'b'.repeat(64),
    originalSha256: 'a'.repeat(64),
    look: '0f0f0f0f0f0f0f0f',
    url: null,
    name: null,
    mimeType: 'image/jpeg',
    size: 10,
    piece: null,
    conversation: null,
    messageRef: null,
  }
  const evidence = await repositories.evidence.add(photo, { contact: officer, now })
  expect((await repositories.evidence.usedBefore({ originalSha256: 'a'.repeat(64), look: null }))?.id).toBe(
    evidence,
  )
  expect((await repositories.evidence.usedBefore({ originalSha256: 'c', look: photo.look }))?.id).toBe(
    evidence,
  )
  expect(await repositories.evidence.remove(evidence, { contact: officer, now })).toBe(true)
  expect(await repositories.evidence.of([id])).toEqual([])
  expect(database.raw.prepare('SELECT count(*) FROM evidence').pluck().get()).toBe(1)
})

test.each([
  ['HD-2026-0153', { year: 2026, number: 153 }],
  ['hd 2026 153', { year: 2026, number: 153 }],
  ['0012', { year: 2026, number: 12 }],
  ['hd12', { year: 2026, number: 12 }],
  ['loa', undefined],
])('"%s" is read as a code', (text, code) => {
  expect(readCode(text, 2026)).toEqual(code)
})
