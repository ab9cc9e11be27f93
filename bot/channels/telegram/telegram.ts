/** Telegram: grammY's client over our own transport, long polling or a webhook, replies as HTML with buttons. */
import type { FastifyInstance } from 'fastify'
import { Api, type ApiClientOptions } from 'grammy'
import type { Logger } from 'pino'
import {
  type Capabilities,
  type ChannelAdapter,
  type ChannelStatus,
  type ConversationId,
  DeliveryError,
  type Pace,
  type Update,
} from '../../chat.ts'
import type { TelegramSettings } from '../../config.ts'
import { type Menus, setCommonMenus, setPersonMenu } from './command-menu.ts'
import { deliveryError, isConflict, isLateQuery } from './delivery-failure.ts'
import { openFile } from './download.ts'
import { type Place, placeOf } from './place.ts'
import { startPolling } from './polling.ts'
import { allowedUpdates, rawUpdateSchema } from './raw-update.ts'
import { type BotIdentity, readUpdate } from './read-update.ts'
import { longestCaption, sendReply } from './send-reply.ts'
import { createTransport } from './transport.ts'
import { troubleOf } from './trouble.ts'
import { addWebhookRoute } from './webhook.ts'

export interface TelegramOptions extends TelegramSettings {
  readonly menus: Menus
  readonly log: Logger
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** A call without an answer for so long has failed. */
  readonly answerMs?: number
  /** How long Telegram holds an empty poll. */
  readonly holdSeconds?: number
  /** How fast we send; Telegram's published limits leave little room above the default. */
  readonly pace?: Pace
}

export interface TelegramChannel extends ChannelAdapter {
  /** Adds the webhook's route; nothing to do with polling. */
  routes(server: FastifyInstance): void
}

/** About 30 a second in all, 1 a second to a chat, 20 a minute to a group (telegram.md 3.3), with some room left. */
const defaultPace: Pace = { parallel: 25, perSecond: 25, perChatPerSecond: 1, perGroupPerMinute: 18 }
const defaultAnswerMs = 15_000
const defaultHoldSeconds = 30
/** grammY's own limit stays as a backstop: a slow upload of 50 MB ends sooner. */
const backstopSeconds = 300
const storeAgainMs = 5_000
/** Another program's poll is worth telling of for this long. */
const conflictMs = 2 * 60_000
/** Menus are a convenience: after so many failures in a row we leave them as they are until the next start. */
const menuTries = 5

const defaultRoot = 'https://api.telegram.org'

