/**
 * /lienket: a person shows that two channels are theirs with a one-time code, made on one and entered on the other.
 * The code hands over everything its giver may do, so roles only ever come from the giver's side.
 */
import { type Contact, channelOf, type Role, roles } from '../bot/chat.ts'
import type { Handler, Incoming, Outcome, Services } from './handler.ts'

/** Long enough to change apps, too short to be passed around. */
export const linkLifeMs = 10 * 60 * 1000
const codeLength = 8
/** Wrong codes within the window before we ask to wait. */
const maxTries = 5
const triesMs = 15 * 60 * 1000

const rank = (role: Role): number => roles.indexOf(role)

const channelName = ({ sender }: Contact, { t }: Services): string => t(`link.channels.${channelOf(sender)}`)

const others = async ({ contact }: Incoming, { repositories }: Services): Promise<Contact[]> =>
  (await repositories.contacts.ofPerson(contact.person)).filter(({ id }) => id !== contact.id)

/** /lienket makes a code and shows what is linked; /lienket CODE enters one. */
export const link: Handler = async (incoming, services) => {
  const code = incoming.command?.args ?? ''
  return code === '' ? await giveCode(incoming, services) : await enterCode(code, incoming, services)
}

const giveCode = async (incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { contact } = incoming
  const code = services.code(codeLength)
  await repositories.links.add({
    code,
    contact: contact.id,
    now,
    expires: new Date(now.getTime() + linkLifeMs),
  })
  const linked = await others(incoming, services)
  const list =
    linked.length === 0
      ? ''
      : `\n\n${t('link.linked', { channels: linked.map(other => channelName(other, services)).join(', ') })}`
  return {
    replies: [
      {
        text: t('link.code', { code, minutes: linkLifeMs / 60_000 }) + list,
        buttons: linked.map(other => [
          {
            label: t('link.unlink', { channel: channelName(other, services) }),
            value: `unlink:${other.id}`,
          },
        ]),
      },
    ],
    // The code may consist of digits: they must not be taken for the number of a button.
    labelsOnly: true,
  }
}

const readTries = (stored: string | undefined, now: Date): number[] => {
  const parsed: unknown = stored === undefined ? [] : JSON.parse(stored)
  return Array.isArray(parsed)
    ? parsed.filter((at): at is number => typeof at === 'number' && now.getTime() - at < triesMs)
    : []
}

const enterCode = async (code: string, { contact }: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const say = (key: string): Outcome => ({ replies: [{ text: t(`link.${key}`) }] })
  const triesKey = `link-tries:${contact.person}`
  const tries = readTries(await repositories.settings.get(triesKey), now)
  if (tries.length >= maxTries) return say('too-many')
  const found = await repositories.links.find(code, now)
  const giver = found.kind === 'ok' ? await repositories.contacts.byId(found.contact) : undefined
  if (found.kind !== 'ok' || giver === undefined) {
    await repositories.settings.set(triesKey, JSON.stringify([...tries, now.getTime()]), now)
    return say(found.kind === 'ok' ? 'unknown' : found.kind)
  }
  if (giver.person === contact.person) return say('same')
  // Whoever talks an officer into entering a code must not become an officer by it.
  if (rank(contact.role) > rank(giver.role)) {
    await audit('link.refused', giver, contact, services)
    return say('other-way')
  }
  await repositories.links.use(code, now)
  await repositories.settings.remove(triesKey)
  await repositories.contacts.join(giver.person, contact.person)
  await audit('link.join', giver, contact, services)
  return {
    replies: [
      {
        text: t('link.ok', {
          channel: channelName(giver, services),
          role: t(`roles.${giver.role}`),
        }),
      },
    ],
    also: [
      {
        to: giver.conversation,
        replies: [
          {
            text: services.in(giver.locale)('link.told', { channel: channelName(contact, services) }),
            priority: 'notice',
          },
        ],
      },
    ],
  }
}

const audit = (
  action: 'link.join' | 'link.refused',
  giver: Contact,
  enterer: Contact,
  { repositories, now }: Services,
): Promise<void> =>
  repositories.audit.add(
    {
      actor: `contact:${enterer.id}`,
      action,
      subject: `person:${giver.person}`,
      detail: {
        giver: giver.id,
        from: enterer.person,
        roles: [giver.role, enterer.role],
        channels: [channelOf(giver.sender), channelOf(enterer.sender)],
      },
    },
    now,
  )

/** `unlink:<contact>`: that channel becomes a resident of its own; only one's own channels. */
export const unlink: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const { contact, pressed } = incoming
  const other = (await others(incoming, services)).find(({ id }) => String(id) === pressed?.args[0])
  if (other === undefined) return { replies: [{ text: t('link.not-linked') }] }
  await repositories.links.split(other.id, now)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'link.split',
      subject: `contact:${other.id}`,
      detail: { from: contact.person, channel: channelOf(other.sender) },
    },
    now,
  )
  return { replies: [{ text: t('link.unlinked', { channel: channelName(other, services) }) }] }
}
