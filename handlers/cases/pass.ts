/** Passing a case on, by name ("chuyển VP") or by tapping: to a unit that has somebody, or to one person. */
import { type Button, type Contact, plain } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { staffRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { actorOf, answer, say } from './answer.ts'
import { caseCard } from './card.ts'
import { caseOrigin, listenersOf, log, toEach } from './people.ts'

/** Longer than this, "chuyển …" is a sentence for the resident and not a name. */
const longestName = 8
/** Channels without buttons number them: more nobody reads. */
const mostChoices = 20

const move = async (
  item: ResidentCase,
  to: { readonly unit: string | null; readonly contact: number | null; readonly name: string },
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const where = { unit: to.unit, contact: to.contact }
  await repositories.cases.passTo(item.id, where, now)
  await log('case.pass', item.code, actorOf(incoming), services, where)
  const fresh = (await repositories.cases.byCode(item.code)) ?? item
  const card = await caseCard(fresh, services)
  const others = (await listenersOf(fresh, services)).filter(
    listener => listener.to !== incoming.update.conversation,
  )
  for (const { who } of others) await log('case.see', item.code, who, services)
  return say(item, t('cases.passed', { code: item.code, to: plain(to.name) }), {
    also: toEach(item.code, others, there => card(there, there('cases.passed-to-you', { code: item.code }))),
  })
}

const toPerson = (contact: Contact, t: Services['t']) => ({
  unit: '',
  contact: contact.id,
  name: contact.name ?? t('cases.an-officer'),
})

/** "chuyển <đơn vị, người>" */
export const pass = async (
  item: ResidentCase,
  { to, text }: { readonly to: string; readonly text: string },
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library } = services
  const wanted = fold(to)
  if (wanted.split(' ').length > longestName) return await answer(item, text, incoming, services)
  const unit = library.ward.units.find(({ name, aliases }) =>
    [name, ...aliases].some(word => fold(word) === wanted),
  )
  const staff = await repositories.contacts.withRole(staffRoles)
  const named = staff.filter(({ name }) => name !== null && fold(name) === wanted)
  const [one] = new Set(named.map(({ person }) => person)).size === 1 ? named : []
  if (one !== undefined) return await move(item, toPerson(one, t), incoming, services)
  if (unit === undefined) return say(item, t('cases.pass-unknown', { to: plain(to), code: item.code }))
  if (!staff.some(member => member.unit === unit.name))
    return say(item, t('cases.pass-nobody', { to: plain(unit.name) }))
  return await move(item, { unit: unit.name, contact: null, name: unit.name }, incoming, services)
}

/** `case:pass:<code>`: to whom? Units that have somebody, then people. */
export const offerPass = async (
  item: ResidentCase,
  { contact }: Incoming,
  { repositories, library, t }: Services,
): Promise<Outcome> => {
  const staff = await repositories.contacts.withRole(staffRoles)
  const units = library.ward.units.flatMap(({ name }, index): Button[] =>
    staff.some(({ unit }) => unit === name)
      ? [{ label: name, value: `case:unit:${item.code}:${index}` }]
      : [],
  )
  const seen = new Set([contact.person])
  const people = staff.flatMap(({ id, name, person }): Button[] => {
    if (seen.has(person) || name === null) return []
    seen.add(person)
    return [{ label: name, value: `case:to:${item.code}:${id}` }]
  })
  const choices = [...units, ...people].slice(0, mostChoices)
  if (choices.length === 0) return say(item, t('cases.pass-none', { code: item.code }))
  return {
    replies: [{ text: t('cases.pass-whom', { code: item.code }), buttons: choices.map(choice => [choice]) }],
    origin: caseOrigin(item.code),
  }
}

/** `case:unit:<code>:<index>`, `case:to:<code>:<contact>` */
export const passTapped = async (
  item: ResidentCase,
  kind: 'unit' | 'to',
  value: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t } = services
  const staff = await repositories.contacts.withRole(staffRoles)
  if (kind === 'unit') {
    const unit = library.ward.units[Number(value)]
    return unit === undefined || !staff.some(member => member.unit === unit.name)
      ? say(item, t('cases.pass-nobody', { to: plain(unit?.name ?? '') }))
      : await move(item, { unit: unit.name, contact: null, name: unit.name }, incoming, services)
  }
  const one = staff.find(({ id }) => String(id) === value)
  return one === undefined
    ? say(item, t('cases.pass-nobody', { to: '' }))
    : await move(item, toPerson(one, t), incoming, services)
}
