/** Writes at a person's pace: typing before a message, pauses that differ, a limit a minute, few new people a day. */
import { dayOf } from '../../../content/vietnam-time.ts'
import { type ConversationId, DeliveryError } from '../../chat.ts'
import type { ZaloPersonalPace } from './settings.ts'

/** Whom we have written to, and how many new ones a day; kept over restarts. */
export interface ContactBook {
  isKnown(conversation: ConversationId): Promise<boolean>
  /** @param day as "2026-11-22", in Vietnam */
  newOn(day: string): Promise<number>
  noteNew(day: string): Promise<void>
}

export interface Manners {
  /**
   * Resolves when the message may go out, after a while of typing.
   * @throws DeliveryError when nobody new may be written to today, or Zalo has asked the account to wait
   */
  before(to: ConversationId, showTyping: () => Promise<void>): Promise<void>
  /** A message went out. */
  after(to: ConversationId): Promise<void>
  /** Zalo said "too many": the whole account rests, longer each time. @returns seconds */
  rest(): number
  /** For the operator: why nothing goes out just now. */
  readonly trouble: string | undefined
}

const minuteMs = 60_000
/** First rest after "too many requests"; doubled each time, halved by nothing but an hour without. */
const firstRestMs = 2 * minuteMs
const longestRestMs = 60 * minuteMs
const forgiveMs = 60 * minuteMs

export const createManners = (options: {
  readonly pace: ZaloPersonalPace
  readonly book: ContactBook
  readonly now: () => Date
  /** 0 ≤ x < 1 */
  readonly random: () => number
  readonly delay: (ms: number) => Promise<void>
}): Manners => {
  const { pace, book, random } = options
  const at = (): number => options.now().getTime()
  const sent: number[] = []
  /** Learnt in this run; the book is asked once a conversation. */
  const known = new Set<ConversationId>()
  const isGroup = (to: ConversationId): boolean => to.includes(':group-')
  let restUntil = 0
  let lastRestMs = 0
  let fullOn: string | undefined

  const restLeft = (): number => Math.max(0, restUntil - at())

  const mayWriteTo = async (to: ConversationId): Promise<void> => {
    if (known.has(to) || isGroup(to)) return
    if (await book.isKnown(to)) {
      known.add(to)
      return
    }
    const day = dayOf(options.now())
    if ((await book.newOn(day)) < pace.newContactsPerDay) {
      fullOn = undefined
      return
    }
    fullOn = day
    // Tried again through the day; goes out tomorrow at the latest.
    throw new DeliveryError('no more new people may be written to today', { reason: 'unavailable' })
  }

  const minuteRoom = async (): Promise<void> => {
    while (sent[0] !== undefined && sent[0] <= at() - minuteMs) sent.shift()
    const oldest = sent[sent.length - pace.perMinute]
    if (oldest !== undefined) await options.delay(oldest + minuteMs - at())
  }

  return {
    async before(to, showTyping) {
      if (restLeft() > 0)
        throw new DeliveryError('the account rests', {
          reason: 'rate-limited',
          retryAfterSeconds: Math.ceil(restLeft() / 1000),
        })
      await mayWriteTo(to)
      await minuteRoom()
      await showTyping()
      const [least, most] = pace.pauseMs
      await options.delay(Math.round(least + random() * (most - least)))
    },
    async after(to) {
      sent.push(at())
      if (sent.length > pace.perMinute) sent.shift()
      if (known.has(to) || isGroup(to)) return
      if (!(await book.isKnown(to))) await book.noteNew(dayOf(options.now()))
      known.add(to)
    },
    rest() {
      const calm = at() - restUntil > forgiveMs
      lastRestMs = calm ? firstRestMs : Math.min(lastRestMs * 2, longestRestMs)
      restUntil = at() + lastRestMs
      return Math.ceil(lastRestMs / 1000)
    },
    get trouble() {
      if (restLeft() > 0)
        return `Zalo báo gửi quá nhiều: tài khoản nghỉ ${Math.ceil(restLeft() / minuteMs)} phút rồi tự gửi tiếp.`
      if (fullOn === dayOf(options.now()))
        return `Hôm nay đã nhắn cho ${pace.newContactsPerDay} người mới, là mức đã đặt (ZALO_PERSONAL_NEW_CONTACTS_PER_DAY): người mới khác được trả lời từ ngày mai.`
      return undefined
    },
  }
}
