/** Photos and files of cases: each bound to its case, and gone from the disk when the case's texts go. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { CaseFileTable } from '../schema/cases.ts'
import type { Database } from '../schema.ts'

export interface CaseFile {
  readonly id: number
  readonly at: Date
  readonly side: CaseFileTable['side']
  readonly kind: CaseFileTable['kind']
  /** Of the kept bytes, as the evidence store names them. */
  readonly sha256: string
  /** As its sender called it, masked. */
  readonly name: string | null
  readonly mimeType: string
  readonly size: number
}

export type CaseFileRepository = ReturnType<typeof createCaseFileRepository>

export const createCaseFileRepository = (db: Kysely<Database>) => ({
  /** @param file.case null while a feedback form is being filled: {@link bind} ties it to its case */
  async add(
    file: Omit<CaseFile, 'id' | 'at'> & { readonly case: number | null; readonly contact: number },
    now: Date,
  ): Promise<number> {
    const result = await db
      .insertInto('case_file')
      .values({
        case_id: file.case,
        at: now.toISOString(),
        side: file.side,
        contact_id: file.contact,
        kind: file.kind,
        sha256: file.sha256,
        name: file.name,
        mime_type: file.mimeType,
        size: file.size,
      })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  },

  /** Files of an unfinished form become the case's; only the sender's own. */
  async bind(ids: readonly number[], to: { case: number; contact: number }): Promise<void> {
    if (ids.length === 0) return
    await db
      .updateTable('case_file')
      .set({ case_id: to.case })
      .where('id', 'in', ids)
      .where('contact_id', '=', to.contact)
      .where('case_id', 'is', null)
      .where('doomed_at', 'is', null)
      .execute()
  },

  /** Those still there, oldest first. */
  async of(id: number): Promise<CaseFile[]> {
    const rows = await db
      .selectFrom('case_file')
      .selectAll()
      .where('case_id', '=', id)
      .where('doomed_at', 'is', null)
      .orderBy('id')
      .execute()
    return rows.map(toFile)
  },

  /** The newest one this person sent into the case, to take it back. */
  async newestBy(id: number, contact: number): Promise<CaseFile | undefined> {
    const row = await db
      .selectFrom('case_file')
      .selectAll()
      .where('case_id', '=', id)
      .where('contact_id', '=', contact)
      .where('doomed_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && toFile(row)
  },

  async doom(id: number, now: Date): Promise<void> {
    await db
      .updateTable('case_file')
      .set({ doomed_at: now.toISOString(), name: null })
      .where('id', '=', id)
      .where('doomed_at', 'is', null)
      .execute()
  },

  /** Files of forms nobody finished. @returns how many */
  async doomUnbound(before: Date, now: Date): Promise<number> {
    const result = await db
      .updateTable('case_file')
      .set({ doomed_at: now.toISOString(), name: null })
      .where('case_id', 'is', null)
      .where('doomed_at', 'is', null)
      .where('at', '<', before.toISOString())
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** Files of these people that never came into a case. */
  async doomUnboundOf(contacts: readonly number[], now: Date): Promise<void> {
    if (contacts.length === 0) return
    await db
      .updateTable('case_file')
      .set({ doomed_at: now.toISOString(), name: null })
      .where('case_id', 'is', null)
      .where('doomed_at', 'is', null)
      .where('contact_id', 'in', contacts)
      .execute()
  },

  /**
   * Files to take off the disk. `shared`: the same bytes are still kept for something else (another case, an activity's or
   * a plan item's evidence), so only this row's claim on them ends. One that still waits in the outbox waits too.
   */
  async doomed(limit: number): Promise<{ id: number; sha256: string; shared: boolean }[]> {
    const rows = await sql<{ id: number; sha256: string; shared: number }>`
      SELECT file.id, file.sha256,
        EXISTS (SELECT 1 FROM case_file o WHERE o.sha256 = file.sha256 AND o.doomed_at IS NULL)
        OR EXISTS (SELECT 1 FROM evidence e WHERE e.sha256 = file.sha256 AND e.removed_at IS NULL)
        OR EXISTS (SELECT 1 FROM plan_evidence p WHERE p.sha256 = file.sha256) AS shared
      FROM case_file file
      WHERE file.doomed_at IS NOT NULL AND file.erased_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE state = 'pending' AND instr(body, file.sha256) > 0)
      ORDER BY file.id LIMIT ${limit}`.execute(db)
    return rows.rows.map(({ id, sha256, shared }) => ({ id, sha256, shared: shared === 1 }))
  },

  async noteErased(id: number, now: Date): Promise<void> {
    await db.updateTable('case_file').set({ erased_at: now.toISOString() }).where('id', '=', id).execute()
  },
})

const toFile = (row: Selectable<CaseFileTable>): CaseFile => ({
  id: row.id,
  at: new Date(row.at),
  side: row.side,
  kind: row.kind,
  sha256: row.sha256,
  name: row.name,
  mimeType: row.mime_type,
  size: row.size,
})
