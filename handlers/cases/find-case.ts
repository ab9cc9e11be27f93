/** Messages and taps that name a case ("H27 …", a reply to its message, its buttons), led to its resident or its officers. */
import { staffGroupKey } from '../../storage/move-conversation.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { ask } from '../ask/ask.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { act, readAct } from './officer.ts'
import { goToBot, isOwn, ownCase, settle } from './resident.ts'

const named = /^([hp]) ?[-.]? ?(\d{1,5})(?=$|[\s:,.?!-])[\s:,.?!-]*([\s\S]*)$/i

const readNamed = (text: string): { code: string; words: string } | undefined => {
  const [, letter, number, words = ''] = named.exec(text.trim()) ?? []
  return letter === undefined || number === undefined
    ? undefined
    : { code: `${letter.toUpperCase()}${Number(number)}`, words: words.trim() }
}

export const namesCase = ({ update, pressed, text }: Incoming): boolean =>
  update.content.kind === 'text' && pressed === undefined && readNamed(text) !== undefined

/** A typed reply to a message about a case. */
export const repliesToCase = ({ update, cases, text, pressed }: Incoming): boolean =>
  cases?.about !== undefined &&
  update.content.kind === 'text' &&
  pressed === undefined &&
  !text.startsWith('/') &&
  readNamed(text) === undefined

/** Officers work on cases in private or in the staff group; in no other group. */
const mayWork = async ({ update, contact }: Incoming, { repositories }: Services): Promise<boolean> =>
  staffRoles.includes(contact.role) &&
  (update.chat === 'private' || (await repositories.settings.get(staffGroupKey)) === update.conversation)

const led = async (
  item: ResidentCase,
  words: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const own = await isOwn(item, incoming.contact, services)
  if (own && incoming.update.chat === 'private') return await ownCase(item, words, incoming, services)
  if (await mayWork(incoming, services)) return await act(item, readAct(words), incoming, services)
  return undefined
}

/** "H27", "H27 nhận", "h27: mai anh đến quầy nhé" */
export const openNamed: Handler = async (incoming, services) => {
  const { code, words } = readNamed(incoming.text) ?? { code: '', words: '' }
  const item = await services.repositories.cases.byCode(code)
  const outcome = item === undefined ? undefined : await led(item, words, incoming, services)
  if (outcome !== undefined) return outcome
  // Somebody else's case is as unknown as none. A whole sentence may be a question that only begins like a code.
  return words === '' || staffRoles.includes(incoming.contact.role)
    ? { replies: [{ text: services.t('cases.unknown', { code }) }] }
    : await ask(incoming, services)
}

export const replyInCase: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(incoming.cases?.about ?? '')
  const outcome = item === undefined ? undefined : await led(item, incoming.text, incoming, services)
  return (
    outcome ?? { replies: [{ text: services.t('cases.unknown', { code: incoming.cases?.about ?? '' }) }] }
  )
}

const officerPress = { take: 'take', over: 'over', close: 'close', open: 'reopen' } as const

/** `case:<what>:<code>` */
export const pressCase: Handler = async (incoming, services) => {
  const [what = '', code = ''] = incoming.pressed?.args ?? []
  const item = await services.repositories.cases.byCode(code)
  const unknown: Outcome = { replies: [{ text: services.t('cases.unknown', { code }) }] }
  if (item === undefined) return unknown
  const own = incoming.update.chat === 'private' && (await isOwn(item, incoming.contact, services))
  if (own && what === 'bot') return await goToBot(item, incoming, services)
  if (own && (what === 'yes' || what === 'no')) return await settle(item, what === 'yes', incoming, services)
  const kind = Object.entries(officerPress).find(([name]) => name === what)?.[1]
  if (kind !== undefined && (await mayWork(incoming, services)))
    return await act(item, { kind }, incoming, services)
  return unknown
}
