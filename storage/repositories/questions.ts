/** What people asked (masked before it gets here), how it was answered and how they rated it. */
import { type Kysely, sql } from 'kysely'
import type { Channel } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'

export interface AskedQuestion {
  readonly channel: Channel
  /** Null unless the person agreed that we note whose it is. */
  readonly contact: number | null
  /** Masked text; empty for people who want nothing kept of what they ask. */
  readonly text: string
  readonly outcome: 'answer' | 'choices' | 'decline' | 'danger'
  readonly topic: string | null
  readonly entry: string | null
  readonly confidence: number | null
  readonly reason: string | null
}

/** Somebody who says a question is theirs. */
export interface Asker {
  readonly contact: number
  /** Their conversation remembers having asked it; else it must be tied to them. */
  readonly remembered: boolean
}

export interface OpenQuestion {
  readonly id: number
  readonly at: Date
  readonly text: string
  readonly outcome: string
  readonly topic: string | null
  readonly entry: string | null
  readonly reason: string | null
  readonly rating: 'useful' | 'wrong' | null
}

/** Conversations handed over that show a question to the officer: opened within a day of it by the same person. */
const itsCases = sql`FROM resident_case AS own WHERE own.contact_id = question.contact_id AND own.letter = 'H'
  AND own.opened_at >= question.at AND julianday(own.opened_at) - julianday(question.at) < 1`

/** Nobody waits for word of this question's answer, and no open case shows it: its tie to the person serves nothing more. */
export const tieUnneeded = sql<boolean>`question.contact_id IS NOT NULL
  AND NOT (notify_at IS NOT NULL AND told_at IS NULL AND (resolution IS NULL OR answered_by IS NOT NULL))
  AND NOT EXISTS (SELECT 1 ${itsCases} AND own.state = 'open')`

/** The last event the tie was needed for. */
export const tieNeededUntil = sql<string>`max(question.at, coalesce(told_at, ''), coalesce(resolved_at, ''),
  coalesce((SELECT max(own.closed_at) ${itsCases}), ''))`

const inHours = (at: Date): string => `${at.toISOString().slice(0, 13)}:00:00.000Z`

/** Instants become hours: to the millisecond they would still name who wrote then. Hours leave every day's counts as they are. */
const hourOf = (column: 'at' | 'rated_at' | 'notify_at' | 'told_at') =>
  sql<string>`substr(${sql.ref(column)}, 1, 13) || ':00:00.000Z'`

export type QuestionRepository = ReturnType<typeof createQuestionRepository>

