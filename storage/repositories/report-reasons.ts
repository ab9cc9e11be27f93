/** Why units fell behind, by period, target (or task) and unit: asked for, said, or passed over. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export interface ReportReason {
  readonly id: number
  /** "2026-Q3" */
  readonly period: string
  /** "target:<id>" or "task:<no>". */
  readonly subject: string
  readonly unit: string
  /** Contact that asked, and when last. */
  readonly askedBy: number
  readonly askedAt: Date
  /** null until it is said. */
  readonly text: string | null
  readonly skipped: boolean
  /** Name of who said it. */
  readonly givenBy: string | null
  readonly givenAt: Date | null
}

export type ReportReasonRepository = ReturnType<typeof createReportReasonRepository>

export const createReportReasonRepository = (db: Kysely<Database>) => {
  const select = () =>
    db
      .selectFrom('report_reason')
      .leftJoin('contact', 'contact.id', 'report_reason.given_by')
      .selectAll('report_reason')
      .select('contact.name')

  return {
    /** All of a period, in the order they were first asked. */
    async list(period: string): Promise<ReportReason[]> {
      const rows = await select().where('period', '=', period).orderBy('report_reason.id').execute()
      return rows.map(toReason)
    },

    async byId(id: number): Promise<ReportReason | undefined> {
      const row = await select().where('report_reason.id', '=', id).executeTakeFirst()
      return row && toReason(row)
    },

    /** Notes that a unit was asked; what it said before stays. @returns the row's id */
    async ask(
      about: Pick<ReportReason, 'period' | 'subject' | 'unit'>,
      { contact, now }: { contact: number; now: Date },
    ): Promise<number> {
      const asked = { asked_by: contact, asked_at: now.toISOString() }
      const row = await db
        .insertInto('report_reason')
        .values({
          period: about.period,
          subject: about.subject,
          unit: about.unit,
          ...asked,
          text: null,
          skipped: 0,
          given_by: null,
          given_at: null,
        })
        .onConflict(conflict => conflict.columns(['period', 'subject', 'unit']).doUpdateSet(asked))
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },

    /** @param text null = they would rather not say */
    async answer(
      id: number,
      text: string | null,
      { contact, now }: { contact: number; now: Date },
    ): Promise<void> {
      await db
        .updateTable('report_reason')
        .set({ text, skipped: text === null ? 1 : 0, given_by: contact, given_at: now.toISOString() })
        .where('id', '=', id)
        .execute()
    },
  }
}

const toReason = (row: {
  id: number
  period: string
  subject: string
  unit: string
  asked_by: number
  asked_at: string
  text: string | null
  skipped: number
  name: string | null
  given_at: string | null
}): ReportReason => ({
  id: row.id,
  period: row.period,
  subject: row.subject,
  unit: row.unit,
  askedBy: row.asked_by,
  askedAt: new Date(row.asked_at),
  text: row.text,
  skipped: row.skipped === 1,
  givenBy: row.text === null ? null : row.name,
  givenAt: row.text === null || row.given_at === null ? null : new Date(row.given_at),
})
