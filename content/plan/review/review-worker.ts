/** The thread a handed-in plan is read in: file → text → what it says → a review. Answers once. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { unitSchema } from '../../model/ward.ts'
import { readDocument } from '../input/document.ts'
import { readPlan } from '../read/read-plan.ts'
import { startReview } from './review.ts'

const { bytes, id, name, ward } = z
  .object({
    bytes: z.instanceof(Uint8Array),
    id: z.string(),
    name: z.string(),
    ward: z.object({ name: z.string(), kind: z.string(), units: z.array(unitSchema) }).nullable(),
  })
  .parse(workerData)

const document = await readDocument(bytes)
if (!document.ok) parentPort?.postMessage({ problem: document.problem })
else {
  const read = readPlan(document.text)
  parentPort?.postMessage(
    read.sections.length === 0
      ? { problem: 'not-a-plan' }
      : { review: startReview({ id, name, text: document.text, read, ward }) },
  )
}
