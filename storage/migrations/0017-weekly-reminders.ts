/** Reminders of weekly duties are for those who ask for them: also for people who had chosen before there were any. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  raw.exec(`UPDATE reminder_preference SET off = json_insert(off, '$[#]', 'weekly')`)
}
