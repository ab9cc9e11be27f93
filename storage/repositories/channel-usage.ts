/** How many messages a channel with a quota has sent in a period ("2026-11"). */
import type { Kysely } from 'kysely'
import type { Channel } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'

export type ChannelUsageRepository = ReturnType<typeof createChannelUsageRepository>

export const createChannelUsageRepository = (db: Kysely<Database>) => ({
  /** @returns the count after adding */
  async add(channel: Channel, period: string, more: number): Promise<number> {
    const row = await db
      .insertInto('channel_usage')
      .values({ channel, period, used: more })
      .onConflict(conflict =>
        conflict
          .columns(['channel', 'period'])
          .doUpdateSet(eb => ({ used: eb('channel_usage.used', '+', more) })),
      )
      .returning('used')
      .executeTakeFirstOrThrow()
    return row.used
  },

  async of(channel: Channel, period: string): Promise<number> {
    const row = await db
      .selectFrom('channel_usage')
      .select('used')
      .where('channel', '=', channel)
      .where('period', '=', period)
      .executeTakeFirst()
    return row?.used ?? 0
  },
})
