/** What one part of a typed line says: a count, a share, a limit, how often, in which form, by whom. Pure. */
import { fold } from '../../language/unicode.ts'
import type { Form, Task } from '../plan.ts'
import { unitCalled } from '../progress/owners.ts'
import { unitAt, unitStart } from '../read/vocabulary.ts'
import { deadlineOf, formsIn, type Known, line, quantityOf, Refused, unitName } from './typed.ts'

export type Part =
  | {
      readonly kind: 'count'
      readonly text: string
      readonly quantity: number
      readonly unit: string
      readonly atLeast: boolean
      readonly monthly: boolean
      readonly per: 'unit' | 'ward' | 'area'
    }
  | { readonly kind: 'share'; readonly text: string; readonly percent: number; readonly of: string | null }
  | {
      readonly kind: 'limit'
      readonly text: string
      readonly date: string | null
      readonly month: string | null
      readonly latest: string | null
      readonly limitKind: Task['deadlineKind']
    }
  | { readonly kind: 'every'; readonly text: string; readonly every: 'week' | 'month' | 'quarter' }
  /** Counted, but no number is asked. */
  | { readonly kind: 'tally'; readonly unit: string }
  | { readonly kind: 'forms'; readonly forms: readonly Form[] }
  | { readonly kind: 'lead'; readonly name: string | null }
  | { readonly kind: 'partners'; readonly names: readonly string[] }
  | { readonly kind: 'proof'; readonly text: string; readonly pieces: readonly string[] }
  /** Of a report: who sends it, to whom. */
  | { readonly kind: 'sent'; readonly binds: string | null; readonly to: string | null }
  | { readonly kind: 'unknown'; readonly text: string }

/** "mục III.2", "Phụ lục 10", "iii.2" → as plan.yaml writes it; undefined for what is no clause. */
export const clauseIn = (typed: string): string | undefined => {
  const bare = typed
    .normalize('NFC')
    .trim()
    .replace(/^(?:mục|điểm|khoản|phần)\s+/iu, '')
    .replace(/^(?:phụ\s+lục|pl)(?:\s+số)?[\s.,]*(?:(?:dòng|số|stt)\s*)?/iu, 'PL.')
    .replaceAll(/\s+/g, '')
    .replace(/^PL\.?$/iu, 'PL')
    .replace(/\.$/, '')
  const [first = '', ...rest] = bare.split('.')
  const clause = [first.toUpperCase(), ...rest.map(part => part.toLowerCase())].join('.')
  return /^(?:[IVXLC]{1,6}|PL)(?:\.(?:\d{1,3}|[a-zđ]))*$/u.test(clause) ? clause : undefined
}

/** Words in front that say what a part is. */
const after = (text: string, pattern: RegExp): string | null => {
  const rest = text.replace(pattern, '')
  return rest === text || rest.trim() === '' ? null : rest.trim()
}

const everyOf = (folded: string): 'week' | 'month' | 'quarter' | null => {
  const word =
    /^(?:lam )?(?:dinh ky )?(?:moi|hang|mot|tung|dinh ky)\s+(tuan|thang|quy)(?: (?:mot|1) lan)?$/.exec(
      folded,
    )?.[1]
  return word === undefined ? null : word === 'tuan' ? 'week' : word === 'thang' ? 'month' : 'quarter'
}

/** "2 tin, bài mỗi tháng" → what is counted, and whether it is owed each month. */
const countOf = (text: string): Part | null => {
  const folded = fold(text)
  if (!/^(?:(?:it nhat|toi thieu|tren|khong duoi)\s+)?\d/.test(folded)) return null
  if (/(?:moi|hang|mot|\/)\s*(?:tuan|quy)\b/.test(folded)) throw new WrongPeriod()
  const bare = text
    .replaceAll(/(?:,\s*)?(?:trong|\/|(?:mỗi|một|hằng|hàng))\s*(?:tháng|năm)(?![\p{L}])/giu, ' ')
    .replaceAll(
      /(?:,\s*)?(?:mỗi|từng)\s+(?:đơn vị|phòng|tổ dân phố|tổ|thôn|khu phố|bản|ấp|xóm)(?![\p{L}])/giu,
      ' ',
    )
    .replaceAll(/(?:,\s*)?cả\s+(?:phường|xã)(?![\p{L}])/giu, ' ')
  // A second count in the same part would be lost: it is a line of its own.
  if (/[,;+]\s*\d/.test(bare.replaceAll(/\d,\d/g, ''))) throw new Refused('quantity')
  const { quantity, unit, atLeast } = quantityOf(bare)
  if (quantity === null || unit === null || !/^\p{L}/u.test(unit)) throw new Refused('quantity')
  return {
    kind: 'count',
    text,
    quantity,
    unit,
    atLeast,
    monthly: /\b(?:moi|mot|hang)\s+thang\b|\/\s*thang\b/.test(folded),
    per: /(?:moi|tung) (?:don vi|phong)/.test(folded)
      ? 'unit'
      : /(?:moi|tung) (?:to|thon|khu pho|ban|ap|xom)\b/.test(folded)
        ? 'area'
        : 'ward',
  }
}

