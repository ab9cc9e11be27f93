/** A step card for somebody who sits beside a resident: one line a step, short enough to read aloud (`content/handbook.yaml`). */
import { z } from 'zod'
import { topicId } from './topic.ts'

const line = z.string().min(5).max(170)

export const handbookCardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(5).max(50),
  /** What must lie on the table before the first step. */
  ready: z.array(line).min(1).max(4),
  steps: z.array(line).min(3).max(8),
  /** "Nếu vướng": trouble and what to do. */
  stuck: z
    .array(z.strictObject({ when: line, do: line }))
    .min(1)
    .max(5),
  /** Answers whose facts the card repeats: it is reviewed when they are. */
  based: z.array(topicId).min(1),
})
export type HandbookCard = z.infer<typeof handbookCardSchema>
