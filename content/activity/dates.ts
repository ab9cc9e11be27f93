/** Finding days and ranges in a line: numeric dates, weekdays, "hôm qua", "từ 3 đến 5/11", vague and future times. */
import { addDays, type Day } from '../vietnam-time.ts'
import { datedAs, latestWeekday, type When, weekBefore, wholeWeek } from './calendar.ts'
import { type Named, named, namedAt } from './named-times.ts'
import { type Found, readNumericDate } from './numeric-dates.ts'
import type { Token } from './text.ts'
import { joinsRange, weekAfter, weekdayAt, weekdayRange } from './weekdays.ts'
import { goesOnAfterNight } from './words/time-words.ts'

/** First words of every time told in words: what lets most tokens be passed over at once. */
const opens = new Set([
  ...named.byFirst.keys(),
  ...'ngay hom bua mung mong thu t cn chu chua cach qua wa kia nay ni'.split(' '),
])

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''

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
  // "hồi hôm" is last night in the South; "hồi hôm qua" only begins a day.
  if (token?.fold === 'hoi' && phrase.value.kind === 'back')
    return !goesOnAfterNight.test(fold(tokens, phrase.to))
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
  const word = fold(tokens, at + 2)
  if (word === 'nua' || (word === 'toi' && tokens[at + 2]?.marked === true))
    return { from, to: at + 3, value: { kind: 'future' } }
  const after = /^(?:truoc|trc)$/.test(word)
  if (!lead && !after) return undefined
  return { from, to: at + (after ? 3 : 2), value: datedAs(addDays(today, -amount * days), null, today) }
}

const weekdayWordAmount = (word: string): number | undefined => {
  const amount = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay'].indexOf(word)
  return amount < 0 ? undefined : amount + 1
}

/** Two moments joined by "đến", "tới" or "-" make a range; "và" does for neighbouring days. */
function rangeFrom(tokens: readonly Token[], first: Found<When>, today: Day, week: Day | null): Found<When> {
  if (first.value.kind !== 'day') return first
  const joiner = tokens[first.to]
  const and = joiner !== undefined && (joiner.fold === 'va' || joiner.text === ',' || joiner.text === '&')
  if (!and && (first.value.to !== null || !joinsRange(joiner))) return first
  const at =
    /^ngay$/.test(fold(tokens, first.to + 1)) && fold(tokens, first.to + 2) === 'hom'
      ? first.to + 2
      : fold(tokens, first.to + 1) === 'het'
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
    if (last !== addDays(first.value.to ?? first.value.from, 1)) return first
    const longer = { from: first.from, to: second.to, value: datedAs(first.value.from, last, today) }
    return rangeFrom(tokens, longer, today, week)
  }
  // "thứ 2 đến thứ 4 tuần trước": the week said last holds for both.
  const shifted = last < first.value.from ? addDays(first.value.from, -7) : first.value.from
  return { from: first.from, to: second.to, value: datedAs(shifted, last, today) }
}

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
    const leads = /^(?:tu|trong)$/.test(token.fold) && token.lower !== 'tư' && tokens[at - 1]?.fold !== 'nga'
    const here = momentAt(tokens, at, today, week)
    const lead = leads && here === undefined ? 1 : 0
    const first =
      weekdayRange(tokens, at + lead, today, week) ?? here ?? momentAt(tokens, at + lead, today, week)
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
