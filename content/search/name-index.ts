/**
 * An inverted index over short names (words and neighbouring pairs), for thousands of things that have several names
 * each. Scores say how well the best name and the words asked for explain each other, 0..1.
 */
import { createHashTable, type HashTable, hashOf, hashOfBoth } from '../language/hashing.ts'
import type { Reading } from '../language/reading.ts'

/** One name of one thing. Names of an owner must follow each other. */
export interface IndexedName {
  /** Index of what it names. */
  readonly owner: number
  readonly reading: Reading
  /** How far this kind of name may carry, 0..1: an official name holds much that nobody says. */
  readonly worth: number
}

export interface NameIndex {
  /** Scores of all owners that share enough with the words, unordered. */
  readonly search: (reading: Reading) => ReadonlyMap<number, number>
  /** Owners that share anything with the words, best first. */
  readonly nearest: (reading: Reading, count: number) => readonly number[]
  /** Whether any name holds a folded word. */
  readonly knows: (folded: string) => boolean
}

/** A pair of neighbours says more than its two words: Vietnamese words are mostly two syllables. */
const pairWeight = 1.2
/** Words around any request ("làm", "con", "mất") count a little: they do tell some names apart. */
const aroundWeight = 0.25
/** Same letters, other marks ("bán" and "bản"), when both sides were typed with marks. */
const otherMarks = 0.45
/** Share of the score that all names of an owner together may give. */
const together = 0.3
const weakest = 0.18

/** Tokens this common (share of all names) only add to names that a rarer token has found, when there is one. */
const commonShare = 0.015

/** Words and pairs of all names, by hash: the names that hold token t stand from `starts[t]` to `starts[t + 1]`, ascending. */
interface Postings {
  readonly idOf: HashTable
  readonly weights: Float64Array
  readonly starts: Int32Array
  readonly names: Int32Array
  /** Hash of the token as spelt with marks, 0 = none; two spellings differ when both are known and unlike. */
  readonly marks: Int32Array
}

/** Visits words and neighbouring pairs of a reading, each once. Names are spelt by the book: a word of theirs without marks has none. */
function eachToken(
  { words }: Reading,
  byTheBook: boolean,
  visit: (token: number, mark: number, pair: boolean, text: string) => void,
): void {
  const seen = new Set<number>()
  const once = (token: number, mark: number, pair: boolean, text: string): void => {
    if (seen.has(token)) return
    seen.add(token)
    visit(token, mark, pair, text)
  }
  words.forEach(({ folded, marked }, index) => {
    const word = hashOf(folded)
    const spelt = marked ?? (byTheBook ? folded : undefined)
    once(word, spelt === undefined ? 0 : hashOf(spelt), false, folded)
    const next = words[index + 1]
    if (next !== undefined) once(hashOfBoth(word, hashOf(next.folded)), 0, true, `${folded} ${next.folded}`)
  })
}

function postingsOf(names: readonly IndexedName[], owners: number, around: ReadonlySet<string>): Postings {
  const idOf = createHashTable(names.length * 8)
  const counts: number[] = []
  const ownersOf: number[] = []
  const lastOwner: number[] = []
  const factors: number[] = []
  const tokens: number[] = []
  const tokenMarks: number[] = []
  const ends = names.map(({ owner, reading }) => {
    eachToken(reading, true, (token, mark, pair, text) => {
      const id = idOf.getOrPut(token, counts.length)
      if (id === counts.length) {
        counts.push(0)
        ownersOf.push(0)
        lastOwner.push(-1)
        factors.push(around.has(text) ? aroundWeight : pair ? pairWeight : 1)
      }
      counts[id] = (counts[id] ?? 0) + 1
      if (lastOwner[id] !== owner) {
        lastOwner[id] = owner
        ownersOf[id] = (ownersOf[id] ?? 0) + 1
      }
      tokens.push(id)
      tokenMarks.push(mark)
    })
    return tokens.length
  })
  const starts = new Int32Array(counts.length + 1)
  counts.forEach((count, id) => {
    starts[id + 1] = (starts[id] ?? 0) + count
  })
  const filled = starts.slice()
  const listed = new Int32Array(tokens.length)
  const marks = new Int32Array(tokens.length)
  let at = 0
  ends.forEach((end, name) => {
    for (; at < end; at++) {
      const id = tokens[at] ?? 0
      const place = filled[id] ?? 0
      listed[place] = name
      marks[place] = tokenMarks[at] ?? 0
      filled[id] = place + 1
    }
  })
  const weights = Float64Array.from(
    factors,
    (factor, id) => factor * Math.log(1 + owners / (ownersOf[id] ?? 1)),
  )
  return { idOf, weights, starts, names: listed, marks }
}

