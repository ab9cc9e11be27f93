/** Reads what is typed about a ward: phones, hours, lists of neighbourhoods and units; or says what is wrong with it. Pure. */
import { fold } from '../../content/language/unicode.ts'
import type { Place } from '../../content/model/ward.ts'
import { provinces } from '../../content/plan/read/provinces.ts'

export type Typed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }
const good = <T>(value: T): Typed<T> => ({ ok: true, value })
const bad = (problem: string): { ok: false; problem: string } => ({ ok: false, problem })

/** One sentence as people will read it. */
export const readText = (typed: string): Typed<string> =>
  typed.length > 300 ? bad('Dài quá 300 chữ cái: anh/chị viết gọn lại giúp.') : good(typed)

/** An address has letters; a number typed one question too early is told. */
export const readAddress = (typed: string): Typed<string> =>
  /\p{L}/u.test(typed)
    ? readText(typed)
    : bad(
        `“${typed}” không giống địa chỉ (ví dụ: Số 12 đường Trần Phú). Anh/chị gõ lại, hoặc Enter để bỏ qua.`,
      )

/** A number people can call: 3 to 5 digits (short numbers) or 8 to 11; several parted by commas. */
export const readPhone = (typed: string): Typed<string> => {
  const numbers = typed.split(/[,;/]| - /u).map(part => part.trim())
  const wrong = numbers.find(number => {
    const digits = number.replace(/^\+84/, '0').replaceAll(/[\s().-]/g, '')
    return (
      !/^\d+$/.test(digits) ||
      !(digits.length <= 5 ? digits.length >= 3 : digits.length >= 8 && digits.length <= 11)
    )
  })
  return wrong === undefined
    ? good(typed)
    : bad(
        `“${wrong}” không phải số điện thoại (ví dụ 0215 3852 345 hoặc 1022). Anh/chị gõ lại, hoặc Enter để bỏ qua.`,
      )
}

const dayNames: readonly (readonly [RegExp, number])[] = [
  [/(?:thu |t\s?)(?:hai|2)\b/g, 1],
  [/(?:thu |t\s?)(?:ba|3)\b/g, 2],
  [/(?:thu |t\s?)(?:tu|4)\b/g, 3],
  [/(?:thu |t\s?)(?:nam|5)\b/g, 4],
  [/(?:thu |t\s?)(?:sau|6)\b/g, 5],
  [/(?:thu |t\s?)(?:bay|7)\b/g, 6],
  [/(?:chu nhat|\bcn\b)/g, 7],
]

const daysIn = (folded: string): number[] => {
  const found = dayNames
    .flatMap(([pattern, day]) => [...folded.matchAll(pattern)].map(match => ({ at: match.index, day })))
    .toSorted((a, b) => a.at - b.at)
  const [first, second] = found
  if (first === undefined) return []
  const between = second === undefined ? '' : folded.slice(first.at, second.at)
  if (second !== undefined && found.length === 2 && /(?:den|toi|-|–)/.test(between) && second.day > first.day)
    return Array.from({ length: second.day - first.day + 1 }, (_, index) => first.day + index)
  return [...new Set(found.map(({ day }) => day))].toSorted((a, b) => a - b)
}

const clock = (hours: string, minutes: string | undefined): string | undefined => {
  const [h, m] = [Number(hours), Number(minutes === undefined || minutes === '' ? 0 : minutes)]
  return h > 23 || m > 59 ? undefined : `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`
}

const span =
  /(\d{1,2})\s*(?:h|g|:|giờ)\s*(\d{2})?\s*(?:-|–|đến|tới)\s*(\d{1,2})\s*(?:h|g|:|giờ)\s*(\d{2})?/giu

/** Office hours: the sentence as typed, and the same for reckoning reply times. Days not named are Monday to Friday. */
export const readHours = (typed: string): Typed<Pick<Place, 'hours' | 'opening'>> => {
  const example = 'Ví dụ: Thứ Hai đến thứ Sáu, 7h30-11h30, 13h30-17h00'
  const opening: Place['opening'] = []
  for (const part of typed.split(';')) {
    const days = daysIn(fold(part))
    for (const [, fromHour = '', fromMinute, toHour = '', toMinute] of part.matchAll(span)) {
      const [from, to] = [clock(fromHour, fromMinute), clock(toHour, toMinute)]
      if (from === undefined || to === undefined || from >= to)
        return bad(`Giờ trong “${part.trim()}” chưa đúng. ${example}.`)
      opening.push({ days: days.length > 0 ? days : [1, 2, 3, 4, 5], from, to })
    }
  }
  return opening.length === 0
    ? bad(`Tôi chưa thấy giờ nào trong “${typed}”. ${example}. Enter để bỏ qua.`)
    : good({ hours: typed, opening })
}

