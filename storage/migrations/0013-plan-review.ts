/** Plan documents people hand in: read by a worker, reviewed point by point over days, then applied or dropped. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // One is under way at a time: a newer file drops the older. `review` is the reviewer's place and answers, as JSON.
  // `contact_id` has no foreign key: the record outlives an account that is erased.
  raw.exec(`CREATE TABLE plan_review (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, contact_id INTEGER, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reading','open','unreadable','applied','dropped')),
    attempts INTEGER NOT NULL DEFAULT 0, problem TEXT, review TEXT, change_id INTEGER REFERENCES content_change(id),
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    CHECK (state <> 'open' OR review IS NOT NULL)) STRICT`)
  raw.exec(`CREATE UNIQUE INDEX plan_review_under_way ON plan_review((state IN ('reading','open')))
    WHERE state IN ('reading','open')`)
}
