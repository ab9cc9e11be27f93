/**
 * From what the account hears to the inbox: in order, nothing twice, nothing that is not for the bot. After a gap the
 * history fills in what was missed; where a member of staff answers on the account's phone, the bot keeps quiet.
 */
import type { Logger } from 'pino'
import type { ChannelWindowRepository } from '../../../storage/repositories/channel-windows.ts'
import type { SettingRepository } from '../../../storage/repositories/settings.ts'
import { type ConversationId, nativeOf, type Update } from '../../chat.ts'
import type { Echoes } from '../zalo-oa/echoes.ts'
import { createOrderer } from './order.ts'
import { type ReadMessage, readMessage } from './read-message.ts'

export interface Listening {
  /** A connection is up. */
  ready(ownId: string): void
  takeLive(raw: unknown, ownId: string): void
  takeHistory(raw: readonly unknown[], ownId: string): void
  /** Begins to hand over. */
  start(receive: (update: Update) => Promise<void>): Promise<void>
  /** Hands over what is there, once more; what can't be stored comes again with the next history. */
  stop(): Promise<void>
}

export interface ListeningOptions {
  readonly echoes: Echoes
  readonly isOurs: (conversation: ConversationId, messageRef: string) => Promise<boolean>
  readonly windows: Pick<ChannelWindowRepository, 'of' | 'pause'>
  readonly remembered: Pick<SettingRepository, 'get' | 'set'>
  readonly isConnected: () => boolean
  readonly count: (event: string) => void
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  /** Milliseconds a message waits for an earlier one that is still being decrypted. */
  readonly orderMs: number
}

/** Holds "<account> <time>": nothing this account got before then is missing here. */
const seenKey = 'zalo-personal:seen-until'
const noteSeenMs = 60_000
/** How long a new connection waits for its history before it counts as complete. */
const historyMs = 2 * 60_000
/** A run that died noted down what it had seen at most so long before its death. */
const lastWordsMs = 5 * 60_000
/** The history overlaps what we have by this much; the inbox drops the repeats. */
const overlapMs = 10 * 60_000
/** Older messages are not answered any more: the person has long been elsewhere. */
const tooOldMs = 48 * 60 * 60_000
/** While somebody of the ward types on the account's phone, the bot keeps quiet this long after each message. */
const staffPauseMs = 60 * 60_000

export const createListening = (options: ListeningOptions): Listening => {
  const { windows, remembered, now, log, count } = options
  const stopping = new AbortController()
  const background = new Set<Promise<void>>()
  const startedAt = now()
  let seen: { readonly account: string; readonly until: Date } | undefined
  /** Where the history of this connection begins to matter. */
  let missedSince = startedAt
  let readyAt = Number.POSITIVE_INFINITY
  let account = ''
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

  const orderer = createOrderer({
    windowMs: options.orderMs,
    signal: stopping.signal,
    delay: options.delay,
    onTrouble: error =>
      log.error({ err: error, channel: 'zalo-personal' }, 'a message could not be stored, will try again'),
    hand: async ({ update }) => {
      if (receive === undefined) throw new Error('the channel takes no messages now')
      await receive({ ...update, addressed: !(await isForStaff(update)) })
    },
  })

  /** Written by our own account: by a member of staff on its phone, or by us? In doubt by us. */
  const isStaffs = async ({ update, messageId, ts }: ReadMessage): Promise<boolean> => {
    const { conversation, content } = update
    if (update.chat === 'group' || (await options.isOurs(conversation, messageId))) return false
    // An earlier run may have died between sending and noting; long after its death it sent nothing.
    if (ts < startedAt.getTime()) return ts > missedSince.getTime() + lastWordsMs
    const text = content.kind === 'text' ? content.text : undefined
    const echo = { userId: nativeOf(conversation), messageId, at: new Date(ts), text }
    return (await options.echoes.judge(echo)) === 'staff'
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

  /** Only what we may have missed; not what staff answered on the phone meanwhile. */
  const catchUp = async (raw: readonly unknown[], ownId: string): Promise<void> => {
    const since = Math.max(missedSince.getTime() - overlapMs, now().getTime() - tooOldMs)
    const recent = raw.flatMap(item => read(item, ownId) ?? []).filter(({ ts }) => ts > since)
    const answeredAt = new Map<string, number>()
    for (const message of recent.filter(({ isSelf }) => isSelf)) {
      const { conversation } = message.update
      if (await isStaffs(message))
        answeredAt.set(conversation, Math.max(message.ts, answeredAt.get(conversation) ?? 0))
    }
    const missed = recent.filter(
      ({ isSelf, update, ts }) =>
        !isSelf && update.addressed && ts > (answeredAt.get(update.conversation) ?? 0),
    )
    if (missed.length > 0) count('history')
    orderer.add(missed)
  }

  const remember = async (until: Date): Promise<void> => {
    seen = { account, until }
    await remembered.set(seenKey, `${account} ${until.toISOString()}`, until)
  }

  /** While all that came is stored, now is the time up to which nothing is missing. */
  const noteSeen = async (): Promise<void> => {
    if (!options.isConnected() || orderer.busy || now().getTime() - readyAt < historyMs) return
    await remember(now())
  }

  const keepNoting = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await options.delay(noteSeenMs, stopping.signal).catch(() => undefined)
      await noteSeen()
    }
  }

  return {
    ready(ownId) {
      account = ownId
      readyAt = now().getTime()
      if (seen?.account === ownId) {
        missedSince = seen.until
        return
      }
      // An account's own past is nobody's question: with a new one there is nothing to catch up with.
      missedSince = new Date(readyAt + overlapMs)
      inBackground('the time seen could not be noted', () => remember(new Date(readyAt)))
    },

    takeLive(raw, ownId) {
      const message = read(raw, ownId)
      if (message === undefined) return
      if (message.isSelf) inBackground('an echo could not be judged', () => takeOwn(message))
      else if (message.ts < now().getTime() - tooOldMs) count('message-old')
      // What a group says to itself is neither answered nor kept.
      else if (message.update.addressed) orderer.add([message])
    },

    takeHistory: (raw, ownId) => inBackground('the history could not be read', () => catchUp(raw, ownId)),

    async start(hand) {
      receive = hand
      const [known, until] = (await remembered.get(seenKey))?.split(' ') ?? []
      if (known !== undefined && until !== undefined) seen = { account: known, until: new Date(until) }
      inBackground('the time seen could not be noted', keepNoting)
    },

    async stop() {
      await noteSeen()
      stopping.abort()
      await orderer.settled()
      await Promise.all(background)
      receive = undefined
    },
  }
}
