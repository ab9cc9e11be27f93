/** The web page's conversations, both sides, for reloads and for messages that come while no page is open. */
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Reply } from '../../bot/chat.ts'
import type { Database } from '../schema.ts'
import { replySchema } from '../update-schema.ts'

export type WebMessage =
  | { readonly id: number; readonly side: 'in'; readonly text: string; readonly at: Date }
  | { readonly id: number; readonly side: 'out'; readonly reply: Reply; readonly at: Date }

export type WebMessageRepository = ReturnType<typeof createWebMessageRepository>

/** One's own words and the bot's replies to them, not what officers or the ward wrote, nor what their doings brought about. */
export const isTalk = sql<boolean>`(web_message.side = 'in' OR EXISTS (SELECT 1 FROM outbox
  JOIN inbox ON inbox.id = CAST(substr(outbox.origin, length('inbox:') + 1) AS INTEGER)
  WHERE outbox.conversation = 'web:' || web_message.session
    AND outbox.message_ref = CAST(web_message.id AS TEXT) AND outbox.origin LIKE 'inbox:%'
    AND inbox.conversation = outbox.conversation))`

const ownText = z.object({ text: z.string() })

export const createWebMessageRepository = (db: Kysely<Database>) => {
  const add = async (session: string, side: 'in' | 'out', body: string, now: Date): Promise<number> => {
    const result = await db
      .insertInto('web_message')
      .values({ session, side, body, at: now.toISOString() })
      .executeTakeFirstOrThrow()
    return Number(result.insertId)
  }
  return {
    addOwn: (session: string, text: string, now: Date): Promise<number> =>
      add(session, 'in', JSON.stringify({ text }), now),
    addReply: (session: string, reply: Reply, now: Date): Promise<number> =>
      add(session, 'out', JSON.stringify(reply), now),

    /** Messages of a session newer than `after` (0 = all), oldest first. */
    async after(session: string, after: number, limit = 200): Promise<WebMessage[]> {
      const rows = await db
        .selectFrom('web_message')
        .select(['id', 'side', 'body', 'at'])
        .where('session', '=', session)
        .where('id', '>', after)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows
        .reverse()
        .map(({ id, side, body, at }) =>
          side === 'in'
            ? { id, side, text: ownText.parse(JSON.parse(body)).text, at: new Date(at) }
            : { id, side, reply: replySchema.parse(JSON.parse(body)), at: new Date(at) },
        )
    },

    /** The reply with this id, if it belongs to the session. */
    async replyOf(session: string, id: number): Promise<Reply | undefined> {
      const row = await db
        .selectFrom('web_message')
        .select('body')
        .where('session', '=', session)
        .where('id', '=', id)
        .where('side', '=', 'out')
        .executeTakeFirst()
      return row && replySchema.parse(JSON.parse(row.body))
    },

    async last(session: string): Promise<number> {
      const row = await db
        .selectFrom('web_message')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('session', '=', session)
        .executeTakeFirst()
      return row?.id ?? 0
    },

    async erase(sessions: readonly string[]): Promise<void> {
      if (sessions.length > 0) await db.deleteFrom('web_message').where('session', 'in', sessions).execute()
    },

    /**
     * What officers answered is theirs to read once, as on every channel: numbers in it are masked when the person has
     * come back to the page since (the message then being older than `read`), or at `latest`. @returns how many changed
     */
    async maskAnswers(
      before: { readonly read: Date; readonly latest: Date },
      mask: (text: string) => string,
    ): Promise<number> {
      const rows = await db
        .selectFrom('web_message')
        .select(['id', 'body'])
        .where('side', '=', 'out')
        .where('at', '<', before.read.toISOString())
        .where(
          sql<boolean>`EXISTS (SELECT 1 FROM outbox WHERE outbox.conversation = 'web:' || web_message.session
            AND outbox.message_ref = CAST(web_message.id AS TEXT) AND outbox.origin LIKE 'case:%')`,
        )
        .where(
          sql<boolean>`(web_message.at < ${before.latest.toISOString()}
            OR EXISTS (SELECT 1 FROM inbox WHERE inbox.conversation = 'web:' || web_message.session
              AND inbox.state <> 'pending' AND inbox.handled_at > web_message.at))`,
        )
        .execute()
      let changed = 0
      for (const { id, body } of rows) {
        const reply = replySchema.parse(JSON.parse(body))
        const text = mask(reply.text)
        if (text === reply.text) continue
        changed += 1
        await db
          .updateTable('web_message')
          .set({ body: JSON.stringify({ ...reply, text }) })
          .where('id', '=', id)
          .execute()
      }
      return changed
    },

    /** Retention: what people asked and what the bot said to it. Officers' answers and notices may not have been read yet. */
    async purgeTalk(before: Date): Promise<number> {
      const result = await db
        .deleteFrom('web_message')
        .where('at', '<', before.toISOString())
        .where(isTalk)
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },

    async purge(before: Date): Promise<number> {
      const result = await db
        .deleteFrom('web_message')
        .where('at', '<', before.toISOString())
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
