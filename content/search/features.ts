/** What the ranker sees of a message: words, neighbours, letter groups, marks and meanings, as numbers of one shared space. */
import { conceptsOf } from '../language/concepts.ts'
import type { Reading } from '../language/reading.ts'

/** Feature families; classifier and phrasing index weigh each in their own way. */
export const families = ['word', 'pair', 'skip', 'letters', 'marked', 'concept'] as const
export type Family = (typeof families)[number]
export type FamilyWeights = Readonly<Record<Family, number>>

/** Visits the features of a reading; the same one may come more than once. */
function eachFeature(reading: Reading, visit: (name: string, family: number) => void): void {
  const { words } = reading
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    if (word === undefined) continue
    visit(word.folded, 0)
    const next = words[index + 1]
    const third = words[index + 2]
    if (next !== undefined) visit(`${word.folded} ${next.folded}`, 1)
    if (third !== undefined) visit(`${word.folded} _ ${third.folded}`, 2)
    if (word.marked !== undefined) visit(`'${word.marked}`, 4)
  }
  const text = ` ${words.map(({ folded }) => folded).join(' ')} `
  for (let index = 0; index + 4 <= text.length; index++) visit(`#${text.slice(index, index + 4)}`, 3)
  for (const concept of conceptsOf(reading)) visit(`@${concept}`, 5)
}

/** Features of one text: ids of known ones, each once; how many of each family nothing we know has. */
export interface FeatureSet {
  readonly ids: Int32Array
  readonly unknown: readonly number[]
}

/** Numbers for features, given out while the content is read; a message later finds only what the content has. */
export interface FeatureSpace {
  /** Adds a text of the content. */
  readonly learn: (reading: Reading) => Int32Array
  /** Looks a message up. */
  readonly look: (reading: Reading) => FeatureSet
  /** Index into {@link families}, by id. */
  readonly family: (id: number) => number
  /** Texts of the content that have it. */
  readonly count: (id: number) => number
  readonly size: () => number
}

export function createFeatureSpace(): FeatureSpace {
  const ids = new Map<string, number>()
  const familyOf: number[] = []
  const counts: number[] = []
  return {
    learn(reading) {
      const found = new Set<number>()
      eachFeature(reading, (name, family) => {
        let id = ids.get(name)
        if (id === undefined) {
          id = familyOf.length
          ids.set(name, id)
          familyOf.push(family)
          counts.push(0)
        }
        if (found.has(id)) return
        found.add(id)
        counts[id] = (counts[id] ?? 0) + 1
      })
      return Int32Array.from(found)
    },
    look(reading) {
      const found = new Set<number>()
      const unknown = families.map(() => 0)
      eachFeature(reading, (name, family) => {
        const id = ids.get(name)
        if (id === undefined) unknown[family] = (unknown[family] ?? 0) + 1
        else found.add(id)
      })
      return { ids: Int32Array.from(found), unknown }
    },
    family: id => familyOf[id] ?? 0,
    count: id => counts[id] ?? 0,
    size: () => familyOf.length,
  }
}
