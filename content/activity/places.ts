/** Finding places: a word that opens one ("bản", "chợ", "nhà văn hóa") with its name, a ward's own name, or what follows "tại". */
import {
  countedAt,
  doubtfulOpens,
  fold,
  hasAny,
  meaning,
  nameEnd,
  numberEnd,
  type Reading,
} from './place-names.ts'
import { printed, type Token } from './text.ts'

export interface FoundPlace {
  readonly from: number
  readonly to: number
  /** As printed, without the preposition. */
  readonly text: string
  /** Each area, where several are named together. */
  readonly areas: readonly string[]
  readonly kind: 'residential' | 'physical' | 'office'
  /** "tại" or "ở" before it: sure; another leading word: loose. */
  readonly preposition: 'sure' | 'loose' | null
  /** Where the preposition begins, else `from`. */
  readonly start: number
}

/** One place that begins at `at`, without looking for neighbours that belong to it. */
function onePlace(
  reading: Reading,
  at: number,
  sure: boolean,
  beside = false,
): { to: number; kind: FoundPlace['kind'] } | undefined {
  const { tokens, matches, taken } = reading
  if (taken[at] === true || /^(?:moi|tung)$/.test(fold(tokens, at - 1))) return undefined
  // "8 đội 120 người" counts teams.
  if (fold(tokens, at) === 'doi' && tokens[at - 1]?.kind === 'number' && taken[at - 1] !== true)
    return undefined
  const match = matches[at]
  const ward = meaning(match, 'ward-place')
  if (ward !== undefined && match !== undefined)
    return { to: numberEnd(reading, match.to, false), kind: 'residential' }
  const head = meaning(match, 'head')
  if (match !== undefined && head !== undefined) {
    const hall = fold(tokens, at) === 'ht' && match.to === at + 1
    if (
      hall ? !hallFollows(reading, match.to) : head.doubtful && !doubtfulOpens(reading, match, sure || beside)
    )
      return undefined
    const to = nameEnd(reading, match.to, head)
    if (to > match.to || head.tail === 'optional') return { to, kind: head.kind }
    // "cổng chợ", "cầu chợ": a head before another place needs no name of its own.
    const next = onePlace(reading, match.to, false)
    if (next !== undefined && head.kind === 'physical') return { to: next.to, kind: 'physical' }
    return undefined
  }
  // "tại một cửa": elsewhere it is what the work is about.
  if (
    sure &&
    match !== undefined &&
    match.to === at + 2 &&
    /^(?:mot|1)$/.test(fold(tokens, at)) &&
    fold(tokens, at + 1) === 'cua'
  )
    return { to: match.to, kind: 'office' }
  if (sure && meaning(match, 'agency') !== undefined && match !== undefined) {
    if (match.to === at + 1 && /^(?:phuong|xa)$/.test(fold(tokens, at)) && tokens[match.to]?.capital !== true)
      return undefined
    return { to: agencyEnd(reading, match.to), kind: 'physical' }
  }
  return undefined
}

const hallFollows = (reading: Reading, at: number): boolean =>
  meaning(reading.matches[at], 'agency') !== undefined ||
  meaning(reading.matches[at], 'head') !== undefined ||
  reading.tokens[at]?.text === 'UBND'

/** "UBND phường Hưng Phú": the level and its name belong to it. */
function agencyEnd(reading: Reading, at: number): number {
  let end = at
  if (/^(?:phuong|xa|thi|huyen|tinh)$/.test(fold(reading.tokens, end)) && reading.taken[end] !== true) end++
  while (
    reading.tokens[end]?.capital === true &&
    reading.taken[end] !== true &&
    reading.matches[end] === undefined &&
    end < at + 5
  )
    end++
  return end
}

