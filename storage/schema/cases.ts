/** Cases of residents, and how satisfied they were. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

/** What a resident handed over to a person; see `repositories/cases.ts`. */
export interface ResidentCaseTable {
  id: Generated<number>
  letter: 'H' | 'P'
  number: number
  contact_id: number
  state: 'open' | 'closed'
  with_bot: number
  feedback_kind: string | null
  place: string | null
  person_name: string | null
  unit: Generated<string | null>
  taken_by: Generated<number | null>
  taken_at: Generated<string | null>
  waiting_since: Generated<string | null>
  due_at: Generated<string | null>
  promised: Generated<number>
  lead_told_at: Generated<string | null>
  admin_told_at: Generated<string | null>
  settled: Generated<'yes' | 'no' | null>
  opened_at: string
  closed_at: Generated<string | null>
  closed_by: Generated<number | null>
  forgotten_at: Generated<string | null>
  merged_into: Generated<number | null>
  phone: Generated<string | null>
  phone_offered: Generated<string | null>
  phone_asked_at: Generated<string | null>
  window_told_at: Generated<string | null>
}

/** What residents and officers sent into a case; see `repositories/case-files.ts`. */
export interface CaseFileTable {
  id: Generated<number>
  case_id: number | null
  at: string
  side: 'resident' | 'officer'
  contact_id: number | null
  kind: 'photo' | 'document' | 'voice' | 'video'
  sha256: string
  name: string | null
  mime_type: string
  size: number
  doomed_at: Generated<string | null>
  erased_at: Generated<string | null>
}

/** How satisfied people were; see `repositories/satisfaction.ts`. */
export interface SatisfactionTable {
  id: Generated<number>
  at: string
  day: string
  contact_id: number | null
  source: 'case' | 'counter'
  case_id: number | null
  counter: string | null
  topic: string | null
  rating: 'good' | 'neutral' | 'bad'
  words: string | null
  /** A mark of the network it came from, of that day only. */
  network: Generated<string | null>
}

export interface CaseMessageTable {
  id: Generated<number>
  case_id: number
  at: string
  side: 'resident' | 'officer' | 'note'
  contact_id: number | null
  text: string
}
