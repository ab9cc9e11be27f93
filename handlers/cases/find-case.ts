/** Messages and taps that name a case ("H27 …", a reply to its message, its buttons), led to its resident or its officers. */
import { staffGroupKey } from '../../storage/move-conversation.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { ask } from '../ask/ask.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { discardFile, takeBackFile } from './case-files.ts'
import { type Act, act, readAct } from './officer.ts'
import { settlePhone } from './phone.ts'
import { goToBot, isOwn, ownCase, settle } from './resident.ts'

const named =
  /^(?:(?:m[aã](?: s[oố])?|vi[eệ]c|ph[aả]n [aá]nh|y[eê]u c[aầ]u) )?([hp]) ?[-.]? ?(\d{1,5})(?=$|[\s:,.?!-])[\s:,.?!-]*([\s\S]*)$/i

const readNamed = (text: string): { code: string; words: string } | undefined => {
  const [, letter, number, words = ''] = named.exec(text.trim()) ?? []
  return letter === undefined || number === undefined
    ? undefined
    : { code: `${letter.toUpperCase()}${Number(number)}`, words: words.trim() }
}

const isSaid = ({ update, pressed }: Incoming): boolean =>
  pressed === undefined && (update.content.kind === 'text' || update.content.kind === 'file')

/** Words, or the words under a picture, that begin with a code. */
export const namesCase = (incoming: Incoming): boolean =>
  isSaid(incoming) && readNamed(incoming.text) !== undefined

/** A typed reply, or a file, to a message about a case. */
export const repliesToCase = (incoming: Incoming): boolean =>
  incoming.cases?.about !== undefined &&
  isSaid(incoming) &&
  !incoming.text.startsWith('/') &&
  readNamed(incoming.text) === undefined

/** Officers work on cases in private or in the staff group; in no other group. */
const mayWork = async ({ update, contact }: Incoming, { repositories }: Services): Promise<boolean> =>
  staffRoles.includes(contact.role) &&
  (update.chat === 'private' || (await repositories.settings.get(staffGroupKey)) === update.conversation)

/** A file is an answer, whatever stands under it. */
const actOf = (words: string, { update }: Incoming): Act =>
  update.content.kind === 'file' ? { kind: 'answer', text: words } : readAct(words)

const led = async (
  item: ResidentCase,
  words: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const own = await isOwn(item, incoming.contact, services)
  if (own && incoming.update.chat === 'private') return await ownCase(item, words, incoming, services)
  if (await mayWork(incoming, services)) return await act(item, actOf(words, incoming), incoming, services)
  return undefined
}

/** "H27", "H27 nhận", "h27: mai anh đến quầy nhé" */
export const openNamed: Handler = async (incoming, services) => {
  const { code, words } = readNamed(incoming.text) ?? { code: '', words: '' }
  const item = await services.repositories.cases.byCode(code)
  const outcome = item === undefined ? undefined : await led(item, words, incoming, services)
  if (outcome !== undefined) return outcome
  await discardFile(incoming, services)
  // Somebody else's case is as unknown as none. A whole sentence may be a question that only begins like a code.
  return words === '' || staffRoles.includes(incoming.contact.role)
    ? { replies: [{ text: services.t('cases.unknown', { code }) }] }
    : await ask(incoming, services)
}

export const replyInCase: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(incoming.cases?.about ?? '')
  const outcome = item === undefined ? undefined : await led(item, incoming.text, incoming, services)
  if (outcome === undefined) await discardFile(incoming, services)
  return (
    outcome ?? { replies: [{ text: services.t('cases.unknown', { code: incoming.cases?.about ?? '' }) }] }
  )
}

const officerPress: Readonly<Record<string, (value: string) => Act>> = {
  take: () => ({ kind: 'take' }),
  over: () => ({ kind: 'over' }),
  close: () => ({ kind: 'close' }),
  open: () => ({ kind: 'reopen' }),
  show: () => ({ kind: 'show' }),
  reply: () => ({ kind: 'reply' }),
  pass: () => ({ kind: 'whom' }),
  unit: value => ({ kind: 'unit', value }),
  to: value => ({ kind: 'to', value }),
  files: () => ({ kind: 'files' }),
  tel: () => ({ kind: 'phone' }),
  join: value => ({ kind: 'join', value }),
  split: () => ({ kind: 'split' }),
}

/** What a resident may tap on their own case. */
const ownPress: Readonly<
  Record<string, (item: ResidentCase, incoming: Incoming, services: Services) => Promise<Outcome>>
> = {
  bot: goToBot,
  yes: (item, incoming, services) => settle(item, true, incoming, services),
  no: (item, incoming, services) => settle(item, false, incoming, services),
  unfile: takeBackFile,
  sdt: (item, incoming, services) => settlePhone(item, true, incoming, services),
  khongsdt: (item, incoming, services) => settlePhone(item, false, incoming, services),
}

/** `case:<what>:<code>[:<more>]` */
export const pressCase: Handler = async (incoming, services) => {
  const [what = '', code = '', more = ''] = incoming.pressed?.args ?? []
  const item = await services.repositories.cases.byCode(code)
  const unknown: Outcome = { replies: [{ text: services.t('cases.unknown', { code }) }] }
  if (item === undefined) return unknown
  const own = incoming.update.chat === 'private' && (await isOwn(item, incoming.contact, services))
  const mine = Object.hasOwn(ownPress, what) ? ownPress[what] : undefined
  if (own && mine !== undefined) return await mine(item, incoming, services)
  const wanted = Object.hasOwn(officerPress, what) ? officerPress[what] : undefined
  if (wanted !== undefined && (await mayWork(incoming, services)))
    return await act(item, wanted(more), incoming, services)
  return unknown
}
