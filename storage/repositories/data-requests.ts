/** What people asked about their own data, the clock on it, and what they allowed or took back. Texts come in masked. */
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { DataRequestTable } from '../schema/people.ts'
import type { Database } from '../schema.ts'

export const dataRequestKinds = ['see', 'correct', 'erase', 'stop', 'other'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]

/** What people may say yes or no to: the words of their questions kept, a note of whose each is, notices, a phone number. */
export const purposes = ['questions', 'asker', 'notices', 'phone'] as const
export type Purpose = (typeof purposes)[number]

export interface DataRequest {
  readonly id: number
  /** As people say it: "D3". */
  readonly code: string
  readonly person: number
  readonly contact: number
  readonly kind: DataRequestKind
  readonly text: string
  readonly openedAt: Date
  readonly halfAt: Date
  readonly dueAt: Date
  readonly closedAt: Date | null
  readonly note: string | null
}

export type DataRequestRepository = ReturnType<typeof createDataRequestRepository>

export const createDataRequestRepository = (db: Kysely<Database>) => {
  const all = () => db.selectFrom('data_request').selectAll()
  return {
    async open(
      given: { person: number; contact: number; kind: DataRequestKind; text: string; half: Date; due: Date },
      now: Date,
    ): Promise<DataRequest> {
      const row = await db
        .insertInto('data_request')
        .values({
          person_id: given.person,
          contact_id: given.contact,
          kind: given.kind,
          text: given.text.slice(0, 1000),
          opened_at: now.toISOString(),
          half_at: given.half.toISOString(),
          due_at: given.due.toISOString(),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toRequest(row)
    },

    /** @param code "D3", in any case */
    async byCode(code: string): Promise<DataRequest | undefined> {
      const id = /^d(\d{1,9})$/i.exec(code)?.[1]
      if (id === undefined) return undefined
      const row = await all().where('id', '=', Number(id)).executeTakeFirst()
      return row && toRequest(row)
    },

    async ofPerson(person: number): Promise<DataRequest[]> {
      return (await all().where('person_id', '=', person).orderBy('id').execute()).map(toRequest)
    },

    /** Due first. */
    async openOnes(limit = 50): Promise<DataRequest[]> {
      const rows = await all()
        .where('closed_at', 'is', null)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toRequest)
    },

    /** Answered, and to be carried out by then; reminders begin anew. */
    async carryOutBy(id: number, clock: { readonly half: Date; readonly due: Date }): Promise<void> {
      await db
        .updateTable('data_request')
        .set({
          half_at: clock.half.toISOString(),
          due_at: clock.due.toISOString(),
          half_told_at: null,
          late_told_at: null,
        })
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .execute()
    },

    /** @returns false when it was closed already */
    async close(id: number, by: number, note: string, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('data_request')
        .set({ closed_at: now.toISOString(), closed_by: by, note: note.slice(0, 1000) })
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Open ones past that point of their clock of which nobody was reminded. */
    async toRemind(what: 'half' | 'late', now: Date): Promise<DataRequest[]> {
      const rows = await all()
        .where('closed_at', 'is', null)
        .where(what === 'half' ? 'half_at' : 'due_at', '<=', now.toISOString())
        .where(what === 'half' ? 'half_told_at' : 'late_told_at', 'is', null)
        .orderBy('id')
        .limit(50)
        .execute()
      return rows.map(toRequest)
    },

    async noteReminded(id: number, what: 'half' | 'late', now: Date): Promise<void> {
      const at = now.toISOString()
      await db
        .updateTable('data_request')
        .set(what === 'half' ? { half_told_at: at } : { late_told_at: at, half_told_at: at })
        .where('id', '=', id)
        .execute()
    },

    /** What was asked and answered goes; that something was asked, and when, stays. */
    async erase(person: number): Promise<void> {
      await db
        .updateTable('data_request')
        .set(({ eb }) => ({ text: '', note: eb.case().when('note', 'is', null).then(null).else('').end() }))
        .where('person_id', '=', person)
        .execute()
    },

    async forgetBefore(before: Date): Promise<number> {
      const result = await db
        .updateTable('data_request')
        .set({ text: '', note: null })
        .where('closed_at', '<', before.toISOString())
        .where(({ or, eb }) => or([eb('text', '<>', ''), eb('note', 'is not', null)]))
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },

    /** Whether this person said yes or no; undefined when they never chose. */
    async choice(person: number, purpose: Purpose): Promise<boolean | undefined> {
      const row = await db
        .selectFrom('consent')
        .select('given')
        .where('person_id', '=', person)
        .where('purpose', '=', purpose)
        .executeTakeFirst()
      return row && row.given === 1
    },

    async choose(person: number, purpose: Purpose, given: boolean, now: Date): Promise<void> {
      const values = { given: given ? 1 : 0, at: now.toISOString() }
      await db
        .insertInto('consent')
        .values({ person_id: person, purpose, ...values })
        .onConflict(conflict => conflict.columns(['person_id', 'purpose']).doUpdateSet(values))
        .execute()
    },

    async choices(person: number): Promise<{ purpose: string; given: boolean; at: Date }[]> {
      const rows = await db
        .selectFrom('consent')
        .select(['purpose', 'given', 'at'])
        .where('person_id', '=', person)
        .orderBy('purpose')
        .execute()
      return rows.map(({ purpose, given, at }) => ({ purpose, given: given === 1, at: new Date(at) }))
    },
  }
}

const toRequest = (row: Selectable<DataRequestTable>): DataRequest => ({
  id: row.id,
  code: `D${row.id}`,
  person: row.person_id,
  contact: row.contact_id,
  kind: z.enum(dataRequestKinds).parse(row.kind),
  text: row.text,
  openedAt: new Date(row.opened_at),
  halfAt: new Date(row.half_at),
  dueAt: new Date(row.due_at),
  closedAt: row.closed_at === null ? null : new Date(row.closed_at),
  note: row.note,
})
