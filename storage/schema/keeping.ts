/** Questions, learnt content, settings and the audit log. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

/** What people asked, masked: for the unanswered list, ratings and statistics. */
export interface QuestionTable {
  id: Generated<number>
  at: string
  channel: string
  contact_id: number | null
  text: string
  outcome: string
  topic: string | null
  entry: string | null
  confidence: number | null
  reason: string | null
  rating: 'useful' | 'wrong' | null
  rated_at: string | null
  /** What an admin did about it: entry id it was tied to, or "dismissed". */
  resolution: string | null
  resolved_at: string | null
  /** When the person asked to be told once there is an answer. */
  notify_at: Generated<string | null>
  told_at: Generated<string | null>
  /** The content change that answers it. */
  answered_by: Generated<number | null>
}

/** An answer or phrasings a person approved, on their way into the ward's content files. */
export interface ContentChangeTable {
  id: Generated<number>
  at: string
  /** Who approved it: "contact:12". */
  actor: string
  kind: string
  /** The entry it makes or changes. */
  entry: string
  body: string
  /** When the files had it and the bot answered with it; null = waiting. */
  applied_at: string | null
}

export interface AuditTable {
  id: Generated<number>
  at: string
  actor: string
  action: string
  subject: string | null
  detail: string | null
  /** Hash of the row before; empty for the first. */
  prev: string
  hash: string
}

/** Small facts the program keeps about itself (last update seen, staff group …). */
export interface SettingTable {
  key: string
  value: string
  updated_at: string
}