/** "Tổ dân phố 1 đến 4, Bản Bó" → five names. */
export const readNeighbourhoods = (typed: string): Typed<string[]> => {
  const names = typed.split(/[,;]/u).flatMap(part => {
    const [, head = '', from = '', to = ''] =
      /^(.*?)\s*(\d{1,3})\s*(?:-|–|đến|tới)\s*(\d{1,3})$/u.exec(part.trim()) ?? []
    const [first, last] = [Number(from), Number(to)]
    if (from === '') return part.trim() === '' ? [] : [part.trim()]
    if (last < first || last - first > 99) return []
    return Array.from(
      { length: last - first + 1 },
      (_, index) => `${head === '' ? 'Tổ dân phố' : head} ${first + index}`,
    )
  })
  return names.length === 0
    ? bad('Tôi chưa đọc được danh sách này. Ví dụ: Tổ dân phố 1 đến 6, Bản Bó. Enter để bỏ qua.')
    : good([...new Set(names)])
}

/** A unit's name, and what the plan calls it where somebody put that right. */
export interface UnitName {
  readonly name: string
  readonly was: string | null
}

/** Changes to a list of names: "2=Tên đúng" renames, "-3" leaves out, anything else is added; parted by ";". */
export const readUnitNames = (typed: string, names: readonly string[]): Typed<UnitName[]> => {
  const result: (UnitName | undefined)[] = names.map(name => ({ name, was: null }))
  const parts = typed
    .split(';')
    .map(one => one.trim())
    .filter(one => one !== '')
  for (const part of parts) {
    const [, number, name = ''] = /^(\d{1,2})\s*=\s*(.+)$/u.exec(part) ?? []
    const removed = /^-\s*(\d{1,2})$/u.exec(part)?.[1]
    const index = Number(number ?? removed) - 1
    if ((number !== undefined || removed !== undefined) && (index < 0 || index >= names.length))
      return bad(`Danh sách chỉ có ${names.length} đơn vị, không có số ${index + 1}.`)
    if (number !== undefined) result[index] = { name: name.trim(), was: names[index] ?? null }
    else if (removed !== undefined) result[index] = undefined
    else if (/^\d+$/.test(part))
      return bad(`“${part}”: muốn sửa tên thì gõ ${part}=Tên đúng, muốn bỏ thì gõ -${part}.`)
    else result.push({ name: part, was: null })
  }
  const kept = result.filter(unit => unit !== undefined)
  return good(kept.filter(({ name }, index) => kept.findIndex(other => other.name === name) === index))
}

/** "Bưu cục số 1, số 10 đường Hùng Vương, 0215 385 1234": name, address, number; the number may be left out. */
export const readPost = (typed: string): Typed<Pick<Place, 'name' | 'address' | 'phone'>> => {
  const parts = typed
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  const last = parts.at(-1) ?? ''
  const phone = /^[+\d][\d\s().-]{6,}$/.test(last) ? last : null
  const [name, ...rest] = phone === null ? parts : parts.slice(0, -1)
  const address = rest.join(', ')
  if (phone !== null) {
    const checked = readPhone(phone)
    if (!checked.ok) return checked
  }
  return name === undefined
    ? bad('Tôi cần tên và địa chỉ, ví dụ: Bưu điện văn hóa xã, thôn 2, 0215 385 1234. Enter để bỏ qua.')
    : good({ name, address: address === '' ? null : address, phone })
}

const isProvince = (typed: string): boolean =>
  provinces.some(province => fold(province) === fold(typed).trim())

/** "phường Suối Lim, tỉnh Lào Cai"; a name alone is of the kind that is known already. */
export const readWardName = (
  typed: string,
  kindKnown: 'phường' | 'xã' | 'đặc khu' | null = null,
): Typed<{ kind: 'phường' | 'xã' | 'đặc khu'; name: string; province: string }> => {
  const [, kind = '', name = '', province = ''] =
    /^(?:(phường|xã|đặc khu)\s+)?(.+?)\s*,\s*(?:tỉnh|thành phố|tp\.?)?\s*(.+)$/iu.exec(typed) ?? []
  const known =
    (['phường', 'xã', 'đặc khu'] as const).find(one => one === kind.toLowerCase()) ??
    (kind === '' && isProvince(province) ? (kindKnown ?? undefined) : undefined)
  return known === undefined || name === '' || province === ''
    ? bad('Tôi cần tên và tỉnh, ví dụ: phường Suối Lim, tỉnh Lào Cai.')
    : good({ kind: known, name: name.trim(), province: province.trim() })
}
