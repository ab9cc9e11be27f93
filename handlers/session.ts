/** What a conversation remembers for a while: the last answer, the choices on offer, a form being filled. */
import { z } from 'zod'
import { facets } from '../content/model/faq.ts'

/** Raise when the shape changes: older sessions are then forgotten, never misread. */
export const sessionVersion = 1
/** A conversation is forgotten after this long without a word. */
export const sessionLifeMs = 24 * 60 * 60 * 1000
/** Choices offered stay open this long (channel notes: "say 30 min"). */
export const offerLifeMs = 30 * 60 * 1000
/** A follow-up ("bao nhiêu tiền?") is tied to the last answer this long. */
export const topicLifeMs = 30 * 60 * 1000

const offerSchema = z.object({ label: z.string(), value: z.string() })

export const sessionSchema = z.object({
  /** Choices of our last message; a number or a label picks one. */
  offered: z.object({ at: z.string(), choices: z.array(offerSchema), labelsOnly: z.boolean() }).optional(),
  /** What was answered last. */
  topic: z
    .object({
      entry: z.string(),
      topic: z.string(),
      facet: z.enum(facets).optional(),
      asked: z.string().optional(),
      at: z.string(),
    })
    .optional(),
  /** Entries answered before it, newest first, for "quay lại". */
  before: z.array(z.string()).optional(),
  /** Stored questions asked here lately, oldest first: the stored ones name nobody, so only this knows whose they are. */
  asked: z.array(z.object({ id: z.number(), at: z.string() })).optional(),
  /** Rounds of choices or refusals in a row; after two a person is offered. */
  rounds: z.number().optional(),
  /** The choices on offer are for a matter we heard well enough: a bare "mất bao nhiêu" is about it, not about the answer before. */
  asking: z.boolean().optional(),
  /** A form in progress; its capability owns and checks `data`. */
  form: z.object({ name: z.string(), data: z.unknown(), at: z.string() }).optional(),
})
export type Session = z.infer<typeof sessionSchema>
