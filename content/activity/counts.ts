/** Finding counts: a number with what it counts, "mỗi …" with what it repeats for, and lengths told per item. */
import { stripMarks } from '../language/unicode.ts'
import type { Form } from '../plan/plan.ts'
import type { Meaning, MeaningOf } from './lexicon.ts'
import { numberAt } from './numbers.ts'
import type { Reading } from './place-names.ts'
import { printed, type Token } from './text.ts'
import { type CountSort, gluedUnits, type UnitWord, unitWords } from './words/count-words.ts'
import { defaultUnit } from './words/form-words.ts'

/** What a number told "each" repeats for. */
export type Per = 'item' | 'day' | 'area' | 'case' | 'person'

export interface Count {
  readonly from: number
  readonly to: number
  readonly sort: CountSort
  /** Null: vague ("mấy", "vài") or a span ("2-3"). */
  readonly value: number | null
  readonly negative: boolean
  readonly unit: string | null
  /** Forms its unit belongs to. */
  readonly forms: readonly Form[]
  /** The form the counted noun proves, if any. */
  readonly names: Form | null
  readonly per: Per | null
  readonly total: boolean
  readonly text: string
  /** A noun nobody listed stands after a bare number ("12 phong bì"). */
  readonly noun: string | null
}

const fold = (tokens: readonly Token[], at: number): string => tokens[at]?.fold ?? ''

const unitsByFold = new Map<string, UnitWord>()
for (const [word, unit] of unitWords) {
  const bare = stripMarks(word)
  if (!unitsByFold.has(bare)) unitsByFold.set(bare, unit)
}

const unitIn = (meanings: readonly Meaning[] | undefined): UnitWord | undefined =>
  meanings?.find((candidate): candidate is MeaningOf<'unit'> => candidate.is === 'unit')
const formIn = (meanings: readonly Meaning[] | undefined): MeaningOf<'form'> | undefined =>
  meanings?.find((candidate): candidate is MeaningOf<'form'> => candidate.is === 'form')

