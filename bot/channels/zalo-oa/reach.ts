/** Until when a person may be answered on the OA. */

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
