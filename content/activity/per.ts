/** "mỗi ngày", "x 5 phút", "/bài", "ngày nào cũng": whether a number is told for each, and of what. */
import { numberAt } from './numbers.ts'
import { fold, type Reading } from './place-names.ts'
import { unitIn, unitsByFold } from './units.ts'

/** What a number told "each" repeats for. */
export type Per = 'item' | 'day' | 'area' | 'case' | 'person'

/** "mỗi ngày", "mỗi bài dài", "mỗi tổ": looked for just before a number. @returns where it begins */
export function perBefore(reading: Reading, at: number): { per: Per; from: number } | undefined {
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
export function perAfter(
  reading: Reading,
  at: number,
  minutes: boolean,
): { per: Per; to: number } | undefined {
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
    fold(reading.tokens, from - 2) === 'tong' ||
    fold(reading.tokens, from - 3) === 'tong'
  const each = before !== undefined || after !== undefined
  return { each: each && !total, from: before?.from ?? from, to: after?.to ?? to, total }
}
