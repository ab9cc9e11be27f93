/** What a ward taught: its own ways of asking joined to the entries they belong to, and topics of its own. */
import { fold } from '../language/unicode.ts'
import type { FaqEntry, Phrasings } from '../model/faq.ts'
import type { Topic } from '../model/topic.ts'

/** The same question however it is written: letters and figures only, without marks. */
export const sameQuestion = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * Adds the phrasings to their entries. A person of the ward said where a question belongs, so it leaves any other entry
 * that had it. @returns the entries, and the phrasings whose entry is gone (after an upgrade)
 */
export const joinPhrasings = (
  entries: readonly FaqEntry[],
  phrasings: readonly Phrasings[],
): { readonly entries: readonly FaqEntry[]; readonly lost: readonly Phrasings[] } => {
  if (phrasings.length === 0) return { entries, lost: [] }
  const known = new Set(entries.map(({ id }) => id))
  const owner = new Map<string, string>()
  const added = new Map<string, string[]>()
  for (const { entry, questions } of phrasings) {
    if (!known.has(entry)) continue
    added.set(entry, [...(added.get(entry) ?? []), ...questions])
    for (const question of questions) owner.set(sameQuestion(question), entry)
  }
  return {
    entries: entries.map(entry => {
      const own = new Set<string>()
      const questions = [...entry.questions, ...(added.get(entry.id) ?? [])].filter(question => {
        const key = sameQuestion(question)
        if (own.has(key) && owner.has(key)) return false
        own.add(key)
        return (owner.get(key) ?? entry.id) === entry.id
      })
      return { ...entry, questions }
    }),
    lost: phrasings.filter(({ entry }) => !known.has(entry)),
  }
}

/** Topics that only a ward's own entries name: in the menu group the entry says. */
export const ownTopics = (entries: readonly FaqEntry[], catalogue: readonly Topic[]): Topic[] => {
  const known = new Set(catalogue.map(({ id }) => id))
  return entries.flatMap(({ topics, group, title }) => {
    const [id] = topics
    if (group === undefined || id === undefined || known.has(id)) return []
    known.add(id)
    return [{ id, group, title, scope: '' }]
  })
}
