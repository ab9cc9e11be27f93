/** The Official Account and the Bot Platform keep the contract of channels, over HTTP and against stand-ins for Zalo. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createZaloBotChannel } from '../../bot/channels/zalo-bot/channel.ts'
import { createZaloOaChannel } from '../../bot/channels/zalo-oa/channel.ts'
import { tapMark } from '../../bot/channels/zalo-oa/events.ts'
import { webhookPath } from '../../bot/channels/zalo-oa/routes.ts'
import { conversationId } from '../../bot/chat.ts'
import { bareServer } from '../support/bare-server.ts'
import { botToken, botUpdate, startFakeZaloBot } from '../support/fake-zalo-bot/fake-zalo-bot.ts'
import { resident, userSends, userText } from '../support/fake-zalo-oa/events.ts'
import { startFakeZaloOa } from '../support/fake-zalo-oa/fake-zalo-oa.ts'
import { oaSettings, oaWords, testKey, untilStopped } from '../support/fake-zalo-oa/start-oa.ts'
import { channelContract, type MakeRig } from './channel-contract.ts'
import { channelConversation } from './channel-conversation.ts'

const log = pino({ level: 'silent' })
const link = ({ name }: { readonly name: string }): string =>
  `https://phuong.example.vn/tep/x/${encodeURIComponent(name)}`
/** Files these channels can't carry come as a line with their address. */
const linked = (text: string): string[] =>
  [...text.matchAll(/^Tệp (.+?): https/gm)].map(([, name]) => name ?? '')

const officialAccount: MakeRig = async ({ repositories, now }) => {
  const fake = await startFakeZaloOa()
  const dataDir = mkdtempSync(join(tmpdir(), 'oa-rig-'))
  const adapter = createZaloOaChannel({
    settings: oaSettings(fake),
    dataDir,
    dataKey: testKey,
    publicUrl: undefined,
    credentials: repositories.credentials,
    windows: repositories.windows,
    remembered: repositories.settings,
    words: oaWords,
    fileLink: link,
    count: () => undefined,
    now,
    delay: untilStopped,
    log,
    timeoutMs: 10_000,
  })
  const server = await bareServer()
  adapter.routes(server)
  const webhook = (await server.listen({ host: '127.0.0.1', port: 0 })) + webhookPath
  const says = async (text: string): Promise<'taken' | 'refused'> =>
    (await fake.post(webhook, userText(text, now()))) === 200 ? 'taken' : 'refused'
  const fail = (code: number) => () => fake.failNext('message/cs', code)
  return {
    adapter,
    conversation: conversationId('zalo-oa', resident),
    says,
    async presses(label) {
      const button = fake.sent
        .toReversed()
        .flatMap(({ message }) => message.attachment?.payload.buttons ?? [])
        .find(({ title }) => title === label)
      await says(typeof button?.payload === 'string' ? button.payload : tapMark)
    },
    async sendsFile(name, bytes) {
      await fake.post(webhook, userSends('file', { url: fake.media(name, bytes), name }, now()))
    },
    shown: async () =>
      fake.sent.map(({ message }) => ({
        text: message.text ?? '',
        buttons: (message.attachment?.payload.buttons ?? []).map(({ title }) => title),
        files: linked(message.text ?? ''),
      })),
    breakNext: {
      'rate-limited': fail(-32),
      unavailable: () => fake.httpNext('message/cs', 503),
      unknown: () => fake.dropNext('message/cs'),
      blocked: fail(-217),
      'window-closed': fail(-230),
      quota: fail(-211),
      refused: fail(-200),
      'signed-out': fail(-224),
    },
    async close() {
      await server.close()
      await fake.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const botPlatform: MakeRig = async ({ repositories, now }) => {
  const fake = await startFakeZaloBot()
  const adapter = createZaloBotChannel({
    settings: { token: botToken, apiRoot: fake.url, webhook: undefined },
    usage: repositories.usage,
    windows: repositories.windows,
    words: oaWords,
    hasLinks: true,
    fileLink: link,
    count: () => undefined,
    now,
    delay: async (_ms, signal) => {
      await new Promise(resolve => setImmediate(resolve))
      signal.throwIfAborted()
    },
    log,
    timeoutMs: 10_000,
    holdSeconds: 20,
    lastPollMs: 20,
  })
  const fail = (code: number) => () => fake.failNext('sendMessage', code)
  const writes = async (event: string, message: Readonly<Record<string, unknown>>): Promise<void> => {
    await fake.drained()
    fake.write(botUpdate(event, message, { id: 'lan', at: now() }))
    await fake.drained()
  }
  return {
    adapter,
    conversation: conversationId('zalo-bot', 'lan'),
    async says(text) {
      await writes('text', { text })
      return 'taken'
    },
    async sendsFile(name, bytes) {
      await writes('image', { photo_url: fake.media(name, bytes) })
    },
    shown: async () =>
      fake.sent.map(({ text }) => ({ text: text ?? '', buttons: [], files: linked(text ?? '') })),
    breakNext: {
      'rate-limited': fail(429),
      unavailable: () => fake.httpNext('sendMessage', 503),
      unknown: fail(403),
      'not-found': fail(404),
      refused: fail(400),
      'signed-out': fail(401),
    },
    close: () => fake.close(),
  }
}

for (const [name, makeRig] of [
  ['zalo-oa', officialAccount],
  ['zalo-bot', botPlatform],
] as const) {
  channelContract(name, makeRig)
  channelConversation(name, makeRig)
}
