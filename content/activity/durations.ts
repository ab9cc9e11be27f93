/** Minutes and times of day: "9 phút", "45p", "nửa tiếng", "1 tiếng rưỡi", "7h-8h", "lúc 19h30". */
import { stripMarks } from '../language/unicode.ts'
import type { Session } from './activity.ts'
import { numberAt } from './numbers.ts'
import { meansUntil, type Token } from './text.ts'
import { goesOnAfterNight, sessionLetters, sessionWords } from './words/time-words.ts'

export type TimeOfDay =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly negative: boolean }
  /** `minutes`: the length of an interval, where one is given. */
  | { readonly kind: 'clock'; readonly session: Session; readonly minutes: number | null }
  | { readonly kind: 'session'; readonly session: Session }

export interface FoundTime {
  readonly from: number
  readonly to: number
  readonly value: TimeOfDay
}

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''
const figure = (tokens: readonly Token[], at: number): number | undefined =>
  tokens[at]?.kind === 'number' ? tokens[at]?.value : undefined

/** Before 11:00 sáng, to 12:59 trưa, to 17:59 chiều, then tối. @param minute since midnight */
export const sessionAt = (minute: number): Session =>
  minute < 11 * 60 ? 'sáng' : minute < 13 * 60 ? 'trưa' : minute < 18 * 60 ? 'chiều' : 'tối'

const isMinuteWord = (token: Token | undefined): boolean =>
  token !== undefined && (/^(?:phut|phuts|ph|p|min|mins)$/.test(token.fold) || token.text === "'")
const isHourWord = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.fold === 'tieng' || token.fold === 'gio' || token.fold === 'h' || token.fold === 'g')

/** Words before a length of time; after them "2h" is two hours, not two o'clock. */
const lengthCue = /^(?:luong|dai|trong|suot|het|mat|khoang|chung|tam|hon|gan|moi|tong|cong|lien)$/

/** A length of time at `from`, in minutes. */
function lengthAt(
  tokens: readonly Token[],
  from: number,
): { minutes: number; to: number; negative: boolean } | undefined {
  const word = fold(tokens, from)
  if (word === 'nua' && /^(?:tieng|gio)$/.test(fold(tokens, from + 1))) {
    const dongho = fold(tokens, from + 2) === 'dong' && fold(tokens, from + 3) === 'ho' ? 2 : 0
    return { minutes: 30, to: from + 2 + dongho, negative: false }
  }
  const read = numberAt(tokens, from)
  if (read === undefined) return undefined
  let { value, to } = read
  // "1,5 tiếng", "1.5 giờ"
  const point = tokens[to]
  if (
    (point?.text === ',' || point?.text === '.') &&
    !point.gap &&
    tokens[to + 1]?.gap === false &&
    figure(tokens, to + 1) === 5
  ) {
    value += 0.5
    to += 2
  }
  const unit = tokens[to]
  if (isMinuteWord(unit)) {
    // "30 p.VHXH" is a department; a lone p or ' must touch or end a word.
    if (unit?.text === "'" && unit.gap) return undefined
    if (
      unit?.fold === 'p' &&
      tokens[to + 1]?.text === '.' &&
      tokens[to + 1]?.gap === false &&
      tokens[to + 2]?.gap === false
    )
      return undefined
    return { minutes: value, to: to + 1, negative: read.negative }
  }
  if (!isHourWord(unit)) return undefined
  const surely = unit?.fold === 'tieng'
  let end = to + 1
  if (unit?.fold === 'tieng' && fold(tokens, end) === 'dong') end += 2
  const half = fold(tokens, end) === 'ruoi'
  const minutes = figure(tokens, end)
  const more =
    minutes !== undefined && minutes < 60 && (isMinuteWord(tokens[end + 1]) || tokens[end]?.gap === false)
      ? minutes
      : 0
  if (more > 0) end += isMinuteWord(tokens[end + 1]) ? 2 : 1
  if (half) end++
  const total = value * 60 + more + (half ? 30 : 0)
  if (surely) return { minutes: total, to: end, negative: read.negative }
  if (fold(tokens, end) === 'dong' && fold(tokens, end + 1) === 'ho')
    return { minutes: total, to: end + 2, negative: read.negative }
  const short =
    unit?.fold === 'h' &&
    value <= 3 &&
    fold(tokens, from - 1) !== 'tu' &&
    !isTo(tokens[end]) &&
    !isTo(tokens[from - 1])
  const cue = short || lengthCue.test(fold(tokens, from - 1))
  const clock = /^(?:luc|vao|tu|den)$/.test(fold(tokens, from - 1)) || isSessionWord(tokens, end)
  if (cue && !clock && value <= 8) return { minutes: total, to: end, negative: read.negative }
  if (half && value <= 4 && !clock) return { minutes: total, to: end, negative: read.negative }
  return undefined
}

