/** Reports are made beside the chat: stopped at any point, each is issued and sent once, and nobody waits meanwhile. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { conversationId, senderId } from '../../../bot/chat.ts'
import { type MakingOrder, makeApart } from '../../../handlers/report/make-apart.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../../support/conversation.ts'
import { makeHere } from '../../support/make-report.ts'

const start = new Date('2026-09-11T09:00:00+07:00')

const folderOfWard = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const withAdmin = async (ward: TestWard): Promise<Person> => {
  const admin = ward.person('Quản')
  await admin.hasRole('admin')
  return admin
}
const files = (person: Person) => person.heard.flatMap(({ attachments }) => attachments ?? [])
const issued = (ward: TestWard) => ward.repositories.reports.list(undefined, { limit: 9, offset: 0 })

/** Says something without waiting for the report that is being made. */
const tell = async ({ channels, runtime }: TestWard, who: string, id: string, text: string) => {
  await channels.get('telegram')?.receive({
    channel: 'telegram',
    id,
    conversation: conversationId('telegram', who),
    sender: { id: senderId('telegram', who), name: who },
    chat: 'private',
    addressed: true,
    at: start.toISOString(),
    content: text.startsWith('bc:') ? { kind: 'button', value: text } : { kind: 'text', text },
  })
  await runtime.dispatcher.idle()
  await runtime.sender.idle()
}

test('stopped between the wish and the files: the next start makes it, once, whatever the first run still does', async () => {
  const dataDir = folderOfWard()
  let letGo = (): void => undefined
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  let tellBegun = (_order: MakingOrder): void => undefined
  const begun = new Promise<MakingOrder>(resolve => {
    tellBegun = resolve
  })
  const first = await testWard({
    start,
    dataDir,
    makeReport: async order => {
      tellBegun(order)
      await held
      return await makeHere({ ...order, folder: `${order.folder}-late` })
    },
  })
  await withAdmin(first)
  await tell(first, 'Quản', 'a1', 'bc:phat:2026-Q3:p:2026-09-11')
  expect((await begun).draft).toBe(false)
  expect(await issued(first)).toEqual([])

  // Nobody waits for it: others are answered, and the database takes writes.
  await tell(first, 'Lan', 'a2', '/start')
  expect(first.channels.get('telegram')?.sent.at(-1)?.to).toBe(conversationId('telegram', 'Lan'))

  const channel = createScriptedChannel('telegram')
  const second = await testWard({ start, dataDir, channels: [channel] })
  await second.runtime.idle()
  const sent = channel.sent.filter(({ to }) => to === conversationId('telegram', 'Quản'))
  expect(sent.map(({ reply }) => reply.text)).toEqual([expect.stringMatching(/Đã chốt báo cáo quý III/)])
  expect(await issued(second)).toHaveLength(1)

  letGo()
  await first.runtime.idle()
  expect(await issued(second)).toHaveLength(1)
  const all = second.runtime.database.raw
    .prepare("SELECT count(*) FROM outbox WHERE body LIKE '%Đã chốt báo cáo%'")
    .pluck()
    .get()
  expect(all).toBe(1)
  expect(readdirSync(join(dataDir, 'reports', '1'))).toHaveLength(3)
})

test('stopped after the files were put in place, before the commit: they are replaced by those of the report', async () => {
  const dataDir = folderOfWard()
  mkdirSync(join(dataDir, 'reports', '1'), { recursive: true })
  writeFileSync(join(dataDir, 'reports', '1', 'left-over.docx'), 'of a run that never committed')
  const ward = await testWard({ start, dataDir })
  const admin = await withAdmin(ward)
  await admin.sends({ kind: 'button', value: 'bc:phat:2026-Q3:p:2026-09-11' })
  expect(files(admin)).toHaveLength(3)
  expect(existsSync(join(dataDir, 'reports', '1', 'left-over.docx'))).toBe(false)
  await admin.presses('Báo cáo đã phát hành')
  await admin.presses(/^Tải quý III/)
  admin.hears(/đúng nguyên bản/)
})

test('what can’t be made is told after three tries, and nothing is frozen', async () => {
  let tries = 0
  const ward = await testWard({
    start,
    makeReport: async order => {
      tries += 1
      if (tries <= 3) throw new Error('no room for the files')
      return await makeHere(order)
    },
  })
  const admin = await withAdmin(ward)
  await admin.sends({ kind: 'button', value: 'bc:phat:2026-Q3:p:2026-09-11' })
  admin.hears(/Tôi chưa lập được báo cáo này, không có gì bị chốt/)
  expect(tries).toBe(3)
  expect(await issued(ward)).toEqual([])
  // Asked for again, it is made.
  await admin.sends({ kind: 'button', value: 'bc:phat:2026-Q3:p:2026-09-11' })
  admin.hears(/Đã chốt báo cáo/)
  expect(await issued(ward)).toHaveLength(1)
})

test('in the running program the files are made in a thread of their own', async () => {
  const ward = await testWard({ start, makeReport: makeApart })
  const admin = await withAdmin(ward)
  await admin.sends({ kind: 'button', value: 'bc:nhap:2026-Q3:p:2026-09-11' })
  admin.hears(/Bản thảo chưa chốt/)
  expect(files(admin).map(({ mimeType }) => mimeType)).toEqual([
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/zip',
  ])
  for (const { path } of files(admin)) expect(existsSync(path)).toBe(true)
})

test('drafts go after two weeks', async () => {
  const ward = await testWard({ start })
  const admin = await withAdmin(ward)
  await admin.sends({ kind: 'button', value: 'bc:nhap:2026-Q3:p:2026-09-11' })
  const [docx] = files(admin)
  ward.clock.now = new Date(Date.now() + 13 * 24 * 60 * 60 * 1000)
  expect(await ward.runtime.reports.tidy()).toBe(0)
  ward.clock.now = new Date(Date.now() + 15 * 24 * 60 * 60 * 1000)
  expect(await ward.runtime.reports.tidy()).toBe(1)
  expect(existsSync(docx?.path ?? '')).toBe(false)
})
