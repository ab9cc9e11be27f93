/** What a conversation was about a moment ago: small, versioned, expiring; never anything that must be kept. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

/** Whose conversations are meant. */
interface Whose {
  readonly conversation: string
  readonly sender: string
}

/** In a group each member has a session of their own: "<group>|<sender>". */
const isOf = ({ conversation, sender }: Whose) =>
  sql<boolean>`(key = ${conversation} OR substr(key, -length(${`|${sender}`})) = ${`|${sender}`})`

export type SessionRepository = ReturnType<typeof createSessionRepository>

export const createSessionRepository = (db: Kysely<Database>) => ({
  /** @returns the stored JSON value, or undefined when absent, expired or written by another version */
  async load(key: string, version: number, now: Date): Promise<unknown> {
    const row = await db
      .selectFrom('session')
      .select(['version', 'data', 'expires_at'])
      .where('key', '=', key)
      .executeTakeFirst()
    if (row === undefined || row.version !== version || row.expires_at <= now.toISOString()) return undefined
    return JSON.parse(row.data)
  },

  /** The stored JSON values of a person's conversations: the one with us, and theirs in each group. */
  async allOf(whose: Whose, version: number, now: Date): Promise<unknown[]> {
    const rows = await db
      .selectFrom('session')
      .select('data')
      .where(isOf(whose))
      .where('version', '=', version)
      .where('expires_at', '>', now.toISOString())
      .orderBy('key')
      .execute()
    return rows.map(({ data }) => JSON.parse(data))
  },

  async save(key: string, version: number, data: unknown, now: Date, expires: Date): Promise<void> {
    const values = {
      version,
      data: JSON.stringify(data),
      updated_at: now.toISOString(),
      expires_at: expires.toISOString(),
    }
    await db
      .insertInto('session')
      .values({ key, ...values })
      .onConflict(conflict => conflict.column('key').doUpdateSet(values))
      .execute()
  },

  /** Forgets a person's conversations, those in groups too. */
  async dropAllOf(whose: Whose): Promise<void> {
    await db.deleteFrom('session').where(isOf(whose)).execute()
  },

  /** Drops sessions in which one of these texts stands: an officer may have somebody's words on the screen. */
  async dropWith(texts: readonly string[]): Promise<void> {
    for (const text of texts)
      await db
        .deleteFrom('session')
        .where(({ eb, fn, val }) =>
          eb(fn<number>('instr', ['data', val(JSON.stringify(text).slice(1, -1))]), '>', 0),
        )
        .execute()
  },

  async purgeExpired(now: Date): Promise<number> {
    const result = await db
      .deleteFrom('session')
      .where('expires_at', '<=', now.toISOString())
      .executeTakeFirst()
    return Number(result.numDeletedRows)
  },
})
