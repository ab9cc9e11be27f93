/** The catalogue of things residents ask about; answers and evaluation share its ids (`content/topics.yaml`). */
import { z } from 'zod'

export const topicIdPattern = /^[a-z0-9]+([.-][a-z0-9]+)+$/
export const topicId = z
  .string()
  .regex(topicIdPattern, 'mã chủ đề chỉ gồm chữ thường, số, dấu chấm và gạch nối')

export const topicSchema = z.strictObject({
  id: topicId,
  group: z.string(),
  /** Shown in menus and choices. */
  title: z.string().min(3),
  /** For editors: what belongs here and what goes to a neighbour. */
  scope: z.string(),
})
export const topicsFile = z.strictObject({
  groups: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  topics: z.array(topicSchema),
})
export type Topic = z.infer<typeof topicSchema>
