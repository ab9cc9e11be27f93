/** Months, years, periods, units and clauses a question about the plan names. */
import type { Ward } from '../../model/ward.ts'
import type { Day } from '../../vietnam-time.ts'
import type { Period } from '../plan.ts'
import { wordsOf } from './words.ts'

/** A stretch of months, "2026-09" to "2026-09", or "2026-07" to "2026-09". */
export interface Months {
  readonly from: string
  readonly to: string
}

const quarterMonths = (year: number, quarter: number): Months => ({
  from: `${year}-${String(quarter * 3 - 2).padStart(2, '0')}`,
  to: `${year}-${String(quarter * 3).padStart(2, '0')}`,
})
const oneMonth = (year: number, month: number): Months => {
  const name = `${year}-${String(month).padStart(2, '0')}`
  return { from: name, to: name }
}

/** A unit of the ward's profile by its longest name said; its words go into `taken`. */
export const unitIn = (words: readonly string[], ward: Ward, taken: Set<number>): string | undefined => {
  let best: { name: string; at: number; length: number } | undefined
  for (const { name, aliases } of ward.units)
    for (const called of [name, ...aliases]) {
      const wanted = wordsOf(called)
      if (wanted.length < 2) continue
      const at = words.findIndex((_, index) => wanted.every((word, offset) => words[index + offset] === word))
      if (at >= 0 && wanted.length > (best?.length ?? 0)) best = { name, at, length: wanted.length }
    }
  if (best === undefined) return undefined
  for (let index = best.at; index < best.at + best.length; index++) taken.add(index)
  return best.name
}

/** "mục III.2", "dòng 6 phụ lục" → as plans write clauses. */
export const clauseIn = (text: string): string | undefined => {
  const row = /(?:d[oò]ng|vi[eệ]c|nhi[eệ]m v[uụ])(?: s[oố])? (\d{1,2})(?= |$|[?.,])/iu.exec(text)
  const part = /m[uụ]c ([IVX]{1,5}(?:\.[\p{L}\d]{1,2}){0,3}|[ivx]{1,5}\.[\p{L}\d.]{1,6})(?= |$|[?,.])/u.exec(
    text,
  )
  if (part?.[1] !== undefined) {
    const [roman = '', ...others] = part[1].replace(/\.$/, '').split('.')
    return [roman.toUpperCase(), ...others].join('.')
  }
  return row?.[1] !== undefined && /ph[uụ] l[uụ]c/iu.test(text) ? `PL.${row[1]}` : undefined
}

/** "tháng 9", "quý này", "tháng tới"; without a year, of this one. Their words go into `taken`. */
export const monthsIn = (words: readonly string[], today: Day, taken: Set<number>): Months | undefined => {
  const thisYear = Number(today.slice(0, 4))
  const thisMonth = Number(today.slice(5, 7))
  const year = yearIn(words) ?? thisYear
  for (let at = 0; at < words.length - 1; at++) {
    const word = words[at]
    const next = words[at + 1] ?? ''
    if (word !== 'thang' && word !== 'qui') continue
    const value = /^\d{1,2}(?:[/.-]\d{4})?$/.test(next) ? Number.parseInt(next, 10) : Number.NaN
    const found =
      word === 'thang'
        ? value >= 1 && value <= 12
          ? oneMonth(year, value)
          : next === 'nay'
            ? oneMonth(thisYear, thisMonth)
            : next === 'sau' || next === 'toi'
              ? oneMonth(thisMonth === 12 ? thisYear + 1 : thisYear, (thisMonth % 12) + 1)
              : undefined
        : value >= 1 && value <= 4
          ? quarterMonths(year, value)
          : next === 'nay'
            ? quarterMonths(thisYear, Math.ceil(thisMonth / 3))
            : undefined
    if (found === undefined) continue
    taken.add(at).add(at + 1)
    return found
  }
  return undefined
}

/** A year said alone or behind a day or month. */
export const yearIn = (words: readonly string[]): number | undefined => {
  const found = words.flatMap(word => /^(?:\d{1,2}[/.-])?(20[2-4]\d)$/.exec(word)?.[1] ?? [])[0]
  return found === undefined ? undefined : Number(found)
}

/** Reporting periods; "quý" alone is all four. */
export const periodsIn = (words: readonly string[]): readonly Period[] => {
  const text = ` ${words.join(' ')} `
  const quarter = / qui ([1-4]) /.exec(text)?.[1]
  if (quarter === '1') return ['Q1']
  if (quarter === '2') return ['Q2']
  if (quarter === '3') return ['Q3']
  if (quarter === '4') return ['Q4']
  if (/ 6 thang | sau thang | nua nam /.test(text)) return ['H1']
  if (/ 9 thang | chin thang /.test(text)) return ['9M']
  if (/ (?:hang |cuoi |ca |mot |tong ket )nam | bao cao nam (?!nay)/.test(text)) return ['year']
  if (/ qui /.test(text)) return ['Q1', 'Q2', 'Q3', 'Q4']
  return []
}
