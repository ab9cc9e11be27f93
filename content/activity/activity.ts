/** What one line of an officer or volunteer says: the types the activity parser answers with. */
import type { Form } from '../plan/plan.ts'
import type { Day } from '../vietnam-time.ts'

export const sessions = ['sáng', 'trưa', 'chiều', 'tối'] as const
export type Session = (typeof sessions)[number]

/** What an activity is about; coarser than the catalogue of residents' questions. */
export const subjects = [
  'dvc',
  'bcci',
  'vneid',
  'payment',
  'tthc',
  'one_stop',
  'cchc_general',
  'digital_transformation',
  'feedback',
  'indices',
  'law',
  'two_tier_government',
  'scam',
  'other',
] as const
export type Subject = (typeof subjects)[number]

/** Fields without which an activity can't be counted: the bot asks for them one by one. */
export const askable = ['form', 'quantity', 'date'] as const
export type Need = (typeof askable)[number]

export interface Activity {
  /** Null when it can't be inferred; then `needs` has "form". */
  readonly form: Form | null
  /** Null when not given or vague ("mấy", "vài"); then `needs` has "quantity". */
  readonly quantity: number | null
  /** The thing counted, never a classifier: "tin", "băng rôn", "lượt người". */
  readonly unit: string | null
  /** Total minutes. */
  readonly minutes: number | null
  /** Minutes of one item or airing, only where the line says "each". */
  readonly minutesEach: number | null
  /** Persons reached, guided or attending. */
  readonly people: number | null
  /** First or only day. Never later than today. */
  readonly date: Day | null
  /** Last day of a range, else null. */
  readonly dateEnd: Day | null
  readonly session: Session | null
  /** As printed, without the leading preposition; slips and Telex corrected. */
  readonly place: string | null
  /** The areas named when several share the activity ("TDP 1 và TDP 2"); one element otherwise, none without a place. */
  readonly areas: readonly string[]
  /** The ward's own name for `place`, where its list has one. */
  readonly wardPlace: string | null
  readonly topics: readonly Subject[]
  readonly links: readonly string[]
  readonly needs: readonly Need[]
}

export const rejectReasons = [
  'empty',
  'not_activity',
  'future_date',
  'impossible_date',
  'absurd_quantity',
  'negative_quantity',
  'zero_quantity',
] as const
export type RejectReason = (typeof rejectReasons)[number]

export type ParsedMessage =
  | {
      readonly kind: 'activities'
      /** In the order written; at least one. */
      readonly activities: readonly Activity[]
      /** Words nothing was made of, as printed: the bot says so instead of guessing. */
      readonly leftover: readonly string[]
    }
  | {
      readonly kind: 'rejected'
      readonly why: RejectReason
      /** The words that led to it, as printed, where one phrase did ("31/2", "-4"). */
      readonly because: string | null
    }

/** Which command a line began with; null = a free sentence. */
export type Command = 'ghi' | 'hotro' | null
