/** What the outbox did: which message was about what, what was given up; and forgetting it when its term is over. */
import type { Kysely } from 'kysely'
import type { ConversationId } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { conversationSchema } from '../update-schema.ts'
import { pending } from './pending.ts'

/** A part of the outbox's repository. */
export const createOutboxPast = (db: Kysely<Database>) => ({
  /** What a delivered message was about, by the channel's own reference: for replies to it. */
  async originOf(conversation: ConversationId, messageRef: string): Promise<string | undefined> {
    const row = await db
      .selectFrom('outbox')
      .select('origin')
      .where('conversation', '=', conversation)
      .where('message_ref', '=', messageRef)
      // A message edited in place keeps its reference: what it says now counts.
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.origin ?? undefined
  },

  /** Rows given up since then whose origin begins so ("reminder:"). */
  async deadOf(
    origin: string,
    since: Date,
  ): Promise<{ id: number; conversation: ConversationId; failure: string; origin: string }[]> {
    const rows = await db
      .selectFrom('outbox')
      .select(['id', 'conversation', 'failure', 'origin'])
      .where('state', '=', 'dead')
      .where('state', '<>', pending)
      .where('finished_at', '>=', since.toISOString())
      .where('origin', 'like', `${origin}%`)
      .orderBy('id')
      .execute()
    return rows.map(row => ({
      id: row.id,
      conversation: conversationSchema.parse(row.conversation),
      failure: row.failure ?? '',
      origin: row.origin ?? '',
    }))
  },

  async originById(id: number): Promise<string | undefined> {
    const row = await db.selectFrom('outbox').select('origin').where('id', '=', id).executeTakeFirst()
    return row?.origin ?? undefined
  },

  /** Whether a message of ours has reached this conversation, as far back as rows are kept. */
  async everDelivered(conversation: ConversationId): Promise<boolean> {
    const row = await db
      .selectFrom('outbox')
      .select('id')
      .where('conversation', '=', conversation)
      .where('message_ref', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },

  /** Whether that message is one of ours. */
  async wasDelivered(conversation: ConversationId, messageRef: string): Promise<boolean> {
    const row = await db
      .selectFrom('outbox')
      .select('id')
      .where('conversation', '=', conversation)
      .where('message_ref', '=', messageRef)
      .executeTakeFirst()
    return row !== undefined
  },

  /** Texts already delivered to these conversations. */
  async eraseConversations(conversations: readonly ConversationId[], now: Date): Promise<void> {
    if (conversations.length === 0) return
    await db
      .updateTable('outbox')
      .set({ body: '{"text":""}' })
      .where('conversation', 'in', conversations)
      .where('state', '<>', pending)
      .where('created_at', '<=', now.toISOString())
      .execute()
  },

  /** Texts to anybody about these matters ("case:H27"): delivered ones are emptied, waiting ones never go out. */
  async eraseOrigins(origins: readonly string[], now: Date): Promise<void> {
    if (origins.length === 0) return
    await db
      .updateTable('outbox')
      .set({ state: 'dead', failure: 'erased', finished_at: now.toISOString() })
      .where('origin', 'in', origins)
      .where('state', '=', pending)
      .execute()
    await db
      .updateTable('outbox')
      .set({ body: '{"text":""}' })
      .where('origin', 'in', origins)
      .where('state', '<>', pending)
      .execute()
  },

  /** Texts of what was delivered (or given up) before `before` are dropped; the row stays for counting. */
  async forgetBodies(state: 'sent' | 'dead', before: Date): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set({ body: '{"text":""}' })
      .where('state', '=', state)
      // Said so that the index of finished rows fits.
      .where('state', '<>', pending)
      .where('finished_at', '<', before.toISOString())
      .where('body', '<>', '{"text":""}')
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  async purge(before: Date): Promise<number> {
    const result = await db
      .deleteFrom('outbox')
      .where('state', '<>', pending)
      .where('finished_at', '<', before.toISOString())
      .executeTakeFirst()
    return Number(result.numDeletedRows)
  },
})
