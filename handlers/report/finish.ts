/** What issuing a report does in one transaction: it is frozen, audited, and proves the plan's own task of reporting. */
import type { Plan } from '../../content/plan/plan.ts'
import { taskSubject } from '../../content/plan/progress/facts.ts'
import { reportTask } from '../../content/report/due.ts'
import type { Report } from '../../content/report/report.ts'
import { dayOf } from '../../content/vietnam-time.ts'
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
  readonly contact: number
  readonly now: Date
}

/** @returns the report's id */
export const finishIssue = async (
  repositories: Pick<Repositories, 'reports' | 'audit' | 'planItems'>,
  { report, files, printed, contact, now }: Finishing,
): Promise<number> => {
  const id = await issueReport(repositories, report, files, { by: contact, now })
  const [document] = files
  const task = report.unit === null ? reportTask(printed, report.period) : null
  if (task === null || document === undefined) return id
  const { planItems, audit } = repositories
  const doing = { contact, now }
  const subject = taskSubject(task.no)
  const item = await planItems.ensure({ year: printed.year, subject, part: task.part }, doing)
  const known = await planItems.byId(item)
  const on = known?.doneOn ?? dayOf(now)
  if (known?.doneOn == null) {
    await planItems.markDone(item, { on, note: `Báo cáo số ${id} trong hệ thống` }, doing)
    await audit.add(
      {
        actor: `contact:${contact}`,
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
  return id
}
