/** The Zalo Bot Platform: good for staff notices and demonstrations; its basic plan is too small for all residents. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { ChannelUsageRepository } from '../../../storage/repositories/channel-usage.ts'
import type { ChannelWindowRepository } from '../../../storage/repositories/channel-windows.ts'
import {
  type Attachment,
  type Capabilities,
  type ChannelAdapter,
  type ChannelState,
  DeliveryError,
  type Update,
} from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { parseExactJson } from '../exact-json.ts'
import { fetchMedia, zaloMediaDomains } from '../fetch-media.ts'
import { addRawPost } from '../raw-body.ts'
import { createUnreachedList } from '../unreached.ts'
import { basicPlan, createAllowance } from './allowance.ts'
import { type BotIdentity, createBotApi, isTokenTrouble } from './api.ts'
import { type Polling, startPolling } from './polling.ts'
import { readBotUpdate } from './read-update.ts'
import { chatIdOf, createBotSender } from './send-reply.ts'
import { botWebhookPath, type ZaloBotSettings } from './settings.ts'

export interface ZaloBotOptions {
  readonly settings: ZaloBotSettings
  readonly usage: ChannelUsageRepository
  readonly windows: ChannelWindowRepository
  readonly words: ChannelWords
  /** Whether {@link fileLink} gives any. */
  readonly hasLinks: boolean
  readonly fileLink: (attachment: Attachment) => string | undefined
  /** Counts what happened, for metrics. */
  readonly count: (event: string) => void
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  readonly timeoutMs?: number
  readonly holdSeconds?: number
  readonly lastPollMs?: number
  readonly messagesPerMonth?: number
}

export interface ZaloBotChannel extends ChannelAdapter {
  /** The webhook, when updates are posted to us. */
  routes(server: FastifyInstance): void
}

const mediaRules = { maxBytes: 20 * 1024 * 1024, timeoutMs: 60_000 } as const
const introduceAgainMs = 5_000
const longestPauseMs = 5 * 60 * 1000
const advice = 'Đầu tháng sau gửi lại được; việc gấp thì gọi điện'

/** Equal length and constant time, whatever was sent. */
const sameSecret = (left: string, right: string): boolean => {
  const hash = (text: string): Uint8Array => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(left), hash(right))
}

