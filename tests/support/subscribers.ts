/** Many subscribers at once, and a notice that two people of the ward have agreed on, without the chats that lead there. */
import type { Database as RawDatabase } from 'better-sqlite3'
import { type Channel, conversationId, senderId } from '../../bot/chat.ts'
import type { createRepositories } from '../../storage/repositories.ts'

/** @param natives the channel's ids of the people */
export const addSubscribers = (
  raw: RawDatabase,
  channel: Channel,
  natives: readonly (string | number)[],
  now: Date,
): void => {
  const at = now.toISOString()
  raw.prepare('INSERT OR IGNORE INTO consent_text (id, text, first_at) VALUES (1, ?, ?)').run('Đồng ý', at)
  const person = raw.prepare('INSERT INTO person (role, locale, notified_at, created_at) VALUES (?, ?, ?, ?)')
  const contact = raw.prepare(
    'INSERT INTO contact (person_id, channel, sender, conversation, name, created_at, last_seen_at) VALUES (?, ?, ?, ?, NULL, ?, ?)',
  )
  const subscription = raw.prepare(
    `INSERT INTO subscription (contact_id, kind, key, label, consent_id, agreed_at) VALUES (?, 'ward', '', 'tin chung', 1, ?)`,
  )
  raw.transaction(() => {
    for (const native of natives) {
      const { lastInsertRowid: owner } = person.run('resident', 'vi', at, at)
      const { lastInsertRowid: id } = contact.run(
        owner,
        channel,
        senderId(channel, String(native)),
        conversationId(channel, String(native)),
        at,
        at,
      )
      subscription.run(id, at)
    }
  })()
}

/** A notice to all subscribers, written by one lead and approved by another. @returns its id */
export const approvedNotice = async (
  { contacts, broadcasts }: ReturnType<typeof createRepositories>,
  channel: Channel,
  text: string,
  now: Date,
  leads: readonly [author: string, approver: string] = ['900000001', '900000002'],
): Promise<number> => {
  const lead = async (name: string): Promise<number> => {
    const { contact } = await contacts.meet({
      sender: senderId(channel, name),
      conversation: conversationId(channel, name),
      name,
      privateChat: true,
      locale: 'vi',
      now,
    })
    await contacts.setRole(contact.person, 'lead', null)
    return contact.id
  }
  const author = await lead(leads[0])
  const approver = await lead(leads[1])
  const id = await broadcasts.add('general', author, now)
  await broadcasts.change(id, author, { text, audience: { kind: 'ward' }, at: 'soon' })
  const { version } = (await broadcasts.byId(id)) ?? { version: 0 }
  await broadcasts.propose(id, version, author)
  await broadcasts.approve(id, version, approver, now, now)
  return id
}
