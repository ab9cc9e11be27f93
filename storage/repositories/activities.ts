/**
 * Activities: entered, changed, approved, withdrawn; never deleted. Every change writes its revision in the same
 * transaction; codes count up per year without gaps.
 */
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Database } from '../schema.ts'
import {
  type ActivityFields,
  type ActivityKind,
  type ActivityRecord,
  type ActivityRow,
  type ActivityState,
  fieldsOf,
  type Standing,
  standingOf,
  toColumns,
  toRecord,
} from './activity-record.ts'

/** Which activities; every part narrows. */
export interface ActivityFilter {
  readonly states?: readonly ActivityState[]
  readonly standings?: readonly Standing[]
  readonly kind?: ActivityKind
  /** Unit that did it; null = entries without a unit. */
  readonly doer?: string | null
  /** With `doer`: also help given by volunteers who belong to no unit. */
  readonly orUnitlessHelp?: boolean
  /** Person who entered it, over all their channels. */
  readonly person?: number
  /** Target it counts to; null = counts to none. */
  readonly target?: string | null
  readonly form?: string
  /** Days, inclusive. */
  readonly from?: string
  readonly to?: string
  /** Entered at or after / before this instant. */
  readonly enteredFrom?: Date
  readonly enteredBefore?: Date
  /** Folded words, all of which must occur. */
  readonly words?: readonly string[]
}

/** Who does something to an entry, and when. */
export interface Doing {
  readonly contact: number
  readonly now: Date
  readonly reason?: string
}

export type RevisionAction = 'create' | 'submit' | 'edit' | 'approve' | 'return' | 'withdraw' | 'count'

export interface Revision {
  readonly id: number
  readonly at: Date
  readonly contact: number
  readonly action: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly reason: string | null
}

export type ActivityRepository = ReturnType<typeof createActivityRepository>

const snapshot = (record: ActivityRecord): string =>
  JSON.stringify({ ...fieldsOf(record), state: record.state, byLead: record.byLead })
const parseSnapshot = (stored: string | null): Readonly<Record<string, unknown>> | null =>
  stored === null ? null : z.record(z.string(), z.unknown()).parse(JSON.parse(stored))

