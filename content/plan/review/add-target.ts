/**
 * "Thêm chỉ tiêu": a target the reader missed (told in a row of an appendix, say), typed as one line by whoever has the paper:
 * `title; number and unit; form; clause`, for example "Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; PL.4". Pure.
 */
import { fold } from '../../language/unicode.ts'
import { type Target, targetSchema } from '../plan.ts'
import type { ReviewItem } from './items.ts'
import type { Review } from './review.ts'
import { type FieldProblem, formsIn, line, quantityOf, Refused } from './typed.ts'

/** Why a typed target is not taken; the words are `planReview.problem.<key>`. */
export const addProblems = ['parts', 'clause', 'every', 'twice', 'many'] as const
export type AddProblem = FieldProblem | (typeof addProblems)[number]

export type Added =
  | { readonly ok: true; readonly review: Review; readonly target: Target }
  | { readonly ok: false; readonly problem: AddProblem }

/** More than a reader can miss: the file should be sent anew. */
const mostAdded = 40

const isAdded = (id: string): boolean => id.startsWith('target:them-')

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

/** "2 tin, bài mỗi tháng" → what is counted, and whether it is owed each month. */
const countIn = (typed: string) => {
  const folded = fold(typed)
  if (/\b(?:tuan|quy)\b/.test(folded)) return 'every'
  const monthly = /\b(?:moi|mot|hang)\s+thang\b|\/\s*thang\b/.test(folded)
  const per = /moi (?:don vi|phong)|tung don vi/.test(folded)
    ? 'unit'
    : /(?:moi|tung) (?:to|thon|khu pho|ban)\b/.test(folded)
      ? 'area'
      : 'ward'
  const bare = typed
    .replaceAll(/(?:,\s*)?(?:trong|\/|(?:mỗi|một|hằng|hàng))\s*(?:tháng|năm)(?![\p{L}])/giu, ' ')
    .replaceAll(/(?:,\s*)?(?:mỗi|từng)\s+(?:đơn vị|phòng|tổ dân phố|tổ|thôn|khu phố|bản)(?![\p{L}])/giu, ' ')
    .replaceAll(/(?:,\s*)?cả\s+(?:phường|xã)(?![\p{L}])/giu, ' ')
  return { bare, monthly, per } as const
}

const slug = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '')

const targetOf = (typed: string, ids: ReadonlySet<string>): Target | AddProblem => {
  const [title = '', count = '', form = '', place = '', ...more] = typed.split(/\s*[;|]\s*/u)
  if (place.trim() === '' || more.some(part => part.trim() !== '')) return 'parts'
  const clause = clauseIn(place)
  if (clause === undefined) return 'clause'
  const owed = countIn(count)
  if (owed === 'every') return 'every'
  const { quantity, unit, atLeast } = quantityOf(owed.bare)
  if (quantity === null || unit === null || !/^\p{L}/u.test(unit)) return 'quantity'
  let id = slug(title) || 'chi-tieu'
  for (let number = 2; ids.has(id); number += 1) id = `${slug(title) || 'chi-tieu'}-${number}`
  const base = { id, clause, title: line(title), forms: formsIn(form), printed: line(count) }
  const parsed = targetSchema.safeParse(
    owed.monthly
      ? { ...base, shape: 'monthly-per-unit', quantity, unit, atLeast, per: owed.per }
      : { ...base, shape: 'yearly-count', quantity, unit, atLeast },
  )
  return parsed.success ? parsed.data : 'text'
}

const isSame = (left: Target, right: Target): boolean =>
  left.clause === right.clause &&
  fold(left.title) === fold(right.title) &&
  'quantity' in left &&
  'quantity' in right &&
  left.quantity === right.quantity

/** The review with the target at its end, taken as right: whoever typed it sees it among the changes, and may go back to it. */
export const addTarget = (review: Review, typed: string): Added => {
  const present = review.items.flatMap(item => (item.kind === 'target' ? [item] : []))
  if (present.filter(({ id }) => isAdded(id)).length >= mostAdded) return { ok: false, problem: 'many' }
  try {
    const target = targetOf(line(typed), new Set(present.map(({ value }) => value.id)))
    if (typeof target === 'string') return { ok: false, problem: target }
    const kept = present.filter(({ id }) => review.decisions[id]?.kind !== 'drop')
    if (kept.some(({ value }) => isSame(value, target))) return { ok: false, problem: 'twice' }
    const item: ReviewItem = {
      // Places of items are in buttons already sent: a new one goes to the end.
      id: `target:them-${present.filter(({ id }) => isAdded(id)).length}`,
      kind: 'target',
      clause: target.clause,
      line: null,
      quote: null,
      confidence: 1,
      edited: true,
      value: target,
    }
    return {
      ok: true,
      target,
      review: {
        ...review,
        items: [...review.items, item],
        decisions: { ...review.decisions, [item.id]: { kind: 'yes' } },
      },
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    throw error
  }
}
