/** The basic plan's limits (50 people a bot, 3,000 messages a month): counted, kept, and told before they bite. */

import { dayOf } from '../../../content/vietnam-time.ts'
import type { ChannelUsageRepository } from '../../../storage/repositories/channel-usage.ts'
import type { ChannelWindowRepository } from '../../../storage/repositories/channel-windows.ts'
import { DeliveryError, type Reply } from '../../chat.ts'

/** Checked by others on 2026-09-26; the larger plan is not sold yet. */
export const basicPlan = { messages: 3000, people: 50 } as const

/** The last tenth of a month's messages is for answers: notices and broadcasts stop before it. */
const answersOnlyShare = 0.9
/** Refusals for "too many" without a break for this long mean the month's quota, not the pace. */
const paceTroubleMs = 10 * 60 * 1000

export interface Allowance {
  /** @throws DeliveryError quota, before anything is sent */
  check(priority: Reply['priority'], messages: number): Promise<void>
  /** One message went out. */
  spent(): Promise<void>
  /** The platform said 429. */
  tooMany(): DeliveryError
  noteCount(): Promise<void>
  /** What the admin should know; undefined while there is plenty. */
  describe(): string | undefined
}

export const createAllowance = (options: {
  readonly usage: ChannelUsageRepository
  readonly windows: ChannelWindowRepository
  readonly messagesPerMonth: number
  readonly now: () => Date
}): Allowance => {
  const { usage, windows, now, messagesPerMonth } = options
  let known: { month: string; used: number } = { month: '', used: 0 }
  let people = 0
  let refusedSince: number | undefined
  /** The month in which the platform itself said that no more go out. */
  let exhausted: string | undefined

  const month = (): string => dayOf(now()).slice(0, 7)
  const quota = (): DeliveryError =>
    new DeliveryError(`the month's ${messagesPerMonth} messages are used up`, { reason: 'quota' })
  const used = async (): Promise<number> => {
    if (known.month !== month()) known = { month: month(), used: await usage.of('zalo-bot', month()) }
    return known.used
  }

  return {
    async check(priority = 'answer', messages) {
      const limit = priority === 'answer' ? messagesPerMonth : Math.floor(messagesPerMonth * answersOnlyShare)
      if (exhausted === month() || (await used()) + messages > limit) throw quota()
    },
    async spent() {
      refusedSince = undefined
      exhausted = undefined
      known = { month: month(), used: await usage.add('zalo-bot', month(), 1) }
    },
    tooMany() {
      refusedSince ??= now().getTime()
      if (now().getTime() - refusedSince < paceTroubleMs && known.used < messagesPerMonth * answersOnlyShare)
        return new DeliveryError('too many messages', { reason: 'rate-limited', retryAfterSeconds: 60 })
      exhausted = month()
      return quota()
    },
    async noteCount() {
      people = await windows.count('zalo-bot')
      await used()
    },
    describe() {
      const notes = [
        exhausted === month() ||
        (known.month === month() && known.used >= messagesPerMonth * answersOnlyShare)
          ? `Tháng này đã gửi ${known.used}/${messagesPerMonth} tin của gói cơ bản; phần còn lại chỉ dành để trả lời, hết thì đến đầu tháng sau`
          : undefined,
        people > basicPlan.people * answersOnlyShare
          ? `Đã có ${people} người nhắn, gói cơ bản của Zalo Bot chỉ cho ${basicPlan.people} người: bà con nên dùng Official Account`
          : undefined,
      ].filter(note => note !== undefined)
      return notes.length === 0 ? undefined : notes.join('. ')
    },
  }
}
