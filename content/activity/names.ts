/** Numbers that are names, taken out before anything is counted: periods, documents, years, months that are a report's subject. */
import { stripMarks } from '../language/unicode.ts'
import type { Day } from '../vietnam-time.ts'
import type { When } from './calendar.ts'
import { knownKeys, knownWords } from './lexicon.ts'
import { monthAt } from './numeric-dates.ts'
import type { Token } from './text.ts'
import { periodSubjects } from './words/time-words.ts'

export interface TakenName {
  readonly from: number
  readonly to: number
  /** A month told as the time of the work ("hồi tháng 10"): vague or still to come. */
  readonly when: When | null
  /** "1)", "2." at the head of an item: what follows is another item. */
  readonly bullet: boolean
}

const subjects = new Set(periodSubjects.split(', ').map(word => stripMarks(word).split(' ').at(-1) ?? ''))
const documents = /^(?:kh|qd|nd|nq|tt|ct|cv|tb|bc|nghi|thong|van|cong|ke|quyet|chi|luat|de)$/
const documentTails = /^(?:dinh|quyet|tu|ban|van|hoach|thi|hoc|an)$/

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''
const isNumber = (tokens: readonly Token[], at: number): boolean => tokens[at]?.kind === 'number'

/** The end of "04/KH-UBND", "245/SVHTTDL-BCXB", "57-NQ/TW", "118/2025/NĐ-CP" that begins with a number at `at`. */
function numberAndSymbol(tokens: readonly Token[], at: number): number {
  if (!isNumber(tokens, at)) return at
  let end = at + 1
  while (
    /^[/-]$/.test(tokens[end]?.text ?? '') &&
    tokens[end]?.gap === false &&
    tokens[end + 1]?.gap === false
  ) {
    const part = tokens[end + 1]
    const symbol = part?.kind === 'word' && part.text === part.text.toUpperCase()
    if (!symbol && !(part?.kind === 'number' && part.text.length === 4)) break
    end += 2
  }
  return end
}

/** The end of "1)" anywhere an item may begin, or of "1." at the head of a line; `at` when there is none. */
function bulletEnd(tokens: readonly Token[], at: number): number {
  const [before, mark, after] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]]
  if (!isNumber(tokens, at) || mark?.kind !== 'mark' || mark.gap || (tokens[at]?.value ?? 99) > 30) return at
  const opens = before === undefined || before.kind === 'mark'
  if (mark.text === ')' && opens && before?.text !== '(') return at + 2
  const heads = before === undefined || before.text === '\n'
  return mark.text === '.' && heads && after?.gap === true && after.kind === 'word' ? at + 2 : at
}

const measure = /^(?:m|cm|mm|km|met|m2|kg)$/

/** The end of "5m x 0,8m", "2x3m", "12 km", "85,5%" at `at`; `at` when it is none of these. */
function sizeEnd(tokens: readonly Token[], at: number): number {
  if (!isNumber(tokens, at)) return at
  let end = at
  for (let side = 0; side < 3; side++) {
    if (!isNumber(tokens, end)) return at
    end++
    const point = tokens[end]
    if (
      point !== undefined &&
      /^[,.]$/.test(point.text) &&
      !point.gap &&
      tokens[end + 1]?.gap === false &&
      isNumber(tokens, end + 1)
    )
      end += 2
    if (tokens[end]?.text === '%') return end + 1
    const measured = measure.test(fold(tokens, end))
    if (measured) end++
    // "m2" and "m²" end in a figure of their own.
    if (measured && isNumber(tokens, end) && tokens[end]?.gap === false) end++
    const times = /^(?:x|×|\*)$/.test(tokens[end]?.fold ?? '') && isNumber(tokens, end + 1)
    if (!times) return measured ? end : at
    end++
  }
  return at
}

/** Before a number these make it the name of a place, whatever mark follows ("ở tổ 2. …"). */
const numbered = /^(?:to|tdp|kp|kv|khu|vuc|pho|ban|thon|xom|ap|khoi|khom|quay|so|tang|cap|moi)$/

/**
 * Numbers that count the items of one list wherever they stand ("1. … 2. …", "1/ … 2/ …"), with where each ends: one after the
 * other from 1, each before a mark that closes it.
 */
