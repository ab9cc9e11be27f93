/** What people of the ward approved for learning: kept from the approval on, written to content files right after. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export interface ContentChange {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly entry: string
  /** As it was stored; its owner checks the shape. */
  readonly body: unknown
  readonly applied: boolean
}

export type ContentChangeRepository = ReturnType<typeof createContentChangeRepository>

export const createContentChangeRepository = (db: Kysely<Database>) => ({
  /** @returns its id */
  async add(
    change: { readonly actor: string; readonly kind: string; readonly entry: string; readonly body: unknown },
    now: Date,
  ): Promise<number> {
    const result = await db
      .insertInto('content_change')
      .values({ ...change, body: JSON.stringify(change.body), at: now.toISOString() })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  },

  /** Approved, not yet in use; oldest first. */
  async waiting(): Promise<ContentChange[]> {
    const rows = await db
      .selectFrom('content_change')
      .selectAll()
      .where('applied_at', 'is', null)
      .orderBy('id')
      .execute()
    return rows.map(toChange)
  },

  /** @returns false when it was marked before */
  async markApplied(id: number, now: Date): Promise<boolean> {
    const result = await db
      .updateTable('content_change')
      .set({ applied_at: now.toISOString() })
      .where('id', '=', id)
      .where('applied_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /** Everything ever approved, oldest first. */
  async all(): Promise<ContentChange[]> {
    return (await db.selectFrom('content_change').selectAll().orderBy('id').execute()).map(toChange)
  },
})

const toChange = (row: {
  id: number
  at: string
  actor: string
  kind: string
  entry: string
  body: string
  applied_at: string | null
}): ContentChange => ({
  id: row.id,
  at: new Date(row.at),
  actor: row.actor,
  kind: row.kind,
  entry: row.entry,
  body: JSON.parse(row.body),
  applied: row.applied_at !== null,
})
