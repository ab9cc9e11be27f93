/** Checklist items, milestones, periods and tasks that leads mark as done, with their evidence. Nothing is deleted. */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../schema.ts'
import { type EvidenceKind, evidenceKinds } from './evidence.ts'

export interface PlanItem {
  readonly id: number
  readonly year: number
  /** "target:<id>" or "task:<no>". */
  readonly subject: string
  /** The item's words, a unit, a period's key or a deadline; empty where there is only one. */
  readonly part: string
  /** Day it was done; null = listed, not done. */
  readonly doneOn: string | null
  /** Percentage a survey found. */
  readonly value: number | null
  readonly note: string | null
  /** Pieces of evidence. */
  readonly evidence: number
}

export interface NewPlanEvidence {
  readonly kind: EvidenceKind
  /** Of the kept bytes; null for links. */
  readonly sha256: string | null
  readonly originalSha256: string | null
  readonly url: string | null
  readonly name: string | null
  readonly mimeType: string | null
  /** Bytes kept. */
  readonly size: number | null
}

export interface PlanEvidence extends NewPlanEvidence {
  readonly id: number
  readonly item: number
  /** null = a command of the machine. */
  readonly addedBy: number | null
  readonly addedAt: Date
}

interface Doing {
  /** null = a command of the machine. */
  readonly contact: number | null
  readonly now: Date
}

export type PlanItemRepository = ReturnType<typeof createPlanItemRepository>

export const createPlanItemRepository = (db: Kysely<Database>) => {
  const present = () =>
    db
      .selectFrom('plan_item')
      .select(['id', 'year', 'subject', 'part', 'done_on', 'value', 'note'])
      .select(({ selectFrom }) =>
        selectFrom('plan_evidence')
          .whereRef('plan_evidence.item_id', '=', 'plan_item.id')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .as('evidence'),
      )
      .where('removed_at', 'is', null)

  return {
    /** All of a year's plan, or of one subject; in the order they were added. */
    async list(year: number, subject?: string): Promise<PlanItem[]> {
      let query = present().where('year', '=', year)
      if (subject !== undefined) query = query.where('subject', '=', subject)
      return (await query.orderBy('id').execute()).map(toItem)
    },

    async byId(id: number): Promise<PlanItem | undefined> {
      const row = await present().where('id', '=', id).executeTakeFirst()
      return row && toItem(row)
    },

    /** Finds or lists an item; one that was taken off comes back as not done. @returns its id */
    async ensure(item: { year: number; subject: string; part: string }, doing: Doing): Promise<number> {
      const at = doing.now.toISOString()
      await db
        .insertInto('plan_item')
        .values({ ...item, added_by: doing.contact, added_at: at, changed_at: at })
        .onConflict(conflict =>
          conflict
            .columns(['year', 'subject', 'part'])
            .doUpdateSet({
              removed_by: null,
              removed_at: null,
              done_on: null,
              done_by: null,
              value: null,
              note: null,
              changed_at: at,
            })
            .where('plan_item.removed_at', 'is not', null),
        )
        .execute()
      const row = await db
        .selectFrom('plan_item')
        .select('id')
        .where('year', '=', item.year)
        .where('subject', '=', item.subject)
        .where('part', '=', item.part)
        .executeTakeFirstOrThrow()
      return row.id
    },

    async markDone(
      id: number,
      done: { on: string; note?: string | null; value?: number | null },
      doing: Doing,
    ): Promise<void> {
      await db
        .updateTable('plan_item')
        .set({
          done_on: done.on,
          done_by: doing.contact,
          ...(done.note === undefined ? {} : { note: done.note }),
          ...(done.value === undefined ? {} : { value: done.value }),
          changed_at: doing.now.toISOString(),
        })
        .where('id', '=', id)
        .execute()
    },

    /** Not done after all; its evidence stays. */
    async markOpen(id: number, doing: Doing): Promise<void> {
      await db
        .updateTable('plan_item')
        .set({ done_on: null, done_by: null, changed_at: doing.now.toISOString() })
        .where('id', '=', id)
        .execute()
    },

    /** Off the list; the row stays as a trace. */
    async takeOff(id: number, doing: Doing): Promise<void> {
      const at = doing.now.toISOString()
      await db
        .updateTable('plan_item')
        .set({ removed_by: doing.contact, removed_at: at, changed_at: at })
        .where('id', '=', id)
        .execute()
    },

    /** @returns false when the item has this file or link already */
    async addEvidence(item: number, evidence: NewPlanEvidence, doing: Doing): Promise<boolean> {
      const result = await db
        .insertInto('plan_evidence')
        .values({
          item_id: item,
          kind: evidence.kind,
          sha256: evidence.sha256,
          original_sha256: evidence.originalSha256,
          url: evidence.url,
          name: evidence.name,
          mime_type: evidence.mimeType,
          size: evidence.size,
          added_by: doing.contact,
          added_at: doing.now.toISOString(),
        })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },

    /** Oldest first. */
    async evidenceOf(items: readonly number[]): Promise<PlanEvidence[]> {
      if (items.length === 0) return []
      const rows = await db
        .selectFrom('plan_evidence')
        .selectAll()
        .where('item_id', 'in', items)
        .orderBy('id')
        .execute()
      return rows.map(row => ({
        id: row.id,
        item: row.item_id,
        kind: z.enum(evidenceKinds).parse(row.kind),
        sha256: row.sha256,
        originalSha256: row.original_sha256,
        url: row.url,
        name: row.name,
        mimeType: row.mime_type,
        size: row.size,
        addedBy: row.added_by,
        addedAt: new Date(row.added_at),
      }))
    },
  }
}

const toItem = (row: {
  id: number
  year: number
  subject: string
  part: string
  done_on: string | null
  value: number | null
  note: string | null
  evidence: number | null
}): PlanItem => ({
  id: row.id,
  year: row.year,
  subject: row.subject,
  part: row.part,
  doneOn: row.done_on,
  value: row.value,
  note: row.note,
  evidence: row.evidence ?? 0,
})
