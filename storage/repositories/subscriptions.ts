/** What people asked to be told about, each with the words they agreed to and when; nothing is on by default. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export const subscriptionKinds = ['ward', 'area', 'topic'] as const
export type SubscriptionKind = (typeof subscriptionKinds)[number]

/** `key` is empty for the ward's general notices, "to 3" for an area, a topic group's id for a field. */
export interface SubscriptionWish {
  readonly kind: SubscriptionKind
  readonly key: string
  /** As people read it: "tổ 3". */
  readonly label: string
}

export interface Subscription extends SubscriptionWish {
  readonly contact: number
  /** The consent, word for word. */
  readonly consent: string
  readonly agreedAt: Date
  readonly endedAt: Date | null
}

export type SubscriptionRepository = ReturnType<typeof createSubscriptionRepository>

export const createSubscriptionRepository = (db: Kysely<Database>) => {
  const select = () =>
    db
      .selectFrom('subscription')
      .innerJoin('consent_text', 'consent_text.id', 'subscription.consent_id')
      .innerJoin('contact', 'contact.id', 'subscription.contact_id')
      .select([
        'subscription.contact_id',
        'subscription.kind',
        'subscription.key',
        'subscription.label',
        'subscription.agreed_at',
        'subscription.ended_at',
        'consent_text.text',
      ])

  return {
    /** What is on for a person, on whichever channel they said so; oldest first. */
    async ofPerson(person: number): Promise<Subscription[]> {
      const rows = await select()
        .where('contact.person_id', '=', person)
        .where('subscription.ended_at', 'is', null)
        .orderBy('subscription.id')
        .execute()
      return rows.map(row => toSubscription(row))
    },

    /** Everything kept of them, withdrawn consents too: for showing and exporting. */
    async history(contacts: readonly number[]): Promise<Subscription[]> {
      if (contacts.length === 0) return []
      const rows = await select()
        .where('subscription.contact_id', 'in', contacts)
        .orderBy('subscription.id')
        .execute()
      return rows.map(row => toSubscription(row))
    },

    /** @returns false when it is on already */
    async add(contact: number, wish: SubscriptionWish, consent: string, now: Date): Promise<boolean> {
      const at = now.toISOString()
      await db
        .insertInto('consent_text')
        .values({ text: consent, first_at: at })
        .onConflict(conflict => conflict.column('text').doNothing())
        .execute()
      const { id } = await db
        .selectFrom('consent_text')
        .select('id')
        .where('text', '=', consent)
        .executeTakeFirstOrThrow()
      const result = await db
        .insertInto('subscription')
        .values({ contact_id: contact, ...wish, consent_id: id, agreed_at: at })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },

    /**
     * Takes back what a person agreed to, on all their channels.
     * @param only one of them; all when absent
     * @returns how many were on
     */
    async end(
      person: number,
      by: string,
      now: Date,
      only?: Pick<SubscriptionWish, 'kind' | 'key'>,
    ): Promise<number> {
      let query = db
        .updateTable('subscription')
        .set({ ended_at: now.toISOString(), ended_by: by })
        .where('ended_at', 'is', null)
        .where('contact_id', 'in', eb =>
          eb.selectFrom('contact').select('id').where('person_id', '=', person),
        )
      if (only !== undefined) query = query.where('kind', '=', only.kind).where('key', '=', only.key)
      return Number((await query.executeTakeFirst()).numUpdatedRows)
    },

    /** Erases these contacts' subscriptions and consents. @returns how many rows went */
    async erase(contacts: readonly number[]): Promise<number> {
      if (contacts.length === 0) return 0
      const result = await db
        .deleteFrom('subscription')
        .where('contact_id', 'in', contacts)
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },

    /** How many people take each kind of notice; the most wanted first. */
    async counts(): Promise<(SubscriptionWish & { readonly people: number })[]> {
      return await db
        .selectFrom('subscription')
        .innerJoin('contact', 'contact.id', 'subscription.contact_id')
        .select(({ fn }) => [
          'subscription.kind',
          'subscription.key',
          fn.max('subscription.label').as('label'),
          fn.count<number>('contact.person_id').distinct().as('people'),
        ])
        .where('subscription.ended_at', 'is', null)
        .groupBy(['subscription.kind', 'subscription.key'])
        .orderBy('people', 'desc')
        .orderBy('subscription.key')
        .execute()
    },
  }
}

const toSubscription = (row: {
  contact_id: number
  kind: SubscriptionKind
  key: string
  label: string
  agreed_at: string
  ended_at: string | null
  text: string
}): Subscription => ({
  contact: row.contact_id,
  kind: row.kind,
  key: row.key,
  label: row.label,
  consent: row.text,
  agreedAt: new Date(row.agreed_at),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at),
})
