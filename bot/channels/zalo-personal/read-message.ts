/** From a message as zca-js hands it over to our Update. Its objects have no prototype and its ids may be numbers. */
import { z } from 'zod'
import {
  type ConversationId,
  conversationId,
  type IncomingFile,
  senderId,
  type Update,
  type UpdateContent,
} from '../../chat.ts'

const big = z.custom<{ toFixed: () => string }>(
  value =>
    typeof value === 'object' && value !== null && 'toFixed' in value && typeof value.toFixed === 'function',
)
/** Strings as sent, but json-bigint makes long bare integers objects (zalo.md A5). */
const id = z
  .union([z.string(), z.number(), z.bigint(), big])
  .transform(value => (typeof value === 'object' ? value.toFixed() : String(value)))
  .pipe(z.string().regex(/^-?[\w.:-]+$/))
const text = z.string().catch('')

/** Whatever an attachment carries; `params` is JSON in a string. */
const attachmentSchema = z.looseObject({
  title: text.optional(),
  description: text.optional(),
  href: text.optional(),
  thumb: text.optional(),
  params: z.unknown().optional(),
})
type AttachmentContent = z.infer<typeof attachmentSchema>

const messageSchema = z.looseObject({
  type: z.union([z.literal(0), z.literal(1)]),
  threadId: id,
  isSelf: z.boolean(),
  data: z.looseObject({
    msgId: id,
    msgType: text,
    uidFrom: id,
    dName: text.optional(),
    ts: id.pipe(z.string().regex(/^\d{1,16}$/)),
    content: z.unknown(),
    quote: z
      .looseObject({ ownerId: id.catch(''), globalMsgId: id.catch('') })
      .nullish()
      .catch(undefined),
    mentions: z
      .array(z.looseObject({ uid: id, pos: z.number(), len: z.number() }))
      .nullish()
      .catch(undefined),
  }),
})
type Message = z.infer<typeof messageSchema>

/** A message we understand, with what puts it in order. */
export interface ReadMessage {
  readonly update: Update
  /** Milliseconds, Zalo's clock. */
  readonly ts: number
  readonly messageId: string
  /** Our own account wrote it: we, or somebody on the ward's phone. */
  readonly isSelf: boolean
}

const groupPrefix = 'group-'

export const threadOf = (type: 0 | 1, threadId: string): ConversationId =>
  conversationId('zalo-personal', type === 1 ? groupPrefix + threadId : threadId)

/** What zca-js wants to know of a conversation. */
export const placeOf = (native: string): { readonly threadId: string; readonly isGroup: boolean } => {
  const isGroup = native.startsWith(groupPrefix)
  return { threadId: isGroup ? native.slice(groupPrefix.length) : native, isGroup }
}

/** @returns undefined when it is no message we can place: no thread, no id, no time */
export const readMessage = (raw: unknown, ownId: string): ReadMessage | undefined => {
  const parsed = messageSchema.safeParse(raw)
  if (!parsed.success) return undefined
  const message = parsed.data
  const { data, type } = message
  const ts = Number(data.ts)
  const isGroup = type === 1
  return {
    ts,
    messageId: data.msgId,
    isSelf: message.isSelf,
    update: {
      channel: 'zalo-personal',
      // Ids are counted per account and kind of thread.
      id: `${ownId}/${isGroup ? 'g' : 'u'}${data.msgId}`,
      conversation: threadOf(type, message.threadId),
      sender: {
        id: senderId('zalo-personal', data.uidFrom),
        ...(data.dName === undefined || data.dName.trim() === '' ? {} : { name: data.dName.trim() }),
      },
      chat: isGroup ? 'group' : 'private',
      addressed: !isGroup || isAddressed(message, ownId),
      at: new Date(ts).toISOString(),
      content: contentOf(message, ownId),
      messageRef: data.msgId,
      ...(data.quote?.globalMsgId === undefined || data.quote.globalMsgId === ''
        ? {}
        : { replyTo: data.quote.globalMsgId }),
    },
  }
}

