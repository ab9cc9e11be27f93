/** Reminders said and to be said: each (matter, unit, person, step) once; with people's wishes and hours. */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../schema.ts'

/** A matter as one person is reminded of it. `scope` is a unit's name; empty = the whole ward. */
export interface ReminderKey {
  readonly what: string
  readonly scope: string
  readonly person: number
  readonly step: string
}

export interface StoredReminder extends ReminderKey {
  readonly id: number
  /** Contact it went to last; null while no channel took it. */
  readonly contact: number | null
  /** Day it was queued, in Vietnam. */
  readonly day: string
  /** Why no channel took it; null = queued. */
  readonly reason: string | null
  /** Contacts that refused it. */
  readonly tried: readonly number[]
  readonly queuedAt: Date
  /** When a lead heard that this person is to be called. */
  readonly toldAt: Date | null
}

export interface ReminderWish {
  readonly person: number
  readonly what: string
  readonly scope: string
  /** Not before this day. */
  readonly until: string | null
  readonly muted: boolean
}

export interface ReminderPreference {
  /** "08:00" */
  readonly at: string
  /** Kinds this person does not want. */
  readonly off: readonly string[]
}

const ids = z.array(z.number())
const words = z.array(z.string())
/** More ids than this are asked for in several statements. */
const batch = 300

export type ReminderRepository = ReturnType<typeof createReminderRepository>

/** How a reminder of one step is written first; at what time it was, and why no channel took it, if none did. */
const newRow = (
  { what, scope, person, step }: ReminderKey,
  { contact, day, now, reason = null }: { contact: number; day: string; now: Date; reason?: string | null },
) => ({
  key: { what, scope, person_id: person, step },
  // What is written anew where it could not be said before.
  said: {
    contact_id: contact,
    day,
    state: reason === null ? ('queued' as const) : ('unreached' as const),
    reason,
    queued_at: now.toISOString(),
  },
})

