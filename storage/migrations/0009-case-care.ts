/** Cases, further: files, joined duplicates, a phone number given with consent, message windows; and how satisfied people were. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `merged_into`: the feedback this one says again; its answers count here too. `phone`: sealed, the one field a phone
  // number may be in, with the resident's yes; `phone_offered`: sealed, until they said yes or no.
  // `window_told_at`: for which last message of the resident the officers were warned that the channel will close.
  raw.exec(`ALTER TABLE resident_case ADD COLUMN merged_into INTEGER REFERENCES resident_case(id)`)
  raw.exec(`ALTER TABLE resident_case ADD COLUMN phone TEXT`)
  raw.exec(`ALTER TABLE resident_case ADD COLUMN phone_offered TEXT`)
  raw.exec(`ALTER TABLE resident_case ADD COLUMN phone_asked_at TEXT`)
  raw.exec(`ALTER TABLE resident_case ADD COLUMN window_told_at TEXT`)
  raw.exec(`CREATE INDEX resident_case_merged ON resident_case(merged_into) WHERE merged_into IS NOT NULL`)
  // `case_id` is null while a feedback form is being filled. The row stays when the file goes: first `doomed_at`, then,
  // when the bytes are off the disk, `erased_at`.
  raw.exec(`CREATE TABLE case_file (
    id INTEGER PRIMARY KEY, case_id INTEGER REFERENCES resident_case(id), at TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('resident','officer')), contact_id INTEGER REFERENCES contact(id),
    kind TEXT NOT NULL CHECK (kind IN ('photo','document','voice','video')),
    sha256 TEXT NOT NULL, name TEXT, mime_type TEXT NOT NULL, size INTEGER NOT NULL,
    doomed_at TEXT, erased_at TEXT) STRICT`)
  raw.exec(`CREATE INDEX case_file_case ON case_file(case_id, id)`)
  raw.exec(`CREATE INDEX case_file_sha256 ON case_file(sha256)`)
  raw.exec(
    `CREATE INDEX case_file_doomed ON case_file(doomed_at) WHERE doomed_at IS NOT NULL AND erased_at IS NULL`,
  )
  // One row a case, or a person's visit to a counter on one day. `words`: what was not good, masked.
  raw.exec(`CREATE TABLE satisfaction (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, contact_id INTEGER REFERENCES contact(id),
    source TEXT NOT NULL CHECK (source IN ('case','counter')),
    case_id INTEGER REFERENCES resident_case(id), counter TEXT, topic TEXT,
    rating TEXT NOT NULL CHECK (rating IN ('good','neutral','bad')), words TEXT,
    CHECK ((source = 'case') = (case_id IS NOT NULL)),
    CHECK ((source = 'counter') = (counter IS NOT NULL))) STRICT`)
  raw.exec(`CREATE UNIQUE INDEX satisfaction_case ON satisfaction(case_id) WHERE case_id IS NOT NULL`)
  raw.exec(
    `CREATE UNIQUE INDEX satisfaction_visit ON satisfaction(contact_id, counter, day) WHERE counter IS NOT NULL`,
  )
  raw.exec(`CREATE INDEX satisfaction_day ON satisfaction(day)`)
}
