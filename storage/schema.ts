/** The tables, as Kysely sees them. Times are ISO 8601 in UTC; JSON columns are text parsed by their repository. */
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

/** What a person allowed or took back, by purpose. */
export interface ConsentTable {
  person_id: number
  purpose: string
  given: number
  at: string
}

/** Small facts the program keeps about itself (last update seen, staff group …). */
export interface SettingTable {
  key: string
  value: string
  updated_at: string
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

/** One-time codes that join a person's channels. */
export interface LinkCodeTable {
  code_hash: string
  contact_id: number
  created_at: string
  expires_at: string
  used_at: string | null
}

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
  added_by: number
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
  added_by: number
  added_at: string
}

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
}

export interface CaseMessageTable {
  id: Generated<number>
  case_id: number
  at: string
  side: 'resident' | 'officer' | 'note'
  contact_id: number | null
  text: string
}

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

export interface Database {
  person: PersonTable
  contact: ContactTable
  session: SessionTable
  inbox: InboxTable
  outbox: OutboxTable
  invite: InviteTable
  question: QuestionTable
  content_change: ContentChangeTable
  audit: AuditTable
  data_request: DataRequestTable
  consent: ConsentTable
  setting: SettingTable
  web_message: WebMessageTable
  channel_credential: ChannelCredentialTable
  channel_window: ChannelWindowTable
  channel_usage: ChannelUsageTable
  link_code: LinkCodeTable
  activity: ActivityTable
  activity_revision: ActivityRevisionTable
  evidence: EvidenceTable
  plan_item: PlanItemTable
  plan_evidence: PlanEvidenceTable
  plan_review: PlanReviewTable
  resident_case: ResidentCaseTable
  case_message: CaseMessageTable
  case_file: CaseFileTable
  satisfaction: SatisfactionTable
  report: ReportTable
  consent_text: ConsentTextTable
  subscription: SubscriptionTable
  broadcast: BroadcastTable
  broadcast_recipient: BroadcastRecipientTable
  report_job: ReportJobTable
  report_reason: ReportReasonTable
  reminder: ReminderTable
  reminder_wish: ReminderWishTable
  reminder_preference: ReminderPreferenceTable
  reminder_settled: ReminderSettledTable
}
