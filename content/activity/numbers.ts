/** Reading numbers in figures and in words: "12", "1.200", "hai chục", "trăm rưỡi", "mươi lăm". */
import type { Token } from './text.ts'

export interface NumberRead {
  readonly value: number
  /** Index after the last token of the number. */
  readonly to: number
  /** A minus stands before it, or "âm". */
  readonly negative: boolean
  readonly inWords: boolean
}

type Part = {
  readonly kind: 'digit' | 'scale' | 'ten' | 'half' | 'zero' | 'twenty'
  readonly value: number
}

/** What each word adds to a number: marked spellings, and the unmarked ones people type. "không" alone is "not". */
const parts: ReadonlyMap<string, Part> = new Map(
  (
    [
      ['digit', 1, 'một mốt mot'],
      ['digit', 2, 'hai'],
      ['digit', 3, 'ba'],
      ['digit', 4, 'bốn tư bon tu'],
      ['digit', 5, 'năm lăm nhăm nam lam'],
      ['digit', 6, 'sáu sau'],
      ['digit', 7, 'bảy bẩy bay'],
      ['digit', 8, 'tám tam'],
      ['digit', 9, 'chín chin'],
      ['ten', 10, 'mười muoi'],
      ['twenty', 20, 'hăm ham'],
      ['scale', 10, 'mươi chục chuc'],
      ['scale', 12, 'tá'],
      ['scale', 100, 'trăm tram'],
      ['scale', 1000, 'nghìn ngàn nghin ngan'],
      ['scale', 10_000, 'vạn'],
      ['half', 0.5, 'rưỡi rưởi ruoi'],
      ['zero', 0, 'linh lẻ le'],
    ] as const
  ).flatMap(([kind, value, words]) => words.split(' ').map(word => [word, { kind, value }] as const)),
)

const partOf = (token: Token | undefined): Part | undefined =>
  token?.kind === 'word' ? parts.get(token.lower) : undefined

/** The number in words that begins at `from`; whether it is meant as one is the caller's to judge by what follows. */
function wordsAt(tokens: readonly Token[], from: number): { value: number; to: number } | undefined {
  let thousands = 0
  let total = 0
  let current = 0
  let lastScale = 0
  let at = from
  for (; at < tokens.length; at++) {
    const part = partOf(tokens[at])
    if (part === undefined) break
    if (part.kind === 'digit') {
      // "hai ba" is no number; "hai mươi ba", "trăm hai" (120) and "hai linh ba" are.
      if (current !== 0 && current < 10) break
      current += part.value
    } else if (part.kind === 'twenty') {
      if (current !== 0) break
      current = part.value
    } else if (part.kind === 'ten' || (part.kind === 'scale' && part.value === 10)) {
      const spelt = current === 0 ? 1 : current
      if (spelt >= 10) break
      total += spelt * 10
      current = 0
      lastScale = 10
    } else if (part.kind === 'scale') {
      if (part.value >= 1000) {
        thousands += (total + current || 1) * part.value
        total = 0
      } else total += (current || 1) * part.value
      current = 0
      lastScale = part.value
    } else if (part.kind === 'half') {
      if (lastScale < 10) break
      total += lastScale / 2
      lastScale = 1
    } else if (total + thousands === 0) break
    else lastScale = 1
  }
  // "làm thủ tục", "từ cầu" without marks: these are figures only after tens.
  if (at === from || (at === from + 1 && /^(?:tu|lam|lăm|nhăm|mốt)$/.test(tokens[from]?.lower ?? '')))
    return undefined
  // "trăm hai" is 120, "hai mươi hai" 22.
  const tail = lastScale > 10 && current > 0 && current < 10 ? current * (lastScale / 10) : current
  return { value: thousands + total + tail, to: at }
}

const scaleAfterFigure = (token: Token | undefined): boolean => {
  const part = partOf(token)
  return part?.kind === 'scale' || (part?.kind === 'ten' && token?.fold === 'muoi' && token.lower !== 'mười')
}

/** "âm 5"; "tiếp âm 1 chương trình" relays one. */
const saysMinus = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.lower === 'âm' && !/^(?:tiep|thu|ghi)$/.test(tokens[at - 1]?.fold ?? '')

/** The number at `from`, in figures ("12", "2 trăm", "-4") or words; undefined where none begins. */
export function numberAt(tokens: readonly Token[], from: number): NumberRead | undefined {
  const token = tokens[from]
  if (token === undefined) return undefined
  const before = tokens[from - 1]
  if (token.kind === 'number') {
    const minus = before?.kind === 'mark' && before.text === '-' && !token.gap && before.gap
    const negative = (minus && !isBullet(tokens, from - 1)) || saysMinus(tokens, from - 1)
    if (scaleAfterFigure(tokens[from + 1])) {
      const scaled = scaleFigure(tokens, from)
      if (scaled !== undefined) return { ...scaled, negative, inWords: false }
    }
    return { value: token.value, to: from + 1, negative, inWords: false }
  }
  const words = wordsAt(tokens, from)
  return words === undefined ? undefined : { ...words, negative: saysMinus(tokens, from - 1), inWords: true }
}

/** "2 trăm", "1 chục", "2 trăm rưỡi". */
function scaleFigure(tokens: readonly Token[], from: number): { value: number; to: number } | undefined {
  const figure = tokens[from]?.value ?? Number.NaN
  const part = partOf(tokens[from + 1])
  if (part === undefined || figure >= 1000) return undefined
  const half = partOf(tokens[from + 2])?.kind === 'half'
  return { value: figure * part.value + (half ? part.value / 2 : 0), to: from + (half ? 3 : 2) }
}

/** A dash that opens an item of a list: first on its line, in a text of several such lines. */
function isBullet(tokens: readonly Token[], at: number): boolean {
  const opens = (index: number) =>
    tokens[index]?.text === '-' &&
    (index === 0 || tokens[index - 1]?.text === '\n' || tokens[index - 1]?.text === ':')
  if (!opens(at)) return false
  return tokens.some((_, index) => index !== at && opens(index))
}
