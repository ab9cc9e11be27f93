/** Reminders: what was said to whom at which step, what people asked of them, and what was said to be done on paper. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // One row for each matter (`what`, of the unit `scope`; empty for the ward), person and step: the key keeps two processes
  // and a restart from saying it twice. `unreached`: no channel took it; it may still be said when one opens again.
  // `tried`: contacts that refused it. `told_at`: a lead was told that this person is to be called.
  raw.exec(`CREATE TABLE reminder (
    id INTEGER PRIMARY KEY, what TEXT NOT NULL, scope TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person(id), step TEXT NOT NULL,
    contact_id INTEGER REFERENCES contact(id), day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued','unreached')), reason TEXT,
    tried TEXT NOT NULL DEFAULT '[]', queued_at TEXT NOT NULL, told_at TEXT,
    CHECK ((state = 'unreached') = (reason IS NOT NULL)),
    UNIQUE (what, scope, person_id, step)) STRICT`)
  raw.exec(`CREATE INDEX reminder_unreached ON reminder(id) WHERE state = 'unreached' AND told_at IS NULL`)
  // `until`: not before that day; `muted`: not again.
  raw.exec(`CREATE TABLE reminder_wish (
    person_id INTEGER NOT NULL REFERENCES person(id), what TEXT NOT NULL, scope TEXT NOT NULL,
    until TEXT, muted INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1)), changed_at TEXT NOT NULL,
    PRIMARY KEY (person_id, what, scope)) STRICT`)
  // `at` is a time of day; `off` lists the kinds a person does not want.
  raw.exec(`CREATE TABLE reminder_preference (
    person_id INTEGER PRIMARY KEY REFERENCES person(id), at TEXT NOT NULL, off TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT`)
  raw.exec(`CREATE TABLE reminder_settled (
    what TEXT NOT NULL, scope TEXT NOT NULL, settled_by INTEGER NOT NULL REFERENCES contact(id), settled_at TEXT NOT NULL,
    PRIMARY KEY (what, scope)) STRICT`)
}
