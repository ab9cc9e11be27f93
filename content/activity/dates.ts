/** Finding days and ranges in a line: numeric dates, weekdays, "hôm qua", "từ 3 đến 5/11", vague and future times. */
import { addDays, type Day } from '../vietnam-time.ts'
import { datedAs, latestWeekday, type When, weekBefore, wholeWeek } from './calendar.ts'
import { readNumericDate } from './numeric-dates.ts'
import { indexPhrases, type PhraseIndex } from './phrases.ts'
import { meansUntil, type Token } from './text.ts'
import { futureTimes, namedDays, vagueTimes, weekdayNames, weekWords } from './words/time-words.ts'

export interface Found<Value> {
  readonly from: number
  readonly to: number
  readonly value: Value
}

type Named =
  | { kind: 'back'; days: number }
  | { kind: 'week'; weeks: number }
  | { kind: 'vague' }
  | { kind: 'future' }

const split = (words: string): string[] => words.split(', ')
const named: PhraseIndex<Named> = indexPhrases<Named>([
  ...namedDays.flatMap(([words, days]) => split(words).map(word => [word, { kind: 'back', days }] as const)),
  ...weekWords.flatMap(([words, weeks]) =>
    split(words).map(word => [word, { kind: 'week', weeks }] as const),
  ),
  ...split(vagueTimes).map(word => [word, { kind: 'vague' }] as const),
  ...split(futureTimes).map(word => [word, { kind: 'future' }] as const),
])

/** First words of every time told in words: what lets most tokens be passed over at once. */
const opens = new Set([
  ...named.byFirst.keys(),
  ...'ngay hom bua mung mong thu t cn chu chua cach qua wa kia nay ni'.split(' '),
])

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''
const isWord = (token: Token | undefined, word: string, key = word): boolean =>
  token !== undefined && token.fold === word && (!token.marked || token.lower === key)

/** The phrase of the time tables at `from`, longest first. */
function namedAt(tokens: readonly Token[], from: number): { value: Named; to: number } | undefined {
  const token = tokens[from]
  if (token?.kind !== 'word') return undefined
  for (const phrase of named.byFirst.get(token.fold) ?? []) {
    let wrong = 0
    let at = from
    const fits = phrase.words.every((word, index) => {
      let part = tokens[at]
      if (index > 0 && part?.text === '.' && !part.gap && tokens[at + 1]?.gap === false) part = tokens[++at]
      if (part?.fold !== word.fold || (index > 0 && part.kind !== 'word')) return false
      if (part.marked ? part.key !== word.key : false) wrong++
      at++
      return true
    })
    const meaning = phrase.meanings[0]
    if (
      !fits ||
      meaning === undefined ||
      (wrong > 0 && (phrase.words.length === 1 || wrong === phrase.words.length))
    )
      continue
    return { value: meaning, to: at }
  }
  return undefined
}

/** "thứ 7", "t7", "thu bay", "CN": 1 = Monday … 7 = Sunday. */
function weekdayAt(tokens: readonly Token[], from: number): { weekday: number; to: number } | undefined {
  const token = tokens[from]
  const next = tokens[from + 1]
  if (token?.kind !== 'word') return undefined
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
  return { weekday, to: from + 2 }
}

/** Words after a weekday that say which week; "vừa rồi" and the like mean the latest one. */
function weekAfter(
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
    if (one?.marked === true || second === '' || !isNaN(Number(second)) || tokens[from + 1]?.kind === 'mark')
      return { weeks: 'future', to: from + 1 }
  }
  return undefined
}

