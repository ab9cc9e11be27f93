/** Hours in which nobody is written to unasked: what falls there waits till morning. */
import { fold } from './language/unicode.ts'
import { addDays, clockOf, dayOf, instantOf } from './vietnam-time.ts'

/** "21:00" to "07:00"; equal = no quiet hours. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** Where the ward has set no others. */
export const usualQuietHours: QuietHours = { from: '21:00', to: '07:00' }
/** Where a ward's own are kept. */
export const quietHoursKey = 'quiet-hours'

/** Those who subscribe are promised nights without notices: these hours are quiet in every ward. */
export const promisedNight: QuietHours = { from: '22:00', to: '06:00' }

/** Whether the whole of the promised night is quiet. */
export const keepsPromise = ({ from, to }: QuietHours): boolean =>
  from > to && from <= promisedNight.from && to >= promisedNight.to

/** @returns the end of the quiet hours that `at` lies in; undefined outside of them */
export const quietUntil = (at: Date, { from, to }: QuietHours): Date | undefined => {
  const clock = clockOf(at)
  const quiet = from <= to ? clock >= from && clock < to : clock >= from || clock < to
  if (!quiet) return undefined
  const day = dayOf(at)
  return instantOf(clock < to ? day : addDays(day, 1), to)
}

const hour = '(\\d{1,2})(?: ?(?:h|g|gio|:) ?(\\d{2})?)?'
const span = new RegExp(`^(?:tu )?${hour} ?(?:-|den|toi) ?${hour}$`)
const clock = (hours: string, minutes: string | undefined): string | undefined =>
  Number(hours) > 24 || Number(minutes ?? 0) > 59
    ? undefined
    : `${String(Number(hours) % 24).padStart(2, '0')}:${minutes ?? '00'}`

/** "21:00-7:00", "từ 22h đến 6h30", "không" (none). @returns undefined when it says no hours */
export const readQuietHours = (text: string): QuietHours | undefined => {
  const said = fold(text).trim()
  if (/^(?:khong|khong co|bo|none)$/.test(said)) return { from: '00:00', to: '00:00' }
  const found = span.exec(said)
  if (found === null) return undefined
  const from = clock(found[1] ?? '', found[2])
  const to = clock(found[3] ?? '', found[4])
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** What is stored under {@link quietHoursKey}. */
export const quietHoursOf = (stored: string | undefined): QuietHours =>
  (stored === undefined ? undefined : readQuietHours(stored)) ?? usualQuietHours

export const showQuietHours = ({ from, to }: QuietHours): string => `${from}-${to}`
