/** Writes a file of the ward's own content so that a stop at any instant leaves the old one or the new one. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whole or not at all, and on the disk before its name. */
export const writeWhole = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  const next = `${path}.new`
  const file = openSync(next, 'w')
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}
