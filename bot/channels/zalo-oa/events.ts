/** Reads webhook events: what a person did becomes updates, what the OA sent is an echo, the rest is counted. */
import { z } from 'zod'
import { conversationId, type IncomingFile, senderId, type Update, type UpdateContent } from '../../chat.ts'

const id = z.union([z.string().min(1), z.number()]).transform(String)
const payload = z
  .object({
    url: z.string().optional(),
    thumbnail: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    name: z.string().optional(),
    size: z.coerce.number().optional(),
    type: z.string().optional(),
    coordinates: z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() }).optional(),
  })
  .nullish()
const attachment = z.object({ type: z.string(), payload })
type Attachment = z.infer<typeof attachment>

const eventSchema = z.object({
  event_name: z.string().min(1),
  timestamp: id,
  sender: z.object({ id, admin_id: id.optional() }).optional(),
  recipient: z.object({ id }).optional(),
  follower: z.object({ id }).optional(),
  user_id: id.optional(),
  message: z
    .object({
      msg_id: id.optional(),
      quote_msg_id: id.optional(),
      text: z.string().optional(),
      attachments: z.array(attachment).optional(),
    })
    .optional(),
  info: z.object({ name: z.string().optional(), phone: id.optional() }).optional(),
})
type Event = z.infer<typeof eventSchema>

/** Something the OA sent: by us, or by a member of staff in the OA Manager. */
export interface Echo {
  readonly userId: string
  readonly messageId: string | undefined
  readonly text: string | undefined
  readonly at: Date
}

export type OaEvent =
  | {
      readonly kind: 'updates'
      readonly updates: readonly Update[]
      /** Opens the reply window anew. */
      readonly interaction: boolean
    }
  | { readonly kind: 'echo'; readonly echo: Echo }
  | { readonly kind: 'ignored'; readonly name: string }
  | { readonly kind: 'unreadable' }

/** Before the value of a button in its payload: nobody types this by accident, and a tap is told from a question. */
export const tapMark = '#chon='

const kindsOfFile: Readonly<Record<string, IncomingFile['kind']>> = {
  image: 'photo',
  gif: 'photo',
  file: 'document',
  audio: 'voice',
  video: 'video',
}

const fileOf = (
  { type, payload: given }: Attachment,
  albumId: string | undefined,
): IncomingFile | undefined => {
  const kind = kindsOfFile[type]
  const url = given?.url ?? given?.thumbnail
  if (kind === undefined || url === undefined) return undefined
  return {
    kind,
    ref: url,
    ...(given?.name === undefined ? {} : { name: given.name }),
    ...(given?.size === undefined ? {} : { size: given.size }),
    ...(albumId === undefined ? {} : { albumId }),
  }
}

const contentOf = (event: Event, part: Attachment, albumId: string | undefined): UpdateContent => {
  const text = event.message?.text?.trim() ?? ''
  const file = fileOf(part, albumId)
  if (file !== undefined) return { kind: 'file', file, ...(text === '' ? {} : { caption: text }) }
  if (part.payload?.coordinates !== undefined) return { kind: 'location', ...part.payload.coordinates }
  if (part.type === 'link') {
    const said = [text, part.payload?.title, part.payload?.url].filter(
      line => line !== undefined && line !== '',
    )
    if (said.length > 0) return { kind: 'text', text: said.join('\n') }
  }
  return { kind: 'unsupported', what: part.type }
}

const contentsOf = (event: Event): UpdateContent[] => {
  const text = event.message?.text ?? ''
  const parts = event.message?.attachments ?? []
  if (event.event_name === 'user_send_text' || parts.length === 0) {
    if (text.startsWith(tapMark) && text.length > tapMark.length)
      return [{ kind: 'button', value: text.slice(tapMark.length).trim() }]
    if (text.trim() !== '') return [{ kind: 'text', text: text.normalize('NFC') }]
  }
  if (parts.length === 0) return [{ kind: 'unsupported', what: event.event_name.replace(/^user_send_/, '') }]
  const albumId = parts.length > 1 ? event.message?.msg_id : undefined
  return parts.map(part => contentOf(event, part, albumId))
}

/** What a person did, by event name; undefined for events that are not a message. */
const singleContent = (event: Event): UpdateContent | undefined => {
  switch (event.event_name) {
    // The documents say `follow`; a client written from live traffic says `user_follow`.
    case 'follow':
    case 'user_follow':
    case 'user_click_chatnow':
      return { kind: 'joined' }
    case 'unfollow':
    case 'user_unfollow':
      return { kind: 'left' }
    case 'user_submit_info':
      return {
        kind: 'contact',
        ...(event.info?.phone === undefined ? {} : { phone: event.info.phone }),
        ...(event.info?.name === undefined ? {} : { name: event.info.name }),
      }
    default:
      return undefined
  }
}

const isGroupEvent = (name: string): boolean => /group/.test(name)

/** @param body a webhook call's JSON, signature already checked */
export const readOaEvent = (body: unknown): OaEvent => {
  const parsed = eventSchema.safeParse(body)
  if (!parsed.success) return { kind: 'unreadable' }
  const event = parsed.data
  const name = event.event_name
  const at = new Date(Number(event.timestamp))
  if (Number.isNaN(at.getTime())) return { kind: 'unreadable' }
  // Groups the OA made (GMF) are not served: the OA would have to answer there by another, paid API.
  if (isGroupEvent(name)) return { kind: 'ignored', name }
  if (name.startsWith('oa_send_')) {
    const userId = event.recipient?.id
    return userId === undefined
      ? { kind: 'unreadable' }
      : { kind: 'echo', echo: { userId, messageId: event.message?.msg_id, text: event.message?.text, at } }
  }
  const single = singleContent(event)
  if (single === undefined && !name.startsWith('user_send_')) return { kind: 'ignored', name }
  const userId = event.follower?.id ?? event.sender?.id ?? event.user_id
  if (userId === undefined) return { kind: 'unreadable' }
  const contents = single === undefined ? contentsOf(event) : [single]
  const own = event.message?.msg_id
  const base = own ?? `${name}:${event.timestamp}:${userId}`
  return {
    kind: 'updates',
    interaction: single?.kind !== 'left',
    updates: contents.map((content, index) => ({
      channel: 'zalo-oa',
      id: index === 0 ? base : `${base}#${index}`,
      conversation: conversationId('zalo-oa', userId),
      sender: { id: senderId('zalo-oa', userId) },
      chat: 'private',
      addressed: true,
      at: at.toISOString(),
      content,
      ...(own === undefined ? {} : { messageRef: own }),
      ...(event.message?.quote_msg_id === undefined ? {} : { replyTo: event.message.quote_msg_id }),
    })),
  }
}