/** Named, answered or commanded; "@all" names nobody. */
const isAddressed = ({ data }: Message, ownId: string): boolean =>
  (data.mentions ?? []).some(({ uid }) => uid === ownId) ||
  data.quote?.ownerId === ownId ||
  (typeof data.content === 'string' && data.content.trimStart().startsWith('/'))

/** "@Trợ lý phường cho hỏi" → "cho hỏi"; other people's names stay. */
const withoutOwnName = (said: string, { data }: Message, ownId: string): string =>
  (data.mentions ?? [])
    .filter(({ uid }) => uid === ownId)
    .sort((left, right) => right.pos - left.pos)
    .reduce((rest, { pos, len }) => rest.slice(0, pos) + rest.slice(pos + len), said)
    .trim()

const contentOf = (message: Message, ownId: string): UpdateContent => {
  const { content, msgType } = message.data
  if (typeof content === 'string')
    return { kind: 'text', text: withoutOwnName(content, message, ownId).normalize('NFC') }
  const parsed = attachmentSchema.safeParse(content)
  if (!parsed.success) return { kind: 'unsupported', what: msgType === '' ? 'empty' : msgType }
  const attachment = parsed.data
  switch (msgType) {
    case 'chat.photo':
    case 'chat.gif':
      return fileOf('photo', attachment, msgType)
    case 'share.file':
      return fileOf('document', attachment, msgType)
    case 'chat.voice':
      return fileOf('voice', attachment, msgType)
    case 'chat.video.msg':
      return fileOf('video', attachment, msgType)
    case 'chat.location.new':
      return locationOf(attachment)
    case 'chat.recommended':
    case 'chat.link':
      return cardOf(attachment)
    default:
      return { kind: 'unsupported', what: msgType === '' ? 'unknown' : msgType }
  }
}

const parseJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

const sizeSchema = z.looseObject({ fileSize: z.coerce.number().int().positive().optional().catch(undefined) })

const fileOf = (kind: IncomingFile['kind'], attachment: AttachmentContent, what: string): UpdateContent => {
  const { href = '', title = '', description = '' } = attachment
  if (!URL.canParse(href)) return { kind: 'unsupported', what }
  const size = sizeSchema.safeParse(parseJson(attachment.params))
  const isDocument = kind === 'document'
  const caption = (isDocument ? description : title || description).trim().normalize('NFC')
  return {
    kind: 'file',
    file: {
      kind,
      ref: href,
      ...(isDocument && title !== '' ? { name: title } : {}),
      ...(size.success && size.data.fileSize !== undefined ? { size: size.data.fileSize } : {}),
    },
    ...(caption === '' ? {} : { caption }),
  }
}

// Where the real server puts a place is not known for sure: these are the names its other parts use (zalo.md E8).
const coordinate = (limit: number) => z.coerce.number().min(-limit).max(limit)
const placeSchema = z.union([
  z.looseObject({ latitude: coordinate(90), longitude: coordinate(180) }),
  z
    .looseObject({ lat: coordinate(90), lon: coordinate(180) })
    .transform(({ lat, lon }) => ({ latitude: lat, longitude: lon })),
  z
    .looseObject({ lat: coordinate(90), lng: coordinate(180) })
    .transform(({ lat, lng }) => ({ latitude: lat, longitude: lng })),
])

const locationOf = (attachment: AttachmentContent): UpdateContent => {
  for (const candidate of [attachment, parseJson(attachment.params), parseJson(attachment.description)]) {
    const place = placeSchema.safeParse(candidate)
    if (place.success)
      return { kind: 'location', latitude: place.data.latitude, longitude: place.data.longitude }
  }
  return { kind: 'unsupported', what: 'chat.location.new' }
}

const phoneSchema = z.looseObject({ phone: id })

/** A contact card, or a link with what was said about it. */
const cardOf = (attachment: AttachmentContent): UpdateContent => {
  const { title = '', description = '', href = '' } = attachment
  const phone = phoneSchema.safeParse(parseJson(description))
  if (phone.success)
    return { kind: 'contact', phone: phone.data.phone, ...(title === '' ? {} : { name: title }) }
  const said = [title, href]
    .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
    .join(' ')
  return said === ''
    ? { kind: 'unsupported', what: 'chat.recommended' }
    : { kind: 'text', text: said.normalize('NFC') }
}
