/**
 * An inverted index over short names (words and neighbouring pairs), for thousands of things that have several names
 * each. Scores say how well the best name and the words asked for explain each other, 0..1.
 */
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

interface Token {
  readonly text: string
  readonly mark: number
}

/** Builds the index; a name costs some microseconds. `around`: folded words and pairs that say little about what is meant. */
export function buildNameIndex(
  names: readonly IndexedName[],
  owners: number,
  around: ReadonlySet<string>,
): NameIndex {
  const marks = new Map<string, number>()
  const markOf = (marked: string | undefined): number => {
    if (marked === undefined) return 0
    const known = marks.get(marked)
    if (known !== undefined) return known
    marks.set(marked, marks.size + 1)
    return marks.size
  }
  /** Names are spelt by the book: a word of theirs without marks has none. What people type may have lost them. */
  const tokensOf = (reading: Reading, byTheBook: boolean): Token[] => {
    const seen = new Set<string>()
    const tokens: Token[] = []
    const add = (text: string, marked: string | undefined): void => {
      if (seen.has(text)) return
      seen.add(text)
      tokens.push({ text, mark: markOf(marked) })
    }
    reading.words.forEach((word, index) => {
      add(word.folded, word.marked ?? (byTheBook ? word.folded : undefined))
      const next = reading.words[index + 1]
      if (next !== undefined) add(`${word.folded} ${next.folded}`, undefined)
    })
    return tokens
  }

  const lists = new Map<string, { ids: number[]; marks: number[]; owners: number; last: number }>()
  const parsed = names.map(name => tokensOf(name.reading, true))
  parsed.forEach((tokens, id) => {
    const owner = names[id]?.owner ?? 0
    for (const { text, mark } of tokens) {
      let list = lists.get(text)
      if (list === undefined) {
        list = { ids: [], marks: [], owners: 0, last: -1 }
        lists.set(text, list)
      }
      list.ids.push(id)
      list.marks.push(mark)
      if (list.last !== owner) {
        list.last = owner
        list.owners += 1
      }
    }
  })
  const postings = new Map(
    [...lists].map(([text, list]) => {
      const rarity = Math.log(1 + owners / list.owners)
      const weight = rarity * (around.has(text) ? aroundWeight : text.includes(' ') ? pairWeight : 1)
      return [text, { ids: Int32Array.from(list.ids), marks: Int32Array.from(list.marks), weight }]
    }),
  )
  /** What a word nobody uses in a name costs a query: it may be a name of its own, or small talk. */
  const strange = 0.5 * Math.log(1 + owners)
  const mass = Float64Array.from(parsed, tokens =>
    tokens.reduce((sum, { text }) => sum + (postings.get(text)?.weight ?? 0), 0),
  )
  const ownerOf = Int32Array.from(names, name => name.owner)
  const worthOf = Float64Array.from(names, name => name.worth)

  // Scratch space of one search; searches never interleave, and each leaves it zeroed.
  const ofName = new Float64Array(names.length)
  const ofOwner = new Float64Array(owners)
  const best = new Float64Array(owners)

  /** Calls `visit` with every owner touched and its score. */
  const run = (reading: Reading, visit: (owner: number, score: number) => void): void => {
    let queryMass = 0
    const touched: number[] = []
    for (const { text, mark } of tokensOf(reading, false)) {
      const list = postings.get(text)
      if (list === undefined) {
        if (!text.includes(' ') && !around.has(text)) queryMass += strange
        continue
      }
      queryMass += list.weight
      let last = -1
      for (let at = 0; at < list.ids.length; at++) {
        const id = list.ids[at] ?? 0
        const other = list.marks[at] ?? 0
        const hit = list.weight * (mark === 0 || other === 0 || mark === other ? 1 : otherMarks)
        if (ofName[id] === 0) touched.push(id)
        ofName[id] = (ofName[id] ?? 0) + hit
        const owner = ownerOf[id] ?? 0
        if (owner !== last) {
          last = owner
          ofOwner[owner] = (ofOwner[owner] ?? 0) + hit
        }
      }
    }
    for (const id of touched) {
      const hit = ofName[id] ?? 0
      ofName[id] = 0
      const ofQuery = Math.min(1, hit / queryMass)
      const ofWhole = Math.min(1, hit / (mass[id] ?? 1))
      // Either both explain each other, or a short query is explained by part of a name, or a long story holds a name.
      const score =
        (worthOf[id] ?? 0) *
        Math.max(
          (2 * ofQuery * ofWhole) / (ofQuery + ofWhole),
          ofQuery * (0.5 + 0.3 * ofWhole),
          0.75 * ofWhole * Math.min(1, hit / (2.5 * strange)),
        )
      const owner = ownerOf[id] ?? 0
      if (score > (best[owner] ?? 0)) best[owner] = score
    }
    for (const id of touched) {
      const owner = ownerOf[id] ?? 0
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
  }
}
