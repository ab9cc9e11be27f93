/** By when a person answers: reckoned in the counter's hours, or not promised at all where the ward has not told them. */
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { afterOfficeMinutes } from '../../content/office-hours.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'

/** Half a working day: what residents are told to expect. */
export const replyMinutes = 4 * 60
/** Where no hours are known nothing is promised; staff are still reminded, by the usual week. Residents never see it. */
const usualWeek = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }]
const usualMinutes = 9 * 60
const dayMs = 24 * 60 * 60 * 1000

export interface Due {
  readonly at: Date
  /** Whether residents are told. */
  readonly promised: boolean
}

export const dueOf = (library: Pick<Library, 'ward'>, now: Date): Due => {
  const promised = afterOfficeMinutes(library.ward.counter.opening, now, replyMinutes, library.ward)
  if (promised !== undefined) return { at: promised, promised: true }
  return {
    at: afterOfficeMinutes(usualWeek, now, usualMinutes, library.ward) ?? new Date(now.getTime() + 7 * dayMs),
    promised: false,
  }
}

/** "09:05 23/11/2026" */
export const at = (when: Date): string => `${clockOf(when)} ${showDay(dayOf(when))}`

export const dueText = (due: Due, t: Translate): string =>
  due.promised
    ? t('cases.due', { time: clockOf(due.at), day: showDay(dayOf(due.at)) })
    : t('cases.due-unknown')