const isSessionWord = (tokens: readonly Token[], at: number): boolean =>
  /^(?:sang|trua|chieu|toi|dem|khuya)$/.test(fold(tokens, at))

/** One clock time at `from`, in minutes since midnight: "7h", "7h30", "19:30", "8 giờ 15", "7g30". */
function clockAt(
  tokens: readonly Token[],
  from: number,
): { minute: number; to: number; session: Session | null } | undefined {
  const hour = figure(tokens, from)
  const unit = tokens[from + 1]
  if (hour === undefined || hour > 23 || unit === undefined) return undefined
  const next = tokens[from + 2]
  const minutes =
    next?.kind === 'number' && next.text.length === 2 && next.value < 60 ? next.value : undefined
  let to: number
  let minute: number
  if (unit.text === ':' && !unit.gap && minutes !== undefined && next?.gap === false) {
    to = from + 3
    minute = minutes
  } else if (/^(?:h|g|gio)$/.test(unit.fold) && (unit.fold === 'gio' || !unit.gap)) {
    const follows =
      minutes !== undefined && (next?.gap === false || unit.fold === 'gio') && !isCounted(tokens, from + 3)
    to = from + (follows ? 3 : 2)
    minute = follows ? minutes : 0
    if (follows && isMinuteWord(tokens[to])) to++
    else if (fold(tokens, to) === 'ruoi') {
      to++
      minute = 30
    }
  } else return undefined
  const part = fold(tokens, to)
  const session = sessionWordAt(tokens, to, false)
  const pm =
    hour < 12 &&
    ((part === 'chieu' && hour <= 6) ||
      ((part === 'toi' || part === 'dem') && hour >= 5) ||
      (part === 'trua' && hour <= 2))
  return {
    minute: (pm ? hour + 12 : hour) * 60 + minute,
    to: session === undefined ? to : session.to,
    session: session?.session ?? null,
  }
}

const isCounted = (tokens: readonly Token[], at: number): boolean =>
  /^(?:tin|bai|nguoi|ng|to|buoi|ba)$/.test(fold(tokens, at))

function clockRangeAt(tokens: readonly Token[], from: number): FoundTime | undefined {
  const lead =
    /^(?:luc|tu|vao|hoi)$/.test(fold(tokens, from)) &&
    !(tokens[from]?.fold === 'tu' && tokens[from]?.lower === 'tư')
      ? 1
      : 0
  const first = clockAt(tokens, from + lead)
  if (first === undefined) {
    // "từ 7 đến 8h30", "7-8h"
    const start = figure(tokens, from + lead)
    if (start === undefined || start > 24 || !isTo(tokens[from + lead + 1])) return undefined
    const end = clockAt(tokens, from + lead + 2)
    if (end === undefined || end.minute <= start * 60) return undefined
    return {
      from,
      to: end.to,
      value: {
        kind: 'clock',
        session: end.session ?? sessionAt(start * 60),
        minutes: end.minute - start * 60,
      },
    }
  }
  if (isTo(tokens[first.to])) {
    const second = clockAt(tokens, first.to + 1)
    if (second !== undefined) {
      const shift =
        second.session !== null &&
        second.minute >= 12 * 60 &&
        first.minute + 12 * 60 < second.minute &&
        first.session === null
          ? 12 * 60
          : 0
      const minutes = second.minute - first.minute - shift
      if (minutes > 0)
        return {
          from,
          to: second.to,
          value: {
            kind: 'clock',
            session: first.session ?? second.session ?? sessionAt(first.minute),
            minutes,
          },
        }
    }
  }
  return {
    from,
    to: first.to,
    value: { kind: 'clock', session: first.session ?? sessionAt(first.minute), minutes: null },
  }
}