export const createReminderRepository = (db: Kysely<Database>) => ({
  /** Everything said, or meant to be said, of these matters. */
  async of(whats: readonly string[]): Promise<StoredReminder[]> {
    const rows: StoredReminder[] = []
    for (let from = 0; from < whats.length; from += batch)
      rows.push(
        ...(
          await db
            .selectFrom('reminder')
            .selectAll()
            .where('what', 'in', whats.slice(from, from + batch))
            .orderBy('id')
            .execute()
        ).map(toReminder),
      )
    return rows
  },

  async byId(id: number): Promise<StoredReminder | undefined> {
    const row = await db.selectFrom('reminder').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toReminder(row)
  },

  /**
   * Takes the right to say this; what could not be said before may be taken again.
   * @returns the row's id, or undefined when it was said already, here or by another process
   */
  async claim(
    key: ReminderKey,
    { contact, day, now }: { contact: number; day: string; now: Date },
  ): Promise<number | undefined> {
    const { key: own, said } = newRow(key, { contact, day, now })
    const row = await db
      .insertInto('reminder')
      .values({ ...own, ...said, told_at: null })
      .onConflict(conflict =>
        conflict
          .columns(['what', 'scope', 'person_id', 'step'])
          .doUpdateSet(said)
          .where('reminder.state', '=', 'unreached'),
      )
      .returning('id')
      .executeTakeFirst()
    return row?.id
  },

  /** No channel of this person can be written to now. Said already, or noted already: nothing changes. */
  async noteUnreached(
    key: ReminderKey,
    { contact, reason, day, now }: { contact: number; reason: string; day: string; now: Date },
  ): Promise<void> {
    const { key: own, said } = newRow(key, { contact, reason, day, now })
    await db
      .insertInto('reminder')
      .values({ ...own, ...said, told_at: null })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  },

  /**
   * What was queued did not arrive: it may be claimed again.
   * @param by the contact that refused it, so that another is tried; null = it came too late for any
   */
  async refused(
    id: number,
    { by, reason, now }: { by: number | null; reason: string; now: Date },
  ): Promise<void> {
    const before = await this.byId(id)
    if (before === undefined) return
    await db
      .updateTable('reminder')
      .set({
        tried: JSON.stringify([...new Set([...before.tried, ...(by === null ? [] : [by])])]),
        state: 'unreached',
        reason,
        queued_at: now.toISOString(),
      })
      .where('id', '=', id)
      .execute()
  },

  /** Those no lead has heard of yet, but of people who have been told of the same matter since. */
  async untold(): Promise<StoredReminder[]> {
    const rows = await db
      .selectFrom('reminder')
      .selectAll()
      .where('state', '=', 'unreached')
      .where('told_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('reminder as later')
              .select('later.id')
              .whereRef('later.what', '=', 'reminder.what')
              .whereRef('later.scope', '=', 'reminder.scope')
              .whereRef('later.person_id', '=', 'reminder.person_id')
              .whereRef('later.queued_at', '>=', 'reminder.queued_at')
              .where('later.state', '=', 'queued'),
          ),
        ),
      )
      .orderBy('id')
      .execute()
    return rows.map(toReminder)
  },

  /** @returns whether it was this call that noted it: two processes tell a lead once */
  async noteTold(id: number, now: Date): Promise<boolean> {
    const result = await db
      .updateTable('reminder')
      .set({ told_at: now.toISOString() })
      .where('id', '=', id)
      .where('told_at', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },

  /** Those of plans long over, with what people asked of them. */
  async purge(before: Date): Promise<number> {
    const gone = await db
      .deleteFrom('reminder')
      .where('queued_at', '<', before.toISOString())
      .executeTakeFirst()
    await db.deleteFrom('reminder_wish').where('changed_at', '<', before.toISOString()).execute()
    return Number(gone.numDeletedRows)
  },

  async wishes(person?: number): Promise<ReminderWish[]> {
    let query = db.selectFrom('reminder_wish').selectAll()
    if (person !== undefined) query = query.where('person_id', '=', person)
    return (await query.orderBy('changed_at').execute()).map(row => ({
      person: row.person_id,
      what: row.what,
      scope: row.scope,
      until: row.until,
      muted: row.muted === 1,
    }))
  },

  async wish({ person, what, scope, until, muted }: ReminderWish, now: Date): Promise<void> {
    const values = { until, muted: muted ? 1 : 0, changed_at: now.toISOString() } as const
    await db
      .insertInto('reminder_wish')
      .values({ person_id: person, what, scope, ...values })
      .onConflict(conflict => conflict.columns(['person_id', 'what', 'scope']).doUpdateSet(values))
      .execute()
  },

  /** By person; those who changed nothing are absent. */
  async preferences(): Promise<ReadonlyMap<number, ReminderPreference>> {
    const rows = await db.selectFrom('reminder_preference').selectAll().execute()
    return new Map(
      rows.map(row => [row.person_id, { at: row.at, off: words.parse(JSON.parse(row.off)) }] as const),
    )
  },

  async prefer(person: number, { at, off }: ReminderPreference, now: Date): Promise<void> {
    const values = { at, off: JSON.stringify(off), changed_at: now.toISOString() }
    await db
      .insertInto('reminder_preference')
      .values({ person_id: person, ...values })
      .onConflict(conflict => conflict.column('person_id').doUpdateSet(values))
      .execute()
  },

  /** Matters a person said are done, outside the bot; as "what|scope". */
  async settled(): Promise<ReadonlySet<string>> {
    const rows = await db.selectFrom('reminder_settled').select(['what', 'scope']).execute()
    return new Set(rows.map(({ what, scope }) => `${what}|${scope}`))
  },

  async settle(what: string, scope: string, by: { contact: number; now: Date }): Promise<void> {
    await db
      .insertInto('reminder_settled')
      .values({ what, scope, settled_by: by.contact, settled_at: by.now.toISOString() })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  },

  async unsettle(what: string, scope: string): Promise<void> {
    await db.deleteFrom('reminder_settled').where('what', '=', what).where('scope', '=', scope).execute()
  },
})

const toReminder = (row: {
  id: number
  what: string
  scope: string
  person_id: number
  step: string
  contact_id: number | null
  day: string
  reason: string | null
  tried: string
  queued_at: string
  told_at: string | null
}): StoredReminder => ({
  id: row.id,
  what: row.what,
  scope: row.scope,
  person: row.person_id,
  step: row.step,
  contact: row.contact_id,
  day: row.day,
  reason: row.reason,
  tried: ids.parse(JSON.parse(row.tried)),
  queuedAt: new Date(row.queued_at),
  toldAt: row.told_at === null ? null : new Date(row.told_at),
})
