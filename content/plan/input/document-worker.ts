/** The thread a DOCX or PDF is opened in; answers once with its text or its problem. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { docxText } from './docx.ts'
import { pdfText } from './pdf.ts'
import { DocumentError } from './problem.ts'

const { kind, bytes } = z
  .object({ kind: z.enum(['docx', 'pdf']), bytes: z.instanceof(Uint8Array) })
  .parse(workerData)

try {
  const text = kind === 'docx' ? await docxText(Buffer.from(bytes)) : await pdfText(bytes)
  parentPort?.postMessage({ text })
} catch (error) {
  // Whatever a library throws at a broken file means the same to its owner.
  parentPort?.postMessage({ problem: error instanceof DocumentError ? error.problem : 'damaged' })
}
