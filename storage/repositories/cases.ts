/** Cases residents opened: their state, who has them, what was said. Texts come in masked; the caller masks. */
import type { Kysely, Selectable, Updateable } from 'kysely'
import { z } from 'zod'
import type { ConversationId } from '../../bot/chat.ts'
import type { ResidentCaseTable } from '../schema/cases.ts'
import type { Database } from '../schema.ts'

/** H: handed over to a person; P: feedback (phản ánh). */
export const caseLetters = ['H', 'P'] as const
export type CaseLetter = (typeof caseLetters)[number]

export interface ResidentCase {
  readonly id: number
  /** As people say it: "H27". */
  readonly code: string
  readonly letter: CaseLetter
  readonly state: 'open' | 'closed'
  /** The resident's contact. */
  readonly contact: number
  readonly withBot: boolean
  readonly feedbackKind: string | null
  readonly place: string | null
  readonly personName: string | null
  readonly unit: string | null
  readonly takenBy: number | null
  readonly takenAt: Date | null
  /** The resident wrote then, and has no answer. */
  readonly waitingSince: Date | null
  readonly dueAt: Date | null
  readonly settled: 'yes' | 'no' | null
  readonly openedAt: Date
  readonly closedAt: Date | null
  /** The feedback this one says again: answers there go to this resident too. */
  readonly mergedInto: number | null
  /** Sealed; given with the resident's yes. */
  readonly phone: string | null
  /** Sealed; the resident has not yet said whether officers may have it. */
  readonly phoneOffered: string | null
  readonly phoneAskedAt: Date | null
  /** The resident's last message for which officers were warned that the channel will close. */
  readonly windowToldAt: Date | null
}

export interface CaseMessage {
  readonly at: Date
  readonly side: 'resident' | 'officer' | 'note'
  readonly contact: number | null
  readonly text: string
}

export type CaseRepository = ReturnType<typeof createCaseRepository>

const codePattern = /^([HP])(\d{1,7})$/

