/** What channels must remember: credentials (sealed), who may still be written to, quotas, codes that link channels. */
import type { Database } from 'better-sqlite3'

export const up = (raw: Database): void => {
  // `generation` grows with every stored credential; `rotating_since` is the lock of the one who renews it.
  raw.exec(`CREATE TABLE channel_credential (
    channel TEXT NOT NULL, account TEXT NOT NULL, sealed TEXT NOT NULL, generation INTEGER NOT NULL,
    seed_hash TEXT, rotating_since TEXT, updated_at TEXT NOT NULL,
    PRIMARY KEY (channel, account)) STRICT, WITHOUT ROWID`)
  raw.exec(`CREATE TABLE channel_window (
    conversation TEXT PRIMARY KEY, channel TEXT NOT NULL, last_at TEXT NOT NULL,
    refused_at TEXT, refused_reason TEXT, paused_until TEXT) STRICT, WITHOUT ROWID`)
  raw.exec(`CREATE INDEX channel_window_channel ON channel_window(channel)`)
  raw.exec(
    `CREATE INDEX channel_window_refused ON channel_window(channel, refused_at) WHERE refused_at IS NOT NULL`,
  )
  raw.exec(`CREATE TABLE channel_usage (
    channel TEXT NOT NULL, period TEXT NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (channel, period)) STRICT, WITHOUT ROWID`)
  raw.exec(`CREATE TABLE link_code (
    code_hash TEXT PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contact(id),
    created_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT) STRICT, WITHOUT ROWID`)
}
