/** What has outlived its term and has no repository of its own for that, and how old the oldest of each kind is. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { tieNeededUntil, tieUnneeded } from './questions.ts'
import { isTalk } from './web-messages.ts'

export type RetentionRepository = ReturnType<typeof createRetentionRepository>

export const createRetentionRepository = (db: Kysely<Database>) => {
  const oldest = async (query: ReturnType<typeof sql<{ at: string | null }>>): Promise<Date | null> => {
    const { rows } = await query.execute(db)
    const at = rows[0]?.at ?? null
    return at === null ? null : new Date(at)
  }
  return {
    /** The event each term is reckoned from, of the oldest row still kept; null when there is none. */
    oldest: {
      session: () => oldest(sql`SELECT min(updated_at) AS at FROM session`),
      inbox: () =>
        oldest(sql`SELECT min(handled_at) AS at FROM inbox WHERE state <> 'pending' AND body <> '{}'`),
      outbox: () =>
        oldest(sql`SELECT min(finished_at) AS at FROM outbox WHERE state = 'sent' AND body <> '{"text":""}'`),
      undelivered: () =>
        oldest(sql`SELECT min(finished_at) AS at FROM outbox WHERE state = 'dead' AND body <> '{"text":""}'`),
      talk: () => oldest(sql`SELECT min(at) AS at FROM web_message WHERE ${isTalk}`),
      web: () => oldest(sql`SELECT min(at) AS at FROM web_message`),
      asker: () => oldest(sql`SELECT min(${tieNeededUntil}) AS at FROM question WHERE ${tieUnneeded}`),
      question: () => oldest(sql`SELECT min(at) AS at FROM question WHERE text <> ''`),
      case: () =>
        oldest(
          sql`SELECT min(closed_at) AS at FROM resident_case WHERE state = 'closed' AND forgotten_at IS NULL`,
        ),
      phone: () =>
        oldest(
          sql`SELECT min(closed_at) AS at FROM resident_case WHERE state = 'closed' AND phone IS NOT NULL`,
        ),
      rating: () =>
        oldest(sql`SELECT min(at) AS at FROM satisfaction WHERE words IS NOT NULL OR contact_id IS NOT NULL`),
      network: () => oldest(sql`SELECT min(at) AS at FROM satisfaction WHERE network IS NOT NULL`),
      notice: () =>
        oldest(sql`SELECT min(finished_at) AS at FROM broadcast
          WHERE EXISTS (SELECT 1 FROM broadcast_recipient WHERE broadcast_id = broadcast.id)`),
      request: () =>
        oldest(sql`SELECT min(closed_at) AS at FROM data_request
          WHERE closed_at IS NOT NULL AND (text <> '' OR note IS NOT NULL)`),
      name: () =>
        oldest(sql`SELECT min(last_seen_at) AS at FROM contact JOIN person ON person.id = contact.person_id
          WHERE role = 'resident' AND (name IS NOT NULL OR own_name IS NOT NULL OR source IS NOT NULL)`),
      invite: () =>
        oldest(sql`SELECT min(coalesce(used_at, expires_at)) AS at FROM invite WHERE note IS NOT NULL`),
      activity: () =>
        oldest(sql`SELECT min(at) AS at FROM (
          SELECT changed_at AS at FROM activity WHERE note IS NOT NULL OR words <> ''
          UNION ALL SELECT at FROM activity_revision WHERE before IS NOT NULL OR after IS NOT NULL OR reason IS NOT NULL)`),
      evidence: () => oldest(sql`SELECT min(added_at) AS at FROM evidence WHERE forgotten_at IS NULL`),
      audit: () => oldest(sql`SELECT min(at) AS at FROM audit`),
    },

    /** Names of residents who have not written since; the ids stay, so that a case can still be answered. */
    async forgetNames(before: Date): Promise<number> {
      const result = await db
        .updateTable('contact')
        .set({ name: null, own_name: null, source: null })
        .where('last_seen_at', '<', before.toISOString())
        .where(({ or, eb }) =>
          or([eb('name', 'is not', null), eb('own_name', 'is not', null), eb('source', 'is not', null)]),
        )
        .where('person_id', 'in', ({ selectFrom }) =>
          selectFrom('person').select('id').where('role', '=', 'resident'),
        )
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },

    async forgetInviteNotes(before: Date): Promise<number> {
      const result = await db
        .updateTable('invite')
        .set({ note: null })
        .where(({ fn, eb }) => eb(fn.coalesce('used_at', 'expires_at'), '<', before.toISOString()))
        .where('note', 'is not', null)
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },

    /** Notes, words and history of entries; what counts for the plan stays. */
    async forgetActivities(before: Date): Promise<number> {
      const at = before.toISOString()
      const result = await db
        .updateTable('activity')
        .set({ note: null, words: '' })
        .where('changed_at', '<', at)
        .where(({ or, eb }) => or([eb('note', 'is not', null), eb('words', '<>', '')]))
        .executeTakeFirst()
      await db
        .updateTable('activity_revision')
        .set({ before: null, after: null, reason: null })
        .where('at', '<', at)
        .where(({ or, eb }) =>
          or([eb('before', 'is not', null), eb('after', 'is not', null), eb('reason', 'is not', null)]),
        )
        .execute()
      return Number(result.numUpdatedRows)
    },

    /** @returns the hashes of files nothing else refers to any more: the caller deletes them after the commit */
    async forgetEvidence(before: Date, now: Date): Promise<{ rows: number; files: string[] }> {
      const old = await db
        .selectFrom('evidence')
        .select(['id', 'sha256', 'kind'])
        .where('added_at', '<', before.toISOString())
        .where('forgotten_at', 'is', null)
        .execute()
      for (const { id, kind } of old)
        await db
          .updateTable('evidence')
          // A link's row must have an address: an empty one.
          .set({ name: null, url: kind === 'link' ? '' : null, forgotten_at: now.toISOString() })
          .where('id', '=', id)
          .execute()
      const files: string[] = []
      for (const sha256 of new Set(old.flatMap(row => row.sha256 ?? []))) {
        const { rows } = await sql<{ used: number }>`SELECT
          EXISTS (SELECT 1 FROM evidence WHERE sha256 = ${sha256} AND forgotten_at IS NULL)
          OR EXISTS (SELECT 1 FROM plan_evidence WHERE sha256 = ${sha256})
          OR EXISTS (SELECT 1 FROM case_file WHERE sha256 = ${sha256} AND erased_at IS NULL) AS used`.execute(
          db,
        )
        if (rows[0]?.used === 0) files.push(sha256)
      }
      return { rows: old.length, files }
    },
  }
}
