/** People, their channels, what they agreed to and asked for. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

export interface PersonTable {
  id: Generated<number>
  role: string
  unit: string | null
  locale: string
  /** When the privacy notice was shown; null = not yet. */
  notified_at: string | null
  created_at: string
}

export interface ContactTable {
  id: Generated<number>
  person_id: number
  channel: string
  sender: string
  conversation: string
  name: string | null
  /** How they want to be called. */
  own_name: Generated<string | null>
  /** Deep-link code of the poster or page they came from. */
  source: string | null
  created_at: string
  last_seen_at: string
  /** The channel says they blocked us or left. */
  gone_at: string | null
}

export interface SessionTable {
  key: string
  version: number
  data: string
  updated_at: string
  expires_at: string
}

export interface InviteTable {
  id: Generated<number>
  code_hash: string
  role: string
  unit: string | null
  note: string | null
  created_by: number | null
  created_at: string
  expires_at: string
  used_by: number | null
  used_at: string | null
  revoked_at: string | null
}

/** One-time codes that join a person's channels. */
export interface LinkCodeTable {
  code_hash: string
  contact_id: number
  created_at: string
  expires_at: string
  used_at: string | null
}

/** What a person allowed or took back, by purpose. */
export interface ConsentTable {
  person_id: number
  purpose: string
  given: number
  at: string
}

/** What a person asked about their data; open until somebody closes it with a note. */
export interface DataRequestTable {
  id: Generated<number>
  person_id: number
  contact_id: number
  kind: string
  text: string
  opened_at: string
  half_at: string
  due_at: string
  half_told_at: Generated<string | null>
  late_told_at: Generated<string | null>
  closed_at: Generated<string | null>
  closed_by: Generated<number | null>
  note: Generated<string | null>
}
