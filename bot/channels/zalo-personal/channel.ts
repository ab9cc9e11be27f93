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
  type Update,
} from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { fetchMedia, zaloMediaDomains } from '../fetch-media.ts'
import { createEchoes } from '../zalo-oa/echoes.ts'
import type { Connection } from './connection.ts'
import { createZaloCredentials } from './credentials.ts'
import { type ContactBook, createManners } from './manners.ts'
import { createOrderer, type Orderer } from './order.ts'
import { placeOf, type ReadMessage, readMessage } from './read-message.ts'
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

const seenKey = 'zalo-personal:seen-until'
/** How often "all until now is here" is noted down. */
const noteSeenMs = 60_000
/** How long a new connection waits for its history before it counts as complete. */
const historyMs = 2 * 60_000
/** A run that died noted down what it had seen at most so long before its death. */
const lastWordsMs = 5 * 60_000
/** The history overlaps what we have by this much; the inbox drops the repeats. */
const overlapMs = 10 * 60_000
/** Older messages are not answered any more: the person has long been elsewhere. */
const tooOldMs = 48 * 60 * 60_000
/** Losses in a row ask for the history once. */
const askAgainMs = 30_000
/** While somebody of the ward types on the account's phone, the bot keeps quiet this long after each message. */
const staffPauseMs = 60 * 60_000
const mediaRules = { maxBytes: 20 * 1024 * 1024, timeoutMs: 60_000 } as const

export const createZaloPersonalChannel = (options: ZaloPersonalOptions): ChannelAdapter => {
  const { settings, windows, now, log, count } = options
  const limits = { ...defaultLimits, ...options.limits }
  const stopping = new AbortController()
  const echoes = createEchoes(now)
  const background = new Set<Promise<void>>()
  const startedAt = now()
  /** Nothing written before is missing here. */
  let seenUntil = startedAt
  /** The same at the time this connection came up: where its history begins to matter. */
  let missedSince = startedAt
  let readyAt = Number.POSITIVE_INFINITY
  let askedAt = 0
  let receive: ((update: Update) => Promise<void>) | undefined

  const inBackground = (what: string, work: () => Promise<void>): void => {
    const running: Promise<void> = work()
      .catch(error => log.warn({ err: error, channel: 'zalo-personal' }, what))
      .finally(() => background.delete(running))
    background.add(running)
  }

  const isForStaff = async ({ conversation, chat, content }: Update): Promise<boolean> => {
    if (chat === 'group' || (content.kind === 'text' && content.text.startsWith('/'))) return false
    const pausedUntil = (await windows.of(conversation))?.pausedUntil
    return pausedUntil !== undefined && pausedUntil > now()
  }

  const orderer: Orderer = createOrderer({
    windowMs: limits.order,
    signal: stopping.signal,
    delay: options.delay,
    onTrouble: error =>
      log.error({ err: error, channel: 'zalo-personal' }, 'a message could not be stored, will try again'),
    hand: async ({ update }) => {
      if (receive === undefined) throw new Error('the channel takes no messages now')
      await receive({ ...update, addressed: update.addressed && !(await isForStaff(update)) })
    },
  })

  /** Written by our own account: by a member of staff on its phone, or by us? In doubt by us. */
  const isStaffs = async ({ update, messageId, ts }: ReadMessage): Promise<boolean> => {
    const { conversation, content } = update
    if (update.chat === 'group' || (await options.book.isOurs(conversation, messageId))) return false
    // An earlier run may have died between sending and noting; long after its death it sent nothing.
    if (ts < startedAt.getTime()) return ts > missedSince.getTime() + lastWordsMs
    const text = content.kind === 'text' ? content.text : undefined
    const echo = { userId: nativeOf(conversation), messageId, at: new Date(ts), text }
    return (await echoes.judge(echo)) === 'staff'
  }

  const takeOwn = async (message: ReadMessage): Promise<void> => {
    if (!(await isStaffs(message))) return
    count('staff-message')
    await windows.pause(message.update.conversation, new Date(message.ts + staffPauseMs))
  }

  const read = (raw: unknown, ownId: string): ReadMessage | undefined => {
    const message = readMessage(raw, ownId)
    if (message === undefined) count('message-unreadable')
    return message
  }

  const takeLive = (raw: unknown, ownId: string): void => {
    const message = read(raw, ownId)
    if (message === undefined) return
    if (message.isSelf) inBackground('an echo could not be judged', () => takeOwn(message))
    else if (message.ts < now().getTime() - tooOldMs) count('message-old')
    else orderer.add([message])
  }

  /** Only what we may have missed; not what staff answered on the phone meanwhile. */
  const takeHistory = async (raw: readonly unknown[], ownId: string): Promise<void> => {
    const since = Math.max(missedSince.getTime() - overlapMs, now().getTime() - tooOldMs)
    const recent = raw.flatMap(item => read(item, ownId) ?? []).filter(({ ts }) => ts > since)
    const answeredAt = new Map<string, number>()
    for (const message of recent.filter(({ isSelf }) => isSelf)) {
      const { conversation } = message.update
      if (await isStaffs(message))
        answeredAt.set(conversation, Math.max(message.ts, answeredAt.get(conversation) ?? 0))
    }
    const missed = recent.filter(
      ({ isSelf, update, ts }) => !isSelf && ts > (answeredAt.get(update.conversation) ?? 0),
    )
    if (missed.length > 0) count('history')
    orderer.add(missed)
  }

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
      onReady: () => {
        missedSince = seenUntil
        readyAt = now().getTime()
      },
      onMessage: takeLive,
      onHistory: (messages, ownId) =>
        inBackground('the history could not be read', () => takeHistory(messages, ownId)),
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

  /** While all that came is stored, now is the time up to which nothing is missing. */
  const noteSeen = async (): Promise<void> => {
    if (supervisor.status.state !== 'connected' || orderer.busy || now().getTime() - readyAt < historyMs)
      return
    seenUntil = now()
    await options.remembered.set(seenKey, seenUntil.toISOString(), seenUntil)
  }

  const keepNoting = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await options.delay(noteSeenMs, stopping.signal).catch(() => undefined)
      await noteSeen()
    }
  }

  return {
    channel: 'zalo-personal',
    capabilities,
    async start(hand) {
      receive = hand
      // The account's own past is nobody's question: before the first start there is nothing to catch up with.
      const stored = await options.remembered.get(seenKey)
      seenUntil = stored === undefined ? startedAt : new Date(stored)
      if (stored === undefined) await options.remembered.set(seenKey, startedAt.toISOString(), startedAt)
      supervisor.start()
      inBackground('the time seen could not be noted', keepNoting)
    },
    async stop() {
      await noteSeen()
      await supervisor.stop()
      // Waits end at once; what is there is handed over once more, what fails comes again with the history.
      stopping.abort()
      await orderer.settled()
      await Promise.all(background)
      receive = undefined
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
