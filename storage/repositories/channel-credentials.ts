/** Credentials of channels, sealed before they come here; one row an account, with a lock for the one who renews it. */
import type { Kysely } from 'kysely'
import type { Channel } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'

export interface StoredCredential {
  /** Opaque here: only the channel can open it. */
  readonly sealed: string
  /** Grows with every stored credential. */
  readonly generation: number
  /** Hash of the credential an operator typed in last, so that it is not taken again after it was renewed. */
  readonly seedHash: string | null
  /** Somebody is renewing it since then, or died while doing so. */
  readonly rotatingSince: Date | undefined
  readonly updatedAt: Date
}

export type ChannelCredentialRepository = ReturnType<typeof createChannelCredentialRepository>

export const createChannelCredentialRepository = (db: Kysely<Database>) => ({
  async load(channel: Channel, account: string): Promise<StoredCredential | undefined> {
    const row = await db
      .selectFrom('channel_credential')
      .selectAll()
      .where('channel', '=', channel)
      .where('account', '=', account)
      .executeTakeFirst()
    return (
      row && {
        sealed: row.sealed,
        generation: row.generation,
        seedHash: row.seed_hash,
        rotatingSince: row.rotating_since === null ? undefined : new Date(row.rotating_since),
        updatedAt: new Date(row.updated_at),
      }
    )
  },

  /** Stores the new credential and ends its renewal, in one statement: never half done. */
  async save(
    channel: Channel,
    account: string,
    credential: { readonly sealed: string; readonly seedHash?: string },
    now: Date,
  ): Promise<void> {
    const { sealed, seedHash } = credential
    await db
      .insertInto('channel_credential')
      .values({
        channel,
        account,
        sealed,
        generation: 1,
        seed_hash: seedHash ?? null,
        rotating_since: null,
        updated_at: now.toISOString(),
      })
      .onConflict(conflict =>
        conflict.columns(['channel', 'account']).doUpdateSet(eb => ({
          sealed,
          generation: eb('channel_credential.generation', '+', 1),
          rotating_since: null,
          updated_at: now.toISOString(),
          ...(seedHash === undefined ? {} : { seed_hash: seedHash }),
        })),
      )
      .execute()
  },

  /** Takes the lock. @returns false when the credential changed since, or somebody holds the lock */
  async beginRotation(channel: Channel, account: string, generation: number, now: Date): Promise<boolean> {
    const result = await db
      .updateTable('channel_credential')
      .set({ rotating_since: now.toISOString() })
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('generation', '=', generation)
      .where('rotating_since', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /** Gives the lock back without a new credential. */
  async endRotation(channel: Channel, account: string): Promise<void> {
    await db
      .updateTable('channel_credential')
      .set({ rotating_since: null })
      .where('channel', '=', channel)
      .where('account', '=', account)
      .execute()
  },

  async remove(channel: Channel, account: string): Promise<void> {
    await db
      .deleteFrom('channel_credential')
      .where('channel', '=', channel)
      .where('account', '=', account)
      .execute()
  },
})
