/** Whom a channel could not reach and why, kept at hand for its status; the database has all of it. */
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { Unreached } from '../../storage/repositories/channel-windows.ts'
import { type ConversationId, nativeOf } from '../chat.ts'

/** "08:30 12/11", in Vietnam. */
export const showTime = (at: Date): string => `${clockOf(at)} ${showDay(dayOf(at)).slice(0, 5)}`

const reasons: Readonly<Record<string, string>> = {
  'window-closed': 'quá hạn trả lời',
  quota: 'hết hạn mức tin',
}
const shownAtMost = 5
const keptAtMost = 500

export interface UnreachedList {
  refused(person: Unreached): void
  reached(conversation: ConversationId): void
  /** Newest first. */
  all(): readonly Unreached[]
  /**
   * Who waits in vain and since when; undefined when nobody does. Ids are shortened: the status is also on the health
   * page, and officers find the whole ids in the database.
   */
  describe(advice: string): string | undefined
}

export const createUnreachedList = (): UnreachedList => {
  const people = new Map<ConversationId, Unreached>()
  const all = (): readonly Unreached[] => [...people.values()].toReversed()
  return {
    refused(person) {
      people.delete(person.conversation)
      people.set(person.conversation, person)
      const [oldest] = people.keys()
      if (people.size > keptAtMost && oldest !== undefined) people.delete(oldest)
    },
    reached: conversation => {
      people.delete(conversation)
    },
    all,
    describe(advice) {
      if (people.size === 0) return undefined
      const lines = all()
        .slice(0, shownAtMost)
        .map(({ conversation, lastAt, reason, at }) => {
          const last = lastAt.getTime() === 0 ? 'không rõ' : showTime(lastAt)
          return `…${nativeOf(conversation).slice(-4)} (${reasons[reason] ?? reason} lúc ${showTime(at)}; nhắn lần cuối ${last})`
        })
      const more = people.size > shownAtMost ? ` và ${people.size - shownAtMost} người nữa` : ''
      return `Chưa gửi được cho ${people.size} người: ${lines.join(', ')}${more}. ${advice}`
    },
  }
}
