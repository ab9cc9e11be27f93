/** When people last did something on a channel that lets us answer only for a while, and whom we could not reach. */
import type { Kysely } from 'kysely'
import type { Channel, ConversationId } from '../../bot/chat.ts'
import { channelOf } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { conversationSchema } from '../update-schema.ts'

export interface ChannelWindow {
  /** Their last message, follow or tap. */
  readonly lastAt: Date
  /** A person of the ward answers there by hand until then; the bot keeps quiet. */
  readonly pausedUntil: Date | undefined
  readonly refused: { readonly reason: string; readonly at: Date } | undefined
}

export interface Unreached {
  readonly conversation: ConversationId
  readonly lastAt: Date
  readonly reason: string
  readonly at: Date
}

export type ChannelWindowRepository = ReturnType<typeof createChannelWindowRepository>

export const createChannelWindowRepository = (db: Kysely<Database>) => ({
  async of(conversation: ConversationId): Promise<ChannelWindow | undefined> {
    const row = await db
      .selectFrom('channel_window')
      .selectAll()
      .where('conversation', '=', conversation)
      .executeTakeFirst()
    return (
      row && {
        lastAt: new Date(row.last_at),
        pausedUntil: row.paused_until === null ? undefined : new Date(row.paused_until),
        refused:
          row.refused_at === null || row.refused_reason === null
            ? undefined
            : { reason: row.refused_reason, at: new Date(row.refused_at) },
      }
    )
  },

  /**
   * The person did something: the window opens again (an older event never shortens it).
   * @returns true when replies had been refused there before
   */
  async noteInteraction(conversation: ConversationId, at: Date): Promise<boolean> {
    const before = await this.of(conversation)
    const lastAt = before !== undefined && before.lastAt > at ? before.lastAt : at
    const values = { last_at: lastAt.toISOString(), refused_at: null, refused_reason: null }
    await db
      .insertInto('channel_window')
      .values({ conversation, channel: channelOf(conversation), paused_until: null, ...values })
      .onConflict(conflict => conflict.column('conversation').doUpdateSet(values))
      .execute()
    return before?.refused !== undefined
  },

  /** A reply could not go out. Rows without a known interaction start at the time of the refusal. */
  async refuse(conversation: ConversationId, reason: string, at: Date): Promise<void> {
    const values = { refused_at: at.toISOString(), refused_reason: reason }
    await db
      .insertInto('channel_window')
      .values({
        conversation,
        channel: channelOf(conversation),
        last_at: new Date(0).toISOString(),
        paused_until: null,
        ...values,
      })
      .onConflict(conflict => conflict.column('conversation').doUpdateSet(values))
      .execute()
  },

  /** Whom replies did not reach since they last wrote, newest first. */
  async unreached(channel: Channel): Promise<Unreached[]> {
    const rows = await db
      .selectFrom('channel_window')
      .select(['conversation', 'last_at', 'refused_at', 'refused_reason'])
      .where('channel', '=', channel)
      .where('refused_at', 'is not', null)
      .orderBy('refused_at', 'desc')
      .limit(500)
      .execute()
    return rows.map(row => ({
      conversation: conversationSchema.parse(row.conversation),
      lastAt: new Date(row.last_at),
      reason: row.refused_reason ?? '',
      at: new Date(row.refused_at ?? 0),
    }))
  },

  async pause(conversation: ConversationId, until: Date): Promise<void> {
    await db
      .insertInto('channel_window')
      .values({
        conversation,
        channel: channelOf(conversation),
        last_at: new Date(0).toISOString(),
        refused_at: null,
        refused_reason: null,
        paused_until: until.toISOString(),
      })
      .onConflict(conflict =>
        conflict.column('conversation').doUpdateSet({ paused_until: until.toISOString() }),
      )
      .execute()
  },

  /** How many conversations a channel has seen. */
  async count(channel: Channel): Promise<number> {
    const row = await db
      .selectFrom('channel_window')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('channel', '=', channel)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  },

  /**
   * Replies given up because the window was closed go out after all, now that the person wrote again; what was told
   * to many is not repeated. @returns how many wait again
   */
  async revive(conversation: ConversationId, writtenAfter: Date, now: Date): Promise<number> {
    const result = await db
      .updateTable('outbox')
      .set({ state: 'pending', attempts: 0, due_at: now.toISOString(), finished_at: null })
      .where('conversation', '=', conversation)
      .where('state', '=', 'dead')
      .where('failure', '=', 'window-closed')
      .where('priority', '<', 2)
      .where('body', '<>', '{"text":""}')
      .where('created_at', '>=', writtenAfter.toISOString())
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },
})
