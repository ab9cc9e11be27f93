/** The resident's side of a case: what they write to the officers, its status, going back to the bot, settled or not. */

import type { Contact } from '../../bot/chat.ts'
import { bareWords } from '../../content/language/unicode.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { askAboutCase } from '../satisfaction/rate.ts'
import { passContent } from './case-files.ts'
import { dueOf, dueText } from './due.ts'
import { onlyThanks, passWords, showToStaff } from './hand-off.ts'
import { asksHowItStands, statusLine } from './own-status.ts'
import { listenersOf, log, toEach } from './people.ts'
import { phoneAnswer, settlePhone } from './phone.ts'

/** After closing, a bare "chưa" is heard as an answer this long. */
export const settleDays = 7

const yes =
  /^(?:da )?(?:roi|xong roi|xong|duoc roi|da xong|da duoc(?: giai quyet)?|giai quyet roi|yes)(?: (?:a|nhe|cam on(?: \w+){0,3}))?$/
const no =
  /^(?:da )?(?:chua|van chua|chua (?:duoc|xong|thay gi|giai quyet)|chua duoc giai quyet|no|not yet)(?: (?:a|nhe|dau|xong))?$/
const backToBot =
  /^(?:(?:thoi|cho|de|toi|tui|em|minh|muon|da) )*(?:tiep tuc|quay lai|noi chuyen|hoi|chat)(?: (?:hoi|noi chuyen|chat))?(?: tiep)? (?:voi )?(?:bot|tro ly|may)(?: (?:di|nhe|a|vay|duoc roi))*$|^(?:continue|go on|back|go back|talk)(?: (?:with|to))? (?:the )?(?:bot|assistant)$/
/** "thôi không cần gặp nữa": the officers read it, and the bot may speak again. */
const noNeed =
  /^(?:(?:da|thoi|toi|em|minh|a) )*(?:khong|ko|k|khoi) (?:can|muon|phai)?(?: ?(?:gap|hoi|noi chuyen))?(?: (?:voi )?can bo)?(?: nua)(?: (?:dau|a|nhe|cam on))*$/

const isTyped = ({ update, pressed }: Incoming): boolean =>
  pressed === undefined && update.content.kind === 'text' && update.chat === 'private'

/** "chưa xong đâu" of a case they called settled: more than a bare "chưa", which may answer anything. */
const notAfterAll = /^(?:da )?(?:van )?(?:chua|chua (?:duoc|xong|thay gi|giai quyet|duoc giai quyet)) \w/

export const saysSettled = (incoming: Incoming): boolean => {
  const { cases, text } = incoming
  if (!isTyped(incoming)) return false
  const words = bareWords(text)
  if (cases?.asked !== undefined) return yes.test(words) || no.test(words)
  return cases?.settled !== undefined && notAfterAll.test(words) && no.test(words)
}

export const saysBackToBot = (incoming: Incoming): boolean => {
  if (!isTyped(incoming)) return false
  const words = bareWords(incoming.text)
  return backToBot.test(words) || (incoming.cases?.silenced !== undefined && noNeed.test(words))
}

/** Anything but commands and taps while a person has the conversation. */
export const talksToOfficer = ({ cases, update, pressed, text }: Incoming): boolean =>
  cases?.silenced !== undefined &&
  update.chat === 'private' &&
  pressed === undefined &&
  !text.startsWith('/') &&
  !['joined', 'left', 'moved'].includes(update.content.kind)

export const isOwn = async (
  item: ResidentCase,
  contact: Contact,
  { repositories }: Services,
): Promise<boolean> => (await repositories.contacts.byId(item.contact))?.person === contact.person

/** The bot says nothing here, but for a danger that cannot wait and for what it took out. */
export const talk: Handler = async (incoming, services) => {
  const { repositories, engine, t } = services
  const item = await repositories.cases.byCode(incoming.cases?.silenced ?? '')
  if (item === undefined) return { replies: [] }
  const { content } = incoming.update
  // A shared contact card is a phone number; what else is no text goes as it is.
  if (content.kind !== 'text' && content.kind !== 'contact')
    return await passContent(item, incoming, services)
  const wantsCall = phoneAnswer(item, incoming, services.now)
  if (wantsCall !== undefined) return await settlePhone(item, wantsCall, incoming, services)
  const words = content.kind === 'contact' ? (content.phone ?? '') : incoming.text
  const { replies, also } = await passWords(item, words, incoming, services)
  const decision = engine.understand(incoming.text)
  const alarm =
    decision.kind === 'danger'
      ? [{ text: `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}` }]
      : []
  return { replies: [...alarm, ...replies], also, labelsOnly: true }
}

