/**
 * A personal Zalo account as a channel, through zca-js. Unofficial: Zalo's terms forbid it and accounts do get locked;
 * it only ever answers people who wrote first. Loaded only where a ward has accepted that risk.
 */
import type { Logger } from 'pino'
import type { ChannelWindowRepository } from '../../../storage/repositories/channel-windows.ts'
import type { SettingRepository } from '../../../storage/repositories/settings.ts'
import {
  type Attachment,
  type Capabilities,
  type ChannelAdapter,
  type ConversationId,
  DeliveryError,
  nativeOf,
} from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { fetchMedia, zaloMediaDomains } from '../fetch-media.ts'
import { createEchoes } from '../zalo-oa/echoes.ts'
import type { Connection } from './connection.ts'
import { createZaloCredentials } from './credentials.ts'
import { createListening } from './listening.ts'
import { type ContactBook, createManners } from './manners.ts'
import { placeOf } from './read-message.ts'
import { createReplySender } from './send-reply.ts'
import type { ZaloPersonalSettings } from './settings.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

export interface ZaloPersonalOptions {
  readonly settings: ZaloPersonalSettings
  readonly dataDir: string
  readonly book: ContactBook & {
    /** Whether we, in this run or an earlier one, sent that message. */
    isOurs(conversation: ConversationId, messageRef: string): Promise<boolean>
  }
  readonly windows: Pick<ChannelWindowRepository, 'of' | 'pause'>
  readonly remembered: Pick<SettingRepository, 'get' | 'set'>
  readonly words: ChannelWords
  readonly fileLink: (attachment: Attachment) => string | undefined
  /** Counts what happened, for metrics. */
  readonly count: (event: string) => void
  /** The channel waits for a person: to be told on another channel. */
  readonly onNeedsHuman: (detail: string) => void
  readonly now: () => Date
  /** 0 ≤ x < 1 */
  readonly random: () => number
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  readonly limits?: Partial<ZaloPersonalLimits>
}

/** Milliseconds. */
export interface ZaloPersonalLimits {
  /** One HTTP call; uploads and QR waits have the long one. */
  readonly call: number
  readonly longCall: number
  /** One message, with all the calls it takes. */
  readonly text: number
  readonly file: number
  /** How often the line is looked at, and how long a closing handshake may take. */
  readonly patience: number
  /** How long a message waits for an earlier one still being decrypted. */
  readonly order: number
}

export const defaultLimits: ZaloPersonalLimits = {
  call: 20_000,
  longCall: 120_000,
  text: 60_000,
  file: 60_000,
  patience: 30_000,
  order: 150,
}

const capabilities: Capabilities = {
  // The library has no limit, the server's is unknown; what others found to pass (zalo.md A6).
  maxText: 2000,
  maxButtons: 0,
  maxButtonLabel: 100,
  markup: 'plain',
  photo: true,
  document: true,
  edit: false,
  typing: true,
  windowHours: null,
  pace: { parallel: 1, perSecond: 1, perChatPerSecond: 0.5, perGroupPerMinute: 10 },
}

/** Losses in a row ask for the history once. */
const askAgainMs = 30_000
const mediaRules = { maxBytes: 20 * 1024 * 1024, timeoutMs: 60_000 } as const

export const createZaloPersonalChannel = (options: ZaloPersonalOptions): ChannelAdapter => {
  const { settings, now, log, count } = options
  const limits = { ...defaultLimits, ...options.limits }
  const stopping = new AbortController()
  const echoes = createEchoes(now)
  let askedAt = 0

  const listening = createListening({
    ...options,
    echoes,
    isOurs: options.book.isOurs,
    isConnected: () => supervisor.status.state === 'connected',
    orderMs: limits.order,
  })

  const askHistory = (): void => {
    if (now().getTime() - askedAt < askAgainMs) return
    askedAt = now().getTime()
    supervisor.connection?.askHistory()
  }

  const supervisor: Supervisor = createSupervisor({
    credentials: createZaloCredentials(options.dataDir, settings.dataKey),
    apiRoot: settings.apiRoot,
    timeoutMs: limits.call,
    longTimeoutMs: limits.longCall,
    patienceMs: limits.patience,
    now,
    random: options.random,
    delay: options.delay,
    log,
    onNeedsHuman: options.onNeedsHuman,
    hooks: {
      onReady: listening.ready,
      onMessage: listening.takeLive,
      onHistory: listening.takeHistory,
      onLoss: askHistory,
      count,
      onError: error => log.warn({ err: errorOf(error), channel: 'zalo-personal' }, 'trouble with Zalo'),
    },
  })

  const manners = createManners({
    pace: settings.pace,
    book: options.book,
    now,
    random: options.random,
    delay: ms => options.delay(ms, stopping.signal).catch(() => undefined),
  })

  const connected = (): Connection => {
    if (supervisor.signedOut)
      throw new DeliveryError('the account is not logged in', { reason: 'signed-out' })
    const { connection } = supervisor
    if (connection === undefined)
      throw new DeliveryError('not connected to Zalo yet', { reason: 'unavailable' })
    return connection
  }

  const sendReply = createReplySender({
    connection: connected,
    isListening: () => supervisor.status.state === 'connected',
    manners,
    noting: (to, text, send) =>
      echoes.sending(
        nativeOf(to),
        text,
        send,
        error => error instanceof DeliveryError && error.failure.reason === 'unknown',
      ),
    onSessionLost: () => supervisor.sessionLost(),
    onSuccess: () => supervisor.proved(),
    words: options.words,
    fileLink: options.fileLink,
    count,
    now,
    delay: options.delay,
    textLimitMs: limits.text,
    fileLimitMs: limits.file,
  })

  return {
    channel: 'zalo-personal',
    capabilities,
    async start(receive) {
      await listening.start(receive)
      supervisor.start()
    },
    async stop() {
      stopping.abort()
      await Promise.all([supervisor.stop(), listening.stop()])
    },
    async send(to, reply) {
      const messageRef = await sendReply(to, reply)
      return messageRef === undefined ? {} : { messageRef }
    },
    status() {
      const { status } = supervisor
      const { trouble } = manners
      return status.state === 'connected' && trouble !== undefined
        ? { state: 'degraded', detail: trouble }
        : status
    },
    async typing(to) {
      const { connection } = supervisor
      if (connection === undefined || supervisor.signedOut) return
      const { threadId, isGroup } = placeOf(nativeOf(to))
      await connection.typing(threadId, isGroup)
    },
    async download({ ref }) {
      const root = new URL(settings.apiRoot ?? 'https://chat.zalo.me')
      const address = settings.apiRoot === undefined ? ref : standIn(settings.apiRoot, ref)
      return await fetchMedia(address, { ...mediaRules, domains: zaloMediaDomains, apiRoot: root })
    },
  }
}

/** Websocket trouble comes as an event object, which may hold the whole request with its cookies. */
const errorOf = (error: unknown): unknown => {
  if (error instanceof Error) return error
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error
  return new Error(typeof message === 'string' ? message : 'the websocket failed')
}

const standIn = (apiRoot: string, ref: string): string => {
  if (!URL.canParse(ref)) return ref
  const { hostname, pathname, search } = new URL(ref)
  return `${apiRoot}/h/${hostname}${pathname}${search}`
}
