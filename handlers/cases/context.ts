/** What a conversation has to do with cases right now: asked before routing, since routes must know it at once. */

import type { Update } from '../../bot/chat.ts'
import type { Repositories } from '../../storage/repositories.ts'
import type { Incoming } from '../handler.ts'
import { caseOfOrigin } from './people.ts'
import { waitsForPhone } from './phone.ts'
import { settleDays } from './resident.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Pictures sent this long after a feedback belong to it. */
const recentMs = 30 * 60 * 1000

export const caseContext = async (
  { conversation, chat, replyTo }: Update,
  { cases, outbox }: Pick<Repositories, 'cases' | 'outbox'>,
  now: Date,
): Promise<NonNullable<Incoming['cases']>> => {
  const about = caseOfOrigin(replyTo === undefined ? undefined : await outbox.originOf(conversation, replyTo))
  const lately =
    chat === 'private' ? await cases.lately(conversation, new Date(now.getTime() - settleDays * dayMs)) : []
  const silencing = lately.find(
    ({ letter, state, withBot }) => letter === 'H' && state === 'open' && !withBot,
  )
  // Of which they have not said whether it is settled, before one they called settled.
  const closed =
    silencing === undefined
      ? (lately.find(({ state, settled }) => state === 'closed' && settled === null) ??
        lately.find(({ state, settled }) => state === 'closed' && settled === 'yes'))
      : undefined
  const recent = lately.find(
    ({ letter, state, openedAt }) =>
      letter === 'P' && state === 'open' && openedAt.getTime() >= now.getTime() - recentMs,
  )
  return {
    ...(recent === undefined ? {} : { recent: recent.code }),
    ...(about === undefined ? {} : { about }),
    ...(silencing === undefined ? {} : { silenced: silencing.code }),
    ...(recent !== undefined && waitsForPhone(recent, now) ? { phoneAsked: recent.code } : {}),
    ...(closed === undefined
      ? {}
      : closed.settled === null
        ? { asked: closed.code }
        : { settled: closed.code }),
  }
}
