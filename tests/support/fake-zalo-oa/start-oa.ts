/** Our OA channel as in production (real server, real SQLite, real client), with the stand-in for Zalo on the other side. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import {
  createZaloOaChannel,
  type ZaloOaChannel,
  type ZaloOaSettings,
} from '../../../bot/channels/zalo-oa/channel.ts'
import { webhookPath } from '../../../bot/channels/zalo-oa/routes.ts'
import { type ConversationId, conversationId, type Update } from '../../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { createRepositories } from '../../../storage/repositories.ts'
import { bareServer } from '../bare-server.ts'
import { resident } from './events.ts'
import { type FakeZaloOa, oa, startFakeZaloOa } from './fake-zalo-oa.ts'

export const testKey = Buffer.alloc(32, 7)
export const oaWords = {
  choiceHint: 'Anh/chị trả lời bằng số.',
  fileLink: (name: string, url: string) => `Tệp ${name}: ${url}`,
  fileElsewhere: (name: string) => `Tệp ${name} không gửi được qua đây.`,
}

export const oaSettings = (fake: FakeZaloOa, more: Partial<ZaloOaSettings> = {}): ZaloOaSettings => ({
  appId: oa.appId,
  appSecret: oa.appSecret,
  oaId: oa.oaId,
  webhookSecret: oa.webhookSecret,
  codeVerifier: undefined,
  seed: { access: fake.accessToken, refresh: fake.refreshToken },
  allowPaid: false,
  apiRoot: fake.url,
  oauthRoot: fake.url,
  ...more,
})

/** Waits end only with the channel: background work of tests is driven by hand. */
export const untilStopped = (_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(new Error('stopped'))
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
  })

export interface RunningOa {
  readonly fake: FakeZaloOa
  readonly channel: ZaloOaChannel
  readonly webhook: string
  readonly dataDir: string
  readonly to: ConversationId
  /** What came in, in order. */
  readonly received: Update[]
  readonly counts: ReadonlyMap<string, number>
  readonly clock: { now: Date; forward(ms: number): void }
  readonly repositories: ReturnType<typeof createRepositories>
  /** The inbox refuses while this is set. */
  refuseInbox: boolean
  stop(): Promise<void>
}

export const startOa = async (
  given: {
    settings?: Partial<ZaloOaSettings>
    fake?: FakeZaloOa
    dataDir?: string
    publicUrl?: string
    fileLink?: (attachment: { readonly name: string }) => string | undefined
    timeoutMs?: number
    start?: Date
  } = {},
): Promise<RunningOa> => {
  const fake = given.fake ?? (await startFakeZaloOa())
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), `oa-${randomBytes(3).toString('hex')}-`))
  const clock = {
    now: given.start ?? new Date('2026-11-22T09:00:00+07:00'),
    forward(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
  }
  const database = await openDatabase(databaseFile(dataDir))
  const repositories = createRepositories(database.db)
  const counts = new Map<string, number>()
  const log = pino({ level: 'silent' })
  const channel = createZaloOaChannel({
    settings: oaSettings(fake, given.settings),
    dataDir,
    dataKey: testKey,
    publicUrl: given.publicUrl,
    credentials: repositories.credentials,
    windows: repositories.windows,
    remembered: repositories.settings,
    words: oaWords,
    fileLink: given.fileLink ?? (() => undefined),
    count: event => counts.set(event, (counts.get(event) ?? 0) + 1),
    now: () => clock.now,
    delay: untilStopped,
    log,
    timeoutMs: given.timeoutMs ?? 10_000,
  })
  const server = await bareServer()
  channel.routes(server)
  const received: Update[] = []
  const running: RunningOa = {
    fake,
    channel,
    webhook: '',
    dataDir,
    to: conversationId('zalo-oa', resident),
    received,
    counts,
    clock,
    repositories,
    refuseInbox: false,
    async stop() {
      await server.close()
      await channel.stop()
      await database.close()
    },
  }
  await channel.start(async update => {
    if (running.refuseInbox) throw new Error('the disk is full')
    received.push(update)
  })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await running.stop().catch(() => undefined)
    if (given.fake === undefined) await fake.close()
    if (given.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  })
  return Object.assign(running, { webhook: address + webhookPath })
}