const isTo = (token: Token | undefined): boolean =>
  token !== undefined && (token.text === '-' || token.text === '→' || meansUntil(token))

interface SessionPhrase {
  readonly words: readonly string[]
  readonly folds: readonly string[]
  readonly session: Session
}
/** By their first folded word, longest first. */
const sessionPhrases = new Map<string, SessionPhrase[]>()
for (const [phrases, session] of sessionWords) {
  for (const phrase of phrases.split(', ')) {
    const words = phrase.split(' ')
    const folds = words.map(stripMarks)
    const first = folds[0] ?? ''
    const list = [...(sessionPhrases.get(first) ?? []), { words, folds, session }]
    sessionPhrases.set(
      first,
      list.sort((a, b) => b.words.length - a.words.length),
    )
  }
}

/** A word for a part of the day at `from`. @param strict the unmarked "sang" and "toi" need a time beside them */
export function sessionWordAt(
  tokens: readonly Token[],
  from: number,
  strict: boolean,
): { session: Session; to: number } | undefined {
  const first = tokens[from]
  if (first?.kind !== 'word') return undefined
  // "chợ Sáng", "cầu Chiều": a name.
  if (first.capital && tokens[from - 1]?.capital === true && tokens[from - 1]?.kind === 'word' && first.gap)
    return undefined
  if (first.fold === 'dem' && fold(tokens, from - 1) === 'cho') return undefined
  if (first.capital && /^(?:cho|ban|thon|duong|pho|khu|cau|xom)$/.test(fold(tokens, from - 1)))
    return undefined
  const phrases = sessionPhrases.get(first.fold)
  if (phrases === undefined) return undefined
  for (const { words, folds, session } of phrases) {
    const fits = folds.every((word, index) => {
      const token = tokens[from + index]
      return token?.fold === word && (!token.marked || token.lower === words[index])
    })
    // "1 buổi sáng" counts the buổi.
    if (words[0] === 'buổi' && tokens[from - 1]?.kind === 'number') continue
    if (!fits || (words[0] === 'xế' && !first.marked)) continue
    if (words[1] === 'hôm' && goesOnAfterNight.test(fold(tokens, from + words.length))) continue
    const to = from + words.length
    if (
      words.length === 1 &&
      !first.marked &&
      (session === 'sáng' || first.fold === 'toi' || first.fold === 'som' || first.fold === 'chieu') &&
      strict &&
      !besideTime(tokens, from, to)
    )
      continue
    if (words.length === 1 && first.fold === 'som' && strict) continue
    return { session, to }
  }
  return undefined
}

const timeAfter = /^(?:nay|ni|qua|kia|hom|thu|t|ngay|mung|mong|chu|cn|bua|wa|cung|mai)$/
const timeBefore = /^(?:nay|ni|qua|kia|hai|ba|tu|nam|sau|bay|nhat|buoi|ban|hoi|luc|truoc|roi|cn)$/
/** What an unmarked "toi" or "sang" opens when it stands first: "toi giao ban", "sang phat loa". */
const opensWork = /^(?:hop|sinh|hoi|giao|van|dien|xe|loa|phat|treo|dang|huong|tap|di|chieu|doi|to|ban)$/

