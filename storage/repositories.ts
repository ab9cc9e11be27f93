/** All repositories over one database or one transaction. The caller owns the transaction. */
import type { Kysely } from 'kysely'
import { createActivityRepository } from './repositories/activities.ts'
import { createActivityTotalRepository } from './repositories/activity-totals.ts'
import { createAudienceRepository } from './repositories/audience.ts'
import { createAuditRepository } from './repositories/audit.ts'
import { createBroadcastRepository } from './repositories/broadcasts.ts'
import { createCaseDeskRepository } from './repositories/case-desk.ts'
import { createCaseFileRepository } from './repositories/case-files.ts'
import { createCaseRepository } from './repositories/cases.ts'
import { createChannelCredentialRepository } from './repositories/channel-credentials.ts'
import { createChannelUsageRepository } from './repositories/channel-usage.ts'
import { createChannelWindowRepository } from './repositories/channel-windows.ts'
import { createContactRepository } from './repositories/contacts.ts'
import { createContentChangeRepository } from './repositories/content-changes.ts'
import { createDataRequestRepository } from './repositories/data-requests.ts'
import { createEvidenceRepository } from './repositories/evidence.ts'
import { createInboxRepository } from './repositories/inbox.ts'
import { createInviteRepository } from './repositories/invites.ts'
import { createLinkRepository } from './repositories/links.ts'
import { createOutboxRepository } from './repositories/outbox.ts'
import { createPlanItemRepository } from './repositories/plan-items.ts'
import { createPlanReviewRepository } from './repositories/plan-reviews.ts'
import { createQuestionRepository } from './repositories/questions.ts'
import { createReminderRepository } from './repositories/reminders.ts'
import { createReportJobRepository } from './repositories/report-jobs.ts'
import { createReportReasonRepository } from './repositories/report-reasons.ts'
import { createReportRepository } from './repositories/reports.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSatisfactionRepository } from './repositories/satisfaction.ts'
import { createSessionRepository } from './repositories/sessions.ts'
import { createSettingRepository } from './repositories/settings.ts'
import { createSubscriptionRepository } from './repositories/subscriptions.ts'
import { createWebMessageRepository } from './repositories/web-messages.ts'
import type { Database } from './schema.ts'

export type Repositories = ReturnType<typeof createRepositories>

/** Never use the ones over `db` while a transaction is open: SQLite has one connection, Kysely would wait for ever. */
export const createRepositories = (db: Kysely<Database>) => ({
  activities: createActivityRepository(db),
  activityTotals: createActivityTotalRepository(db),
  audit: createAuditRepository(db),
  audience: createAudienceRepository(db),
  broadcasts: createBroadcastRepository(db),
  caseDesk: createCaseDeskRepository(db),
  caseFiles: createCaseFileRepository(db),
  cases: createCaseRepository(db),
  credentials: createChannelCredentialRepository(db),
  usage: createChannelUsageRepository(db),
  windows: createChannelWindowRepository(db),
  contacts: createContactRepository(db),
  contentChanges: createContentChangeRepository(db),
  dataRequests: createDataRequestRepository(db),
  evidence: createEvidenceRepository(db),
  inbox: createInboxRepository(db),
  invites: createInviteRepository(db),
  links: createLinkRepository(db),
  outbox: createOutboxRepository(db),
  planItems: createPlanItemRepository(db),
  planReviews: createPlanReviewRepository(db),
  questions: createQuestionRepository(db),
  reportJobs: createReportJobRepository(db),
  reportReasons: createReportReasonRepository(db),
  reminders: createReminderRepository(db),
  reports: createReportRepository(db),
  satisfaction: createSatisfactionRepository(db),
  retention: createRetentionRepository(db),
  sessions: createSessionRepository(db),
  settings: createSettingRepository(db),
  subscriptions: createSubscriptionRepository(db),
  webMessages: createWebMessageRepository(db),
})
