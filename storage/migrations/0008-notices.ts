/** Subscriptions with the consent each rests on, and notices to many (broadcasts) with each person they go to. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // What people agreed to, word for word; few texts, many rows that point to them.
  raw.exec(`CREATE TABLE consent_text (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, first_at TEXT NOT NULL) STRICT`)
  // Ended rows stay as proof of who had agreed to what and when they withdrew; erasing a person deletes them.
  raw.exec(`CREATE TABLE subscription (
    id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact(id),
    kind TEXT NOT NULL CHECK (kind IN ('ward','area','topic')), key TEXT NOT NULL, label TEXT NOT NULL,
    consent_id INTEGER NOT NULL REFERENCES consent_text(id), agreed_at TEXT NOT NULL,
    ended_at TEXT, ended_by TEXT) STRICT`)
  raw.exec(
    `CREATE UNIQUE INDEX subscription_active ON subscription(contact_id, kind, key) WHERE ended_at IS NULL`,
  )
  raw.exec(`CREATE INDEX subscription_audience ON subscription(kind, key) WHERE ended_at IS NULL`)
  // `at`: when the author wants it to go out, null = as soon as approved; `due_at`: when it really does, after quiet hours.
  // `version` grows with each change: an approval is of one version. `cursor`: the last person listed as a recipient.
  raw.exec(`CREATE TABLE broadcast (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, procedure TEXT, attachment TEXT, audience TEXT,
    at TEXT, timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('draft','proposed','approved','sending','done','cancelled')),
    version INTEGER NOT NULL DEFAULT 1, author INTEGER NOT NULL REFERENCES contact(id), created_at TEXT NOT NULL,
    approved_by INTEGER REFERENCES contact(id), approved_at TEXT, due_at TEXT, started_at TEXT,
    cursor INTEGER NOT NULL DEFAULT 0, listed_at TEXT, finished_at TEXT, cancelled_by INTEGER REFERENCES contact(id),
    result TEXT, CHECK (state NOT IN ('approved','sending') OR (approved_by IS NOT NULL AND due_at IS NOT NULL))) STRICT`)
  raw.exec(`CREATE INDEX broadcast_open ON broadcast(state) WHERE state IN ('approved','sending')`)
  // One row a person, whatever happens: this is what makes it once. Erasing a person empties both ids, the row still counts.
  raw.exec(`CREATE TABLE broadcast_recipient (
    id INTEGER PRIMARY KEY, broadcast_id INTEGER NOT NULL REFERENCES broadcast(id),
    person_id INTEGER REFERENCES person(id), contact_id INTEGER REFERENCES contact(id), channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting','queued','skipped')), reason TEXT, outbox_id INTEGER,
    UNIQUE (broadcast_id, person_id), UNIQUE (broadcast_id, contact_id)) STRICT`)
  raw.exec(
    `CREATE INDEX broadcast_waiting ON broadcast_recipient(broadcast_id, channel, id) WHERE state = 'waiting'`,
  )
  raw.exec(`CREATE INDEX broadcast_recipient_person ON broadcast_recipient(person_id)`)
}
