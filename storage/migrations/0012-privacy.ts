/** Privacy: a chained audit log, requests about personal data, choices about purposes, names people correct themselves. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'

const auditRow = z.object({
  id: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.string().nullable(),
})

export const up = (raw: Database): void => {
  raw.exec('DROP TRIGGER audit_no_update')
  raw.exec('DROP TRIGGER audit_no_delete')
  // Each row seals the one before it (see `repositories/audit.ts`): a row taken out or changed breaks the chain.
  raw.exec(`ALTER TABLE audit ADD COLUMN prev TEXT NOT NULL DEFAULT ''`)
  raw.exec(`ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT ''`)
  const seal = raw.prepare('UPDATE audit SET prev = ?, hash = ? WHERE id = ?')
  let prev = ''
  for (const row of z.array(auditRow).parse(raw.prepare('SELECT * FROM audit ORDER BY id').all())) {
    const text = [prev, row.at, row.actor, row.action, row.subject ?? '', row.detail ?? ''].join('\n')
    const hash = createHash('sha256').update(text).digest('hex')
    seal.run(prev, hash, row.id)
    prev = hash
  }
  raw.exec(
    `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  )
  // Past its term (ten years before the newest row, whatever the machine's clock says) a row may go; no other may.
  raw.exec(`CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
    WHEN OLD.at >= strftime('%Y-%m-%dT%H:%M:%fZ', (SELECT max(at) FROM audit), '-3650 days')
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`)
  raw.exec('CREATE INDEX audit_at ON audit(at)')
  raw.exec('CREATE INDEX audit_subject ON audit(subject) WHERE subject IS NOT NULL')

  // What a person asked about their data; `text` and `note` are masked and go with the person or the term.
  raw.exec(`CREATE TABLE data_request (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id),
    contact_id INTEGER NOT NULL REFERENCES contact(id),
    kind TEXT NOT NULL CHECK (kind IN ('see','correct','erase','stop','other')), text TEXT NOT NULL,
    opened_at TEXT NOT NULL, half_at TEXT NOT NULL, due_at TEXT NOT NULL, half_told_at TEXT, late_told_at TEXT,
    closed_at TEXT, closed_by INTEGER REFERENCES contact(id), note TEXT,
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))) STRICT`)
  raw.exec('CREATE INDEX data_request_open ON data_request(due_at) WHERE closed_at IS NULL')
  raw.exec('CREATE INDEX data_request_person ON data_request(person_id)')

  // No row: the person has chosen nothing, and the usual way applies.
  raw.exec(`CREATE TABLE consent (
    person_id INTEGER NOT NULL REFERENCES person(id), purpose TEXT NOT NULL, given INTEGER NOT NULL CHECK (given IN (0, 1)),
    at TEXT NOT NULL, PRIMARY KEY (person_id, purpose)) STRICT, WITHOUT ROWID`)

  // How they want to be called; the channel's own name comes anew with every message.
  raw.exec('ALTER TABLE contact ADD COLUMN own_name TEXT')
  // When the file of this row was deleted at the end of its term.
  raw.exec('ALTER TABLE evidence ADD COLUMN forgotten_at TEXT')
  // The history of an entry is only added to, until its term is over: then what was said goes, what happened stays.
  raw.exec('DROP TRIGGER activity_revision_no_UPDATE')
  raw.exec(`CREATE TRIGGER activity_revision_no_UPDATE BEFORE UPDATE ON activity_revision
    WHEN NOT (NEW.before IS NULL AND NEW.after IS NULL AND NEW.reason IS NULL AND NEW.id = OLD.id
      AND NEW.activity_id = OLD.activity_id AND NEW.at = OLD.at AND NEW.contact_id = OLD.contact_id
      AND NEW.action = OLD.action
      AND OLD.at < coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', (SELECT max(at) FROM audit), '-1800 days'), ''))
    BEGIN SELECT RAISE(ABORT, 'activity_revision keeps its history'); END`)
}
