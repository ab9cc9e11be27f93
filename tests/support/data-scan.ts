/** Looks for words in everything a ward keeps: every column of every table, the bytes of the files, packed files unpacked. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Database } from 'better-sqlite3'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import { emptyLog } from '../../storage/database.ts'

export interface Found {
  readonly word: string
  /** "question.text #12", "ward.sqlite byte 40960", "exports/x.json". */
  readonly where: string
}

/** A number as it was written and without what stood between its digits. */
const forms = (word: string): string[] => {
  const bare = word.replaceAll(/[ .-]/g, '')
  return /^\+?\d+$/.test(bare) && bare !== word ? [word, bare] : [word]
}

const identifier = z.array(z.object({ name: z.string() }))

/** Tables are asked from the database: a new one is looked through without anybody thinking of it. */
const inTables = (raw: Database, words: readonly string[], agreed: ReadonlySet<string>): Found[] => {
  const found: Found[] = []
  const tables = identifier.parse(raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all())
  for (const { name: table } of tables) {
    const columns = identifier.parse(raw.prepare(`SELECT name FROM pragma_table_info(?)`).all(table))
    const rows = z
      .array(z.record(z.string(), z.unknown()))
      .parse(raw.prepare(`SELECT * FROM "${table}"`).all())
    for (const [index, row] of rows.entries())
      for (const { name: column } of columns) {
        const field = `${table}.${column}`
        if (agreed.has(field)) continue
        const value = row[column]
        const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value ?? '')
        for (const word of words)
          if (forms(word).some(form => text.includes(form)))
            found.push({ word, where: `${field} #${index + 1}` })
      }
  }
  return found
}

const inBytes = (bytes: Uint8Array, where: string, words: readonly string[]): Found[] => {
  const buffer = Buffer.from(bytes)
  const own = words.flatMap(word => {
    const at = forms(word)
      .map(form => buffer.indexOf(form, 0, 'utf8'))
      .find(index => index >= 0)
    return at === undefined ? [] : [{ word, where: `${where} byte ${at}` }]
  })
  // DOCX, XLSX and ZIP.
  if (buffer.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return own
  return [
    ...own,
    ...Object.entries(unzipSync(bytes)).flatMap(([name, part]) => inBytes(part, `${where}/${name}`, words)),
  ]
}

/**
 * @param agreed "table.column" of fields that may hold such words; the database's bytes are then not looked at, for they
 *   hold those fields too
 */
export const scanData = (
  raw: Database,
  dataDir: string,
  words: readonly string[],
  agreed: readonly string[] = [],
): Found[] => {
  if (!emptyLog(raw))
    throw new Error('the write-ahead log could not be emptied: its bytes would be looked at too early')
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
    .filter(path => agreed.length === 0 || !/ward\.sqlite/.test(path))
  return [
    ...inTables(raw, words, new Set(agreed)),
    ...files.flatMap(path => inBytes(readFileSync(path), relative(dataDir, path), words)),
    ...files
      .map(path => relative(dataDir, path))
      .flatMap(name =>
        words.filter(word => name.includes(word)).map(word => ({ word, where: `name of ${name}` })),
      ),
  ]
}
