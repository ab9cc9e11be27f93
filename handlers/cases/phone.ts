/** A phone number reaches the officers only with the resident's yes: asked for, sealed, shown on demand, noted who saw it. */
import { type Button, channelOf, type Reply } from '../../bot/chat.ts'
import { bareWords } from '../../content/language/unicode.ts'
import type { PersonalKind } from '../../content/personal-data.ts'
import { phoneIn, showPhone } from '../../content/phone-number.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { phonePurpose, sealedMark } from '../../storage/sealed-mark.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { listenersOf, log, toEach } from './people.ts'

/** A typed "có" is heard as the answer this long. */
const askedMs = 30 * 60 * 1000

/** Seals a number found in `said`; undefined when there is none, or the ward has no key to seal with. */
export const sealPhone = (said: string, { secrets }: Pick<Services, 'secrets'>): string | undefined => {
  const phone = secrets === undefined ? undefined : phoneIn(said)
  return phone === undefined ? undefined : secrets?.seal(showPhone(phone), phonePurpose)
}

const choices = (code: string, { t }: Services): Button[][] => [
  [
    { label: t('cases.button.send-phone'), value: `case:sdt:${code}` },
    { label: t('cases.button.keep-phone'), value: `case:khongsdt:${code}` },
  ],
]

/** Keeps a typed number sealed and asks whether the case's officers may have it. */
export const offerPhone = async (
  item: ResidentCase,
  sealed: string | undefined,
  services: Services,
): Promise<Reply[]> => {
  if (sealed === undefined) return []
  await services.repositories.caseDesk.offerPhone(item.id, sealed, services.now)
  return [{ text: services.t('cases.phone-ask', { code: item.code }), buttons: choices(item.code, services) }]
}

/** What was taken out, less a phone number the resident is asked about anyway. */
export const withoutPhone = (
  found: readonly PersonalKind[],
  sealed: string | undefined,
): readonly PersonalKind[] => (sealed === undefined ? found : found.filter(kind => kind !== 'phone'))

const yes = /^(?:da )?(?:co|gui|gui so|gui di|dong y|duoc|ok|yes)(?: (?:a|nhe|di|em|so))*$/
const no = /^(?:da )?(?:khong|ko|khong gui|khong can|thoi|no)(?: (?:a|nhe|dau|em|so))*$/

const readAnswer = (text: string): boolean | undefined => {
  const said = bareWords(text)
  return yes.test(said) ? true : no.test(said) ? false : undefined
}

/** Whether we asked about a number not long ago and have no answer yet. */
export const waitsForPhone = (
  { phoneOffered, phoneAskedAt }: Pick<ResidentCase, 'phoneOffered' | 'phoneAskedAt'>,
  now: Date,
): boolean =>
  phoneOffered !== null && phoneAskedAt !== null && now.getTime() - phoneAskedAt.getTime() <= askedMs

/** "có" or "không" right after we asked; undefined for everything else. */
export const phoneAnswer = (
  item: Pick<ResidentCase, 'phoneOffered' | 'phoneAskedAt'>,
  { text }: Pick<Incoming, 'text'>,
  now: Date,
): boolean | undefined => (waitsForPhone(item, now) ? readAnswer(text) : undefined)

/**
 * "có" typed to the question about a number in feedback: no conversation is handed over there, and the question may have
 * scrolled away behind a picture. Not where something newer than a case is on offer.
 */
export const answersPhone = ({ cases, session, text, update, pressed }: Incoming): boolean =>
  cases?.phoneAsked !== undefined &&
  cases.silenced === undefined &&
  pressed === undefined &&
  session.form === undefined &&
  update.content.kind === 'text' &&
  (session.offered?.choices.every(({ value }) => value.startsWith('case:')) ?? true) &&
  readAnswer(text) !== undefined

export const answerPhone: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(incoming.cases?.phoneAsked ?? '')
  const given = readAnswer(incoming.text)
  return item === undefined || given === undefined
    ? { replies: [] }
    : await settlePhone(item, given, incoming, services)
}

/** The resident's answer. */
export const settlePhone = async (
  item: ResidentCase,
  given: boolean,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  const { code } = item
  const takenBack = !given && item.phone !== null
  if (!(await repositories.caseDesk.settlePhone(item.id, given))) {
    // "Không gửi" after a yes: the consent is taken back.
    if (!takenBack) return { replies: [{ text: t('cases.phone-gone') }], labelsOnly: true }
    await repositories.caseDesk.dropPhone(item.id)
  }
  await log(given ? 'case.phone-yes' : 'case.phone-no', code, `contact:${contact.id}`, services)
  return {
    replies: [
      given
        ? {
            text: t('cases.phone-given', { code }),
            buttons: [[{ label: t('cases.button.take-back-phone'), value: `case:khongsdt:${code}` }]],
          }
        : { text: t(takenBack ? 'cases.phone-taken-back' : 'cases.phone-kept', { code }) },
    ],
    labelsOnly: true,
    also: given
      ? toEach(code, await listenersOf(item, services), there => ({
          text: there('cases.phone-staff', { code }),
          buttons: [[{ label: there('cases.button.phone', { code }), value: `case:tel:${code}` }]],
        }))
      : [],
  }
}

/** `case:tel:<code>`: the number, for one of the staff; the message is stored with the number sealed. */
export const showCasePhone = async (
  item: ResidentCase,
  { contact, update }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t } = services
  const { code } = item
  if (item.phone === null) return { replies: [{ text: t('cases.no-phone', { code }) }], labelsOnly: true }
  // The web page keeps what it shows.
  if (channelOf(update.conversation) === 'web')
    return { replies: [{ text: t('cases.phone-not-here') }], labelsOnly: true }
  await log('case.phone-see', code, `contact:${contact.id}`, services)
  return {
    replies: [{ text: t('cases.phone', { code, phone: sealedMark(item.phone) }) }],
    labelsOnly: true,
  }
}
