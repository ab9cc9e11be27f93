/** What the bot can do: a menu of topic groups, then the entries of a group; and the commands of the person's role. */
import type { Button, Reply, Role } from '../bot/chat.ts'
import type { Translate } from '../content/locales.ts'
import { fillWardText, wardName } from '../content/ward-text.ts'
import { commandGroups } from './commands.ts'
import type { Handler, Incoming, Outcome, Services } from './handler.ts'

const pageSize = 7

/** The commands of a role, by what they are for. */
const commandLines = (role: Role, t: Translate): string =>
  commandGroups
    .map(({ id, commands }) => ({ id, own: commands.filter(({ roles }) => roles.includes(role)) }))
    .filter(({ own }) => own.length > 0)
    .map(({ id, own }) =>
      [`**${t(`help.${id}`)}**`, ...own.map(({ name }) => `- /${name}: ${t(`commands.${name}`)}`)].join('\n'),
    )
    .join('\n\n')

export const helpReply = ({ contact }: Incoming, { library, t }: Services): Reply => {
  const staffLines = contact.role === 'resident' ? '' : `\n\n${commandLines(contact.role, t)}`
  const used = new Set(library.topics.map(({ group }) => group))
  return {
    text: fillWardText(t('help.text', { ward: wardName(library) }), library, t) + staffLines,
    buttons: library.groups
      .filter(({ id }) => used.has(id))
      .map(({ id, title }) => [{ label: title, value: `menu:${id}` }]),
  }
}

export const help: Handler = (incoming, services) => ({ replies: [helpReply(incoming, services)] })

/** `menu`, `menu:<group>` or `menu:<group>:<page>` */
export const menu: Handler = (incoming, services) => {
  const outcome = page(incoming, services)
  const card = incoming.pressed?.messageRef
  // Leafing through the menu changes one card instead of filling the chat; a menu opened from an answer is a new one.
  return card === undefined || incoming.pressed?.args.length === 0
    ? outcome
    : { ...outcome, replies: outcome.replies.map(reply => ({ ...reply, edit: card })) }
}

const page = (incoming: Incoming, services: Services): Outcome => {
  const { library, t } = services
  const [id, number = '0'] = incoming.pressed?.args ?? []
  const group = library.groups.find(candidate => candidate.id === id)
  if (group === undefined) return { replies: [helpReply(incoming, services)] }
  const start = (Number.parseInt(number, 10) || 0) * pageSize
  const inGroup = library.topics.filter(topic => topic.group === group.id).map(({ id: topic }) => topic)
  const entries = library.entries.filter(
    ({ topics }) => topics[0] !== undefined && inGroup.includes(topics[0]),
  )
  const buttons: Button[][] = entries
    .slice(start, start + pageSize)
    .map(({ id: entry, title }) => [{ label: title, value: `entry:${entry}` }])
  if (entries.length > start + pageSize)
    buttons.push([{ label: t('help.more'), value: `menu:${group.id}:${start / pageSize + 1}` }])
  buttons.push([{ label: t('help.groups'), value: 'menu:all' }])
  return { replies: [{ text: t('help.group', { group: group.title }), buttons }] }
}
