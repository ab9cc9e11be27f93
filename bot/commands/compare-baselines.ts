/** What a ward could pick off the shelf, each given the same phrasings in the same folded text: for `eval:compare` only. */
import Database from 'better-sqlite3'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { type FeatureSpace, families } from '../../content/search/features.ts'

/** One phrasing, folded, and the class it belongs to. */
export interface Phrasing {
  readonly text: string
  readonly label: number
}

/** Scores by class for a folded question; higher is better, 0 = not found. */
export type Baseline = (folded: string) => Float32Array

/** Keeps the best score of a class's phrasings. */
const bestByLabel = (classes: number, hits: Iterable<readonly [number, number]>): Float32Array => {
  const out = new Float32Array(classes)
  for (const [label, score] of hits) if (score > (out[label] ?? 0)) out[label] = score
  return out
}

const byClass = (phrasings: readonly Phrasing[]): { id: number; text: string }[] =>
  [...Map.groupBy(phrasings, ({ label }) => label)].map(([id, own]) => ({
    id,
    text: own.map(({ text }) => text).join(' . '),
  }))

/** Fuse.js over single phrasings, anywhere in the text, any threshold: its best setting here. */
export function fuseBaseline(phrasings: readonly Phrasing[], classes: number): Baseline {
  const fuse = new Fuse(phrasings, {
    keys: ['text'],
    includeScore: true,
    ignoreLocation: true,
    threshold: 0.6,
  })
  return folded =>
    bestByLabel(
      classes,
      fuse.search(folded, { limit: 60 }).map(({ item, score = 1 }) => [item.label, 1.001 - score] as const),
    )
}

/**
 * MiniSearch over entries, words joined by OR. Without its fuzzy and prefix search: syllables of two or three letters are all
 * one letter apart, and both together find the right topic for one question in seven.
 */
export function miniSearchBaseline(phrasings: readonly Phrasing[], classes: number): Baseline {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] })
  index.addAll(byClass(phrasings))
  return folded =>
    bestByLabel(
      classes,
      index.search(folded).map(({ id, score }) => [Number(id), score] as const),
    )
}

/** SQLite FTS5 over entries with its own bm25(), words joined by OR. */
export function fts5Baseline(phrasings: readonly Phrasing[], classes: number): Baseline {
  const db = new Database(':memory:')
  db.exec("CREATE VIRTUAL TABLE entry USING fts5(text, label UNINDEXED, tokenize = 'unicode61')")
  const insert = db.prepare<[string, number]>('INSERT INTO entry (text, label) VALUES (?, ?)')
  db.transaction(() => {
    for (const { id, text } of byClass(phrasings)) insert.run(text, id)
  })()
  const find = db.prepare<[string], { label: number; score: number }>(
    'SELECT label, -bm25(entry) AS score FROM entry WHERE entry MATCH ? ORDER BY bm25(entry) LIMIT 20',
  )
  return folded => {
    const words = folded.match(/[a-z0-9]+/g) ?? []
    if (words.length === 0) return new Float32Array(classes)
    const rows = find.all(words.map(word => `"${word}"`).join(' OR '))
    return bestByLabel(
      classes,
      rows.map(({ label, score }) => [label, score] as const),
    )
  }
}

/** Complement naive Bayes over words, pairs and meanings (Rennie et al. 2003), as scores of our own features. */
export function complementNaiveBayes(
  samples: readonly { readonly ids: Int32Array; readonly label: number }[],
  classes: number,
  space: FeatureSpace,
): (ids: Int32Array) => Float32Array {
  const size = space.size()
  const counted = (id: number): boolean =>
    ['word', 'pair', 'concept'].includes(families[space.family(id)] ?? '')
  const counts = new Float32Array(size * classes)
  const totals = new Float64Array(size)
  const classTotals = new Float64Array(classes)
  let all = 0
  for (const { ids, label } of samples)
    for (const id of ids) {
      if (!counted(id)) continue
      counts[id * classes + label] = (counts[id * classes + label] ?? 0) + 1
      totals[id] = (totals[id] ?? 0) + 1
      classTotals[label] = (classTotals[label] ?? 0) + 1
      all++
    }
  const smoothing = 0.3
  return ids => {
    const out = new Float32Array(classes)
    for (const id of ids) {
      if (!counted(id)) continue
      for (let label = 0; label < classes; label++) {
        const other = (totals[id] ?? 0) - (counts[id * classes + label] ?? 0) + smoothing
        out[label] =
          (out[label] ?? 0) - Math.log(other / (all - (classTotals[label] ?? 0) + smoothing * size))
      }
    }
    return out
  }
}
