/** Before a resident's channel closes (Zalo OA 48 h, 7 days) the officers are warned, once for each last message of the resident. */

import type { Channel, ConversationId } from '../../bot/chat.ts'
import type { Locales } from '../../content/locales.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { at } from './due.ts'
import { caseOrigin, listenersOf } from './people.ts'
import { windowOf } from './window.ts'

/** Time enough to answer, also when the officer is on the way. */
export const warnHours = 3
const hourMs = 60 * 60 * 1000

export interface WindowWork {
  readonly repositories: Repositories
  readonly locales: Pick<Locales, 'in'>
  readonly windowHours: (channel: Channel) => number | null
  readonly channels: readonly Channel[]
  readonly now: Date
}

/** @returns the conversations that now have something waiting */
export const tellClosingWindows = async (work: WindowWork): Promise<ConversationId[]> => {
  const { repositories, locales, now, channels } = work
  const told: ConversationId[] = []
  for (const item of await repositories.caseDesk.waiting()) {
    const window = await windowOf(item, work)
    if (window === undefined || item.windowToldAt?.getTime() === window.lastAt.getTime()) continue
    const left = window.closesAt.getTime() - now.getTime()
    if (left <= 0 || left > warnHours * hourMs) continue
    for (const { to, t } of await listenersOf(item, { repositories, in: locales.in, channels })) {
      const text = t('cases.window.soon', {
        code: item.code,
        // "còn 0 giờ" would be no time at all.
        hours: Math.max(1, Math.round(left / hourMs)),
        channel: t(`link.channels.${window.channel}`),
        at: at(window.closesAt),
      })
      await repositories.outbox.add(to, [{ text }], { now, origin: caseOrigin(item.code) })
      told.push(to)
    }
    await repositories.caseDesk.noteWindowTold(item.id, window.lastAt)
  }
  return told
}
