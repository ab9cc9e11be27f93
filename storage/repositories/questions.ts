/** What people asked (masked before it gets here), how it was answered and how they rated it. */
import { type Kysely, sql } from 'kysely'
import type { Channel } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'

export interface AskedQuestion {
  readonly channel: Channel
  /** Null for people who want nothing kept of what they ask. */
  readonly contact: number | null
  /** Masked text; empty for them. */
  readonly text: string
  readonly outcome: 'answer' | 'choices' | 'decline' | 'danger'
  readonly topic: string | null
  readonly entry: string | null
  readonly confidence: number | null
  readonly reason: string | null
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

const dayMs = 24 * 60 * 60 * 1000

/** Cases that show a question to the officer who answers: opened within a day of it by the same person. */
const itsCases = sql`FROM resident_case AS own WHERE own.contact_id = question.contact_id
  AND own.opened_at >= question.at AND julianday(own.opened_at) - julianday(question.at) < 1`

/** Nobody waits for word of this question's answer, and no open case shows it: its tie to the person serves nothing more. */
export const tieUnneeded = sql<boolean>`question.contact_id IS NOT NULL
  AND NOT (notify_at IS NOT NULL AND told_at IS NULL AND (resolution IS NULL OR answered_by IS NOT NULL))
  AND NOT EXISTS (SELECT 1 ${itsCases} AND own.state = 'open')`

/** The last event the tie was needed for. */
export const tieNeededUntil = sql<string>`max(question.at, coalesce(told_at, ''), coalesce(resolved_at, ''),
  coalesce((SELECT max(own.closed_at) ${itsCases}), ''))`

/** Instants become hours: to the millisecond they would still name who wrote then. Hours leave every day's counts as they are. */
const hourOf = (column: 'at' | 'rated_at' | 'notify_at' | 'told_at') =>
  sql<string>`substr(${sql.ref(column)}, 1, 13) || ':00:00.000Z'`

export type QuestionRepository = ReturnType<typeof createQuestionRepository>

export const createQuestionRepository = (db: Kysely<Database>) => {
  const untie = async (before: Date, only?: number): Promise<number> => {
    const old = db
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
    const result = await (only === undefined ? old : old.where('id', '=', only)).executeTakeFirst()
    return Number(result.numUpdatedRows)
  }
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
          at: now.toISOString(),
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
      contact: number,
      rating: 'useful' | 'wrong',
      now: Date,
    ): Promise<{ entry: string | null; text: string } | undefined> {
      return await db
        .updateTable('question')
        .set({ rating, rated_at: now.toISOString() })
        .where('id', '=', id)
        .where('contact_id', '=', contact)
        .returning(['entry', 'text'])
        .executeTakeFirst()
    },

    /** Questions stored at exactly this instant, with the native id of who asked: for measurements. */
    async at(instant: Date): Promise<{ outcome: string; topic: string | null; contact: string }[]> {
      const rows = await db
        .selectFrom('question')
        .innerJoin('contact', 'contact.id', 'question.contact_id')
        .select(['question.outcome', 'question.topic', 'contact.sender'])
        .where('question.at', '=', instant.toISOString())
        .orderBy('question.id')
        .execute()
      return rows.map(({ outcome, topic, sender }) => ({
        outcome,
        topic,
        contact: sender.slice(sender.indexOf(':') + 1),
      }))
    },

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

    /** The person who asked wants (or no longer wants) to hear of an answer. @returns what the question came to since */
    async setNotify(
      id: number,
      contact: number,
      wanted: boolean,
      now: Date,
    ): Promise<{ resolution: string | null; answeredBy: number | null } | undefined> {
      const row = await db
        .updateTable('question')
        .set({ notify_at: wanted ? now.toISOString() : null })
        .where('id', '=', id)
        .where('contact_id', '=', contact)
        .returning(['resolution', 'answered_by'])
        .executeTakeFirst()
      if (!wanted) await untie(new Date(now.getTime() - dayMs), id)
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

    /** Everything we hold of these contacts' questions, for their own export. */
    async ofContacts(contacts: readonly number[]): Promise<OpenQuestion[]> {
      if (contacts.length === 0) return []
      const rows = await db
        .selectFrom('question')
        .select(['id', 'at', 'text', 'outcome', 'topic', 'entry', 'reason', 'rating'])
        .where('contact_id', 'in', contacts)
        .orderBy('id')
        .execute()
      return rows.map(row => ({ ...row, at: new Date(row.at) }))
    },

    /** Erases texts and the tie to the person; counts stay. */
    async erase(contacts: readonly number[]): Promise<number> {
      if (contacts.length === 0) return 0
      const result = await db
        .updateTable('question')
        .set({ text: '', contact_id: null })
        .where('contact_id', 'in', contacts)
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