/** Reads one moment (not yet a range) at `from`. @param week Monday a heading set, or null */
function momentAt(
  tokens: readonly Token[],
  from: number,
  today: Day,
  week: Day | null,
): Found<When> | undefined {
  const opening = tokens[from]
  if (opening === undefined || (opening.kind !== 'number' && !opens.has(opening.fold))) return undefined
  const numeric = readNumericDate(tokens, from, today)
  if (numeric !== undefined) return numeric
  const weekday = weekdayAt(tokens, from)
  if (weekday !== undefined) {
    let to = weekday.to
    // "thứ 6 (20/11)", "thứ 6 ngày 20/11": the date decides.
    const bracket = tokens[to]?.text === '(' || tokens[to]?.text === ',' ? 1 : 0
    const exact = readNumericDate(tokens, to + bracket, today)
    if (exact !== undefined && exact.to - (to + bracket) >= 2)
      return {
        from,
        to: bracket === 1 && tokens[exact.to]?.text === ')' ? exact.to + 1 : exact.to,
        value: exact.value,
      }
    const after = weekAfter(tokens, to)
    if (after !== undefined) to = after.to
    if (after?.weeks === 'future') return { from, to, value: { kind: 'future' } }
    const monday =
      after === undefined ? week : after.weeks === 'latest' ? null : weekBefore(today, after.weeks)
    const day = monday === null ? latestWeekday(weekday.weekday, today) : addDays(monday, weekday.weekday - 1)
    return { from, to, value: datedAs(day, null, today) }
  }
  const part =
    /^(?:sang|trua|chieu|toi|dem|khuya|s|c|t|tr)$/.test(fold(tokens, from - 1)) ||
    (tokens[from - 1]?.text === '.' && !tokens[from]?.gap)
  const back = part ? daysAfterSession(tokens, from) : undefined
  if (back !== undefined) return { from, to: from + 1, value: datedAs(addDays(today, -back), null, today) }
  const ago = agoAt(tokens, from, today)
  if (ago !== undefined) return ago
  const phrase = namedAt(tokens, from)
  if (phrase !== undefined && usable(tokens, from, phrase)) {
    const { value, to } = phrase
    switch (value.kind) {
      case 'back':
        return { from, to, value: datedAs(addDays(today, -value.days), null, today) }
      case 'week': {
        const next = weekdayAt(tokens, tokens[to]?.text === ',' ? to + 1 : to)
        const monday = weekBefore(today, value.weeks)
        if (next === undefined) return { from, to, value: { kind: 'week', monday } }
        if (tokens[next.to]?.text === ':' || tokens[to]?.text === ',')
          return { from, to, value: { kind: 'week', monday } }
        return { from, to: next.to, value: datedAs(addDays(monday, next.weekday - 1), null, today) }
      }
      case 'vague': {
        // "đầu tháng 10", "giữa tháng 11/2026": the month's number belongs to it.
        const month = fold(tokens, to - 1) === 'thang' && tokens[to]?.kind === 'number' ? to + 1 : to
        const year = tokens[month]?.text === '/' && tokens[month + 1]?.kind === 'number' ? month + 2 : month
        return { from, to: year, value: { kind: 'vague' } }
      }
      case 'future':
        return { from, to, value: { kind: 'future' } }
      default:
        return value satisfies never
    }
  }
  return undefined
}

/** "sáng qua", "tối kia": after a part of the day these words are days. */
function daysAfterSession(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at]
  if (token === undefined || token.marked || token.capital) return undefined
  if (token.fold === 'qua' || token.fold === 'wa') return 1
  if (token.fold === 'kia') return 2
  return token.fold === 'nay' || token.fold === 'ni' ? 0 : undefined
}

/** Whether a phrase of time is one here: "nay" only after a word of time, "mai" not as a name, "đầu năm" not "6 tháng đầu năm". */
function usable(tokens: readonly Token[], from: number, phrase: { value: Named; to: number }): boolean {
  const one = phrase.to === from + 1
  const token = tokens[from]
  const previous = tokens[from - 1]
  if (one && token?.fold === 'nay')
    return (
      !token.marked &&
      !/^(?:bai|tin|lan|den|tu|viec|cai|so|dot|tuan|thang|nam|xua)$/.test(fold(tokens, from - 1))
    )
  if (one && (token?.fold === 'mai' || token?.fold === 'mot')) {
    if (token.fold === 'mot')
      return !token.marked
        ? false
        : token.lower === 'mốt' &&
            previous?.kind !== 'number' &&
            !/^(?:muoi|tram|ham|linh|le)$/.test(fold(tokens, from - 1))
    if (token.marked) return false
    // A capital inside the line is a name (chị Mai); at its start it opens the sentence.
    return (
      !(token.capital && from > 0 && previous?.kind === 'word') &&
      !/^(?:chi|co|ba|em|ban|thi|chau|khuyen|hoang|bach)$/.test(fold(tokens, from - 1))
    )
  }
  if (one && token?.fold === 'hom') return false
  if (phrase.value.kind === 'vague' && /^(?:thang|quy)$/.test(fold(tokens, from - 1))) return false
  return true
}

