/** Reminders no channel took: taken back, so that another channel of the person is tried, or a lead is told to call. */
import { expired, type OutboxRow } from '../../storage/repositories/outbox.ts'
import type { Repositories } from '../../storage/repositories.ts'

export const reminderOrigin = (id: number): string => `reminder:${id}`
const prefix = 'reminder:'

/** The outbox must not send it again when the person writes: by then it may be another day's reminder. */
const takenBack = 'reminder-taken-back'
/** Older ones are of no use to anybody. */
const days = 14
const dayMs = 24 * 60 * 60 * 1000

/** Whether a row is a reminder: then what follows is done here, and no other notice of it is needed. */
export const isReminder = async (
  { id }: Pick<OutboxRow, 'id'>,
  { outbox }: Pick<Repositories, 'outbox'>,
): Promise<boolean> => (await outbox.originById(id))?.startsWith(prefix) ?? false

/** Looks at what the outbox gave up since; nothing is lost when the program stopped in between. */
export const takeBack = async (
  { outbox }: Pick<Repositories, 'outbox'>,
  transact: <T>(work: (repositories: Repositories) => Promise<T>) => Promise<T>,
  now: Date,
): Promise<void> => {
  await outbox.expire(prefix, now)
  const all = await outbox.deadOf(prefix, new Date(now.getTime() - days * dayMs))
  const before = new Set(all.filter(({ failure }) => failure === takenBack).map(({ origin }) => origin))
  const dead = all.filter(
    // It may have arrived: saying it on a second channel would say it twice.
    ({ failure }) => failure !== takenBack && failure !== 'unknown',
  )
  if (dead.length === 0) return
  await transact(async trx => {
    for (const { id, conversation, failure, origin } of dead) {
      await trx.outbox.giveUp(id, takenBack, now)
      const reminder = await trx.reminders.byId(Number(origin.slice(prefix.length)))
      if (reminder === undefined || reminder.contact === null) continue
      const contact = await trx.contacts.byId(reminder.contact)
      // Said again since, on another channel: then that is what counts.
      if (contact?.conversation === conversation && reminder.reason === null)
        // What became too late was refused by nobody: the same contact is tried once more, with today's words.
        await trx.reminders.refused(reminder.id, {
          by: failure === expired && !before.has(origin) ? null : contact.id,
          reason: failure,
          now,
        })
    }
  })
}
