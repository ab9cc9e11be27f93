/** Reports, the work of making them, reminders. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

/** Reports as they were issued; `unit` is empty for the whole ward. */
export interface ReportTable {
  id: Generated<number>
  year: number
  period: string
  period_from: string
  period_to: string
  cutoff: string
  unit: string
  snapshot: string
  files: string
  issued_by: number | null
  issued_at: string
}

/** Reports asked for in chat, made outside the transaction; see `repositories/report-jobs.ts`. */
export interface ReportJobTable {
  id: Generated<number>
  kind: 'draft' | 'issue' | 'fetch'
  period: string
  unit: string
  cutoff: string | null
  supplement: number
  report_id: number | null
  contact_id: number
  state: 'pending' | 'done' | 'failed'
  attempts: number
  asked_at: string
  finished_at: string | null
  failure: string | null
}

/** Why a unit fell behind; `text` is null until it is said. */
export interface ReportReasonTable {
  id: Generated<number>
  period: string
  subject: string
  unit: string
  asked_by: number
  asked_at: string
  text: string | null
  skipped: number
  given_by: number | null
  given_at: string | null
}

/** Reminders said, or waiting for a channel that takes them. */
export interface ReminderTable {
  id: Generated<number>
  what: string
  scope: string
  person_id: number
  step: string
  contact_id: number | null
  day: string
  state: 'queued' | 'unreached'
  reason: string | null
  tried: Generated<string>
  queued_at: string
  told_at: string | null
}

export interface ReminderWishTable {
  person_id: number
  what: string
  scope: string
  until: string | null
  muted: 0 | 1
  changed_at: string
}

export interface ReminderPreferenceTable {
  person_id: number
  at: string
  off: string
  changed_at: string
}

export interface ReminderSettledTable {
  what: string
  scope: string
  settled_by: number
  settled_at: string
}
