/** Reminders without a bot around them: a database, a ward's content, channels that are only on. */
import { type Channel, type Contact, conversationId, senderId } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales } from '../../content/locales.ts'
import type { Line } from '../../handlers/reminders/people.ts'
import { queueReminders } from '../../handlers/reminders/queue.ts'
import type { OpenDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { createScriptedChannel } from './scripted-channel.ts'

export const openDesk = ({
  database: { db },
  library,
  locales,
  lines = new Map([['telegram', createScriptedChannel('telegram')]]),
}: {
  readonly database: OpenDatabase
  readonly library: Pick<Library, 'plan' | 'plans' | 'ward'>
  readonly locales: Pick<Locales, 'in'>
  readonly lines?: ReadonlyMap<Channel, Line>
}) => {
  const repositories = createRepositories(db)
  /** What the channels, which are on, do with what is queued. */
  const deliver = async (now: Date): Promise<void> => {
    const rows = await db
      .selectFrom('outbox')
      .select(['id', 'expires_at'])
      .where('state', '=', 'pending')
      .execute()
    for (const { id, expires_at } of rows)
      if (expires_at === null || expires_at > now.toISOString())
        await repositories.outbox.sent(id, undefined, now)
  }
  return {
    repositories,
    /** @param open whether the channels deliver what is queued */
    async remind(now: Date, open = true) {
      const told = await queueReminders({
        repositories,
        transact: work => db.transaction().execute(trx => work(createRepositories(trx))),
        library,
        locales,
        lines,
        now,
      })
      if (open) await deliver(now)
      return told
    },
    /** Somebody of the ward who has registered. */
    async join(
      name: string,
      role: 'officer' | 'lead' | 'admin',
      unit: string | null,
      now: Date,
      channel: Channel = 'telegram',
    ): Promise<Contact> {
      const { contact } = await repositories.contacts.meet({
        sender: senderId(channel, name),
        conversation: conversationId(channel, name),
        name,
        privateChat: true,
        locale: 'vi',
        now,
      })
      await repositories.contacts.setRole(contact.person, role, unit)
      return { ...contact, role, unit }
    },
    /** What was queued, oldest first: "03-04 08:00 Hoa 🔔 **Báo cáo …**"; `sent`: when it was delivered. */
    async queued(): Promise<{ at: Date; to: string; text: string; origin: string; sent: Date | null }[]> {
      const rows = await db
        .selectFrom('outbox')
        .select(['created_at', 'conversation', 'body', 'origin', 'state', 'finished_at'])
        .orderBy('id')
        .execute()
      return rows.map(row => {
        const body: unknown = JSON.parse(row.body)
        const text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : ''
        return {
          at: new Date(row.created_at),
          to: row.conversation.slice(row.conversation.indexOf(':') + 1),
          text,
          origin: row.origin ?? '',
          sent: row.state === 'sent' && row.finished_at !== null ? new Date(row.finished_at) : null,
        }
      })
    },
  }
}
