/** An answer people can trust: what it answers, the words, where they come from and until when they hold. */
import { z } from 'zod'
import { topicId } from './topic.ts'

/** Parts people ask about one by one: "giấy tờ gì", "bao nhiêu tiền", "bao lâu" … */
export const facets = ['documents', 'fee', 'time', 'where', 'who', 'online', 'post', 'how'] as const
export type Facet = (typeof facets)[number]

const day = z.iso.date('ngày phải viết dạng 2026-11-22')

export const sourceSchema = z.strictObject({
  /** Name of the document, e.g. "Nghị định 69/2024/NĐ-CP". */
  name: z.string().min(3),
  /** "Điều 6", "khoản 2 Điều 1", or a section of a ward plan. */
  article: z.string().optional(),
  url: z.url({ protocol: /^https$/, hostname: z.regexes.domain }).optional(),
  /** The day a person last compared this answer with the source. */
  checked: day,
})
export type Source = z.infer<typeof sourceSchema>

export const faqEntrySchema = z.strictObject({
  id: topicId,
  /** Catalogue topics this entry answers, the main one first. */
  topics: z.array(topicId).min(1),
  /** In plain words, told apart from its neighbours when offered as a choice; at most 70 characters. */
  title: z.string().min(5).max(70),
  /** How people really ask: regions, ages, situations; with diacritics unless the phrasing itself has none. */
  questions: z.array(z.string().min(2).max(240)).min(5),
  /** First sentence answers; then steps. Small markup and `{{placeholders}}` of the ward. */
  answer: z.string().min(40).max(1400),
  /**
   * What a loudspeaker reads instead, where the answer speaks to one person before a screen or lists what only this ward
   * has; every placeholder in it must be known. `false`: no matter for a loudspeaker.
   */
  broadcast: z.union([z.literal(false), z.string().min(40).max(1400)]).optional(),
  /** What a loudspeaker calls it, where the title is a choice on a screen ("Bot này là ai"). */
  broadcastTitle: z.string().min(5).max(70).optional(),
  facets: z.partialRecord(z.enum(facets), z.string().min(10).max(900)).default({}),
  /**
   * What its button says where the general word misleads: "Giờ làm việc" for `time`, not "Bao lâu xong". Short, for two
   * stand in a row.
   */
  facetLabels: z.partialRecord(z.enum(facets), z.string().min(3).max(24)).optional(),
  /** Entries offered after this one. */
  followUps: z.array(topicId).max(4).default([]),
  sources: z.array(sourceSchema).min(1),
  /** Plan sections this serves, e.g. "muong-lay:III.1". */
  plans: z.array(z.string().regex(/^[a-z-]+:[A-Z]+[\w.]*$/)).default([]),
  /** Rules here change often: the answer says so. */
  volatile: z.boolean().default(false),
  /** After this day the answer says it awaits review and `content:check` lists it. */
  review: day,
})

/**
 * An entry a ward wrote itself (`DATA_DIR/content/faq`): one phrasing is enough to begin with, the ward adds more as people
 * ask. With a `group` its first topic is its own, for matters the catalogue does not have.
 */
export const ownEntrySchema = faqEntrySchema.extend({
  questions: z.array(z.string().min(2).max(240)).min(1),
  group: z.string().optional(),
})
export type FaqEntry = z.infer<typeof ownEntrySchema>

/** Ways of asking that a ward tied to an entry, its own or a shipped one (`DATA_DIR/content/phrasings.yaml`). */
export const phrasingsSchema = z.strictObject({
  entry: topicId,
  questions: z.array(z.string().min(2).max(240)).min(1),
})
export type Phrasings = z.infer<typeof phrasingsSchema>
export const faqFile = z.array(faqEntrySchema)

/**
 * Questions that are not a ward's business, or not anybody's: what we say instead and where people turn.
 * `content/elsewhere.yaml`. Their phrasings also teach the ranker what not to answer.
 */
export const elsewhereSchema = z.strictObject({
  id: topicId,
  /** Why the bot does not answer; decides the first sentence. */
  reason: z.enum(['other-office', 'needs-file', 'not-public', 'inappropriate', 'no-source']),
  title: z.string().min(3).max(70),
  questions: z.array(z.string().min(2).max(240)).min(5),
  /** Where to turn, one or two sentences. */
  answer: z.string().min(20).max(600),
  sources: z.array(sourceSchema).default([]),
})
export type Elsewhere = z.infer<typeof elsewhereSchema>
export const elsewhereFile = z.array(elsewhereSchema)
