/** Times with a name: "hôm qua", "tuần trước", "bữa hổm", "ngày mai". */
import { indexPhrases, type PhraseIndex } from './phrases.ts'
import type { Token } from './text.ts'
import { futureTimes, namedDays, vagueTimes, weekWords } from './words/time-words.ts'

export type Named =
  | { kind: 'back'; days: number }
  | { kind: 'week'; weeks: number }
  | { kind: 'vague' }
  | { kind: 'future' }

const split = (words: string): string[] => words.split(', ')
export const named: PhraseIndex<Named> = indexPhrases<Named>([
  ...namedDays.flatMap(([words, days]) => split(words).map(word => [word, { kind: 'back', days }] as const)),
  ...weekWords.flatMap(([words, weeks]) =>
    split(words).map(word => [word, { kind: 'week', weeks }] as const),
  ),
  ...split(vagueTimes).map(word => [word, { kind: 'vague' }] as const),
  ...split(futureTimes).map(word => [word, { kind: 'future' }] as const),
])

/** The phrase of the time tables at `from`, longest first. */
export function namedAt(tokens: readonly Token[], from: number): { value: Named; to: number } | undefined {
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
