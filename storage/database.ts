/** Opens a ward's SQLite database: WAL, foreign keys, migrations forward only; and keeps a second process out. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { z } from 'zod'
import { migrations as allMigrations, type MigrationStep } from './migrations/all.ts'
import type { Database } from './schema.ts'

export const databaseFile = (dataDir: string): string => join(dataDir, 'ward.sqlite')

/** The data was written by a newer program: going back would destroy what that one added. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError'
}
/**
 * Moves what the write-ahead log still holds into the database file and empties the log, so that erased texts are in
 * neither. While another connection reads, what can be moved is. @returns whether the log is empty now
 */
export const emptyLog = (raw: BetterSqlite.Database): boolean => {
  if (!raw.open || raw.inTransaction) return false
  const [result] = z.array(z.object({ busy: z.number() })).parse(raw.pragma('wal_checkpoint(TRUNCATE)'))
  return result?.busy === 0
}

/** Another process serves this DATA_DIR. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError'
}

export interface OpenDatabase {
  readonly db: Kysely<Database>
  /** The driver's own handle: for backup and for reading pragmas only. */
  readonly raw: BetterSqlite.Database
  close(): Promise<void>
}

/**
 * @param path a file, or ":memory:" in tests
 * @throws NewerDataError when the file's version is above ours; SqliteError when disk or file is unusable
 */
export const openDatabase = async (
  path: string,
  steps: readonly MigrationStep[] = allMigrations,
): Promise<OpenDatabase> => {
  // A first command may come before the bot's first start.
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const raw = new BetterSqlite(path)
  try {
    raw.pragma('journal_mode = WAL')
    // FULL: a ward's PC loses power; what was confirmed to Telegram or Zalo must be on the disk by then.
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    raw.pragma('busy_timeout = 5000')
    // What is erased is overwritten with zeros, not only forgotten: otherwise it stays readable in the file's free pages.
    raw.pragma('secure_delete = ON')
    raw.function('sha256', { deterministic: true }, sha256)
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: keepingStatements(raw) }) })
    migrate(raw, steps)
    return { db, raw, close: () => db.destroy() }
  } catch (error) {
    raw.close()
    throw error
  }
}

/** For the chain of the audit log: one statement reads the row before and seals the new one. */
const sha256 = (text: unknown): string => createHash('sha256').update(String(text)).digest('hex')

/** So many different statements the program has at most, lists of different lengths included. */
const mostStatements = 500

/** Kysely prepares each statement anew, which costs more than running it: here they are prepared once. */
const keepingStatements = (raw: BetterSqlite.Database): SqliteDatabase => {
  const known = new Map<string, SqliteStatement>()
  return {
    close: () => {
      raw.close()
    },
    prepare: text => {
      const kept = known.get(text)
      if (kept !== undefined) return kept
      const statement: SqliteStatement = raw.prepare<unknown[]>(text)
      if (known.size >= mostStatements) known.clear()
      known.set(text, statement)
      return statement
    },
  }
}

/** The number of the last migration that ran; 0 for an empty file. */
export const schemaVersion = (raw: BetterSqlite.Database): number => {
  const version: unknown = raw.pragma('user_version', { simple: true })
  return typeof version === 'number' ? version : 0
}

const migrate = (raw: BetterSqlite.Database, steps: readonly MigrationStep[]): void => {
  const newest = steps.at(-1)?.number ?? 0
  if (schemaVersion(raw) > newest) {
    throw new NewerDataError(
      `Dữ liệu thuộc phiên bản ${schemaVersion(raw)}, chương trình này chỉ biết đến ${newest}: hãy cập nhật chương trình hoặc khôi phục bản sao lưu cũ`,
    )
  }
  for (const step of steps) {
    // IMMEDIATE, and the version read inside it: two commands starting at once must not run a step twice.
    raw.exec('BEGIN IMMEDIATE')
    try {
      if (schemaVersion(raw) < step.number) {
        step.up(raw)
        raw.pragma(`user_version = ${step.number}`)
      }
      raw.exec('COMMIT')
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      throw error
    }
  }
}

/**
 * Holds DATA_DIR for this process until released or dead (the operating system frees a dead process's lock).
 * @throws DataDirInUseError when another process holds it
 */
export const lockDataDir = (dataDir: string): { release(): void } => {
  mkdirSync(dataDir, { recursive: true })
  const lock = new BetterSqlite(join(dataDir, 'process.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new DataDirInUseError(
      `Một tiến trình khác đang dùng thư mục dữ liệu ${dataDir}: hãy dừng tiến trình đó trước, hoặc đặt DATA_DIR khác`,
      { cause },
    )
  }
  return { release: () => lock.close() }
}

/** Whether a bot is running on this DATA_DIR right now. */
export const dataDirInUse = (dataDir: string): boolean => {
  if (!existsSync(join(dataDir, 'process.lock'))) return false
  try {
    lockDataDir(dataDir).release()
    return false
  } catch (error) {
    if (error instanceof DataDirInUseError) return true
    throw error
  }
}
