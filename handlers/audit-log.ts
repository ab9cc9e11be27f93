/** The log of who did what, in words: /nhatky for admins (the latest), and for `npm run audit`. */

import { plain } from '../bot/chat.ts'
import type { Translate } from '../content/locales.ts'
import { clockOf, dayOf, showDay } from '../content/vietnam-time.ts'
import type { AuditRow } from '../storage/repositories/audit.ts'
import type { Repositories } from '../storage/repositories.ts'
import type { Handler } from './handler.ts'

const shownInChat = 20

/** Says who an actor is: their name and role now, or the program that acted. */
export const actorNames = (
  { contacts }: Pick<Repositories, 'contacts'>,
  t: Translate,
): ((actor: string) => Promise<string>) => {
  const known = new Map<string, string>()
  return async actor => {
    const before = known.get(actor)
    if (before !== undefined) return before
    const id = /^contact:(\d+)$/.exec(actor)?.[1]
    const contact = id === undefined ? undefined : await contacts.byId(Number(id))
    // Residents stay a number: the log is read by many.
    const name =
      id === undefined
        ? t(`privacy.log.actors.${actor.split(':')[0] ?? actor}`, { defaultValue: actor })
        : contact === undefined || contact.role === 'resident'
          ? t('privacy.log.resident', { id })
          : `${contact.name ?? t('cases.an-officer')} (${t(`roles.${contact.role}`)}${contact.unit === null ? '' : `, ${contact.unit}`})`
    known.set(actor, name)
    return name
  }
}

/** "09:15 23/11/2026 · Lan (cán bộ): xem việc H27" */
export const auditLine = async (
  row: AuditRow,
  t: Translate,
  nameOf: (actor: string) => Promise<string>,
): Promise<string> => {
  const at = new Date(row.at)
  const what = t(`privacy.log.actions.${row.action.replaceAll('.', '-')}`, { defaultValue: row.action })
  const subject = row.subject === null ? '' : ` ${subjectInWords(row.subject, t)}`
  return `${clockOf(at)} ${showDay(dayOf(at))} · ${await nameOf(row.actor)}: ${what}${subject}`
}

const subjectInWords = (subject: string, t: Translate): string => {
  const [kind = '', id = ''] = subject.split(':')
  return id === '' ? '' : t(`privacy.log.subjects.${kind}`, { id, defaultValue: subject })
}

/** /nhatky */
export const showLog: Handler = async ({ contact }, { repositories, t, now }) => {
  const rows = await repositories.audit.list({ limit: shownInChat })
  const nameOf = actorNames(repositories, t)
  const lines: string[] = []
  for (const row of rows) lines.push(`- ${plain(await auditLine(row, t, nameOf))}`)
  await repositories.audit.add({ actor: `contact:${contact.id}`, action: 'audit.see' }, now)
  return {
    replies: [
      {
        text:
          lines.length === 0
            ? t('privacy.log.empty')
            : [t('privacy.log.title', { count: lines.length }), ...lines, t('privacy.log.more')].join('\n'),
      },
    ],
  }
}
