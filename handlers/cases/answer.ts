/** What goes from an officer to the resident: words, photos and documents, on the resident's own channel; joined feedback gets it too. */
import { type Attachment, plain, type Reply } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { officerButtons } from './card.ts'
import { attachmentOf, keepFile } from './case-files.ts'
import { at } from './due.ts'
import { caseOrigin, holderOf, log } from './people.ts'
import { closedNote } from './window.ts'

export const say = (item: ResidentCase, text: string, more: Partial<Outcome> = {}): Outcome => ({
  replies: [{ text }],
  origin: caseOrigin(item.code),
  labelsOnly: true,
  ...more,
})

export const actorOf = ({ contact }: Incoming): string => `contact:${contact.id}`

/** @returns a word on who has it, when that is somebody else */
export const heldByOther = async (
  item: ResidentCase,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const { t } = services
  const holder = await holderOf(item, services)
  if (holder === undefined || holder.person === contact.person) return undefined
  return {
    replies: [
      {
        text: t('cases.held-by', {
          code: item.code,
          name: plain(holder.name ?? t('cases.an-officer')),
          at: at(item.takenAt ?? item.openedAt),
        }),
        buttons: [[{ label: t('cases.button.over', { code: item.code }), value: `case:over:${item.code}` }]],
      },
    ],
    origin: caseOrigin(item.code),
    labelsOnly: true,
  }
}

export const take = async (item: ResidentCase, incoming: Incoming, services: Services): Promise<void> => {
  const { repositories, now } = services
  const holder = await holderOf(item, services)
  if (holder?.person === incoming.contact.person) return
  await repositories.cases.take(item.id, incoming.contact.id, now)
  await log('case.take', item.code, actorOf(incoming), services, holder && { from: `contact:${holder.id}` })
}

/** To the resident, on their own channel. @param ask whether it is settled */
export const toResident = async (
  item: ResidentCase,
  key: string,
  values: Readonly<Record<string, string>>,
  services: Services,
  { ask = false, attachments = [] }: { ask?: boolean; attachments?: readonly Attachment[] } = {},
): Promise<NonNullable<Outcome['also']>> => {
  const resident = await services.repositories.contacts.byId(item.contact)
  if (resident === undefined) return []
  const t = services.in(resident.locale)
  const reply: Reply = {
    text: t(key, { code: item.code, ...values }),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(ask
      ? {
          buttons: [
            [
              { label: t('cases.button.yes'), value: `case:yes:${item.code}` },
              { label: t('cases.button.no'), value: `case:no:${item.code}` },
            ],
          ],
        }
      : {}),
  }
  return [{ to: resident.conversation, origin: caseOrigin(item.code), replies: [reply] }]
}

/** The words (and the file of this message) to the resident, and to those whose feedback was joined to it. */
export const answer = async (
  item: ResidentCase,
  text: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const busy = await heldByOther(item, incoming, services)
  if (busy !== undefined) return busy
  if (item.state === 'closed') return say(item, t('cases.closed-already', { code: item.code }))
  const kept = await keepFile(item, 'officer', incoming, services)
  if (kept.kind === 'refused') return say(item, kept.text)
  const attachments = kept.kind === 'kept' ? [attachmentOf(kept.file, item.code, services)] : []
  if (text === '' && attachments.length === 0) return say(item, t('cases.answer-how', { code: item.code }))
  await take(item, incoming, services)
  const said = text === '' && kept.kind === 'kept' ? t(`cases.sent.${kept.file.kind}`) : text
  const { followers, also } = await spread(item, text, attachments, services)
  for (const one of [item, ...followers]) {
    await repositories.cases.addMessage(
      one.id,
      { side: 'officer', contact: incoming.contact.id, text: maskPersonal(said).text },
      now,
    )
    await repositories.cases.answered(one.id)
  }
  await log('case.answer', item.code, actorOf(incoming), services)
  const closed = await closedNote(item, services)
  const done =
    followers.length === 0
      ? t('cases.answer-sent', { code: item.code })
      : t('cases.answer-sent-all', {
          code: item.code,
          others: followers.map(({ code }) => code).join(', '),
        })
  return {
    replies: [
      {
        text: closed === undefined ? done : `${t('cases.answer-waits', { code: item.code })} ${closed(t)}`,
        buttons: officerButtons(item, true, t),
      },
    ],
    origin: caseOrigin(item.code),
    labelsOnly: true,
    also,
  }
}

const spread = async (
  item: ResidentCase,
  text: string,
  attachments: readonly Attachment[],
  services: Services,
): Promise<{ followers: ResidentCase[]; also: NonNullable<Outcome['also']> }> => {
  const followers = await services.repositories.caseDesk.followers(item.id)
  const also: NonNullable<Outcome['also']>[number][] = []
  for (const one of [item, ...followers]) {
    const key = text === '' ? 'cases.answer-file' : one.withBot ? 'cases.answer-with-bot' : 'cases.answer'
    also.push(...(await toResident(one, key, { text: plain(text) }, services, { attachments })))
  }
  return { followers, also }
}

/** Closed by an officer; joined feedback closes with it, and each resident is asked whether it is settled. */
export const closeCase = async (
  item: ResidentCase,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const busy = await heldByOther(item, incoming, services)
  if (busy !== undefined) return busy
  if (item.state === 'closed') return say(item, t('cases.closed-already', { code: item.code }))
  const also: NonNullable<Outcome['also']>[number][] = []
  for (const one of [item, ...(await repositories.caseDesk.followers(item.id))]) {
    await repositories.cases.close(one.id, incoming.contact.id, now)
    await log('case.close', one.code, actorOf(incoming), services)
    also.push(...(await toResident(one, 'cases.closed-resident', {}, services, { ask: true })))
  }
  return say(item, t('cases.closed', { code: item.code }), { also })
}