/** "cách đây 3 ngày", "2 hôm trước", "1 tuần trước". */
function agoAt(tokens: readonly Token[], from: number, today: Day): Found<When> | undefined {
  const lead = fold(tokens, from) === 'cach' && /^(?:day|nay)$/.test(fold(tokens, from + 1))
  const at = lead ? from + 2 : from
  const number = tokens[at]
  const amount =
    number?.kind === 'number' ? number.value : lead ? weekdayWordAmount(fold(tokens, at)) : undefined
  const unit = fold(tokens, at + 1)
  const days = /^(?:ngay|hom|bua)$/.test(unit) ? 1 : unit === 'tuan' ? 7 : 0
  if (amount === undefined || days === 0 || amount > 400) return undefined
  const after = /^(?:truoc|trc)$/.test(fold(tokens, at + 2))
  if (!lead && !after) return undefined
  return { from, to: at + (after ? 3 : 2), value: datedAs(addDays(today, -amount * days), null, today) }
}

const weekdayWordAmount = (word: string): number | undefined => {
  const amount = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay'].indexOf(word)
  return amount < 0 ? undefined : amount + 1
}

const joinsRange = (token: Token | undefined): boolean =>
  token !== undefined && (token.text === '-' || token.text === '→' || meansUntil(token))

/** Two moments joined by "đến", "tới" or "-" make a range; "và" does for neighbouring days. */
function rangeFrom(tokens: readonly Token[], first: Found<When>, today: Day, week: Day | null): Found<When> {
  if (first.value.kind !== 'day' || first.value.to !== null) return first
  const joiner = tokens[first.to]
  const and = joiner !== undefined && (joiner.fold === 'va' || joiner.text === ',' || joiner.text === '&')
  if (!joinsRange(joiner) && !and) return first
  const at =
    /^ngay$/.test(fold(tokens, first.to + 1)) && fold(tokens, first.to + 2) === 'hom'
      ? first.to + 2
      : first.to + 1
  if (!and && /^(?:nay|gio|bay)$/.test(fold(tokens, at)) && fold(tokens, at - 1) !== 'toi')
    return { from: first.from, to: at + 1, value: datedAs(first.value.from, today, today) }
  const second = momentAt(tokens, at, today, week)
  if (second === undefined || second.value.kind === 'vague' || second.value.kind === 'week') return first
  if (second.value.kind !== 'day')
    return and ? first : { from: first.from, to: second.to, value: second.value }
  const last = second.value.to ?? second.value.from
  if (and) {
    // "11/11, 12/11" joined by a comma or "và" are one range only as neighbours, and only when nothing else is told between.
    if (last !== addDays(first.value.from, 1)) return first
    return { from: first.from, to: second.to, value: datedAs(first.value.from, last, today) }
  }
  // "thứ 2 đến thứ 4 tuần trước": the week said last holds for both.
  const shifted = last < first.value.from ? addDays(first.value.from, -7) : first.value.from
  return { from: first.from, to: second.to, value: datedAs(shifted <= last ? shifted : last, last, today) }
}

/** "từ thứ 2 đến thứ 4 tuần trước": the first weekday belongs to the week named at the end. */
function weekdayRange(
  tokens: readonly Token[],
  from: number,
  today: Day,
  week: Day | null,
): Found<When> | undefined {
  const first = weekdayAt(tokens, from)
  if (first === undefined || !joinsRange(tokens[first.to])) return undefined
  const second = weekdayAt(tokens, first.to + 1)
  if (second === undefined) return undefined
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

/** Every time told in the line, in order; tokens `taken` are not looked at. */
export function findDates(tokens: readonly Token[], today: Day, taken: readonly boolean[]): Found<When>[] {
  const found: Found<When>[] = []
  let week: Day | null = null
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    if (
      token === undefined ||
      taken[at] === true ||
      token.kind === 'link' ||
      (token.kind === 'mark' && token.text !== '-')
    ) {
      at++
      continue
    }
    const lead = /^(?:tu|trong)$/.test(token.fold) && !(token.marked && token.lower === 'tư') ? 1 : 0
    const start = at + lead
    const first = weekdayRange(tokens, start, today, week) ?? momentAt(tokens, start, today, week)
    if (first === undefined) {
      at++
      continue
    }
    const whole = rangeFrom(tokens, first, today, week)
    if (whole.value.kind === 'week') week = whole.value.monday
    found.push({ from: whole.from - lead, to: whole.to, value: whole.value })
    at = Math.max(whole.to, at + 1)
  }
  return found.map((item, index) => {
    if (item.value.kind !== 'week') return item
    // A week that only heads weekdays said later leaves the dating to them.
    const heads = found.slice(index + 1).some(later => later.value.kind === 'day')
    return heads
      ? { ...item, value: { kind: 'week', monday: item.value.monday } as const }
      : { ...item, value: wholeWeek(item.value.monday, today) }
  })
}
