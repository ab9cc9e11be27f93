/** What proves an activity: files by their hash and links, each tied to the message it came from. */
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { EvidenceTable } from '../schema/activities.ts'
import type { Database } from '../schema.ts'

export const evidenceKinds = ['photo', 'document', 'voice', 'video', 'link'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export interface NewEvidence {
  readonly activity: number
  readonly kind: EvidenceKind
  /** Of the kept bytes; null for links. */
  readonly sha256: string | null
  /** Of the bytes as they were sent (pictures are cleaned and shrunk). */
  readonly originalSha256: string | null
  /** What a picture looks like, for finding it again after a channel has packed it anew. */
  readonly look: string | null
  readonly url: string | null
  readonly name: string | null
  readonly mimeType: string | null
  /** Bytes kept. */
  readonly size: number | null
  /** Proof the plan asks for that this is ("giấy mời"). */
  readonly piece: string | null
  readonly conversation: string | null
  readonly messageRef: string | null
}

export interface Evidence extends NewEvidence {
  readonly id: number
  readonly addedBy: number
  readonly addedAt: Date
}

export type EvidenceRepository = ReturnType<typeof createEvidenceRepository>

export const createEvidenceRepository = (db: Kysely<Database>) => {
  const present = () => db.selectFrom('evidence').selectAll().where('removed_at', 'is', null)
  return {
    async add(evidence: NewEvidence, doing: { contact: number; now: Date }): Promise<number> {
      const result = await db
        .insertInto('evidence')
        .values({
          activity_id: evidence.activity,
          kind: evidence.kind,
          sha256: evidence.sha256,
          original_sha256: evidence.originalSha256,
          look: evidence.look,
          url: evidence.url,
          name: evidence.name,
          mime_type: evidence.mimeType,
          size: evidence.size,
          piece: evidence.piece,
          conversation: evidence.conversation,
          message_ref: evidence.messageRef,
          added_by: doing.contact,
          added_at: doing.now.toISOString(),
        })
        .executeTakeFirstOrThrow()
      return Number(result.insertId)
    },

    async byId(id: number): Promise<Evidence | undefined> {
      const row = await present().where('id', '=', id).executeTakeFirst()
      return row && toEvidence(row)
    },

    /** Of these activities, oldest first. */
    async of(activities: readonly number[]): Promise<Evidence[]> {
      if (activities.length === 0) return []
      const rows = await present().where('activity_id', 'in', activities).orderBy('id').execute()
      return rows.map(toEvidence)
    },

    /** The newest use of the same file or, for a picture, of one that looks the same. */
    async usedBefore(file: { originalSha256: string; look: string | null }): Promise<Evidence | undefined> {
      const same = await present()
        .where('original_sha256', '=', file.originalSha256)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (same !== undefined) return toEvidence(same)
      if (file.look === null) return undefined
      const alike = await present()
        .where('look', '=', file.look)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return alike && toEvidence(alike)
    },

    async setPiece(id: number, piece: string | null): Promise<void> {
      await db.updateTable('evidence').set({ piece }).where('id', '=', id).execute()
    },

    /** Taken off its entry; the row stays as a trace. @returns false when it was gone already */
    async remove(id: number, doing: { contact: number; now: Date }): Promise<boolean> {
      const result = await db
        .updateTable('evidence')
        .set({ removed_by: doing.contact, removed_at: doing.now.toISOString() })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
  }
}

const toEvidence = (
  row: Omit<Selectable<EvidenceTable>, 'removed_by' | 'removed_at' | 'forgotten_at'>,
): Evidence => ({
  id: row.id,
  activity: row.activity_id,
  kind: z.enum(evidenceKinds).parse(row.kind),
  sha256: row.sha256,
  originalSha256: row.original_sha256,
  look: row.look,
  url: row.url,
  name: row.name,
  mimeType: row.mime_type,
  size: row.size,
  piece: row.piece,
  conversation: row.conversation,
  messageRef: row.message_ref,
  addedBy: row.added_by,
  addedAt: new Date(row.added_at),
})
