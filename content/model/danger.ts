/** Cries for help and signs of fraud (`content/danger.yaml`), and the rule that hears them in a sentence. */
import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../yaml.ts'
import { BrokenFile } from './broken-file.ts'
import { topicId } from './topic.ts'

/** fire → 114, crime → 113, medical → 115 (self-harm too), child → 111, scam → the warning first. */
export const dangerKindSchema = z.enum(['fire', 'crime', 'medical', 'child', 'scam'])

const phrase = z
  .string()
  .max(60)
  .regex(
    /^[\p{L}\p{N}]+( (…|[\p{L}\p{N}]+))* [\p{L}\p{N}]+$|^[\p{L}\p{N}]+$/u,
    'chỉ gồm các từ, và "…" ở giữa',
  )

export const dangerSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  kind: dangerKindSchema,
  /** Entry of `content/faq` shown after the warning. */
  entry: topicId.nullable().transform(value => value ?? undefined),
  when: z.array(phrase).min(1),
  /** Like `when`, heard only with diacritics: bare "chay xe" is driving. */
  marked: z.array(phrase).default([]),
  unless: z.array(phrase).default([]),
  always: z.array(phrase).default([]),
  questions: z.array(z.string().min(2).max(240)).min(30, 'cần ít nhất 30 cách nói'),
})
export type DangerRule = z.infer<typeof dangerSchema>
export const dangerFile = z.array(dangerSchema)

/**
 * @param contentDir the folder `content/` of the program
 * @throws BrokenFile when the file can't be read or breaks its schema
 */
export const loadDanger = (contentDir: string): readonly DangerRule[] => {
  const { value, problems } = readYaml(join(contentDir, 'danger.yaml'), dangerFile, 'content/danger.yaml')
  if (value === undefined) throw new BrokenFile('content/danger.yaml', problems)
  return value
}

const gap = '…'
/** How many words (or commas) "…" may skip. */
const widestGap = 4

const strip = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
/** Words, gaps, and "," for any pause inside a sentence: no phrase reaches across one unless its gap does. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[,:()"“”]+/g, ' , ')
    .match(/[\p{L}\p{N}]+|[…,]/gu) ?? []

/** A typed word without any mark stands for every word it could be; "chạy" is not "cháy". */
interface Meant {
  readonly word: string
  readonly bare: string
}
/** The rest of each phrase, by its first word with and without marks. */
type Phrases = ReadonlyMap<string, readonly (readonly Meant[])[]>

const index = (phrases: readonly string[], marked: readonly string[] = []): Phrases => {
  const byFirst = new Map<string, (readonly Meant[])[]>()
  const add = (text: string, bare: (word: string) => string): void => {
    const [first, ...rest] = wordsOf(text).map((word): Meant => ({ word, bare: bare(word) }))
    if (first === undefined) return
    for (const key of new Set([first.word, first.bare])) {
      byFirst.set(key, [...(byFirst.get(key) ?? []), rest])
    }
  }
  for (const text of phrases) add(text, strip)
  for (const text of marked) add(text, word => word)
  return byFirst
}

interface Indexed {
  readonly when: Phrases
  readonly unless: Phrases
  /** As spelt only: in a sentence typed with marks "bán con cho người ta" has no dog in it. */
  readonly unlessSpelt: Phrases
  readonly always: Phrases
}
const indexed = new WeakMap<DangerRule, Indexed>()
const indexOf = (rule: DangerRule): Indexed => {
  const known = indexed.get(rule)
  if (known !== undefined) return known
  const made = {
    when: index(rule.when, rule.marked),
    unless: index(rule.unless),
    unlessSpelt: index([], rule.unless),
    always: index(rule.always),
  }
  indexed.set(rule, made)
  return made
}

/** Whether the wanted words stand in the sentence from `from` on, in order and together but for their gaps. */
const standsAt = (sentence: readonly string[], from: number, wanted: readonly Meant[], next = 0): boolean => {
  const meant = wanted[next]
  if (meant === undefined) return true
  if (meant.word === gap) {
    for (let skipped = 0; skipped <= widestGap; skipped += 1) {
      if (standsAt(sentence, from + skipped, wanted, next + 1)) return true
    }
    return false
  }
  const typed = sentence[from]
  return (typed === meant.word || typed === meant.bare) && standsAt(sentence, from + 1, wanted, next + 1)
}

const has = (sentence: readonly string[], phrases: Phrases): boolean =>
  sentence.some((word, at) => phrases.get(word)?.some(rest => standsAt(sentence, at + 1, rest)))

/** One marked word may be a slip of a keyboard's own correction; of two, the writer types marks. */
const typesMarks = (sentence: readonly string[]): boolean =>
  sentence.filter(word => strip(word) !== word).length >= 2

/**
 * The first rule a message rings, judged sentence by sentence: "trợ cấp tai nạn lao động" rings none, because a phrase of
 * `unless` stands in the same sentence. Never throws.
 * @param text as typed, or with abbreviations already written out; at most its first 1,000 characters are heard
 */
export const findDanger = (text: string, rules: readonly DangerRule[]): DangerRule | undefined => {
  const sentences = text
    .slice(0, 1_000)
    .split(/[.!?;\n]+/)
    .map(wordsOf)
    .filter(words => words.length > 0)
  return rules.find(rule => {
    const { when, unless, unlessSpelt, always } = indexOf(rule)
    return sentences.some(
      sentence =>
        has(sentence, always) ||
        (has(sentence, when) && !has(sentence, typesMarks(sentence) ? unlessSpelt : unless)),
    )
  })
}
