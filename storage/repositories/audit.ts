/**
 * Who did what, append-only (the database refuses changes), each row sealing the one before it, readable by an inspector.
 * Rows hold codes and ids, never what anybody said: erasing a person needs no change here.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

export interface AuditRecord {
  /** "contact:12", "command:invite", "scheduler". */
  readonly actor: string
  /** "invite.redeem", "activity.approve" … */
  readonly action: string
  readonly subject?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string | null
  readonly detail: string | null
}
interface SealedRow extends AuditRow {
  readonly prev: string
  readonly hash: string
}

/** What an inspector asks for: an end that is absent is open. */
export interface AuditFilter {
  readonly from?: Date
  readonly to?: Date
  readonly subject?: string
  readonly actions?: readonly string[]
}

export type ChainState =
  | { readonly kind: 'whole'; readonly rows: number; readonly last: string }
  /** The first row that does not fit: it, or one before it, was changed or taken out. */
  | { readonly kind: 'broken'; readonly at: number }

export type AuditRepository = ReturnType<typeof createAuditRepository>

/** Rows are read in pages: ten years of them may be more than the memory likes. */
const page = 2000

const sealOf = ({ prev, at, actor, action, subject, detail }: Omit<SealedRow, 'id' | 'hash'>): string =>
  createHash('sha256')
    .update([prev, at, actor, action, subject ?? '', detail ?? ''].join('\n'))
    .digest('hex')

/** Action of the row that tells up to where rows were dropped at the end of their term. */
export const pruneAction = 'audit.prune'

export const createAuditRepository = (db: Kysely<Database>) => {
  const after = (id: number): Promise<SealedRow[]> =>
    db.selectFrom('audit').selectAll().where('id', '>', id).orderBy('id').limit(page).execute()
  const narrowed = ({ from, to, subject, actions }: AuditFilter) => {
    let query = db.selectFrom('audit').select(['id', 'at', 'actor', 'action', 'subject', 'detail'])
    if (from !== undefined) query = query.where('at', '>=', from.toISOString())
    if (to !== undefined) query = query.where('at', '<', to.toISOString())
    if (subject !== undefined) query = query.where('subject', '=', subject)
    if (actions !== undefined) query = query.where('action', 'in', actions)
    return query
  }

  return {
    async add(record: AuditRecord, now: Date): Promise<void> {
      const row = {
        at: now.toISOString(),
        actor: record.actor,
        action: record.action,
        subject: record.subject ?? null,
        detail: record.detail === undefined ? null : JSON.stringify(record.detail),
      }
      // One statement: between reading the last seal and writing the next nobody else can come.
      const last = sql<string>`coalesce((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), '')`
      const rest = [row.at, row.actor, row.action, row.subject ?? '', row.detail ?? ''].join('\n')
      await db
        .insertInto('audit')
        .values({ ...row, prev: last, hash: sql<string>`sha256(${last} || char(10) || ${rest})` })
        .execute()
    },

    /** Newest first. */
    async list(options: { subject?: string; limit: number }): Promise<AuditRow[]> {
      const { limit, ...filter } = options
      return await narrowed(filter).orderBy('id', 'desc').limit(limit).execute()
    },

    /** Oldest first, with a bound. */
    async between(filter: AuditFilter, limit = 100_000): Promise<AuditRow[]> {
      return await narrowed(filter).orderBy('id').limit(limit).execute()
    },

    /** How often each action was done to these subjects, by whom, and when last. */
    async seenBy(
      subjects: readonly string[],
      actions: readonly string[],
    ): Promise<{ subject: string; actor: string; times: number; last: string }[]> {
      if (subjects.length === 0) return []
      const rows = await db
        .selectFrom('audit')
        .select(({ fn }) => ['subject', 'actor', fn.countAll<number>().as('times'), fn.max('at').as('last')])
        .where('subject', 'in', subjects)
        .where('action', 'in', actions)
        .groupBy(['subject', 'actor'])
        .orderBy('subject')
        .orderBy('last', 'desc')
        .execute()
      return rows.flatMap(row => (row.subject === null ? [] : [{ ...row, subject: row.subject }]))
    },

    /** Walks the whole chain. Rows dropped at the end of their term are vouched for by a later row that says so. */
    async check(): Promise<ChainState> {
      const anchors = new Set<string>()
      for (const { detail } of await narrowed({ actions: [pruneAction] }).execute()) {
        const read: unknown = detail === null ? null : JSON.parse(detail)
        if (typeof read === 'object' && read !== null && 'seal' in read && typeof read.seal === 'string')
          anchors.add(read.seal)
      }
      let rows = 0
      let last = ''
      for (let from = 0; ; ) {
        const some = await after(from)
        for (const row of some) {
          const follows = rows === 0 ? row.prev === '' || anchors.has(row.prev) : row.prev === last
          if (!follows || sealOf(row) !== row.hash) return { kind: 'broken', at: row.id }
          rows += 1
          last = row.hash
          from = row.id
        }
        if (some.length < page) return { kind: 'whole', rows, last }
      }
    },

    /** Drops rows at the end of their term; the database allows no younger ones to go. @returns how many */
    async prune(before: Date, now: Date): Promise<number> {
      const newest = await db
        .selectFrom('audit')
        .select('hash')
        .where('at', '<', before.toISOString())
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (newest === undefined) return 0
      await this.add({ actor: 'scheduler', action: pruneAction, detail: { seal: newest.hash } }, now)
      const gone = await db.deleteFrom('audit').where('at', '<', before.toISOString()).executeTakeFirst()
      return Number(gone.numDeletedRows)
    },
  }
}
