/** A moment to come, as people say it: "ngay", "8 giờ sáng mai", "08/12 7:30", "chiều thứ sáu". */
import { fold } from './language/unicode.ts'
import { addDays, type Day, dayOf, daysBetween, instantOf, weekdayOf } from './vietnam-time.ts'

export type Moment =
  | { readonly kind: 'soon' }
  | { readonly kind: 'at'; readonly at: Date }
  /** It is over already. */
  | { readonly kind: 'past'; readonly at: Date }

/** Nobody plans a notice further ahead. */
const furthestDays = 366

const soon =
  /^(?:gui )?(?:ngay|luon|bay gio|ngay bay gio|ngay lap tuc|lien|ngay sau khi duyet|duyet xong gui|now)(?: nhe| di| luon)*$/
const words = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi', 'muoi mot', 'muoi hai']
const spelt = new RegExp(`(?<![a-z])(${words.toReversed().join('|')}) (?=gio|ruoi)`, 'g')
const weekdays: Readonly<Record<string, number>> = { hai: 1, ba: 2, tu: 3, nam: 4, sau: 5, bay: 6 }
const fillers = /(?<![a-z])(?:luc|vao|gui|buoi|khoang|den|ngay|hom|dung|nhe|nha|a|di)(?![a-z])/g

interface Said {
  rest: string
}

const take = (said: Said, pattern: RegExp): RegExpExecArray | undefined => {
  const found = pattern.exec(said.rest)
  if (found === null) return undefined
  said.rest = `${said.rest.slice(0, found.index)} ${said.rest.slice(found.index + found[0].length)}`
  return found
}

const exists = (day: Day): boolean => {
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
}

const pad = (value: string | number, length = 2): string => String(Number(value)).padStart(length, '0')

/** @returns the day named, `none` when none is, undefined for a day that does not exist */
const dayIn = (said: Said, today: Day): Day | 'none' | undefined => {
  const date =
    take(said, /(?<!\d)(\d{1,2}) ?[/-] ?(\d{1,2})(?: ?[/-] ?(\d{4}))?(?!\d)/) ??
    take(said, /(?<!\d)(\d{1,2}) thang (\d{1,2})(?:(?: nam)? (\d{4}))?(?!\d)/)
  if (date !== undefined) {
    const on = (year: number): Day => `${pad(year, 4)}-${pad(date[2] ?? '')}-${pad(date[1] ?? '')}`
    const year = Number(today.slice(0, 4))
    if (date[3] !== undefined) return exists(on(Number(date[3]))) ? on(Number(date[3])) : undefined
    // 31/01 said in December is next January's; 29/02 waits for the year that has one.
    const next = [year, year + 1].map(on).find(day => exists(day) && day >= today)
    return next
  }
  if (take(said, /(?<![a-z])(?:ngay )?mai(?![a-z])/) !== undefined) return addDays(today, 1)
  if (take(said, /(?<![a-z])ngay (?:kia|mot)(?![a-z])/) !== undefined) return addDays(today, 2)
  if (take(said, /(?<![a-z])(?:hom|bua)? ?nay(?![a-z])/) !== undefined) return today
  const weekday =
    take(said, /(?<![a-z])(?:thu ?(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))(?![a-z\d])/) ?? undefined
  if (weekday === undefined) return 'none'
  const name = weekday[1] ?? ''
  const wanted = weekday[2] !== undefined ? 7 : /^\d$/.test(name) ? Number(name) - 1 : (weekdays[name] ?? 7)
  const later = take(said, /(?<![a-z])tuan (?:sau|toi)(?![a-z])/) !== undefined
  const here = weekdayOf(today)
  // "thứ hai tuần sau" is in the next week, however near that is; "thứ hai" the next one to come, today included.
  return later ? addDays(today, 7 - here + wanted) : addDays(today, (wanted - here + 7) % 7)
}

const partOfDay: Readonly<Record<string, string>> = {
  sang: '08:00',
  trua: '11:00',
  chieu: '14:00',
  toi: '19:00',
}

/** @returns "HH:MM", `none` when none is named, undefined for a time that does not exist */
const clockIn = (said: Said): string | 'none' | undefined => {
  const time =
    take(said, /(?<!\d)(\d{1,2}) ?(?:h|g|gio|:)(?: ?(\d{2})(?!\d)| ?(ruoi))?(?: ?(?:phut|p))?(?![a-z])/) ??
    undefined
  const part = take(said, /(?<![a-z])(sang|trua|chieu|toi)(?![a-z])/)?.[1]
  if (time === undefined) return part === undefined ? 'none' : partOfDay[part]
  const minutes = time[3] === undefined ? Number(time[2] ?? 0) : 30
  const said12 = Number(time[1])
  const hours =
    ((part === 'chieu' || part === 'toi') && said12 < 12) || (part === 'trua' && said12 < 4)
      ? said12 + 12
      : said12
  return hours > 23 || minutes > 59 || (part === 'sang' && hours > 12)
    ? undefined
    : `${pad(hours)}:${pad(minutes)}`
}

/**
 * @param now what "mai" and a time without a day count from; a time that is over today means tomorrow
 * @returns undefined when the text says no moment, or more than one
 */
export const readMoment = (text: string, now: Date): Moment | undefined => {
  const folded = fold(text)
    .replaceAll(/[^a-z0-9:/\- ]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (folded === '' || folded.length > 60) return undefined
  if (soon.test(folded)) return { kind: 'soon' }
  const said: Said = {
    rest: folded.replaceAll(spelt, (_all, word: string) => `${words.indexOf(word) + 1} `),
  }
  const today = dayOf(now)
  const day = dayIn(said, today)
  const clock = clockIn(said)
  if (day === undefined || clock === undefined || (day === 'none' && clock === 'none')) return undefined
  if (said.rest.replaceAll(fillers, ' ').replaceAll(/[-:/]/g, ' ').trim() !== '') return undefined
  const at = instantOf(day === 'none' ? today : day, clock === 'none' ? '08:00' : clock)
  if (day === 'none' && at <= now) return { kind: 'at', at: new Date(at.getTime() + 24 * 60 * 60 * 1000) }
  if (daysBetween(today, dayOf(at)) > furthestDays) return undefined
  return at <= now ? { kind: 'past', at } : { kind: 'at', at }
}
