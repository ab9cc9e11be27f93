/** Reads what the Bot Platform delivers, polled or posted: wrapped or bare, with the field names of docs and of traffic. */
import { z } from 'zod'
import { conversationId, type IncomingFile, senderId, type Update, type UpdateContent } from '../../chat.ts'

const id = z.union([z.string().min(1), z.number()]).transform(String)
const picture = z.union([z.string(), z.looseObject({ url: z.string() }).transform(({ url }) => url)])
const updateSchema = z.object({
  event_name: z.string().min(1),
  message: z.object({
    from: z.object({
      id,
      display_name: z.string().optional(),
      name: z.string().optional(),
      is_bot: z.boolean().optional(),
    }),
    chat: z.object({ id, chat_type: z.string().optional() }),
    message_id: id,
    date: z.coerce.number(),
    text: z.string().optional(),
    // The reference says `photo`, a live client reads `photo_url`.
    photo: picture.optional(),
    photo_url: z.string().optional(),
    voice_url: z.string().optional(),
    url: z.string().optional(),
    caption: z.string().optional(),
  }),
})
const wrapped = z.object({ ok: z.literal(true), result: z.unknown() })

export type BotEvent =
  | { readonly kind: 'update'; readonly update: Update }
  /** Our own message come back. */
  | { readonly kind: 'own' }
  | { readonly kind: 'unreadable' }

/** Groups are told from people by their native id; the sender strips it again. */
export const groupMark = 'group-'

const file = (kind: IncomingFile['kind'], ref: string, caption: string | undefined): UpdateContent => ({
  kind: 'file',
  file: { kind, ref },
  ...(caption === undefined || caption.trim() === '' ? {} : { caption }),
})

type Message = z.infer<typeof updateSchema>['message']

const contentOf = (event: string, message: Message, botName: string | undefined): UpdateContent => {
  const photo = message.photo ?? message.photo_url
  if (photo !== undefined) return file('photo', photo, message.caption)
  if (message.voice_url !== undefined) return file('voice', message.voice_url, undefined)
  const text = withoutMention(message.text ?? '', botName)
  if (text !== '') return { kind: 'text', text: text.normalize('NFC') }
  return { kind: 'unsupported', what: /^message\.(\w+)\./.exec(event)?.[1] ?? event }
}

/** In groups people name the bot first: "@Bot Phường Mường Lay mấy giờ mở cửa". */
const withoutMention = (text: string, botName: string | undefined): string => {
  const trimmed = text.trim()
  const mention = `@${botName ?? ''}`
  return botName !== undefined && trimmed.toLowerCase().startsWith(mention.toLowerCase())
    ? trimmed.slice(mention.length).replace(/^[\s,:]+/, '')
    : trimmed
}

/** @param body one update, wrapped in `{ok, result}` or bare */
export const readBotUpdate = (
  body: unknown,
  bot: { id: string; account_name?: string | undefined } | undefined,
): BotEvent => {
  const unwrapped = wrapped.safeParse(body)
  const parsed = updateSchema.safeParse(unwrapped.success ? unwrapped.data.result : body)
  if (!parsed.success) return { kind: 'unreadable' }
  const { event_name, message } = parsed.data
  const at = new Date(message.date)
  if (Number.isNaN(at.getTime())) return { kind: 'unreadable' }
  if (message.from.id === bot?.id || message.from.is_bot === true) return { kind: 'own' }
  const isGroup = message.chat.chat_type?.toUpperCase() === 'GROUP'
  const name = message.from.display_name ?? message.from.name
  return {
    kind: 'update',
    update: {
      channel: 'zalo-bot',
      id: `${event_name}:${message.message_id}`,
      conversation: conversationId('zalo-bot', isGroup ? groupMark + message.chat.id : message.chat.id),
      sender: { id: senderId('zalo-bot', message.from.id), ...(name === undefined ? {} : { name }) },
      chat: isGroup ? 'group' : 'private',
      // The platform passes on only mentions and replies to the bot.
      addressed: true,
      at: at.toISOString(),
      content: contentOf(event_name, message, isGroup ? bot?.account_name : undefined),
      messageRef: message.message_id,
    },
  }
}
