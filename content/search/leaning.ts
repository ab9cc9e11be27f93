/** What a short message says beyond asking, and how much of it an entry speaks of: tells "sửa ở đâu" after an answer from a new matter. */
import { foldedText, type Reading, read, type Word } from '../language/reading.ts'
import type { Lexicon } from '../language/spelling.ts'
import type { EngineContent } from './engine.ts'
import { sayingWords } from './facets.ts'

type Spoken = EngineContent['entries'][number]

/** Words an entry uses anywhere, folded and, where written so, with marks. */
export interface EntryWords {
  readonly folded: ReadonlySet<string>
  readonly marked: ReadonlySet<string>
}

/** Words of entries, read when first asked for: most entries are never leant on. */
export function createEntryWords(entries: readonly Spoken[]): (id: string) => EntryWords {
  const known = new Map<string, EntryWords>()
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  return id => {
    const found = known.get(id)
    if (found !== undefined) return found
    const entry = byId.get(id)
    const texts =
      entry === undefined
        ? []
        : [entry.title, ...entry.questions, entry.answer ?? '', ...Object.values(entry.facets ?? {})]
    const words = texts.flatMap(text => read(text).words)
    const own: EntryWords = {
      folded: new Set(words.map(({ folded }) => folded)),
      marked: new Set(words.flatMap(({ marked }) => marked ?? [])),
    }
    known.set(id, own)
    return own
  }
}

/** "giấy đó", "cái này", "vụ hồi nãy": names nothing and points at what was just spoken of. */
const pointing =
  /\b(?:giay|cai|the|so|viec|vu|chuyen|thu tuc|ho so|don|to|muc|cho|khoan|tien|loai|truong hop|dang ki|lam|nguoi) (?:do|nay|ay|kia|vua roi|hoi nay|luc nay|nhu vay)\b|^(?:no|vay no)\b/

export interface Leaning {
  /** Words that say something: neither asking, nor addressing, nor naming the part asked about. */
  readonly content: number
  /** Share of those, rare ones weighing more, that the entry uses; 1 where there are none. */
  readonly share: number
  /** Whether it points at what was spoken of. */
  readonly points: boolean
}

/** @param lexicon how often our content uses a word */
export function leaningOn(words: EntryWords, reading: Reading, { count }: Lexicon): Leaning {
  const said = sayingWords(reading)
  const weight = ({ folded }: Word): number => 1 / (1 + Math.log1p(count(folded)) / 3)
  // A mended word is a guess, and no guess is proof of a connection.
  const uses = ({ folded, marked, mended }: Word): boolean =>
    !mended && (marked === undefined ? words.folded.has(folded) : words.marked.has(marked))
  const all = said.reduce((sum, word) => sum + weight(word), 0)
  const shared = said.reduce((sum, word) => sum + (uses(word) ? weight(word) : 0), 0)
  return {
    content: said.length,
    share: all > 0 ? shared / all : 1,
    points: pointing.test(foldedText(reading)),
  }
}
