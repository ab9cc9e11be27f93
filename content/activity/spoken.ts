/** Days and hours told in words, as dictation writes them ("ngày hai mươi tháng mười một", "bảy giờ rưỡi"), put into figures. */
import { numberAt } from './numbers.ts'
import { countable } from './slips.ts'
import { type Token, tokenise } from './text.ts'

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''

/** A number in words from `least` to `most` at `at`. */
function wordsAt(
  tokens: readonly Token[],
  at: number,
  least: number,
  most: number,
): { value: number; to: number } | undefined {
  if (tokens[at]?.kind !== 'word') return undefined
  const read = numberAt(tokens, at)
  return read?.inWords && read.value >= least && read.value <= most ? read : undefined
}

/** The number in words at `at` that is a day, a month or an hour by the word before or behind it. */
function timeNumberAt(
  tokens: readonly Token[],
  at: number,
  before: Token | undefined,
  earlier: Token | undefined,
): { value: number; to: number } | undefined {
  switch (before?.fold) {
    case 'mung':
    case 'mong':
      return before.marked && !/^m[ùồ]ng$/.test(before.lower) ? undefined : wordsAt(tokens, at, 1, 10)
    case 'ngay': {
      if (before.marked && before.lower !== 'ngày') return undefined
      const day = /^(?:moi|trong|suot)$/.test(earlier?.fold ?? '') ? undefined : wordsAt(tokens, at, 1, 31)
      if (day === undefined) return undefined
      // "ngày hai buổi", "ngày ba mươi tin": how many a day.
      const month = fold(tokens, day.to) === 'thang'
      return month || (day.value >= 10 && !countable.has(fold(tokens, day.to))) ? day : undefined
    }
    case 'thang': {
      const month = wordsAt(tokens, at, 1, 12)
      return month !== undefined && (earlier?.kind === 'number' || month.value >= 10) ? month : undefined
    }
    case 'gio': {
      const minute = earlier?.kind === 'number' ? wordsAt(tokens, at, 1, 59) : undefined
      const next = minute === undefined ? '' : fold(tokens, minute.to)
      return next === 'phut' || ((minute?.value ?? 0) >= 10 && !countable.has(next)) ? minute : undefined
    }
    default: {
      const hour = wordsAt(tokens, at, 1, 24)
      return hour !== undefined && fold(tokens, hour.to) === 'gio' ? hour : undefined
    }
  }
}

/** The tokens with days and hours in figures; all other numbers in words are left as written. */
export function spokenTimes(tokens: readonly Token[]): Token[] {
  const written: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    if (token === undefined) break
    const time = token.kind === 'word' ? timeNumberAt(tokens, at, written.at(-1), written.at(-2)) : undefined
    const [figure] = time === undefined ? [] : tokenise(String(time.value))
    if (time === undefined || figure === undefined) {
      written.push(token)
      at++
    } else {
      written.push({ ...figure, gap: token.gap })
      at = time.to
    }
  }
  return written
}
