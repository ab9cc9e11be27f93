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
  'web',
  'asker',
  'question',
  'phone',
  'case',
  'rating',
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
  /** An unfinished conversation, after the last word. */
  session: 1,
  /** A file of somebody's own data, after it was made. */
  export: 1,
  /** Masked texts of handled messages: they say who asked what, like `asker`. */
  inbox: 1,
  /** Texts of delivered replies; their buttons name the question, so no longer than `asker`. */
  outbox: 1,
  /** Texts a channel would not take: they go out after all when the person writes again. */
  undelivered: 30,
  /** Both sides of the web page's conversations. */
  web: 30,
  /**
   * Whose a question was: to rate the answer, ask on, show and erase it. Nobody asked us to keep that, so it ends after
   * a day, unless the person wants to hear of an answer or handed the matter to an officer.
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
