/** Notices to many: written by one person, approved by another, sent in slices; each person is listed once as a recipient. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Attachment } from '../../bot/chat.ts'
import type { BroadcastTable } from '../schema/notices.ts'
import type { Database } from '../schema.ts'
import { type Audience, audienceSchema } from './audience.ts'
import { createBroadcastRecipients, type OutcomeCount, outcomeSchema } from './broadcast-recipients.ts'

export type BroadcastState = BroadcastTable['state']

export interface Broadcast {
  readonly id: number
  /** What sort of notice: chooses its heading. */
  readonly kind: string
  readonly text: string
  /** The procedure it is about. */
  readonly procedure: string | null
  readonly attachment: Attachment | null
  readonly audience: Audience | null
  /** When its author wants it to go out; `soon` = once approved; undefined = not said yet. */
  readonly at: Date | 'soon' | undefined
  readonly state: BroadcastState
  /** Grows with each change; an approval is of one version. */
  readonly version: number
  /** Contact ids. */
  readonly author: number
  readonly approvedBy: number | null
  readonly cancelledBy: number | null
  readonly createdAt: Date
  readonly dueAt: Date | null
  readonly startedAt: Date | null
  /** The last person listed as a recipient. */
  readonly cursor: number
  readonly listedAt: Date | null
  readonly finishedAt: Date | null
  readonly result: readonly OutcomeCount[] | null
}

const attachmentSchema = z.object({
  kind: z.enum(['photo', 'document']),
  path: z.string(),
  name: z.string(),
  mimeType: z.string(),
})

/** What an author may change. */
export interface BroadcastChange {
  readonly text?: string
  readonly procedure?: string
  readonly attachment?: Attachment | null
  readonly audience?: Audience
  readonly at?: Date | 'soon'
}

/** States in which a notice may still be changed; changing it takes its approval back. */
const changeable: readonly BroadcastState[] = ['draft', 'proposed', 'approved']

export const originOfBroadcast = (id: number): string => `broadcast:${id}`

export type BroadcastRepository = ReturnType<typeof createBroadcastRepository>

