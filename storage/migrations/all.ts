/** Every migration in order. A migration that has run anywhere is never edited: add the next number instead. */
import type { Database } from 'better-sqlite3'
import { up as spine } from './0001-spine.ts'
import { up as channelState } from './0002-channel-state.ts'
import { up as activity } from './0003-activity.ts'
import { up as learning } from './0004-learning.ts'
import { up as planItems } from './0005-plan-items.ts'
import { up as cases } from './0006-cases.ts'
import { up as reports } from './0007-reports.ts'
import { up as notices } from './0008-notices.ts'
import { up as caseCare } from './0009-case-care.ts'
import { up as reminders } from './0010-reminders.ts'
import { up as reportWork } from './0011-report-work.ts'
import { up as privacy } from './0012-privacy.ts'
import { up as planReview } from './0013-plan-review.ts'
import { up as contactConversation } from './0014-contact-conversation.ts'
import { up as planItemsByCommand } from './0015-plan-items-by-command.ts'
import { up as outboxExpiry } from './0016-outbox-expiry.ts'
import { up as weeklyReminders } from './0017-weekly-reminders.ts'
import { up as ratingNetwork } from './0018-rating-network.ts'

export interface MigrationStep {
  readonly number: number
  readonly name: string
  readonly up: (raw: Database) => void
}

export const migrations: readonly MigrationStep[] = [
  { number: 1, name: 'spine', up: spine },
  { number: 2, name: 'channel-state', up: channelState },
  { number: 3, name: 'activity', up: activity },
  { number: 4, name: 'learning', up: learning },
  { number: 5, name: 'plan-items', up: planItems },
  { number: 6, name: 'cases', up: cases },
  { number: 7, name: 'reports', up: reports },
  { number: 8, name: 'notices', up: notices },
  { number: 9, name: 'case-care', up: caseCare },
  { number: 10, name: 'reminders', up: reminders },
  { number: 11, name: 'report-work', up: reportWork },
  { number: 12, name: 'privacy', up: privacy },
  { number: 13, name: 'plan-review', up: planReview },
  { number: 14, name: 'contact-conversation', up: contactConversation },
  { number: 15, name: 'plan-items-by-command', up: planItemsByCommand },
  { number: 16, name: 'outbox-expiry', up: outboxExpiry },
  { number: 17, name: 'weekly-reminders', up: weeklyReminders },
  { number: 18, name: 'rating-network', up: ratingNetwork },
]
