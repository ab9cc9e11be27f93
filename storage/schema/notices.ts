/** Subscriptions and notices sent to them. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

/** What people agreed to, word for word. */
export interface ConsentTextTable {
  id: Generated<number>
  text: string
  first_at: string
}

/** What a person asked to be told about; see `repositories/subscriptions.ts`. */
export interface SubscriptionTable {
  id: Generated<number>
  contact_id: number
  kind: 'ward' | 'area' | 'topic'
  key: string
  label: string
  consent_id: number
  agreed_at: string
  ended_at: Generated<string | null>
  ended_by: Generated<string | null>
}

/** A notice to many; see `repositories/broadcasts.ts`. */
export interface BroadcastTable {
  id: Generated<number>
  kind: string
  text: string
  procedure: string | null
  attachment: string | null
  audience: string | null
  at: string | null
  timed: Generated<number>
  state: 'draft' | 'proposed' | 'approved' | 'sending' | 'done' | 'cancelled'
  version: Generated<number>
  author: number
  created_at: string
  approved_by: Generated<number | null>
  approved_at: Generated<string | null>
  due_at: Generated<string | null>
  started_at: Generated<string | null>
  cursor: Generated<number>
  listed_at: Generated<string | null>
  finished_at: Generated<string | null>
  cancelled_by: Generated<number | null>
  result: Generated<string | null>
}

export interface BroadcastRecipientTable {
  id: Generated<number>
  broadcast_id: number
  person_id: number | null
  contact_id: number | null
  channel: string
  state: 'waiting' | 'queued' | 'skipped'
  reason: string | null
  outbox_id: number | null
}
