/** Replies on their way out: in order per conversation, answers before broadcasts, kept until delivered or given up. */
import type { Kysely } from 'kysely'
import { type ConversationId, channelOf, type Reply } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { conversationSchema, replySchema } from '../update-schema.ts'
import { createOutboxPast } from './outbox-past.ts'
import { pending } from './pending.ts'

/** Why a row was given up whose time was over. */
export const expired = 'expired'

const priorities = { answer: 0, notice: 1, broadcast: 2 } as const

export interface OutboxRow {
  readonly id: number
  readonly conversation: ConversationId
  readonly priority: number
  readonly attempts: number
  readonly dueAt: Date
  readonly createdAt: Date
  /** Why the last try failed; null before the first. */
  readonly failure: string | null
  readonly reply: Reply
}

export type OutboxRepository = ReturnType<typeof createOutboxRepository>

export const createOutboxRepository = (db: Kysely<Database>) => ({
  ...createOutboxPast(db),

  /** @param due not before this time; default now. @returns the rows' ids, in order */
  async add(
    conversation: ConversationId,
    replies: readonly Reply[],
    options: { now: Date; due?: Date; origin?: string },
  ): Promise<number[]> {
    const ids: number[] = []
    for (const reply of replies) {
      const result = await db
        .insertInto('outbox')
        .values({
          channel: channelOf(conversation),
          conversation,
          priority: priorities[reply.priority ?? 'answer'],
          body: JSON.stringify(reply),
          state: 'pending',
          attempts: 0,
          due_at: (options.due ?? options.now).toISOString(),
          created_at: options.now.toISOString(),
          origin: options.origin ?? null,
          expires_at: reply.until ?? null,
        })
        .executeTakeFirst()
      ids.push(Number(result.insertId))
    }
    return ids
  },

  /**
   * The first undelivered row of each conversation (priority, then age), whether due or not: a row waiting for its
   * retry holds back those behind it, so order is kept. Excludes conversations in `busy`.
   */
  async heads(limit: number): Promise<OutboxRow[]> {
    const rows = await db
      .selectFrom('outbox as row')
      .select([
        'row.id',
        'row.conversation',
        'row.priority',
        'row.attempts',
        'row.due_at',
        'row.created_at',
        'row.failure',
        'row.body',
      ])
      .where('row.state', '=', pending)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('outbox as earlier')
              .select('earlier.id')
              .whereRef('earlier.conversation', '=', 'row.conversation')
              .where('earlier.state', '=', pending)
              .where(({ eb, or, and }) =>
                or([
                  eb('earlier.priority', '<', eb.ref('row.priority')),
                  and([
                    eb('earlier.priority', '=', eb.ref('row.priority')),
                    eb('earlier.id', '<', eb.ref('row.id')),
                  ]),
                ]),
              ),
          ),
        ),
      )
      .orderBy('row.priority')
      .orderBy('row.due_at')
      .orderBy('row.id')
      .limit(limit)
      .execute()
    return rows.map(row => toRow(row))
  },

  /** The head row of one conversation, if any, and whether others wait behind it. */
  async head(conversation: ConversationId): Promise<(OutboxRow & { readonly more: boolean }) | undefined> {
    const [row, behind] = await db
      .selectFrom('outbox')
      .select(['id', 'conversation', 'priority', 'attempts', 'due_at', 'created_at', 'failure', 'body'])
      .where('conversation', '=', conversation)
      .where('state', '=', pending)
      .orderBy('priority')
      .orderBy('id')
      .limit(2)
      .execute()
    return row && { ...toRow(row), more: behind !== undefined }
  },

  /** @param kept what stays of it when that is less than what was sent */
  async sent(id: number, messageRef: string | undefined, now: Date, kept?: Reply): Promise<void> {
    await db
      .updateTable('outbox')
      .set({
        state: 'sent',
        finished_at: now.toISOString(),
        message_ref: messageRef ?? null,
        failure: null,
        ...(kept === undefined ? {} : { body: JSON.stringify(kept) }),
      })
      .where('id', '=', id)
      .execute()
  },

  /**
   * It is about to go out: should the program die now, nobody knows whether it arrived, and a repeat has to say so.
   * @returns false when it has been withdrawn meanwhile
   */
  async begin(id: number): Promise<boolean> {
    const result = await db
      .updateTable('outbox')
      .set({ failure: 'unknown' })
      .where('id', '=', id)
      .where('state', '=', pending)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  async retry(id: number, failure: string, due: Date): Promise<void> {
    await db
      .updateTable('outbox')
      .set(eb => ({ attempts: eb('attempts', '+', 1), due_at: due.toISOString(), failure }))
      .where('id', '=', id)
      .execute()
  },

  /**
   * What is too late to be of use goes nowhere any more, whether its channel works or not. Of what broke off half way it
   * stays known that it may have arrived. @returns how many rows
   */
  async expire(origin: string, now: Date): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set(({ case: choose }) => ({
        state: 'dead',
        finished_at: now.toISOString(),
        failure: choose().when('failure', '=', 'unknown').then('unknown').else(expired).end(),
      }))
      .where('state', '=', pending)
      .where('expires_at', '<=', now.toISOString())
      .where('origin', 'like', `${origin}%`)
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** Given up in the open: stays listed with its reason. */
  async giveUp(id: number, failure: string, now: Date): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ state: 'dead', finished_at: now.toISOString(), failure })
      .where('id', '=', id)
      .execute()
  },

  /** What of this has not gone out goes nowhere any more. @returns how many rows */
  async withdraw(origin: string, reason: string, now: Date): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set({ state: 'dead', finished_at: now.toISOString(), failure: reason })
      .where('state', '=', pending)
      .where('origin', '=', origin)
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** What was to be told to many is not sent to these conversations any more. */
  async withdrawBroadcasts(
    conversations: readonly ConversationId[],
    reason: string,
    now: Date,
  ): Promise<number> {
    if (conversations.length === 0) return 0
    const result = await db
      .updateTable('outbox')
      .set({ state: 'dead', finished_at: now.toISOString(), failure: reason })
      .where('state', '=', pending)
      .where('conversation', 'in', conversations)
      .where('priority', '=', priorities.broadcast)
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** What of this has not gone out waits until then. @returns how many rows */
  async postpone(origin: string, due: Date): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set({ due_at: due.toISOString() })
      .where('state', '=', pending)
      .where('origin', '=', origin)
      .where('due_at', '<', due.toISOString())
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** How many messages to many wait on each channel. */
  async broadcastsWaiting(): Promise<ReadonlyMap<string, number>> {
    const rows = await db
      .selectFrom('outbox')
      .select(({ fn }) => ['channel', fn.countAll<number>().as('n')])
      .where('state', '=', pending)
      .where('priority', '=', priorities.broadcast)
      .groupBy('channel')
      .execute()
    return new Map(rows.map(({ channel, n }) => [channel, n]))
  },

  /** Whether anything of this has still to go out. */
  async isWaiting(origin: string): Promise<boolean> {
    const row = await db
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', pending)
      .where('origin', '=', origin)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },

  /** A chat lives on under another id: what is still to be sent follows it. */
  async move(from: ConversationId, to: ConversationId): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ conversation: to })
      .where('conversation', '=', from)
      .where('state', '=', pending)
      .execute()
  },

  async counts(): Promise<{ pending: number; dead: number }> {
    return await db
      .selectFrom('outbox')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('state', '=', 'pending').as('pending'),
        fn.countAll<number>().filterWhere('state', '=', 'dead').as('dead'),
      ])
      .where('state', '<>', 'sent')
      .executeTakeFirstOrThrow()
  },
})

const toRow = (row: {
  id: number
  conversation: string
  priority: number
  attempts: number
  due_at: string
  created_at: string
  failure: string | null
  body: string
}): OutboxRow => ({
  id: row.id,
  conversation: conversationSchema.parse(row.conversation),
  priority: row.priority,
  attempts: row.attempts,
  dueAt: new Date(row.due_at),
  createdAt: new Date(row.created_at),
  failure: row.failure,
  reply: replySchema.parse(JSON.parse(row.body)),
})
