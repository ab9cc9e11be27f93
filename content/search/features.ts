/** What the ranker sees of a message: words, neighbours, letter groups, marks and meanings, as numbers of one shared space. */
import { conceptsOf } from '../language/concepts.ts'
import { createHashTable, type HashData, hashOf, hashOfBoth, hashTableFrom } from '../language/hashing.ts'
import type { Reading } from '../language/reading.ts'

/** Feature families; classifier and phrasing index weigh each in their own way. */
export const families = ['word', 'pair', 'skip', 'letters', 'marked', 'concept'] as const
export type Family = (typeof families)[number]
export type FamilyWeights = Readonly<Record<Family, number>>

/** Letters of a group; four hold most syllables with one neighbour's edge. */
const groupLength = 4
// Salts keep the families apart: the word "con" and the meaning "con" are two features.
const salts = families.map(family => hashOf(`family ${family}`))
const salted = (hash: number, family: number): number => hashOfBoth(salts[family] ?? 0, hash)

/** Visits the features of a reading as hashes (no strings are made: this runs for every phrasing); the same may come more than once. */
function eachFeature(reading: Reading, visit: (hash: number, family: number) => void): void {
  const { words } = reading
  let before = 0
  let last = 0
  let text = ' '
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    if (word === undefined) continue
    const hash = hashOf(word.folded)
    visit(salted(hash, 0), 0)
    if (index > 0) visit(salted(hashOfBoth(last, hash), 1), 1)
    if (index > 1) visit(salted(hashOfBoth(before, hash), 2), 2)
    if (word.marked !== undefined) visit(salted(hashOf(word.marked), 4), 4)
    before = last
    last = hash
    text += `${word.folded} `
  }
  for (let at = 0; at + groupLength <= text.length; at++) {
    const head = (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)
    const tail = (text.charCodeAt(at + 2) << 16) | text.charCodeAt(at + 3)
    visit(salted(hashOfBoth(head, tail), 3), 3)
  }
  for (const concept of conceptsOf(reading)) visit(salted(hashOf(concept), 5), 5)
}

/** Features of one text: ids of known ones, each once; how many of each family nothing we know has. */
export interface FeatureSet {
  readonly ids: Int32Array
  readonly unknown: readonly number[]
}

/** Numbers for the features of the content; a message finds only what the content has. */
export interface FeatureSpace {
  /** Looks a message up. */
  readonly look: (reading: Reading) => FeatureSet
  /** Index into {@link families}, by id. */
  readonly family: (id: number) => number
  /** Texts of the content that have it. */
  readonly count: (id: number) => number
  readonly size: () => number
}

/** What is known of the features of the content, plain data. */
export interface FeatureData {
  /** Number of each feature, by its hash. */
  readonly ids: HashData
  readonly families: Uint8Array
  readonly counts: Int32Array
}

/**
 * Gives every feature of the content a number. A skip pair, letter group or marked word of a single text says nothing its
 * words do not say, and most are such: they are left out.
 * @returns the features (see {@link spaceOf}), and the ids of each text, each once
 */
export function learnFeatures(readings: readonly Reading[]): {
  readonly features: FeatureData
  readonly texts: readonly Int32Array[]
} {
  const all = createHashTable(readings.length * 24)
  let familyOf = new Uint8Array(readings.length * 24 + 1_024)
  let counts = new Int32Array(familyOf.length)
  let lastText = new Int32Array(familyOf.length)
  let hashes = new Int32Array(familyOf.length)
  let seen = new Int32Array(readings.length * 64 + 1_024)
  let seenLength = 0
  let size = 0
  const ends = readings.map((reading, index) => {
    eachFeature(reading, (hash, family) => {
      const id = all.getOrPut(hash, size)
      if (id === size) {
        if (size === familyOf.length) {
          familyOf = grown(familyOf, new Uint8Array(size * 2))
          counts = grown(counts, new Int32Array(size * 2))
          lastText = grown(lastText, new Int32Array(size * 2))
          hashes = grown(hashes, new Int32Array(size * 2))
        }
        familyOf[id] = family
        hashes[id] = hash
        size++
      }
      if (lastText[id] === index + 1) return
      lastText[id] = index + 1
      counts[id] = (counts[id] ?? 0) + 1
      if (seenLength === seen.length) seen = grown(seen, new Int32Array(seenLength * 2))
      seen[seenLength++] = id
    })
    return seenLength
  })
  const kept = (id: number): boolean => {
    const family = familyOf[id] ?? 0
    return (counts[id] ?? 0) > 1 || family < 2 || family === 5
  }
  // The numbers that stay are given out anew, without holes.
  let keptSize = 0
  for (let id = 0; id < size; id++) if (kept(id)) keptSize++
  const table = createHashTable(keptSize)
  const newId = lastText.fill(-1, 0, size)
  const keptFamily = new Uint8Array(keptSize)
  const keptCount = new Int32Array(keptSize)
  for (let id = 0, next = 0; id < size; id++) {
    if (!kept(id)) continue
    newId[id] = next
    keptFamily[next] = familyOf[id] ?? 0
    keptCount[next] = counts[id] ?? 0
    table.getOrPut(hashes[id] ?? 0, next++)
  }
  let start = 0
  const texts = ends.map(end => {
    const ids = seen
      .subarray(start, end)
      .map(id => newId[id] ?? -1)
      .filter(id => id >= 0)
    start = end
    return ids
  })
  return { texts, features: { ids: table.data(), families: keptFamily, counts: keptCount } }
}

/** The space over features learnt before. */
export function spaceOf({ ids: known, families: familyOf, counts }: FeatureData): FeatureSpace {
  const table = hashTableFrom(known)
  // Which look-up saw a feature last: no set is needed to see each once.
  const lastLook = new Uint32Array(counts.length)
  let looks = 0
  return {
    look(reading) {
      looks = looks === 0xffff_ffff ? 1 : looks + 1
      if (looks === 1) lastLook.fill(0)
      const ids: number[] = []
      const unknown = families.map(() => 0)
      eachFeature(reading, (hash, family) => {
        const id = table.get(hash)
        if (id < 0) unknown[family] = (unknown[family] ?? 0) + 1
        else if (lastLook[id] !== looks) {
          lastLook[id] = looks
          ids.push(id)
        }
      })
      return { ids: Int32Array.from(ids), unknown }
    },
    family: id => familyOf[id] ?? 0,
    count: id => counts[id] ?? 0,
    size: () => counts.length,
  }
}

function grown<T extends Uint8Array | Int32Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
