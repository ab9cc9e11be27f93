/** How far a place's name reaches, and whether a doubtful word ("ban", "cho" without marks) opens one. */
import type { Meaning, MeaningOf } from './lexicon.ts'
import { numberAt } from './numbers.ts'
import type { Match } from './phrases.ts'
import type { Token } from './text.ts'
import { placeDescriptions } from './words/place-words.ts'
import { formCapitals } from './words/subject-words.ts'

export interface Reading {
  readonly tokens: readonly Token[]
  readonly taken: readonly boolean[]
  readonly matches: readonly (Match<Meaning> | undefined)[]
  readonly accented: boolean
}

export const meaning = <Is extends Meaning['is']>(
  match: Match<Meaning> | undefined,
  is: Is,
): MeaningOf<Is> | undefined =>
  match?.meanings.find((candidate): candidate is MeaningOf<Is> => candidate.is === is)

export const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''

/** Things counted, which a number before them makes a quantity rather than the end of a name. */
export function countedAt({ tokens, matches, taken }: Reading, at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || taken[at] === true) return false
  const unit = meaning(matches[at], 'unit')
  if (unit !== undefined && unit.sort !== 'area') return true
  return /^(?:ng|t|b|c|db|p|ph|luot|nguoi)$/.test(token.fold) && !token.gap
}

const shortHeads = /^(?:thcs|thpt|th|ubnd|tdp|kp|kv)$/

const plainLower = (token: Token | undefined): boolean =>
  token?.kind === 'word' && !token.marked && !token.capital && !shortHeads.test(token.fold)

/** "tổ", "thôn", "khu" with no number or name behind it. */
const unitWithoutName = (tokens: readonly Token[], at: number): boolean =>
  /^(?:tổ|thôn|bản|khu)$/.test(tokens[at]?.lower ?? '') &&
  tokens[at + 1]?.kind === 'word' &&
  tokens[at + 1]?.capital === false

/** Whether the word at `at` may continue a name: unknown words, capitals, and descriptions like "trung tâm". */
function continuesName(reading: Reading, at: number, named: boolean, first: boolean): boolean {
  const { tokens, taken, matches, accented } = reading
  const token = tokens[at]
  if (token?.kind !== 'word' || taken[at] === true) return false
  if (/^(?:tin|bai|phut|nguoi)$/.test(token.fold) && tokens[at - 1]?.kind === 'number') return false
  const match = matches[at]
  // "tại tdp thuan hong, VNeID": a name without marks in a line that has them.
  const loose = (index: number): boolean => {
    const found = matches[index]
    return plainLower(tokens[index]) && (found === undefined || (found.to === index + 1 && found.off > 0))
  }
  if (accented && token.text.length > 1 && loose(at)) {
    if (plainLower(tokens[at - 1])) return true
    // After "thpt" or "tdp", which never carry marks, two such words make a name.
    if (shortHeads.test(tokens[at - 1]?.fold ?? '') && loose(at + 1)) return true
  }
  // "BPMC NY 8 TTHC": an office abbreviation of work is no part of the name.
  if (formCapitals[token.text] !== undefined) return false
  const allCapitals = token.text.length > 1 && token.text === token.text.toUpperCase()
  // Letters of another word with other marks ("nậm" is not "năm") are a name's own.
  const other = match !== undefined && match.to === at + 1 && match.off > 0 && token.marked
  if (match !== undefined && !other) {
    if (!accented && !named && match.to === at + 1 && lowerName(reading, at)) return true
    if (
      placeDescriptions.has(token.lower) &&
      match.to === at + 1 &&
      !hasAny(match, ['form', 'subject', 'verb', 'sign', 'join'])
    )
      // "chợ phiên tổ em phát": who acted begins there.
      return (!named || token.capital) && !unitWithoutName(tokens, at)
    if (match.to > at + 1 || allCapitals) return false
    return token.capital && !hasAny(match, ['subject', 'form'])
  }
  if (/^[^\da-dđ]$/u.test(token.text)) return false
  // "chợ phiên hai bài": the number counts what follows it.
  if (numberAt(tokens, at) !== undefined && countedAt(reading, at + 1)) return false
  if (allCapitals) return true
  if (token.capital) return true
  // After a capitalised name lower case is the sentence going on.
  if (named) return placeDescriptions.has(token.lower) && token.marked && first
  return !accented || placeDescriptions.has(token.lower) || first
}

export const hasAny = (match: Match<Meaning>, kinds: readonly Meaning['is'][]): boolean =>
  match.meanings.some(candidate => kinds.includes(candidate.is))

