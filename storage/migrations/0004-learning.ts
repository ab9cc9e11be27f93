/** What the ward teaches the bot: content waiting to be written to its files, and who asked to hear of an answer. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // Rows stay after `applied_at`: they are the record of who approved which answer.
  raw.exec(`CREATE TABLE content_change (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, entry TEXT NOT NULL,
    body TEXT NOT NULL, applied_at TEXT) STRICT`)
  raw.exec(`CREATE INDEX content_change_waiting ON content_change(id) WHERE applied_at IS NULL`)
  // `notify_at`: when the person asked to be told of an answer; `answered_by`: the change that answers the question.
  raw.exec(`ALTER TABLE question ADD COLUMN notify_at TEXT`)
  raw.exec(`ALTER TABLE question ADD COLUMN told_at TEXT`)
  raw.exec(`ALTER TABLE question ADD COLUMN answered_by INTEGER REFERENCES content_change(id)`)
  raw.exec(`CREATE INDEX question_answered_by ON question(answered_by) WHERE answered_by IS NOT NULL`)
}
