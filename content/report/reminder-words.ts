/** What is typed after /nhac: an hour, a kind on or off, the ward's steps, a date for reports that have none. Pure. */
import { fold } from '../language/unicode.ts'
import { type ReminderKind, reminderKinds } from './reminders.ts'

export type ReminderWords =
  | { readonly kind: 'show' }
  /** "07:30" */
  | { readonly kind: 'hour'; readonly at: string }
  | { readonly kind: 'switch'; readonly on: boolean; readonly which: readonly ReminderKind[] }
  | { readonly kind: 'steps'; readonly side: 'before' | 'after'; readonly days: readonly number[] }
  /** 31 = the last day of the period. */
  | { readonly kind: 'undated'; readonly day: number | 'none' }
  | { readonly kind: 'owing' }
  | { readonly kind: 'unknown' }

const named: readonly (readonly [RegExp, ReminderKind])[] = [
  [/bao cao/, 'report'],
  [/hang tuan|moi tuan|cuoi tuan/, 'weekly'],
  [/cuoi thang|hang thang|chi tieu thang/, 'month-end'],
  [/\bviec\b(?! (?:hang|moi|cuoi) tuan)/, 'task'],
]
const mostSteps = 5
const longestStep = 60

/** Never throws; what is no time of day is `unknown`, whether it may be chosen is the caller's to say. */
export const readReminderWords = (text: string): ReminderWords => {
  const words = fold(text)
    .replaceAll(/[.!?]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (words === '') return { kind: 'show' }
  return (
    hourIn(words) ??
    switchIn(words) ??
    stepsIn(words) ??
    dateIn(words) ??
    owingIn(words) ?? { kind: 'unknown' }
  )
}

const hourIn = (words: string): ReminderWords | undefined => {
  const found =
    /^(?:(?:vao |nhac )?(?:luc |vao )?)(\d{1,2}) ?(?:gio|g|h|:) ?(\d{1,2}|ruoi)?(?: ?phut)?(?: (sang|trua|chieu|toi))?$/.exec(
      words,
    )
  if (found === null) return undefined
  const [, hour = '', minute = '0', part] = found
  const late = (part === 'chieu' || part === 'toi') && Number(hour) < 12
  const hours = Number(hour) + (late ? 12 : 0)
  const minutes = minute === 'ruoi' ? 30 : Number(minute)
  if (hours > 23 || minutes > 59) return undefined
  return { kind: 'hour', at: `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` }
}

const switchIn = (words: string): ReminderWords | undefined => {
  const found = /^(tat|ngung|dung|bat|mo)(?: (.*))?$/.exec(words)
  if (found === null) return undefined
  const on = found[1] === 'bat' || found[1] === 'mo'
  const what = (found[2] ?? '').replace(/^nhac\b ?/, '')
  if (/^(het|tat ca|toan bo)?$/.test(what)) return { kind: 'switch', on, which: reminderKinds }
  const which = named.flatMap(([pattern, kind]) => (pattern.test(what) ? [kind] : []))
  return which.length === 0 ? undefined : { kind: 'switch', on, which }
}

const stepsIn = (words: string): ReminderWords | undefined => {
  const found = /^(?:nhac )?(truoc|sau) (\d[\d ,;va]*?)(?: ngay)?$/.exec(words)
  if (found === null) return undefined
  const days = [
    ...new Set(
      (found[2] ?? '')
        .split(/[^\d]+/)
        .filter(one => one !== '')
        .map(Number),
    ),
  ]
  if (days.length > mostSteps || days.some(day => day < 1 || day > longestStep)) return undefined
  const before = found[1] === 'truoc'
  return {
    kind: 'steps',
    side: before ? 'before' : 'after',
    days: days.toSorted((a, b) => (before ? b - a : a - b)),
  }
}

const dateIn = (words: string): ReminderWords | undefined => {
  const found = /^han (?:ngay )?(?:(\d{1,2})|(cuoi ky|het ky|cuoi thang|cuoi quy)|(khong|bo|thoi|tat))$/.exec(
    words,
  )
  if (found === null) return undefined
  if (found[3] !== undefined) return { kind: 'undated', day: 'none' }
  const day = found[2] === undefined ? Number(found[1]) : 31
  return day < 1 || day > 31 ? undefined : { kind: 'undated', day }
}

const owingIn = (words: string): ReminderWords | undefined =>
  /^(?:(?:ai |don vi nao )?(?:con )?no|(?:ai|don vi nao) chua (?:gui|nop)(?: bao cao)?)$/.test(words)
    ? { kind: 'owing' }
    : undefined
