/**
 * What an import changed for residents, left beside the imported file for the running bot (or its next start) to pick up:
 * it prepares notices of it. Nobody is told anything by the import itself.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Procedure } from '../model/procedure.ts'
import { writeWhole } from '../write-whole.ts'
import { mergeProcedures } from './merge.ts'
import { compareProcedures } from './read-export.ts'

const changeSchema = z.object({
  kind: z.enum(['new', 'amended', 'abolished']),
  code: z.string(),
  /** Which parts differ, as the model names them; of amended ones. */
  parts: z.array(z.string()),
  /** The day of the export that says so. */
  day: z.iso.date(),
})
export type ProcedureChange = z.infer<typeof changeSchema>

export const procedureNewsSchema = z.object({
  /** Differs from import to import, so that each is taken up once. */
  id: z.string(),
  changes: z.array(changeSchema),
})
export type ProcedureNews = z.infer<typeof procedureNewsSchema>

/** A new address of the same page is no news; a mark is none but that of an abolished one, which is told as such. */
const noNews: ReadonlySet<string> = new Set(['url', 'status', 'statusNote'])

/**
 * What residents would notice. The first import only brings what was there before, and so does the first line of a code:
 * it says in other words what our own list said.
 * @param written procedures of the YAML files
 * @param earlier,next all imported ones, before and after
 */
export const newsBetween = (
  written: readonly Procedure[],
  earlier: readonly Procedure[],
  next: readonly Procedure[],
  day: string,
): ProcedureChange[] => {
  if (earlier.length === 0) return []
  const imported = new Set(earlier.map(({ code }) => code))
  const before = mergeProcedures(written, earlier)
  const { added, changed, abolished } = compareProcedures(before, mergeProcedures(written, next))
  const known = new Set(before.map(({ code }) => code))
  const gone = abolished.filter(({ code }) => known.has(code)).map(({ code }) => code)
  return [
    ...added
      .filter(({ status }) => status !== 'abolished')
      .map(({ code }) => ({ kind: 'new' as const, code, parts: [], day })),
    ...changed
      .filter(
        ({ code, parts }) =>
          imported.has(code) && !gone.includes(code) && parts.some(part => !noNews.has(part)),
      )
      .map(({ code, parts }) => ({
        kind: 'amended' as const,
        code,
        parts: parts.filter(part => !noNews.has(part)),
        day,
      })),
    ...gone.map(code => ({ kind: 'abolished' as const, code, parts: [], day })),
  ]
}

/** Later news of a procedure replaces earlier ones. */
export const mergeChanges = (
  before: readonly ProcedureChange[],
  after: readonly ProcedureChange[],
): ProcedureChange[] => [...new Map([...before, ...after].map(change => [change.code, change])).values()]

/** Beside the imported file; its ending keeps it out of what is read as content. */
export const newsPath = (ownDir: string): string => join(ownDir, 'procedures', 'changes.json')

/** @returns undefined when there is none, or when it can't be read */
export const readNews = (path: string): ProcedureNews | undefined => {
  if (!existsSync(path)) return undefined
  try {
    return procedureNewsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Adds to what nobody has taken up yet. */
export const leaveNews = (path: string, changes: readonly ProcedureChange[]): void => {
  if (changes.length === 0) return
  const news: ProcedureNews = {
    id: randomUUID(),
    changes: mergeChanges(readNews(path)?.changes ?? [], changes),
  }
  writeWhole(path, `${JSON.stringify(news)}\n`)
}

/** Once taken up; newer ones that came meanwhile stay. */
export const dropNews = (path: string, id: string): void => {
  if (readNews(path)?.id === id) rmSync(path, { force: true })
}
