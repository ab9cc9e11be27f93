/** Cases: what residents handed over to a person of the ward, or reported, with all that was said about it. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `code` is "H27" (a hand-off) or "P27" (feedback): `letter` and `number` keep the codes of each kind in a row.
  // `waiting_since`: the resident wrote and nobody has answered; `due_at`: when an answer is late; `promised`: whether the
  // resident was told that time. `with_bot`: the resident talks to the bot again while the case is open.
  raw.exec(`CREATE TABLE resident_case (
    id INTEGER PRIMARY KEY, letter TEXT NOT NULL CHECK (letter IN ('H','P')), number INTEGER NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact(id), state TEXT NOT NULL CHECK (state IN ('open','closed')),
    with_bot INTEGER NOT NULL DEFAULT 0 CHECK (with_bot IN (0, 1)),
    feedback_kind TEXT, place TEXT, person_name TEXT,
    unit TEXT, taken_by INTEGER REFERENCES contact(id), taken_at TEXT,
    waiting_since TEXT, due_at TEXT, promised INTEGER NOT NULL DEFAULT 0 CHECK (promised IN (0, 1)),
    lead_told_at TEXT, admin_told_at TEXT,
    settled TEXT CHECK (settled IN ('yes','no')),
    opened_at TEXT NOT NULL, closed_at TEXT, closed_by INTEGER REFERENCES contact(id), forgotten_at TEXT,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    UNIQUE (letter, number)) STRICT`)
  raw.exec(`CREATE INDEX resident_case_contact ON resident_case(contact_id)`)
  raw.exec(`CREATE INDEX resident_case_due ON resident_case(due_at) WHERE state = 'open'`)
  raw.exec(`CREATE TABLE case_message (
    id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES resident_case(id), at TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('resident','officer','note')),
    contact_id INTEGER REFERENCES contact(id), text TEXT NOT NULL) STRICT`)
  raw.exec(`CREATE INDEX case_message_case ON case_message(case_id, id)`)
}
