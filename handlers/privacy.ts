/** What we hold of a person, why and how long; shown and erased on request (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP). */

import { channelOf } from '../bot/chat.ts'
import { fillWardText, wardName } from '../content/ward-text.ts'
import { caseOrigin, listenersOf, toEach } from './cases/people.ts'
import type { Handler } from './handler.ts'
import { endSubscriptions } from './notices/stop.ts'
import { subscriptionsInWords } from './notices/subscribe.ts'
import { sessionLifeMs } from './session.ts'

/** Texts of questions are kept this long, then only counts. */
export const questionDays = 180
/** A phone number given for a case is kept this long after it was closed. */
export const phoneDays = 30
/** What a case says is kept this long after it was closed. */
export const caseDays = 365

export const privacy: Handler = (_incoming, { t, library }) => ({
  replies: [
    {
      text: fillWardText(
        t('privacy.text', {
          ward: wardName(library),
          questionDays,
          caseDays,
          sessionHours: sessionLifeMs / 3_600_000,
        }),
        library,
        t,
      ),
    },
  ],
})

export const ownData: Handler = async ({ contact }, services) => {
  const { repositories, t } = services
  const contacts = await repositories.contacts.ofPerson(contact.person)
  const questions = await repositories.questions.ofContacts(contacts.map(({ id }) => id))
  const cases = await repositories.cases.ofContacts(contacts.map(({ id }) => id))
  return {
    replies: [
      {
        text: t('privacy.data', {
          name: contact.name ?? '-',
          channels: contacts.map(({ sender }) => channelOf(sender)).join(', '),
          role: t(`roles.${contact.role}`),
          questions: questions.length,
          subscriptions: (await subscriptionsInWords(contact.person, services)) ?? '0',
          cases: cases.length === 0 ? '0' : cases.map(({ code }) => code).join(', '),
        }),
      },
    ],
  }
}

export const askErase: Handler = (_incoming, { t }) => ({
  replies: [
    {
      text: t('privacy.erase'),
      buttons: [
        [
          { label: t('privacy.erase-yes'), value: 'erase:yes' },
          { label: t('privacy.erase-no'), value: 'erase:no' },
        ],
      ],
    },
  ],
})

/** `erase:yes|no` */
export const erase: Handler = async ({ pressed, contact, update }, services) => {
  const { repositories, t, now } = services
  if (pressed?.args[0] !== 'yes') return { replies: [{ text: t('privacy.kept') }] }
  const contacts = await repositories.contacts.ofPerson(contact.person)
  await endSubscriptions(contact.person, 'erased', services)
  await repositories.subscriptions.erase(contacts.map(({ id }) => id))
  await repositories.broadcasts.erasePerson(contact.person)
  const count = await repositories.questions.erase(contacts.map(({ id }) => id))
  const open = (await repositories.cases.ofContacts(contacts.map(({ id }) => id))).filter(
    ({ state }) => state === 'open',
  )
  const told = await Promise.all(
    open.map(async item =>
      toEach(item.code, await listenersOf(item, services), there => ({
        text: there('cases.erased', { codes: item.code }),
      })),
    ),
  )
  const cases = await repositories.cases.erase(
    contacts.map(({ id }) => id),
    now,
  )
  const own = contacts.map(({ id }) => id)
  await repositories.caseFiles.doomUnboundOf(own, now)
  await repositories.satisfaction.erase(own)
  // What officers were sent of these cases, in their own conversations.
  await repositories.outbox.eraseOrigins(cases.map(caseOrigin))
  await repositories.contacts.eraseNames(contact.person)
  await repositories.inbox.eraseSender(contacts.map(({ sender }) => sender))
  await repositories.outbox.eraseConversations(
    contacts.map(({ conversation }) => conversation),
    now,
  )
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'data.erase',
      subject: `person:${contact.person}`,
      detail: { questions: count, cases, channel: update.channel },
    },
    now,
  )
  return { replies: [{ text: t('privacy.erased', { count }) }], session: {}, also: told.flat() }
}
