/** Files of a person's own data on their way to that person: below DATA_DIR/exports, gone when delivered or after a day. */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface ExportStore {
  /** @returns the absolute path; it exists until it was delivered, a day at most */
  keep(extension: 'json' | 'txt', text: string): Promise<string>
  /** Removes the file if it is one of these; other paths are left alone. */
  remove(path: string): Promise<void>
  /** Removes files made before. @returns how many went */
  tidy(before: Date): Promise<number>
  /** When the oldest was made; null when there is none. */
  oldest(): Promise<Date | null>
}

/** @param newName an unguessable name for each call */
export const createExportStore = (folder: string, newName: () => string): ExportStore => {
  const files = async (): Promise<{ path: string; made: Date }[]> => {
    const found: { path: string; made: Date }[] = []
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      const known = await stat(path).catch(() => undefined)
      if (known !== undefined) found.push({ path, made: known.mtime })
    }
    return found
  }
  return {
    async keep(extension, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${newName()}.${extension}`)
      await writeFile(path, text, { mode: 0o600, flag: 'wx' })
      return path
    },
    async remove(path) {
      if (dirname(path) === folder) await rm(join(folder, basename(path)), { force: true })
    },
    async tidy(before) {
      const old = (await files()).filter(({ made }) => made < before)
      for (const { path } of old) await rm(path, { force: true })
      return old.length
    },
    async oldest() {
      return (await files()).map(({ made }) => made).sort((a, b) => a.getTime() - b.getTime())[0] ?? null
    },
  }
}
