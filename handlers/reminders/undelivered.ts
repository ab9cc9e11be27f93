/** A reminder no channel took: it is noted, so that another channel of the person is tried, or a lead is told to call. */
import type { Kysely } from 'kysely'
import type { OutboxRow } from '../../storage/repositories/outbox.ts'
import { createRepositories } from '../../storage/repositories.ts'
import type { Database } from '../../storage/schema.ts'

/** The outbox must not send it again when the person writes: by then it may be another day's reminder. */
const handedBack = 'reminder-handed-back'

/** @returns whether the row was a reminder; what follows from it is done by the next `queueReminders` */
export const createReminderNotices =
  ({ db, now }: { readonly db: Kysely<Database>; readonly now: () => Date }) =>
  async (row: OutboxRow, reason: string): Promise<boolean> =>
    await db.transaction().execute(async trx => {
      const { outbox, reminders, contacts } = createRepositories(trx)
      const origin = await outbox.originById(row.id)
      const id = /^reminder:(\d+)$/.exec(origin ?? '')?.[1]
      const reminder = id === undefined ? undefined : await reminders.byId(Number(id))
      if (reminder === undefined) return false
      // It may have arrived: saying it on a second channel would say it twice.
      if (reason === 'unknown' || reminder.contact === null) return true
      await outbox.giveUp(row.id, handedBack, now())
      const contact = await contacts.byId(reminder.contact)
      if (contact?.conversation === row.conversation)
        await reminders.refused(reminder.id, { by: contact.id, reason, now: now() })
      return true
    })
