/** The personal Zalo channel as in production (real zca-js, real SQLite), with the stand-in on the other side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import {
  createZaloPersonalChannel,
  type ZaloPersonalLimits,
} from '../../../bot/channels/zalo-personal/channel.ts'
import { contactBook } from '../../../bot/channels/zalo-personal/contact-book.ts'
import { createZaloCredentials } from '../../../bot/channels/zalo-personal/credentials.ts'
import type { ZaloPersonalPace } from '../../../bot/channels/zalo-personal/settings.ts'
import type { ChannelAdapter, Update } from '../../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { createRepositories } from '../../../storage/repositories.ts'
import { testStart } from '../conversation.ts'
import { type FastClock, fastClock } from '../fast-clock.ts'
import { type FakeZalo, startFakeZalo } from './server.ts'

export const testKey = Buffer.alloc(32, 5)
export const testWords = {
  choiceHint: 'Anh/chị trả lời bằng số.',
  fileLink: (name: string, url: string) => `Tệp ${name}: ${url}`,
  fileElsewhere: (name: string) => `Tệp ${name} không gửi được qua đây.`,
}
/** A person's pace would make tests wait; what is tested of it is tested by itself. */
export const testPace: ZaloPersonalPace = { pauseMs: [0, 0], perMinute: 30, newContactsPerDay: 200 }
/** Calls keep wall time; the rest runs a hundred times faster and needs room on a busy machine. */
export const testLimits: Partial<ZaloPersonalLimits> = {
  call: 10_000,
  longCall: 10_000,
  text: 2_000_000,
  file: 1_000_000,
  patience: 500_000,
  order: 2_000,
}

/** A session as the QR login leaves it. */
export const storeLogin = (dataDir: string, fake: FakeZalo, loginId = 'login-1'): void =>
  createZaloCredentials(dataDir, testKey).saveLogin({
    loginId,
    imei: '11111111-2222-4333-8444-555555555555-0123456789abcdef0123456789abcdef',
    userAgent: 'Mozilla/5.0 (test)',
    language: 'vi',
    name: fake.state.name,
    at: '2026-11-22T02:00:00.000Z',
    cookies: [
      { key: 'zpw_sek', value: fake.state.session, domain: 'chat.zalo.me', path: '/', secure: true },
      { key: 'zpsid', value: 'a-session', domain: 'zalo.me', path: '/', secure: true },
    ],
  })

export interface RunningZalo {
  readonly fake: FakeZalo
  readonly channel: ChannelAdapter
  readonly clock: FastClock
  readonly dataDir: string
  /** What came in, in order. */
  readonly received: Update[]
  readonly texts: () => string[]
  readonly counts: ReadonlyMap<string, number>
  /** What the admin was told. */
  readonly alarms: string[]
  readonly logged: string[]
  readonly repositories: ReturnType<typeof createRepositories>
  /** The inbox refuses while this is set. */
  refuseInbox: boolean
  connected(): Promise<void>
  stop(): Promise<void>
}

export const startZalo = async (
  given: {
    fake?: FakeZalo
    dataDir?: string
    clock?: FastClock
    pace?: Partial<ZaloPersonalPace>
    limits?: Partial<ZaloPersonalLimits>
    login?: boolean
    fileLink?: (attachment: { readonly name: string }) => string | undefined
  } = {},
): Promise<RunningZalo> => {
  const clock = given.clock ?? fastClock(100, testStart)
  const fake = given.fake ?? (await startFakeZalo({ now: () => clock.now().getTime() }))
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'zalo-personal-'))
  if (given.login !== false && given.dataDir === undefined) storeLogin(dataDir, fake)
  const database = await openDatabase(databaseFile(dataDir))
  const repositories = createRepositories(database.db)
  const counts = new Map<string, number>()
  const alarms: string[] = []
  const logged: string[] = []
  const channel = createZaloPersonalChannel({
    settings: { dataKey: testKey, apiRoot: fake.root, pace: { ...testPace, ...given.pace } },
    dataDir,
    book: contactBook(repositories),
    windows: repositories.windows,
    remembered: repositories.settings,
    words: testWords,
    fileLink: given.fileLink ?? (() => undefined),
    count: event => counts.set(event, (counts.get(event) ?? 0) + 1),
    onNeedsHuman: detail => alarms.push(detail),
    now: clock.now,
    random: () => 0.5,
    delay: clock.delay,
    log: pino({ level: 'debug' }, { write: line => logged.push(line) }),
    limits: { ...testLimits, ...given.limits },
  })
  const received: Update[] = []
  let stopped = false
  const running: RunningZalo = {
    fake,
    channel,
    clock,
    dataDir,
    received,
    texts: () =>
      received.map(({ content }) => (content.kind === 'text' ? content.text : `(${content.kind})`)),
    counts,
    alarms,
    logged,
    repositories,
    refuseInbox: false,
    connected: () => fake.until(() => channel.status().state === 'connected', 'connected'),
    async stop() {
      if (stopped) return
      stopped = true
      await channel.stop()
      await database.close()
    },
  }
  await channel.start(async update => {
    if (running.refuseInbox) throw new Error('the disk is full')
    received.push(update)
  })
  onTestFinished(async () => {
    await running.stop()
    if (given.fake === undefined) await fake.close()
    if (given.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    expect(fake.complaints).toEqual([])
  })
  return running
}
