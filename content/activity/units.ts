/** What stands behind a number: the thing it counts, told by a word of our tables, stuck letters or a named form. */
import { stripMarks } from '../language/unicode.ts'
import type { Meaning, MeaningOf } from './lexicon.ts'
import { fold, type Reading } from './place-names.ts'
import { gluedUnits, type UnitWord, unitWords } from './words/count-words.ts'
import { defaultUnit } from './words/form-words.ts'

export const unitsByFold = new Map<string, UnitWord>()
for (const [word, unit] of unitWords) {
  const bare = stripMarks(word)
  if (!unitsByFold.has(bare)) unitsByFold.set(bare, unit)
}

export const unitIn = (meanings: readonly Meaning[] | undefined): UnitWord | undefined =>
  meanings?.find((candidate): candidate is MeaningOf<'unit'> => candidate.is === 'unit')
export const formIn = (meanings: readonly Meaning[] | undefined): MeaningOf<'form'> | undefined =>
  meanings?.find((candidate): candidate is MeaningOf<'form'> => candidate.is === 'form')

/** What is counted at `at`, right after a number. */
export function unitAt(reading: Reading, at: number): { unit: UnitWord; to: number } | undefined {
  const { tokens, matches, taken } = reading
  const token = tokens[at]
  if (token?.kind !== 'word' || taken[at] === true) return undefined
  if (!token.gap) {
    const glued = gluedUnits[token.lower] ?? gluedUnits[token.fold]
    const unit = glued === undefined ? undefined : unitWords.find(([word]) => word === glued)?.[1]
    if (unit !== undefined) return { unit, to: at + 1 }
  }
  // "kèm 3 ảnh" without marks is no people; "o 3 ban" are villages.
  if (
    !token.marked &&
    token.fold === 'anh' &&
    /^(?:kem|theo|dinh|co|gui|voi|\(|,)$/.test(fold(tokens, at - 2))
  )
    return { unit: ignoredUnit, to: at + 1 }
  if (!token.marked && token.fold === 'ban' && !reading.accented && (matches[at]?.to ?? 0) <= at + 1)
    return { unit: areaUnit, to: at + 1 }
  // "16 HS THPT": pupils, not files.
  if (token.fold === 'hs' && /^(?:thpt|thcs|th|tieu|lop|truong|khoi)$/.test(fold(tokens, at + 1)))
    return { unit: pupilUnit, to: at + 1 }
  const match = matches[at]
  const unit = unitIn(match?.meanings)
  if (match !== undefined && unit !== undefined) return refined(reading, unit, match.to)
  // "14 hồ sơ trực tuyến": the subject begins with what is counted.
  const two = match === undefined ? undefined : unitsByFold.get(`${token.fold} ${fold(tokens, at + 1)}`)
  if (two?.sort === 'case' && match?.meanings.every(({ is }) => is === 'subject'))
    return { unit: two, to: at + 2 }
  const form = formIn(match?.meanings)
  if (
    match !== undefined &&
    form !== undefined &&
    form.form !== 'direct_guidance' &&
    form.form !== 'door_to_door' &&
    form.form !== 'loudspeaker' &&
    // "phóng sự 1 Đài PTTH": the number belongs to what stands before it.
    !countedBefore(reading, at - 1)
  ) {
    const named: UnitWord = {
      sort: 'work',
      unit: defaultUnit[form.form] ?? form.name,
      forms: [form.form],
      names: true,
    }
    return { unit: named, to: match.to }
  }
  // A slip of the tone ("12 ngừơi", "3 tâm"): after a number the letters are enough, unless they open a longer phrase.
  const loose =
    match === undefined || (match.to === at + 1 && match.off > 0) || !token.marked
      ? unitsByFold.get(token.fold)
      : undefined
  return loose === undefined ? undefined : refined(reading, loose, at + 1)
}

/** Whether a thing that is counted stands right before the number at `at`. */
function countedBefore({ matches }: Reading, at: number): boolean {
  for (let from = at - 1; from >= Math.max(0, at - 3); from--)
    if (matches[from]?.to === at) return unitIn(matches[from]?.meanings)?.sort === 'work'
  return false
}

const ignoredUnit: UnitWord = { sort: 'ignored', unit: null, forms: [], names: false }
const pupilUnit: UnitWord = { sort: 'people', unit: null, forms: [], names: false }
const areaUnit: UnitWord = { sort: 'area', unit: null, forms: [], names: false }

const carriers = /^(?:tờ|cái|tấm|chiếc|bức|bộ|cuốn|cuộc|buổi|lượt|lớp|bài|bản)$/

/** "4 tấm | băng rôn", "10 tờ | áp phích", "5 lượt | người": the noun after a classifier is what is counted. */
function refined(reading: Reading, unit: UnitWord, to: number): { unit: UnitWord; to: number } {
  const { tokens, matches, taken } = reading
  const next = matches[to]
  if (next === undefined || taken[to] === true) return { unit, to }
  const carrier =
    unit.sort === 'classifier' || carriers.test(tokens[to - 1]?.lower ?? '') || unit.unit === 'tờ'
  if (!carrier) return { unit, to }
  // "4 cai cau ban xa": a bridge follows the number of things.
  if (unit.sort === 'classifier' && tokens[to]?.lower === 'cau') return { unit, to }
  const noun = unitIn(next.meanings)
  if (noun !== undefined && (unit.sort === 'classifier' || unit.sort === 'turn' || noun.names)) {
    if (noun.sort === 'area' || noun.sort === 'day' || noun.sort === 'ignored' || noun.sort === 'classifier')
      return { unit, to }
    // "6 lượt tin" counts airings.
    if (unit.sort === 'turn' && noun.sort === 'work') return { unit, to }
    if (unit.sort === 'work' && !(unit.unit === 'tờ' && noun.forms[0] === 'poster')) return { unit, to }
    return { unit: noun, to: next.to }
  }
  return { unit, to }
}
