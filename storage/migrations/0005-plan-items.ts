/** What leads keep by hand beside activities: checklist items, milestones, periods of duties and tasks, with evidence. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `subject` is "target:<id>" or "task:<no>" of the plan of `year`; `part` is the item's words, a unit, a period's key
  // or a deadline, and empty where there is only one. `value`: the percentage a survey found.
  raw.exec(`CREATE TABLE plan_item (
    id INTEGER PRIMARY KEY, year INTEGER NOT NULL, subject TEXT NOT NULL, part TEXT NOT NULL,
    done_on TEXT, done_by INTEGER REFERENCES contact(id), value REAL, note TEXT,
    added_by INTEGER NOT NULL REFERENCES contact(id), added_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    removed_by INTEGER REFERENCES contact(id), removed_at TEXT,
    CHECK ((done_on IS NULL) = (done_by IS NULL)),
    UNIQUE (year, subject, part)) STRICT`)
  raw.exec(`CREATE TABLE plan_evidence (
    id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES plan_item(id),
    kind TEXT NOT NULL CHECK (kind IN ('photo','document','voice','video','link')),
    sha256 TEXT, original_sha256 TEXT, url TEXT, name TEXT, mime_type TEXT, size INTEGER,
    added_by INTEGER NOT NULL REFERENCES contact(id), added_at TEXT NOT NULL,
    CHECK ((kind = 'link') = (url IS NOT NULL)), CHECK ((kind = 'link') = (sha256 IS NULL)),
    UNIQUE (item_id, original_sha256), UNIQUE (item_id, url)) STRICT`)
  // Milestones and recurring duties go by days: found without reading a year of everything else.
  raw.exec(`CREATE INDEX activity_target_day ON activity(target_id, date, doer, standing, month)
    WHERE standing <> 'none'`)
  // What was reported must stay traceable: items are taken off, never deleted; who changed what is in the audit log.
  for (const table of ['plan_item', 'plan_evidence'])
    raw.exec(`CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} keeps its history'); END`)
}
