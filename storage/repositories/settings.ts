/** Small facts the ward or the program sets while running (staff group, chosen readings, pause). */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export type SettingRepository = ReturnType<typeof createSettingRepository>

export const createSettingRepository = (db: Kysely<Database>) => ({
  async get(key: string): Promise<string | undefined> {
    const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
    return row?.value
  },

  async set(key: string, value: string, now: Date): Promise<void> {
    const values = { value, updated_at: now.toISOString() }
    await db
      .insertInto('setting')
      .values({ key, ...values })
      .onConflict(conflict => conflict.column('key').doUpdateSet(values))
      .execute()
  },

  async remove(key: string): Promise<void> {
    await db.deleteFrom('setting').where('key', '=', key).execute()
  },
})