function listNumbers(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const marks = tokens.flatMap((token, at) => {
    const [mark, after] = [tokens[at + 1], tokens[at + 2]]
    const closes =
      token.kind === 'number' &&
      token.value <= 30 &&
      mark !== undefined &&
      !mark.gap &&
      /^[.)/-]$/.test(mark.text) &&
      after?.gap === true &&
      (after.kind === 'word' || after.kind === 'number')
    return closes ? [at] : []
  })
  const chain: number[] = []
  for (const [order, at] of marks.entries()) {
    if (tokens[at]?.value !== chain.length + 1) continue
    const before = tokens[at - 1]
    const again = marks.slice(order + 1).some(later => tokens[later]?.value === tokens[at]?.value)
    const opens = before === undefined || before.kind === 'mark'
    if (chain.length === 0 ? opens : !(numbered.test(before?.fold ?? '') && again)) chain.push(at)
  }
  return new Map(chain.length < 2 ? [] : chain.map(at => [at, at + 2]))
}

/** "tỷ lệ hồ sơ trực tuyến đạt 85% tháng 10": figures of a period, some words before it and no comma between. */
function reportsOn(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(1, at - 9); back--) {
    const token = tokens[back]
    if (token?.kind === 'mark' && token.text !== '%') return false
    const pair = `${fold(tokens, back - 1)} ${token?.fold ?? ''}`
    if (/^(?:ty le|ti le|ket qua|so lieu|chi tieu|ke hoach)$/.test(pair)) return true
  }
  return false
}

/** What one position names, if anything. */
function nameAt(tokens: readonly Token[], at: number, today: Day): TakenName | undefined {
  const word = fold(tokens, at)
  const next = fold(tokens, at + 1)
  const bullet = bulletEnd(tokens, at)
  if (bullet > at) return { from: at, to: bullet, when: null, bullet: true }
  if (
    word === 'quy' &&
    (isNumber(tokens, at + 1) || /^(?:i|ii|iii|iv|mot|hai|ba|bon|tu|nay|truoc)$/.test(next))
  ) {
    const year = tokens[at + 2]?.text === '/' && isNumber(tokens, at + 3) ? at + 4 : at + 2
    return { from: at, to: year, when: null, bullet: false }
  }
  if (isNumber(tokens, at)) {
    const value = tokens[at]?.value ?? 0
    // "9 tháng", "6 tháng đầu năm": a period; "3 tháng 4" is a date.
    if (
      next === 'thang' &&
      !isNumber(tokens, at + 2) &&
      /^(?:6|9|06|09|3|10|11)$/.test(tokens[at]?.text ?? '') &&
      !/^(?:ngay|mung|mong|hom)$/.test(fold(tokens, at - 1)) &&
      !/^(?:truoc|nay|roi)$/.test(fold(tokens, at + 2))
    ) {
      const tail = /^(?:dau|cuoi)$/.test(fold(tokens, at + 2)) && fold(tokens, at + 3) === 'nam' ? 4 : 2
      return { from: at, to: at + tail, when: null, bullet: false }
    }
    const size = sizeEnd(tokens, at)
    if (size > at) return { from: at, to: size, when: null, bullet: false }
    const end = numberAndSymbol(tokens, at)
    const symbol = end > at + 1 && tokens.slice(at, end).some(token => token.kind === 'word')
    if (symbol) return { from: at, to: end, when: null, bullet: false }
    // A year on its own, as in "KH CCHC 2026".
    const parted = /^[/.-]$/.test(tokens[at - 1]?.text ?? '') || /^[/.-]$/.test(tokens[at + 1]?.text ?? '')
    if (
      tokens[at]?.text.length === 4 &&
      value >= 1990 &&
      value <= 2100 &&
      !parted &&
      !isCounted(tokens, at + 1)
    )
      return { from: at, to: at + 1, when: null, bullet: false }
    return undefined
  }
  if (word === 'nam' && isNumber(tokens, at + 1) && tokens[at + 1]?.text.length === 4)
    return { from: at, to: at + 2, when: null, bullet: false }
  const head =
    documents.test(word) &&
    (isNumber(tokens, at + 1) ? at + 1 : documentTails.test(next) && isNumber(tokens, at + 2) ? at + 2 : 0)
  const so =
    documents.test(word) && head === 0
      ? next === 'so' && isNumber(tokens, at + 2)
        ? at + 2
        : documentTails.test(next) && fold(tokens, at + 2) === 'so' && isNumber(tokens, at + 3)
          ? at + 3
          : 0
      : 0
  const number = head === false ? 0 : head || so
  if (
    number > 0 &&
    (number > at + 1 || tokens[at]?.text === tokens[at]?.text.toUpperCase()) &&
    (tokens[number]?.text.length ?? 0) < 5
  ) {
    const known = /^(?:57|18|06|6|766)$/.test(tokens[number]?.text ?? '')
    // "nghị quyết 57", "đề án 06" are subjects of the tables; the words before other numbers stay to be read.
    if (!known && !isCounted(tokens, number + 1))
      return { from: number, to: numberAndSymbol(tokens, number), when: null, bullet: false }
    return undefined
  }
  const month = monthAt(tokens, at, today)
  if (month === undefined || isNumber(tokens, at - 1)) return undefined
  const before = /^(?:cua|trong|ve)$/.test(fold(tokens, at - 1)) ? fold(tokens, at - 2) : fold(tokens, at - 1)
  const lead = /^(?:dau|giua|cuoi|hoi)$/.test(fold(tokens, at - 1)) ? 1 : 0
  if (lead === 0 && reportsOn(tokens, at)) return { from: at, to: month.to, when: null, bullet: false }
  if (lead === 0 && (subjects.has(before) || subjects.has(fold(tokens, at - 2))))
    return { from: at, to: month.to, when: null, bullet: false }
  return {
    from: at - lead,
    to: month.to,
    when: month.future ? { kind: 'future' } : { kind: 'vague' },
    bullet: false,
  }
}

