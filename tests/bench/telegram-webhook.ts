/**
 * Updates a second through the Telegram webhook with durable inbox and outbox, beside a bare fastify and grammY echo bot
 * in the same run; and how long a reply takes at 100 updates a second. Both do the same work: they repeat what they hear.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { fastify } from 'fastify'
import { Bot, webhookCallback } from 'grammy'
import { pino } from 'pino'
import { z } from 'zod'
import { createTelegramChannel } from '../../bot/channels/telegram/telegram.ts'
import { createContentHolder } from '../../bot/content-holder.ts'
import { createDispatcher } from '../../bot/dispatcher.ts'
import { createOutboxSender } from '../../bot/outbox-sender.ts'
import { answer, type Route } from '../../handlers/handler.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createGroupCommit } from '../../storage/group-commit.ts'
import { bareServer } from '../support/bare-server.ts'
import type { LoadOrder, LoadResult } from './telegram-load.ts'

export interface TelegramWebhookFigures {
  readonly updates: number
  /** From the first post to the last reply at Telegram. */
  readonly updatesPerSecond: number
  readonly echoUpdatesPerSecond: number
  /** Ours to the bare echo bot's; the issue aims at 0.5. */
  readonly ratio: number
  /** From post to reply at 100 updates a second, in milliseconds. */
  readonly replyMsAt100: { readonly p50: number; readonly p99: number }
  readonly echoReplyMsAt100: { readonly p50: number; readonly p99: number }
}

const secret = 'bench-secret-0123456789'
const token = '123456789:bench-token-bench-token-bench-token'
const rounds = 5

const echo: Route = {
  name: 'echo',
  accepts: () => true,
  handle: ({ text }) => answer(text),
}

interface Target {
  readonly url: string
  stop(): Promise<void>
}

/** The program's own path: route, inbox, dispatcher, outbox, sender. */
const startOurs = async (apiRoot: string): Promise<Target> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const log = pino({ level: 'silent' })
  const now = (): Date => new Date()
  const delay = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(new Error('stopped'))
      })
    })
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const commits = createGroupCommit(db)
  const content = createContentHolder(
    { contentDir: fileURLToPath(new URL('../fixtures/content', import.meta.url)), ward: 'thu-nghiem' },
    log,
  )
  const server = await bareServer()
  const url = `http://127.0.0.1:${await freePort()}/telegram`
  const adapter = createTelegramChannel({
    token,
    apiRoot,
    webhook: { url, secret },
    menus: { forRole: () => [], forGroups: () => [] },
    log,
    now,
    delay,
    // Telegram's limits would be all we measure.
    pace: { parallel: 100, perSecond: 1e6, perChatPerSecond: 1e6, perGroupPerMinute: 1e6 },
  })
  const sender = createOutboxSender({ db, commits, adapter: () => adapter, now, delay, log })
  const { library, engine, locales } = content.current()
  const dispatcher = createDispatcher({
    db,
    commits,
    routes: [echo],
    services: (_incoming, repositories, at) => ({
      library,
      engine,
      repositories,
      t: locales.in('vi'),
      in: locales.in,
      now: at,
      code: () => '',
      charts: { keep: async () => '', tidy: async () => 0 },
      files: { pathOf: () => '' },
      windowHours: () => null,
      scripts: { keep: async () => '', tidy: async () => 0 },
      exports: {
        keep: async () => '',
        remove: async () => undefined,
        tidy: async () => 0,
        oldest: async () => null,
      },
      channels: ['telegram'],
      reach: [],
      startLinks: () => [],
    }),
    capabilities: () => adapter.capabilities,
    fetchFile: async () => ({ kind: 'refused', reason: 'unavailable' }),
    refuseRole: () => answer(''),
    apology: () => '',
    choiceHint: () => '',
    now,
    delay,
    log,
    onReplies: sender.wake,
  })
  adapter.routes(server)
  await server.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })
  sender.start()
  await adapter.start(dispatcher.receive)
  while (adapter.status().state !== 'connected') await new Promise(resolve => setImmediate(resolve))
  return {
    url,
    async stop() {
      await adapter.stop()
      await server.close()
      await dispatcher.stop()
      await sender.stop()
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** What the guides show: nothing is kept, the webhook waits for the reply. */
const startEcho = async (apiRoot: string): Promise<Target> => {
  const bot = new Bot(token, { client: { apiRoot } })
  bot.on('message:text', context => context.reply(context.message.text))
  const server = fastify({ logger: false })
  server.post('/telegram', webhookCallback(bot, 'fastify', { secretToken: secret }))
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url: `${address}/telegram`, stop: async () => await server.close() }
}

const portSchema = z.object({ port: z.number() })
const resultSchema: z.ZodType<LoadResult> = z.object({ seconds: z.number(), replyMs: z.array(z.number()) })

const at = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Takes about half a minute. @param updates posted in each of five rounds */
export const benchTelegramWebhook = async (updates = 2000): Promise<TelegramWebhookFigures> => {
  const worker = new Worker(new URL('./telegram-load.ts', import.meta.url))
  const answerOf = async (): Promise<unknown> => (await once(worker, 'message'))[0]
  const { port } = portSchema.parse(await answerOf())
  const apiRoot = `http://127.0.0.1:${port}`
  let firstId = 1
  const load = async (target: Target, order: Partial<LoadOrder>): Promise<LoadResult> => {
    const full: LoadOrder = {
      url: target.url,
      secret,
      updates,
      concurrency: 40,
      firstId,
      ...order,
    }
    firstId += full.updates
    worker.postMessage(full)
    return resultSchema.parse(await answerOf())
  }
  const bare = await startEcho(apiRoot)
  const ours = await startOurs(apiRoot)
  try {
    for (const target of [bare, ours]) await load(target, { updates: 500 })
    const rates: { readonly bare: number; readonly ours: number }[] = []
    // Turn and turn about: what else the machine does then weighs on both alike.
    for (let round = 0; round < rounds; round += 1)
      rates.push({
        bare: updates / (await load(bare, {})).seconds,
        ours: updates / (await load(ours, {})).seconds,
      })
    const steady = async (target: Target) => {
      const { replyMs } = await load(target, { updates: 500, perSecond: 100 })
      return { p50: at(replyMs, 0.5), p99: at(replyMs, 0.99) }
    }
    return {
      updates,
      updatesPerSecond: Math.round(middle(rates.map(rate => rate.ours))),
      echoUpdatesPerSecond: Math.round(middle(rates.map(rate => rate.bare))),
      ratio: Math.round(middle(rates.map(rate => rate.ours / rate.bare)) * 100) / 100,
      replyMsAt100: await steady(ours),
      echoReplyMsAt100: await steady(bare),
    }
  } finally {
    await ours.stop()
    await bare.stop()
    await worker.terminate()
  }
}

const freePort = async (): Promise<number> => {
  const probe = fastify()
  const address = await probe.listen({ host: '127.0.0.1', port: 0 })
  await probe.close()
  return Number(new URL(address).port)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await benchTelegramWebhook(), null, 2))
