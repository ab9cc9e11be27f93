/** What holds until a person chooses otherwise, and between which hours anything is said at all. */
import type { ReminderPreference } from '../../storage/repositories/reminders.ts'

/** Nothing is said outside these hours, or on a day off. */
export const humaneFrom = '07:00'
export const humaneUntil = '18:00'
/** The latest hour a person may choose: late enough to be read that day, early enough to be done with. */
export const latestHour = '17:00'

/** Something every week is for those who ask for it. */
export const usualPreference: ReminderPreference = { at: '08:00', off: ['weekly'] }
