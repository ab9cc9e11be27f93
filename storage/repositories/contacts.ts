/** People as channels know them, and the person behind several channels. */
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import {
  type Channel,
  type Contact,
  type ConversationId,
  channelOf,
  type Locale,
  locales,
  type Role,
  roles,
  type SenderId,
} from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { conversationSchema, senderSchema } from '../update-schema.ts'

const roleSchema = z.enum(roles)
const localeSchema = z.enum(locales)

export type ContactRepository = ReturnType<typeof createContactRepository>

export const createContactRepository = (db: Kysely<Database>) => {
  const select = () =>
    db
      .selectFrom('contact')
      .innerJoin('person', 'person.id', 'contact.person_id')
      .select([
        'contact.id',
        'contact.sender',
        'contact.conversation',
        sql<string | null>`coalesce(contact.own_name, contact.name)`.as('name'),
        'contact.own_name',
        'contact.person_id',
        'contact.gone_at',
        'person.role',
        'person.unit',
        'person.locale',
        'person.notified_at',
      ])

  const rowOf = (sender: SenderId) => select().where('contact.sender', '=', sender).executeTakeFirst()

  return {
    async bySender(sender: SenderId): Promise<Contact | undefined> {
      const row = await rowOf(sender)
      return row && toContact(row)
    },

    async byId(id: number): Promise<Contact | undefined> {
      const row = await select().where('contact.id', '=', id).executeTakeFirst()
      return row && toContact(row)
    },

    /** All contacts of these roles that can still be reached, one row a channel. */
    async withRole(wanted: readonly Role[], unit?: string): Promise<Contact[]> {
      let query = select().where('person.role', 'in', wanted).where('contact.gone_at', 'is', null)
      if (unit !== undefined) query = query.where('person.unit', '=', unit)
      return (await query.orderBy('contact.id').execute()).map(row => toContact(row))
    },

    /** All contacts of these roles, also those who blocked us or left; with when they last did something. */
    async everyOf(
      wanted: readonly Role[],
    ): Promise<{ readonly contact: Contact; readonly gone: boolean; readonly lastSeen: Date }[]> {
      const rows = await select()
        .select('contact.last_seen_at')
        .where('person.role', 'in', wanted)
        .orderBy('contact.id')
        .execute()
      return rows.map(row => ({
        contact: toContact(row),
        gone: row.gone_at !== null,
        lastSeen: new Date(row.last_seen_at),
      }))
    },

    /** Where staff and volunteers write and are written to, those who left the channel too. */
    async staffAddresses(): Promise<{ senders: SenderId[]; conversations: ConversationId[] }> {
      const rows = await select().where('person.role', '<>', 'resident').execute()
      const contacts = rows.map(row => toContact(row))
      return {
        senders: contacts.map(({ sender }) => sender),
        conversations: contacts.map(({ conversation }) => conversation),
      }
    },

    /** Contacts whose commands or language differ from a resident's who speaks Vietnamese. */
    async withOwnMenu(channel: Channel): Promise<Contact[]> {
      const rows = await select()
        .where('contact.channel', '=', channel)
        .where('contact.gone_at', 'is', null)
        .where(({ or, eb }) => or([eb('person.role', '<>', 'resident'), eb('person.locale', '<>', 'vi')]))
        .orderBy('contact.id')
        .execute()
      return rows.map(row => toContact(row))
    },

    async ofPerson(person: number): Promise<Contact[]> {
      return (await select().where('contact.person_id', '=', person).orderBy('contact.id').execute()).map(
        row => toContact(row),
      )
    },

    /** Finds or makes the contact of a sender; refreshes name, private conversation and last seen. */
    async meet(who: {
      sender: SenderId
      conversation: ConversationId
      name: string | undefined
      /** Only a private chat may become the address for notices. */
      privateChat: boolean
      locale: Locale
      now: Date
    }): Promise<{ contact: Contact; isNew: boolean }> {
      const at = who.now.toISOString()
      const row = await rowOf(who.sender)
      if (row !== undefined) {
        const known = toContact(row)
        await db
          .updateTable('contact')
          .set({
            last_seen_at: at,
            gone_at: null,
            ...(who.name === undefined ? {} : { name: who.name.slice(0, 120) }),
            ...(who.privateChat ? { conversation: who.conversation } : {}),
          })
          .where('id', '=', known.id)
          .execute()
        return {
          contact: {
            ...known,
            ...(who.privateChat ? { conversation: who.conversation } : {}),
            name: row.own_name ?? who.name ?? known.name,
          },
          isNew: false,
        }
      }
      const person = await db
        .insertInto('person')
        .values({ role: 'resident', locale: who.locale, created_at: at })
        .executeTakeFirstOrThrow()
      await db
        .insertInto('contact')
        .values({
          person_id: Number(person.insertId),
          channel: channelOf(who.sender),
          sender: who.sender,
          conversation: who.conversation,
          name: who.name?.slice(0, 120) ?? null,
          created_at: at,
          last_seen_at: at,
        })
        .execute()
      const contact = await this.bySender(who.sender)
      if (contact === undefined) throw new Error('a contact just stored is not there')
      return { contact, isNew: true }
    },

    async setRole(person: number, role: Role, unit: string | null): Promise<void> {
      await db.updateTable('person').set({ role, unit }).where('id', '=', person).execute()
    },

    async setLocale(person: number, locale: Locale): Promise<void> {
      await db.updateTable('person').set({ locale }).where('id', '=', person).execute()
    },

    /** Notes that the privacy notice was shown. @returns true the first time */
    async noteNotified(person: number, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('person')
        .set({ notified_at: now.toISOString() })
        .where('id', '=', person)
        .where('notified_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    async setSource(contact: number, source: string): Promise<void> {
      await db
        .updateTable('contact')
        .set({ source: source.slice(0, 64) })
        .where('id', '=', contact)
        .where('source', 'is', null)
        .execute()
    },

    /** They blocked us or left; nothing more is sent there until they write again. */
    async markGone(conversation: ConversationId, now: Date): Promise<void> {
      await db
        .updateTable('contact')
        .set({ gone_at: now.toISOString() })
        .where('conversation', '=', conversation)
        .execute()
    },

    /** The name they gave themselves, on all their channels; null goes back to the channel's. */
    async setOwnName(person: number, name: string | null): Promise<void> {
      await db
        .updateTable('contact')
        .set({ own_name: name?.slice(0, 120) ?? null })
        .where('person_id', '=', person)
        .execute()
    },

    /** Forgets display names and where they came from; ids stay so that replies still reach them. */
    async eraseNames(person: number): Promise<void> {
      await db
        .updateTable('contact')
        .set({ name: null, own_name: null, source: null })
        .where('person_id', '=', person)
        .execute()
    },

    /**
     * Several channels become one person: all that hangs on the other one now hangs on the keeper, whose role and unit
     * stay. Tables are asked from the database, so that a new one is not forgotten. What both had (one row a person) is
     * kept as the keeper had it.
     */
    async join(keeper: number, other: number): Promise<void> {
      if (keeper === other) return
      const { notified_at: told } = await db
        .selectFrom('person')
        .select('notified_at')
        .where('id', '=', other)
        .executeTakeFirstOrThrow()
      await db
        .updateTable('person')
        .set(({ fn, val }) => ({ notified_at: fn.coalesce('notified_at', val(told)) }))
        .where('id', '=', keeper)
        .execute()
      for (const { table, column } of await referencesToPerson(db)) {
        const [from, name] = [sql.table(table), sql.ref(column)]
        await sql`UPDATE OR IGNORE ${from} SET ${name} = ${keeper} WHERE ${name} = ${other}`.execute(db)
        await sql`DELETE FROM ${from} WHERE ${name} = ${other}`.execute(db)
      }
      await db.deleteFrom('person').where('id', '=', other).execute()
    },
  }
}

/** Every column that says whose a row is. */
const referencesToPerson = async (db: Kysely<Database>): Promise<{ table: string; column: string }[]> => {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT s.name AS "table", f."from" AS "column"
    FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
    WHERE s.type = 'table' AND f."table" = 'person' ORDER BY s.name, f."from"`.execute(db)
  return rows
}

const toContact = (row: {
  id: number
  sender: string
  conversation: string
  name: string | null
  person_id: number
  role: string
  unit: string | null
  locale: string
}): Contact => ({
  id: row.id,
  sender: senderSchema.parse(row.sender),
  conversation: conversationSchema.parse(row.conversation),
  name: row.name,
  role: roleSchema.parse(row.role),
  unit: row.unit,
  locale: localeSchema.parse(row.locale),
  person: row.person_id,
})
