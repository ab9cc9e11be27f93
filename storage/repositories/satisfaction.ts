/** How satisfied people were, with a case or at a counter: each person counted once per case, and once a day per counter. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

export const ratings = ['good', 'neutral', 'bad'] as const
export type Rating = (typeof ratings)[number]

export type RatedThing =
  | { readonly source: 'case'; readonly case: number; readonly topic: string | null }
  /** `counter`: its number, or "-" where the poster names none. */
  | { readonly source: 'counter'; readonly counter: string }

export interface RatingCount {
  readonly source: 'case' | 'counter' | 'answer'
  /** Kind of case or topic of an answer; null = none. */
  readonly topic: string | null
  /** Of a visit. */
  readonly counter: string | null
  readonly rating: Rating
  readonly count: number
}

export type SatisfactionRepository = ReturnType<typeof createSatisfactionRepository>

export const createSatisfactionRepository = (db: Kysely<Database>) => ({
  /** The last tap counts. @param day in Vietnam. @returns the row's id */
  async rate(
    thing: RatedThing,
    by: { contact: number; rating: Rating; day: string; now: Date; network?: string | undefined },
  ): Promise<number> {
    const values = {
      at: by.now.toISOString(),
      day: by.day,
      contact_id: by.contact,
      source: thing.source,
      case_id: thing.source === 'case' ? thing.case : null,
      counter: thing.source === 'counter' ? thing.counter : null,
      topic: thing.source === 'case' ? thing.topic : null,
      rating: by.rating,
      words: null,
      network: by.network ?? null,
    }
    let known = db.selectFrom('satisfaction').select('id')
    known =
      thing.source === 'case'
        ? known.where('case_id', '=', thing.case)
        : known
            .where('contact_id', '=', by.contact)
            .where('counter', '=', thing.counter)
            .where('day', '=', by.day)
    const row = await known.executeTakeFirst()
    if (row !== undefined) {
      // The month in which a case was first rated keeps it.
      const { day: _first, ...rest } = values
      await db.updateTable('satisfaction').set(rest).where('id', '=', row.id).execute()
      return row.id
    }
    const result = await db.insertInto('satisfaction').values(values).executeTakeFirstOrThrow()
    return Number(result.insertId)
  },

  /** Whether this person has rated this counter on this day. */
  async hasVisited(contact: number, counter: string, day: string): Promise<boolean> {
    const row = await db
      .selectFrom('satisfaction')
      .select('id')
      .where('contact_id', '=', contact)
      .where('counter', '=', counter)
      .where('day', '=', day)
      .executeTakeFirst()
    return row !== undefined
  },

  /** Ratings of a counter that came from one network: today, and since `since`. */
  async fromNetwork(
    network: string,
    counter: string,
    { day, since }: { readonly day: string; readonly since: Date },
  ): Promise<{ day: number; lately: number }> {
    return await db
      .selectFrom('satisfaction')
      .select(({ fn }) => [
        fn.countAll<number>().as('day'),
        fn.countAll<number>().filterWhere('at', '>=', since.toISOString()).as('lately'),
      ])
      .where('network', '=', network)
      .where('counter', '=', counter)
      .where('day', '=', day)
      .executeTakeFirstOrThrow()
  },

  /** @param words masked. @returns false when it is not theirs, or gone */
  async explain(id: number, contact: number, words: string): Promise<boolean> {
    const result = await db
      .updateTable('satisfaction')
      .set({ words: words.slice(0, 500) })
      .where('id', '=', id)
      .where('contact_id', '=', contact)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /**
   * Numbers between two days (both in), with the ratings people gave to answers: "useful" is good, "wrong" is bad.
   * @param from,to days in Vietnam; `instants` are the beginnings of `from` and of the day after `to`
   */
  async counts(
    from: string,
    to: string,
    instants: { readonly from: Date; readonly before: Date },
  ): Promise<RatingCount[]> {
    const own = await db
      .selectFrom('satisfaction')
      .select(({ fn }) => ['source', 'topic', 'counter', 'rating', fn.countAll<number>().as('count')])
      .where('day', '>=', from)
      .where('day', '<=', to)
      .groupBy(['source', 'topic', 'counter', 'rating'])
      .execute()
    const answers = await db
      .selectFrom('question')
      .select(({ fn }) => ['topic', 'rating', fn.countAll<number>().as('count')])
      .where('rating', 'is not', null)
      .where('rated_at', '>=', instants.from.toISOString())
      .where('rated_at', '<', instants.before.toISOString())
      .groupBy(['topic', 'rating'])
      .execute()
    return [
      ...own,
      ...answers.map(({ topic, rating, count }) => ({
        source: 'answer' as const,
        topic,
        counter: null,
        rating: rating === 'useful' ? ('good' as const) : ('bad' as const),
        count,
      })),
    ]
  },

  /** What was not good, newest first; masked. */
  async words(from: string, to: string, limit: number): Promise<string[]> {
    const rows = await db
      .selectFrom('satisfaction')
      .select('words')
      .where('day', '>=', from)
      .where('day', '<=', to)
      .where('words', 'is not', null)
      .where('words', '<>', '')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.flatMap(({ words }) => words ?? [])
  },

  /** How many ratings these people gave: for their own export. */
  async ofContacts(
    contacts: readonly number[],
  ): Promise<{ at: Date; rating: Rating; words: string | null }[]> {
    if (contacts.length === 0) return []
    const rows = await db
      .selectFrom('satisfaction')
      .select(['at', 'rating', 'words'])
      .where('contact_id', 'in', contacts)
      .orderBy('id')
      .execute()
    return rows.map(({ at, rating, words }) => ({ at: new Date(at), rating, words }))
  },

  /** Retention: from which networks ratings came. @returns how many */
  async forgetNetworks(before: Date): Promise<number> {
    const result = await db
      .updateTable('satisfaction')
      .set({ network: null })
      .where('network', 'is not', null)
      .where('at', '<', before.toISOString())
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },

  /** Words and the tie to the person go, counts stay. */
  async erase(contacts: readonly number[]): Promise<void> {
    if (contacts.length === 0) return
    await db
      .updateTable('satisfaction')
      .set({ words: null, contact_id: null, network: null })
      .where('contact_id', 'in', contacts)
      .execute()
  },

  /** Retention: as {@link erase}, for all before that time. @returns how many */
  async forgetBefore(before: Date): Promise<number> {
    const result = await db
      .updateTable('satisfaction')
      .set({ words: null, contact_id: null })
      .where('at', '<', before.toISOString())
      .where(sql<boolean>`(words IS NOT NULL OR contact_id IS NOT NULL)`)
      .executeTakeFirst()
    return Number(result.numUpdatedRows)
  },
})
