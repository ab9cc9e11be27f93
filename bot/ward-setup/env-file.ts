/** The one line of `.env` that says which ward this installation serves. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

const line = /^\s*WARD\s*=.*$/m

/** Sets WARD and leaves every other line alone. @returns whether the file had to change */
export const serveWard = (path: string, slug: string): boolean => {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const wanted = `WARD=${slug}`
  const after = line.test(before)
    ? before.replace(line, wanted)
    : `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${wanted}\n`
  if (after === before) return false
  writeFileSync(`${path}.new`, after)
  renameSync(`${path}.new`, path)
  return true
}
