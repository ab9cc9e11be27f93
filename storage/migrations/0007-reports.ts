/** Reports that were issued: what they counted and the hashes of their files, as sent. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `unit` is empty for the whole ward. `snapshot` holds figures and entries with their revisions; `files` their hashes.
  raw.exec(`CREATE TABLE report (
    id INTEGER PRIMARY KEY, year INTEGER NOT NULL, period TEXT NOT NULL,
    period_from TEXT NOT NULL, period_to TEXT NOT NULL, cutoff TEXT NOT NULL, unit TEXT NOT NULL,
    snapshot TEXT NOT NULL, files TEXT NOT NULL,
    issued_by INTEGER REFERENCES contact(id), issued_at TEXT NOT NULL,
    CHECK (period_from <= period_to), CHECK (cutoff >= period_from AND cutoff <= period_to)) STRICT`)
  raw.exec('CREATE INDEX report_scope ON report (unit, period_to)')
  // What was sent stays as it was sent; a correction is another report.
  for (const what of ['UPDATE', 'DELETE'])
    raw.exec(`CREATE TRIGGER report_no_${what.toLowerCase()} BEFORE ${what} ON report
      BEGIN SELECT RAISE(ABORT, 'issued reports stay as they were sent'); END`)
}
