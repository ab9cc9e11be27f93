/** Small files the bot makes (pictures, scripts), each kind in a folder of its own: named by what they show, so that the same is made once. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface ChartStore {
  /**
   * @param shows everything the file depends on
   * @returns the absolute path of the file, which exists for {@link keptDays} from now on
   */
  keep(shows: string, draw: () => Promise<Uint8Array>): Promise<string>
  /** Removes files nobody asked for in {@link keptDays}. @returns how many went */
  tidy(now: Date): Promise<number>
}

/** Longer than a reply may wait in the outbox for its channel. */
export const keptDays = 14
const dayMs = 24 * 60 * 60 * 1000

/**
 * @param newName a unique temporary name for each call
 * @param extension of the files, without the dot
 */
export const createChartStore = (folder: string, newName: () => string, extension = 'png'): ChartStore => ({
  async keep(shows, draw) {
    const path = join(folder, `${createHash('sha256').update(shows).digest('hex').slice(0, 32)}.${extension}`)
    const known = await stat(path).catch(() => undefined)
    if (known !== undefined && known.size > 0) {
      const now = new Date()
      await utimes(path, now, now)
      return path
    }
    await mkdir(folder, { recursive: true })
    const temporary = join(folder, `${newName()}.part`)
    await writeFile(temporary, await draw())
    await rename(temporary, path)
    return path
  },

  async tidy(now) {
    let gone = 0
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name)
      const found = await stat(path).catch(() => undefined)
      if (found === undefined || now.getTime() - found.mtimeMs < keptDays * dayMs) continue
      await rm(path, { force: true })
      gone += 1
    }
    return gone
  },
})
