/** Keeps each channel's limits: so many at once, a second, a chat, a group. In memory: after a restart we start slow. */
import { type Channel, type ConversationId, nativeOf, type Pace } from './chat.ts'

export interface PaceKeeper {
  /**
   * Resolves when this message may go out; call `done` when it has. Answers (priority 0) go before those who wait with
   * notices and broadcasts, and a share of the places is kept for them.
   * @returns `waited` when time has passed, so that the caller looks again what is due; `recalled` when it should look again
   * without a place taken; `stopped` at the end
   */
  turn(
    channel: Channel,
    conversation: ConversationId,
    pace: Pace,
    priority: number,
  ): Promise<'now' | 'waited' | 'recalled' | 'stopped'>
  /** Something more urgent may lie ready there than the notice or broadcast that waits for its turn. */
  recall(channel: Channel, conversation: ConversationId): void
  /** The message whose turn it was is done. */
  done(channel: Channel): void
  /** The other side asked us to wait: this chat at once, the whole channel when a second chat is told so too. */
  hold(channel: Channel, conversation: ConversationId, ms: number): void
}

export interface PaceOptions {
  /** Milliseconds. */
  readonly now: () => number
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

interface Waiting {
  readonly conversation: ConversationId
  readonly pace: Pace
  readonly priority: number
  readonly resolve: (turn: 'waited' | 'recalled' | 'stopped') => void
}

const burst = 3
/** Of a channel's places, what notices and broadcasts may use while answers come and go. */
const shareOfOthers = 0.8
const forgetMs = 60_000

/** Topics of one group (`group/topic`) share its limit. */
const chatOf = (conversation: ConversationId): string => conversation.split('/')[0] ?? conversation
const isGroup = (conversation: ConversationId): boolean => /^-|^group/.test(nativeOf(conversation))

export const createPaceKeeper = ({ now, delay, signal }: PaceOptions): PaceKeeper => {
  const underWay = new Map<Channel, number>()
  const held = new Map<string, { readonly since: number; readonly until: number }>()
  const sent = new Map<string, number[]>()
  const queues = new Map<Channel, Waiting[]>()
  const timers = new Map<Channel, number>()

  /** Milliseconds until fewer than `limit` messages lie within the last `spanMs`. */
  const room = (key: string, limit: number, spanMs: number): number => {
    const stamps = sent.get(key)
    if (stamps === undefined) return 0
    const at = now()
    // A clock set back would leave stamps in the future that never grow old.
    if ((stamps.at(-1) ?? 0) > at) stamps.length = 0
    while ((stamps[0] ?? Number.POSITIVE_INFINITY) <= at - spanMs) stamps.shift()
    const oldest = stamps[stamps.length - Math.max(1, Math.floor(limit))]
    return oldest === undefined ? 0 : oldest + spanMs - at
  }

  const holdLeft = (key: string): number => {
    const hold = held.get(key)
    if (hold === undefined) return 0
    const at = now()
    if (at < hold.until && at >= hold.since) return hold.until - at
    held.delete(key)
    return 0
  }

  /** What the channel as a whole allows; Infinity = when one under way is done. */
  const channelWait = (channel: Channel, pace: Pace, priority: number): number => {
    const share = priority === 0 ? 1 : shareOfOthers
    if ((underWay.get(channel) ?? 0) >= Math.ceil(pace.parallel * share)) return Number.POSITIVE_INFINITY
    return Math.max(holdLeft(channel), room(channel, pace.perSecond * share, 1000))
  }

  const chatWait = (conversation: ConversationId, pace: Pace): number => {
    const chat = chatOf(conversation)
    return Math.max(
      holdLeft(chat),
      isGroup(conversation)
        ? room(chat, pace.perGroupPerMinute, 60_000)
        : room(chat, burst, (burst * 1000) / pace.perChatPerSecond),
    )
  }

  const take = (channel: Channel, conversation: ConversationId): void => {
    for (const key of [channel, chatOf(conversation)]) {
      const stamps = sent.get(key)
      if (stamps === undefined) sent.set(key, [now()])
      else stamps.push(now())
    }
    underWay.set(channel, (underWay.get(channel) ?? 0) + 1)
  }

  let forgotAt = now()
  const forget = (): void => {
    const at = now()
    if (at >= forgotAt && at < forgotAt + forgetMs) return
    forgotAt = at
    for (const [key, stamps] of sent) if ((stamps.at(-1) ?? 0) < at - forgetMs) sent.delete(key)
    for (const key of held.keys()) holdLeft(key)
  }

  /** Gives turns to those who wait, in order, and comes back when the next place is free. */
  const pump = (channel: Channel): void => {
    const queue = queues.get(channel) ?? []
    const left: Waiting[] = []
    let soonest = Number.POSITIVE_INFINITY
    for (const entry of queue) {
      const wait = Math.max(
        channelWait(channel, entry.pace, entry.priority),
        chatWait(entry.conversation, entry.pace),
      )
      if (wait > 0) {
        soonest = Math.min(soonest, wait)
        left.push(entry)
      } else {
        take(channel, entry.conversation)
        entry.resolve('waited')
      }
    }
    queues.set(channel, left)
    if (soonest < Number.POSITIVE_INFINITY) comeBack(channel, Math.max(1, soonest))
  }

  const comeBack = (channel: Channel, ms: number): void => {
    const due = now() + ms
    if ((timers.get(channel) ?? Number.POSITIVE_INFINITY) <= due) return
    timers.set(channel, due)
    delay(ms, signal).then(
      () => {
        if (timers.get(channel) === due) timers.delete(channel)
        pump(channel)
      },
      () => undefined,
    )
  }

  signal.addEventListener('abort', () => {
    for (const queue of queues.values()) for (const { resolve } of queue) resolve('stopped')
    queues.clear()
  })

  return {
    async turn(channel, conversation, pace, priority) {
      if (signal.aborted) return 'stopped'
      forget()
      if (Math.max(channelWait(channel, pace, priority), chatWait(conversation, pace)) === 0) {
        take(channel, conversation)
        return 'now'
      }
      return await new Promise(resolve => {
        const queue = queues.get(channel) ?? []
        const entry = { conversation, pace, priority, resolve }
        const before = queue.findIndex(other => other.priority > priority)
        queue.splice(before === -1 ? queue.length : before, 0, entry)
        queues.set(channel, queue)
        pump(channel)
      })
    },
    recall(channel, conversation) {
      const queue = queues.get(channel)
      const at = queue?.findIndex(entry => entry.conversation === conversation && entry.priority > 0) ?? -1
      if (at !== -1) queue?.splice(at, 1)[0]?.resolve('recalled')
    },
    done(channel) {
      underWay.set(channel, Math.max(0, (underWay.get(channel) ?? 0) - 1))
      if ((queues.get(channel)?.length ?? 0) > 0) pump(channel)
    },
    hold(channel, conversation, ms) {
      const at = now()
      const chat = chatOf(conversation)
      const othersHeld = [...held.keys()].some(
        key => key !== chat && key.startsWith(`${channel}:`) && holdLeft(key) > 0,
      )
      for (const key of othersHeld ? [chat, channel] : [chat])
        held.set(key, { since: at, until: Math.max(at + ms, at + holdLeft(key)) })
    },
  }
}
