/** Activities of officers and volunteers, every change of them, and their evidence. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `standing` says how an entry counts: approved, by a lead's own word, waiting, or not at all.
  // `month` and `standing` follow from other columns, and the checks keep them so. Not generated columns: SQLite
  // never answers a query on those from an index alone (measured: five times slower on 50,000 rows).
  raw.exec(`CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    code_year INTEGER, number INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('log','help')),
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','approved','rejected','withdrawn')),
    form TEXT, quantity INTEGER CHECK (quantity > 0), unit TEXT, minutes REAL, minutes_each REAL, people INTEGER,
    date TEXT, date_end TEXT, session TEXT, place TEXT, place_key TEXT,
    areas TEXT NOT NULL DEFAULT '[]', topics TEXT NOT NULL DEFAULT '[]', links TEXT NOT NULL DEFAULT '[]',
    note TEXT, doer TEXT, target_id TEXT, words TEXT NOT NULL DEFAULT '',
    entered_by INTEGER NOT NULL REFERENCES contact(id), by_lead INTEGER NOT NULL DEFAULT 0 CHECK (by_lead IN (0, 1)),
    entered_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    decided_by INTEGER REFERENCES contact(id), decided_at TEXT, reason TEXT,
    month TEXT CHECK (month IS substr(date, 1, 7)),
    standing TEXT NOT NULL CHECK (standing = CASE
      WHEN state = 'approved' THEN 'approved'
      WHEN state = 'submitted' AND by_lead = 1 THEN 'by-lead'
      WHEN state = 'submitted' THEN 'waiting'
      ELSE 'none' END),
    CHECK (state IN ('draft','withdrawn') OR (form IS NOT NULL AND quantity IS NOT NULL AND date IS NOT NULL)),
    CHECK (state = 'draft' OR number IS NOT NULL OR state = 'withdrawn'),
    UNIQUE (code_year, number)) STRICT`)
  // Holds all that progress asks for, in the order it groups by: no row of the table is read.
  raw.exec(`CREATE INDEX activity_summary ON activity(
    month, target_id, form, unit, doer, kind, standing, quantity, minutes, people, date, entered_at)
    WHERE standing <> 'none'`)
  raw.exec(`CREATE INDEX activity_date ON activity(date, form)`)
  raw.exec(`CREATE INDEX activity_entered ON activity(entered_by, id)`)
  raw.exec(`CREATE INDEX activity_waiting ON activity(doer, id) WHERE standing = 'waiting'`)
  raw.exec(`CREATE TABLE activity_revision (
    id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id), at TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact(id), action TEXT NOT NULL,
    before TEXT, after TEXT, reason TEXT) STRICT`)
  raw.exec(`CREATE INDEX activity_revision_of ON activity_revision(activity_id, id)`)
  raw.exec(`CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
    kind TEXT NOT NULL CHECK (kind IN ('photo','document','voice','video','link')),
    sha256 TEXT, original_sha256 TEXT, look TEXT, url TEXT, name TEXT, mime_type TEXT, size INTEGER,
    piece TEXT, conversation TEXT, message_ref TEXT,
    added_by INTEGER NOT NULL REFERENCES contact(id), added_at TEXT NOT NULL,
    removed_by INTEGER REFERENCES contact(id), removed_at TEXT,
    CHECK ((kind = 'link') = (url IS NOT NULL)), CHECK ((kind = 'link') = (sha256 IS NULL))) STRICT`)
  raw.exec(`CREATE INDEX evidence_of ON evidence(activity_id, id)`)
  raw.exec(`CREATE INDEX evidence_original ON evidence(original_sha256) WHERE removed_at IS NULL`)
  raw.exec(`CREATE INDEX evidence_look ON evidence(look) WHERE removed_at IS NULL AND look IS NOT NULL`)
  // What was reported must stay traceable: entries are withdrawn, their history is only added to.
  for (const [table, event] of [
    ['activity', 'DELETE'],
    ['activity_revision', 'DELETE'],
    ['activity_revision', 'UPDATE'],
    ['evidence', 'DELETE'],
  ]) {
    raw.exec(`CREATE TRIGGER ${table}_no_${event} BEFORE ${event} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} keeps its history'); END`)
  }
}
