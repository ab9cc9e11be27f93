/** Our Bot Platform channel over real SQLite and HTTP, with the stand-in for Zalo on the other side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createZaloBotChannel, type ZaloBotChannel } from '../../../bot/channels/zalo-bot/channel.ts'
import { botWebhookPath } from '../../../bot/channels/zalo-bot/settings.ts'
import { type ConversationId, conversationId, type Update } from '../../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { createRepositories } from '../../../storage/repositories.ts'
import { bareServer } from '../bare-server.ts'
import { oaWords } from '../fake-zalo-oa/start-oa.ts'
import { botToken, type FakeZaloBot, startFakeZaloBot } from './fake-zalo-bot.ts'

export const webhookSecret = 'bi-mat-cua-bai-thu'

export interface RunningBot {
  readonly fake: FakeZaloBot
  readonly channel: ZaloBotChannel
  readonly webhook: string
  readonly to: ConversationId
  readonly received: Update[]
  readonly counts: ReadonlyMap<string, number>
  readonly clock: { now: Date; forward(ms: number): void }
  readonly repositories: ReturnType<typeof createRepositories>
  /** The inbox refuses so many times from now on. */
  refuseInbox: number
}

export const startBot = async (
  given: {
    polls?: boolean
    fake?: FakeZaloBot
    fileLink?: (attachment: { readonly name: string }) => string | undefined
    messagesPerMonth?: number
    token?: string
  } = {},
): Promise<RunningBot> => {
  const fake = given.fake ?? (await startFakeZaloBot())
  const dataDir = mkdtempSync(join(tmpdir(), 'zalo-bot-'))
  const clock = {
    now: new Date('2026-11-22T09:00:00+07:00'),
    forward(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
  }
  const database = await openDatabase(databaseFile(dataDir))
  const repositories = createRepositories(database.db)
  const counts = new Map<string, number>()
  const log = pino({ level: 'silent' })
  const channel = createZaloBotChannel({
    settings: {
      token: given.token ?? botToken,
      apiRoot: fake.url,
      webhook:
        given.polls === false
          ? { url: `https://phuong.example.vn${botWebhookPath}`, secret: webhookSecret }
          : undefined,
    },
    usage: repositories.usage,
    windows: repositories.windows,
    words: oaWords,
    hasLinks: given.fileLink !== undefined,
    fileLink: given.fileLink ?? (() => undefined),
    count: event => counts.set(event, (counts.get(event) ?? 0) + 1),
    now: () => clock.now,
    // Pauses between tries end at once; only stopping matters.
    delay: async (_ms, signal) => {
      await new Promise(resolve => setImmediate(resolve))
      signal.throwIfAborted()
    },
    log,
    timeoutMs: 5_000,
    holdSeconds: 5,
    ...(given.messagesPerMonth === undefined ? {} : { messagesPerMonth: given.messagesPerMonth }),
  })
  const server = await bareServer()
  channel.routes(server)
  const received: Update[] = []
  const running: RunningBot = {
    fake,
    channel,
    webhook: '',
    to: conversationId('zalo-bot', 'u-thu-1'),
    received,
    counts,
    clock,
    repositories,
    refuseInbox: 0,
  }
  await channel.start(async update => {
    if (running.refuseInbox > 0) {
      running.refuseInbox -= 1
      throw new Error('the disk is full')
    }
    received.push(update)
  })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    // Ends open polls, so that stopping need not wait for one.
    await fake.close()
    await server.close()
    await channel.stop()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return Object.assign(running, { webhook: address + botWebhookPath })
}
