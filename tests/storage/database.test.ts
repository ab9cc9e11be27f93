/** Migrations run forward only and whole; one process owns a DATA_DIR. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import {
  DataDirInUseError,
  dataDirInUse,
  lockDataDir,
  NewerDataError,
  openDatabase,
  schemaVersion,
} from '../../storage/database.ts'
import { migrations } from '../../storage/migrations/all.ts'

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'storage-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}
const tables = (raw: BetterSqlite.Database): unknown[] =>
  raw.prepare(`SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`).all()

const newest = migrations.at(-1)?.number ?? 0

test('migrations are numbered from 1 without a gap', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
})

test('from empty: all steps run, with WAL and foreign keys on', async () => {
  const { raw, close } = await openDatabase(join(folder(), 'a.sqlite'))
  expect(schemaVersion(raw)).toBe(newest)
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(raw.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  await close()
})

test.each(migrations.map(({ number }) => number))(
  'from version %i: the rest runs, and gives the same tables as from empty',
  async version => {
    const path = join(folder(), 'b.sqlite')
    const old = await openDatabase(
      path,
      migrations.filter(({ number }) => number <= version),
    )
    await old.close()
    const upgraded = await openDatabase(path)
    const fresh = await openDatabase(':memory:')
    expect(schemaVersion(upgraded.raw)).toBe(newest)
    expect(tables(upgraded.raw)).toEqual(tables(fresh.raw))
    await upgraded.close()
    await fresh.close()
  },
)

test('what leads had marked as done before commands could is kept, with its evidence and who did it', async () => {
  const path = join(folder(), 'marks.sqlite')
  const old = await openDatabase(
    path,
    migrations.filter(({ number }) => number < 15),
  )
  old.raw.exec(`INSERT INTO person (id, role, created_at) VALUES (1, 'lead', '2026-01-01');
    INSERT INTO contact (id, person_id, channel, sender, conversation, created_at, last_seen_at)
      VALUES (3, 1, 'web', 'web:a', 'web:a', '2026-01-01', '2026-01-01');
    INSERT INTO plan_item (id, year, subject, part, done_on, done_by, note, added_by, added_at, changed_at)
      VALUES (7, 2026, 'task:10', '2026-03-12', '2026-03-10', 3, 'đã gửi', 3, '2026-03-10', '2026-03-10');
    INSERT INTO plan_evidence (id, item_id, kind, sha256, original_sha256, name, added_by, added_at)
      VALUES (2, 7, 'document', 'ab', 'ab', 'bao-cao.docx', 3, '2026-03-10');`)
  await old.close()
  const { raw, close } = await openDatabase(path)
  expect(raw.prepare('SELECT id, done_on, done_by, note, added_by FROM plan_item').all()).toEqual([
    { id: 7, done_on: '2026-03-10', done_by: 3, note: 'đã gửi', added_by: 3 },
  ])
  expect(raw.prepare('SELECT item_id, name, added_by FROM plan_evidence').all()).toEqual([
    { item_id: 7, name: 'bao-cao.docx', added_by: 3 },
  ])
  expect(raw.pragma('foreign_key_check')).toEqual([])
  expect(() => raw.exec('DELETE FROM plan_item')).toThrow(/keeps its history|FOREIGN KEY/)
  await close()
})

test('data of a newer program is refused, and left as it is', async () => {
  const path = join(folder(), 'c.sqlite')
  const raw = new BetterSqlite(path)
  raw.pragma(`user_version = ${newest + 1}`)
  raw.close()
  await expect(openDatabase(path)).rejects.toThrow(NewerDataError)
  const again = new BetterSqlite(path)
  expect(schemaVersion(again)).toBe(newest + 1)
  again.close()
})

test('a step that fails leaves the version before it, whole', async () => {
  const path = join(folder(), 'd.sqlite')
  const broken = {
    number: newest + 1,
    name: 'broken',
    up: (raw: BetterSqlite.Database) => raw.exec('CREATE TABLE half (a); CREATE TABLE contact (b)'),
  }
  await expect(
    openDatabase(path, [...migrations, { ...broken, up: raw => void broken.up(raw) }]),
  ).rejects.toThrow(/already exists/)
  const raw = new BetterSqlite(path)
  expect(schemaVersion(raw)).toBe(newest)
  expect(raw.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'`).get()).toEqual({ n: 0 })
  raw.close()
})

test('a second process on the same data is refused with a sentence; a dead one is not in the way', () => {
  const dataDir = folder()
  const lock = lockDataDir(dataDir)
  expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError)
  expect(dataDirInUse(dataDir)).toBe(true)
  lock.release()
  expect(dataDirInUse(dataDir)).toBe(false)
  lockDataDir(dataDir).release()
})

test('the audit trail can be added to, never changed', async () => {
  const { raw, close } = await openDatabase(':memory:')
  raw.exec(`INSERT INTO audit (at, actor, action) VALUES ('2026-11-22T00:00:00Z', 'contact:1', 'test')`)
  expect(() => raw.exec(`UPDATE audit SET actor = 'x'`)).toThrow(/append-only/)
  expect(() => raw.exec('DELETE FROM audit')).toThrow(/append-only/)
  await close()
})