export const createBroadcastRepository = (db: Kysely<Database>) => {
  const recipients = createBroadcastRecipients(db)
  return {
    ...recipients,

    /** @returns the new draft's id */
    async add(kind: string, author: number, now: Date): Promise<number> {
      const result = await db
        .insertInto('broadcast')
        .values({
          kind,
          text: '',
          procedure: null,
          attachment: null,
          audience: null,
          at: null,
          state: 'draft',
          author,
          created_at: now.toISOString(),
        })
        .executeTakeFirstOrThrow()
      return Number(result.insertId)
    },

    async byId(id: number): Promise<Broadcast | undefined> {
      const row = await db.selectFrom('broadcast').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toBroadcast(row)
    },

    /** The newest that say something. */
    async recent(limit: number): Promise<Broadcast[]> {
      const rows = await db
        .selectFrom('broadcast')
        .selectAll()
        .where('text', '<>', '')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toBroadcast)
    },

    /** The newest notice of a kind about a procedure, unless it was dropped. */
    async about(kind: string, procedure: string, since: Date): Promise<Broadcast | undefined> {
      const row = await db
        .selectFrom('broadcast')
        .selectAll()
        .where('kind', '=', kind)
        .where('procedure', '=', procedure)
        .where('created_at', '>=', since.toISOString())
        .where('state', '<>', 'cancelled')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      return row && toBroadcast(row)
    },

    /** Of which procedures somebody has written a notice since then, and of what kind; dropped ones left out. */
    async onProcedures(since: Date): Promise<{ kind: string; procedure: string | null }[]> {
      return await db
        .selectFrom('broadcast')
        .select(['kind', 'procedure'])
        .where('procedure', 'is not', null)
        .where('created_at', '>=', since.toISOString())
        .where('state', '<>', 'cancelled')
        .execute()
    },

    /** Approved or under way, oldest first. */
    async active(): Promise<Broadcast[]> {
      const rows = await db
        .selectFrom('broadcast')
        .selectAll()
        .where(sql<boolean>`state IN ('approved','sending')`)
        .orderBy('id')
        .execute()
      return rows.map(toBroadcast)
    },

    /**
     * Whoever changes a notice becomes its author, and it needs a new approval.
     * @returns false when it is under way or over
     */
    async change(id: number, by: number, change: BroadcastChange): Promise<boolean> {
      const { text, procedure, attachment, audience, at } = change
      const result = await db
        .updateTable('broadcast')
        .set(eb => ({
          ...(text === undefined ? {} : { text }),
          ...(procedure === undefined ? {} : { procedure }),
          ...(attachment === undefined
            ? {}
            : { attachment: attachment === null ? null : JSON.stringify(attachment) }),
          ...(audience === undefined ? {} : { audience: JSON.stringify(audience) }),
          ...(at === undefined ? {} : { at: at === 'soon' ? null : at.toISOString(), timed: 1 }),
          version: eb('version', '+', 1),
          author: by,
          state: 'draft',
          approved_by: null,
          approved_at: null,
          due_at: null,
        }))
        .where('id', '=', id)
        .where('state', 'in', changeable)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /**
     * Whoever sends it for approval is its author, so that the yes is somebody else's.
     * @returns false when this version is not a draft any more
     */
    async propose(id: number, version: number, by: number): Promise<boolean> {
      const result = await db
        .updateTable('broadcast')
        .set({ state: 'proposed', author: by })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('state', '=', 'draft')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** @returns false when this version is not waiting for an approval any more */
    async approve(id: number, version: number, by: number, due: Date, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('broadcast')
        .set({
          state: 'approved',
          approved_by: by,
          approved_at: now.toISOString(),
          due_at: due.toISOString(),
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('state', '=', 'proposed')
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    /** Back to its author (draft), or to those who approve (proposed); only before it is under way. */
    async giveBack(id: number, to: 'draft' | 'proposed'): Promise<boolean> {
      const result = await db
        .updateTable('broadcast')
        .set({ state: to, approved_by: null, approved_at: null, due_at: null })
        .where('id', '=', id)
        .where('state', 'in', ['proposed', 'approved'])
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },

    async start(id: number, now: Date): Promise<void> {
      await db
        .updateTable('broadcast')
        .set({ state: 'sending', started_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'approved')
        .execute()
    },

    /** Nothing more of it is listed. @returns false when it is over already */
    async cancel(id: number, by: number, now: Date): Promise<boolean> {
      const result = await db
        .updateTable('broadcast')
        .set({ state: 'cancelled', cancelled_by: by, finished_at: now.toISOString() })
        .where('id', '=', id)
        .where('state', 'in', [...changeable, 'sending'])
        .executeTakeFirst()
      if (result.numUpdatedRows !== 1n) return false
      await recipients.skipWaiting({ notice: id }, 'cancelled')
      return true
    },

    async finish(id: number, result: readonly OutcomeCount[], now: Date): Promise<void> {
      await db
        .updateTable('broadcast')
        .set(eb => ({
          state: eb
            .case()
            .when('state', '=', 'cancelled')
            .then('cancelled' as const)
            .else('done' as const)
            .end(),
          finished_at: now.toISOString(),
          result: JSON.stringify(result),
        }))
        .where('id', '=', id)
        .execute()
    },

    /** Who got which notice is forgotten; its counts stay. Drafts nobody finished go too. @returns how many rows went */
    async forgetBefore(before: Date): Promise<number> {
      const at = before.toISOString()
      const over = await db
        .selectFrom('broadcast')
        .selectAll()
        .where('finished_at', '<', at)
        .where('result', 'is', null)
        .execute()
      for (const { id, finished_at } of over)
        await this.finish(id, await recipients.outcome(id), new Date(finished_at ?? at))
      const gone = await db
        .deleteFrom('broadcast_recipient')
        .where('broadcast_id', 'in', eb =>
          eb.selectFrom('broadcast').select('id').where('finished_at', '<', at),
        )
        .executeTakeFirst()
      const drafts = await db
        .deleteFrom('broadcast')
        .where('state', '=', 'draft')
        .where('created_at', '<', at)
        .executeTakeFirst()
      return Number(gone.numDeletedRows) + Number(drafts.numDeletedRows)
    },
  }
}

const dateOf = (at: string | null): Date | null => (at === null ? null : new Date(at))

const toBroadcast = (row: Selectable<BroadcastTable>): Broadcast => ({
  id: row.id,
  kind: row.kind,
  text: row.text,
  procedure: row.procedure,
  attachment: row.attachment === null ? null : attachmentSchema.parse(JSON.parse(row.attachment)),
  audience: row.audience === null ? null : audienceSchema.parse(JSON.parse(row.audience)),
  at: row.timed === 0 ? undefined : (dateOf(row.at) ?? 'soon'),
  state: row.state,
  version: row.version,
  author: row.author,
  approvedBy: row.approved_by,
  cancelledBy: row.cancelled_by,
  createdAt: new Date(row.created_at),
  dueAt: dateOf(row.due_at),
  startedAt: dateOf(row.started_at),
  cursor: row.cursor,
  listedAt: dateOf(row.listed_at),
  finishedAt: dateOf(row.finished_at),
  result: row.result === null ? null : z.array(outcomeSchema).parse(JSON.parse(row.result)),
})
