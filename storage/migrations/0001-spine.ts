/** Contacts, sessions, inbox, outbox, invites, questions, audit. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  raw.exec(`CREATE TABLE person (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL DEFAULT 'resident', unit TEXT, locale TEXT NOT NULL DEFAULT 'vi',
    notified_at TEXT, created_at TEXT NOT NULL) STRICT`)
  raw.exec(`CREATE TABLE contact (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id), channel TEXT NOT NULL,
    sender TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, name TEXT, source TEXT,
    created_at TEXT NOT NULL, last_seen_at TEXT NOT NULL, gone_at TEXT) STRICT`)
  raw.exec(`CREATE INDEX contact_person ON contact(person_id)`)
  raw.exec(`CREATE TABLE session (
    key TEXT PRIMARY KEY, version INTEGER NOT NULL, data TEXT NOT NULL,
    updated_at TEXT NOT NULL, expires_at TEXT NOT NULL) STRICT, WITHOUT ROWID`)
  raw.exec(`CREATE TABLE inbox (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, update_id TEXT NOT NULL, conversation TEXT NOT NULL,
    body TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('pending','done','failed')),
    attempts INTEGER NOT NULL DEFAULT 0, received_at TEXT NOT NULL, handled_at TEXT, error TEXT,
    UNIQUE (channel, update_id)) STRICT`)
  raw.exec(`CREATE INDEX inbox_pending ON inbox(id) WHERE state = 'pending'`)
  raw.exec(`CREATE INDEX inbox_handled ON inbox(handled_at) WHERE state <> 'pending'`)
  raw.exec(`CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, conversation TEXT NOT NULL, priority INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('pending','sent','dead')),
    attempts INTEGER NOT NULL DEFAULT 0, due_at TEXT NOT NULL, created_at TEXT NOT NULL, finished_at TEXT,
    failure TEXT, message_ref TEXT, origin TEXT) STRICT`)
  raw.exec(`CREATE INDEX outbox_pending ON outbox(conversation, id) WHERE state = 'pending'`)
  raw.exec(`CREATE INDEX outbox_finished ON outbox(finished_at) WHERE state <> 'pending'`)
  raw.exec(`CREATE INDEX outbox_ref ON outbox(conversation, message_ref) WHERE message_ref IS NOT NULL`)
  raw.exec(`CREATE TABLE invite (
    id INTEGER PRIMARY KEY, code_hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL, unit TEXT, note TEXT,
    created_by INTEGER REFERENCES person(id), created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
    used_by INTEGER REFERENCES person(id), used_at TEXT, revoked_at TEXT) STRICT`)
  raw.exec(`CREATE TABLE question (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, channel TEXT NOT NULL, contact_id INTEGER REFERENCES contact(id) ON DELETE SET NULL,
    text TEXT NOT NULL, outcome TEXT NOT NULL, topic TEXT, entry TEXT, confidence REAL, reason TEXT,
    rating TEXT CHECK (rating IN ('useful','wrong')), rated_at TEXT, resolution TEXT, resolved_at TEXT) STRICT`)
  raw.exec(`CREATE INDEX question_at ON question(at)`)
  raw.exec(`CREATE INDEX question_contact ON question(contact_id)`)
  raw.exec(`CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT, detail TEXT) STRICT`)
  // Append-only: an inspector can rely on it.
  raw.exec(
    `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  )
  raw.exec(
    `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  )
  raw.exec(
    `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  )
  // What the web page shows: both sides of its conversations, so that a reload finds them again.
  raw.exec(`CREATE TABLE web_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, side TEXT NOT NULL CHECK (side IN ('in','out')),
    body TEXT NOT NULL, at TEXT NOT NULL) STRICT`)
  raw.exec(`CREATE INDEX web_message_session ON web_message(session, id)`)
  raw.exec(`CREATE INDEX web_message_at ON web_message(at)`)
}
