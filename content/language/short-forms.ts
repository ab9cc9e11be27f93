/** Expanding short forms and regional words in a list of words: longest phrase first, neighbours decide doubtful ones. */
import { chatForms, officeForms } from './abbreviations.ts'
import { contextRules } from './context-rules.ts'
import { regionalWords } from './dialect.ts'
import { isSyllable } from './syllable.ts'
import { hasMarks, remembering, stripMarks, toneKey } from './unicode.ts'

const exact = new Map<string, readonly string[]>()
for (const { forms } of [...chatForms, ...officeForms])
  for (const [full, shorts] of Object.entries(forms))
    for (const short of shorts.split(' '))
      if (!exact.has(toneKey(short))) exact.set(toneKey(short), full.split(' '))

/** Whether the tables know this token: it is then no keyboard leftover ("data" is no Telex for "dât"). */
export const isShortForm = (word: string): boolean =>
  exact.has(toneKey(word)) || rulesByShort.has(toneKey(word))

const rulesByShort = Map.groupBy(contextRules, rule => toneKey(rule.short))

interface Phrase {
  readonly keys: readonly string[]
  /** Folded words when the phrase may be read without marks. */
  readonly bare: readonly string[] | undefined
  readonly full: readonly string[]
  /** Its marks can't tell it from its double ("chi" from "chị"): the words around must show that the writer types marks. */
  readonly needsMarkedText: boolean
}
const phrases = new Map<string, Phrase[]>()
for (const { forms, whenUnmarked } of regionalWords)
  for (const [standard, list] of Object.entries(forms))
    for (const words of list.split(', ').map(text => text.split(' '))) {
      const phrase: Phrase = {
        keys: words.map(toneKey),
        bare: whenUnmarked ? words.map(stripMarks) : undefined,
        full: standard.split(' '),
        needsMarkedText: !whenUnmarked && !words.some(hasMarks),
      }
      const first = stripMarks(words[0] ?? '')
      phrases.set(first, [...(phrases.get(first) ?? []), phrase])
    }
// A standard phrase is its own form, else "bao nhiêu tiền" would meet the rule for its tail "nhiêu tiền".
for (const { forms } of regionalWords)
  for (const standard of Object.keys(forms)) {
    const full = standard.split(' ')
    if (full.length === 1) continue
    const first = stripMarks(full[0] ?? '')
    const phrase = { keys: full.map(toneKey), bare: full.map(stripMarks), full, needsMarkedText: false }
    phrases.set(first, [...(phrases.get(first) ?? []), phrase])
  }
for (const list of phrases.values()) list.sort((a, b) => b.keys.length - a.keys.length)

function fits(phrase: Phrase, words: readonly string[], at: number, markedText: boolean): boolean {
  if (phrase.needsMarkedText && !markedText) return false
  return phrase.keys.every((key, offset) => {
    const word = words[at + offset]
    if (word === undefined) return false
    return (
      toneKey(word) === key || (phrase.bare !== undefined && !hasMarks(word) && word === phrase.bare[offset])
    )
  })
}

/**
 * Regional words → standard ones; a phrase wins over its words. The result holds no word the tables would change.
 * @param markedText whether its writer types marks; expanding short forms brings in marks nobody typed
 */
export function toStandard(words: readonly string[], markedText = words.some(hasMarks)): string[] {
  const out: string[] = []
  for (let index = 0; index < words.length; ) {
    const word = words[index] ?? ''
    const phrase = phrases.get(stripMarks(word))?.find(candidate => fits(candidate, words, index, markedText))
    if (phrase === undefined) {
      out.push(word)
      index++
    } else {
      out.push(...phrase.full)
      index += phrase.keys.length
    }
  }
  return out
}

// Letters chat puts for a sound: "fường", "jấy", "zụng", "wên". Only where the outcome is a syllable and the input is none.
const chatOnsets: readonly (readonly [RegExp, string])[] = [
  [/^f/, 'ph'],
  [/^j(?=i)/, 'g'],
  [/^j/, 'gi'],
  [/^(?:dz|z)/, 'd'],
  [/^w/, 'qu'],
]
const vietnameseOnset = (word: string): string => {
  if (isSyllable(stripMarks(word))) return word
  for (const [pattern, onset] of chatOnsets) {
    const other = word.replace(pattern, onset)
    if (other !== word && isSyllable(stripMarks(other))) return other
  }
  return word
}

/** Whether no rule below could change the word, wherever it stands: true of most. */
const isFull = remembering(word => !isShortForm(word) && vietnameseOnset(word) === word)

/** Short forms → full forms. */
export function expandShortForms(words: readonly string[]): readonly string[] {
  if (words.every(isFull)) return words
  return words.flatMap((word, index) => {
    const key = toneKey(word)
    const after = stripMarks(words[index - 1] ?? '')
    const before = stripMarks(words[index + 1] ?? '')
    const rule = rulesByShort
      .get(key)
      ?.find(
        candidate =>
          (candidate.after === undefined || candidate.after.includes(after)) &&
          (candidate.before === undefined || candidate.before.includes(before)) &&
          (candidate.last === undefined || index === words.length - 1),
      )
    return rule?.full.split(' ') ?? exact.get(key) ?? [vietnameseOnset(word)]
  })
}
