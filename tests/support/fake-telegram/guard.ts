/** Telegram's flood limits: what is faster gets 429 (telegram.md 3.3). */

export interface GuardLimits {
  /** Messages a second in all. */
  readonly perSecond: number
  /** Messages to one private chat within `chatSpanMs`: about one a second, short bursts pass. */
  readonly perChat: number
  readonly chatSpanMs: number
  readonly perGroupPerMinute: number
}

export const telegramLimits: GuardLimits = {
  perSecond: 30,
  perChat: 5,
  chatSpanMs: 4000,
  perGroupPerMinute: 20,
}

const counted = /^(?:sendMessage|sendPhoto|sendDocument|editMessageText)$/

export const createGuard = (limits: GuardLimits, now: () => number) => {
  const stamps = new Map<string, number[]>()
  let refused = 0

  const full = (key: string, limit: number, spanMs: number): number => {
    const recent = (stamps.get(key) ?? []).filter(stamp => stamp > now() - spanMs)
    stamps.set(key, recent)
    const oldest = recent[recent.length - limit]
    return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + spanMs - now()) / 1000))
  }

  return {
    get refused(): number {
      return refused
    },
    /** @returns seconds to wait; 0 = go on */
    check(method: string, chat: number): number {
      if (!counted.test(method)) return 0
      const wait = Math.max(
        full('all', limits.perSecond, 1000),
        chat < 0
          ? full(`chat:${chat}`, limits.perGroupPerMinute, 60_000)
          : full(`chat:${chat}`, limits.perChat, limits.chatSpanMs),
      )
      if (wait > 0) {
        refused += 1
        return wait
      }
      for (const key of ['all', `chat:${chat}`]) stamps.set(key, [...(stamps.get(key) ?? []), now()])
      return 0
    },
  }
}
