/** What holds for one day only ("còn 3 ngày") is not delivered days later, when a broken channel comes back. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // NULL = it is as good later.
  raw.exec('ALTER TABLE outbox ADD COLUMN expires_at TEXT')
}
