/** Cases nobody has answered in time: leads hear of each once, and admins half a working day later. */

import type { ConversationId } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales } from '../../content/locales.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { at, dueOf } from './due.ts'
import { caseOrigin, holderOf } from './people.ts'

export interface LateWork {
  readonly repositories: Repositories
  readonly locales: Pick<Locales, 'in'>
  readonly library: Pick<Library, 'ward'>
  readonly now: Date
}

const tell = async (
  item: ResidentCase,
  role: 'lead' | 'admin',
  { repositories, locales, now }: LateWork,
): Promise<ConversationId[]> => {
  const people = await repositories.contacts.withRole([role])
  const holder = await holderOf(item, { repositories, in: locales.in })
  const seen = new Set<number>()
  const told: ConversationId[] = []
  for (const { conversation, person, locale } of people) {
    if (seen.has(person)) continue
    seen.add(person)
    const t = locales.in(locale)
    const text = t(holder === undefined ? 'cases.late' : 'cases.late-held', {
      code: item.code,
      at: at(item.waitingSince ?? item.openedAt),
      name: holder?.name ?? t('cases.an-officer'),
    })
    await repositories.outbox.add(conversation, [{ text, priority: 'notice' }], {
      now,
      origin: caseOrigin(item.code),
    })
    told.push(conversation)
  }
  await repositories.cases.noteToldLate(item.id, role, now)
  return told
}

/** @returns the conversations that now have something waiting */
export const tellLate = async (work: LateWork): Promise<ConversationId[]> => {
  const { repositories, library, now } = work
  const told: ConversationId[] = []
  for (const item of await repositories.cases.late(now, 'lead')) {
    const heard = await tell(item, 'lead', work)
    told.push(...heard)
    // A ward without leads: its admins need not wait.
    if (heard.length === 0) told.push(...(await tell(item, 'admin', work)))
  }
  for (const item of await repositories.cases.late(now, 'admin'))
    if (item.dueAt !== null && dueOf(library, item.dueAt).at <= now)
      told.push(...(await tell(item, 'admin', work)))
  return told
}
