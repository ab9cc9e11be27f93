/** A handed-in file → a review to begin with, or what is wrong with it; in a thread with limits of time and memory. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { documentProblems, limits } from '../input/problem.ts'
import type { ItemsGiven } from './items.ts'
import { type Review, reviewSchema } from './review.ts'

/** What a file can have; the words are `planDocument.problem.<key>`. */
export const readProblems = [...documentProblems, 'not-a-plan'] as const
export type ReadProblem = (typeof readProblems)[number]

export type ReadResult =
  | { readonly ok: true; readonly review: Review }
  | { readonly ok: false; readonly problem: ReadProblem }

const answer = z.union([
  z.strictObject({ review: reviewSchema }),
  z.strictObject({ problem: z.enum(readProblems) }),
])

/** Opening a file may take `limits.milliseconds`; reading its text takes far less. */
const mostMilliseconds = limits.milliseconds + 15_000

/** Never throws for anything the bytes may hold. */
export const readForReview = async (
  bytes: Uint8Array,
  given: { readonly id: string; readonly name: string; readonly ward: ItemsGiven['ward'] },
): Promise<ReadResult> => {
  const worker = new Worker(new URL('./review-worker.ts', import.meta.url), {
    workerData: {
      bytes: Uint8Array.from(bytes),
      id: given.id,
      name: given.name,
      ward:
        given.ward === null
          ? null
          : { name: given.ward.name, kind: given.ward.kind, units: [...given.ward.units] },
    },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  })
  try {
    const reply = await new Promise<unknown>(resolve => {
      const timer = setTimeout(() => resolve({ problem: 'too-heavy' }), mostMilliseconds)
      const settle = (result: unknown): void => {
        clearTimeout(timer)
        resolve(result)
      }
      worker.once('message', settle)
      worker.once('error', () => settle({ problem: 'too-heavy' }))
      worker.once('exit', () => settle({ problem: 'too-heavy' }))
    })
    const result = answer.parse(reply)
    return 'review' in result ? { ok: true, review: result.review } : { ok: false, problem: result.problem }
  } finally {
    await worker.terminate()
  }
}
