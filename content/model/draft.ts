/**
 * An entry nobody has written yet (`DATA_DIR/content/drafts/*.yaml`): what the plan wants told, how people may ask, where the facts
 * would come from. Nothing of it is ever served: a person writes the answer and moves it to `faq/`.
 */
import { z } from 'zod'
import { topicId } from './topic.ts'

/** What stands in place of an answer. */
export const emptyAnswer = 'chưa có nội dung: không được trả lời'

export const draftSchema = z.strictObject({
  draft: z.literal(true),
  id: topicId,
  /** The bullet, with its clause. */
  plan: z.strictObject({
    ward: z.string(),
    year: z.int().nullable(),
    clause: z.string(),
    text: z.string().min(3),
  }),
  topic: z.strictObject({ id: topicId, group: z.string(), title: z.string().min(3).max(120) }),
  title: z.string().min(3).max(70),
  questions: z.array(z.string().min(5).max(240)).min(5),
  /** Kinds of documents and authorities; no facts. */
  sources: z.array(z.string().min(5)).min(1),
  answer: z.string(),
})
export type Draft = z.infer<typeof draftSchema>
