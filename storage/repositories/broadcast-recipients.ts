/** Whom a notice to many is for: each person listed once, their turn, what came of it, and forgetting who they were. */
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { type Channel, channels } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import type { Reached } from './audience.ts'

export const outcomeSchema = z.object({ channel: z.enum(channels), outcome: z.string(), people: z.number() })
/** `outcome`: sent, waiting, or why it did not reach them (blocked, window-closed, quota, stopped, cancelled …). */
export type OutcomeCount = z.infer<typeof outcomeSchema>

/** A part of the notices' repository. */
export const createBroadcastRecipients = (db: Kysely<Database>) => ({
  /** Lists the next people as recipients; whoever can't be reached is listed with the reason. */
  async list(id: number, people: readonly Reached[], cursor: number): Promise<void> {
    if (people.length > 0)
      await db
        .insertInto('broadcast_recipient')
        .values(
          people.map(({ person, contact, channel, trouble }) => ({
            broadcast_id: id,
            person_id: person,
            contact_id: contact,
            channel,
            state: trouble === undefined ? ('waiting' as const) : ('skipped' as const),
            reason: trouble ?? null,
            outbox_id: null,
          })),
        )
        .onConflict(conflict => conflict.doNothing())
        .execute()
    await db.updateTable('broadcast').set({ cursor }).where('id', '=', id).execute()
  },

  /** Everybody is listed. */
  async noteListed(id: number, now: Date): Promise<void> {
    await db.updateTable('broadcast').set({ listed_at: now.toISOString() }).where('id', '=', id).execute()
  },

  /** Channels on which recipients wait for their turn. */
  async waitingChannels(id: number): Promise<Channel[]> {
    const rows = await db
      .selectFrom('broadcast_recipient')
      .select('channel')
      .distinct()
      .where('broadcast_id', '=', id)
      .where(sql<boolean>`state = 'waiting'`)
      .execute()
    return rows.map(({ channel }) => z.enum(channels).parse(channel))
  },

  async waiting(
    id: number,
    channel: Channel,
    limit: number,
  ): Promise<{ id: number; person: number | null }[]> {
    return await db
      .selectFrom('broadcast_recipient')
      .select(['id', 'person_id as person'])
      .where('broadcast_id', '=', id)
      .where('channel', '=', channel)
      .where(sql<boolean>`state = 'waiting'`)
      .orderBy('id')
      .limit(limit)
      .execute()
  },

  /** Its message lies in the outbox. */
  async noteQueued(recipient: number, to: Pick<Reached, 'channel'>, outbox: number): Promise<void> {
    await db
      .updateTable('broadcast_recipient')
      .set({ state: 'queued', channel: to.channel, outbox_id: outbox })
      .where('id', '=', recipient)
      .execute()
  },

  async skip(recipient: number, reason: string): Promise<void> {
    await db
      .updateTable('broadcast_recipient')
      .set({ state: 'skipped', reason })
      .where('id', '=', recipient)
      .execute()
  },

  /** People whose message was refused for good on the channel it was meant for. */
  async refused(id: number, limit: number): Promise<{ id: number; person: number; channel: string }[]> {
    const rows = await db
      .selectFrom('broadcast_recipient as recipient')
      .innerJoin('outbox', 'outbox.id', 'recipient.outbox_id')
      .select(['recipient.id', 'recipient.person_id as person', 'recipient.channel'])
      .where('recipient.broadcast_id', '=', id)
      .where('recipient.state', '=', 'queued')
      .where('recipient.reason', 'is', null)
      .where('outbox.state', '=', 'dead')
      .where('outbox.failure', 'in', ['blocked', 'not-found', 'window-closed', 'quota', 'refused'])
      .orderBy('recipient.id')
      .limit(limit)
      .execute()
    return rows.flatMap(({ person, ...row }) => (person === null ? [] : [{ ...row, person }]))
  },

  /** Their turn comes once more, on another channel of theirs; or, without one, the refusal is the last word. */
  async tryElsewhere(recipient: number, channel: Channel | undefined): Promise<void> {
    await db
      .updateTable('broadcast_recipient')
      .set(
        channel === undefined
          ? { reason: 'refused' }
          : { state: 'waiting', channel, outbox_id: null, reason: 'elsewhere' },
      )
      .where('id', '=', recipient)
      .execute()
  },

  /** Whoever of a notice, or whichever notice of a person, still waits goes nowhere. */
  async skipWaiting(of: { notice: number } | { person: number }, reason: string): Promise<void> {
    await db
      .updateTable('broadcast_recipient')
      .set({ state: 'skipped', reason })
      .where('notice' in of ? 'broadcast_id' : 'person_id', '=', 'notice' in of ? of.notice : of.person)
      .where(sql<boolean>`state = 'waiting'`)
      .execute()
  },

  /** Forgets who they were; the rows still count. */
  async erasePerson(person: number): Promise<void> {
    await db
      .updateTable('broadcast_recipient')
      .set({ person_id: null, contact_id: null })
      .where('person_id', '=', person)
      .execute()
  },

  /** How it went so far, by channel. */
  async outcome(id: number): Promise<OutcomeCount[]> {
    const { rows } = await sql`
      SELECT r.channel, CASE r.state WHEN 'skipped' THEN r.reason WHEN 'waiting' THEN 'waiting'
          ELSE CASE o.state WHEN 'pending' THEN 'waiting' WHEN 'dead' THEN coalesce(o.failure, 'error') ELSE 'sent' END
        END AS outcome, count(*) AS people
      FROM broadcast_recipient r LEFT JOIN outbox o ON o.id = r.outbox_id
      WHERE r.broadcast_id = ${id} GROUP BY r.channel, outcome ORDER BY people DESC, r.channel`.execute(db)
    return z.array(outcomeSchema).parse(rows)
  },
})
