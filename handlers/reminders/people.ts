/** Who is reminded of a matter: people of the unit that owes it, never of another; and on which channel they hear it. */
import { type Channel, type ChannelAdapter, type Contact, channelOf } from '../../bot/chat.ts'
import type { Unit } from '../../content/model/ward.ts'
import type { Agenda, Matter } from '../../content/report/agenda.ts'
import type { StoredReminder } from '../../storage/repositories/reminders.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { staffRoles } from '../commands.ts'
import { ownUnit } from '../progress/view.ts'

export interface Person {
  readonly id: number
  readonly role: Contact['role']
  /** As ward.yaml names it; null = of no unit we know. */
  readonly unit: string | null
  /** Acts for the whole ward. */
  readonly wholeWard: boolean
  readonly locale: Contact['locale']
  readonly name: string | null
  readonly contacts: readonly { readonly contact: Contact; readonly gone: boolean; readonly lastSeen: Date }[]
}

/** All of the ward's staff, each person once. */
export const loadStaff = async (
  { contacts }: Pick<Repositories, 'contacts'>,
  units: readonly Unit[],
): Promise<Person[]> =>
  [...Map.groupBy(await contacts.everyOf(staffRoles), ({ contact }) => contact.person)].flatMap(
    ([id, rows]) => {
      const [first] = rows
      if (first === undefined) return []
      const { role, locale, unit } = first.contact
      return [
        {
          id,
          role,
          unit: ownUnit(first.contact, units),
          wholeWard: unit === null,
          locale,
          name: rows.map(({ contact }) => contact.name).find(name => name !== null) ?? null,
          contacts: rows,
        },
      ]
    },
  )

const ofUnit = (people: readonly Person[], unit: string | null): Person[] =>
  unit === null ? [] : people.filter(person => person.unit === unit)

/**
 * Leads of the unit that sums up; where there are none, leads of the whole ward, then admins, then anybody of that unit.
 */
export const leadsOf = ({ office }: Pick<Agenda, 'office'>, people: readonly Person[]): Person[] => {
  const own = ofUnit(people, office)
  const tries = [
    own.filter(({ role }) => role === 'lead'),
    people.filter(({ role, wholeWard }) => role === 'lead' && wholeWard),
    people.filter(({ role }) => role === 'admin'),
    own,
  ]
  return tries.find(found => found.length > 0) ?? []
}

/** Empty where nobody of the unit has registered. */
export const audienceOf = (
  { audience, scope }: Pick<Matter, 'audience' | 'scope'>,
  agenda: Pick<Agenda, 'office'>,
  people: readonly Person[],
): Person[] => {
  switch (audience) {
    case 'unit':
      return ofUnit(people, scope)
    case 'office': {
      const own = ofUnit(people, agenda.office)
      return own.length > 0 ? own : leadsOf(agenda, people)
    }
    case 'leads':
      return leadsOf(agenda, people)
    default:
      return audience satisfies never
  }
}

/** What is asked of a channel here. */
export type Line = Pick<ChannelAdapter, 'capabilities' | 'status'>

export type Reached =
  | { readonly kind: 'open'; readonly contact: Contact }
  /** Nothing can be sent; a lead is to call. */
  | { readonly kind: 'closed'; readonly contact: Contact; readonly reason: string }
  /** A channel in trouble, of which admins hear already: tried again soon. */
  | { readonly kind: 'later' }

/** Where people surely see a message first; a web page is seen when it is opened again. */
const order: readonly Channel[] = ['telegram', 'zalo-oa', 'zalo-bot', 'zalo-personal', 'web', 'console']
const hourMs = 60 * 60 * 1000

/**
 * The first of a person's channels that takes a message now.
 * @param before what was tried for this very reminder: a contact that refused it counts again only once they wrote
 */
export const reach = async (
  person: Person,
  lines: ReadonlyMap<Channel, Line>,
  { windows }: Pick<Repositories, 'windows'>,
  now: Date,
  before?: Pick<StoredReminder, 'tried' | 'queuedAt' | 'reason'>,
): Promise<Reached> => {
  const own = person.contacts.toSorted(
    (a, b) => order.indexOf(channelOf(a.contact.sender)) - order.indexOf(channelOf(b.contact.sender)),
  )
  let closed: Extract<Reached, { kind: 'closed' }> | undefined
  let trouble = false
  for (const { contact, gone, lastSeen } of own) {
    const line = lines.get(channelOf(contact.sender))
    if (line === undefined) continue
    if (gone) closed ??= { kind: 'closed', contact, reason: 'blocked' }
    else if (before?.tried.includes(contact.id) === true && lastSeen <= before.queuedAt)
      closed ??= { kind: 'closed', contact, reason: before.reason ?? 'refused' }
    else if (['off', 'needs-human'].includes(line.status().state)) trouble = true
    else if (await windowOver(contact, line, windows, now))
      closed ??= { kind: 'closed', contact, reason: 'window-closed' }
    else return { kind: 'open', contact }
  }
  const [any] = own
  if (trouble || any === undefined) return { kind: 'later' }
  return closed ?? { kind: 'closed', contact: any.contact, reason: 'no-channel' }
}

const windowOver = async (
  { conversation }: Contact,
  { capabilities: { windowHours } }: Line,
  windows: Repositories['windows'],
  now: Date,
): Promise<boolean> => {
  if (windowHours === null) return false
  const seen = await windows.of(conversation)
  return seen !== undefined && now.getTime() - seen.lastAt.getTime() > windowHours * hourMs
}