export const createCaseRepository = (db: Kysely<Database>) => {
  const cases = () => db.selectFrom('resident_case').selectAll('resident_case')
  // CROSS JOIN keeps SQLite from walking all cases of the ward: the contact is looked up first.
  const ofConversation = (conversation: ConversationId) =>
    db
      .selectFrom('contact')
      .crossJoin('resident_case')
      .whereRef('resident_case.contact_id', '=', 'contact.id')
      .selectAll('resident_case')
      .where('contact.conversation', '=', conversation)
      .orderBy('resident_case.id', 'desc')
  const update = (id: number, values: Updateable<ResidentCaseTable>) =>
    db.updateTable('resident_case').set(values).where('id', '=', id).execute()

  return {
    async open(
      fresh: {
        letter: CaseLetter
        contact: number
        withBot?: boolean
        feedbackKind?: string | null
        place?: string | null
        personName?: string | null
      },
      now: Date,
    ): Promise<ResidentCase> {
      const last = await db
        .selectFrom('resident_case')
        .select(({ fn }) => fn.max<number | null>('number').as('number'))
        .where('letter', '=', fresh.letter)
        .executeTakeFirst()
      const row = await db
        .insertInto('resident_case')
        .values({
          letter: fresh.letter,
          number: (last?.number ?? 0) + 1,
          contact_id: fresh.contact,
          state: 'open',
          with_bot: fresh.withBot === true ? 1 : 0,
          feedback_kind: fresh.feedbackKind ?? null,
          place: fresh.place ?? null,
          person_name: fresh.personName ?? null,
          opened_at: now.toISOString(),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toCase(row)
    },

    /** @param code "H27", in any case */
    async byCode(code: string): Promise<ResidentCase | undefined> {
      const [, letter = '', number = ''] = codePattern.exec(code.toUpperCase()) ?? []
      if (letter === '') return undefined
      const row = await cases()
        .where('letter', '=', z.enum(caseLetters).parse(letter))
        .where('number', '=', Number(number))
        .executeTakeFirst()
      return row && toCase(row)
    },

    /** This conversation's open cases and those closed since then, newest first: one look for every message. */
    async lately(conversation: ConversationId, since: Date): Promise<ResidentCase[]> {
      const rows = await ofConversation(conversation)
        .where(({ eb, or }) => or([eb('state', '=', 'open'), eb('closed_at', '>=', since.toISOString())]))
        .execute()
      return rows.map(row => toCase(row))
    },

    /** The open hand-off of this conversation, whether the bot keeps quiet or not. */
    async openHandOff(conversation: ConversationId): Promise<ResidentCase | undefined> {
      const row = await ofConversation(conversation)
        .where('letter', '=', 'H')
        .where('state', '=', 'open')
        .executeTakeFirst()
      return row && toCase(row)
    },

    async ofContacts(contacts: readonly number[]): Promise<ResidentCase[]> {
      if (contacts.length === 0) return []
      const rows = await cases()
        .where('contact_id', 'in', contacts)
        .where('forgotten_at', 'is', null)
        .orderBy('id')
        .execute()
      return rows.map(row => toCase(row))
    },

    /** @param text masked */
    async addMessage(
      id: number,
      message: { side: CaseMessage['side']; contact: number; text: string },
      now: Date,
    ): Promise<void> {
      await db
        .insertInto('case_message')
        .values({
          case_id: id,
          at: now.toISOString(),
          side: message.side,
          contact_id: message.contact,
          text: message.text.slice(0, 4000),
        })
        .execute()
    },

    async messages(id: number): Promise<CaseMessage[]> {
      const rows = await db
        .selectFrom('case_message')
        .selectAll()
        .where('case_id', '=', id)
        .orderBy('id')
        .execute()
      return rows.map(({ at, side, contact_id, text }) => ({
        at: new Date(at),
        side,
        contact: contact_id,
        text,
      }))
    },

    /** The resident wrote: an answer is due. A running clock is not started anew. */
    async startWaiting(id: number, due: { at: Date; promised: boolean }, now: Date): Promise<void> {
      await db
        .updateTable('resident_case')
        .set({
          waiting_since: now.toISOString(),
          due_at: due.at.toISOString(),
          promised: due.promised ? 1 : 0,
          lead_told_at: null,
          admin_told_at: null,
        })
        .where('id', '=', id)
        .where('waiting_since', 'is', null)
        .execute()
    },

    async answered(id: number): Promise<void> {
      await update(id, { waiting_since: null, due_at: null, lead_told_at: null, admin_told_at: null })
    },

    async take(id: number, contact: number, now: Date): Promise<void> {
      await update(id, { taken_by: contact, taken_at: now.toISOString() })
    },

    /** To a unit (anybody of it may take it), or to one person when `contact` is given. */
    async passTo(id: number, to: { unit: string | null; contact: number | null }, now: Date): Promise<void> {
      await update(id, {
        unit: to.unit,
        taken_by: to.contact,
        taken_at: to.contact === null ? null : now.toISOString(),
      })
    },

    async setWithBot(id: number, withBot: boolean): Promise<void> {
      await update(id, { with_bot: withBot ? 1 : 0 })
    },

    async close(id: number, by: number, now: Date): Promise<void> {
      await update(id, {
        state: 'closed',
        closed_at: now.toISOString(),
        closed_by: by,
        settled: null,
        waiting_since: null,
        due_at: null,
        phone_offered: null,
      })
    },

    async reopen(id: number): Promise<void> {
      await update(id, { state: 'open', closed_at: null, closed_by: null, settled: 'no', merged_into: null })
    },

    async settle(id: number): Promise<void> {
      await update(id, { settled: 'yes' })
    },

    /** Open cases whose answer was due before `dueBefore` and of which these have not been told. */
    async late(dueBefore: Date, whom: 'lead' | 'admin'): Promise<ResidentCase[]> {
      const rows = await cases()
        .where('state', '=', 'open')
        .where('merged_into', 'is', null)
        .where('due_at', '<', dueBefore.toISOString())
        .where(whom === 'lead' ? 'lead_told_at' : 'admin_told_at', 'is', null)
        .orderBy('id')
        .limit(50)
        .execute()
      return rows.map(row => toCase(row))
    },

    async noteToldLate(id: number, whom: 'lead' | 'admin', now: Date): Promise<void> {
      const at = now.toISOString()
      await update(id, whom === 'lead' ? { lead_told_at: at } : { admin_told_at: at })
    },

    /** Erases what these people's cases say, closes those still open; the rows stay as counts. @returns their codes */
    async erase(contacts: readonly number[], now: Date): Promise<string[]> {
      const own = await this.ofContacts(contacts)
      for (const { id } of own) await this.forget(id, now)
      return own.map(({ code }) => code)
    },

    /** Retention: texts of cases closed before `before` go. @returns how many cases */
    async forgetBefore(before: Date, now: Date): Promise<number> {
      const rows = await cases()
        .where('state', '=', 'closed')
        .where('closed_at', '<', before.toISOString())
        .where('forgotten_at', 'is', null)
        .execute()
      for (const { id } of rows) await this.forget(id, now)
      return rows.length
    },

    async forget(id: number, now: Date): Promise<void> {
      const at = now.toISOString()
      await db.updateTable('case_message').set({ text: '' }).where('case_id', '=', id).execute()
      await db
        .updateTable('case_file')
        .set({ doomed_at: at, name: null })
        .where('case_id', '=', id)
        .where('doomed_at', 'is', null)
        .execute()
      await db
        .updateTable('resident_case')
        .set(eb => ({
          state: 'closed',
          closed_at: eb.fn.coalesce('closed_at', eb.val(at)),
          place: null,
          person_name: null,
          waiting_since: null,
          due_at: null,
          phone: null,
          phone_offered: null,
          forgotten_at: at,
        }))
        .where('id', '=', id)
        .execute()
    },
  }
}

const dateOf = (at: string | null): Date | null => (at === null ? null : new Date(at))

export const toCase = (row: Selectable<ResidentCaseTable>): ResidentCase => ({
  id: row.id,
  code: `${row.letter}${row.number}`,
  letter: row.letter,
  state: row.state,
  contact: row.contact_id,
  withBot: row.with_bot === 1,
  feedbackKind: row.feedback_kind,
  place: row.place,
  personName: row.person_name,
  unit: row.unit,
  takenBy: row.taken_by,
  takenAt: dateOf(row.taken_at),
  waitingSince: dateOf(row.waiting_since),
  dueAt: dateOf(row.due_at),
  settled: row.settled,
  openedAt: new Date(row.opened_at),
  closedAt: dateOf(row.closed_at),
  mergedInto: row.merged_into,
  phone: row.phone,
  phoneOffered: row.phone_offered,
  phoneAskedAt: dateOf(row.phone_asked_at),
  windowToldAt: dateOf(row.window_told_at),
})
