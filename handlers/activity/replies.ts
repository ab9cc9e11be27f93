/** What is typed in reply to a saved entry, or right after it: links are evidence, short lines are corrections. */
import { ask as askQuestion } from '../ask/ask.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { linksIn, readCorrection } from './answers.ts'
import { cardForm, itemOf, savedForm, savedOf } from './card.ts'
import { type Desk, openDesk } from './desk.ts'
import { newCard, proceed } from './entering.ts'
import { entriesFor, repliedTo } from './give-evidence.ts'
import { attachLink, missingOf } from './proof.ts'
import { recordTyped, tellsWork } from './record.ts'
import { originOfActivities } from './save.ts'
import { hasOpenCard, typeOnCard } from './steer.ts'

const onlyLinks = (text: string): boolean => {
  const links = linksIn(text)
  return links.length > 0 && text.replaceAll(/\s/g, '').length <= links.join('').length + 2
}

/** A typed reply to any message, or nothing but links after saving. */
export const repliesToEntry = ({ update, command, pressed, contact, session, text }: Incoming): boolean => {
  if (update.content.kind !== 'text' || update.chat !== 'private' || contact.role === 'resident') return false
  if (command !== undefined || pressed !== undefined) return false
  if (session.form?.name === savedForm && onlyLinks(text)) return true
  return (
    update.replyTo !== undefined &&
    (session.form === undefined || [cardForm, savedForm].includes(session.form.name))
  )
}

export const replyToEntry: Handler = async (incoming, services) => {
  const desk = await openDesk(incoming, services)
  const answered = await repliedTo(incoming, services, desk)
  const saved = savedOf(incoming.session, services.now)
  const meant =
    answered.length > 0 || saved === undefined || !onlyLinks(incoming.text)
      ? answered
      : await entriesFor(saved.ids, incoming, services, desk)
  const [entry] = meant
  if (entry === undefined) {
    // A reply to something else: as if it were not one.
    if (hasOpenCard(incoming)) return await typeOnCard(incoming, services)
    return tellsWork(incoming) ? await recordTyped(incoming, services) : await askQuestion(incoming, services)
  }
  const links = linksIn(incoming.text)
  if (links.length > 0) return await addLinks(links, entry.id, incoming, services, desk)
  const item = readCorrection(incoming.text, itemOf(entry), desk)
  if (item === undefined || meant.length > 1)
    return { replies: [{ text: services.t('activity.reply-unclear', { code: entry.code ?? '' }) }] }
  return await proceed(newCard([item], entry.kind, { editing: entry.id }, services), incoming, services, desk)
}

const addLinks = async (
  links: readonly string[],
  id: number,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const { t } = services
  const [entry] = await entriesFor([id], incoming, services, desk)
  if (entry === undefined) return { replies: [{ text: t('activity.gone') }] }
  let added = 0
  for (const link of links) if (await attachLink(link, entry, incoming, services)) added += 1
  const missing = await missingOf(entry, services)
  return {
    replies: [
      {
        text: [
          added === 0
            ? t('activity.file-twice')
            : t('activity.attached.link', { code: entry.code ?? t('activity.draft') }),
          missing.length === 0 ? '' : t('activity.missing', { pieces: missing.join(', ') }),
        ]
          .filter(part => part !== '')
          .join('\n'),
      },
    ],
    origin: originOfActivities([entry.id]),
  }
}
