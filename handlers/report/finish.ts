/**
 * Issuing a report, from the chat and from the command line alike: it is frozen, audited, kept, and proves the plan's own
 * task of reporting.
 */
import { createReadStream } from 'node:fs'
import type { Plan } from '../../content/plan/plan.ts'
import { taskSubject } from '../../content/plan/progress/facts.ts'
import { reportTask } from '../../content/report/due.ts'
import type { Report } from '../../content/report/report.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { type EvidenceStore, evidenceTypes } from '../../storage/evidence-store.ts'
import type { Repositories } from '../../storage/repositories.ts'
import type { ReportFile } from './files.ts'
import { issueReport } from './issue.ts'

export const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface Finishing {
  readonly report: Report
  /** Document, annex, evidence. */
  readonly files: readonly ReportFile[]
  /** As printed: a chosen reading of a deadline does not change which row asked for the report. */
  readonly printed: Plan
  /** In place of the one issued before for the same period. */
  readonly supplement: boolean
  /** null = from the command line. */
  readonly contact: number | null
  readonly now: Date
  /** Puts the files where the copy of the report with this id is kept. */
  readonly keep: (id: number) => Promise<void>
}

/** Before the transaction: the plan's task of reporting keeps the document as its proof. */
export const keepProof = async (
  evidence: Pick<EvidenceStore, 'put'>,
  [document]: readonly ReportFile[],
): Promise<void> => {
  if (document !== undefined)
    await evidence.put(createReadStream(document.path), { maxBytes: document.size, types: evidenceTypes })
}

/**
 * All that issuing changes, for one transaction.
 * @returns the report's id; null when another one was issued since this was made, which does not know of it
 */
export const finishIssue = async (
  repositories: Pick<Repositories, 'reports' | 'audit' | 'planItems'>,
  finishing: Finishing,
): Promise<number | null> => {
  const { report, files, contact, now, keep } = finishing
  const ofPeriod = ({ period }: { readonly period: { readonly key: string } }): boolean =>
    period.key === report.period.key
  const before = report.issued.filter(ofPeriod)
  const same = (await repositories.reports.issued(report.unit, report.period.from)).filter(ofPeriod)
  if (same.length !== before.length || (same.length > 0 && !finishing.supplement)) return null
  const id = await issueReport(repositories, report, files, { by: contact, now })
  await proveTask(repositories, id, finishing)
  await keep(id)
  return id
}

/** The ward's report is a row of the plan's appendix: done, with the document as its proof. */
const proveTask = async (
  { planItems, audit }: Pick<Repositories, 'audit' | 'planItems'>,
  id: number,
  { report, files, printed, contact, now }: Finishing,
): Promise<void> => {
  const [document] = files
  const task = report.unit === null ? reportTask(printed, report.period) : null
  if (task === null || document === undefined) return
  const doing = { contact, now }
  const subject = taskSubject(task.no)
  const item = await planItems.ensure({ year: printed.year, subject, part: task.part }, doing)
  const known = await planItems.byId(item)
  const on = known?.doneOn ?? dayOf(now)
  if (known?.doneOn == null) {
    await planItems.markDone(item, { on, note: `Báo cáo số ${id} trong hệ thống` }, doing)
    await audit.add(
      {
        actor: contact === null ? 'command' : `contact:${contact}`,
        action: 'plan.done',
        subject,
        detail: { part: task.part, on, report: id },
      },
      now,
    )
  }
  await planItems.addEvidence(
    item,
    {
      kind: 'document',
      sha256: document.sha256,
      originalSha256: document.sha256,
      url: null,
      name: document.name,
      mimeType: documentType,
      size: document.size,
    },
    doing,
  )
}