/** In a line of small letters without marks names are made of common words too: by sides, before an unknown word, or last. */
function lowerName({ tokens, taken, matches }: Reading, at: number): boolean {
  if (sidesOf.has(fold(tokens, at))) return true
  const next = tokens[at + 1]
  const match = matches[at]
  // "truong thcs nam hong": within a name no trouble is meant.
  if (
    fold(tokens, at) === 'hong' &&
    tokens[at - 1]?.kind === 'word' &&
    meaning(matches[at - 1], 'form') === undefined
  )
    return !/^(?:roi|mat|het|nen|chua)$/.test(next?.fold ?? '') && next?.kind === 'word'
  if (match === undefined || hasAny(match, ['form', 'subject', 'sign', 'preposition', 'head'])) return false
  if (next?.kind === 'word' && taken[at + 1] !== true && matches[at + 1] === undefined && !next.capital)
    return (
      tokens[at - 1]?.kind === 'word' && matches[at - 1] !== undefined && !hasAny(match, ['verb', 'join'])
    )
  const ends = next === undefined || next.kind === 'mark' || taken[at + 1] === true
  return ends && tokens[at - 1]?.kind === 'word' && matches[at - 1] === undefined
}

/**
 * The end of a name of one or two common words in small letters without marks ("ban luot", "ban co ma"): what follows must
 * begin something else. Equals `at` when it doesn't.
 */
function commonWordName(reading: Reading, at: number): number {
  const { tokens, taken, matches } = reading
  for (let end = at + 1; end <= at + 2; end++) {
    const token = tokens[end - 1]
    const match = matches[end - 1]
    const common =
      token?.kind === 'word' &&
      !token.capital &&
      taken[end - 1] !== true &&
      (match === undefined ||
        (match.to === end && !hasAny(match, ['form', 'subject', 'verb', 'head', 'preposition', 'join'])))
    if (!common) return at
    const next = tokens[end]
    const after = matches[end]
    const ends = next === undefined || next.kind !== 'word' || taken[end] === true
    // A common word that ends the line is the name's last ("to dan pho ngoc son").
    const last = after !== undefined && end < at + 2 && endsLine(reading, after.to)
    if (ends || (after !== undefined && !last && hasAny(after, ['form', 'subject', 'verb', 'preposition'])))
      return end
    if (last && hasAny(after, ['verb']) && !hasAny(after, ['form', 'subject', 'preposition'])) return after.to
  }
  return at
}

const endsLine = ({ tokens, taken }: Reading, at: number): boolean =>
  tokens[at] === undefined || tokens[at]?.kind === 'mark' || taken[at] === true

/** Takes the number that ends a name ("bản Mới 2"), with "số" before it; not one that counts what follows. */
export function numberEnd(reading: Reading, at: number, required: boolean): number {
  const { tokens, taken } = reading
  const spelt = fold(tokens, at) === 'so' && tokens[at + 1]?.kind === 'number' ? at + 1 : at
  const token = tokens[spelt]
  if (token?.kind !== 'number' || taken[spelt] === true || token.text.length > 3) return at
  if (!required && spelt === at && countedAt(reading, spelt + 1)) return at
  // "bản Lướt | 2 cấp": the number begins another phrase.
  if ((reading.matches[spelt]?.to ?? 0) > spelt + 1) return at
  if (required && spelt === at && countedAt(reading, spelt + 1) && !hasOtherNumber(reading, spelt)) return at
  // "khối 3A", "TDP 2B"
  const letter = tokens[spelt + 1]
  const stuck =
    letter?.kind === 'word' &&
    !letter.gap &&
    /^[A-Ea-d]$/.test(letter.text) &&
    letter.text === letter.text.toUpperCase()
  return stuck ? spelt + 2 : spelt + 1
}

/** "loa tdp 3 tin vneid" counts 3; "loa tdp 3 tin vneid 2 bài" does not. */
const hasOtherNumber = ({ tokens, taken }: Reading, at: number): boolean => {
  const parts = (token: Token | undefined) => token?.kind === 'mark' && /^[,;.()\n]$/.test(token.text)
  let from = at
  while (from > 0 && !parts(tokens[from - 1])) from--
  let to = at + 1
  while (to < tokens.length && !parts(tokens[to])) to++
  return tokens
    .slice(from, to)
    .some((token, index) => from + index !== at && token.kind === 'number' && taken[from + index] !== true)
}

