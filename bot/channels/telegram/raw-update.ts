/** The part of Telegram's updates we read (Bot API "Update"); everything else is tolerated and ignored. */
import { z } from 'zod'

const user = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
})
const chat = z.object({ id: z.number(), type: z.enum(['private', 'group', 'supergroup', 'channel']) })

const entity = z.object({
  type: z.string(),
  offset: z.number(),
  length: z.number(),
  user: user.optional(),
})

const file = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
})

const repliedTo = z.object({ message_id: z.number(), from: user.optional() })

const message = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  date: z.number(),
  chat,
  from: user.optional(),
  sender_chat: z.object({ id: z.number() }).optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: repliedTo.optional(),
  media_group_id: z.string().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  animation: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  contact: z
    .object({
      phone_number: z.string().optional(),
      first_name: z.string().optional(),
      last_name: z.string().optional(),
    })
    .optional(),
  sticker: z.unknown().optional(),
  poll: z.unknown().optional(),
  dice: z.unknown().optional(),
  story: z.unknown().optional(),
  game: z.unknown().optional(),
  paid_media: z.unknown().optional(),
  checklist: z.unknown().optional(),
  pinned_message: z.unknown().optional(),
  message_auto_delete_timer_changed: z.unknown().optional(),
  write_access_allowed: z.unknown().optional(),
  chat_background_set: z.unknown().optional(),
  connected_website: z.unknown().optional(),
  migrate_to_chat_id: z.number().optional(),
})
export type RawMessage = z.infer<typeof message>
export type RawEntity = z.infer<typeof entity>
export type RawUser = z.infer<typeof user>

const callbackQuery = z.object({
  id: z.string(),
  from: user,
  data: z.string().optional(),
  /** Absent for messages sent in somebody's name; with date 0 when Telegram has forgotten what it said. */
  message: z
    .object({
      message_id: z.number(),
      message_thread_id: z.number().optional(),
      is_topic_message: z.boolean().optional(),
      chat,
    })
    .optional(),
})

const membership = z.object({
  chat,
  from: user,
  date: z.number(),
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
  old_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
})

/** Kinds asked for; edits are not: a corrected question is asked anew, a corrected record through /sua. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const

export const rawUpdateSchema = z.object({
  update_id: z.number().int(),
  message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: membership.optional(),
})
export type RawUpdate = z.infer<typeof rawUpdateSchema>
