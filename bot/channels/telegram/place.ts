/** Where a Telegram conversation is: a chat, and in groups with topics the topic (`-100123/45`). */
import { type ConversationId, conversationId, nativeOf } from '../../chat.ts'

export interface Place {
  readonly chat: number
  /** A forum topic's message_thread_id; absent in the general topic, which refuses to be named. */
  readonly topic?: number
}

export const conversationAt = ({ chat, topic }: Place): ConversationId =>
  conversationId('telegram', topic === undefined ? String(chat) : `${chat}/${topic}`)

/** @returns undefined for an id that is no chat of Telegram (an anonymous admin's) */
export const placeOf = (conversation: ConversationId): Place | undefined => {
  const found = /^(-?\d+)(?:\/(\d+))?$/.exec(nativeOf(conversation))
  if (found === null) return undefined
  const chat = Number(found[1])
  return found[2] === undefined ? { chat } : { chat, topic: Number(found[2]) }
}
