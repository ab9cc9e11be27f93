/** Reports asked for in chat and made in the background, and the reasons units give for what fell behind. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `unit` is empty for the whole ward. `report_id`: the report to send again, or the one this job issued.
  raw.exec(`CREATE TABLE report_job (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('draft', 'issue', 'fetch')),
    period TEXT NOT NULL, unit TEXT NOT NULL, cutoff TEXT, supplement INTEGER NOT NULL DEFAULT 0,
    report_id INTEGER REFERENCES report(id), contact_id INTEGER NOT NULL REFERENCES contact(id),
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0, asked_at TEXT NOT NULL, finished_at TEXT, failure TEXT) STRICT`)
  raw.exec(`CREATE INDEX report_job_pending ON report_job (id) WHERE state = 'pending'`)
  // Two taps issue one report.
  raw.exec(`CREATE UNIQUE INDEX report_job_issue ON report_job (period, unit)
    WHERE state = 'pending' AND kind = 'issue'`)
  raw.exec(`CREATE TABLE report_reason (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, subject TEXT NOT NULL, unit TEXT NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES contact(id), asked_at TEXT NOT NULL,
    text TEXT, skipped INTEGER NOT NULL DEFAULT 0,
    given_by INTEGER REFERENCES contact(id), given_at TEXT,
    UNIQUE (period, subject, unit), CHECK ((text IS NULL) = (given_at IS NULL OR skipped = 1))) STRICT`)
}
