/** The acceptance run against an API emulator none of us wrote (telegram-test-api), with the real program and grammY. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import TelegramServer from 'telegram-test-api'
import { expect, onTestFinished, test } from 'vitest'
import { createTelegramChannel } from '../../../bot/channels/telegram/telegram.ts'
import { contentDir } from '../../../bot/content-dir.ts'
import { commandMenus } from '../../../bot/menu-keeper.ts'
import { createMetrics } from '../../../bot/metrics.ts'
import { createWard } from '../../../bot/ward.ts'
import { sharedContent, testStart } from '../../support/conversation.ts'
import { fastClock } from '../../support/fast-clock.ts'

const token = '123456789:foreign-server-foreign-server-000'

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })

test('/start with a code, a question without marks, a tap and the edited card, /ngonngu', async () => {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' })
  await server.start()
  const dataDir = mkdtempSync(join(tmpdir(), 'foreign-'))
  const content = sharedContent('muong-lay')
  const clock = fastClock(20, testStart)
  const log = pino({ level: 'silent' })
  const ward = await createWard({
    ward: 'muong-lay',
    dataDir,
    contentDir,
    content,
    log,
    metrics: createMetrics(),
    now: clock.now,
    delay: clock.delay,
  })
  const adapter = createTelegramChannel({
    token,
    apiRoot: server.config.apiURL,
    menus: commandMenus(content),
    log,
    now: clock.now,
    delay: clock.delay,
    answerMs: 5000,
  })
  onTestFinished(async () => {
    await ward.stop()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  await ward.start([adapter])
  await expect.poll(() => adapter.status().state, { timeout: 20_000 }).toBe('connected')

  const client = server.getClient(token, { userId: 42, chatId: 42, firstName: 'Lan' })
  const texts = (): string[] =>
    server.storage.botMessages.map(({ message }) => ('text' in message ? String(message.text) : ''))
  const heard = async (pattern: RegExp): Promise<void> => {
    await expect.poll(texts, { timeout: 20_000, interval: 20 }).toContainEqual(expect.stringMatching(pattern))
  }

  await client.sendCommand(client.makeCommand('/start to_5'))
  await heard(/trợ lý tự động của phường Mường Lay/)
  await client.sendMessage(client.makeMessage('lam can cuoc cho con o dau'))
  await heard(/Nguồn:/)

  await client.sendCommand(client.makeCommand('/trogiup'))
  await heard(/chọn một nhóm việc/)
  const card = server.storage.botMessages.at(-1)
  const markup = card?.message.reply_markup
  const group =
    markup !== undefined && 'inline_keyboard' in markup ? markup.inline_keyboard[0]?.[0] : undefined
  if (card === undefined || group === undefined || !('callback_data' in group))
    throw new Error('no menu card')
  const before = server.storage.botMessages.length
  await client.sendCallback(
    client.makeCallbackQuery(String(group.callback_data), {
      message: { message_id: card.messageId, chat: { id: 42, type: 'private' } },
    }),
  )
  await heard(/chọn việc cần hỏi/)
  // The card was edited: nothing new was sent.
  expect(server.storage.botMessages).toHaveLength(before)

  await client.sendCommand(client.makeCommand('/ngonngu'))
  await heard(/tiếng gì/)
  await client.sendMessage(client.makeMessage('English'))
  await heard(/English/)
})
