/** Weekdays as people write them ("thứ 7", "t7", "thu bay tuần trước"), alone and from one to another. */
import { addDays, type Day } from '../vietnam-time.ts'
import { datedAs, latestWeekday, type When, weekBefore } from './calendar.ts'
import { namedAt } from './named-times.ts'
import type { Found } from './numeric-dates.ts'
import { meansUntil, type Token } from './text.ts'
import { weekdayNames } from './words/time-words.ts'

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''
const isWord = (token: Token | undefined, word: string, key = word): boolean =>
  token !== undefined && token.fold === word && (!token.marked || token.lower === key)

/** Whether a word or mark joins the ends of a range. */
export const joinsRange = (token: Token | undefined): boolean =>
  token !== undefined && (token.text === '-' || token.text === '→' || meansUntil(token))

/** "thứ 7", "t7", "thu bay", "CN": 1 = Monday … 7 = Sunday. */
export function weekdayAt(
  tokens: readonly Token[],
  from: number,
): { weekday: number; to: number } | undefined {
  const token = tokens[from]
  const next = tokens[from + 1]
  if (token?.kind !== 'word') return undefined
  // "ngày thứ bảy tình nguyện", "chủ nhật xanh": what the event is called.
  const named = fold(tokens, from + 2)
  if (named === 'xanh' || (named === 'tinh' && fold(tokens, from + 3) === 'nguyen')) return undefined
  if (token.text === 'CN' || (token.lower === 'cn' && next?.kind !== 'word'))
    return { weekday: 7, to: from + 1 }
  if ((token.fold === 'chu' || token.fold === 'chua') && (next?.fold === 'nhat' || next?.fold === 'nhut'))
    return { weekday: 7, to: from + 2 }
  const dot = next?.text === '.' && next.gap === false ? 1 : 0
  const number = tokens[from + 1 + dot]
  if (token.fold === 't' && number?.kind === 'number' && !number.gap && number.text.length === 1) {
    const weekday = weekdayNames[number.text]
    // "60t 2 băng rôn": a t stuck to a number before it is a unit.
    const stuck = tokens[from - 1]?.kind === 'number' && !token.gap
    return weekday === undefined || stuck ? undefined : { weekday, to: from + 2 + dot }
  }
  if (token.fold !== 'thu' || (token.marked && token.lower !== 'thứ' && next?.kind !== 'number'))
    return undefined
  if (
    /^(?:lan|to|dot|khoa|lop|ky|so|quy|hang|dung|xep|ban|khu|tdp)$/.test(fold(tokens, from - 1)) &&
    !token.marked
  )
    return undefined
  if (/^(?:lan|to|dot|khoa|lop|ky|hang|dung|xep)$/.test(fold(tokens, from - 1))) return undefined
  const weekday = next === undefined ? undefined : weekdayNames[next.fold]
  if (weekday === undefined || (next?.marked === true && !/^(?:hai|ba|tư|năm|sáu|bảy|bẩy)$/.test(next.lower)))
    return undefined
  // "lịch tiếp dân thứ 5 hằng tuần": no day in particular.
  if (named === 'hang' && fold(tokens, from + 3) === 'tuan') return undefined
  return { weekday, to: from + 2 }
}

/** Words after a weekday that say which week; "vừa rồi" and the like mean the latest one. */
export function weekAfter(
  tokens: readonly Token[],
  from: number,
): { weeks: number | 'future' | 'latest'; to: number } | undefined {
  const at = tokens[from]?.text === ',' ? from + 1 : from
  const phrase = namedAt(tokens, at)
  if (phrase?.value.kind === 'week') return { weeks: phrase.value.weeks, to: phrase.to }
  if (phrase?.value.kind === 'future' && fold(tokens, at) === 'tuan')
    return { weeks: 'future', to: phrase.to }
  const [first, second] = [fold(tokens, from), fold(tokens, from + 1)]
  if (first === 'vua' && (second === 'roi' || second === 'qua')) return { weeks: 'latest', to: from + 2 }
  const one = tokens[from]
  if (isWord(one, 'roi', 'rồi') || isWord(one, 'qua')) return { weeks: 'latest', to: from + 1 }
  if (isWord(one, 'nay', 'này') || isWord(one, 'ni')) return { weeks: 0, to: from + 1 }
  if (isWord(one, 'toi', 'tới') || isWord(one, 'sau') || isWord(one, 'toi', 'tơi')) {
    // "thu 7 sau khi", "thứ 5 tới hướng dẫn": a plan only at the end of the words or when marked.
    if (
      one?.marked === true ||
      second === '' ||
      !Number.isNaN(Number(second)) ||
      tokens[from + 1]?.kind === 'mark'
    )
      return { weeks: 'future', to: from + 1 }
  }
  return undefined
}

/** "từ thứ 2 đến thứ 4 tuần trước": the first weekday belongs to the week named at the end. */
export function weekdayRange(
  tokens: readonly Token[],
  from: number,
  today: Day,
  week: Day | null,
): Found<When> | undefined {
  const first = weekdayAt(tokens, from)
  if (first === undefined) return undefined
  const beside = weekdayAt(tokens, first.to)
  const second = beside ?? weekdayAt(tokens, first.to + 1)
  if (second === undefined) return undefined
  // "thứ 7 và chủ nhật tuần trước", "thứ 5 thứ 6": neighbours are a range too.
  const neighbours =
    (beside !== undefined || fold(tokens, first.to) === 'va') && second.weekday === first.weekday + 1
  if (!neighbours && (beside !== undefined || !joinsRange(tokens[first.to]))) return undefined
  const after = weekAfter(tokens, second.to)
  if (after?.weeks === 'future') return { from, to: after.to, value: { kind: 'future' } }
  const monday =
    after === undefined || after.weeks === 'latest'
      ? (week ?? weekOfLatest(second.weekday, today))
      : weekBefore(today, after.weeks)
  const last = addDays(monday, second.weekday - 1)
  const start = addDays(monday, first.weekday - 1)
  return {
    from,
    to: after?.to ?? second.to,
    value: datedAs(start > last ? addDays(start, -7) : start, last, today),
  }
}

const weekOfLatest = (weekday: number, today: Day): Day => addDays(latestWeekday(weekday, today), 1 - weekday)
