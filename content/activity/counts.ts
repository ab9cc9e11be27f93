/** Finding counts: a number with what it counts, worked out with what makes it a name or an amount that is vague. */
import type { Form } from '../plan/plan.ts'
import { numberAt } from './numbers.ts'
import { type Per, perAfter, perBefore } from './per.ts'
import { fold, type Reading } from './place-names.ts'
import { printed } from './text.ts'
import { formIn, unitAt } from './units.ts'
import type { CountSort, UnitWord } from './words/count-words.ts'

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
  // "29/40 hộ": so many of so many.
  const ratio = tokens[read.to]?.text === '/' && tokens[read.to + 1]?.kind === 'number'
  const noun = pair ?? unitAt(reading, ratio ? read.to + 2 : read.to)
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
