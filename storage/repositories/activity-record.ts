/** What an activity is to the rest of the program, and how its row is read. */
import { z } from 'zod'
import type { ActivityTable } from '../schema/activities.ts'

export const activityStates = ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const
export type ActivityState = (typeof activityStates)[number]

/** How an entry counts: approved; by a lead's own word; waiting for approval; not at all. */
export const standings = ['approved', 'by-lead', 'waiting', 'none'] as const
export type Standing = (typeof standings)[number]

/** `log`: an officer's activity; `help`: people a volunteer or officer helped, without any data of theirs. */
export const activityKinds = ['log', 'help'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** What was done, as far as it is known. */
export interface ActivityFields {
  /** A form of the plan ("loudspeaker"); null only in drafts, as are `quantity` and `date`. */
  readonly form: string | null
  readonly quantity: number | null
  /** The thing counted: "tin", "băng rôn", "lượt người". */
  readonly unit: string | null
  /** Total minutes. */
  readonly minutes: number | null
  /** Minutes of one item, where each was named. */
  readonly minutesEach: number | null
  /** Persons reached or helped. */
  readonly people: number | null
  /** Day it was done, the first one of several; what periods go by. */
  readonly date: string | null
  readonly dateEnd: string | null
  readonly session: string | null
  readonly place: string | null
  /** Spelling by which places are compared. */
  readonly placeKey: string | null
  readonly areas: readonly string[]
  readonly topics: readonly string[]
  readonly links: readonly string[]
  /** The officer's own words, masked. */
  readonly note: string | null
  /** The unit of the ward that did it, as ward.yaml names it. */
  readonly doer: string | null
  /** The target of the plan it counts to. */
  readonly target: string | null
}

export interface ActivityRecord extends ActivityFields {
  readonly id: number
  /** "HD-2026-0153"; drafts have none. */
  readonly code: string | null
  readonly kind: ActivityKind
  readonly state: ActivityState
  readonly standing: Standing
  /** Contact that entered it. */
  readonly enteredBy: number
  readonly enteredByName: string | null
  /** Person behind that contact. */
  readonly person: number
  /** Entered by a lead or admin: counts before approval, shown apart. */
  readonly byLead: boolean
  readonly enteredAt: Date
  readonly changedAt: Date
  readonly decidedBy: number | null
  readonly decidedAt: Date | null
  /** Why it was returned or withdrawn. */
  readonly reason: string | null
}

/** How an entry of that state counts; the database checks the same. */
export const standingOf = (state: ActivityState, byLead: boolean): Standing => {
  if (state === 'approved') return 'approved'
  if (state !== 'submitted') return 'none'
  return byLead ? 'by-lead' : 'waiting'
}

export const codeOf = (year: number, number: number): string =>
  `HD-${year}-${String(number).padStart(4, '0')}`

/**
 * Reads a code as people type it: "HD-2026-0153", "hd 2026 153", "0153", "12" (this year).
 * @returns undefined when it is none
 */
export const readCode = (text: string, thisYear: number): { year: number; number: number } | undefined => {
  const found = /^(?:hd)?[\s._-]*(?:(\d{4})[\s._-]+)?(\d{1,6})$/i.exec(text.trim())
  if (found?.[2] === undefined) return undefined
  return { year: found[1] === undefined ? thisYear : Number(found[1]), number: Number(found[2]) }
}

const texts = z.array(z.string())
const list = (stored: string): readonly string[] => texts.parse(JSON.parse(stored))

/** A row of `activity` joined with who entered it. */
export type ActivityRow = {
  [Column in Exclude<keyof ActivityTable, 'id' | 'month' | 'standing' | 'words'>]: ActivityTable[Column]
} & { id: number; standing: string; name: string | null; person_id: number }

export const toRecord = (row: ActivityRow): ActivityRecord => ({
  id: row.id,
  code: row.code_year === null || row.number === null ? null : codeOf(row.code_year, row.number),
  kind: z.enum(activityKinds).parse(row.kind),
  state: z.enum(activityStates).parse(row.state),
  standing: z.enum(standings).parse(row.standing),
  form: row.form,
  quantity: row.quantity,
  unit: row.unit,
  minutes: row.minutes,
  minutesEach: row.minutes_each,
  people: row.people,
  date: row.date,
  dateEnd: row.date_end,
  session: row.session,
  place: row.place,
  placeKey: row.place_key,
  areas: list(row.areas),
  topics: list(row.topics),
  links: list(row.links),
  note: row.note,
  doer: row.doer,
  target: row.target_id,
  enteredBy: row.entered_by,
  enteredByName: row.name,
  person: row.person_id,
  byLead: row.by_lead === 1,
  enteredAt: new Date(row.entered_at),
  changedAt: new Date(row.changed_at),
  decidedBy: row.decided_by,
  decidedAt: row.decided_at === null ? null : new Date(row.decided_at),
  reason: row.reason,
})

/** The columns of {@link ActivityFields}. */
export const toColumns = (fields: ActivityFields) => ({
  form: fields.form,
  quantity: fields.quantity,
  unit: fields.unit,
  minutes: fields.minutes,
  minutes_each: fields.minutesEach,
  people: fields.people,
  date: fields.date,
  date_end: fields.dateEnd,
  month: fields.date?.slice(0, 7) ?? null,
  session: fields.session,
  place: fields.place,
  place_key: fields.placeKey,
  areas: JSON.stringify(fields.areas),
  topics: JSON.stringify(fields.topics),
  links: JSON.stringify(fields.links),
  note: fields.note,
  doer: fields.doer,
  target_id: fields.target,
})

/** The fields of a record, without what only storage knows. */
export const fieldsOf = (record: ActivityFields): ActivityFields => ({
  form: record.form,
  quantity: record.quantity,
  unit: record.unit,
  minutes: record.minutes,
  minutesEach: record.minutesEach,
  people: record.people,
  date: record.date,
  dateEnd: record.dateEnd,
  session: record.session,
  place: record.place,
  placeKey: record.placeKey,
  areas: record.areas,
  topics: record.topics,
  links: record.links,
  note: record.note,
  doer: record.doer,
  target: record.target,
})
