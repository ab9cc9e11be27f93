/** Groups: what may be said in front of everybody, and which group is the ward's staff group (/nhom, admins only). */
import { channelOf, nativeOf } from '../bot/chat.ts'
import { fold } from '../content/language/unicode.ts'
import { wardName } from '../content/ward-text.ts'
import { staffGroupKey } from '../storage/move-conversation.ts'
import { commands } from './commands.ts'
import type { Handler, Incoming, Outcome, Services } from './handler.ts'

const say = (text: string): Outcome => ({ replies: [{ text }] })

const commandOf = (incoming: Incoming) => commands.find(({ name }) => name === incoming.command?.name)

/** Somebody put the bot into a group. */
export const isAddedToGroup = ({ update }: Incoming): boolean =>
  update.chat === 'group' && update.content.kind === 'joined'

export const helloGroup: Handler = (_incoming, { t, library }) =>
  say(t('group.hello', { ward: wardName(library) }))

/** Commands about one person (their data, codes, language …) have no place where others read along. */
export const isPersonalInGroup = (incoming: Incoming): boolean => {
  if (incoming.update.chat !== 'group') return false
  const command = commandOf(incoming)
  return command !== undefined && command.inGroups !== true
}

/** Says where to go instead, and nothing of what was typed. */
export const pointToPrivateChat: Handler = ({ update }, { t, startLinks }) => {
  const link = startLinks('').find(({ channel }) => channel === update.channel)
  return {
    replies: [
      {
        text: t('group.personal'),
        ...(link === undefined
          ? {}
          : { buttons: [[{ label: t('group.personal-link'), value: 'private', url: link.url }]] }),
      },
    ],
  }
}

const isUndo = (incoming: Incoming): boolean => /^bo\b/.test(fold(incoming.command?.args ?? ''))

/** /nhom in a group binds it, /nhom bo unbinds it; in a private chat it says what is bound. */
export const staffGroup: Handler = async (incoming, services) => {
  const { update } = incoming
  const { repositories, t, library } = services
  const ward = wardName(library)
  const current = await repositories.settings.get(staffGroupKey)
  if (update.chat === 'private') {
    if (isUndo(incoming) && current !== undefined) return await unbind(incoming, services)
    const channel = current?.slice(0, current.indexOf(':'))
    return say(
      channel === undefined ? t('staff-group.private-none') : t('staff-group.private-bound', { channel }),
    )
  }
  const isThis = current === update.conversation
  if (isUndo(incoming)) return isThis ? await unbind(incoming, services) : say(t('staff-group.not-this'))
  if (isThis) return say(t('staff-group.already', { ward }))
  await repositories.settings.set(staffGroupKey, update.conversation, services.now)
  await note('staff-group.bind', incoming, services)
  return say(t(current === undefined ? 'staff-group.bound' : 'staff-group.moved', { ward }))
}

const unbind = async (incoming: Incoming, services: Services): Promise<Outcome> => {
  await services.repositories.settings.remove(staffGroupKey)
  await note('staff-group.unbind', incoming, services)
  return say(services.t('staff-group.unbound'))
}

const note = async (
  action: string,
  { contact, update }: Incoming,
  { repositories, now }: Services,
): Promise<void> =>
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action,
      subject: `conversation:${nativeOf(update.conversation)}`,
      detail: { channel: channelOf(update.conversation) },
    },
    now,
  )