/** What is counted at `at`, right after a number. */
function unitAt(reading: Reading, at: number): { unit: UnitWord; to: number } | undefined {
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

/** "mỗi ngày", "mỗi bài dài", "mỗi tổ": looked for just before a number. @returns where it begins */
function perBefore(reading: Reading, at: number): { per: Per; from: number } | undefined {
  const { tokens } = reading
  if (fold(tokens, at - 1) === 'x' || tokens[at - 1]?.text === '×' || tokens[at - 1]?.text === '*')
    return tokens[at - 2] === undefined ? undefined : { per: 'item', from: at - 1 }
  // "tin nào cũng 4 phút", "ngày mô cũng 2 tin"
  for (let also = at - 1; also >= at - 3; also--) {
    if (fold(tokens, also) !== 'cung' || !/^(?:nao|mo)$/.test(fold(tokens, also - 1))) continue
    const noun = fold(tokens, also - 2)
    if (unitsByFold.has(noun)) return { per: perOf(noun, ''), from: also === at - 1 ? also - 2 : at }
  }
  for (let back = at - 2; back >= Math.max(0, at - 7); back--) {
    const token = tokens[back]
    if (token === undefined || (token.kind === 'mark' && token.text !== ':') || token.kind === 'number')
      return undefined
    if (
      (token.fold === 'moi' && !/^(?:mới|mời|mọi|môi)$/.test(token.lower)) ||
      (token.fold === 'tung' && token.lower !== 'tùng')
    ) {
      return { per: perOf(fold(tokens, back + 1), fold(tokens, back + 2)), from: back }
    }
    // "ngày 2 lần"
    if (back === at - 2 && tokens[at - 1]?.fold === 'ngay' && token.kind === 'word') continue
  }
  return undefined
}

function perOf(word: string, next: string): Per {
  if (word === 'ngay' || word === 'hom') return 'day'
  if (
    /^(?:to|tdp|ban|thon|xom|khu|kp|diem|noi|cho|ap|khoi|tuyen|truong)$/.test(word) &&
    !(word === 'ban' && next === 'tin')
  )
    return 'area'
  if (/^(?:ho|nha|gia|doanh)$/.test(word)) return 'case'
  if (/^(?:nguoi|ba|hoc|dai|hoi)$/.test(word)) return 'person'
  return 'item'
}

/** "/bài", "mỗi tin", "một lượt", "1 bài" after a number and its noun. @returns where it ends */
function perAfter(reading: Reading, at: number, minutes: boolean): { per: Per; to: number } | undefined {
  const { tokens } = reading
  const lead = tokens[at]
  const slash = lead?.text === '/'
  const word = lead?.fold === 'moi' || (minutes && lead?.fold === 'mot')
  if (!slash && !word) return undefined
  const noun = tokens[at + 1]
  if (noun?.kind !== 'word' || (lead?.marked === true && lead.lower === 'mới')) return undefined
  const known = unitIn(reading.matches[at + 1]?.meanings) ?? unitsByFold.get(noun.fold)
  if (known === undefined && !/^(?:ngay|b|t|ct|lan|luot)$/.test(noun.fold)) return undefined
  // "10 phút, mỗi bài 5 phút" tells it before, not after.
  if (word && numberAt(tokens, at + 2) !== undefined) return undefined
  return {
    per: perOf(noun.fold, fold(tokens, at + 2)),
    to: Math.max(at + 2, reading.matches[at + 1]?.to ?? 0),
  }
}

export interface EachMinutes {
  readonly each: boolean
  readonly from: number
  readonly to: number
  readonly total: boolean
}

/** Whether minutes at `from`..`to` are told per item, and how far the words that say so reach. */
export function eachOf(reading: Reading, from: number, to: number): EachMinutes {
  const before = perBefore(reading, from)
  const after = perAfter(reading, to, true)
  const total =
    /^(?:tong|cong|thay|tat)$/.test(fold(reading.tokens, from - 1)) ||
    /^(?:tong)$/.test(fold(reading.tokens, from - 2)) ||
    /^(?:tong)$/.test(fold(reading.tokens, from - 3))
  const each = before !== undefined || after !== undefined
  return { each: each && !total, from: before?.from ?? from, to: after?.to ?? to, total }
}

/** Words before a number that make it a name: "số 3", "quý 3", "lần 2". */
const nameBefore =
  /^(?:so|quy|khoa|dot|lan|ky|thu|tang|muc|cap|lop|nam|kh|qd|nd|nq|tt|ct|cv|luat|phong|iso|km|thang|quyet|chi|de|doi|ca|giai|nhom|tuan)$/

function isName(reading: Reading, at: number): boolean {
  const { tokens, matches } = reading
  const before = tokens[at - 1]
  if (before?.kind !== 'word' && before?.kind !== 'mark') return false
  if (before.kind === 'word' && endsPhrase(reading, at)) return false
  if (before.kind === 'word' && nameBefore.test(before.fold)) {
    if (before.fold === 'tang' && before.marked && before.lower !== 'tầng') return false
    // "thu 31 phiếu" gathers them; no weekday has that number.
    if (before.fold === 'thu' && (tokens[at]?.value ?? 0) > 8) return false
    // "được 3 lần 2 tin" is rare; "tổng số 12" and "chỉ 3" are counts.
    if (before.lower === 'mục') return false
    if (before.fold === 'so' && /^(?:tong|duoc)$/.test(fold(tokens, at - 2))) return false
    if (/^(?:phong|doi|ca|chi|de|nhom|giai|tuan)$/.test(before.fold))
      return unitAt(reading, at + 1) === undefined
    // "khẩu hiệu, lớp 2 buổi"
    if (before.fold === 'lop' || before.fold === 'nam' || before.fold === 'ky')
      return unitAt(reading, at + 1) === undefined
    if (before.fold === 'lan' && before.marked === false && unitAt(reading, at + 1) !== undefined)
      return false
    return !(before.fold === 'ct' && !before.capital)
  }
  if (before.text === '/' && tokens[at - 2]?.kind === 'number') return true
  // Part of a word with figures inside ("H1N1", "A4").
  if (
    before.kind === 'word' &&
    tokens[at]?.gap === false &&
    before.text.length === 1 &&
    !/^[xX+]$/.test(before.text)
  )
    return true
  return (matches[at - 1]?.to ?? 0) > at
}

/** Whether a phrase of several words ends right before `at`: its last word ("công nghệ số", "pháp luật") names no number. */
const endsPhrase = ({ matches }: Reading, at: number): boolean => {
  for (let from = at - 2; from >= Math.max(0, at - 7); from--) if (matches[from]?.to === at) return true
  return false
}

/** Every count of the line, in order. Tokens of dates, times and places are `taken`. */
export function findCounts(reading: Reading): Count[] {
  const { tokens, taken, matches } = reading
  const found: Count[] = []
  for (let at = 0; at < tokens.length; ) {
    const vague = vagueAt(reading, at)
    const count = taken[at] === true ? undefined : (vague ?? countAt(reading, at))
    if (count === undefined) {
      // A phrase with a number inside ("2 cấp", "một cửa") is passed over whole.
      const match = matches[at]
      const inside =
        match !== undefined &&
        match.to > at + 1 &&
        taken[at] !== true &&
        (tokens[at]?.kind === 'number' ||
          tokens[at + 1]?.kind === 'number' ||
          // "da to chuc" is no ten of anything.
          match.meanings.some(
            ({ is }) => is === 'verb' || is === 'form' || is === 'subject' || is === 'sign',
          ))
      at = inside ? match.to : at + 1
      continue
    }
    found.push(count)
    at = Math.max(count.to, at + 1)
  }
  return found
}

function vagueAt(reading: Reading, at: number): Count | undefined {
  const { tokens, matches, taken } = reading
  const match = matches[at]
  if (taken[at] === true || match === undefined || !match.meanings.some(({ is }) => is === 'vague'))
    return undefined
  const noun = unitAt(reading, match.to)
  if (
    noun === undefined ||
    noun.unit.sort === 'ignored' ||
    noun.unit.sort === 'day' ||
    noun.unit.sort === 'area'
  )
    return undefined
  const word = tokens[at]?.fold ?? ''
  // "các hộ", "những người" speak of an audience rather than an amount.
  if (/^(?:cac|nhung|toan)$/.test(word)) return undefined
  return {
    from: at,
    to: noun.to,
    ...fields(noun.unit),
    value: null,
    negative: false,
    per: null,
    total: false,
    text: printed(tokens, at, noun.to),
    noun: null,
  }
}

const fields = (unit: UnitWord) => ({
  sort: unit.sort,
  unit: unit.unit,
  forms: unit.forms,
  names: unit.names ? (unit.forms[0] ?? null) : null,
})

function countAt(reading: Reading, at: number): Count | undefined {
  const { tokens, matches } = reading
  const match = matches[at]
  if (
    match !== undefined &&
    match.to > at + 1 &&
    !match.meanings.some(({ is }) => is === 'unit' || is === 'plain')
  )
    return undefined
  const read = numberAt(tokens, at)
  if (read === undefined || isName(reading, at)) return undefined
  // "ở 3 nhà văn hóa": how many places.
  if (
    reading.taken[read.to] === true &&
    /^(?:ở|tại|khắp|tai)$/.test(tokens[at - 1]?.lower ?? '') &&
    !reading.taken[at]
  )
    return undefined
  // "2 ngày 12, 13/11": days, and the date tells which.
  if (fold(tokens, read.to) === 'ngay' && reading.taken[read.to] === true) return undefined
  // "1 cặp băng rôn" is two.
  const pair = /^(?:cặp|đôi)$/.test(tokens[read.to]?.lower ?? '') ? unitAt(reading, read.to + 1) : undefined
  const noun = pair ?? unitAt(reading, read.to)
  if (read.inWords) {
    // "ba", "hai", "năm" are also other words: only before something that is counted.
    if (noun === undefined && (read.value < 10 || read.to === at + 1)) return undefined
    if (noun?.unit.sort === 'day') return undefined
    // "Sau buổi tập huấn" in a line with marks: after, never six.
    if (
      reading.accented &&
      read.to === at + 1 &&
      /^(?:sau|bay|nam|tam|bon|chin)$/.test(tokens[at]?.lower ?? '')
    )
      return undefined
    if (match !== undefined && match.to > read.to) return undefined
  }
  if (reading.taken.slice(at, read.to).includes(true)) return undefined
  const span = spanAt(reading, read.to)
  const end = span ?? noun
  const before = perBefore(reading, at)
  const dayTwice = fold(tokens, at - 1) === 'ngay' && noun !== undefined
  // "2 tin loa/ngày": the channel stands between.
  const channel = end === undefined ? undefined : matches[end.to]
  const beyond = formIn(channel?.meanings) !== undefined && tokens[channel?.to ?? 0]?.text === '/'
  const after =
    end === undefined ? undefined : perAfter(reading, beyond ? (channel?.to ?? end.to) : end.to, false)
  const unit: UnitWord = end?.unit ?? { sort: 'bare', unit: null, forms: [], names: false }
  const from = before?.from ?? at
  const to = (beyond ? undefined : after?.to) ?? end?.to ?? read.to
  return {
    from,
    to,
    ...fields(unit),
    value: span === undefined ? read.value * (pair === undefined ? 1 : 2) : null,
    negative: read.negative,
    per: before?.per ?? after?.per ?? (dayTwice ? 'day' : null),
    total: /^(?:tong|cong|thay|so)$/.test(fold(tokens, at - 1)) || fold(tokens, at - 2) === 'tong',
    text: printed(tokens, read.negative ? Math.max(0, at - 1) : at, to),
    noun: end === undefined ? nounAt(reading, read.to) : null,
  }
}

/** Up to three words of an unlisted noun right after a number. */
function nounAt({ tokens, matches, taken }: Reading, at: number): string | null {
  let to = at
  while (
    to < at + 3 &&
    tokens[to]?.kind === 'word' &&
    tokens[to]?.gap === true &&
    taken[to] !== true &&
    matches[to] === undefined &&
    tokens[to]?.capital === false
  )
    to++
  return to === at ? null : printed(tokens, at, to)
}

/** "2-3 tin", "40 đến 50 người": a span is no number. */
function spanAt(reading: Reading, at: number): { unit: UnitWord; to: number } | undefined {
  const { tokens, taken } = reading
  const joiner = tokens[at]
  const second = tokens[at + 1]
  if (joiner === undefined || second?.kind !== 'number' || taken[at + 1] === true) return undefined
  if (joiner.text !== '-' && !/^(?:den|toi)$/.test(joiner.fold)) return undefined
  return unitAt(reading, at + 2)
}
