/** Who did what, append-only (the database refuses changes), readable by an inspector. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export interface AuditRecord {
  /** "contact:12", "command:invite", "scheduler". */
  readonly actor: string
  /** "invite.redeem", "activity.approve" … */
  readonly action: string
  readonly subject?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export type AuditRepository = ReturnType<typeof createAuditRepository>

export const createAuditRepository = (db: Kysely<Database>) => ({
  async add(record: AuditRecord, now: Date): Promise<void> {
    await db
      .insertInto('audit')
      .values({
        at: now.toISOString(),
        actor: record.actor,
        action: record.action,
        subject: record.subject ?? null,
        detail: record.detail === undefined ? null : JSON.stringify(record.detail),
      })
      .execute()
  },

  async list(options: {
    subject?: string
    limit: number
  }): Promise<
    { id: number; at: string; actor: string; action: string; subject: string | null; detail: string | null }[]
  > {
    let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(options.limit)
    if (options.subject !== undefined) query = query.where('subject', '=', options.subject)
    return await query.execute()
  },
})
