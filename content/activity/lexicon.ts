/** Every phrase the activity parser knows, joined into one index; the tables themselves are in `words/`. */
import { stripMarks } from '../language/unicode.ts'
import type { Form } from '../plan/plan.ts'
import type { Subject } from './activity.ts'
import { indexPhrases, type PhraseIndex } from './phrases.ts'
import { approximately, type UnitWord, unitWords, vagueAmounts } from './words/count-words.ts'
import { formWords, otherEvents, provinces } from './words/form-words.ts'
import {
  type PlaceHead,
  placeDescriptionPhrases,
  placeHeads,
  placePrepositions,
} from './words/place-words.ts'
import { joiners, plainWords, type Sign, signWords, turners, workVerbs } from './words/sign-words.ts'
import { actorNames, agencyNames, subjectWords } from './words/subject-words.ts'
import { futureTimes, namedDays, sessionWords, vagueTimes, weekWords } from './words/time-words.ts'

export type Meaning =
  /** `event`: of "other", a thing that happens rather than one that is put up. `name`: as printed in the table. */
  | { readonly is: 'form'; readonly form: Form; readonly event: boolean; readonly name: string }
  | ({ readonly is: 'unit' } & UnitWord)
  | { readonly is: 'subject'; readonly subject: Subject }
  | ({ readonly is: 'head' } & PlaceHead)
  | { readonly is: 'preposition'; readonly sure: boolean }
  | {
      readonly is: 'agency' | 'actor' | 'describes' | 'verb' | 'join' | 'turn' | 'vague' | 'approx' | 'plain'
    }
  | { readonly is: 'sign'; readonly sign: Sign }
  /** A name of the ward's own list. */
  | { readonly is: 'ward-place'; readonly name: string }

export type MeaningOf<Is extends Meaning['is']> = Extract<Meaning, { is: Is }>

const list = (words: string): string[] => words.split(', ')

function* entries(): Generator<readonly [string, Meaning]> {
  const happenings = new Set(list(otherEvents))
  for (const [form, words] of Object.entries(formWords) as [Form, string][])
    for (const name of list(words)) yield [name, { is: 'form', form, event: happenings.has(name), name }]
  for (const [word, meaning] of unitWords) yield [word, { is: 'unit', ...meaning }]
  for (const [subject, words] of Object.entries(subjectWords) as [Subject, string][])
    for (const word of list(words)) yield [word, { is: 'subject', subject }]
  for (const [word, head] of placeHeads) yield [word, { is: 'head', ...head }]
  for (const [word, strength] of Object.entries(placePrepositions))
    yield [word, { is: 'preposition', sure: strength === 'sure' }]
  for (const word of list(placeDescriptionPhrases)) yield [word, { is: 'describes' }]
  for (const paper of ['báo', 'đài'])
    for (const province of list(provinces))
      yield [`${paper} ${province}`, { is: 'form', form: 'news_article', event: false, name: paper }]
  for (const word of list(agencyNames)) yield [word, { is: 'agency' }]
  for (const word of list(actorNames)) yield [word, { is: 'actor' }]
  for (const [sign, words] of Object.entries(signWords) as [Sign, string][])
    for (const word of list(words)) yield [word, { is: 'sign', sign }]
  for (const word of list(workVerbs)) yield [word, { is: 'verb' }]
  for (const word of list(joiners)) yield [word, { is: 'join' }]
  for (const word of list(turners)) yield [word, { is: 'turn' }]
  for (const word of list(vagueAmounts)) yield [word, { is: 'vague' }]
  for (const word of list(approximately)) yield [word, { is: 'approx' }]
  for (const word of list(plainWords)) yield [word, { is: 'plain' }]
}

export const lexicon: PhraseIndex<Meaning> = indexPhrases(entries())

/** Words of time and number live in their own readers; the repair of slips must know them too. */
const readElsewhere = [
  ...namedDays.map(([words]) => words),
  ...sessionWords.map(([words]) => words),
  ...weekWords.map(([words]) => words),
  vagueTimes,
  futureTimes,
  'sáng nay, trưa nay, chiều nay, tối nay, đêm nay, sáng qua, trưa qua, chiều qua, tối qua, đêm qua, sáng kia, chiều kia, tối kia, hôm qua, hôm kia, thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, thứ bảy, chủ nhật, ngày, tháng, năm, mùng, mồng, vừa rồi, vừa qua, tuần trước, cách đây',
  'không, một, hai, ba, bốn, tư, năm, lăm, sáu, bảy, bẩy, tám, chín, mười, mươi, chục, trăm, nghìn, ngàn, rưỡi, linh, lẻ, mốt, hăm, phút, ph, tiếng, giờ, nửa tiếng, nửa giờ, tiếng rưỡi, giờ rưỡi, giây, âm, tá, vạn, quý',
]

const timeIndex = indexPhrases(readElsewhere.flatMap(list).map(phrase => [phrase, null] as const))

export const knownWords: ReadonlySet<string> = new Set([...lexicon.words, ...timeIndex.words])
/** Spellings with their marks; a marked word that is none of them may be a slip. */
export const knownKeys: ReadonlySet<string> = new Set(
  [lexicon, timeIndex].flatMap(({ byFirst }) =>
    [...byFirst.values()].flat().flatMap(({ words }) => words.map(({ key }) => key)),
  ),
)
/** Every spelling the tables have of a folded word. */
export const spellingsOf: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const found = new Map<string, Set<string>>()
  for (const phrase of [...entries()].map(([text]) => text).concat(readElsewhere.flatMap(list)))
    for (const word of phrase.toLowerCase().match(/\p{L}+/gu) ?? []) {
      const fold = stripMarks(word)
      const known = found.get(fold)
      if (known === undefined) found.set(fold, new Set([word]))
      else known.add(word)
    }
  return found
})()
/** The marked spelling of a folded word, where the tables know only one. */
export const spellings: ReadonlyMap<string, string> = new Map(
  [...spellingsOf].flatMap(([fold, words]) => {
    const [only] = words
    return words.size === 1 && only !== undefined ? [[fold, only] as const] : []
  }),
)
export const knownPairs: ReadonlySet<string> = new Set([...lexicon.pairs, ...timeIndex.pairs])
