/** Reads Update and Reply back from the database; what an older program stored must still be understood. */
import { z } from 'zod'
import { type ConversationId, channels, type Reply, type SenderId, type Update } from '../bot/chat.ts'

const file = z.object({
  kind: z.enum(['photo', 'document', 'voice', 'video']),
  ref: z.string(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  size: z.number().optional(),
  albumId: z.string().optional(),
})
const idPattern = new RegExp(`^(${channels.join('|')}):.+`, 's')
const isConversation = (id: unknown): id is ConversationId => typeof id === 'string' && idPattern.test(id)
const isSender = (id: unknown): id is SenderId => typeof id === 'string' && idPattern.test(id)
export const conversationSchema = z.custom<ConversationId>(isConversation)
export const senderSchema = z.custom<SenderId>(isSender)

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('button'), value: z.string(), messageRef: z.string().optional() }),
  z.object({ kind: z.literal('file'), file, caption: z.string().optional() }),
  z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number() }),
  z.object({ kind: z.literal('contact'), phone: z.string().optional(), name: z.string().optional() }),
  z.object({ kind: z.literal('joined'), payload: z.string().optional() }),
  z.object({ kind: z.literal('left') }),
  z.object({ kind: z.literal('moved'), to: conversationSchema }),
  z.object({ kind: z.literal('unsupported'), what: z.string() }),
])

/** Optional keys that are present with `undefined` are dropped, as exactOptionalPropertyTypes wants. */
const compact = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value))

export const updateSchema: z.ZodType<Update> = z
  .object({
    channel: z.enum(channels),
    id: z.string().min(1),
    conversation: conversationSchema,
    sender: z.object({ id: senderSchema, name: z.string().optional(), language: z.string().optional() }),
    chat: z.enum(['private', 'group']),
    addressed: z.boolean(),
    at: z.string(),
    content,
    replyTo: z.string().optional(),
    messageRef: z.string().optional(),
    forwarded: z.boolean().optional(),
    network: z.string().optional(),
  })
  .transform(value => compact(value) as Update)

const button = z.object({ label: z.string(), value: z.string(), url: z.string().optional() })
export const replySchema: z.ZodType<Reply> = z
  .object({
    text: z.string(),
    buttons: z.array(z.array(button)).optional(),
    attachments: z
      .array(
        z.object({
          kind: z.enum(['photo', 'document']),
          path: z.string(),
          name: z.string(),
          mimeType: z.string(),
        }),
      )
      .optional(),
    edit: z.string().optional(),
    replyTo: z.string().optional(),
    priority: z.enum(['answer', 'notice', 'broadcast']).optional(),
    until: z.iso.datetime().optional(),
  })
  .transform(value => compact(value) as Reply)
