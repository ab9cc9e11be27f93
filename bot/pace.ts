/** Keeps each channel's limits: so many at once, a second, a chat, a group. In memory: after a restart we start slow. */
import { type Channel, type ConversationId, nativeOf, type Pace } from './chat.ts'

export interface PaceKeeper {
  /** Takes a place for one message now (0), or says in how many milliseconds to ask again. */
  take(channel: Channel, conversation: ConversationId, pace: Pace): number
  /** The message that took a place is done. */
  done(channel: Channel): void
  /** The other side asked us to wait. */
  hold(channel: Channel, ms: number): void
}

const burst = 3
/** Ask again after this long when all places are taken. */
const crowdedMs = 20

export const createPaceKeeper = (now: () => number): PaceKeeper => {
  const underWay = new Map<Channel, number>()
  const heldUntil = new Map<Channel, number>()
  const sent = new Map<string, number[]>()

  /** Waits until fewer than `limit` of the stamps lie within the last `spanMs`. */
  const room = (key: string, limit: number, spanMs: number): number => {
    const stamps = (sent.get(key) ?? []).filter(stamp => stamp > now() - spanMs)
    sent.set(key, stamps)
    const oldest = stamps[stamps.length - limit]
    return oldest === undefined ? 0 : oldest + spanMs - now()
  }

  let sweepAt = 0
  const forget = (): void => {
    if (now() < sweepAt) return
    sweepAt = now() + 60_000
    for (const [key, stamps] of sent) if ((stamps.at(-1) ?? 0) < now() - 60_000) sent.delete(key)
  }

  return {
    take(channel, conversation, pace) {
      forget()
      const held = (heldUntil.get(channel) ?? 0) - now()
      if (held > 0) return held
      if ((underWay.get(channel) ?? 0) >= pace.parallel) return crowdedMs
      const isGroup = /^-|^group/.test(nativeOf(conversation))
      const wait = Math.max(
        room(channel, pace.perSecond, 1000),
        isGroup
          ? room(conversation, pace.perGroupPerMinute, 60_000)
          : room(conversation, burst, (burst * 1000) / pace.perChatPerSecond),
      )
      if (wait > 0) return wait
      for (const key of [channel, conversation]) sent.set(key, [...(sent.get(key) ?? []), now()])
      underWay.set(channel, (underWay.get(channel) ?? 0) + 1)
      return 0
    },
    done(channel) {
      underWay.set(channel, Math.max(0, (underWay.get(channel) ?? 0) - 1))
    },
    hold(channel, ms) {
      heldUntil.set(channel, Math.max(heldUntil.get(channel) ?? 0, now() + ms))
    },
  }
}
