/** A backup made while the bot writes is whole; a restore brings it back, and refuses what is damaged. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BackupError, checkBackup, createBackup, pruneBackups, restoreBackup } from '../../storage/backup.ts'
import { databaseFile, lockDataDir, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'

const at = (hour: number): Date => new Date(`2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`)

const wardWithData = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'backup-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const database = await openDatabase(databaseFile(dataDir))
  await createRepositories(database.db).settings.set('greeting', 'xin chào', at(1))
  mkdirSync(join(dataDir, 'evidence', 'ab'), { recursive: true })
  writeFileSync(join(dataDir, 'evidence', 'ab', 'abc'), 'a picture')
  mkdirSync(join(dataDir, 'content'))
  writeFileSync(join(dataDir, 'content', 'ward.yaml'), 'slug: x')
  return { dataDir, database }
}

test('a copy while the bot writes, and the way back', async () => {
  const { dataDir, database } = await wardWithData()
  const repositories = createRepositories(database.db)
  const writing = (async () => {
    for (let n = 0; n < 200; n += 1) await repositories.settings.set(`key-${n}`, 'value', at(2))
  })()
  const folder = await createBackup({ raw: database.raw, dataDir, now: at(3) })
  await writing
  await checkBackup(folder)
  await repositories.settings.set('greeting', 'đã đổi', at(4))
  await database.close()

  const aside = await restoreBackup(folder, dataDir, at(5))
  expect(aside).toMatch(/replaced-/)
  const restored = await openDatabase(databaseFile(dataDir))
  expect(await createRepositories(restored.db).settings.get('greeting')).toBe('xin chào')
  expect(readdirSync(join(dataDir, 'evidence', 'ab'))).toEqual(['abc'])
  expect(readdirSync(join(dataDir, 'content'))).toEqual(['ward.yaml'])
  await restored.close()
})

test('a damaged or incomplete backup is refused and changes nothing', async () => {
  const { dataDir, database } = await wardWithData()
  const folder = await createBackup({ raw: database.raw, dataDir, now: at(3) })
  await database.close()
  writeFileSync(join(folder, 'evidence', 'ab', 'abc'), 'another picture')
  await expect(restoreBackup(folder, dataDir, at(5))).rejects.toThrow(BackupError)
  rmSync(join(folder, 'evidence'), { recursive: true })
  await expect(restoreBackup(folder, dataDir, at(5))).rejects.toThrow(/thiếu tệp/)
  await expect(restoreBackup(join(dataDir, 'nowhere'), dataDir, at(5))).rejects.toThrow(
    /Không phải bản sao lưu/,
  )
  const untouched = await openDatabase(databaseFile(dataDir))
  expect(await createRepositories(untouched.db).settings.get('greeting')).toBe('xin chào')
  await untouched.close()
})

test('nothing is restored under a running bot', async () => {
  const { dataDir, database } = await wardWithData()
  const folder = await createBackup({ raw: database.raw, dataDir, now: at(3) })
  await database.close()
  const lock = lockDataDir(dataDir)
  await expect(restoreBackup(folder, dataDir, at(5))).rejects.toThrow(/đang chạy/)
  lock.release()
})

test('the newest backups are kept', async () => {
  const { dataDir, database } = await wardWithData()
  for (const hour of [1, 2, 3, 4]) await createBackup({ raw: database.raw, dataDir, now: at(hour) })
  await pruneBackups(dataDir, 2)
  expect(readdirSync(join(dataDir, 'backups')).sort()).toEqual(['2026-11-22T030000', '2026-11-22T040000'])
  await database.close()
})
