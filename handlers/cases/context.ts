/** What a conversation has to do with cases right now: asked before routing, since routes must know it at once. */

import type { Update } from '../../bot/chat.ts'
import type { Repositories } from '../../storage/repositories.ts'
import type { Incoming } from '../handler.ts'
import { caseOfOrigin } from './people.ts'
import { settleDays } from './resident.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Pictures sent this long after a feedback belong to it. */
const recentMs = 30 * 60 * 1000

export const caseContext = async (
  { conversation, chat, replyTo }: Update,
  { cases, caseDesk, outbox }: Repositories,
  now: Date,
): Promise<NonNullable<Incoming['cases']>> => {
  const about = caseOfOrigin(replyTo === undefined ? undefined : await outbox.originOf(conversation, replyTo))
  const isPrivate = chat === 'private'
  const silencing = isPrivate ? await cases.silencing(conversation) : undefined
  const asked =
    isPrivate && silencing === undefined
      ? await cases.askedAbout(conversation, new Date(now.getTime() - settleDays * dayMs))
      : undefined
  const recent = isPrivate
    ? await caseDesk.recentFeedback(conversation, new Date(now.getTime() - recentMs))
    : undefined
  return {
    ...(recent === undefined ? {} : { recent: recent.code }),
    ...(about === undefined ? {} : { about }),
    ...(silencing === undefined ? {} : { silenced: silencing.code }),
    ...(asked === undefined ? {} : { asked: asked.code }),
  }
}