export const createZaloBotChannel = (options: ZaloBotOptions): ZaloBotChannel => {
  const { settings, windows, log, count, now } = options
  const api = createBotApi({
    token: settings.token,
    apiRoot: settings.apiRoot,
    timeoutMs: options.timeoutMs ?? 30_000,
  })
  const allowance = createAllowance({
    usage: options.usage,
    windows,
    messagesPerMonth: options.messagesPerMonth ?? basicPlan.messages,
    now,
  })
  const unreached = createUnreachedList()
  const sendReply = createBotSender({ api, allowance, words: options.words, fileLink: options.fileLink })
  const stopping = new AbortController()
  const open = new Set<Promise<void>>()
  let deliver: ((update: Update) => Promise<void>) | undefined
  let bot: BotIdentity | undefined
  let polling: Polling | undefined
  let introducing: Promise<void> | undefined
  let state: ChannelState = 'off'

  // Pictures and files go by address only: without a public one there are none.
  const capabilities: Capabilities = {
    maxText: 2000,
    maxButtons: 0,
    maxButtonLabel: 100,
    markup: 'plain',
    photo: options.hasLinks,
    // As a link.
    document: options.hasLinks,
    edit: false,
    typing: true,
    windowHours: null,
    monthlyMessages: options.messagesPerMonth ?? basicPlan.messages,
    pace: { parallel: 2, perSecond: 5, perChatPerSecond: 1, perGroupPerMinute: 20 },
  }

  const takeNow = async (body: unknown): Promise<void> => {
    if (deliver === undefined) throw new Error('the channel takes no messages now')
    const event = readBotUpdate(body, bot)
    if (event.kind !== 'update') return count(`event-${event.kind}`)
    const { update } = event
    if (update.chat === 'private') {
      await windows.noteInteraction(update.conversation, new Date(update.at))
      unreached.reached(update.conversation)
    }
    await deliver(update)
  }
  const take = (body: unknown): Promise<void> => {
    const work = takeNow(body)
    open.add(work)
    return work.finally(() => open.delete(work))
  }

  const introduce = async (): Promise<void> => {
    bot = await api.getMe()
    if (settings.webhook !== undefined) {
      // Zalo tries the address at once: it fails until our server listens, and is tried again.
      await api.setWebhook(settings.webhook.url, settings.webhook.secret)
      state = 'connected'
      return
    }
    // Polling and webhook exclude each other.
    if ((await api.webhookUrl()) !== undefined) await api.deleteWebhook()
    if (stopping.signal.aborted) return
    state = 'connected'
    polling = startPolling({
      api,
      take,
      onState: next => {
        state = next
      },
      delay: options.delay,
      holdSeconds: options.holdSeconds ?? 30,
      lastPollMs: options.lastPollMs ?? 2_000,
      log,
    })
  }
  const keepIntroducing = async (): Promise<void> => {
    for (let wait = introduceAgainMs; !stopping.signal.aborted; wait = Math.min(wait * 2, longestPauseMs)) {
      try {
        return await introduce()
      } catch (error) {
        state = isTokenTrouble(error) ? 'needs-human' : 'degraded'
        log.warn({ err: error, channel: 'zalo-bot' }, 'not connected yet')
        await options.delay(wait, stopping.signal).catch(() => undefined)
      }
    }
  }

  const describe = (): string | undefined => {
    const notes = [
      state === 'needs-human'
        ? 'Zalo không nhận mã của bot: xem lại ZALO_BOT_TOKEN (mã bị đặt lại thì lấy mã mới ở Zalo Bot Creator)'
        : state === 'degraded'
          ? 'Chưa nói chuyện được với máy chủ Zalo Bot, đang thử lại'
          : undefined,
      allowance.describe(),
      unreached.describe(advice),
    ].filter(note => note !== undefined)
    return notes.length === 0 ? undefined : `${notes.join('. ')}.`
  }

  return {
    channel: 'zalo-bot',
    capabilities,

    async start(receive) {
      deliver = receive
      state = 'connecting'
      for (const person of (await windows.unreached('zalo-bot')).toReversed()) unreached.refused(person)
      await allowance.noteCount()
      introducing = keepIntroducing()
    },

    async stop() {
      stopping.abort()
      await introducing
      await polling?.stop()
      deliver = undefined
      state = 'off'
      await Promise.allSettled(open)
    },

    async send(to, reply) {
      try {
        return await sendReply(to, reply)
      } catch (error) {
        if (error instanceof DeliveryError && error.failure.reason === 'signed-out') state = 'needs-human'
        if (error instanceof DeliveryError && error.failure.reason === 'quota') {
          const at = now()
          count('quota')
          await windows.refuse(to, 'quota', at)
          const lastAt = (await windows.of(to))?.lastAt ?? new Date(0)
          unreached.refused({ conversation: to, lastAt, reason: 'quota', at })
        }
        throw error
      } finally {
        await allowance.noteCount()
      }
    },

    async typing(to) {
      await api
        .sendTyping(chatIdOf(to))
        .catch(error => log.debug({ err: error, channel: 'zalo-bot' }, 'typing not shown'))
    },

    status() {
      const detail = describe()
      return {
        state: state === 'connected' && detail !== undefined ? 'degraded' : state,
        ...(detail === undefined ? {} : { detail }),
      }
    },

    download: file =>
      fetchMedia(file.ref, {
        ...mediaRules,
        domains: zaloMediaDomains,
        apiRoot: new URL(settings.apiRoot),
      }),

    routes(server) {
      const { webhook } = settings
      if (webhook === undefined) return
      addRawPost(server, botWebhookPath, async ({ body, header }) => {
        if (!sameSecret(header('x-bot-api-secret-token') ?? '', webhook.secret)) {
          count('webhook-wrong-secret')
          return 401
        }
        let parsed: unknown
        try {
          parsed = parseExactJson(Buffer.from(body).toString('utf8'))
        } catch {
          // The probe on setting the webhook may have no body.
          return 200
        }
        try {
          await take(parsed)
          return 200
        } catch (error) {
          log.error({ err: error, channel: 'zalo-bot' }, 'webhook update not stored')
          return 503
        }
      })
    },
  }
}
