/** Issued reports: what each counted and the hashes of its files. Nothing is changed or deleted. */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../schema.ts'

const frozenEntry = z.object({
  id: z.number(),
  revision: z.string(),
  code: z.string(),
  form: z.string(),
  quantity: z.number(),
  unit: z.string().nullable(),
  date: z.string(),
  target: z.string().nullable(),
  counted: z.boolean(),
})
const figure = z.object({ target: z.string(), inPeriod: z.string(), sinceJanuary: z.string() })
const snapshotSchema = z.object({ entries: z.array(frozenEntry), figures: z.array(figure) })
const filesSchema = z.array(z.object({ name: z.string(), sha256: z.string(), size: z.number() }))

export type ReportSnapshot = z.infer<typeof snapshotSchema>
export type ReportFiles = z.infer<typeof filesSchema>

export interface NewReport {
  readonly year: number
  /** "2026-Q3" */
  readonly period: { readonly key: string; readonly from: string; readonly to: string }
  readonly cutoff: string
  /** null = the whole ward. */
  readonly unit: string | null
  readonly snapshot: ReportSnapshot
  readonly files: ReportFiles
  /** Contact that issued it; null = from the command line. */
  readonly issuedBy: number | null
}

export interface StoredReport extends NewReport {
  readonly id: number
  readonly issuedAt: Date
}

export type ReportRepository = ReturnType<typeof createReportRepository>

export const createReportRepository = (db: Kysely<Database>) => ({
  async add(report: NewReport, now: Date): Promise<number> {
    const result = await db
      .insertInto('report')
      .values({
        year: report.year,
        period: report.period.key,
        period_from: report.period.from,
        period_to: report.period.to,
        cutoff: report.cutoff,
        unit: report.unit ?? '',
        snapshot: JSON.stringify(report.snapshot),
        files: JSON.stringify(report.files),
        issued_by: report.issuedBy,
        issued_at: now.toISOString(),
      })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  },

  /** Of one scope, oldest first; `from` leaves out those whose period ended before that day. */
  async issued(unit: string | null, from: string): Promise<StoredReport[]> {
    const rows = await db
      .selectFrom('report')
      .selectAll()
      .where('unit', '=', unit ?? '')
      .where('period_to', '>=', from)
      .orderBy('id')
      .execute()
    return rows.map(row => ({
      id: row.id,
      year: row.year,
      period: { key: row.period, from: row.period_from, to: row.period_to },
      cutoff: row.cutoff,
      unit: row.unit === '' ? null : row.unit,
      snapshot: snapshotSchema.parse(JSON.parse(row.snapshot)),
      files: filesSchema.parse(JSON.parse(row.files)),
      issuedBy: row.issued_by,
      issuedAt: new Date(row.issued_at),
    }))
  },
})
