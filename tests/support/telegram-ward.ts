/** Conversations through Telegram: a real ward, the real adapter and grammY, against our fake Telegram. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import { createTelegramChannel, type TelegramOptions } from '../../bot/channels/telegram/telegram.ts'
import type { ChannelAdapter } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { commandMenus } from '../../bot/menu-keeper.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard, type WardRuntime } from '../../bot/ward.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { bareServer } from './bare-server.ts'
import { sharedContent, testStart } from './conversation.ts'
import type { FakePerson } from './fake-telegram/people.ts'
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from './fake-telegram/server.ts'
import type { ShownMessage } from './fake-telegram/state.ts'
import { type FastClock, fastClock } from './fast-clock.ts'

const silent = pino({ level: 'silent' })

export interface TelegramWardOptions {
  readonly ward?: string
  readonly transport?: 'polling' | 'webhook'
  readonly telegram?: FakeTelegram
  readonly dataDir?: string
  readonly adapter?: Partial<TelegramOptions>
  readonly fake?: FakeTelegramOptions
  readonly clock?: FastClock
  /** Other channels beside it, over the same ward and server. */
  readonly beside?: (parts: {
    readonly runtime: WardRuntime
    readonly server: FastifyInstance
    readonly clock: FastClock
    readonly dataDir: string
  }) => readonly ChannelAdapter[]
}

export type TelegramWard = Awaited<ReturnType<typeof telegramWard>>

/** Somebody in a private chat or a group, with the words of our conversation tests. */
export interface Talker {
  says(text: string): Promise<void>
  presses(label: string | RegExp): Promise<void>
  /** Any other act of theirs. */
  does(act: () => unknown): Promise<void>
  /** What the bot wrote since their last act. */
  heard(): readonly ShownMessage[]
  hears(pattern: RegExp): void
  hearsNothing(): void
}

const webhookSecret = 'secret-of-the-webhook-0001'

export const telegramWard = async (given: TelegramWardOptions = {}) => {
  const clock = given.clock ?? fastClock(100, testStart)
  const telegram =
    given.telegram ?? (await startFakeTelegram({ now: () => clock.now().getTime(), ...given.fake }))
  const ward = given.ward ?? 'muong-lay'
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'telegram-'))
  const content = sharedContent(ward)
  const metrics = createMetrics()
  const runtime = await createWard({
    ward,
    dataDir,
    contentDir,
    content,
    log: silent,
    metrics,
    now: clock.now,
    delay: clock.delay,
  })
  const server = await bareServer({ metrics })
  // The route must exist before we listen, its address only after: the path is fixed, the port is not.
  const port = await freePort()
  const adapter = createTelegramChannel({
    token: telegram.token,
    apiRoot: telegram.root,
    ...(given.transport === 'webhook'
      ? { webhook: { url: `http://127.0.0.1:${port}/telegram`, secret: webhookSecret } }
      : {}),
    menus: commandMenus(content),
    log: silent,
    now: clock.now,
    delay: clock.delay,
    answerMs: 1500,
    holdSeconds: 20,
    ...given.adapter,
  })
  adapter.routes(server)
  const beside = given.beside?.({ runtime, server, clock, dataDir }) ?? []
  await server.listen({ host: '127.0.0.1', port })
  await runtime.start([adapter, ...beside])

  let stopped = false
  const stop = async (): Promise<void> => {
    if (stopped) return
    stopped = true
    await server.close()
    await runtime.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (given.telegram === undefined) await telegram.close()
    if (given.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  })

  /** Resolves when every update is confirmed, handled, and answered as far as can be now. */
  const settle = async (): Promise<void> => {
    await telegram.confirmed()
    await runtime.idle()
  }

  const talker = (who: Pick<FakePerson, 'says' | 'presses' | 'seen'>): Talker => {
    let from = who.seen.length
    const act = async (work: () => unknown): Promise<void> => {
      from = who.seen.length
      work()
      await settle()
    }
    const heard = (): readonly ShownMessage[] => who.seen.slice(from)
    return {
      says: text => act(() => who.says(text)),
      presses: label => act(() => who.presses(label)),
      does: act,
      heard,
      hears: pattern =>
        expect(
          heard()
            .map(({ text }) => text)
            .join('\n---\n'),
        ).toMatch(pattern),
      hearsNothing: () => expect(heard().map(({ text }) => text)).toEqual([]),
    }
  }

  const repositories = createRepositories(runtime.database.db)
  return {
    telegram,
    runtime,
    adapter,
    server,
    port,
    clock,
    dataDir,
    repositories,
    stop,
    settle,
    talker,
    /** A person with both: what Telegram shows them, and the words of a conversation. */
    resident(name: string, more: { language?: string } = {}): FakePerson & { talk: Talker } {
      const person = telegram.person(name, more)
      return Object.assign(person, { talk: talker(person) })
    },
    /** Makes an invite as the command line does. @returns the code */
    async invite(
      role: 'volunteer' | 'officer' | 'lead' | 'admin',
      unit: string | null = null,
    ): Promise<string> {
      const code = `CODE${role.toUpperCase()}${Math.floor(performance.now() * 1000)}`
      await repositories.invites.add({
        code,
        role,
        unit,
        note: null,
        by: null,
        now: clock.now(),
        expires: new Date(clock.now().getTime() + 86_400_000),
      })
      return code
    },
  }
}

const freePort = async (): Promise<number> => {
  const { createServer: create } = await import('node:net')
  const probe = create()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise(resolve => probe.close(resolve))
  return port
}
