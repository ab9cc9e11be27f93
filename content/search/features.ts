/** What the ranker sees of a message: words, neighbours, letter groups, marks and meanings as numbered, weighted features. */
import type { Reading } from '../language/reading.ts'

/** Feature families; each has its own weight, and training drops some of them now and then (see classifier). */
export const families = ['word', 'pair', 'skip', 'triple', 'letters', 'marked', 'concept'] as const
export type Family = (typeof families)[number]

/** Names of the features of one reading, by family. Deterministic. */
export function featureNames(
  reading: Reading,
  concepts: readonly string[],
): { readonly name: string; readonly family: Family }[] {
  const out: { name: string; family: Family }[] = []
  const words = reading.words.map(word => word.folded)
  const seen = new Set<string>()
  const add = (name: string, family: Family): void => {
    if (seen.has(name)) return
    seen.add(name)
    out.push({ name, family })
  }
  words.forEach((word, index) => {
    add(word, 'word')
    const next = words[index + 1]
    const third = words[index + 2]
    if (next !== undefined) add(`${word} ${next}`, 'pair')
    if (third !== undefined) {
      add(`${word} _ ${third}`, 'skip')
      add(`${word} ${next} ${third}`, 'triple')
    }
    const marked = reading.words[index]?.marked
    if (marked !== undefined) add(`'${marked}`, 'marked')
  })
  const text = ` ${words.join(' ')} `
  for (let index = 0; index + 4 <= text.length; index++) add(`#${text.slice(index, index + 4)}`, 'letters')
  for (const concept of concepts) add(`@${concept}`, 'concept')
  return out
}
