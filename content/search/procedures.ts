/**
 * Finds procedures by code, official name, everyday name or life event, also misspelt. An index of words does the work
 * (thousands of procedures, about a millisecond); Fuse.js compares spellings among the few names that come near a query
 * whose words the index can't explain. For names it is the right tool; over thousands of texts it would take a hundred
 * times longer.
 */
import Fuse from 'fuse.js'
import {
  createLexicon,
  type Dictionary,
  foldedText,
  type Reading,
  read,
  type Word,
} from '../language/reading.ts'
import { createSpeller } from '../language/spelling.ts'
import type { Procedure } from '../model/procedure.ts'
import type { ProcedureHit } from './decision.ts'
import { buildNameIndex } from './name-index.ts'
import { codeIn, codesIn, meansCode, nearCodes } from './procedure-code.ts'

export type FindableProcedure = Pick<Procedure, 'code' | 'name' | 'title' | 'aliases'>

export interface ProcedureFinder<P extends FindableProcedure = Procedure> {
  /** The procedure of a code, however it is spaced; undefined when the text holds none we know. */
  readonly byCode: (text: string) => P | undefined
  /** Best first, at most `limit` (default 10); `score` 0..1, 1 = its code was written out. Never throws. */
  readonly find: (text: string, limit?: number) => readonly ProcedureHit[]
  /** Like `find` for a message that may name a procedure or not: no guessing at spellings, which takes ten times as long. */
  readonly named: (text: string, limit?: number) => readonly ProcedureHit[]
}

/** Words around a request that say nothing about which procedure is meant, and such pairs; folded. */
const around = new Set([
  ...'a ah ai anh chi cho co cua da di do duoc em gi giup ha hoi khong la lam minh muon nao nay nhe nhu nhung o oi phai roi ta thi tuc va voi xin'.split(
    ' ',
  ),
  ...['thu tuc', 'giay to', 'ho so', 'o dau', 'can gi', 'bao nhieu', 'bao lau', 'the nao'],
])
/** Below this the words explain too little of the query, and spellings are compared too. */
const unexplained = 0.5
/** Procedures whose names go to Fuse.js: enough to hold the right one, few enough for a millisecond. */
const fuzzyProcedures = 25
/** Typed names are short; in a story Fuse.js finds anything. */
const longestTyped = 60
/** A spelling that resembles is never as sure as words that match. */
const fuzzyWorth = 0.6

/**
 * Builds the finder: about 0.1 s for the shipped content, under a second for 6,000 imported procedures.
 * @param dictionary how to mend slips; made from the names themselves when absent
 */
export function buildProcedureFinder<P extends FindableProcedure>(
  procedures: readonly P[],
  dictionary?: Dictionary,
): ProcedureFinder<P> {
  const byCode = new Map(procedures.map((item, index) => [item.code, index]))
  const readName = createNameReader()
  const names = procedures.flatMap((item, owner) => {
    // Imported titles are cut from the official name, which is written by the book.
    const title = item.aliases.length === 0 ? readName(item.title) : read(item.title)
    return [
      { owner, worth: 1, reading: title },
      ...(item.name === item.title ? [] : [{ owner, worth: 0.94, reading: readName(item.name) }]),
      ...item.aliases.map(alias => ({ owner, worth: 0.98, reading: read(alias) })),
    ]
  })
  const speaker = dictionary ?? dictionaryOf(names.map(name => name.reading))
  const index = buildNameIndex(names, procedures.length, around)

  const bySpelling = (reading: Reading): ReadonlyMap<number, number> => {
    const near = index.nearest(reading, fuzzyProcedures).flatMap(owner => {
      const item = procedures[owner]
      return item === undefined ? [] : [item.title, ...item.aliases].map(text => ({ owner, text }))
    })
    const fuse = new Fuse(near, {
      keys: ['text'],
      includeScore: true,
      ignoreLocation: true,
      ignoreDiacritics: true,
      threshold: 0.4,
    })
    const found = new Map<number, number>()
    for (const { item, score = 1 } of fuse.search(foldedText(reading)))
      if (!found.has(item.owner)) found.set(item.owner, fuzzyWorth * (1 - score))
    return found
  }

  const byWords = (text: string, guess: boolean): ReadonlyMap<number, number> => {
    const reading = read(text, speaker)
    const found = index.search(reading)
    if (!guess) return found
    const { length } = foldedText(reading)
    if (length < 4 || length > longestTyped || Math.max(0, ...found.values()) >= unexplained) return found
    // Where every word is one we know, spelling is not what keeps it from being found.
    const spelt = ({ folded, mended }: Word): boolean =>
      !mended && (speaker.lexicon.has(folded) || index.knows(folded))
    if (reading.words.every(spelt)) return found
    const both = new Map(found)
    for (const [owner, score] of bySpelling(reading)) both.set(owner, Math.max(score, found.get(owner) ?? 0))
    return both
  }

  const byCodeWritten = (text: string): Map<string, number> => {
    const written = codesIn(text)
    const exact = written.filter(code => byCode.has(code))
    if (exact.length > 0) return new Map(exact.map(code => [code, 1]))
    return meansCode(text)
      ? new Map(written.flatMap(code => nearCodes(code, byCode)).map(code => [code, 0.5]))
      : new Map()
  }

  const find = (text: string, limit: number, guess: boolean): readonly ProcedureHit[] => {
    const hits = byCodeWritten(text)
    if (hits.size === 0)
      for (const [owner, score] of byWords(text, guess)) {
        const item = procedures[owner]
        if (item !== undefined) hits.set(item.code, score)
      }
    return [...hits]
      .map(([code, score]) => ({ code, score }))
      .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
      .slice(0, Math.max(0, limit))
  }

  return {
    byCode: text => {
      const code = codeIn(text, byCode)
      return code === undefined ? undefined : procedures[byCode.get(code) ?? -1]
    },
    find: (text, limit = 10) => find(text, limit, true),
    named: (text, limit = 10) => find(text, limit, false),
  }
}

/**
 * Reads official names word by word, remembering words: they are spelt by the book, so neighbours need no repair, and
 * thousands are read in the time of a hundred messages.
 */
const createNameReader = (): ((text: string) => Reading) => {
  const known = new Map<string, Reading['words']>()
  return text => ({
    clauses: [],
    words: (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap(word => {
      const before = known.get(word)
      if (before !== undefined) return before
      const { words } = read(word)
      known.set(word, words)
      return words
    }),
  })
}

const dictionaryOf = (readings: readonly Reading[]): Dictionary => {
  const lexicon = createLexicon(readings)
  return { lexicon, speller: createSpeller(lexicon.words(), lexicon) }
}
