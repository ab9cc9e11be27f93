/** A chat lives on under another id (Telegram supergroups, closed topics): what we know of it follows. */
import type { ConversationId } from '../bot/chat.ts'
import type { Repositories } from './repositories.ts'

/** Key of the setting that holds the staff group's conversation id. */
export const staffGroupKey = 'staff-group'

export const moveConversation = async (
  { outbox, settings }: Repositories,
  from: ConversationId,
  to: ConversationId,
  now: Date,
): Promise<void> => {
  await outbox.move(from, to)
  if ((await settings.get(staffGroupKey)) === from) await settings.set(staffGroupKey, to, now)
}
