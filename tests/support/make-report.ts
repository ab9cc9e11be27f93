/** Makes a report's files in the process of the test: a thread would load the libraries anew each time. */
import { randomUUID } from 'node:crypto'
import { loadLocales } from '../../content/locales.ts'
import type { ReportFile } from '../../handlers/report/files.ts'
import { namesIn } from '../../handlers/report/load.ts'
import type { MakingOrder } from '../../handlers/report/make-apart.ts'
import { createEvidenceStore } from '../../storage/evidence-store.ts'

export const makeHere = async (order: MakingOrder): Promise<readonly ReportFile[]> => {
  const { writeReport } = await import('../../handlers/report/files.ts')
  return await writeReport(order.report, namesIn(loadLocales(order.contentDir).in('vi')), {
    folder: order.folder,
    pathOf: createEvidenceStore(order.evidence, randomUUID).pathOf,
    now: order.now,
    draft: order.draft,
  })
}
