/** What we hold of a person, why and how long; shown and erased on request (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP). */

import { channelOf, nativeOf } from '../bot/chat.ts'
import type { Translate } from '../content/locales.ts'
import { backupNights, type RetentionKind, retentionDays, retentionKinds } from '../content/retention.ts'
import { fillWardText, wardName } from '../content/ward-text.ts'
import { staffGroupKey } from '../storage/move-conversation.ts'
import { conversationSchema } from '../storage/update-schema.ts'
import { caseOrigin, listenersOf, toEach } from './cases/people.ts'
import { rememberedBy } from './data/collect.ts'
import type { Handler } from './handler.ts'
import { endSubscriptions } from './notices/stop.ts'

/** /riengtu: what is kept, what for, how long; the terms come from the table the nightly work goes by. */
export const privacy: Handler = (_incoming, { t, library }) => ({
  replies: [
    {
      text: fillWardText(
        [
          t('privacy.text', { ward: wardName(library) }),
          ...retentionKinds.map(kind => `- ${t(`privacy.kept-kinds.${kind}`)}: ${term(kind, t)}`),
          '',
          t('privacy.rights', { ward: wardName(library), nights: backupNights }),
        ].join('\n'),
        library,
        t,
      ),
    },
  ],
})

const term = (kind: RetentionKind, t: Translate): string => {
  const days = retentionDays[kind]
  return days >= 365 && days % 365 === 0
    ? t('privacy.term.years', { count: days / 365 })
    : t('privacy.term.days', { count: days })
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

/** Lists show so much of a question. */
const longestShown = 30
const shortestWords = 8

/** `erase:yes|no` */
export const erase: Handler = async ({ pressed, contact, update }, services) => {
  const { repositories, t, now } = services
  if (pressed?.args[0] !== 'yes') return { replies: [{ text: t('privacy.kept') }] }
  const contacts = await repositories.contacts.ofPerson(contact.person)
  await endSubscriptions(contact.person, 'erased', services)
  await repositories.subscriptions.erase(contacts.map(({ id }) => id))
  await repositories.broadcasts.erasePerson(contact.person)
  const { asked } = await rememberedBy(contacts, services)
  const words = (
    await repositories.questions.ofContacts(
      contacts.map(({ id }) => id),
      asked,
    )
  )
    .map(({ text }) => text.slice(0, longestShown))
    .filter(text => text.length >= shortestWords)
  await repositories.sessions.dropWith(words)
  const count = await repositories.questions.erase(
    contacts.map(({ id }) => id),
    asked,
  )
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
  await repositories.outbox.eraseOrigins(cases.map(caseOrigin), now)
  await repositories.contacts.eraseNames(contact.person)
  await repositories.dataRequests.erase(contact.person)
  for (const one of contacts) await repositories.sessions.dropAllOf(one)
  await repositories.webMessages.erase(
    contacts.filter(({ sender }) => channelOf(sender) === 'web').map(({ sender }) => nativeOf(sender)),
  )
  // Officers were shown these words in lists and wrote about them: what they were sent and wrote serves nobody any more.
  const staff = await repositories.contacts.staffAddresses()
  const group = conversationSchema.safeParse(await repositories.settings.get(staffGroupKey))
  await repositories.outbox.eraseConversations(
    [...staff.conversations, ...(group.success ? [group.data] : [])],
    now,
  )
  await repositories.inbox.eraseSender([...contacts.map(({ sender }) => sender), ...staff.senders])
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
  return {
    replies: [{ text: t('privacy.erased', { count, nights: backupNights }) }],
    session: {},
    also: told.flat(),
  }
}
