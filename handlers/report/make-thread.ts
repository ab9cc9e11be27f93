/** The thread of {@link makeApart}: takes a report as data, writes its files, and answers once. */
import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { loadLocales } from '../../content/locales.ts'
import { createEvidenceStore } from '../../storage/evidence-store.ts'
import { writeReport } from './files.ts'
import { namesIn } from './load.ts'
import type { MakingOrder, MakingResult } from './make-apart.ts'

/** Written by the same program, so its shape is known. */
const { report, folder, evidence, contentDir, draft, now }: MakingOrder = workerData

const answer = (result: MakingResult): void => parentPort?.postMessage(result)

try {
  const files = await writeReport(report, namesIn(loadLocales(contentDir).in('vi')), {
    folder,
    pathOf: createEvidenceStore(evidence, randomUUID).pathOf,
    now,
    draft,
  })
  // On the disk before the database says they are there.
  for (const { path } of files) {
    const file = await open(path, 'r')
    await file.sync()
    await file.close()
  }
  answer({ kind: 'made', files })
} catch (error) {
  answer({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
