/**
 * Shares commits: work that arrives together runs one after the other in one transaction, each piece in a savepoint of
 * its own, and the disk is asked once. A piece that fails is undone alone; trouble of the disk fails them all.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

export interface GroupCommit {
  /** Resolves with the work's result once it is committed. Rejects with its error, or with the disk's. */
  run<T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T>
}

/** So many pieces at most share a transaction: the first of them waits for the last. */
const most = 100

const storageCodes = /^SQLITE_(FULL|BUSY|LOCKED|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)/

/** Trouble of the disk or a lock, not of the work: the same work may succeed later. */
export const isStorageTrouble = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && storageCodes.test(error.code)

interface Piece {
  /** Runs the work; returns what to do once it is committed. */
  readonly perform: (trx: Transaction<Database>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

export const createGroupCommit = (db: Kysely<Database>): GroupCommit => {
  const waiting: Piece[] = []
  let working = false

  const performAll = async (pieces: readonly Piece[]): Promise<void> => {
    try {
      const settle = await db.transaction().execute(async trx => {
        const done: (() => void)[] = []
        for (const { perform, reject } of pieces) {
          await sql`SAVEPOINT piece`.execute(trx)
          try {
            done.push(await perform(trx))
          } catch (error) {
            // SQLite may already have undone the whole transaction.
            if (isStorageTrouble(error)) throw error
            await sql`ROLLBACK TO piece`.execute(trx)
            done.push(() => reject(error))
          }
          await sql`RELEASE piece`.execute(trx)
        }
        return done
      })
      for (const tell of settle) tell()
    } catch (error) {
      for (const { reject } of pieces) reject(error)
    }
  }

  const work = async (): Promise<void> => {
    working = true
    while (waiting.length > 0) {
      // The database works without letting go of the thread: only now can what has arrived meanwhile join.
      await new Promise(resolve => setImmediate(resolve))
      await performAll(waiting.splice(0, most))
    }
    working = false
  }

  return {
    run: task =>
      new Promise((resolve, reject) => {
        waiting.push({
          perform: async trx => {
            const result = await task(trx)
            return () => resolve(result)
          },
          reject,
        })
        if (!working) void work()
      }),
  }
}
