/** "Remind me again": on which day that is. */
import { type OwnDays, workingDayFrom } from '../../content/office-hours.ts'
import { addDays, type Day } from '../../content/vietnam-time.ts'

/** So many days on, moved to the ward's next working day. */
export const askedAgain = (today: Day, days: number, own: OwnDays): Day =>
  workingDayFrom(addDays(today, days), own)
