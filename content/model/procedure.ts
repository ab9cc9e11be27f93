/** Commune-level procedures (thủ tục hành chính, `tthc`) as structured knowledge (`content/procedures/*.yaml`). */
import { z } from 'zod'
import { topicId } from './topic.ts'

export const procedureChannels = ['online', 'post', 'in-person'] as const

export const procedureSchema = z.strictObject({
  /** National code, e.g. 1.001193. */
  code: z.string().regex(/^\d\.\d{6}$/),
  /** Official name as published. */
  name: z.string().min(5),
  /** Short plain name for lists and cards, at most 70 characters. */
  title: z.string().min(5).max(70),
  /** Everyday names and life events that lead here. */
  aliases: z.array(z.string()).default([]),
  field: z.string(),
  /** Catalogue topic that explains it; null where none does. */
  topic: topicId.nullable(),
  /** Who decides. */
  authority: z.string().nullable(),
  /** commune = a ward's own; elsewhere = people ask the ward but another office decides. */
  level: z.enum(['commune', 'elsewhere']),
  documents: z.array(z.string()),
  /** More documents exist than are listed. */
  documentsMore: z.int().nullable().default(null),
  submission: z.array(
    z.strictObject({
      channel: z.enum(procedureChannels),
      /** As people read it; null = the source does not say or can't be trusted. */
      time: z.string().nullable(),
      fee: z.string().nullable(),
    }),
  ),
  result: z.string().nullable(),
  legalBasis: z.array(z.string()),
  url: z.url({ protocol: /^https$/, hostname: /(^|\.)dichvucong\.gov\.vn$/ }).nullable(),
  /** in-force = checked; unchecked = nobody looked; to-check | amended = tell people to check; abolished = say so. */
  status: z.enum(['in-force', 'unchecked', 'to-check', 'amended', 'abolished']),
  statusNote: z.string().nullable().default(null),
  /** Day of the snapshot or check. */
  checked: z.iso.date(),
})
export type Procedure = z.infer<typeof procedureSchema>
export const procedureFile = z.array(procedureSchema)