/** Weight of all tokens of each name. */
function massOf({ starts, names: listed, weights }: Postings, names: number): Float64Array {
  const mass = new Float64Array(names)
  weights.forEach((weight, id) => {
    for (let at = starts[id] ?? 0; at < (starts[id + 1] ?? 0); at++) {
      const name = listed[at] ?? 0
      mass[name] = (mass[name] ?? 0) + weight
    }
  })
  return mass
}

/** Builds the index; a name costs some microseconds. `around`: folded words and pairs that say little about what is meant. */
export function buildNameIndex(
  names: readonly IndexedName[],
  owners: number,
  around: ReadonlySet<string>,
): NameIndex {
  const postings = postingsOf(names, owners, around)
  return searchOver(
    postings,
    {
      mass: massOf(postings, names.length),
      ownerOf: Int32Array.from(names, name => name.owner),
      worthOf: Float64Array.from(names, name => name.worth),
    },
    owners,
    around,
  )
}

/** Apart from the building, whose lists would else live as long as the index. */
function searchOver(
  { idOf, weights, starts, names: listed, marks }: Postings,
  {
    mass,
    ownerOf,
    worthOf,
  }: { readonly mass: Float64Array; readonly ownerOf: Int32Array; readonly worthOf: Float64Array },
  owners: number,
  around: ReadonlySet<string>,
): NameIndex {
  /** What a word nobody uses in a name costs a query: it may be a name of its own, or small talk. */
  const strange = 0.5 * Math.log(1 + owners)
  const common = Math.max(64, commonShare * ownerOf.length)
  // Scratch space of one search; searches never interleave, and each leaves it zeroed.
  const touchedNames = new Int32Array(ownerOf.length)
  const ofName = new Float64Array(ownerOf.length)
  const ofOwner = new Float64Array(owners)
  const best = new Float64Array(owners)

  /** Calls `visit` with every owner touched and its score. */
  const run = (reading: Reading, visit: (owner: number, score: number) => void): void => {
    let queryMass = 0
    const found: { id: number; mark: number; count: number }[] = []
    eachToken(reading, false, (token, mark, pair, text) => {
      const id = idOf.get(token)
      if (id < 0) {
        if (!pair && !around.has(text)) queryMass += strange
        return
      }
      queryMass += weights[id] ?? 0
      found.push({ id, mark, count: (starts[id + 1] ?? 0) - (starts[id] ?? 0) })
    })
    found.sort((a, b) => a.count - b.count)
    let touched = 0
    for (const { id, mark, count } of found) {
      const weight = weights[id] ?? 0
      const onlyTouched = count > common && touched > 0
      const end = starts[id + 1] ?? 0
      let last = -1
      for (let at = starts[id] ?? 0; at < end; at++) {
        const name = listed[at] ?? 0
        const before = ofName[name] ?? 0
        if (before === 0) {
          if (onlyTouched) continue
          touchedNames[touched++] = name
        }
        const other = marks[at] ?? 0
        const hit = weight * (mark === 0 || other === 0 || mark === other ? 1 : otherMarks)
        ofName[name] = before + hit
        const owner = ownerOf[name] ?? 0
        if (owner !== last) {
          last = owner
          ofOwner[owner] = (ofOwner[owner] ?? 0) + hit
        }
      }
    }
    for (let at = 0; at < touched; at++) {
      const name = touchedNames[at] ?? 0
      const hit = ofName[name] ?? 0
      ofName[name] = 0
      const ofQuery = Math.min(1, hit / queryMass)
      const ofWhole = Math.min(1, hit / (mass[name] ?? 1))
      // Either both explain each other, or a short query is explained by part of a name, or a long story holds a name.
      const score =
        (worthOf[name] ?? 0) *
        Math.max(
          (2 * ofQuery * ofWhole) / (ofQuery + ofWhole),
          ofQuery * (0.5 + 0.3 * ofWhole),
          0.75 * ofWhole * Math.min(1, hit / (2.5 * strange)),
        )
      const owner = ownerOf[name] ?? 0
      if (score > (best[owner] ?? 0)) best[owner] = score
    }
    for (let at = 0; at < touched; at++) {
      const owner = ownerOf[touchedNames[at] ?? 0] ?? 0
      const score = best[owner] ?? 0
      if (score === 0) continue
      visit(owner, (1 - together) * score + together * Math.min(1, (ofOwner[owner] ?? 0) / queryMass))
      best[owner] = 0
      ofOwner[owner] = 0
    }
  }

  return {
    search: reading => {
      const found = new Map<number, number>()
      run(reading, (owner, score) => {
        if (score >= weakest) found.set(owner, score)
      })
      return found
    },
    nearest: (reading, count) => {
      const all: { owner: number; score: number }[] = []
      run(reading, (owner, score) => all.push({ owner, score }))
      return all
        .sort((a, b) => b.score - a.score)
        .slice(0, count)
        .map(({ owner }) => owner)
    },
    knows: folded => idOf.get(hashOf(folded)) >= 0,
  }
}
