/**
 * How long each kind of data is kept and what happens then: the one table that /riengtu, the README, the scheduler and
 * `npm run privacy:proof` go by. The law asks for terms that fit the purpose and leaves the days to whoever keeps the data
 * (Luật 91/2025/QH15); these are ours, and a ward may ask for shorter ones.
 */
export const retentionKinds = [
  'session',
  'export',
  'inbox',
  'outbox',
  'undelivered',
  'talk',
  'web',
  'asker',
  'question',
  'phone',
  'case',
  'rating',
  'network',
  'notice',
  'request',
  'name',
  'invite',
  'activity',
  'evidence',
  'audit',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** Days, reckoned from the event that the locale's `privacy.kept.<kind>` names. */
export const retentionDays: Readonly<Record<RetentionKind, number>> = {
  /** An unfinished conversation, after the last word. It alone knows which stored questions were asked in it. */
  session: 1,
  /** A file of somebody's own data, after it was made. */
  export: 1,
  /** Masked texts of messages whose handling failed, to see why; of the others only the time stays. */
  inbox: 1,
  /** Texts of delivered replies; their buttons name the question, so no longer than `session`. */
  outbox: 1,
  /** Texts a channel would not take: they go out after all when the person writes again. */
  undelivered: 30,
  /** Questions and answers on the web page: they say who asked what, so no longer than `session`. */
  talk: 1,
  /** What officers and the ward wrote to somebody's web page: it waits there until they come back. */
  web: 30,
  /**
   * Whose a question was. Nothing is noted by default (Nghị định 356/2025/NĐ-CP); only of who wants to hear of an answer,
   * hands the conversation to an officer, or agreed in /dulieu. Reckoned from when that is done with: told, closed, asked.
   */
  asker: 1,
  /** Masked texts of questions, nobody's any more; then counts only. */
  question: 180,
  /** A phone number given for a case (sealed), after it was closed. */
  phone: 30,
  /** What a case says, its files too, after it was closed. */
  case: 365,
  /** What people wrote beside their satisfaction, and whose it was. */
  rating: 180,
  /** A mark of the network a counter was rated from (no address): bounds how often that can be done in a day. */
  network: 1,
  /** Who got which of the ward's notices; the counts stay. */
  notice: 60,
  /** What a request about personal data says, after it was closed. */
  request: 365,
  /** Display names of residents who write no more. */
  name: 365,
  /** For whom an invitation was. */
  invite: 365,
  /** Notes and history of activity entries; the figures of the plan stay. */
  activity: 1825,
  /** Files that prove activities. */
  evidence: 1825,
  /** Who did what. The database itself refuses to drop younger rows. */
  audit: 3650,
}

/** Nightly copies that are kept: what was erased is in none of them after so many nights. */
export const backupNights = 14

const dayMs = 24 * 60 * 60 * 1000

/** What is older than this has outlived its term. */
export const termBefore = (kind: RetentionKind, now: Date): Date =>
  new Date(now.getTime() - retentionDays[kind] * dayMs)

/** Carried out nightly: nothing may be older than its term by more than this. */
export const graceMs = 2 * dayMs