export const createQuestionRepository = (db: Kysely<Database>) => {
  const untie = async (
    before: Date,
    only?: { readonly question: number } | { readonly contacts: readonly number[] },
  ): Promise<number> => {
    let old = db
      .updateTable('question')
      .set({
        contact_id: null,
        at: hourOf('at'),
        rated_at: hourOf('rated_at'),
        notify_at: hourOf('notify_at'),
        told_at: hourOf('told_at'),
      })
      .where('at', '<', before.toISOString())
      .where(tieUnneeded)
      .where(sql<boolean>`${tieNeededUntil} < ${before.toISOString()}`)
    if (only !== undefined)
      old =
        'question' in only
          ? old.where('id', '=', only.question)
          : old.where('contact_id', 'in', only.contacts)
    const result = await old.executeTakeFirst()
    return Number(result.numUpdatedRows)
  }
  const isTheirs = ({ contact, remembered }: Asker) =>
    sql<boolean>`(contact_id = ${contact} OR (contact_id IS NULL AND ${remembered ? 1 : 0} = 1))`
  const theirs = (contacts: readonly number[], remembered: readonly number[]) =>
    sql<boolean>`(contact_id IN (${sql.join(contacts)})
      OR (contact_id IS NULL AND id IN (SELECT value FROM json_each(${JSON.stringify(remembered)}))))`
  const openQuestions = () =>
    db
      .selectFrom('question')
      .select(['id', 'at', 'text', 'outcome', 'topic', 'entry', 'reason', 'rating'])
      .where('resolution', 'is', null)

  return {
    async add(question: AskedQuestion, now: Date): Promise<number> {
      const result = await db
        .insertInto('question')
        .values({
          at: inHours(now),
          channel: question.channel,
          contact_id: question.contact,
          text: question.text,
          outcome: question.outcome,
          topic: question.topic,
          entry: question.entry,
          confidence: question.confidence,
          reason: question.reason,
        })
        .executeTakeFirstOrThrow()
      return Number(result.insertId)
    },

    /** Only the person who asked may rate; the last tap counts. @returns the question, if rated */
    async rate(
      id: number,
      by: Asker,
      rating: 'useful' | 'wrong',
      now: Date,
    ): Promise<{ entry: string | null; text: string } | undefined> {
      return await db
        .updateTable('question')
        .set({ rating, rated_at: inHours(now) })
        .where('id', '=', id)
        .where(isTheirs(by))
        .returning(['entry', 'text'])
        .executeTakeFirst()
    },

    /** What came of these questions, oldest first. */
    async outcomes(ids: readonly number[]): Promise<{ outcome: string; topic: string | null }[]> {
      if (ids.length === 0) return []
      return await db
        .selectFrom('question')
        .select(['outcome', 'topic'])
        .where('id', 'in', ids)
        .orderBy('id')
        .execute()
    },

    /**
     * What this person asked a moment ago goes along with what they hand over to an officer.
     * @param since no older ones
     */
    async tie(ids: readonly number[], contact: number, since: Date): Promise<void> {
      if (ids.length === 0) return
      await db
        .updateTable('question')
        .set({ contact_id: contact })
        .where('id', 'in', ids)
        .where('contact_id', 'is', null)
        .where('text', '<>', '')
        .where('at', '>', since.toISOString())
        .execute()
    },

    /** What nothing needs to be tied any more is nobody's from now on. @returns how many */
    untieNow: (
      only: { readonly question: number } | { readonly contacts: readonly number[] },
      now: Date,
    ): Promise<number> => untie(new Date(now.getTime() + 1), only),

    /** Unanswered or badly rated, nobody has dealt with them yet; newest first. */
    async open(limit: number): Promise<OpenQuestion[]> {
      const rows = await openQuestions()
        .where('text', '<>', '')
        .where(({ or, and, eb }) =>
          or([
            and([eb('outcome', '=', 'decline'), eb('reason', 'in', ['unclear', 'no-source'])]),
            eb('rating', '=', 'wrong'),
          ]),
        )
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(row => ({ ...row, at: new Date(row.at) }))
    },

    /** Those of these questions that nobody has dealt with in the meantime. */
    async stillOpen(ids: readonly number[]): Promise<number[]> {
      if (ids.length === 0) return []
      const rows = await openQuestions().where('id', 'in', ids).execute()
      return rows.map(({ id }) => id)
    },

    /** @param change the approved content that answers them; absent when they were set aside */
    async resolve(ids: readonly number[], resolution: string, now: Date, change?: number): Promise<void> {
      if (ids.length === 0) return
      await db
        .updateTable('question')
        .set({
          resolution,
          resolved_at: now.toISOString(),
          ...(change === undefined ? {} : { answered_by: change }),
        })
        .where('id', 'in', ids)
        .execute()
    },

    /**
     * The person who asked wants (or no longer wants) to hear of an answer; the wish ties the question to them.
     * @returns what the question came to since
     */
    async setNotify(
      id: number,
      by: Asker,
      wanted: boolean,
      now: Date,
    ): Promise<{ resolution: string | null; answeredBy: number | null } | undefined> {
      const row = await db
        .updateTable('question')
        .set(wanted ? { notify_at: now.toISOString(), contact_id: by.contact } : { notify_at: null })
        .where('id', '=', id)
        .where('text', '<>', '')
        .where(isTheirs(by))
        .returning(['resolution', 'answered_by'])
        .executeTakeFirst()
      return row && { resolution: row.resolution, answeredBy: row.answered_by }
    },

    /** Who asked to hear of the answer a change gives, was not told yet and can still be reached. */
    async toTell(change: number): Promise<{ id: number; text: string; contact: number }[]> {
      const rows = await db
        .selectFrom('question')
        .innerJoin('contact', 'contact.id', 'question.contact_id')
        .select(['question.id', 'question.text', 'contact.id as contact'])
        .where('answered_by', '=', change)
        .where('notify_at', 'is not', null)
        .where('told_at', 'is', null)
        .where('contact.gone_at', 'is', null)
        .orderBy('question.id')
        .execute()
      return rows
    },

    async markTold(ids: readonly number[], now: Date): Promise<void> {
      if (ids.length === 0) return
      await db.updateTable('question').set({ told_at: now.toISOString() }).where('id', 'in', ids).execute()
    },

    /** Counts by topic between two instants: numbers only, for reports. */
    async topTopics(
      from: Date,
      to: Date,
      limit: number,
    ): Promise<{ topic: string; asked: number; useful: number; wrong: number }[]> {
      const rows = await db
        .selectFrom('question')
        .select(({ fn }) => [
          'topic',
          fn.countAll<number>().as('asked'),
          fn.countAll<number>().filterWhere('rating', '=', 'useful').as('useful'),
          fn.countAll<number>().filterWhere('rating', '=', 'wrong').as('wrong'),
        ])
        .where('at', '>=', from.toISOString())
        .where('at', '<', to.toISOString())
        .where('topic', 'is not', null)
        .groupBy('topic')
        .orderBy('asked', 'desc')
        .orderBy('topic')
        .limit(limit)
        .execute()
      return rows.flatMap(row => (row.topic === null ? [] : [{ ...row, topic: row.topic }]))
    },

    /** Questions tied to these contacts. @param remembered others that their conversations remember */
    async ofContacts(
      contacts: readonly number[],
      remembered: readonly number[] = [],
    ): Promise<OpenQuestion[]> {
      if (contacts.length === 0) return []
      const rows = await db
        .selectFrom('question')
        .select(['id', 'at', 'text', 'outcome', 'topic', 'entry', 'reason', 'rating'])
        .where(theirs(contacts, remembered))
        .orderBy('id')
        .execute()
      return rows.map(row => ({ ...row, at: new Date(row.at) }))
    },

    /** Erases texts and the tie to the person; counts stay. @param remembered see {@link ofContacts} */
    async erase(contacts: readonly number[], remembered: readonly number[] = []): Promise<number> {
      if (contacts.length === 0) return 0
      const result = await db
        .updateTable('question')
        .set({ text: '', contact_id: null, notify_at: null })
        .where(theirs(contacts, remembered))
        .where(({ or, eb }) => or([eb('text', '<>', ''), eb('contact_id', 'is not', null)]))
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },

    /** Retention: questions asked before `before` are nobody's any more, but for those whose asker still waits. */
    untie: (before: Date): Promise<number> => untie(before),

    /** Retention: texts and the tie to the person go, counts stay. */
    async forgetBefore(before: Date): Promise<number> {
      const result = await db
        .updateTable('question')
        .set({ text: '', contact_id: null })
        .where('at', '<', before.toISOString())
        .where('text', '<>', '')
        .executeTakeFirst()
      return Number(result.numUpdatedRows)
    },
  }
}
