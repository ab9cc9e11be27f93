/** Evidence files packed into one ZIP under the names a report gives them. Streams: never holds the files in memory. */
import { createWriteStream } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ZippedFile {
  /** In the ZIP. */
  readonly name: string
  readonly path: string
}

/** Whether the evidence store still has the file. */
export const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() === true

/**
 * Writes the ZIP whole or not at all.
 * @param first files made just now, which stand at the top
 * @param files that are there (see {@link isThere}); pictures are packed already and stored as they are
 */
export const writeZip = async (
  out: string,
  first: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  files: readonly ZippedFile[],
  now: Date,
): Promise<void> => {
  const zip = new ZipFile()
  const failed = new Promise<never>((_resolve, reject) => {
    zip.on('error', reject)
  })
  // The same report makes the same bytes.
  for (const { name, bytes } of first) zip.addBuffer(Buffer.from(bytes), name, { mtime: now })
  for (const { name, path } of files) zip.addFile(path, name, { mtime: now, compress: false })
  zip.end()
  const part = `${out}.part`
  await Promise.race([pipeline(zip.outputStream, createWriteStream(part)), failed])
  await rename(part, out)
}
