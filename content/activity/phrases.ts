/** Finding known phrases in tokens: longest first, with or without diacritics, tolerant of a wrong mark where that is safe. */
import { stripMarks, toneKey } from '../language/unicode.ts'
import type { Token } from './text.ts'

export interface Phrase<Meaning> {
  readonly words: readonly { readonly fold: string; readonly key: string; readonly marked: boolean }[]
  readonly meanings: readonly Meaning[]
  /** One word whose unmarked spelling is several words ("to": tờ, tổ, to): its marks must fit. */
  readonly ambiguous: boolean
  /** One word that counts only with its own marks. */
  readonly needsMarks: boolean
}

export interface PhraseIndex<Meaning> {
  readonly byFirst: ReadonlyMap<string, readonly Phrase<Meaning>[]>
  /** Folded words, and neighbouring pairs "a b", that occur in phrases: what the repair of slips may correct to. */
  readonly words: ReadonlySet<string>
  readonly pairs: ReadonlySet<string>
}

export interface Match<Meaning> {
  readonly from: number
  readonly to: number
  readonly meanings: readonly Meaning[]
  /** How many marks differ from the phrase's own. */
  readonly off: number
}

/** Words whose folded spelling hides different common words; see {@link Phrase.ambiguous}. */
const ambiguousFolds = new Set(
  'to ban cho cong ho tin bai buoi dan dang hop lop mai sang chieu cau cai qua may phat dai ngay thu khu ba bon bay sau hai tam tram truong pho ap san duong cu o co ong chi em bac chua xong lam mo di ve gui den thi doc lan luot so xe so can dinh sap cuon the bang quay treo dien doi ong chau phieu phim tinh tuan hoi le xom lang mua roi day bua ke quan khoi soc ngo cang tang dap suoi nghen'.split(
    ' ',
  ),
)

/** Words read only with their own marks: without them they are letters of many other words. */
const needMarks = new Set(
  'cần phải nên ấy lộn quên nhớ giao khen chúc rõ lỗi hư rè định sắp mời muốn mong hả nhỉ rách nghỉ dời bực ừ à ủa mở nhiều ít các từng mớ độ cỡ tầm là đủ đúng cúp hủy kính phần cờ lịch dạy kịch nghẽn'.split(
    ' ',
  ),
)

/** One index of many phrases; the same phrase given twice keeps both meanings. */
export function indexPhrases<Meaning>(
  entries: Iterable<readonly [phrase: string, meaning: Meaning]>,
): PhraseIndex<Meaning> {
  const merged = new Map<string, Meaning[]>()
  for (const [phrase, meaning] of entries) {
    const known = merged.get(phrase)
    if (known === undefined) merged.set(phrase, [meaning])
    else known.push(meaning)
  }
  const byFirst = new Map<string, Phrase<Meaning>[]>()
  const words = new Set<string>()
  const pairs = new Set<string>()
  for (const [phrase, meanings] of merged) {
    const parts = (phrase.match(/\p{L}[\p{L}\p{M}]*|\d+/gu) ?? []).map(part => {
      const lower = part.toLowerCase().normalize('NFC')
      return { fold: stripMarks(lower), key: toneKey(lower), marked: stripMarks(lower) !== lower }
    })
    const first = parts[0]
    if (first === undefined) continue
    for (const [index, part] of parts.entries()) {
      words.add(part.fold)
      const next = parts[index + 1]
      if (next !== undefined) pairs.add(`${part.fold} ${next.fold}`)
    }
    const ambiguous = parts.length === 1 && ambiguousFolds.has(first.fold)
    const list = byFirst.get(first.fold) ?? []
    list.push({ words: parts, meanings, ambiguous, needsMarks: needMarks.has(phrase) })
    byFirst.set(first.fold, list)
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length)
  return { byFirst, words, pairs }
}

/** What stands before a name; a word with other marks there is no slip for one of ours. */
const opensName = /^(?:bản|thôn|xóm|ấp|khu|làng|buôn|chợ|cầu|đường|phố|khóm)$/

const unmarkedName = /^(?:ban|thon|xom|khu|cau|duong|cho)$/

/** How many marks differed in the phrase {@link endOf} found last: a second result without an object for each try. */
let marksOff = 0

