/** A report issued at the terminal proves the plan's own task as one issued in chat does, though no contact did it. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // SQLite can't take NOT NULL off a column: both tables are written anew. `added_by`, `done_by` NULL = a command of the
  // machine; what was done always says when.
  raw.exec(`CREATE TABLE plan_item_new (
    id INTEGER PRIMARY KEY, year INTEGER NOT NULL, subject TEXT NOT NULL, part TEXT NOT NULL,
    done_on TEXT, done_by INTEGER REFERENCES contact(id), value REAL, note TEXT,
    added_by INTEGER REFERENCES contact(id), added_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    removed_by INTEGER REFERENCES contact(id), removed_at TEXT,
    CHECK (done_by IS NULL OR done_on IS NOT NULL),
    UNIQUE (year, subject, part)) STRICT`)
  raw.exec(`CREATE TABLE plan_evidence_new (
    id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES plan_item_new(id),
    kind TEXT NOT NULL CHECK (kind IN ('photo','document','voice','video','link')),
    sha256 TEXT, original_sha256 TEXT, url TEXT, name TEXT, mime_type TEXT, size INTEGER,
    added_by INTEGER REFERENCES contact(id), added_at TEXT NOT NULL,
    CHECK ((kind = 'link') = (url IS NOT NULL)), CHECK ((kind = 'link') = (sha256 IS NULL)),
    UNIQUE (item_id, original_sha256), UNIQUE (item_id, url)) STRICT`)
  const items =
    'id, year, subject, part, done_on, done_by, value, note, added_by, added_at, changed_at, removed_by, removed_at'
  const evidence =
    'id, item_id, kind, sha256, original_sha256, url, name, mime_type, size, added_by, added_at'
  raw.exec(`INSERT INTO plan_item_new (${items}) SELECT ${items} FROM plan_item`)
  raw.exec(`INSERT INTO plan_evidence_new (${evidence}) SELECT ${evidence} FROM plan_evidence`)
  // The triggers against deleting go with their tables; dropping fires none.
  raw.exec('DROP TABLE plan_evidence')
  raw.exec('DROP TABLE plan_item')
  // The reference of the evidence follows the new name.
  raw.exec('ALTER TABLE plan_item_new RENAME TO plan_item')
  raw.exec('ALTER TABLE plan_evidence_new RENAME TO plan_evidence')
  for (const table of ['plan_item', 'plan_evidence'])
    raw.exec(`CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} keeps its history'); END`)
}
