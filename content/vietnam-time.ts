/** Vietnam's calendar: one zone, no summer time (UTC+7 all year). Pure functions over instants. */

const offsetMs = 7 * 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000

/** A calendar day, "2026-11-22". */
export type Day = string

const shifted = (at: Date): Date => new Date(at.getTime() + offsetMs)

/** The day it is in Vietnam at that instant. */
export const dayOf = (at: Date): Day => shifted(at).toISOString().slice(0, 10)

/** "07:05" in Vietnam. */
export const clockOf = (at: Date): string => shifted(at).toISOString().slice(11, 16)

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay()
  return sundayFirst === 0 ? 7 : sundayFirst
}

/** The instant a Vietnamese day (and time "HH:MM") begins. */
export const instantOf = (day: Day, clock = '00:00'): Date => new Date(`${day}T${clock}:00+07:00`)

export const addDays = (day: Day, days: number): Day =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + days * dayMs).toISOString().slice(0, 10)

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((new Date(`${to}T00:00:00Z`).getTime() - new Date(`${from}T00:00:00Z`).getTime()) / dayMs)

/** As people here write it: "22/11/2026". */
export const showDay = (day: Day): string => day.split('-').reverse().join('/')
