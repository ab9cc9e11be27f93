/** Who of the ward hears of a case: the staff group, or officers and leads privately; and who has it now. */
import { type Contact, type ConversationId, channelOf, type Reply } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { staffGroupKey } from '../../storage/move-conversation.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { conversationSchema } from '../../storage/update-schema.ts'
import { staffRoles } from '../commands.ts'
import type { Outcome, Services } from '../handler.ts'

export interface Listener {
  readonly to: ConversationId
  readonly t: Translate
  /** Whom the audit log names: "group" or "contact:12". */
  readonly who: string
}

type Heard = Pick<Services, 'repositories' | 'in'> & { readonly channels?: readonly string[] }

export const caseOrigin = (code: string): string => `case:${code}`
/** "case:H27" → "H27" */
export const caseOfOrigin = (origin: string | undefined): string | undefined =>
  origin?.startsWith('case:') === true ? origin.slice('case:'.length) : undefined

const isStaff = ({ role }: Contact): boolean => staffRoles.includes(role)

/** Each person once, on a channel that is on. */
export const onceEach = (contacts: readonly Contact[], { channels }: Pick<Heard, 'channels'>): Contact[] => {
  const seen = new Set<number>()
  return contacts.filter(({ person, sender }) => {
    if (seen.has(person) || channels?.includes(channelOf(sender)) === false) return false
    seen.add(person)
    return true
  })
}

const privately = (contacts: readonly Contact[], services: Heard): Listener[] =>
  onceEach(contacts, services).map(contact => ({
    to: contact.conversation,
    t: services.in(contact.locale),
    who: `contact:${contact.id}`,
  }))

/** Whether anybody could answer: otherwise no case may be opened, for nobody would see it. */
export const hasStaff = async ({ repositories }: Services): Promise<boolean> =>
  (await repositories.contacts.withRole(staffRoles)).length > 0

/** Who has the case; undefined when free, or when that officer has left the staff. */
export const holderOf = async (
  { takenBy }: ResidentCase,
  { repositories }: Heard,
): Promise<Contact | undefined> => {
  const contact = takenBy === null ? undefined : await repositories.contacts.byId(takenBy)
  return contact !== undefined && isStaff(contact) ? contact : undefined
}

const staffGroup = async ({ repositories }: Heard): Promise<Listener | undefined> => {
  const group = conversationSchema.safeParse(await repositories.settings.get(staffGroupKey))
  return group.success ? { to: group.data, t: () => '', who: 'group' } : undefined
}

/** Where messages of this case go now. */
export const listenersOf = async (item: ResidentCase, services: Heard): Promise<Listener[]> => {
  const { contacts } = services.repositories
  const holder = await holderOf(item, services)
  const group = await staffGroup(services)
  const passed =
    item.unit === null ? [] : await contacts.withRole(staffRoles, item.unit === '' ? undefined : item.unit)
  const own = holder !== undefined ? [holder] : item.unit === '' ? [] : passed
  if (group !== undefined)
    return [{ ...group, t: services.in('vi') }, ...(item.unit === null ? [] : privately(own, services))]
  if (own.length > 0) return privately(own, services)
  const desk = privately(await contacts.withRole(['officer', 'lead']), services)
  return desk.length > 0 ? desk : privately(await contacts.withRole(['admin']), services)
}

/** One message of a case to each of them, tied to the case so that replies to it find their way. */
export const toEach = (
  code: string,
  listeners: readonly Listener[],
  reply: (t: Translate) => Reply,
): NonNullable<Outcome['also']> =>
  listeners.map(({ to, t }) => ({ to, replies: [reply(t)], origin: caseOrigin(code) }))

/** Appends to the log an inspector reads. */
export const log = async (
  action: string,
  code: string,
  actor: string,
  { repositories, now }: Pick<Services, 'repositories' | 'now'>,
  detail?: Readonly<Record<string, unknown>>,
): Promise<void> =>
  await repositories.audit.add(
    { actor, action, subject: caseOrigin(code), ...(detail === undefined ? {} : { detail }) },
    now,
  )
