/** Tells our own messages, which Zalo echoes to the webhook, from those a member of staff typed in the OA Manager. */
import type { Echo } from './events.ts'

export interface Echoes {
  /** Around one call that sends: notes the id it brings, or that it may have arrived unseen. */
  sending<T extends string | undefined>(
    userId: string,
    text: string,
    send: () => Promise<T>,
    mayHaveArrived: (error: unknown) => boolean,
  ): Promise<string | undefined>
  /** Waits for a send to the same person that is under way. */
  judge(echo: Echo): Promise<'ours' | 'staff'>
}

const mostIds = 5_000
/** A send without an answer is waited for this long; then a repeat is simply sent. */
const lostLifeMs = 10 * 60 * 1000

interface Lost {
  readonly text: string
  readonly at: number
  /** Its echo came: it did arrive. */
  arrived?: string
}

/** A repeat is the first text with a note before it. */
const sameText = (first: string, again: string): boolean => {
  const [was, is] = [first.normalize('NFC').trim(), again.normalize('NFC').trim()]
  return is === was || is.endsWith(`\n\n${was}`)
}

export const createEchoes = (now: () => Date): Echoes => {
  const startedAt = now()
  const ids = new Set<string>()
  const underWay = new Map<string, Set<Promise<unknown>>>()
  const lost = new Map<string, Lost[]>()

  const remember = (id: string): void => {
    ids.add(id)
    const [oldest] = ids
    if (ids.size > mostIds && oldest !== undefined) ids.delete(oldest)
  }
  const lostOf = (userId: string): Lost[] => {
    const fresh = (lost.get(userId) ?? []).filter(({ at }) => now().getTime() - at < lostLifeMs)
    if (fresh.length === 0) lost.delete(userId)
    else lost.set(userId, fresh)
    return fresh
  }

  return {
    async sending(userId, text, send, mayHaveArrived) {
      // The last try ended without an answer, yet its echo came: sending again would repeat it.
      const arrived = lostOf(userId).find(item => item.arrived !== undefined && sameText(item.text, text))
      if (arrived !== undefined) {
        lost.set(
          userId,
          lostOf(userId).filter(item => item !== arrived),
        )
        return arrived.arrived
      }
      const work = send()
      const all = underWay.get(userId) ?? new Set()
      underWay.set(userId, all.add(work))
      try {
        const id = await work
        if (id !== undefined) remember(id)
        return id
      } catch (error) {
        if (mayHaveArrived(error)) lost.set(userId, [...lostOf(userId), { text, at: now().getTime() }])
        throw error
      } finally {
        all.delete(work)
        if (all.size === 0) underWay.delete(userId)
      }
    },

    async judge({ userId, messageId, text, at }) {
      // An earlier run may have sent it: its ids are gone with it.
      if (messageId === undefined || at < startedAt) return 'ours'
      if (ids.has(messageId)) return 'ours'
      await Promise.allSettled(underWay.get(userId) ?? [])
      if (ids.has(messageId)) return 'ours'
      const unseen = lostOf(userId).filter(item => item.arrived === undefined)
      const match = unseen.find(item => text !== undefined && sameText(item.text, text))
      // A picture or file has no words to compare: while one of ours may be it, staff are not assumed.
      if (match === undefined) return unseen.length > 0 && (text ?? '') === '' ? 'ours' : 'staff'
      match.arrived = messageId
      return 'ours'
    },
  }
}
