/** One-time codes that give a role; only their hash is stored. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type Role, roles } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'

/** Upper case, without what people confuse on the phone or while typing: spaces, dashes, O/0, I/1/L. */
export const normaliseCode = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

const hash = (code: string): string => createHash('sha256').update(normaliseCode(code)).digest('hex')

export type Redeemed =
  | { readonly kind: 'ok'; readonly invite: number; readonly role: Role; readonly unit: string | null }
  | { readonly kind: 'unknown' | 'used' | 'expired' | 'revoked' }

export type InviteRepository = ReturnType<typeof createInviteRepository>

export const createInviteRepository = (db: Kysely<Database>) => ({
  async add(invite: {
    code: string
    role: Role
    unit: string | null
    note: string | null
    by: number | null
    now: Date
    expires: Date
  }): Promise<number> {
    const result = await db
      .insertInto('invite')
      .values({
        code_hash: hash(invite.code),
        role: invite.role,
        unit: invite.unit,
        note: invite.note,
        created_by: invite.by,
        created_at: invite.now.toISOString(),
        expires_at: invite.expires.toISOString(),
      })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  },

  /** Uses the code up for this person, if it still can be. */
  async redeem(code: string, person: number, now: Date): Promise<Redeemed> {
    const row = await db
      .selectFrom('invite')
      .selectAll()
      .where('code_hash', '=', hash(code))
      .executeTakeFirst()
    if (row === undefined) return { kind: 'unknown' }
    if (row.revoked_at !== null) return { kind: 'revoked' }
    if (row.used_at !== null) return { kind: 'used' }
    if (row.expires_at <= now.toISOString()) return { kind: 'expired' }
    await db
      .updateTable('invite')
      .set({ used_by: person, used_at: now.toISOString() })
      .where('id', '=', row.id)
      .execute()
    return { kind: 'ok', invite: row.id, role: z.enum(roles).parse(row.role), unit: row.unit }
  },

  async open(
    now: Date,
  ): Promise<{ id: number; role: string; unit: string | null; note: string | null; expires: Date }[]> {
    const rows = await db
      .selectFrom('invite')
      .selectAll()
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now.toISOString())
      .orderBy('id')
      .execute()
    return rows.map(row => ({
      id: row.id,
      role: row.role,
      unit: row.unit,
      note: row.note,
      expires: new Date(row.expires_at),
    }))
  },

  /** @returns false when there is no such open invite */
  async revoke(id: number, now: Date): Promise<boolean> {
    const result = await db
      .updateTable('invite')
      .set({ revoked_at: now.toISOString() })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
})