/** "H27": how it stands; "H27 …": more words for it. Only its own resident gets here. */
export const ownCase = async (
  item: ResidentCase,
  words: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t } = services
  if (incoming.update.content.kind === 'file') return await addFile(item, words, incoming, services)
  if (words !== '' && !asksHowItStands(words)) return await addWords(item, words, incoming, services)
  await log('case.status', item.code, `contact:${incoming.contact.id}`, services)
  return {
    replies: [
      {
        text: await statusLine(item, services),
        ...(item.state === 'closed'
          ? { buttons: [[{ label: t('cases.button.no'), value: `case:no:${item.code}` }]] }
          : {}),
      },
    ],
    labelsOnly: true,
  }
}

/** A file that could not be taken is no reason to open anything. */
const addFile = async (
  item: ResidentCase,
  words: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const passed = await passContent(item, { ...incoming, text: words }, services)
  if (item.state === 'open' || passed.also === undefined || (await onlyThanks(item, words, services)))
    return passed
  const opened = await openAgain(item, incoming, services)
  return {
    ...passed,
    replies: [...opened.replies, ...passed.replies],
    also: [...passed.also, ...(opened.also ?? [])],
  }
}

const addWords = async (
  item: ResidentCase,
  words: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t } = services
  const { code } = item
  if (item.state === 'open' || (await onlyThanks(item, words, services))) {
    const { replies, also } = await passWords(item, words, incoming, services)
    return { replies: [{ text: t('cases.passed-on', { code }) }, ...replies], also }
  }
  // Who writes more than thanks about a closed case is not done with it. The words first: officers see the whole of it.
  const { replies } = await passWords(item, words, incoming, services)
  const opened = await openAgain(item, incoming, services)
  return { ...opened, replies: [...opened.replies, ...replies] }
}

/** "Đã được giải quyết chưa?" answered: done, or open again. */
export const settle = async (
  item: ResidentCase,
  isSettled: boolean,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  if (isSettled) {
    await repositories.cases.settle(item.id)
    await log('case.settled', item.code, `contact:${incoming.contact.id}`, services)
    return {
      replies: [{ text: t('cases.settled', { code: item.code }) }, askAboutCase(item.code, services)],
    }
  }
  if (item.state === 'open') return { replies: [{ text: t('cases.still-open', { code: item.code }) }] }
  return await openAgain(item, incoming, services)
}

/** Both sides hear that it is open again, and an answer is due. */
const openAgain = async (item: ResidentCase, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  const { code, letter } = item
  await repositories.cases.reopen(item.id)
  await log('case.reopen', code, `contact:${incoming.contact.id}`, services)
  const due = dueOf(library, now)
  await repositories.cases.startWaiting(item.id, due, now)
  const key = letter === 'H' ? 'cases.reopened' : 'cases.reopened-feedback'
  return {
    replies: [{ text: t(key, { code, due: dueText(due, t) }) }],
    also: await showToStaff(code, 'cases.reopened-staff', services),
    labelsOnly: true,
  }
}

export const settleTyped: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(
    incoming.cases?.asked ?? incoming.cases?.settled ?? '',
  )
  if (item === undefined) return { replies: [] }
  return await settle(item, yes.test(bareWords(incoming.text)), incoming, services)
}

export const goToBot = async (
  item: ResidentCase,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  const { code } = item
  if (item.state === 'open') await repositories.cases.setWithBot(item.id, true)
  await log('case.with-bot', code, `contact:${contact.id}`, services)
  return {
    replies: [{ text: t('cases.with-bot', { code }) }],
    also: toEach(code, item.state === 'open' ? await listenersOf(item, services) : [], there => ({
      text: there('cases.with-bot-staff', { code }),
    })),
  }
}

export const goToBotTyped: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(incoming.cases?.silenced ?? '')
  if (item === undefined) return { replies: [{ text: services.t('smalltalk.greeting') }] }
  if (!noNeed.test(bareWords(incoming.text))) return await goToBot(item, incoming, services)
  const { also } = await passWords(item, incoming.text, incoming, services)
  const back = await goToBot(item, incoming, services)
  return { ...back, also: [...also, ...(back.also ?? [])] }
}
