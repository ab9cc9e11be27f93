/** Ratings of a counter from one network are bounded a day: a mark of the network, no address, forgotten the night after. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  raw.exec('ALTER TABLE satisfaction ADD COLUMN network TEXT')
  raw.exec('CREATE INDEX satisfaction_network ON satisfaction(network, counter) WHERE network IS NOT NULL')
}