const isCounted = (tokens: readonly Token[], at: number): boolean =>
  /^(?:tin|bai|nguoi|ng|to|luot|ho|phieu|bang|ba|tam|cai|cuon|buoi|dai|hoc)$/.test(fold(tokens, at))

/** Every such name outside `taken`. */
export function takeNames(tokens: readonly Token[], taken: readonly boolean[], today: Day): TakenName[] {
  const found: TakenName[] = []
  const items = listNumbers(tokens)
  for (let at = 0; at < tokens.length; ) {
    const item = items.get(at)
    const name =
      taken[at] === true
        ? undefined
        : item === undefined
          ? nameAt(tokens, at, today)
          : { from: at, to: item, when: null, bullet: true }
    if (name === undefined) at++
    else {
      found.push(name)
      at = Math.max(name.to, at + 1)
    }
  }
  return found
}

const kin = new Set('ong ba cu bac anh chi co chu me em chau thim'.split(' '))
const kinSpelt = new Set('ông bà cụ bác anh chị cô chú mệ mế em cháu dì cậu thím mụ'.split(' '))
const plainKin = new Set(['anh', 'em'])

/** People told by name ("bà Lò Thị Ín", "anh Tú"): actors or the one who was helped, never places. */
export function findPersons(
  tokens: readonly Token[],
  taken: readonly boolean[],
  accented: boolean,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== 'word' || taken[at] === true || !kin.has(token.fold)) continue
    if (token.marked && !kinSpelt.has(token.lower)) continue
    if (!token.marked && accented && !plainKin.has(token.fold)) continue
    // "bản Pom Khoang", "ngã ba Dốc Nam": inside a name these letters are no kinship.
    if (
      (token.capital && tokens[at - 1]?.kind === 'word') ||
      /^(?:nga|thu|ban|cong)$/.test(fold(tokens, at - 1))
    )
      continue
    if (
      tokens[at - 1]?.kind === 'number' ||
      (token.text.length > 1 && token.text === token.text.toUpperCase())
    )
      continue
    let end = at + 1
    while (end < at + 5) {
      const part = tokens[end]
      if (part?.kind !== 'word' || taken[end] === true || !part.capital) break
      if (part.text.length > 1 && part.text.slice(1) !== part.text.slice(1).toLowerCase()) break
      end++
    }
    if (end === at + 1) end = unlistedName(tokens, taken, at + 1)
    if (end === at + 1) continue
    found.push({ from: at, to: end })
    at = end - 1
  }
  return found
}

/** The end of a name in small letters: words that are in none of our tables ("cụ páo", "bà lò thị ín"). */
function unlistedName(tokens: readonly Token[], taken: readonly boolean[], from: number): number {
  let end = from
  for (let at = from; at < from + 4; at++) {
    const part = tokens[at]
    if (part?.kind !== 'word' || taken[at] === true) break
    const middle = at > from && (part.lower === 'thị' || part.lower === 'văn' || part.lower === 'a')
    if (!middle && knownKeys.has(part.key)) break
    if (!middle && !part.marked && knownWords.has(part.fold)) break
    end = middle ? end : at + 1
  }
  return end
}
