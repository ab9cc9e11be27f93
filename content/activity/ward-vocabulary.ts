/** The ward's own names of places for the activity parser: found in a line as they stand, matched with slips. */
import Fuse from 'fuse.js'
import { stripMarks } from '../language/unicode.ts'
import type { Ward } from '../model/ward.ts'
import type { Meaning } from './lexicon.ts'
import { indexPhrases, type PhraseIndex } from './phrases.ts'

export interface Vocabulary {
  /** Names to be found in a line. */
  readonly names: PhraseIndex<Meaning>
  /** The ward's spelling of a place as an officer wrote it; null when none is near enough. */
  readonly nameOf: (place: string) => string | null
}

/** One spelling for what is written many ways: "TDP 5", "tổ dân phố số 05" and "Tổ 5" agree. */
export const comparablePlace = (place: string): string =>
  stripMarks(place)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/\b0+(\d)/g, '$1')
    .trim()
    .replace(/\b(?:to dan pho|tdp|to dp|to)\b/g, 'to')
    .replace(/\b(?:khu pho|kp)\b/g, 'khu pho')
    .replace(/\b(?:khu vuc|kv)\b/g, 'khu vuc')
    .replace(/\b(?:nha van hoa|nvh)\b/g, 'nha van hoa')
    .replace(/\b(?:hoi truong|ht)\b/g, 'hoi truong')
    .replace(/\b(?:uy ban nhan dan|uy ban)\b/g, 'ubnd')
    .replace(
      /\b(?:trung tam phuc vu hanh chinh cong|trung tam pvhcc|tt pvhcc|ttpvhcc|pvhcc)\b/g,
      'trung tam pvhcc',
    )
    .replace(/ so (?=\d)/g, ' ')

const kindWords =
  /^(?:tổ dân phố|tổ|bản|thôn|xóm|ấp|khu phố|khu vực|khu|khối|chợ|trường|nhà văn hóa|cầu|đường)\s+/iu

/**
 * What the parser needs of a ward: its neighbourhoods and places. Made once and kept; names of one short word are found
 * only after their kind ("bản Lướt"), so that they don't hide other words.
 */
export function vocabularyOf(ward: Pick<Ward, 'neighbourhoods' | 'places'>): Vocabulary {
  const all = [...ward.neighbourhoods, ...ward.places].map(name => name.normalize('NFC'))
  const exact = new Map(all.map(name => [comparablePlace(name), name]))
  const bareNames = all.flatMap(name => {
    const bare = name.replace(kindWords, '')
    return /\p{L}.*\s.*\p{L}/u.test(bare) ? [[bare, name] as const] : []
  })
  for (const [bare, name] of bareNames)
    if (!exact.has(comparablePlace(bare))) exact.set(comparablePlace(bare), name)
  const fuse = new Fuse([...exact.keys()], { threshold: 0.25, distance: 20, minMatchCharLength: 3 })
  return {
    names: indexPhrases<Meaning>([
      ...all.filter(name => /\s/.test(name)).map(name => [name, { is: 'ward-place', name }] as const),
      ...bareNames.map(([bare, name]) => [bare, { is: 'ward-place', name }] as const),
    ]),
    nameOf(place) {
      const wanted = comparablePlace(place)
      const found = exact.get(wanted)
      if (found !== undefined) return found
      const [best] = fuse.search(wanted, { limit: 1 })
      if (best === undefined || !sameFigures(best.item, wanted)) return null
      return Math.abs(best.item.length - wanted.length) > 3 ? null : (exact.get(best.item) ?? null)
    },
  }
}

/** "tổ 5" is never a slip for "tổ 6". */
const sameFigures = (a: string, b: string): boolean =>
  (a.match(/\d+/g) ?? []).join() === (b.match(/\d+/g) ?? []).join()
