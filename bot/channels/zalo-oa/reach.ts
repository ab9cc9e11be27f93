/** Until when a person may be answered on the OA, and what an officer reads when it is too late. */
import type { Unreached } from '../../../storage/repositories/channel-windows.ts'
import { nativeOf } from '../../chat.ts'

const hourMs = 60 * 60 * 1000
/** Answers within 48 hours of the person's last act are free (since 2026-01-01), up to 7 days they are billed. */
export const freeHours = 48
export const paidHours = 7 * 24

export type OaReach =
  | { readonly kind: 'free' | 'paid'; readonly until: Date }
  | { readonly kind: 'closed'; readonly since: Date }
  /** We never saw them act (an old contact, a restored backup): Zalo decides. */
  | { readonly kind: 'unknown' }

/** @param lastAt their last message, follow or tap */
export const oaReach = (lastAt: Date | undefined, now: Date, allowPaid: boolean): OaReach => {
  if (lastAt === undefined || lastAt.getTime() === 0) return { kind: 'unknown' }
  const freeUntil = new Date(lastAt.getTime() + freeHours * hourMs)
  const paidUntil = new Date(lastAt.getTime() + paidHours * hourMs)
  if (now < freeUntil) return { kind: 'free', until: freeUntil }
  if (!allowPaid) return { kind: 'closed', since: freeUntil }
  return now < paidUntil ? { kind: 'paid', until: paidUntil } : { kind: 'closed', since: paidUntil }
}

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  hourCycle: 'h23',
})
/** "08:30 12/11", in Vietnam. */
export const showTime = (at: Date): string => {
  const part = (type: string): string =>
    clock.formatToParts(at).find(found => found.type === type)?.value ?? ''
  return `${part('hour')}:${part('minute')} ${part('day')}/${part('month')}`
}

const reasons: Readonly<Record<string, string>> = {
  'window-closed': 'quá hạn trả lời',
  quota: 'hết hạn mức tin',
}
const shownAtMost = 5

/**
 * Who waits in vain and since when, newest first. Ids are shortened: the status is also on the health page; the
 * repository has them whole, for officers.
 */
export const describeUnreached = (people: readonly Unreached[]): string | undefined => {
  if (people.length === 0) return undefined
  const lines = people.slice(0, shownAtMost).map(({ conversation, lastAt, reason, at }) => {
    const last = lastAt.getTime() === 0 ? 'không rõ' : showTime(lastAt)
    return `…${nativeOf(conversation).slice(-4)} (${reasons[reason] ?? reason} lúc ${showTime(at)}; nhắn lần cuối ${last})`
  })
  const more = people.length > shownAtMost ? ` và ${people.length - shownAtMost} người nữa` : ''
  return `Chưa gửi được cho ${people.length} người: ${lines.join(', ')}${more}. Họ nhắn lại thì câu trả lời còn giữ sẽ tự gửi; việc gấp thì gọi điện`
}