export const createActivityRepository = (db: Kysely<Database>) => {
  const rows = () => db.selectFrom('activity').innerJoin('contact', 'contact.id', 'activity.entered_by')

  const select = () => rows().selectAll('activity').select(['contact.name', 'contact.person_id'])

  const byId = async (id: number): Promise<ActivityRecord | undefined> => {
    const row: ActivityRow | undefined = await select().where('activity.id', '=', id).executeTakeFirst()
    return row && toRecord(row)
  }

  const stored = async (id: number): Promise<ActivityRecord> => {
    const record = await byId(id)
    if (record === undefined) throw new Error(`activity ${id} is not there`)
    return record
  }

  const nextNumber = async (year: number): Promise<number> => {
    const row = await db
      .selectFrom('activity')
      .select(({ fn }) => fn.max('number').as('last'))
      .where('code_year', '=', year)
      .executeTakeFirst()
    return (row?.last ?? 0) + 1
  }

  const numbered = async (fields: ActivityFields) => {
    if (fields.date === null) throw new TypeError('an activity gets its code with its date')
    const year = Number(fields.date.slice(0, 4))
    return { code_year: year, number: await nextNumber(year) }
  }

  const revise = async (
    action: RevisionAction,
    before: ActivityRecord | undefined,
    after: ActivityRecord,
    { contact, now, reason }: Doing,
  ): Promise<void> => {
    await db
      .insertInto('activity_revision')
      .values({
        activity_id: after.id,
        at: now.toISOString(),
        contact_id: contact,
        action,
        before: before === undefined ? null : snapshot(before),
        after: snapshot(after),
        reason: reason ?? null,
      })
      .execute()
  }

  return {
    byId,

    async byCode(code: { year: number; number: number }): Promise<ActivityRecord | undefined> {
      const row: ActivityRow | undefined = await select()
        .where('activity.code_year', '=', code.year)
        .where('activity.number', '=', code.number)
        .executeTakeFirst()
      return row && toRecord(row)
    },

    /** @param words folded text by which it is found. Submitted entries get the year's next code. */
    async add(
      fields: ActivityFields,
      more: { kind: ActivityKind; state: 'draft' | 'submitted'; byLead: boolean; words: string },
      doing: Doing,
    ): Promise<ActivityRecord> {
      const at = doing.now.toISOString()
      const result = await db
        .insertInto('activity')
        .values({
          ...toColumns(fields),
          ...(more.state === 'draft' ? {} : await numbered(fields)),
          kind: more.kind,
          state: more.state,
          words: more.words,
          entered_by: doing.contact,
          by_lead: more.byLead ? 1 : 0,
          standing: standingOf(more.state, more.byLead),
          entered_at: at,
          changed_at: at,
        })
        .executeTakeFirstOrThrow()
      const record = await stored(Number(result.insertId))
      await revise('create', undefined, record, doing)
      return record
    },

    /**
     * Changes fields and, where `state` says so, the state; a draft that is submitted gets its code.
     * @returns the changed entry; undefined when it is not in one of the states `from`
     */
    async change(
      id: number,
      from: readonly ActivityState[],
      change: {
        fields?: ActivityFields
        words?: string
        state?: ActivityState
        /** Whether it counts by a lead's word from now on. */
        byLead?: boolean
        /** Approved or returned by `doing.contact`. */
        decided?: boolean
      },
      action: RevisionAction,
      doing: Doing,
    ): Promise<ActivityRecord | undefined> {
      const before = await byId(id)
      if (before === undefined || !from.includes(before.state)) return undefined
      const at = doing.now.toISOString()
      const state = change.state ?? before.state
      const byLead = change.byLead ?? before.byLead
      const submits = change.state === 'submitted' && before.code === null
      await db
        .updateTable('activity')
        .set({
          ...(change.fields === undefined ? {} : toColumns(change.fields)),
          ...(submits ? await numbered(change.fields ?? before) : {}),
          ...(change.words === undefined ? {} : { words: change.words }),
          state,
          by_lead: byLead ? 1 : 0,
          standing: standingOf(state, byLead),
          ...(change.decided === true
            ? { decided_by: doing.contact, decided_at: at }
            : change.state === 'submitted'
              ? { decided_by: null, decided_at: null }
              : {}),
          reason: doing.reason ?? (change.state === undefined ? before.reason : null),
          changed_at: at,
        })
        .where('id', '=', id)
        .execute()
      const after = await stored(id)
      await revise(action, before, after, doing)
      return after
    },

    /** Newest entry first, or by the day it was done (newest first). */
    async list(
      filter: ActivityFilter,
      page: { limit: number; offset?: number; by?: 'entered' | 'date' },
    ): Promise<ActivityRecord[]> {
      let query = narrow(select(), filter)
      if (page.by === 'date') query = query.orderBy('activity.date', 'desc')
      const found: ActivityRow[] = await query
        .orderBy('activity.id', 'desc')
        .limit(page.limit)
        .offset(page.offset ?? 0)
        .execute()
      return found.map(toRecord)
    },

    async count(filter: ActivityFilter): Promise<number> {
      const row = await narrow(rows(), filter)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return row.n
    },

    /** Likely the same activity entered before: same form, day and place, not withdrawn or returned. */
    async sameAs(
      fields: Pick<ActivityFields, 'form' | 'date' | 'placeKey'>,
      kind: ActivityKind,
      except: number | undefined,
    ): Promise<ActivityRecord[]> {
      if (fields.form === null || fields.date === null) return []
      let query = select()
        .where('activity.form', '=', fields.form)
        .where('activity.date', '=', fields.date)
        .where('activity.kind', '=', kind)
        .where('activity.place_key', fields.placeKey === null ? 'is' : '=', fields.placeKey)
        .where('activity.state', 'in', ['submitted', 'approved'])
      if (except !== undefined) query = query.where('activity.id', '<>', except)
      const found: ActivityRow[] = await query.orderBy('activity.id', 'desc').limit(3).execute()
      return found.map(toRecord)
    },

    async revisions(id: number): Promise<Revision[]> {
      const found = await db
        .selectFrom('activity_revision')
        .selectAll()
        .where('activity_id', '=', id)
        .orderBy('id')
        .execute()
      return found.map(row => ({
        id: row.id,
        at: new Date(row.at),
        contact: row.contact_id,
        action: row.action,
        before: parseSnapshot(row.before),
        after: parseSnapshot(row.after),
        reason: row.reason,
      }))
    },
  }
}

type Joined = 'activity' | 'contact'

const narrow = <Output>(
  query: SelectQueryBuilder<Database, Joined, Output>,
  filter: ActivityFilter,
): SelectQueryBuilder<Database, Joined, Output> => {
  let narrowed = query
  const { states, standings, kind, doer, person, target, form, from, to, enteredFrom, enteredBefore, words } =
    filter
  if (states !== undefined) narrowed = narrowed.where('activity.state', 'in', states)
  if (standings !== undefined) narrowed = narrowed.where('activity.standing', 'in', standings)
  if (kind !== undefined) narrowed = narrowed.where('activity.kind', '=', kind)
  if (doer !== undefined) {
    narrowed = narrowed.where(({ or, and, eb }) =>
      or([
        eb('activity.doer', doer === null ? 'is' : '=', doer),
        ...(filter.orUnitlessHelp === true
          ? [and([eb('activity.doer', 'is', null), eb('activity.kind', '=', 'help')])]
          : []),
      ]),
    )
  }
  if (person !== undefined) narrowed = narrowed.where('contact.person_id', '=', person)
  if (target !== undefined)
    narrowed = narrowed.where('activity.target_id', target === null ? 'is' : '=', target)
  if (form !== undefined) narrowed = narrowed.where('activity.form', '=', form)
  if (from !== undefined) narrowed = narrowed.where('activity.date', '>=', from)
  if (to !== undefined) narrowed = narrowed.where('activity.date', '<=', to)
  if (enteredFrom !== undefined)
    narrowed = narrowed.where('activity.entered_at', '>=', enteredFrom.toISOString())
  if (enteredBefore !== undefined)
    narrowed = narrowed.where('activity.entered_at', '<', enteredBefore.toISOString())
  for (const word of words ?? []) narrowed = narrowed.where('activity.words', 'like', `%${likely(word)}%`)
  return narrowed
}

/** LIKE's own signs never come from people. */
const likely = (word: string): string => word.replaceAll(/[%_]/g, '')
