/** "Gặp cán bộ": opens a case with a code and hands the conversation to the ward's people; the bot then keeps quiet. */
import { type Attachment, plain, type Reply } from '../../bot/chat.ts'
import { maskPersonal, type PersonalKind } from '../../content/personal-data.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { askedLately } from '../ask/store.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { personReply } from '../person.ts'
import { sessionLifeMs } from '../session.ts'
import { caseCard } from './card.ts'
import { dueOf, dueText } from './due.ts'
import { hasStaff, listenersOf, log, toEach } from './people.ts'
import { offerPhone, sealPhone, withoutPhone } from './phone.ts'
import { tellingWords } from './wants-person.ts'

/** Says what was taken out of a message, when anything was. */
export const maskedNote = (found: readonly string[], { t }: Services): Reply[] =>
  found.length === 0
    ? []
    : [{ text: t('privacy.masked', { what: found.map(kind => t(`privacy.kinds.${kind}`)).join(', ') }) }]

const polite: ReadonlySet<string> = new Set(['thanks', 'ok', 'praise', 'goodbye'])

/** "vâng, cảm ơn" after an officer's answer, or when it is closed: nobody owes one, and no leader is told it is late. */
export const onlyThanks = async (
  item: ResidentCase,
  text: string,
  { repositories, engine }: Services,
): Promise<boolean> => {
  if (item.waitingSince !== null) return false
  const decision = engine.understand(text)
  if (decision.kind !== 'smalltalk' || !polite.has(decision.intent)) return false
  if (item.state === 'closed') return true
  const last = (await repositories.cases.messages(item.id)).findLast(({ side }) => side !== 'note')
  return last?.side === 'officer'
}

/** The resident's words go into the case; an answer is due from then on. @returns what was taken out of them */
export const addResidentWords = async (
  item: ResidentCase,
  said: string,
  incoming: Incoming,
  services: Services,
): Promise<readonly PersonalKind[]> => {
  const { repositories, library, now } = services
  const { text, found } = maskPersonal(said)
  const thanksOnly = await onlyThanks(item, text, services)
  await repositories.cases.addMessage(item.id, { side: 'resident', contact: incoming.contact.id, text }, now)
  // Whoever opens a closed one again starts its clock.
  if (thanksOnly || item.state === 'closed') return found
  // What says the same as another is answered there: that clock runs for both.
  await repositories.cases.startWaiting(item.mergedInto ?? item.id, dueOf(library, now), now)
  return found
}

/** The whole case to those who work on it, noted as seen by them. */
export const showToStaff = async (
  code: string,
  lead: string | undefined,
  services: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const item = await services.repositories.cases.byCode(code)
  if (item === undefined) return []
  const card = await caseCard(item, services)
  const listeners = await listenersOf(item, services)
  for (const { who } of listeners) await log('case.see', code, who, services)
  return toEach(code, listeners, t => card(t, lead === undefined ? undefined : t(lead, { code })))
}

/** Opens a case, or says which one is open. In groups, and where nobody could answer: where a person can be met. */
export const person: Handler = async (incoming, services) => {
  const { update, contact, session } = incoming
  const { repositories, t, library, now } = services
  if (update.chat === 'group' || !(await hasStaff(services))) return { replies: [personReply(services)] }
  const said = tellingWords(incoming)
  const sealed = sealPhone(said, services)
  const known = await repositories.cases.openHandOff(update.conversation)
  const item = known ?? (await repositories.cases.open({ letter: 'H', contact: contact.id }, now))
  await repositories.cases.setWithBot(item.id, false)
  const found = said === '' ? [] : await addResidentWords(item, said, incoming, services)
  const due = dueOf(library, now)
  if (known === undefined) {
    await repositories.cases.startWaiting(item.id, due, now)
    await log('case.open', item.code, `contact:${contact.id}`, services)
    // The officer reads what was asked before; asking for one is what ties it.
    await repositories.questions.tie(
      askedLately(session, now),
      contact.id,
      new Date(now.getTime() - sessionLifeMs),
    )
  }
  const also =
    known === undefined || said !== ''
      ? await showToStaff(item.code, known === undefined ? undefined : 'cases.more', services)
      : []
  return {
    replies: [
      ...maskedNote(withoutPhone(found, sealed), services),
      {
        text: t(known === undefined ? 'cases.opened' : 'cases.open-already', {
          code: item.code,
          due: dueText(due, t),
        }),
        buttons: [[{ label: t('cases.button.bot'), value: `case:bot:${item.code}` }]],
      },
      ...(await offerPhone(item, sealed, services)),
    ],
    session: { ...session, rounds: 0 },
    // "1" may be an answer to the officer.
    labelsOnly: true,
    also,
  }
}

/** What a resident wrote or sent, to those who work on the case. @param words masked */
export const passReply = async (
  item: ResidentCase,
  words: string,
  attachments: readonly Attachment[],
  incoming: Incoming,
  services: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const named = item.letter === 'P' ? item.personName : incoming.contact.name
  const name = plain(named ?? services.in('vi')('cases.no-name'))
  return toEach(item.code, await listenersOf(item, services), t => ({
    text: t('cases.says', { code: item.code, name, text: plain(words) }),
    ...(attachments.length > 0 ? { attachments } : {}),
  }))
}

/** What one resident wrote, into the case and to those who work on it; asks about a phone number in it. */
export const passWords = async (
  item: ResidentCase,
  said: string,
  incoming: Incoming,
  services: Services,
): Promise<{ replies: Reply[]; also: NonNullable<Outcome['also']> }> => {
  const sealed = sealPhone(said, services)
  const found = await addResidentWords(item, said, incoming, services)
  return {
    replies: [
      ...maskedNote(withoutPhone(found, sealed), services),
      ...(await offerPhone(item, sealed, services)),
    ],
    also: await passReply(item, maskPersonal(said).text, [], incoming, services),
  }
}
