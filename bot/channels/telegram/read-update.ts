/** From Telegram's update to ours: who, where, what, and in groups whether it is meant for the bot. */
import { type IncomingFile, type SenderId, senderId, type Update, type UpdateContent } from '../../chat.ts'
import { conversationAt } from './place.ts'
import type { RawEntity, RawMessage, RawUpdate, RawUser } from './raw-update.ts'

/** The bot itself, as getMe says. */
export interface BotIdentity {
  readonly id: number
  /** Without "@". */
  readonly username: string
}

/** What to do with an update: hand it over, or nothing (`why` for the log). */
export type Reading =
  | { readonly kind: 'update'; readonly update: Update; readonly callbackId?: string }
  | { readonly kind: 'ignored'; readonly why: string; readonly callbackId?: string }

const nameOf = (user: RawUser): string | undefined => {
  const name = [user.first_name, user.last_name].filter(part => part !== undefined).join(' ')
  return name.trim() === '' ? undefined : name
}

const person = (user: RawUser): Update['sender'] => {
  const name = nameOf(user)
  return {
    id: senderId('telegram', String(user.id)),
    ...(name === undefined ? {} : { name }),
    ...(user.language_code === undefined ? {} : { language: user.language_code }),
  }
}

/** Anonymous admins share one account of Telegram's: each group's are kept apart, and no notice can reach them. */
const anonymous = (chat: number): SenderId => senderId('telegram', `anonymous${chat}`)

const fileOf = (message: RawMessage): IncomingFile | undefined => {
  const largest = message.photo?.at(-1)
  const found =
    largest !== undefined
      ? ({ kind: 'photo', file: largest } as const)
      : message.voice !== undefined
        ? ({ kind: 'voice', file: message.voice } as const)
        : message.video !== undefined
          ? ({ kind: 'video', file: message.video } as const)
          : message.video_note !== undefined
            ? ({ kind: 'video', file: message.video_note } as const)
            : message.animation !== undefined
              ? ({ kind: 'video', file: message.animation } as const)
              : message.document !== undefined
                ? ({ kind: 'document', file: message.document } as const)
                : message.audio !== undefined
                  ? ({ kind: 'document', file: message.audio } as const)
                  : undefined
  if (found === undefined) return undefined
  const { file_id, file_name, mime_type, file_size } = found.file
  return {
    kind: found.kind,
    ref: file_id,
    ...(file_name === undefined ? {} : { name: file_name }),
    ...(mime_type === undefined ? {} : { mimeType: mime_type }),
    ...(file_size === undefined ? {} : { size: file_size }),
    ...(message.media_group_id === undefined ? {} : { albumId: message.media_group_id }),
  }
}

const unsupportedKinds = ['sticker', 'poll', 'dice', 'story', 'game', 'paid_media', 'checklist'] as const

/** Notes of the chat itself, which nobody wrote to us. */
const serviceKinds = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'chat_background_set',
  'connected_website',
] as const

/** @param text what they wrote, with a mention of the bot already taken out */
const contentOf = (message: RawMessage, text: string): UpdateContent => {
  if (message.text !== undefined) {
    const start = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/i.exec(text)
    if (start === null || message.chat.type !== 'private') return { kind: 'text', text }
    return start[1] === undefined ? { kind: 'joined' } : { kind: 'joined', payload: start[1] }
  }
  const file = fileOf(message)
  if (file !== undefined) return { kind: 'file', file, ...(text === '' ? {} : { caption: text }) }
  if (message.location !== undefined) {
    const { latitude, longitude } = message.location
    return { kind: 'location', latitude, longitude }
  }
  if (message.contact !== undefined) {
    const { phone_number, first_name, last_name } = message.contact
    const name = [first_name, last_name].filter(part => part !== undefined).join(' ')
    return {
      kind: 'contact',
      ...(phone_number === undefined ? {} : { phone: phone_number }),
      ...(name === '' ? {} : { name }),
    }
  }
  const what = unsupportedKinds.find(kind => message[kind] !== undefined)
  // Kinds newer than this program get an honest answer too.
  return { kind: 'unsupported', what: what ?? 'unknown' }
}

interface Addressing {
  readonly addressed: boolean
  /** The text without the mention that only calls the bot. */
  readonly text: string
}

/** In a group the bot is meant when it is commanded, mentioned or replied to; nothing else is its business. */
const addressing = (message: RawMessage, bot: BotIdentity): Addressing => {
  const raw = message.text ?? message.caption ?? ''
  if (message.chat.type === 'private') return { addressed: true, text: raw }
  const entities = message.entities ?? message.caption_entities ?? []
  const part = ({ offset, length }: RawEntity): string => raw.slice(offset, offset + length)
  const own = `@${bot.username}`.toLowerCase()
  const command = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (command !== undefined) {
    const [, called] = part(command).toLowerCase().split('@')
    return { addressed: called === undefined || `@${called}` === own, text: raw }
  }
  const mention = entities.find(
    entity =>
      (entity.type === 'mention' && part(entity).toLowerCase() === own) ||
      (entity.type === 'text_mention' && entity.user?.id === bot.id),
  )
  if (mention !== undefined) {
    const text = `${raw.slice(0, mention.offset)} ${raw.slice(mention.offset + mention.length)}`
      .replaceAll(/[ \t]+/g, ' ')
      .replace(/^[\s,:;.-]+/, '')
      .trim()
    return { addressed: true, text }
  }
  return { addressed: isReplyTo(message, bot.id), text: raw }
}

