/** What came in and goes out, and what channels must remember. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
import type { Generated } from 'kysely'

export interface InboxTable {
  id: Generated<number>
  channel: string
  update_id: string
  conversation: string
  body: string
  state: 'pending' | 'done' | 'failed'
  attempts: number
  received_at: string
  handled_at: string | null
  error: string | null
}

export interface OutboxTable {
  id: Generated<number>
  channel: string
  conversation: string
  /** 0 answer, 1 notice, 2 broadcast. */
  priority: number
  body: string
  state: 'pending' | 'sent' | 'dead'
  attempts: number
  /** Not before this time. */
  due_at: string
  created_at: string
  finished_at: string | null
  failure: string | null
  message_ref: string | null
  /** What it answers or belongs to: "inbox:12", "report:3". */
  origin: string | null
  /** Not after this time; null = it is as good later. */
  expires_at: string | null
}

export interface WebMessageTable {
  id: Generated<number>
  session: string
  side: 'in' | 'out'
  body: string
  at: string
}

/** A channel's tokens or cookies, sealed with DATA_KEY. */
export interface ChannelCredentialTable {
  channel: string
  account: string
  sealed: string
  generation: number
  seed_hash: string | null
  rotating_since: string | null
  updated_at: string
}

/** Until when a channel lets us write to a conversation, and whom it refused. */
export interface ChannelWindowTable {
  conversation: string
  channel: string
  last_at: string
  refused_at: string | null
  refused_reason: string | null
  paused_until: string | null
}

/** Messages sent on a channel with a quota, by period. */
export interface ChannelUsageTable {
  channel: string
  period: string
  used: number
}
