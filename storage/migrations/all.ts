/** Every migration in order. A migration that has run anywhere is never edited: add the next number instead. */
import type { Database } from 'better-sqlite3'
import { up as spine } from './0001-spine.ts'

export interface MigrationStep {
  readonly number: number
  readonly name: string
  readonly up: (raw: Database) => void
}

export const migrations: readonly MigrationStep[] = [{ number: 1, name: 'spine', up: spine }]
