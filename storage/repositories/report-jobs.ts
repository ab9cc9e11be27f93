/** Reports asked for in chat: a handler queues them in its transaction, the report maker does them, each once. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export interface NewReportJob {
  readonly kind: 'draft' | 'issue' | 'fetch'
  /** "2026-Q3" */
  readonly period: string
  /** null = the whole ward. */
  readonly unit: string | null
  readonly cutoff: string | null
  /** Issue although the period was reported before. */
  readonly supplement: boolean
  /** The issued report to send again. */
  readonly report: number | null
  readonly contact: number
}

export interface ReportJob extends NewReportJob {
  readonly id: number
  readonly attempts: number
  readonly askedAt: Date
}

export type ReportJobRepository = ReturnType<typeof createReportJobRepository>

export const createReportJobRepository = (db: Kysely<Database>) => ({
  /** @returns false when the same report is being issued already */
  async add(job: NewReportJob, now: Date): Promise<boolean> {
    const result = await db
      .insertInto('report_job')
      .values({
        kind: job.kind,
        period: job.period,
        unit: job.unit ?? '',
        cutoff: job.cutoff,
        supplement: job.supplement ? 1 : 0,
        report_id: job.report,
        contact_id: job.contact,
        state: 'pending',
        attempts: 0,
        asked_at: now.toISOString(),
        finished_at: null,
        failure: null,
      })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst()
    return result.numInsertedOrUpdatedRows === 1n
  },

  /** Whether this person already waits for the same thing: a second tap needs no second file. */
  async isWaiting(
    job: Pick<NewReportJob, 'kind' | 'period' | 'unit' | 'report' | 'contact'>,
  ): Promise<boolean> {
    const row = await db
      .selectFrom('report_job')
      .select('id')
      .where('state', '=', 'pending')
      .where('kind', '=', job.kind)
      .where('period', '=', job.period)
      .where('unit', '=', job.unit ?? '')
      .where('contact_id', '=', job.contact)
      .where('report_id', job.report === null ? 'is' : '=', job.report)
      .executeTakeFirst()
    return row !== undefined
  },

  /** The oldest that waits; its attempt is counted from now on, so that work that kills the program ends. */
  async begin(): Promise<ReportJob | undefined> {
    const row = await db
      .updateTable('report_job')
      .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
      .where(
        'id',
        '=',
        db.selectFrom('report_job').select('id').where('state', '=', 'pending').orderBy('id').limit(1),
      )
      .returningAll()
      .executeTakeFirst()
    return (
      row && {
        id: row.id,
        kind: row.kind,
        period: row.period,
        unit: row.unit === '' ? null : row.unit,
        cutoff: row.cutoff,
        supplement: row.supplement === 1,
        report: row.report_id,
        contact: row.contact_id,
        attempts: row.attempts,
        askedAt: new Date(row.asked_at),
      }
    )
  },

  /**
   * @param failure why it was given up; null = done
   * @returns false when it was finished before: its reply must not be sent twice
   */
  async finish(id: number, failure: string | null, now: Date): Promise<boolean> {
    const result = await db
      .updateTable('report_job')
      .set({ state: failure === null ? 'done' : 'failed', finished_at: now.toISOString(), failure })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /** The report this job issued. */
  async noteReport(id: number, report: number): Promise<void> {
    await db.updateTable('report_job').set({ report_id: report }).where('id', '=', id).execute()
  },
})
