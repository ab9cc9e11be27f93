/** One-time codes by which a person shows that two channels are theirs; only their hash is stored. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import { normaliseCode } from './invites.ts'

const hash = (code: string): string => createHash('sha256').update(normaliseCode(code)).digest('hex')

export type RedeemedLink =
  | { readonly kind: 'ok'; readonly contact: number }
  | { readonly kind: 'unknown' | 'used' | 'expired' }

export type LinkRepository = ReturnType<typeof createLinkRepository>

export const createLinkRepository = (db: Kysely<Database>) => ({
  /** A contact has one open code at a time: a new one replaces the old. */
  async add(link: { code: string; contact: number; now: Date; expires: Date }): Promise<void> {
    await db
      .deleteFrom('link_code')
      .where(({ eb, or }) =>
        or([eb('contact_id', '=', link.contact), eb('expires_at', '<=', link.now.toISOString())]),
      )
      .where('used_at', 'is', null)
      .execute()
    await db
      .insertInto('link_code')
      .values({
        code_hash: hash(link.code),
        contact_id: link.contact,
        created_at: link.now.toISOString(),
        expires_at: link.expires.toISOString(),
      })
      .execute()
  },

  /** Who made this code; the code stays good until {@link use}. */
  async find(code: string, now: Date): Promise<RedeemedLink> {
    const row = await db
      .selectFrom('link_code')
      .selectAll()
      .where('code_hash', '=', hash(code))
      .executeTakeFirst()
    if (row === undefined) return { kind: 'unknown' }
    if (row.used_at !== null) return { kind: 'used' }
    if (row.expires_at <= now.toISOString()) return { kind: 'expired' }
    return { kind: 'ok', contact: row.contact_id }
  },

  async use(code: string, now: Date): Promise<void> {
    await db
      .updateTable('link_code')
      .set({ used_at: now.toISOString() })
      .where('code_hash', '=', hash(code))
      .execute()
  },

  /** A contact becomes a person of its own again: a resident, who keeps language and privacy notice. */
  async split(contact: number, now: Date): Promise<void> {
    const before = await db
      .selectFrom('contact')
      .innerJoin('person', 'person.id', 'contact.person_id')
      .select(['person.locale', 'person.notified_at'])
      .where('contact.id', '=', contact)
      .executeTakeFirstOrThrow()
    const person = await db
      .insertInto('person')
      .values({
        role: 'resident',
        unit: null,
        locale: before.locale,
        notified_at: before.notified_at,
        created_at: now.toISOString(),
      })
      .executeTakeFirstOrThrow()
    await db
      .updateTable('contact')
      .set({ person_id: Number(person.insertId) })
      .where('id', '=', contact)
      .execute()
  },
})