export const createTelegramChannel = (options: TelegramOptions): TelegramChannel => {
  const { token, menus, log, now } = options
  const root = options.apiRoot ?? defaultRoot
  const answerMs = options.answerMs ?? defaultAnswerMs
  const holdSeconds = options.holdSeconds ?? defaultHoldSeconds
  const client = (idleMs: number) => {
    const transport = createTransport(idleMs)
    const settings: ApiClientOptions = {
      apiRoot: root,
      fetch: transport.call,
      timeoutSeconds: backstopSeconds,
    }
    return { transport, api: new Api(token, settings) }
  }
  const { api, transport } = client(answerMs)
  const poll = client(holdSeconds * 1000 + answerMs)

  let identity: BotIdentity | undefined
  let receive: ((update: Update) => Promise<void>) | undefined
  let inbound: ChannelStatus = { state: 'off' }
  let outbound: ChannelStatus | undefined
  let failures = 0
  let conflict: { readonly status: ChannelStatus; readonly since: number } | undefined
  let stopping = new AbortController()
  let running: Promise<void> | undefined
  const open = new Set<Promise<unknown>>()

  const keepOpen = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(
      () => undefined,
      () => undefined,
    )
    open.add(settled)
    void settled.then(() => open.delete(settled))
    return work
  }

  const pause = (ms: number): Promise<void> => options.delay(ms, stopping.signal).catch(() => undefined)

  /** @returns milliseconds to wait */
  const failed = (error: unknown): number => {
    const { status, waitMs } = troubleOf(error, failures)
    failures += 1
    inbound = status
    if (isConflict(error)) conflict = { status, since: now().getTime() }
    log.warn({ err: error, channel: 'telegram', state: status.state, waitMs }, 'Telegram does not answer')
    return waitMs
  }

  /** Two programs take turns at getting updates: between two refusals all looks well, and is not. */
  const recentConflict = (): ChannelStatus | undefined =>
    conflict !== undefined && Math.abs(now().getTime() - conflict.since) < conflictMs
      ? conflict.status
      : undefined

  const succeeded = (): void => {
    if (failures > 0) log.info({ channel: 'telegram', failures }, 'Telegram answers again')
    failures = 0
    inbound = { state: 'connected' }
  }

  const answerTap = async (callbackId: string): Promise<void> => {
    try {
      await api.answerCallbackQuery(callbackId)
    } catch (error) {
      // The spinner stays a while; the work is done all the same.
      log.debug({ err: error, late: isLateQuery(error) }, 'tap not answered')
    }
  }

  const take = async (raw: unknown): Promise<void> => {
    if (receive === undefined || identity === undefined || stopping.signal.aborted)
      throw new Error('the Telegram channel is not taking updates')
    const parsed = rawUpdateSchema.safeParse(raw)
    if (!parsed.success) {
      // Confirmed all the same: it would come back for ever and hold up those behind it.
      const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      log.error({ channel: 'telegram', fields }, 'an update that can not be read was dropped')
      return
    }
    const reading = readUpdate(parsed.data, identity, now())
    if (reading.kind === 'update') await keepOpen(receive(reading.update))
    else log.debug({ channel: 'telegram', why: reading.why }, 'update ignored')
    if (reading.callbackId !== undefined) void keepOpen(answerTap(reading.callbackId))
  }

  const prepare = async (): Promise<void> => {
    const { webhook } = options
    // Pending updates are people's messages: they are never dropped.
    if (webhook === undefined) await api.deleteWebhook({ drop_pending_updates: false })
    else
      await api.setWebhook(webhook.url, {
        secret_token: webhook.secret,
        allowed_updates: allowedUpdates,
        drop_pending_updates: false,
      })
  }

  const showMenus = async (): Promise<void> => {
    for (let tries = 0; tries < menuTries && !stopping.signal.aborted; tries += 1) {
      try {
        await setCommonMenus(api, menus)
        return
      } catch (error) {
        log.warn({ err: error, channel: 'telegram' }, 'command menus not set')
        await pause(troubleOf(error, tries).waitMs)
      }
    }
  }

  /** Connects, however long that takes, and takes updates until stopped. */
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const me = await api.getMe()
        identity = { id: me.id, username: me.username }
        await prepare()
        break
      } catch (error) {
        await pause(failed(error))
      }
    }
    if (stopping.signal.aborted) return
    void keepOpen(showMenus())
    if (options.webhook !== undefined) {
      succeeded()
      return
    }
    const polling = startPolling({
      api: poll.api,
      allowed: allowedUpdates,
      holdSeconds,
      take,
      onFailure: failed,
      onSuccess: succeeded,
      onFull: error => {
        log.error({ err: error, channel: 'telegram' }, 'updates wait at Telegram until they can be stored')
        return storeAgainMs
      },
      delay: options.delay,
    })
    await new Promise(resolve => stopping.signal.addEventListener('abort', resolve, { once: true }))
    await polling.stop()
  }

  const placeFor = (to: ConversationId): Place => {
    const place = placeOf(to)
    if (place === undefined) throw new DeliveryError('not a chat of Telegram', { reason: 'not-found' })
    return place
  }

  const capabilities: Capabilities = {
    maxText: 4096,
    maxCaption: longestCaption,
    maxButtons: 100,
    maxButtonLabel: 64,
    markup: 'html',
    photo: true,
    document: true,
    // What bots may upload (Bot API, "Sending files").
    maxFileBytes: 50 * 1024 * 1024,
    edit: true,
    typing: true,
    windowHours: null,
    pace: options.pace ?? defaultPace,
  }

  return {
    channel: 'telegram',
    capabilities,
    async start(hand) {
      stopping = new AbortController()
      receive = hand
      inbound = { state: 'connecting' }
      running = work()
    },
    async stop() {
      stopping.abort()
      await running
      await Promise.all(open)
      receive = undefined
      inbound = { state: 'off' }
      poll.transport.close()
    },
    async send(to, reply) {
      const place = placeFor(to)
      try {
        const sent = await sendReply(api, place, reply)
        outbound = undefined
        return sent
      } catch (error) {
        const delivery = deliveryError('send', error, place)
        if (['signed-out', 'unavailable', 'unknown'].includes(delivery.failure.reason))
          outbound = troubleOf(error, 0).status
        throw delivery
      }
    },
    status: () => (inbound.state === 'connected' ? (outbound ?? recentConflict() ?? inbound) : inbound),
    async typing(to) {
      const place = placeOf(to)
      if (place === undefined) return
      const topic = place.topic === undefined ? {} : { message_thread_id: place.topic }
      await keepOpen(api.sendChatAction(place.chat, 'typing', topic)).catch(error =>
        log.debug({ err: error }, 'typing not shown'),
      )
    },
    async showCommands(to, role, locale) {
      const place = placeFor(to)
      try {
        await setPersonMenu(api, menus, place.chat, role, locale)
      } catch (error) {
        throw deliveryError('menu', error, place)
      }
    },
    startLink(payload) {
      if (identity === undefined || !/^[\w-]{0,64}$/.test(payload)) return undefined
      return `https://t.me/${identity.username}${payload === '' ? '' : `?start=${payload}`}`
    },
    async download(file) {
      try {
        return await openFile(file, { api, transport, root, token })
      } catch (error) {
        throw deliveryError('download', error)
      }
    },
    routes(server) {
      if (options.webhook === undefined) return
      addWebhookRoute(server, {
        url: new URL(options.webhook.url),
        secret: options.webhook.secret,
        take,
        onRefused: () => log.warn({ channel: 'telegram' }, 'webhook call with a wrong secret'),
      })
    },
  }
}
