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

/** An issued report without what it counted. */
export type ReportBrief = Omit<StoredReport, 'snapshot'>

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

  /** Which reports of a year were issued: the unit (null = the whole ward) and the period's key. */
  async issuedOf(year: number): Promise<{ readonly unit: string | null; readonly period: string }[]> {
    const rows = await db
      .selectFrom('report')
      .select(['unit', 'period'])
      .distinct()
      .where('year', '=', year)
      .execute()
    return rows.map(({ unit, period }) => ({ unit: unit === '' ? null : unit, period }))
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
      ...toBrief(row),
      snapshot: snapshotSchema.parse(JSON.parse(row.snapshot)),
    }))
  },

  /** Newest first, without what they counted. @param units null among them = the whole ward; undefined = all */
  async list(
    units: readonly (string | null)[] | undefined,
    page: { limit: number; offset: number },
  ): Promise<ReportBrief[]> {
    let query = briefs(db)
    if (units !== undefined)
      query = query.where(
        'unit',
        'in',
        units.map(unit => unit ?? ''),
      )
    return (await query.orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute()).map(toBrief)
  },

  async byId(id: number): Promise<ReportBrief | undefined> {
    const row = await briefs(db).where('id', '=', id).executeTakeFirst()
    return row && toBrief(row)
  },
})

const briefs = (db: Kysely<Database>) =>
  db
    .selectFrom('report')
    .select([
      'id',
      'year',
      'period',
      'period_from',
      'period_to',
      'cutoff',
      'unit',
      'files',
      'issued_by',
      'issued_at',
    ])

const toBrief = (row: {
  id: number
  year: number
  period: string
  period_from: string
  period_to: string
  cutoff: string
  unit: string
  files: string
  issued_by: number | null
  issued_at: string
}): ReportBrief => ({
  id: row.id,
  year: row.year,
  period: { key: row.period, from: row.period_from, to: row.period_to },
  cutoff: row.cutoff,
  unit: row.unit === '' ? null : row.unit,
  files: filesSchema.parse(JSON.parse(row.files)),
  issuedBy: row.issued_by,
  issuedAt: new Date(row.issued_at),
})
