/** kill -9 in the midst of each step of a case, earlier and later: every step counts once, every message arrives. */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { conversationId, senderId } from '../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { startKillTarget } from '../support/start-kill-target.ts'

const resident = 'ba-con-thu-nghiem'
const officer = 'can-bo-thu-nghiem'

type Step = readonly [who: string, what: { readonly text: string } | { readonly button: string }]
const steps: readonly Step[] = [
  [resident, { text: 'gặp cán bộ' }],
  [resident, { text: 'hồ sơ của tôi chưa xong' }],
  [officer, { text: 'H1 nhận' }],
  [officer, { text: 'H1 mời bác đến quầy số 2' }],
  [resident, { text: 'cảm ơn cháu' }],
  [officer, { text: 'H1 đóng' }],
  [resident, { text: 'chưa' }],
  [officer, { text: 'H1 hồ sơ xong rồi ạ' }],
  [officer, { button: 'case:close:H1' }],
  [resident, { text: 'rồi' }],
  [resident, { button: 'hl:c:H1:good' }],
]

test('asked, answered, reopened, closed and rated across a kill in every step', {
  timeout: 300_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'case-kill-'))
  const before = await openDatabase(databaseFile(dataDir))
  const { contacts } = createRepositories(before.db)
  const { contact } = await contacts.meet({
    sender: senderId('web', officer),
    conversation: conversationId('web', officer),
    name: 'Lan',
    privateChat: true,
    locale: 'vi',
    now: new Date(),
  })
  await contacts.setRole(contact.person, 'officer', null)
  await before.close()

  let run = await startKillTarget(dataDir)
  const restart = async (): Promise<void> => {
    run.child.kill('SIGKILL')
    await once(run.child, 'exit')
    run = await startKillTarget(dataDir)
  }
  const post = async (index: number): Promise<boolean> => {
    const [session, content] = steps[index] ?? [resident, { text: '' }]
    const response = await fetch(`${run.address}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, id: `step-${index}`, ...content }),
    }).catch(() => undefined)
    await response?.arrayBuffer().catch(() => undefined)
    return response?.ok === true
  }
  for (const index of steps.keys()) {
    // Killed a little later into each step's work than into the one before; then repeated, as channels do.
    const first = post(index)
    await sleep(index * 3)
    await restart()
    await first
    while (!(await post(index))) await sleep(10)
  }
  const left = async (): Promise<unknown> => {
    const { raw, close } = await openDatabase(databaseFile(dataDir))
    const pending = raw
      .prepare(
        `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending') + (SELECT count(*) FROM outbox WHERE state = 'pending')`,
      )
      .pluck()
      .get()
    await close()
    return pending
  }
  await expect.poll(left, { timeout: 20_000, interval: 200 }).toBe(0)
  run.child.kill('SIGKILL')
  await once(run.child, 'exit')

  const { db, raw, close } = await openDatabase(databaseFile(dataDir))
  const { cases, audit, satisfaction } = createRepositories(db)
  const item = await cases.byCode('H1')
  expect(item).toMatchObject({ state: 'closed', settled: 'yes', waitingSince: null })
  // The officer's contact was made by hand; the resident's by the first step that got through.
  expect((await cases.messages(item?.id ?? 0)).map(({ side, text }) => `${side}: ${text}`)).toEqual([
    'resident: hồ sơ của tôi chưa xong',
    'officer: mời bác đến quầy số 2',
    'resident: cảm ơn cháu',
    'officer: hồ sơ xong rồi ạ',
  ])
  expect(await cases.byCode('H2')).toBeUndefined()
  const done = (await audit.list({ subject: 'case:H1', limit: 100 })).map(({ action }) => action)
  const times = (action: string): number => done.filter(one => one === action).length
  expect(
    ['case.open', 'case.take', 'case.answer', 'case.close', 'case.reopen', 'case.settled'].map(times),
  ).toEqual([1, 1, 2, 2, 1, 1])
  expect(
    await satisfaction.counts('2000-01-01', '2999-12-31', {
      from: new Date(0),
      before: new Date('2999-12-31'),
    }),
  ).toMatchObject([{ source: 'case', rating: 'good', count: 1 }])
  const shown = (session: string): string =>
    raw
      .prepare(`SELECT body FROM web_message WHERE side = 'out' AND session = ? ORDER BY id`)
      .pluck()
      .all(session)
      .join('\n')
  for (const said of [
    /Mã của anh\/chị/,
    /mời bác đến quầy số 2/,
    /đã được giải quyết chưa/,
    /mở lại việc/,
    /hồ sơ xong rồi ạ/,
    /giải quyết việc H1 thế nào/,
  ])
    expect(shown(resident)).toMatch(said)
  for (const said of [/muốn gặp cán bộ/, /hồ sơ của tôi chưa xong/, /cảm ơn cháu/, /chưa được giải quyết/])
    expect(shown(officer)).toMatch(said)
  expect(raw.prepare(`SELECT count(*) FROM outbox WHERE state <> 'sent'`).pluck().get()).toBe(0)
  await close()
  rmSync(dataDir, { recursive: true, force: true })
})
