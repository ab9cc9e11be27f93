/** Activities, their evidence, and marks on the plan. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

/** What an officer or volunteer did; see `repositories/activities.ts` for the meaning of the columns. */
export interface ActivityTable {
  id: Generated<number>
  code_year: number | null
  number: number | null
  kind: string
  state: string
  form: string | null
  quantity: number | null
  unit: string | null
  minutes: number | null
  minutes_each: number | null
  people: number | null
  date: string | null
  date_end: string | null
  session: string | null
  place: string | null
  place_key: string | null
  areas: string
  topics: string
  links: string
  note: string | null
  doer: string | null
  target_id: string | null
  words: string
  entered_by: number
  by_lead: number
  entered_at: string
  changed_at: string
  decided_by: number | null
  decided_at: string | null
  reason: string | null
  /** Follows from `date`. */
  month: string | null
  /** Follows from `state` and `by_lead`. */
  standing: string
}

/** Append-only. */
export interface ActivityRevisionTable {
  id: Generated<number>
  activity_id: number
  at: string
  contact_id: number
  action: string
  before: string | null
  after: string | null
  reason: string | null
}

export interface EvidenceTable {
  id: Generated<number>
  activity_id: number
  kind: string
  sha256: string | null
  original_sha256: string | null
  look: string | null
  url: string | null
  name: string | null
  mime_type: string | null
  size: number | null
  piece: string | null
  conversation: string | null
  message_ref: string | null
  added_by: number
  added_at: string
  removed_by: number | null
  removed_at: string | null
  forgotten_at: Generated<string | null>
}

/** What leads mark as done; see `repositories/plan-items.ts`. */
export interface PlanItemTable {
  id: Generated<number>
  year: number
  subject: string
  part: string
  done_on: string | null
  done_by: number | null
  value: number | null
  note: string | null
  added_by: number | null
  added_at: string
  changed_at: string
  removed_by: number | null
  removed_at: string | null
}

export interface PlanEvidenceTable {
  id: Generated<number>
  item_id: number
  kind: string
  sha256: string | null
  original_sha256: string | null
  url: string | null
  name: string | null
  mime_type: string | null
  size: number | null
  added_by: number | null
  added_at: string
}

/** Plan documents under review; see `repositories/plan-reviews.ts`. */
export interface PlanReviewTable {
  id: Generated<number>
  code: string
  contact_id: number | null
  name: string
  sha256: string
  state: 'reading' | 'open' | 'unreadable' | 'applied' | 'dropped'
  attempts: Generated<number>
  problem: Generated<string | null>
  review: string | null
  change_id: Generated<number | null>
  created_at: string
  changed_at: string
}