function besideTime(tokens: readonly Token[], from: number, to: number): boolean {
  const [before, after] = [tokens[from - 1], tokens[to]]
  // "toi 16/11" is a day; "toi 5 nguoi", "chieu 6 luot" are not.
  if (after?.kind === 'number' && /^[/.-]$/.test(tokens[to + 1]?.text ?? '')) return true
  if (after?.text === ':' && (before === undefined || before.kind === 'mark')) return true
  if (after !== undefined && timeAfter.test(after.fold)) return true
  if (before?.kind === 'number' && tokens[from - 2]?.text === '/') return true
  if (before?.kind === 'number' && /^(?:thu|t|thang|ngay)$/.test(fold(tokens, from - 2))) return true
  if (before?.kind === 'word' && timeBefore.test(before.fold) && tokens[from]?.fold !== 'toi') return true
  if (before?.kind === 'word' && /^(?:qua|nay|kia|nhat|bay)$/.test(before.fold)) return true
  if (
    tokens[from]?.fold === 'chieu' &&
    /^(?:treo|dan|hop|di|dang|xe|loa|huong|ra|lam|ho|phat)$/.test(after?.fold ?? '')
  )
    return true
  const opens = before === undefined || before.kind === 'mark' || /^(?:roi|va|con|do)$/.test(before.fold)
  if (!opens || after === undefined) return false
  // "tôi" also opens sentences: only before what happens in an evening.
  return tokens[from]?.fold === 'toi'
    ? /^(?:hop|sinh|hoi|giao|van|dien|xe|chieu)$/.test(after.fold)
    : opensWork.test(after.fold)
}

/** "s.nay", "c qua", "snay", "tqua": session letters before nay or qua; only the letters are taken. */
function letterSessionAt(
  tokens: readonly Token[],
  from: number,
): { session: Session; to: number } | undefined {
  const token = tokens[from]
  if (token?.kind !== 'word') return undefined
  const session = sessionLetters[token.fold]
  if (session === undefined || (tokens[from - 1]?.kind === 'number' && !token.gap)) return undefined
  const dot = tokens[from + 1]?.text === '.' && tokens[from + 1]?.gap === false ? 1 : 0
  const next = tokens[from + 1 + dot]
  if (next === undefined) return undefined
  if (/^(?:nay|qua|ni)$/.test(next.fold) && !next.marked) return { session, to: from + 1 + dot }
  // "s.t7", "c.16/11"
  if (
    dot === 1 &&
    token.fold !== 't' &&
    (next.fold === 't' || next.fold === 'cn' || next.kind === 'number') &&
    !next.gap
  )
    return { session, to: from + 2 }
  return undefined
}

/** Lengths, clock times and parts of the day in the line, in order. */
export function findTimes(tokens: readonly Token[]): FoundTime[] {
  const found: FoundTime[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    const range =
      token?.kind === 'number' || /^(?:luc|tu|vao|hoi)$/.test(token?.fold ?? '')
        ? clockRangeAt(tokens, at)
        : undefined
    const interval = range?.value.kind === 'clock' && range.value.minutes !== null ? range : undefined
    const length = interval === undefined ? lengthAt(tokens, at) : undefined
    const session =
      token?.kind === 'word' ? (letterSessionAt(tokens, at) ?? sessionWordAt(tokens, at, true)) : undefined
    let item: FoundTime | undefined
    if (interval !== undefined) item = interval
    else if (length !== undefined) {
      const value = { kind: 'minutes', minutes: length.minutes, negative: length.negative } as const
      item = { from: at, to: length.to, value }
    } else if (range !== undefined) item = range
    else if (session !== undefined)
      item = { from: at, to: session.to, value: { kind: 'session', session: session.session } }
    if (item === undefined) at++
    else {
      found.push(item)
      at = Math.max(item.to, at + 1)
    }
  }
  return found
}
