/** One thing a person of the ward approved for learning: phrasings of an entry, or a new entry. Plain data, checked. */
import { z } from 'zod'
import { fold } from '../language/unicode.ts'
import type { Library } from '../library.ts'
import { ownEntrySchema, phrasingsSchema } from '../model/faq.ts'
import { sameQuestion } from './phrasings.ts'

export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('phrasings'), ...phrasingsSchema.shape }),
  z.strictObject({ kind: z.literal('entry'), entry: ownEntrySchema }),
])
export type Change = z.infer<typeof changeSchema>

/** The id of the entry a change makes or adds to. */
export const entryOf = (change: Change): string => (change.kind === 'entry' ? change.entry.id : change.entry)

/** Whether the content in use already has what the change says. */
export const isInUse = (change: Change, { entries }: Pick<Library, 'entries'>): boolean => {
  const entry = entries.find(({ id }) => id === entryOf(change))
  if (entry === undefined) return false
  if (change.kind === 'entry') return true
  const known = new Set(entry.questions.map(sameQuestion))
  return change.questions.every(question => known.has(sameQuestion(question)))
}

/** A button's value ("entry:<id>") has 64 bytes at most, and the id may get a number. */
const longestSlug = 36

/** An id for a new entry that nobody has yet: `learnt.lich-cat-dien`, `learnt.lich-cat-dien-2`. */
export const newEntryId = (title: string, taken: ReadonlySet<string>): string => {
  const slug = fold(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '')
  const id = `learnt.${slug === '' ? 'muc' : slug}`
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? id : `${id}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}

/** What of a resident's words can be taught as a phrasing: without marks of masking, not too long; undefined if nothing is left. */
export const phrasingOf = (text: string): string | undefined => {
  const clean = text
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const cut = clean.length <= 240 ? clean : clean.slice(0, 240).replace(/\s+\S*$/, '')
  return z.string().min(2).safeParse(cut).success ? cut : undefined
}
