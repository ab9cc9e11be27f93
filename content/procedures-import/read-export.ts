/** Reads a whole export and says what would change: line by line, nothing lost silently. Pure. */
import type { Procedure } from '../model/procedure.ts'
import { toProcedure } from './map.ts'
import { type Refusal, readRow } from './row.ts'

export interface RefusedLine {
  /** 1-based. */
  readonly line: number
  readonly code?: string
  readonly refusals: readonly Refusal[]
}

export interface ReadExport {
  readonly procedures: readonly Procedure[]
  readonly refused: readonly RefusedLine[]
}

/**
 * Blank lines are no lines. The first of two lines with one code counts, the second is refused.
 * @param checked day of the export, for {@link Procedure.checked}
 */
export const readExport = (text: string, checked: string): ReadExport => {
  const procedures: Procedure[] = []
  const refused: RefusedLine[] = []
  const lineOfCode = new Map<string, number>()
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((content, index) => {
      const line = index + 1
      if (content.trim() === '') return
      const result = readRow(content)
      if (!result.ok) {
        refused.push({
          line,
          ...(result.code === undefined ? {} : { code: result.code }),
          refusals: result.refusals,
        })
        return
      }
      const { code } = result.row
      const firstLine = lineOfCode.get(code)
      if (firstLine !== undefined) {
        refused.push({ line, code, refusals: [{ reason: 'duplicate', firstLine }] })
        return
      }
      lineOfCode.set(code, line)
      procedures.push(toProcedure(result.row, checked))
    })
  return { procedures, refused }
}

export interface Change {
  readonly code: string
  readonly title: string
  /** Which parts differ, as the model names them. */
  readonly parts: readonly (keyof Procedure)[]
}

export interface Comparison {
  readonly added: readonly Procedure[]
  readonly changed: readonly Change[]
  readonly unchanged: number
  /** Newly marked as abolished by this export. */
  readonly abolished: readonly Procedure[]
}

/** Everything an export itself can say; titles, names and topics are ours, the day always differs. */
const exported = [
  'name',
  'authority',
  'documents',
  'documentsMore',
  'submission',
  'result',
  'legalBasis',
  'url',
  'status',
  'statusNote',
] as const satisfies readonly (keyof Procedure)[]

/** What an import would change against what the ward imported before. */
export const compareProcedures = (before: readonly Procedure[], after: readonly Procedure[]): Comparison => {
  const known = new Map(before.map(item => [item.code, item]))
  const added: Procedure[] = []
  const changed: Change[] = []
  const abolished: Procedure[] = []
  let unchanged = 0
  for (const item of after) {
    const old = known.get(item.code)
    if (item.status === 'abolished' && old?.status !== 'abolished') abolished.push(item)
    if (old === undefined) {
      added.push(item)
      continue
    }
    const parts = exported.filter(part => JSON.stringify(old[part]) !== JSON.stringify(item[part]))
    if (parts.length === 0) unchanged += 1
    else changed.push({ code: item.code, title: item.title, parts })
  }
  return { added, changed, unchanged, abolished }
}
