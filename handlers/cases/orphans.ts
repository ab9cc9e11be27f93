/** Open cases whose officer is gone (lost the role, blocked or left the bot): handed to the lead. */

import { type Contact, type ConversationId, plain } from '../../bot/chat.ts'
import type { Locales } from '../../content/locales.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { staffRoles } from '../commands.ts'
import { caseOrigin } from './people.ts'

export interface OrphanWork {
  readonly repositories: Repositories
  readonly locales: Pick<Locales, 'in'>
  readonly now: Date
}

/** Leads of the unit, else all leads, else admins, else whoever is left. */
const heirs = async (unit: string | null, { contacts }: Repositories): Promise<Contact[]> => {
  const wanted = [
    ...(unit === null || unit === '' ? [] : [await contacts.withRole(['lead'], unit)]),
    await contacts.withRole(['lead']),
    await contacts.withRole(['admin']),
    await contacts.withRole(['officer']),
  ]
  const seen = new Set<number>()
  return (wanted.find(list => list.length > 0) ?? []).filter(({ person }) => {
    if (seen.has(person)) return false
    seen.add(person)
    return true
  })
}

/** The only lead there is gets it; several are told, and whoever taps first has it. */
const handOver = async (
  item: ResidentCase,
  holder: Contact | undefined,
  { repositories, locales, now }: OrphanWork,
): Promise<ConversationId[]> => {
  const { code } = item
  const next = await heirs(item.unit ?? holder?.unit ?? null, repositories)
  const [only, ...others] = next
  const heir = others.length === 0 && only?.role === 'lead' ? only : undefined
  if (heir === undefined) await repositories.caseDesk.release(item.id)
  else await repositories.cases.passTo(item.id, { unit: item.unit, contact: heir.id }, now)
  await repositories.audit.add(
    {
      actor: 'scheduler',
      action: 'case.orphan',
      subject: caseOrigin(code),
      detail: { from: item.takenBy, to: heir?.id ?? null },
    },
    now,
  )
  for (const { conversation, locale } of next) {
    const t = locales.in(locale)
    const text = t(heir === undefined ? 'cases.left' : 'cases.left-to-you', {
      code,
      name: plain(holder?.name ?? t('cases.an-officer')),
    })
    await repositories.outbox.add(conversation, [{ text }], { now, origin: caseOrigin(code) })
  }
  return next.map(({ conversation }) => conversation)
}

/** @returns the conversations that now have something waiting */
export const passOrphans = async (work: OrphanWork): Promise<ConversationId[]> => {
  const { contacts, caseDesk } = work.repositories
  const here = new Set((await contacts.withRole(staffRoles)).map(({ person }) => person))
  const told: ConversationId[] = []
  for (const item of await caseDesk.held()) {
    const holder = item.takenBy === null ? undefined : await contacts.byId(item.takenBy)
    if (holder !== undefined && here.has(holder.person)) continue
    told.push(...(await handOver(item, holder, work)))
  }
  return told
}
