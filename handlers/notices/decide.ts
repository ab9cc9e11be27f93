/** A notice goes out only when a second person of the ward has approved it; whoever is in charge can stop it at any time. */
import { type Contact, channelOf, plain } from '../../bot/chat.ts'
import { quietHoursKey, quietHoursOf, showQuietHours } from '../../content/quiet-hours.ts'
import { type Broadcast, originOfBroadcast } from '../../storage/repositories/broadcasts.ts'
import { leadRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { askFor, dueAfterQuiet, missingStep, withoutForm } from './notice-form.ts'
import { card } from './show.ts'
import { opening, outcomeInWords, showMoment } from './wording.ts'

type Also = NonNullable<Outcome['also']>

const note = async (
  action: string,
  id: number,
  { contact }: Incoming,
  { repositories, now }: Services,
  detail?: Readonly<Record<string, unknown>>,
): Promise<void> =>
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: `notice.${action}`,
      subject: `notice:${id}`,
      ...(detail === undefined ? {} : { detail }),
    },
    now,
  )

const isAuthor = async (
  broadcast: Broadcast,
  { contact }: Incoming,
  { repositories }: Services,
): Promise<boolean> => (await repositories.contacts.byId(broadcast.author))?.person === contact.person

/** Leads and admins but for the author, each once, on a channel that is on. */
const approversOf = async (
  broadcast: Broadcast,
  { repositories, channels }: Services,
): Promise<Contact[]> => {
  const author = await repositories.contacts.byId(broadcast.author)
  const seen = new Set<number | undefined>([author?.person])
  return (await repositories.contacts.withRole(leadRoles)).filter(({ person, sender }) => {
    if (seen.has(person) || !channels.includes(channelOf(sender))) return false
    seen.add(person)
    return true
  })
}

/** One sentence to the notice's author and approver, but for the one who acts. */
const tellOthers = async (
  { author, approvedBy }: Broadcast,
  key: string,
  values: Readonly<Record<string, string | number>>,
  { contact }: Incoming,
  { repositories, in: speak }: Services,
): Promise<Also> => {
  const seen = new Set([contact.person])
  const also: Also[number][] = []
  for (const id of [author, approvedBy]) {
    const person = id === null ? undefined : await repositories.contacts.byId(id)
    if (person === undefined || seen.has(person.person)) continue
    seen.add(person.person)
    also.push({
      to: person.conversation,
      replies: [{ text: speak(person.locale)(key, values), priority: 'notice' }],
    })
  }
  return also
}

const say = (text: string): Outcome => ({ replies: [{ text }] })

/** `tb:propose:<id>:<version>` */
export const propose = async (
  broadcast: Broadcast,
  version: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  if (missingStep(broadcast) !== undefined) return say(t('notices.incomplete'))
  const { id: by } = incoming.contact
  const approvers = await approversOf({ ...broadcast, author: by }, services)
  if (approvers.length === 0) return say(t('notices.no-second-person'))
  if (!(await repositories.broadcasts.propose(broadcast.id, version, by))) return say(t('notices.changed'))
  await note('propose', broadcast.id, incoming, services, { version })
  const proposed = await repositories.broadcasts.byId(broadcast.id)
  if (proposed === undefined) return say(t('notices.gone'))
  const also = await Promise.all(
    approvers.map(async ({ conversation, locale }) => ({
      to: conversation,
      replies: await card(proposed, false, { ...services, t: services.in(locale) }),
    })),
  )
  return {
    replies: [{ text: t('notices.proposed', { id: broadcast.id, n: approvers.length }) }],
    session: withoutForm(incoming),
    also,
  }
}

/** `tb:ok:<id>:<version>` */
export const approve = async (
  broadcast: Broadcast,
  version: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  if (await isAuthor(broadcast, incoming, services)) return say(t('notices.not-your-own'))
  if (broadcast.state !== 'proposed')
    return say(t(`notices.already.${broadcast.state}`, { id: broadcast.id }))
  const wanted = broadcast.at instanceof Date && broadcast.at > now ? broadcast.at : now
  const { due, moved } = await dueAfterQuiet(wanted, services)
  if (!(await repositories.broadcasts.approve(broadcast.id, version, incoming.contact.id, due, now))) {
    const changed = await repositories.broadcasts.byId(broadcast.id)
    return changed === undefined
      ? say(t('notices.gone'))
      : { replies: [{ text: t('notices.changed') }, ...(await card(changed, false, services))] }
  }
  await note('approve', broadcast.id, incoming, services, { version, due: due.toISOString() })
  const hours = showQuietHours(quietHoursOf(await repositories.settings.get(quietHoursKey)))
  const key = moved ? 'moved' : due > now ? 'later' : 'soon'
  const values = { id: broadcast.id, at: showMoment(due), hours, name: plain(incoming.contact.name ?? '') }
  return {
    replies: [
      {
        text: t(`notices.approved.${key}`, values),
        buttons: [[{ label: t('notices.button.cancel'), value: `tb:cancel:${broadcast.id}` }]],
      },
    ],
    also: await tellOthers(broadcast, `notices.approved-told.${key}`, values, incoming, services),
  }
}

/** `tb:no:<id>:<version>`: asks why, once. */
export const askReturn = async (
  broadcast: Broadcast,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t } = services
  if (await isAuthor(broadcast, incoming, services)) return say(t('notices.not-your-own'))
  if (broadcast.state !== 'proposed')
    return say(t(`notices.already.${broadcast.state}`, { id: broadcast.id }))
  return await askFor({ id: broadcast.id, step: 'reason' }, incoming, services)
}

/** Back to its author, with the reason where one was given. */
export const returnToAuthor = async (
  id: number,
  reason: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  const broadcast = await repositories.broadcasts.byId(id)
  if (broadcast === undefined || broadcast.state !== 'proposed')
    return { ...say(t('notices.gone')), session: withoutForm(incoming) }
  await repositories.broadcasts.giveBack(id, 'draft')
  await note('return', id, incoming, services)
  return {
    ...say(t('notices.returned', { id })),
    session: withoutForm(incoming),
    also: await tellOthers(
      broadcast,
      reason === '' ? 'notices.returned-told' : 'notices.returned-told-why',
      { id, opening: plain(opening(broadcast.text)), reason, name: plain(incoming.contact.name ?? '') },
      incoming,
      services,
    ),
  }
}

/** `tb:cancel:<id>`: nothing that has not gone out goes out any more. */
export const cancelNotice = async (
  broadcast: Broadcast,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { id } = broadcast
  if (!(await repositories.broadcasts.cancel(id, incoming.contact.id, now)))
    return say(t(`notices.already.${broadcast.state}`, { id }))
  await repositories.outbox.withdraw(originOfBroadcast(id), 'cancelled', now)
  await note('cancel', id, incoming, services, { state: broadcast.state })
  const figures =
    broadcast.startedAt === null ? '' : `\n${outcomeInWords(await repositories.broadcasts.outcome(id), t)}`
  return {
    ...say(`${t('notices.cancelled', { id })}${figures}`),
    session: withoutForm(incoming),
    also: await tellOthers(
      broadcast,
      'notices.cancelled-told',
      { id, opening: plain(opening(broadcast.text)), name: plain(incoming.contact.name ?? '') },
      incoming,
      services,
    ),
  }
}