/** End of the phrase when it stands at `from`, else -1. Hyphens between words are skipped. */
function endOf<Meaning>(
  phrase: Phrase<Meaning>,
  tokens: readonly Token[],
  from: number,
  taken: readonly boolean[],
  accented: boolean,
): number {
  let at = from
  let wrong = 0
  let bare = 0
  // "ban Luot | sinh hoat": a name's capital before small letters.
  const first = tokens[from]
  if (
    phrase.words.length > 1 &&
    first?.capital === true &&
    !first.marked &&
    tokens[from + 1]?.capital === false &&
    unmarkedName.test(tokens[from - 1]?.fold ?? '')
  )
    return -1
  for (const [position, word] of phrase.words.entries()) {
    let token = tokens[at]
    if (position > 0 && token?.kind === 'mark' && !taken[at]) {
      const next = tokens[at + 1]
      if (token.text === '-' || (token.text === '.' && !token.gap && next?.gap === false)) {
        at++
        token = next
      }
    }
    if (token === undefined || taken[at] === true || token.fold !== word.fold) return -1
    if (token.marked) {
      if (token.key !== word.key) {
        // A capital inside the line is a name ("Lướt"), not a slip for another word.
        if (
          phrase.words.length > 1 &&
          (token.capital ? at > 0 : position === 0 && opensName.test(tokens[at - 1]?.lower ?? ''))
        )
          return -1
        wrong++
      }
    } else if (word.marked) bare++
    at++
  }
  // After "tại" and "ở" an unmarked "ban" or "cho" opens a place.
  const led = tokens[from - 1]?.lower === 'tại' || tokens[from - 1]?.lower === 'ở'
  marksOff = wrong + (accented && !led ? bare : 0)
  if (phrase.needsMarks && (wrong > 0 || bare > 0)) return -1
  if (phrase.words.length === 1)
    return phrase.ambiguous &&
      (wrong > 0 || (bare > 0 && accented && !led && tokens[from]?.text !== tokens[from]?.text.toUpperCase()))
      ? -1
      : at
  return wrong < phrase.words.length ? at : -1
}

/** Phrases in the tokens not `taken` yet: from the left, longest first, none overlapping; sparse, by start. */
export function findPhrases<Meaning>(
  index: PhraseIndex<Meaning>,
  extra: PhraseIndex<Meaning> | null,
  tokens: readonly Token[],
  taken: readonly boolean[],
  accented: boolean,
): (Match<Meaning> | undefined)[] {
  const found: (Match<Meaning> | undefined)[] = new Array(tokens.length).fill(undefined)
  for (let from = 0; from < tokens.length; ) {
    let best = longestAt(from, 9, index, extra, tokens, taken, accented)
    if (
      best !== undefined &&
      best.to - from > 1 &&
      longerAtEnd(best, index, extra, tokens, taken, accented)
    ) {
      // "đến nhà | văn hóa": the last word opens a longer phrase, so this one ends before it.
      best = shorter(best, index, extra, tokens, taken, accented)
    }
    if (best === undefined) from++
    else {
      found[from] = best
      from = best.to
    }
  }
  return found
}

type Sources<Meaning> = [
  PhraseIndex<Meaning>,
  PhraseIndex<Meaning> | null,
  readonly Token[],
  readonly boolean[],
  boolean,
]

/** The longest phrase at `from`, not longer than `most` words. */
function longestAt<Meaning>(
  from: number,
  most: number,
  ...[index, extra, tokens, taken, accented]: Sources<Meaning>
): Match<Meaning> | undefined {
  const token = tokens[from]
  if (token === undefined || token.kind === 'mark' || token.kind === 'link' || taken[from] === true)
    return undefined
  let best: Match<Meaning> | undefined
  let bestOff = 0
  for (const source of [extra, index]) {
    for (const phrase of source?.byFirst.get(token.fold) ?? []) {
      if (phrase.words.length > most || (best !== undefined && phrase.words.length < best.to - best.from))
        continue
      const to = endOf(phrase, tokens, from, taken, accented)
      if (to < 0) continue
      // "ảnh" is not "anh": of phrases with the same letters the one with the right marks is meant.
      if (best === undefined || to > best.to || (to === best.to && marksOff < bestOff)) {
        best = { from, to, meanings: phrase.meanings, off: marksOff }
        bestOff = marksOff
      } else if (to === best.to && marksOff === bestOff)
        best = { from, to, meanings: [...best.meanings, ...phrase.meanings], off: bestOff }
    }
  }
  return best
}

const longerAtEnd = <Meaning>(match: Match<Meaning>, ...sources: Sources<Meaning>): boolean => {
  const later = longestAt(match.to - 1, 9, ...sources)
  return later !== undefined && later.to - later.from > match.to - match.from
}

const shorter = <Meaning>(match: Match<Meaning>, ...sources: Sources<Meaning>): Match<Meaning> | undefined =>
  longestAt(match.from, match.to - match.from - 1, ...sources)
