/** The Telegram channel beyond the contract: the webhook, files, HTML nothing can break, a backlog, settings. */
import { once } from 'node:events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, toHtml } from '../../../bot/channels/markup.ts'
import { pieces } from '../../../bot/channels/render.ts'
import { plain } from '../../../bot/chat.ts'
import { ConfigError, readConfig } from '../../../bot/config.ts'
import { parseHtml } from '../../support/fake-telegram/html.ts'
import type { FakePerson } from '../../support/fake-telegram/people.ts'
import { startFakeTelegram } from '../../support/fake-telegram/server.ts'
import { telegramWard } from '../../support/telegram-ward.ts'

const privacyText = /Tôi giữ gì/

test('the webhook takes what Telegram posts, and nothing from anybody else', async () => {
  const { resident, port, telegram, settle } = await telegramWard({ transport: 'webhook' })
  const lan = resident('Lan')
  await telegram.until(() => telegram.calls.some(({ method }) => method === 'setWebhook'))
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)

  const post = (body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/telegram`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const forged = JSON.stringify({
    update_id: 1,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: lan.chat.id, type: 'private' },
      from: { id: lan.user.id, is_bot: false },
      text: '/riengtu',
    },
  })
  expect((await post(forged, {})).status).toBe(401)
  expect((await post(forged, { 'x-telegram-bot-api-secret-token': 'guessed' })).status).toBe(401)
  const secret = telegram.calls.find(({ method }) => method === 'setWebhook')?.payload['secret_token']
  const known = { 'x-telegram-bot-api-secret-token': String(secret) }
  expect((await post('{"a":', known)).status).toBe(400)
  expect((await post(JSON.stringify({ update_id: 2, junk: 'x'.repeat(2_000_000) }), known)).status).toBe(413)
  // Telegram would repeat for ever what we refuse: what we can't read is taken and dropped.
  expect((await post('{"update_id":"x"}', known)).status).toBe(200)
  await settle()
  expect(lan.seen).toHaveLength(1)
})

test('a webhook call is answered only when the update is stored; what could not be stored is brought again', async () => {
  const { resident, telegram, runtime } = await telegramWard({ transport: 'webhook' })
  const lan = resident('Lan')
  await telegram.until(() => telegram.calls.some(({ method }) => method === 'setWebhook'))
  runtime.database.raw.exec('ALTER TABLE inbox RENAME TO inbox_away')
  lan.says('/riengtu')
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(telegram.state.pending).toHaveLength(1)
  runtime.database.raw.exec('ALTER TABLE inbox_away RENAME TO inbox')
  await telegram.until(() => lan.seen.length > 0)
  expect(lan.seen.map(({ text }) => text)).toEqual([expect.stringMatching(privacyText)])
})

test('a backlog of a night is handled in order per chat, once', async () => {
  const telegram = await startFakeTelegram()
  const people = Array.from({ length: 25 }, (_, index) => telegram.person(`Người ${index}`))
  for (let round = 0; round < 8; round += 1)
    for (const person of people) person.says(round % 2 === 0 ? '/riengtu' : '/ngonngu')
  const { settle, runtime } = await telegramWard({ telegram })
  await settle()
  // On a busy machine an answer may time out and come again: it says so then.
  const firsts = ({ seen }: FakePerson): boolean[] =>
    seen.filter(({ text }) => !text.startsWith('(Gửi lại')).map(({ text }) => privacyText.test(text))
  await telegram.until(() => people.every(person => firsts(person).length >= 8))
  const handled: unknown = runtime.database.raw.prepare('SELECT count(*) FROM inbox').pluck().get()
  expect(handled).toBe(200)
  for (const person of people)
    expect(firsts(person)).toEqual(Array.from({ length: 8 }, (_, round) => round % 2 === 0))
  await telegram.close()
})

test('a file keeps its bytes on the way in, and one that breaks off leaves nothing half read', async () => {
  const { telegram, adapter, resident } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/start')
  const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7) % 256))
  const { id } = telegram.state.addFile('anh.jpg', bytes)
  const read = async (): Promise<Buffer> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await adapter.download?.({ kind: 'photo', ref: id })) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  expect((await read()).equals(bytes)).toBe(true)
  telegram.faults.plan('file', { kind: 'cut' })
  await expect(read()).rejects.toThrow()
  await expect(adapter.download?.({ kind: 'photo', ref: 'gone' })).rejects.toMatchObject({
    failure: { reason: 'refused' },
  })
  await expect(adapter.download?.({ kind: 'video', ref: id, size: 21 * 1024 * 1024 })).rejects.toMatchObject({
    failure: { reason: 'refused' },
  })
})

test('no text can break the HTML, and words from people are shown as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      parseHtml(toHtml(text))
      const shown = parseHtml(toHtml(plain(text))).text
      expect(shown).toBe(text.replaceAll(/^(\s*)- /gm, '$1• '))
    }),
  )
})

test('every piece of a long text is whole HTML and within 4,096 characters', () => {
  const words = fc.constantFrom(
    '**đậm đà**',
    '[Cổng](https://dichvucong.gov.vn/x?a=1&b=2)',
    'giấy',
    '<b>',
    '&amp;',
    '\n',
    '.\n\n',
    '🙏',
  )
  const shape = {
    maxText: 4096,
    maxCaption: 1024,
    maxButtons: 100,
    maxButtonLabel: 64,
    markup: 'html',
    photo: true,
    document: true,
    edit: true,
    typing: true,
    windowHours: null,
    pace: { parallel: 1, perSecond: 1, perChatPerSecond: 1, perGroupPerMinute: 1 },
  } as const
  fc.assert(
    fc.property(fc.array(words, { minLength: 1500, maxLength: 3000 }), parts => {
      for (const { text } of pieces({ text: parts.join(' ') }, shape, ''))
        expect(parseHtml(toHtml(text)).text.length).toBeLessThanOrEqual(4096)
    }),
    { numRuns: 15 },
  )
  expect(escapeHtml('<&>')).toBe('&lt;&amp;&gt;')
})

test('half set Telegram settings are an error in plain words, and no message shows the token', () => {
  const token = '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr'
  expect(readConfig({}).telegram).toBeUndefined()
  expect(readConfig({ TELEGRAM_TOKEN: token }).telegram).toEqual({ token })
  const problemsOf = (env: Record<string, string>): string => {
    try {
      readConfig(env)
    } catch (error) {
      if (error instanceof ConfigError) return error.message
      throw error
    }
    return ''
  }
  expect(problemsOf({ TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' })).toMatch(/TELEGRAM_TOKEN còn thiếu/)
  expect(problemsOf({ TELEGRAM_TOKEN: token, TELEGRAM_WEBHOOK_URL: 'https://a.vn/telegram' })).toMatch(
    /TELEGRAM_WEBHOOK_SECRET còn thiếu/,
  )
  expect(
    problemsOf({
      TELEGRAM_TOKEN: token,
      TELEGRAM_WEBHOOK_URL: 'http://a.vn/',
      TELEGRAM_WEBHOOK_SECRET: 'a-long-enough-secret',
    }),
  ).toMatch(/https:\/\/[\s\S]*đường dẫn riêng/)
  const wrong = problemsOf({ TELEGRAM_TOKEN: 'not-a-token-7' })
  expect(wrong).toMatch(/@BotFather/)
  expect(wrong).not.toMatch(/not-a-token-7/)
})

test('stopping lets go of the held poll at once', async () => {
  const ward = await telegramWard()
  const lan = ward.resident('Lan')
  await lan.talk.says('/riengtu')
  const stopping = ward.stop().then(() => 'stopped')
  const tooLong = once(AbortSignal.timeout(10_000), 'abort').then(() => 'still waiting')
  expect(await Promise.race([stopping, tooLong])).toBe('stopped')
})