/** A count owed each week or quarter: the plan has no such shape. */
export class WrongPeriod extends Error {}

const shareOf = (text: string): Part | null => {
  const found =
    /^(?:(?:trên|đạt|phấn đấu|ít nhất|tối thiểu)\s+)*(\d{1,3}(?:[.,]\d+)?)\s*%\s*(?:số\s+)?(.*)$/iu.exec(text)
  if (found === null) return null
  const percent = Number((found[1] ?? '').replace(',', '.'))
  if (!(percent > 0 && percent <= 100)) throw new Refused('percent')
  const of = (found[2] ?? '').trim()
  return { kind: 'share', text, percent, of: of === '' ? null : of }
}

const hasTime =
  /\d{1,2}\s*[/-]\s*\d{1,2}|(?<!\d)\d{1,2}\.\d{1,2}(?!\d)|\bthang\s+\d|\bngay\s+\d|\bquy\s+(?:[ivx]+|\d)\b|^(?:truoc|cham nhat|xong|hoan thanh|han|trong)\b|\bthang cuoi\b/

/** "3-5 tin" is an amount, not the third of May. */
const isRange = (folded: string): boolean => {
  const unit = /^(?:(?:it nhat|toi thieu|tren|khong duoi)\s+)?\d[\d.]*\s*[/–-]\s*\d[\d.]*\s+(.*)$/.exec(
    folded,
  )?.[1]
  return unit !== undefined && unitAt(unit) !== null
}

const limitOf = (text: string, known: Known, isReport: boolean): Part | null => {
  if (!hasTime.test(fold(text)) || isRange(fold(text))) return null
  const bare = text.replace(/^hạn\s*:?\s*/iu, '')
  // A report's day may be a rule ("trước ngày 20 tháng cuối quý"); its reader knows those.
  if (isReport)
    return { kind: 'limit', text: line(bare), date: null, month: null, latest: null, limitKind: null }
  const { text: shown, kind, date, month, latest } = deadlineOf(bare, known)
  return { kind: 'limit', text: shown, date, month, latest, limitKind: kind }
}

const sentOf = (text: string, known: Known): Part | null => {
  const found = /^(.*?)\s*(?:gửi|nộp|báo cáo)(?:\s+(?:về|cho))?\s+(.+)$/iu.exec(text)
  const name = (part: string): string | null => (part === '' ? null : unitName(part, known))
  return found === null
    ? null
    : { kind: 'sent', binds: name((found[1] ?? '').trim()), to: name((found[2] ?? '').trim()) }
}

/** The unit a tally counts in: "đếm lượt người", "không giao số, đếm lượt". */
const tallyOf = (text: string): Part | null => {
  const unit = /^(?:.*,\s*)?(?:chỉ\s+)?đếm\s+(?:số\s+)?(.+)$/iu.exec(text)?.[1]
  return unit === undefined ? null : { kind: 'tally', unit: line(unit) }
}

/** @throws Refused, {@link WrongPeriod} */
const read = (text: string, known: Known, isReport: boolean): Part | null => {
  const folded = fold(text)
  const lead = after(text, /^(?:(?:đơn vị )?chủ trì|giao(?: cho)?|đơn vị|ai làm)\s*:?\s+/iu)
  if (lead !== null) return { kind: 'lead', name: unitName(lead, known) }
  const partners = after(text, /^(?:đơn vị )?phối hợp(?: với)?\s*:?\s+/iu)
  if (partners !== null)
    return {
      kind: 'partners',
      names: partners.split(/\s*,\s*(?=\p{Lu})/u).flatMap(name => unitName(name, known) ?? []),
    }
  const proof = after(text, /^(?:minh chứng|sản phẩm|kết quả)\s*:?\s+/iu)
  if (proof !== null)
    return { kind: 'proof', text: line(proof), pieces: proof.split(/\s*,\s*/u).filter(piece => piece !== '') }
  if (isReport) {
    const sent = sentOf(text, known)
    if (sent !== null) return sent
  }
  const every = everyOf(folded.trim())
  if (every !== null) return { kind: 'every', text: line(text), every }
  const share = shareOf(text)
  if (share !== null) return share
  const tally = tallyOf(text)
  if (tally !== null) return tally
  const limit = limitOf(text, known, isReport)
  if (limit !== null) return limit
  const count = isReport ? null : countOf(text)
  if (count !== null) return count
  if (unitCalled(known.units, text) !== undefined) return { kind: 'lead', name: unitName(text, known) }
  if (/^\p{Lu}/u.test(text) && unitStart.test(folded)) return { kind: 'lead', name: line(text) }
  return null
}

/** What a part says; `unknown` where nothing fits. @throws Refused where it nearly fits, and {@link WrongPeriod} */
export const partOf = (text: string, known: Known, isReport: boolean): Part => {
  const found = read(text, known, isReport)
  if (found !== null) return found
  try {
    return { kind: 'forms', forms: formsIn(text) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'unknown', text }
    throw error
  }
}
