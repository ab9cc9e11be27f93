/** The tables by name, as Kysely sees them; each is described in `schema/`. */

import type {
  ActivityRevisionTable,
  ActivityTable,
  EvidenceTable,
  PlanEvidenceTable,
  PlanItemTable,
  PlanReviewTable,
} from './schema/activities.ts'
import type { CaseFileTable, CaseMessageTable, ResidentCaseTable, SatisfactionTable } from './schema/cases.ts'
import type { AuditTable, ContentChangeTable, QuestionTable, SettingTable } from './schema/keeping.ts'
import type {
  ChannelCredentialTable,
  ChannelUsageTable,
  ChannelWindowTable,
  InboxTable,
  OutboxTable,
  WebMessageTable,
} from './schema/messages.ts'
import type {
  BroadcastRecipientTable,
  BroadcastTable,
  ConsentTextTable,
  SubscriptionTable,
} from './schema/notices.ts'
import type {
  ConsentTable,
  ContactTable,
  DataRequestTable,
  InviteTable,
  LinkCodeTable,
  PersonTable,
  SessionTable,
} from './schema/people.ts'
import type {
  ReminderPreferenceTable,
  ReminderSettledTable,
  ReminderTable,
  ReminderWishTable,
  ReportJobTable,
  ReportReasonTable,
  ReportTable,
} from './schema/reports.ts'

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