/** The first message of a topic is what all its messages "reply to"; that is no reply. */
const replyOf = (message: RawMessage): RawMessage['reply_to_message'] =>
  message.is_topic_message === true && message.reply_to_message?.message_id === message.message_thread_id
    ? undefined
    : message.reply_to_message

const isReplyTo = (message: RawMessage, bot: number): boolean => replyOf(message)?.from?.id === bot

const at = (seconds: number): string => new Date(seconds * 1000).toISOString()

const topicOf = (message: {
  message_thread_id?: number | undefined
  is_topic_message?: boolean | undefined
  chat: { type: string }
}): { topic?: number } =>
  message.is_topic_message === true &&
  message.message_thread_id !== undefined &&
  message.chat.type !== 'private'
    ? { topic: message.message_thread_id }
    : {}

const readMessage = (id: string, message: RawMessage, bot: BotIdentity): Reading => {
  const { chat } = message
  if (chat.type === 'channel') return { kind: 'ignored', why: 'channel post' }
  const isGroup = chat.type !== 'private'
  const conversation = conversationAt({ chat: chat.id, ...topicOf(message) })
  const base = {
    channel: 'telegram' as const,
    id,
    conversation,
    chat: isGroup ? ('group' as const) : ('private' as const),
    at: at(message.date),
    messageRef: String(message.message_id),
  }
  if (message.migrate_to_chat_id !== undefined) {
    const to = conversationAt({ chat: message.migrate_to_chat_id })
    const sender = { id: anonymous(chat.id) }
    return {
      kind: 'update',
      update: { ...base, sender, addressed: false, content: { kind: 'moved', to } },
    }
  }
  if (message.from === undefined || (message.from.is_bot === true && message.sender_chat === undefined))
    return { kind: 'ignored', why: 'not from a person' }
  const { addressed, text } = addressing(message, bot)
  // Privacy mode keeps most of it from us; what still comes is not kept by us either.
  if (!addressed) return { kind: 'ignored', why: 'not addressed' }
  if (serviceKinds.some(kind => message[kind] !== undefined))
    return { kind: 'ignored', why: 'service message' }
  const content = contentOf(message, text)
  const quoted = replyOf(message)
  return {
    kind: 'update',
    update: {
      ...base,
      sender: message.sender_chat === undefined ? person(message.from) : { id: anonymous(chat.id) },
      addressed,
      content,
      ...(quoted === undefined ? {} : { replyTo: String(quoted.message_id) }),
      ...(message.forward_origin === undefined ? {} : { forwarded: true }),
    },
  }
}

const isIn = (member: { status: string; is_member?: boolean | undefined }): boolean =>
  ['member', 'administrator', 'creator'].includes(member.status) ||
  (member.status === 'restricted' && member.is_member === true)

/** @param now used where Telegram gives no time (a tap) */
export const readUpdate = (raw: RawUpdate, bot: BotIdentity, now: Date): Reading => {
  const id = String(raw.update_id)
  if (raw.message !== undefined) return readMessage(id, raw.message, bot)
  if (raw.callback_query !== undefined) {
    const { id: callbackId, from, data, message } = raw.callback_query
    if (data === undefined || message === undefined)
      return { kind: 'ignored', why: 'tap without data', callbackId }
    return {
      kind: 'update',
      callbackId,
      update: {
        channel: 'telegram',
        id,
        conversation: conversationAt({ chat: message.chat.id, ...topicOf(message) }),
        sender: person(from),
        chat: message.chat.type === 'private' ? 'private' : 'group',
        addressed: true,
        at: now.toISOString(),
        content: { kind: 'button', value: data, messageRef: String(message.message_id) },
      },
    }
  }
  if (raw.my_chat_member !== undefined) {
    const { chat, from, date, new_chat_member: after, old_chat_member: before } = raw.my_chat_member
    const isGroup = chat.type !== 'private'
    if (isIn(before) === isIn(after) || chat.type === 'channel')
      return { kind: 'ignored', why: 'membership unchanged' }
    // Somebody who comes back to a private chat presses Start, which says the same.
    if (isIn(after) && !isGroup) return { kind: 'ignored', why: 'unblocked' }
    return {
      kind: 'update',
      update: {
        channel: 'telegram',
        id,
        conversation: conversationAt({ chat: chat.id }),
        sender: person(from),
        chat: isGroup ? 'group' : 'private',
        addressed: true,
        at: at(date),
        content: isIn(after) ? { kind: 'joined' } : { kind: 'left' },
      },
    }
  }
  return { kind: 'ignored', why: 'other kind' }
}
