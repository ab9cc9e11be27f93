/** Plan documents under review: the file as it waits to be read, the review with its answers, what became of it. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export type PlanReviewState = 'reading' | 'open' | 'unreadable' | 'applied' | 'dropped'

export interface StoredReview {
  readonly id: number
  /** Stands in the buttons, so that those of an earlier review are told apart. */
  readonly code: string
  /** Contact that sent the file, or took the review over last; null = from the command line. */
  readonly contact: number | null
  readonly name: string
  readonly sha256: string
  readonly state: PlanReviewState
  /** How often reading it was begun. */
  readonly attempts: number
  /** As it was stored; its owner checks the shape. */
  readonly review: unknown
  readonly changedAt: Date
}

export type PlanReviewRepository = ReturnType<typeof createPlanReviewRepository>

export const createPlanReviewRepository = (db: Kysely<Database>) => {
  const dropOthers = async (now: Date): Promise<void> => {
    await db
      .updateTable('plan_review')
      .set({ state: 'dropped', changed_at: now.toISOString() })
      .where('state', 'in', ['reading', 'open'])
      .execute()
  }

  const add = async (
    given: { code: string; contact: number | null; name: string; sha256: string },
    more: { state: 'reading' | 'open'; review: unknown },
    now: Date,
  ): Promise<number> => {
    await dropOthers(now)
    const at = now.toISOString()
    const result = await db
      .insertInto('plan_review')
      .values({
        code: given.code,
        contact_id: given.contact,
        name: given.name,
        sha256: given.sha256,
        state: more.state,
        review: more.review === null ? null : JSON.stringify(more.review),
        created_at: at,
        changed_at: at,
      })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  }

  return {
    /** A file that waits to be read; whatever was under way is dropped. @returns its id */
    async receive(
      given: { code: string; contact: number | null; name: string; sha256: string },
      now: Date,
    ): Promise<number> {
      return await add(given, { state: 'reading', review: null }, now)
    },

    /** A review that was begun elsewhere (the command line reads the file itself). @returns its id */
    async begin(
      given: { code: string; contact: number | null; name: string; sha256: string },
      review: unknown,
      now: Date,
    ): Promise<number> {
      return await add(given, { state: 'open', review }, now)
    },

    /** The one that is being read or reviewed. */
    async underWay(): Promise<StoredReview | undefined> {
      const row = await db
        .selectFrom('plan_review')
        .selectAll()
        .where('state', 'in', ['reading', 'open'])
        .executeTakeFirst()
      return row && toReview(row)
    },

    async byId(id: number): Promise<StoredReview | undefined> {
      const row = await db.selectFrom('plan_review').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toReview(row)
    },

    /** Counts one more attempt to read it. @returns false when it no longer waits */
    async noteAttempt(id: number, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('plan_review')
        .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), changed_at: now.toISOString() }))
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Read: the review begins. @returns false when another file came meanwhile */
    async open(id: number, review: unknown, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('plan_review')
        .set({ state: 'open', review: JSON.stringify(review), changed_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Can't be read. @returns false when another file came meanwhile */
    async fail(id: number, problem: string, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('plan_review')
        .set({ state: 'unreadable', problem, changed_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Keeps the answers given so far and whose hand they are in. @returns false when it is over */
    async save(id: number, review: unknown, contact: number | null, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('plan_review')
        .set({ review: JSON.stringify(review), contact_id: contact, changed_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** @param change the content change it became; null = thrown away. @returns false when it was over already */
    async close(id: number, change: number | null, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('plan_review')
        .set({
          state: change === null ? 'dropped' : 'applied',
          change_id: change,
          changed_at: now.toISOString(),
        })
        .where('id', '=', id)
        .where('state', 'in', ['reading', 'open'])
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
  }
}

const toReview = (row: {
  id: number
  code: string
  contact_id: number | null
  name: string
  sha256: string
  state: PlanReviewState
  attempts: number
  review: string | null
  changed_at: string
}): StoredReview => ({
  id: row.id,
  code: row.code,
  contact: row.contact_id,
  name: row.name,
  sha256: row.sha256,
  state: row.state,
  attempts: row.attempts,
  review: row.review === null ? null : JSON.parse(row.review),
  changedAt: new Date(row.changed_at),
})
