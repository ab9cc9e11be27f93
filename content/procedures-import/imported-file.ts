/** The file a ward's imported procedures live in: JSON lines, one procedure each, quick to read with thousands. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Procedure, procedureSchema } from '../model/procedure.ts'
import type { Problem } from '../yaml.ts'

/** Below the ward's own content folder (`DATA_DIR/content`), which survives upgrades. */
export const importedPath = (ownDir: string): string => join(ownDir, 'procedures', 'imported.jsonl')

/** Reads it; a broken line is reported and left out. An absent file is an empty list. */
export const readImported = (
  path: string,
  shown = path,
): { readonly procedures: readonly Procedure[]; readonly problems: readonly Problem[] } => {
  const procedures: Procedure[] = []
  const problems: Problem[] = []
  if (!existsSync(path)) return { procedures, problems }
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return
      const read = parseLine(line)
      if (read === undefined) {
        problems.push({
          file: shown,
          line: index + 1,
          message: 'dòng thủ tục này không đọc được',
          hint: 'Nhập lại bằng npm run content:import-procedures -- TỆP.jsonl',
          severity: 'error',
        })
      } else procedures.push(read)
    })
  return { procedures, problems }
}

const parseLine = (line: string): Procedure | undefined => {
  try {
    const result = procedureSchema.safeParse(JSON.parse(line))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}

/** Writes it whole or not at all: a stop halfway leaves the old file. */
export const writeImported = (path: string, procedures: readonly Procedure[]): void => {
  mkdirSync(dirname(path), { recursive: true })
  const next = `${path}.new`
  writeFileSync(next, `${procedures.map(item => JSON.stringify(item)).join('\n')}\n`)
  renameSync(next, path)
}
