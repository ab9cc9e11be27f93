/** An answer to a resident that could not be delivered: whoever works on the case hears it, with the reason. */
import type { Kysely } from 'kysely'
import { type Channel, type ConversationId, channelOf, type Locale } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import type { OutboxRow } from '../../storage/repositories/outbox.ts'
import { createRepositories } from '../../storage/repositories.ts'
import type { Database } from '../../storage/schema.ts'
import { caseOfOrigin, caseOrigin, listenersOf } from './people.ts'

export interface CaseNoticesOptions {
  readonly db: Kysely<Database>
  readonly speak: (locale: Locale) => Translate
  readonly channels: () => readonly Channel[]
  readonly now: () => Date
  readonly wake: (conversations: readonly ConversationId[]) => void
}

const explained = ['blocked', 'not-found', 'window-closed', 'quota']

/** @returns whether the row was an answer of a case, and its officers were told */
export const createCaseNotices =
  ({ db, speak, channels, now, wake }: CaseNoticesOptions) =>
  async (row: OutboxRow, reason: string): Promise<boolean> => {
    const repositories = createRepositories(db)
    const code = caseOfOrigin(await repositories.outbox.originById(row.id))
    const item = code === undefined ? undefined : await repositories.cases.byCode(code)
    const resident = item && (await repositories.contacts.byId(item.contact))
    if (item === undefined || resident?.conversation !== row.conversation) return false
    const listeners = await listenersOf(item, { repositories, in: speak, channels: channels() })
    for (const { to, t } of listeners)
      await repositories.outbox.add(
        to,
        [
          {
            text: t('cases.undelivered', {
              code: item.code,
              channel: t(`link.channels.${channelOf(row.conversation)}`),
              reason: t(`cases.reason.${explained.includes(reason) ? reason : 'other'}`),
            }),
          },
        ],
        { now: now(), origin: caseOrigin(item.code) },
      )
    await repositories.audit.add(
      { actor: 'outbox', action: 'case.undelivered', subject: caseOrigin(item.code), detail: { reason } },
      now(),
    )
    wake(listeners.map(({ to }) => to))
    return listeners.length > 0
  }
