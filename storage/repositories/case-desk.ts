/** Cases as those see them who work on them: lists, what says the same, phone numbers given with consent, counts to publish. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import { type ResidentCase, toCase } from './cases.ts'

/** Whose cases a list holds. */
export type CaseScope =
  /** Held by one of these contacts (one person's channels). */
  | { readonly kind: 'mine'; readonly contacts: readonly number[] }
  /** Passed to the unit, held by somebody of it or by nobody. */
  | { readonly kind: 'unit'; readonly unit: string }
  /** Nobody holds them, and they were passed to no unit. */
  | { readonly kind: 'free' }
  | { readonly kind: 'all' }

export interface CaseCount {
  /** "2026-11", in Vietnam, of the opening. */
  readonly month: string
  readonly letter: 'H' | 'P'
  readonly kind: string | null
  readonly state: 'open' | 'closed'
  readonly settled: 'yes' | 'no' | null
  readonly count: number
}

export type CaseDeskRepository = ReturnType<typeof createCaseDeskRepository>

export const createCaseDeskRepository = (db: Kysely<Database>) => {
  const open = () =>
    db
      .selectFrom('resident_case')
      .selectAll('resident_case')
      .where('state', '=', 'open')
      .where('merged_into', 'is', null)

  const inScope = (scope: CaseScope) => {
    switch (scope.kind) {
      case 'mine':
        return open().where('taken_by', 'in', scope.contacts.length === 0 ? [-1] : scope.contacts)
      case 'unit':
        return open()
          .leftJoin('contact', 'contact.id', 'resident_case.taken_by')
          .leftJoin('person', 'person.id', 'contact.person_id')
          .where(({ or, eb }) =>
            or([eb('resident_case.unit', '=', scope.unit), eb('person.unit', '=', scope.unit)]),
          )
      case 'free':
        return open()
          .where('taken_by', 'is', null)
          .where(({ or, eb }) => or([eb('unit', 'is', null), eb('unit', '=', '')]))
      case 'all':
        return open()
      default:
        return scope satisfies never
    }
  }

  return {
    /** Those waiting first, the most overdue on top; then the answered ones, oldest first. */
    async list(
      scope: CaseScope,
      page: { readonly offset: number; readonly limit: number },
    ): Promise<{ cases: ResidentCase[]; total: number }> {
      const rows = await inScope(scope)
        .orderBy(sql`resident_case.due_at IS NULL`)
        .orderBy('resident_case.due_at')
        .orderBy('resident_case.id')
        .offset(page.offset)
        .limit(page.limit)
        .execute()
      const counted = await inScope(scope)
        .clearSelect()
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return { cases: rows.map(toCase), total: Number(counted.count) }
    },

    async byId(id: number): Promise<ResidentCase | undefined> {
      const row = await db.selectFrom('resident_case').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toCase(row)
    },

    /** Open cases somebody holds: to see whether they are still there. */
    async held(): Promise<ResidentCase[]> {
      return (await open().where('taken_by', 'is not', null).orderBy('id').execute()).map(toCase)
    },

    /** Open cases whose resident waits for an answer. */
    async waiting(): Promise<ResidentCase[]> {
      return (await open().where('waiting_since', 'is not', null).orderBy('id').execute()).map(toCase)
    },

    async release(id: number): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({ taken_by: null, taken_at: null })
        .where('id', '=', id)
        .execute()
    },

    async noteWindowTold(id: number, lastAt: Date): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({ window_told_at: lastAt.toISOString() })
        .where('id', '=', id)
        .execute()
    },

    /** Other people's open feedback of that kind since then, with the first words of each (masked); newest first. */
    async comparable(
      item: Pick<ResidentCase, 'id' | 'feedbackKind' | 'contact'>,
      since: Date,
    ): Promise<{ item: ResidentCase; text: string }[]> {
      const rows = await open()
        .where('letter', '=', 'P')
        .where('id', '<>', item.id)
        .where('contact_id', '<>', item.contact)
        .where('feedback_kind', item.feedbackKind === null ? 'is' : '=', item.feedbackKind)
        .where('opened_at', '>=', since.toISOString())
        .orderBy('id', 'desc')
        .limit(200)
        .select(({ selectFrom }) =>
          selectFrom('case_message')
            .select('case_message.text')
            .whereRef('case_message.case_id', '=', 'resident_case.id')
            .orderBy('case_message.id')
            .limit(1)
            .as('first_text'),
        )
        .execute()
      return rows.map(({ first_text, ...row }) => ({ item: toCase(row), text: first_text ?? '' }))
    },

    /** The follower's clock stops: its head's counts for both. What followed it follows the head. */
    async merge(id: number, head: number): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({ merged_into: head, waiting_since: null, due_at: null })
        .where(({ or, eb }) => or([eb('id', '=', id), eb('merged_into', '=', id)]))
        .execute()
    },

    async split(id: number): Promise<void> {
      await db.updateTable('resident_case').set({ merged_into: null }).where('id', '=', id).execute()
    },

    /** Open feedback joined to this one. */
    async followers(id: number): Promise<ResidentCase[]> {
      const rows = await db
        .selectFrom('resident_case')
        .selectAll()
        .where('merged_into', '=', id)
        .where('state', '=', 'open')
        .orderBy('id')
        .execute()
      return rows.map(toCase)
    },

    /** A number the resident typed, sealed, until they say whether officers may have it. */
    async offerPhone(id: number, sealed: string, now: Date): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({ phone_offered: sealed, phone_asked_at: now.toISOString() })
        .where('id', '=', id)
        .execute()
    },

    /** Their answer: kept for the case's officers, or gone. @returns false when no number waits any more */
    async settlePhone(id: number, given: boolean): Promise<boolean> {
      const result = await db
        .updateTable('resident_case')
        .set(eb => ({ ...(given ? { phone: eb.ref('phone_offered') } : {}), phone_offered: null }))
        .where('id', '=', id)
        .where('phone_offered', 'is not', null)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Consent taken back. */
    async dropPhone(id: number): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({ phone: null, phone_offered: null })
        .where('id', '=', id)
        .execute()
    },

    /** Retention: numbers of cases closed before `closed`, and those nobody said yes to since `asked`. @returns how many */
    async forgetPhones(before: { readonly closed: Date; readonly asked: Date }): Promise<number> {
      const closed = await db
        .updateTable('resident_case')
        .set({ phone: null })
        .where('phone', 'is not', null)
        .where('state', '=', 'closed')
        .where('closed_at', '<', before.closed.toISOString())
        .executeTakeFirst()
      const asked = await db
        .updateTable('resident_case')
        .set({ phone_offered: null })
        .where('phone_offered', 'is not', null)
        .where('phone_asked_at', '<', before.asked.toISOString())
        .executeTakeFirst()
      return Number(closed.numUpdatedRows + asked.numUpdatedRows)
    },

    /** How many were opened between two instants, by month, kind and state; joined ones count as what they are: people. */
    async counts(from: Date, before: Date): Promise<CaseCount[]> {
      // Vietnam is UTC+7 all year.
      const month = sql<string>`strftime('%Y-%m', opened_at, '+7 hours')`
      return await db
        .selectFrom('resident_case')
        .select(({ fn }) => [
          month.as('month'),
          'letter',
          'feedback_kind as kind',
          'state',
          'settled',
          fn.countAll<number>().as('count'),
        ])
        .where('opened_at', '>=', from.toISOString())
        .where('opened_at', '<', before.toISOString())
        .groupBy([month, 'letter', 'feedback_kind', 'state', 'settled'])
        .execute()
    },
  }
}
