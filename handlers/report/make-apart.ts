/** Makes a report's files in a thread of its own: packing documents takes seconds in which nobody would get an answer. */
import { Worker } from 'node:worker_threads'
import type { Report } from '../../content/report/report.ts'
import type { ReportFile } from './files.ts'

/** What goes to the thread. */
export interface MakingOrder {
  readonly report: Report
  /** Where the files go; made when absent. */
  readonly folder: string
  /** Of the evidence store. */
  readonly evidence: string
  readonly contentDir: string
  readonly draft: boolean
  readonly now: Date
}

/** What comes back. */
export type MakingResult =
  | { readonly kind: 'made'; readonly files: readonly ReportFile[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Enough for the largest year; what needs more fails alone. */
const mostMegabytes = 1024

/** @returns document, annex and evidence. @throws Error with what the thread says */
export const makeApart = async (order: MakingOrder): Promise<readonly ReportFile[]> => {
  const worker = new Worker(new URL('./make-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  try {
    const result = await new Promise<MakingResult>((resolve, reject) => {
      worker.once('message', (message: MakingResult) => resolve(message))
      worker.once('error', reject)
      worker.once('exit', code => reject(new Error(`the thread that makes reports ended with ${code}`)))
    })
    if (result.kind === 'failed') throw new Error(result.message)
    return result.files
  } finally {
    await worker.terminate()
  }
}
