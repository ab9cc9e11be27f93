/** Every message asks which cases its conversation has: found by an index, not by walking all cases of the ward. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  raw.exec(`CREATE INDEX contact_conversation ON contact(conversation)`)
}
