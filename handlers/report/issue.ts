/** Issuing a report freezes it: what it counted, what it said, and the hashes of its files. Later ones build on that. */
import { freeze, type IssuedReport } from '../../content/report/entries.ts'
import type { Report } from '../../content/report/report.ts'
import type { Repositories } from '../../storage/repositories.ts'
import type { ReportFile } from './files.ts'

/** Reports of this scope issued for the year and the one before, whose last days a new year's first report carries. */
export const issuedBefore = async (
  { reports }: Pick<Repositories, 'reports'>,
  unit: string | null,
  year: number,
): Promise<IssuedReport[]> =>
  (await reports.issued(unit, `${year - 1}-01-01`)).map(({ id, period, cutoff, snapshot }) => ({
    id,
    period,
    cutoff,
    entries: snapshot.entries,
  }))

/** @param by contact that issues it; null = from the command line. @returns the report's id */
export const issueReport = async (
  { reports, audit }: Pick<Repositories, 'reports' | 'audit'>,
  report: Report,
  files: readonly ReportFile[],
  { by, now }: { by: number | null; now: Date },
): Promise<number> => {
  const { period, cutoff, unit, selected, differences, targets } = report
  const id = await reports.add(
    {
      year: period.year,
      period,
      cutoff,
      unit,
      snapshot: {
        entries: freeze(selected.inPeriod, differences),
        figures: targets.map(({ id: target, inPeriod, sinceJanuary }) => ({
          target,
          inPeriod,
          sinceJanuary,
        })),
      },
      files: files.map(({ name, sha256, size }) => ({ name, sha256, size })),
      issuedBy: by,
    },
    now,
  )
  await audit.add(
    {
      actor: by === null ? 'command' : `contact:${by}`,
      action: 'report-issued',
      subject: `report:${id}`,
      detail: { period: period.key, cutoff, entries: selected.inPeriod.length },
    },
    now,
  )
  return id
}
