/** A consistent copy of DATA_DIR while the bot runs, and the way back. Each backup is a folder with a manifest. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { z } from 'zod'
import { databaseFile, dataDirInUse, schemaVersion } from './database.ts'

const manifestSchema = z.object({
  made: z.string(),
  schema: z.number(),
  files: z.record(z.string(), z.object({ sha256: z.string(), size: z.number() })),
})
type Manifest = z.infer<typeof manifestSchema>

/** What a ward must keep besides the database: evidence files, its own content, secrets of channels. */
const folders = ['evidence', 'content', 'credentials', 'reports'] as const

/** A backup that is not whole, or a restore into a DATA_DIR in use. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
    .sort()

export const backupsFolder = (dataDir: string): string => join(dataDir, 'backups')

/**
 * The database is copied page by page through SQLite's own backup, so the bot may go on writing; evidence files never
 * change once written. @returns the new backup's folder
 */
export const createBackup = async (given: {
  raw: BetterSqlite.Database
  dataDir: string
  now: Date
  into?: string
}): Promise<string> => {
  const { raw, dataDir, now } = given
  const name = now.toISOString().slice(0, 19).replaceAll(':', '')
  const target = join(given.into ?? backupsFolder(dataDir), name)
  const building = `${target}.part`
  await rm(building, { recursive: true, force: true })
  await mkdir(building, { recursive: true })
  await raw.backup(join(building, 'ward.sqlite'))
  for (const folder of folders) {
    const from = join(dataDir, folder)
    if (existsSync(from))
      await cp(from, join(building, folder), {
        recursive: true,
        filter: path => !path.includes(`${join('evidence', 'incoming')}`),
      })
  }
  const files: Manifest['files'] = {}
  for (const path of await filesBelow(building)) {
    files[relative(building, path)] = { sha256: await sha256(path), size: (await stat(path)).size }
  }
  const manifest: Manifest = { made: now.toISOString(), schema: schemaVersion(raw), files }
  await writeFile(join(building, 'manifest.json'), JSON.stringify(manifest, null, 1))
  // A folder with this name is whole: the name appears last.
  await rename(building, target)
  return target
}

/** Keeps the newest `keep` backups. */
export const pruneBackups = async (dataDir: string, keep: number): Promise<void> => {
  const folder = backupsFolder(dataDir)
  const names = (await readdir(folder).catch(() => []))
    .filter(name => /^\d{4}-\d{2}-\d{2}T\d{6}$/.test(name))
    .sort()
  for (const name of names.slice(0, Math.max(0, names.length - keep)))
    await rm(join(folder, name), { recursive: true, force: true })
}

/** @throws BackupError when a file is missing, changed, or the database is damaged */
export const checkBackup = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new BackupError(`Không phải bản sao lưu: thiếu manifest.json trong ${folder}`)
  })
  const manifest = manifestSchema.parse(JSON.parse(text))
  for (const [name, expected] of Object.entries(manifest.files)) {
    const path = join(folder, name)
    if (!existsSync(path)) throw new BackupError(`Bản sao lưu thiếu tệp ${name}`)
    if ((await sha256(path)) !== expected.sha256)
      throw new BackupError(`Tệp ${name} trong bản sao lưu đã bị thay đổi hoặc hỏng`)
  }
  const database = new BetterSqlite(join(folder, 'ward.sqlite'), { readonly: true })
  try {
    const result: unknown = database.pragma('integrity_check', { simple: true })
    if (result !== 'ok') throw new BackupError(`Cơ sở dữ liệu trong bản sao lưu bị hỏng: ${String(result)}`)
  } finally {
    database.close()
  }
  return manifest
}

/**
 * Puts a checked backup in place of DATA_DIR's contents; what was there is kept beside it.
 * @returns where the replaced data lies now, or undefined when there was none
 * @throws BackupError when the bot runs on this DATA_DIR or the backup is not whole
 */
export const restoreBackup = async (
  folder: string,
  dataDir: string,
  now: Date,
): Promise<string | undefined> => {
  if (dataDirInUse(dataDir))
    throw new BackupError('Trợ lý đang chạy trên thư mục dữ liệu này: hãy dừng trước khi khôi phục')
  await checkBackup(folder)
  await mkdir(dataDir, { recursive: true })
  const aside = join(dataDir, `replaced-${now.toISOString().slice(0, 19).replaceAll(':', '')}`)
  const existing = ['ward.sqlite', 'ward.sqlite-wal', 'ward.sqlite-shm', ...folders].filter(name =>
    existsSync(join(dataDir, name)),
  )
  if (existing.length > 0) await mkdir(aside)
  for (const name of existing) await rename(join(dataDir, name), join(aside, name))
  await cp(join(folder, 'ward.sqlite'), databaseFile(dataDir))
  for (const name of folders)
    if (existsSync(join(folder, name))) await cp(join(folder, name), join(dataDir, name), { recursive: true })
  return existing.length > 0 ? aside : undefined
}
