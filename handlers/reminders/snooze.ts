/** "Remind me again": on which day that is. */
import { workingDayFrom } from '../../content/office-hours.ts'
import { addDays, type Day } from '../../content/vietnam-time.ts'

/** So many days on, moved to the next working day. */
export const askedAgain = (today: Day, days: number): Day => workingDayFrom(addDays(today, days))