/** A place and what directly follows and belongs to it: "nhà văn hóa | tổ 8", "quầy số 3 | TTPVHCC", "trụ sở | UBND phường". */
function wholePlace(
  reading: Reading,
  at: number,
  sure: boolean,
): { to: number; kind: FoundPlace['kind'] } | undefined {
  const first = onePlace(reading, at, sure)
  if (first === undefined) return undefined
  let { to } = first
  if (first.kind === 'residential') return first
  for (let more = 0; more < 3; more++) {
    const of = /^(?:cua|thuoc)$/.test(fold(reading.tokens, to)) ? 1 : 0
    const match = reading.matches[to + of]
    const agency =
      reading.taken[to + of] !== true && meaning(match, 'agency') !== undefined && match !== undefined
    if (agency) to = agencyEnd(reading, match.to)
    else {
      const next = onePlace(reading, to + of, of === 1, true)
      const hall = next === undefined && of === 0 ? ownUnitEnd(reading, to) : undefined
      if (hall !== undefined) return { to: hall, kind: first.kind }
      if (next === undefined) break
      to = next.to
    }
  }
  return { to, kind: first.kind }
}

/** "nhà văn hóa khu phố", "nhà thông tin khu vực": the unit it belongs to, told without its name. @returns where it ends */
function ownUnitEnd({ tokens, matches, taken }: Reading, at: number): number | undefined {
  const match = matches[at]
  const unit = meaning(match, 'head')
  if (match === undefined || unit?.kind !== 'residential' || taken[at] === true) return undefined
  if (!/^(?:khu|to|tdp|kp|kv|ban|thon|xom|ap|khoi|khom|lang|buon)$/.test(fold(tokens, at))) return undefined
  // "hội trường tổ chức", "nhà văn hóa cho bản thân" never come here: they are other phrases.
  return fold(tokens, at - 1) === 'hoa' || fold(tokens, at - 1) === 'tin' || fold(tokens, at - 1) === 'truong'
    ? match.to
    : undefined
}

/** More of the same kind after a comma, "và" or "đến": "TDP 1, 2 và 3", "bản Lướt và bản Mới 1". */
function joined(
  reading: Reading,
  from: number,
  first: { to: number; kind: FoundPlace['kind'] },
  route: boolean,
): { to: number; areas: string[] } {
  const { tokens, taken } = reading
  const areas = [printed(tokens, from, first.to)]
  const headText = /^(.*?)(?:số\s*)?\d+$/iu.exec(areas[0] ?? '')?.[1]?.trim()
  let to = first.to
  for (let more = 0; more < 12; more++) {
    const joiner = tokens[to]
    if (joiner === undefined || taken[to] === true) break
    const onward = (route || first.kind === 'physical') && /^(?:den|toi)$/.test(joiner.fold)
    const comma =
      joiner.text === ',' ||
      joiner.text === '&' ||
      joiner.text === '+' ||
      (joiner.text === '-' && tokens[to - 1]?.kind === 'number')
    if (!onward && !comma && !/^(?:va|voi)$/.test(joiner.fold)) {
      // "tổ 1 tổ 2 tổ 3": nothing between them but the word they share.
      const again = first.kind === 'residential' && sameHead(tokens, from, to)
      const beside = again ? (onePlace(reading, to, false, true) ?? sameUnit(reading, to)) : undefined
      if (beside?.kind !== 'residential' || ownsCount(reading, beside.to)) break
      areas.push(printed(tokens, to, beside.to))
      to = beside.to
      continue
    }
    const next = onePlace(reading, to + 1, false)
    if (
      next !== undefined &&
      (next.kind === first.kind || onward) &&
      (onward || !ownsCount(reading, next.to)) &&
      (onward || comma === false || sameHead(tokens, from, to + 1))
    ) {
      areas.push(printed(tokens, to + 1, next.to))
      to = next.to
      continue
    }
    // "tổ 1, 2 và 3": only the numbers go on.
    const number = tokens[to + 1]
    if (headText === undefined || number?.kind !== 'number' || taken[to + 1] === true || number.value > 99)
      break
    if (countedAt(reading, to + 2) || reading.matches[to + 2]?.meanings.some(({ is }) => is === 'form')) break
    areas.push(`${headText} ${number.text}`)
    to += 2
  }
  return { to, areas }
}

/** "to 2 to 3" in a line with marks: the same letters before another number are the same word. */
const sameUnit = (
  { tokens, taken }: Reading,
  at: number,
): { to: number; kind: FoundPlace['kind'] } | undefined =>
  tokens[at]?.marked === false && tokens[at + 1]?.kind === 'number' && taken[at + 1] !== true
    ? { to: at + 2, kind: 'residential' }
    : undefined