/** The end of the name that follows a head; equals `at` when nothing fits. */
export function nameEnd(reading: Reading, at: number, head: MeaningOf<'head'>): number {
  const { tokens } = reading
  const residential = head.kind === 'residential'
  // "đường 3/2", "đường 30/4"
  if (
    /^(?:duong|pho)$/.test(fold(tokens, at - 1)) &&
    tokens[at]?.kind === 'number' &&
    tokens[at + 1]?.text === '/' &&
    tokens[at + 2]?.kind === 'number'
  )
    return at + 3
  let end = numberEnd(reading, at, residential && head.tail !== 'optional')
  if (end > at) return end
  if (head.tail === 'number') return at
  let named = false
  // "chợ | trung tâm", "trường | tiểu học"
  for (
    let described = reading.matches[end];
    described !== undefined && reading.taken[end] !== true && meaning(described, 'describes') !== undefined;
    described = reading.matches[end]
  ) {
    end = described.to
    const number = numberEnd(reading, end, false)
    if (number > end) return number
  }
  const bare = !reading.accented || /^(?:ban|thon|xom|ap|lang)$/.test(tokens[at - 1]?.lower ?? '')
  const common = residential && bare ? commonWordName(reading, end) : end
  if (common > end) return numberEnd(reading, common, false)
  const most = 4
  for (let count = 0; count < most && continuesName(reading, end, named, count === 0 || !named); count++) {
    if (tokens[end]?.kind === 'word' && tokens[end]?.capital === true) named = true
    else if (named) break
    end++
  }
  if (end === at && tokens[at]?.text === '-' && tokens[at + 1]?.capital === true) return at
  return numberEnd(reading, end, false)
}

/** Words for sides that names of residential units begin with ("bản Mới 2"), also read as other words when unmarked. */
const sidesOf = new Set('bac nam dong tay thuong ha trung tien tan'.split(' '))

const countedBy = (match: Match<Meaning> | undefined): boolean =>
  meaning(match, 'unit')?.sort === 'people' || meaning(match, 'vague') !== undefined

/** In a line without marks "ban", "cho", "cong" are usually other words: what around them makes them open a place. */
export function doubtfulOpens(reading: Reading, match: Match<Meaning>, led: boolean): boolean {
  const { tokens, accented, matches } = reading
  const token = tokens[match.from]
  if (token === undefined || token.marked) return true
  // "AP 6 tờ" is áp phích.
  if (token.text === 'AP') return false
  if (accented && !led && match.to === match.from + 1 && token.text !== token.text.toUpperCase()) return false
  const before = fold(tokens, match.from - 1)
  const next = tokens[match.to]
  const located =
    /^(?:tai|o|truoc|gan|quanh|doc|cong|xuong|ve|len|vao|khu|hoa|loa|trong|cuoi|dau)$/.test(before) || led
  const nextMatch = matches[match.to]
  const nextKnown = nextMatch !== undefined && !(next?.capital === true && nextMatch.to === match.to + 1)
  switch (token.fold) {
    case 'cho':
      // "cho an binh: phat 70 to roi"
      if (match.from === 0 && tokens.slice(1, 6).some(({ text }) => text === ':') && !nextKnown) return true
      if (/^(?:tai|o|cong|khap|quanh|gan|truoc|ba|tu|led)$/.test(before) && !nextKnown) return true
      if (
        /^(?:tai|o|cong|khap|quanh)$/.test(before) &&
        (next === undefined ||
          next.kind !== 'word' ||
          reading.taken[match.to] === true ||
          !countedBy(nextMatch))
      )
        return !(next?.kind === 'number' && countedAt(reading, match.to + 1) && before === 'o')
      if (/^(?:trung|phien|dem|dau|moi|cu|huyen|thi|xa|phuong)$/.test(next?.fold ?? '')) return true
      return (located && !nextKnown) || (next?.capital === true && !nextKnown && before !== '')
    case 'cau':
      // "cau ban xa"
      if (next?.lower === 'ban' && tokens[match.to + 1]?.kind === 'word') return true
      if (/^(?:suoi|song|ho|kenh|rach)$/.test(next?.lower ?? '') && tokens[match.from - 1]?.kind !== 'number')
        return true
      break
    case 'to':
      return next?.kind === 'number' && (led || tokens[match.from - 1]?.kind !== 'number')
    case 'ho':
    case 'san':
    case 'ga':
    case 'ke':
    case 'th':
    case 'mo':
      return located && next?.kind === 'word' && (!nextKnown || meaning(nextMatch, 'describes') !== undefined)
    default:
      break
  }
  if (tokens[match.from - 1]?.kind === 'number' && reading.taken[match.from - 1] !== true) return false
  if (next?.kind === 'number') return !countedAt(reading, match.to + 1) || located
  if (next?.kind === 'word' && (!nextKnown || sidesOf.has(next.fold))) return true
  return (
    (located || /^(?:con|dan|bo|ho|nguoi|cu|hoi|loa|tham)$/.test(before)) &&
    commonWordName(reading, match.to) > match.to
  )
}
