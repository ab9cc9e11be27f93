/** What the dispatcher promises: once, in order, all or nothing, and nothing lost to trouble. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { conversationId, senderId, type Update } from '../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { isStorageTrouble } from '../../storage/group-commit.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { createScriptedChannel, testWard } from '../support/conversation.ts'

test('a resident typing without marks gets an answer, once, however often the channel repeats it', async () => {
  const { person, repositories } = await testWard()
  const resident = person('lan')
  await resident.says('lam can cuoc cho con o dau')
  resident.hears(/căn cước/)
  await resident.deliversLastUpdateAgain()
  resident.hearsNothing()
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 0 })
})

test('updates of one conversation are answered in the order they came, of many at once too', async () => {
  const { channels, runtime } = await testWard()
  const channel = channels.get('telegram')
  if (channel === undefined) throw new Error('no channel')
  const people = Array.from({ length: 20 }, (_, index) => `p${index}`)
  const updates = people.flatMap(name =>
    ['/ngonngu', '/riengtu', '/dulieu'].map((text, order) => ({
      channel: 'telegram' as const,
      id: `${name}-${order}`,
      conversation: conversationId('telegram', name),
      sender: { id: senderId('telegram', name) },
      chat: 'private' as const,
      addressed: true,
      at: '2026-11-22T02:00:00Z',
      content: { kind: 'text' as const, text },
    })),
  )
  await Promise.all(updates.map(update => channel.receive(update)))
  await runtime.idle()
  for (const name of people) {
    const texts = channel.sent
      .filter(({ to }) => to === conversationId('telegram', name))
      .map(({ reply }) => reply.text)
    expect(texts).toHaveLength(3)
    expect(texts[0]).toMatch(/tiếng gì/)
    expect(texts[1]).toMatch(/Tôi giữ gì/)
    expect(texts[2]).toMatch(/Dữ liệu tôi đang giữ/)
  }
})

test('what arrives while a long backlog is taken up waits behind it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'backlog-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const said = (id: number, text: string): Update => ({
    channel: 'telegram',
    id: String(id),
    conversation: conversationId('telegram', 'lan'),
    sender: { id: senderId('telegram', 'lan') },
    chat: 'private',
    addressed: true,
    at: '2026-11-22T02:00:00Z',
    content: { kind: 'text', text },
  })
  // Claimed by a run that died before it answered; more than is taken up at once.
  const earlier = 450
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const { inbox } = createRepositories(db)
  for (let id = 0; id < earlier; id += 1)
    await inbox.claim(said(id, '/ngonngu'), new Date('2026-11-22T02:00:00Z'))
  await close()
  const channel = createScriptedChannel('telegram')
  const eager = {
    ...channel,
    start: async (receive: (update: Update) => Promise<void>) => {
      await channel.start(receive)
      await receive(said(earlier, '/riengtu'))
    },
  }
  const { runtime } = await testWard({ dataDir, channels: [eager] })
  await runtime.idle()
  const texts = channel.sent.map(({ reply }) => reply.text)
  expect(texts).toHaveLength(earlier + 1)
  expect(texts.findIndex(text => /Tôi giữ gì/.test(text))).toBe(earlier)
})

test('a handler that fails leaves nothing half done, says sorry, and the next message is answered', async () => {
  const { person, repositories, runtime } = await testWard()
  const resident = person('hoa')
  await resident.says('xin chào')
  // Questions can't be stored: the handler throws in the middle of its work.
  runtime.database.raw.exec('ALTER TABLE question RENAME TO question_away')
  await resident.says('mất thẻ căn cước thì làm lại ở đâu')
  resident.hears(/trục trặc/)
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 1 })
  runtime.database.raw.exec('ALTER TABLE question_away RENAME TO question')
  await resident.says('mất thẻ căn cước thì làm lại ở đâu')
  resident.hears(/Nguồn:/)
})

test('a full disk loses nothing: the update waits and is answered when there is room again', async () => {
  let release: (() => void) | undefined
  const { person, repositories, runtime } = await testWard({
    delay: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
        // The sweep's and retries' waits hang; the dispatcher's first wait is ours to end.
        if (ms === 500) release = resolve
      }),
  })
  const resident = person('mai')
  await resident.says('xin chào')
  const { raw } = runtime.database
  const pages: unknown = raw.pragma('page_count', { simple: true })
  raw.pragma(`max_page_count = ${Number(pages)}`)
  const asked = resident.says(`tôi hỏi ${'dài '.repeat(2000)}`)
  await expect
    .poll(
      async () =>
        release !== undefined ||
        (await asked.then(
          () => true,
          () => true,
        )),
      { timeout: 10_000 },
    )
    .toBe(true)
  raw.pragma('max_page_count = 1073741823')
  release?.()
  await asked.catch(async () => {
    // Not even the claim fitted: the channel was told so and delivers again.
    await resident.deliversLastUpdateAgain()
  })
  await runtime.idle()
  expect(resident.heard.length).toBeGreaterThan(0)
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 0 })
})

test('what a crashed run left in the inbox is handled at the next start, once', async () => {
  const first = await testWard()
  const update = {
    channel: 'telegram' as const,
    id: 'left-behind',
    conversation: conversationId('telegram', 'ba-tu'),
    sender: { id: senderId('telegram', 'ba-tu') },
    chat: 'private' as const,
    addressed: true,
    at: '2026-11-22T02:00:00Z',
    content: { kind: 'text' as const, text: '/riengtu' },
  }
  await first.repositories.inbox.claim(update, first.clock.now)
  await first.runtime.stop()
  const channel = createScriptedChannel('telegram')
  const second = await testWard({ dataDir: first.dataDir, channels: [channel] })
  await second.runtime.idle()
  expect(channel.sent.map(({ to }) => to)).toEqual([update.conversation])
  await channel.receive(update)
  await second.runtime.idle()
  expect(channel.sent).toHaveLength(1)
})

test('trouble of the disk is told apart from trouble of a handler', () => {
  expect(isStorageTrouble(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }))).toBe(true)
  expect(isStorageTrouble(Object.assign(new Error('busy'), { code: 'SQLITE_BUSY_SNAPSHOT' }))).toBe(true)
  expect(isStorageTrouble(Object.assign(new Error('no such table'), { code: 'SQLITE_ERROR' }))).toBe(false)
  expect(isStorageTrouble(new TypeError('undefined is not a function'))).toBe(false)
})