const sameHead = (tokens: readonly Token[], a: number, b: number): boolean =>
  fold(tokens, a) === fold(tokens, b)

/** "tổ 3: 2 tin, tổ 8: 1 tin": a count of its own after the next place makes it another activity. */
const ownsCount = ({ tokens }: Reading, at: number): boolean =>
  tokens[at]?.text === ':' || (tokens[at]?.kind === 'number' && tokens[at + 1]?.text !== '/')

/** After "tại" and "ở" also names nobody listed: "tại Dốc Nam", "o pa nam". */
function unlistedEnd(reading: Reading, at: number, preposition: string): number {
  const { tokens, matches, taken } = reading
  let end = at
  let named = false
  while (end < at + 4) {
    const token = tokens[end]
    if (token?.kind !== 'word' || taken[end] === true) break
    const match = matches[end]
    if (match !== undefined && (match.to > end + 1 || !token.capital || hasAny(match, ['form', 'subject'])))
      break
    if (named && !token.capital) break
    if (token.capital) named = true
    else if (
      preposition === 'o' &&
      !named &&
      end === at &&
      !reading.accented &&
      tokens[at - 2]?.kind === 'number'
    )
      return at
    end++
  }
  return end === at ? at : numberEnd(reading, end, false)
}

const notPlaces = /^(?:nha|day|do|dau|muc|cac|nhung|loa|zalo|tren|moi|nhieu|truc|phuong|xa|dia)$/

/** Every place told in the line, in order, none overlapping. */
export function findPlaces(reading: Reading): FoundPlace[] {
  const { tokens, matches, taken } = reading
  const found: FoundPlace[] = []
  for (let at = 0; at < tokens.length; ) {
    if (taken[at] === true) {
      at++
      continue
    }
    const prepositionMatch = matches[at]
    const preposition = meaning(prepositionMatch, 'preposition')
    // An unmarked "cho" may be the market itself rather than the word that leads to one.
    const itself =
      preposition !== undefined && !preposition.sure && onePlace(reading, at, false) !== undefined
    const begin =
      itself || preposition === undefined || prepositionMatch === undefined ? at : prepositionMatch.to
    const strength = itself || preposition === undefined ? null : preposition.sure ? 'sure' : 'loose'
    // "tại trước cổng chợ", "ở gần chợ"
    const second = meaning(matches[begin], 'preposition')
    const start =
      strength !== null &&
      second !== undefined &&
      onePlace(reading, begin, true) === undefined &&
      onePlace(reading, begin + 1, true) !== undefined
        ? begin + 1
        : begin
    // "trước UBND phường": beside an office is a place too.
    const beside = strength === 'loose' && /^(?:truoc|gan|canh|quanh|doi)$/.test(fold(tokens, at))
    // "tin về bộ phận một cửa": what it is about.
    if (fold(tokens, at) === 've' && meaning(matches[begin], 'head')?.kind === 'office') {
      const end = matches[begin]?.to ?? begin
      if (fold(tokens, end - 1) === 'cua') {
        at = end
        continue
      }
    }
    const place = wholePlace(reading, start, strength === 'sure' || beside)
    if (place !== undefined) {
      const route = fold(tokens, at) === 'tu'
      const { to, areas } = joined(reading, start, place, route)
      const text = to === place.to ? (areas[0] ?? '') : printed(tokens, start, to)
      found.push({ from: start, to, text, areas, kind: place.kind, preposition: strength, start: at })
      at = to
      continue
    }
    if (strength === 'sure' && !notPlaces.test(fold(tokens, begin))) {
      const end = unlistedEnd(reading, begin, fold(tokens, at))
      if (end > begin) {
        const text = printed(tokens, begin, end)
        found.push({
          from: begin,
          to: end,
          text,
          areas: [text],
          kind: 'physical',
          preposition: 'sure',
          start: at,
        })
        at = end
        continue
      }
    }
    at = Math.max(at + 1, preposition === undefined ? at + 1 : begin)
  }
  return found
}
