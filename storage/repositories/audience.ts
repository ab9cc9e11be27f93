/** Whom a notice goes to, and on which of their channels: the one they used last among those that reach them. */
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { type Channel, type ConversationId, channels, type Locale, locales } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { conversationSchema } from '../update-schema.ts'

export const audienceSchema = z.discriminatedUnion('kind', [
  /** All who take the ward's general notices. */
  z.object({ kind: z.literal('ward') }),
  z.object({ kind: z.literal('area'), keys: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('topic'), keys: z.array(z.string()).min(1) }),
])
export type Audience = z.infer<typeof audienceSchema>

/** A channel that is on. */
export interface Reach {
  readonly channel: Channel
  /** Hours after somebody's last message in which we may write to them; null = no limit. */
  readonly windowHours: number | null
  /** Lower is chosen first: 0 reaches people's phones, 1 is seen when they open the page, 2 waits for a person to mend it. */
  readonly rank: number
}

/** Why somebody can't be reached now. */
export const reachTroubles = ['gone', 'channel-off', 'window-closed'] as const
export type ReachTrouble = (typeof reachTroubles)[number]

export interface Reached {
  readonly person: number
  readonly contact: number
  readonly channel: Channel
  readonly conversation: ConversationId
  readonly locale: Locale
  readonly trouble: ReachTrouble | undefined
}

const rowSchema = z.object({
  person: z.number(),
  contact: z.number(),
  channel: z.enum(channels),
  conversation: conversationSchema,
  locale: z.enum(locales),
  trouble: z.enum(reachTroubles).nullable(),
})
const countSchema = z.object({
  channel: z.enum(channels),
  trouble: z.enum(reachTroubles).nullable(),
  people: z.number(),
})

export type AudienceRepository = ReturnType<typeof createAudienceRepository>

const hourMs = 60 * 60 * 1000

/** Whether a contact asked for it. */
const wants = (audience: Audience) =>
  sql<boolean>`EXISTS (SELECT 1 FROM subscription s WHERE s.contact_id = c.id AND s.ended_at IS NULL AND s.kind = ${audience.kind}
    ${audience.kind === 'ward' ? sql`` : sql`AND s.key IN (${sql.join(audience.keys)})`})`

/** Each person of `people` with the channel to write on, or the trouble of the best one. */
const ranked = (people: ReturnType<typeof sql>, reaches: readonly Reach[], now: Date) => {
  const rows = reaches.map(
    ({ channel, windowHours, rank }) =>
      sql`(${channel}, ${rank}, ${windowHours === null ? '' : new Date(now.getTime() - windowHours * hourMs).toISOString()})`,
  )
  // A list of values may not be empty.
  const reach = rows.length === 0 ? sql`SELECT '', 0, '' WHERE 0` : sql`VALUES ${sql.join(rows)}`
  return sql`WITH reach(channel, rank, since) AS (${reach}),
    audience(person_id) AS (${people}),
    way AS (
      SELECT a.person_id AS person, c.id AS contact, c.channel, c.conversation, p.locale, r.rank, c.last_seen_at,
        CASE WHEN c.gone_at IS NOT NULL THEN 'gone'
          WHEN r.channel IS NULL THEN 'channel-off'
          WHEN max(c.last_seen_at, coalesce(w.last_at, '')) < r.since THEN 'window-closed' END AS trouble
      FROM audience a JOIN contact c ON c.person_id = a.person_id JOIN person p ON p.id = a.person_id
        LEFT JOIN reach r ON r.channel = c.channel LEFT JOIN channel_window w ON w.conversation = c.conversation),
    best AS (
      SELECT *, row_number() OVER (
        PARTITION BY person ORDER BY trouble IS NOT NULL, rank, last_seen_at DESC, contact) AS place FROM way)`
}

export const createAudienceRepository = (db: Kysely<Database>) => ({
  /** How many people a notice would reach on each channel, and how many not, by reason. */
  async count(
    audience: Audience,
    reaches: readonly Reach[],
    now: Date,
  ): Promise<{ channel: Channel; trouble: ReachTrouble | undefined; people: number }[]> {
    const people = sql`SELECT DISTINCT c.person_id FROM contact c WHERE ${wants(audience)}`
    const { rows } = await sql`${ranked(people, reaches, now)}
      SELECT channel, trouble, count(*) AS people FROM best WHERE place = 1 GROUP BY channel, trouble
      ORDER BY trouble IS NOT NULL, people DESC`.execute(db)
    return z
      .array(countSchema)
      .parse(rows)
      .map(({ trouble, ...row }) => ({ ...row, trouble: trouble ?? undefined }))
  },

  /** The next people who want it, in the order of their ids, after `after`. */
  async page(
    audience: Audience,
    after: number,
    limit: number,
    reaches: readonly Reach[],
    now: Date,
  ): Promise<Reached[]> {
    const people = sql`SELECT c.person_id FROM contact c WHERE c.person_id > ${after} AND ${wants(audience)}
      GROUP BY c.person_id ORDER BY c.person_id LIMIT ${limit}`
    return await read(ranked(people, reaches, now), db)
  },

  /** The same for these people, if they still want it. */
  async stillWanting(
    audience: Audience,
    persons: readonly number[],
    reaches: readonly Reach[],
    now: Date,
  ): Promise<Reached[]> {
    if (persons.length === 0) return []
    const people = sql`SELECT DISTINCT c.person_id FROM contact c WHERE c.person_id IN (${sql.join(persons)}) AND ${wants(audience)}`
    return await read(ranked(people, reaches, now), db)
  },
})

const read = async (query: ReturnType<typeof sql>, db: Kysely<Database>): Promise<Reached[]> => {
  const { rows } = await sql`${query}
    SELECT person, contact, channel, conversation, locale, trouble FROM best WHERE place = 1 ORDER BY person`.execute(
    db,
  )
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ trouble, ...row }) => ({ ...row, trouble: trouble ?? undefined }))
}
