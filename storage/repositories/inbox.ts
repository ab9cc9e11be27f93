/** Updates as they came in: each kept once, handled once, replayed after a crash. */
import { type Kysely, sql } from 'kysely'
import type { Channel, Update } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { updateSchema } from '../update-schema.ts'
import { pending } from './pending.ts'

export interface InboxRow {
  readonly id: number
  readonly conversation: string
  readonly attempts: number
  readonly update: Update
}

export type InboxRepository = ReturnType<typeof createInboxRepository>

/** Runs on the database itself or on a transaction, as all repositories. */
export const createInboxRepository = (db: Kysely<Database>) => ({
  /** @returns the new row's id, or undefined when this update is already known (a repeat) */
  async claim(update: Update, now: Date): Promise<number | undefined> {
    const result = await db
      .insertInto('inbox')
      .values({
        channel: update.channel,
        update_id: update.id,
        conversation: update.conversation,
        body: JSON.stringify(update),
        state: 'pending',
        attempts: 0,
        received_at: now.toISOString(),
      })
      .onConflict(conflict => conflict.columns(['channel', 'update_id']).doNothing())
      .executeTakeFirst()
    return result.numInsertedOrUpdatedRows === 1n && result.insertId !== undefined
      ? Number(result.insertId)
      : undefined
  },

  /**
   * Marks it handled inside the handler's transaction; from then on nothing of it stays but when it was written and
   * whether to us: neither what was said nor by whom.
   * @returns false when somebody already did
   */
  async finish(id: number, now: Date, { at, addressed }: Update): Promise<boolean> {
    const result = await db
      .updateTable('inbox')
      .set({ state: 'done', handled_at: now.toISOString(), body: JSON.stringify({ at, addressed }) })
      .where('id', '=', id)
      .where('state', '=', pending)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /** @param error masked; @param kept what stays of the update, nothing when absent */
  async fail(id: number, error: string, now: Date, kept?: Update): Promise<void> {
    await db
      .updateTable('inbox')
      .set({
        state: 'failed',
        error: error.slice(0, 2000),
        handled_at: now.toISOString(),
        body: kept === undefined ? '{}' : JSON.stringify(kept),
      })
      .where('id', '=', id)
      .execute()
  },

  /** What a crash or a full disk left undone, oldest first. Rows that can't be read are marked failed and skipped. */
  async pending(after: number, limit: number, now: Date): Promise<InboxRow[]> {
    const rows = await db
      .selectFrom('inbox')
      .select(['id', 'conversation', 'attempts', 'body'])
      .where('state', '=', pending)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute()
    const readable: InboxRow[] = []
    for (const { body, ...row } of rows) {
      const parsed = updateSchema.safeParse(JSON.parse(body))
      if (parsed.success) readable.push({ ...row, update: parsed.data })
      else await this.fail(row.id, 'unreadable update', now)
    }
    return readable
  },

  /** How many wait to be handled, and how many could not be. */
  async counts(): Promise<{ pending: number; failed: number }> {
    const row = await db
      .selectFrom('inbox')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('state', '=', 'pending').as('pending'),
        fn.countAll<number>().filterWhere('state', '=', 'failed').as('failed'),
      ])
      .where('state', '<>', 'done')
      .executeTakeFirstOrThrow()
    return row
  },

  /** Texts these senders sent, but for the update being handled now. */
  async eraseSender(senders: readonly string[]): Promise<void> {
    if (senders.length === 0) return
    await db
      .updateTable('inbox')
      .set({ body: '{}' })
      .where('state', '<>', pending)
      .where(eb => eb.fn<string>('json_extract', ['body', eb.val('$.sender.id')]), 'in', senders)
      .execute()
  },

  /** Drops the texts of what was handled before `before`; the ids stay so that a late repeat is still known. */
  async forgetBodies(before: Date): Promise<number> {
    const result = await db
      .updateTable('inbox')
      .set({ body: '{}' })
      .where('state', '<>', pending)
      .where('handled_at', '<', before.toISOString())
      .where('body', '<>', '{}')
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** Drops rows handled before `before`: long after any channel would repeat them. */
  async purge(before: Date): Promise<number> {
    const result = await db
      .deleteFrom('inbox')
      .where('state', '<>', pending)
      .where('handled_at', '<', before.toISOString())
      .executeTakeFirst()
    return Number(result.numDeletedRows)
  },

  /** How many messages written before `since` have been handled after it: what waited while the program was not running. */
  async handledLate(since: Date): Promise<number> {
    const at = since.toISOString()
    const row = await db
      .selectFrom('inbox')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where(sql<boolean>`state <> 'pending'`)
      .where('handled_at', '>=', at)
      .where(sql<boolean>`julianday(json_extract(body, '$.at')) < julianday(${at})`)
      .where(sql<boolean>`json_extract(body, '$.addressed')`)
      .executeTakeFirstOrThrow()
    return row.n
  },

  /** When the channel last delivered something; undefined if never. */
  async lastReceived(channel: Channel): Promise<Date | undefined> {
    const row = await db
      .selectFrom('inbox')
      .select(({ fn }) => fn.max('received_at').as('at'))
      .where('channel', '=', channel)
      .executeTakeFirst()
    return row?.at ? new Date(row.at) : undefined
  },
})
