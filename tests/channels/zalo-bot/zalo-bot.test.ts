/** Zalo Bot Platform: nothing read is dropped, the quota is kept for answers, and what it can't do is said plainly. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readBotUpdate } from '../../../bot/channels/zalo-bot/read-update.ts'
import { readZaloBot } from '../../../bot/channels/zalo-bot/settings.ts'
import { conversationId, DeliveryError, type DeliveryFailure } from '../../../bot/chat.ts'
import { botId, botUpdate, startFakeZaloBot } from '../../support/fake-zalo-bot/fake-zalo-bot.ts'
import { startBot, webhookSecret } from '../../support/fake-zalo-bot/start-bot.ts'

const failureIn = async (work: Promise<unknown>): Promise<DeliveryFailure | undefined> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof DeliveryError ? error.failure : undefined
}

test('polling: each update comes once, in order, and the next is asked for only when this one is stored', async () => {
  const running = await startBot()
  const { fake, received } = running
  await fake.drained()
  running.refuseInbox = 3
  fake.write(botUpdate('text', { text: 'một' }))
  fake.write(botUpdate('text', { text: 'hai' }))
  await fake.drained()
  expect(received.map(({ content }) => content)).toEqual([
    { kind: 'text', text: 'một' },
    { kind: 'text', text: 'hai' },
  ])
  expect(running.refuseInbox).toBe(0)
})

test('polling: idle polls (408), gateways and limits are no reason to stop', async () => {
  const { fake, received, channel } = await startBot()
  await fake.drained()
  fake.failNext('getUpdates', 408, 429, 403)
  fake.httpNext('getUpdates', 502)
  fake.write(botUpdate('text', { text: 'vẫn nghe' }))
  fake.write(botUpdate('text', { text: 'nghe tiếp' }))
  await expect.poll(() => received.length).toBe(2)
  await fake.drained()
  expect(channel.status()).toEqual({ state: 'connected' })
})

test('a webhook left from before is removed, for polling would get nothing', async () => {
  const fake = await startFakeZaloBot()
  fake.webhook = { url: 'https://cu.example.vn/hook', secret: 'xxxxxxxx' }
  const { received } = await startBot({ fake })
  await fake.drained()
  expect(fake.webhook).toBeUndefined()
  fake.write(botUpdate('text', { text: 'nghe rồi' }))
  await expect.poll(() => received.length).toBe(1)
})

test('a token that was reset needs a person, who is told which setting', async () => {
  const { fake, channel, to } = await startBot()
  await fake.drained()
  fake.resetToken()
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'signed-out' })
  expect(channel.status()).toMatchObject({ state: 'needs-human' })
  expect(channel.status().detail).toContain('ZALO_BOT_TOKEN')
})

test('webhook: only with the secret; wrapped and bare bodies; probes; a full disk is not confirmed', async () => {
  const running = await startBot({ polls: false })
  const { fake, webhook, received, counts } = running
  await expect.poll(() => fake.webhook?.secret).toBe(webhookSecret)
  const bare = botUpdate('text', { text: 'trần' })
  expect(await fake.post(webhook, bare, undefined)).toBe(401)
  expect(await fake.post(webhook, bare, 'đoán'.normalize('NFD').replaceAll(/[^a-z]/g, ''))).toBe(401)
  expect(await fake.post(webhook, bare, `${webhookSecret}x`)).toBe(401)
  expect(received).toEqual([])
  expect(counts.get('webhook-wrong-secret')).toBe(3)
  expect(await fake.post(webhook, bare, webhookSecret)).toBe(200)
  expect(
    await fake.post(webhook, { ok: true, result: botUpdate('text', { text: 'bọc' }) }, webhookSecret),
  ).toBe(200)
  expect(await fake.post(webhook, '', webhookSecret)).toBe(200)
  expect(await fake.post(webhook, {}, webhookSecret)).toBe(200)
  running.refuseInbox = 1
  const late = botUpdate('text', { text: 'đĩa đầy' })
  expect(await fake.post(webhook, late, webhookSecret)).toBe(503)
  expect(await fake.post(webhook, late, webhookSecret)).toBe(200)
  expect(received.map(({ content }) => (content.kind === 'text' ? content.text : ''))).toEqual([
    'trần',
    'bọc',
    'đĩa đầy',
  ])
  expect(fake.calls).not.toContain('getUpdates')
})

test('our own echoes are dropped; a repeat has the same id', async () => {
  const { fake, received, counts } = await startBot()
  await fake.drained()
  fake.write(botUpdate('text', { text: 'tôi' }, { id: botId }))
  const once = botUpdate('text', { text: 'người' })
  fake.write(once)
  fake.write(once)
  await expect.poll(() => received.length).toBe(2)
  expect(new Set(received.map(({ id }) => id)).size).toBe(1)
  expect(counts.get('event-own')).toBe(1)
})

test('in groups the mention is taken off, and the reply goes to the group', async () => {
  const { fake, received, channel } = await startBot()
  await fake.drained()
  fake.write(botUpdate('text', { text: '@Bot Phường Thử, mấy giờ mở cửa' }, { group: 'g1' }))
  await expect.poll(() => received.length).toBe(1)
  const [update] = received
  expect(update).toMatchObject({
    chat: 'group',
    addressed: true,
    content: { kind: 'text', text: 'mấy giờ mở cửa' },
  })
  await channel.send(update?.conversation ?? conversationId('zalo-bot', 'x'), { text: '7:30' })
  expect(fake.sent).toMatchObject([{ chatId: 'g1', text: '7:30' }])
})

test('bold is shown by style runs, and sent plain should the platform refuse them', async () => {
  const { fake, channel, to } = await startBot()
  await channel.send(to, { text: 'Mang **căn cước** nhé: [Cổng](https://dichvucong.gov.vn)' })
  fake.takesStyles = false
  await channel.send(to, { text: 'Mang **căn cước** nhé' })
  expect(fake.sent).toEqual([
    {
      method: 'sendMessage',
      chatId: 'u-thu-1',
      text: 'Mang căn cước nhé: Cổng: https://dichvucong.gov.vn',
      styles: [{ start: 5, len: 8, st: ['b'] }],
    },
    { method: 'sendMessage', chatId: 'u-thu-1', text: 'Mang căn cước nhé' },
  ])
})

test('photos go by public address with the text as caption; other files are links; without an address, words', async () => {
  const photo = { kind: 'photo', path: '/d/a.jpg', name: 'a.jpg', mimeType: 'image/jpeg' } as const
  const pdf = { kind: 'document', path: '/d/b.pdf', name: 'b.pdf', mimeType: 'application/pdf' } as const
  const open = await startBot({ fileLink: ({ name }) => `https://phuong.example.vn/tep/${name}` })
  expect(open.channel.capabilities.photo).toBe(true)
  await open.channel.send(open.to, { text: 'Sơ đồ', attachments: [photo] })
  await open.channel.send(open.to, { text: 'Tờ khai', attachments: [pdf] })
  expect(open.fake.sent).toMatchObject([
    { method: 'sendPhoto', photo: 'https://phuong.example.vn/tep/a.jpg', text: 'Sơ đồ' },
    { method: 'sendMessage', text: 'Tờ khai\n\nTệp b.pdf: https://phuong.example.vn/tep/b.pdf' },
  ])
  const closed = await startBot()
  expect(closed.channel.capabilities.photo).toBe(false)
  await closed.channel.send(closed.to, { text: 'Sơ đồ', attachments: [photo] })
  expect(closed.fake.sent).toMatchObject([
    { method: 'sendMessage', text: 'Sơ đồ\n\nTệp a.jpg không gửi được qua đây.' },
  ])
})

test('errors become what the sender can act on', async () => {
  const { fake, channel, to } = await startBot()
  const expected = [
    [400, 'refused'],
    [401, 'signed-out'],
    [403, 'unknown'],
    [404, 'not-found'],
    [429, 'rate-limited'],
  ] as const
  for (const [code, reason] of expected) {
    fake.failNext('sendMessage', code)
    expect(await failureIn(channel.send(to, { text: 'a' })), String(code)).toMatchObject({ reason })
  }
  fake.httpNext('sendMessage', 503)
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'unavailable' })
})

test('the month’s messages are counted; the last tenth is for answers; then it stops by itself until next month', async () => {
  const { fake, channel, to, clock } = await startBot({ messagesPerMonth: 10 })
  for (let message = 0; message < 9; message += 1) await channel.send(to, { text: `tin ${message}` })
  expect(channel.status().detail).toContain('9/10 tin')
  expect(await failureIn(channel.send(to, { text: 'mời họp', priority: 'broadcast' }))).toEqual({
    reason: 'quota',
  })
  await channel.send(to, { text: 'câu trả lời' })
  expect(await failureIn(channel.send(to, { text: 'một câu nữa' }))).toEqual({ reason: 'quota' })
  expect(fake.sent).toHaveLength(10)
  expect(channel.status()).toMatchObject({ state: 'degraded' })
  expect(channel.status().detail).toMatch(
    /Chưa gửi được cho 1 người: …hu-1 \(hết hạn mức tin lúc 09:00 22\/11/,
  )
  // Midnight of 1 December in Vietnam.
  clock.now = new Date('2026-11-30T17:00:00Z')
  await channel.send(to, { text: 'tháng mới' })
  expect(fake.sent).toHaveLength(11)
})

test('"too many" for ten minutes without a break is the month’s quota, whatever we counted', async () => {
  const { fake, channel, to, clock } = await startBot()
  fake.failNext('sendMessage', 429, 429)
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({
    reason: 'rate-limited',
    retryAfterSeconds: 60,
  })
  clock.forward(11 * 60_000)
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'quota' })
  const { length } = fake.calls
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'quota' })
  expect(fake.calls).toHaveLength(length)
})

test('near fifty people the admin learns that this channel is not for all residents', async () => {
  const { channel, repositories, clock, to } = await startBot()
  for (let person = 0; person < 46; person += 1)
    await repositories.windows.noteInteraction(conversationId('zalo-bot', `p${person}`), clock.now)
  await channel.send(to, { text: 'a' })
  expect(channel.status().detail).toContain('46 người nhắn')
})

test('typing is shown and never throws', async () => {
  const { fake, channel, to } = await startBot()
  await channel.typing?.(to)
  fake.failNext('sendChatAction', 400)
  await channel.typing?.(to)
  expect(fake.calls.filter(method => method === 'sendChatAction')).toHaveLength(2)
})

test('pictures people sent are fetched; foreign addresses are not', async () => {
  const { fake, channel } = await startBot()
  const read = async (ref: string): Promise<string> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.download?.({ kind: 'photo', ref })) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
  expect(await read(fake.media('a.jpg', Buffer.from('ảnh')))).toBe('ảnh')
  expect(await failureIn(read('http://127.0.0.1:1/metadata'))).toEqual({ reason: 'refused' })
})

test('settings: whole, absent, or the missing half is named; no token is ever shown', () => {
  expect(readZaloBot({})).toEqual({ settings: undefined, problems: [] })
  expect(readZaloBot({ ZALO_BOT_TOKEN: '123:abcdefgh' }).settings).toMatchObject({
    apiRoot: 'https://bot-api.zaloplatforms.com',
    webhook: undefined,
  })
  expect(readZaloBot({ ZALO_BOT_WEBHOOK_SECRET: 'bimat-bimat' }).problems).toHaveLength(2)
  const wrong = readZaloBot({
    ZALO_BOT_TOKEN: 'khong-phai-ma',
    ZALO_BOT_WEBHOOK_SECRET: 'ngắn',
    PUBLIC_URL: 'http://x',
  })
  expect(wrong.settings).toBeUndefined()
  expect(wrong.problems.join('\n')).not.toContain('khong-phai-ma')
  expect(
    readZaloBot({
      ZALO_BOT_TOKEN: '123:abcdefgh',
      ZALO_BOT_WEBHOOK_SECRET: 'bimat-bimat',
      PUBLIC_URL: 'https://phuong.example.vn/',
    }).settings?.webhook,
  ).toEqual({ url: 'https://phuong.example.vn/zalo/bot/webhook', secret: 'bimat-bimat' })
})

const fixtures = z
  .array(z.object({ name: z.string(), body: z.unknown(), reads: z.unknown() }))
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/zalo-bot/updates.json', import.meta.url), 'utf8')))

test.each(fixtures)('recorded shape: $name', ({ body, reads }) => {
  const event = readBotUpdate(body, { id: botId, account_name: 'Bot Phường Thử' })
  const said =
    event.kind === 'update'
      ? {
          id: event.update.id,
          name: event.update.sender.name,
          chat: event.update.chat,
          content: event.update.content,
        }
      : event
  expect(JSON.parse(JSON.stringify(said))).toEqual(reads)
})
