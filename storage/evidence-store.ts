/** Files people send, kept by their content's SHA-256 below DATA_DIR/evidence; written whole or not at all. */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { cleanPicture } from './clean-picture.ts'
import { showsIdentityCard } from './identity-card.ts'

export interface StoredFile {
  /** Hex SHA-256 of the bytes kept. */
  readonly sha256: string
  /** Absolute path of the kept bytes. */
  readonly path: string
  readonly size: number
  /** By content, not by name. */
  readonly mimeType: string
  /** Hex SHA-256 of the bytes as they were sent: pictures are kept cleaned and shrunk. */
  readonly original: string
  /** What a picture looks like (see `CleanPicture.look`). */
  readonly look: string | null
}

export type StoreResult =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | {
      readonly kind: 'refused'
      readonly reason: 'too-large' | 'type' | 'empty' | 'unreadable' | 'identity-card'
    }

export interface EvidenceStore {
  /** Streams to disk; the caller's stream errors pass through and leave nothing behind. */
  put(
    bytes: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number; readonly types: readonly RegExp[] },
  ): Promise<StoreResult>
  pathOf(sha256: string): string
  /** Takes a kept file off the disk; nothing happens when it is not there. */
  remove(sha256: string): Promise<void>
  /** Removes half-written files a crash left. */
  tidy(): Promise<void>
}

/** What officers may attach as evidence: pictures, office documents, sound, short videos. */
export const evidenceTypes: readonly RegExp[] = [
  /^image\/(jpeg|png|webp|heic|heif|gif)$/,
  /^application\/pdf$/,
  /^application\/(vnd\.openxmlformats-officedocument\..*|msword|vnd\.ms-excel|x-cfb|zip)$/,
  /^audio\//,
  /^video\//,
  /^text\/plain$/,
]

const isText = (head: Uint8Array): boolean => !head.includes(0)

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    // Windows can't sync folders; its file system journals names itself.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EISDIR')))
      throw error
  } finally {
    await folder.close()
  }
}

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** @param newName a unique temporary name for each call */
export const createEvidenceStore = (folder: string, newName: () => string): EvidenceStore => {
  const incoming = join(folder, 'incoming')
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  const settle = async (temporary: string, sha256: string): Promise<string> => {
    const path = pathOf(sha256)
    await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
    await rename(temporary, path)
    // The name too must be on the disk before the database says the file is there.
    await syncFolder(join(folder, sha256.slice(0, 2)))
    return path
  }
  return {
    pathOf,

    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },

    async put(bytes, { maxBytes, types }) {
      await mkdir(incoming, { recursive: true })
      const temporary = join(incoming, newName())
      const cleaned = `${temporary}.jpg`
      const hash = createHash('sha256')
      let size = 0
      const head: Uint8Array[] = []
      const file = await open(temporary, 'wx')
      try {
        for await (const chunk of bytes) {
          size += chunk.length
          if (size > maxBytes) return { kind: 'refused', reason: 'too-large' }
          if (size - chunk.length < 8192) head.push(chunk)
          hash.update(chunk)
          await file.write(chunk)
        }
        if (size === 0) return { kind: 'refused', reason: 'empty' }
        const start = Buffer.concat(head)
        const mimeType =
          (await fileTypeFromBuffer(start))?.mime ??
          (isText(start) ? 'text/plain' : 'application/octet-stream')
        if (!types.some(type => type.test(mimeType))) return { kind: 'refused', reason: 'type' }
        await file.sync()
        const original = hash.digest('hex')
        if (!mimeType.startsWith('image/')) {
          const path = await settle(temporary, original)
          return { kind: 'stored', file: { sha256: original, path, size, mimeType, original, look: null } }
        }
        // The picture as sent, with the place it was taken at, never gets past the incoming folder.
        const picture = await cleanPicture(temporary)
        if (picture === undefined) return { kind: 'refused', reason: 'unreadable' }
        // Before anything of it is kept; looked for in the picture as sent, where the code is sharpest.
        if (await showsIdentityCard(temporary)) return { kind: 'refused', reason: 'identity-card' }
        const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
        await writeWhole(cleaned, picture.bytes)
        const path = await settle(cleaned, sha256)
        const { mimeType: kept, look } = picture
        return {
          kind: 'stored',
          file: { sha256, path, size: picture.bytes.length, mimeType: kept, original, look },
        }
      } finally {
        await file.close()
        await rm(temporary, { force: true })
        await rm(cleaned, { force: true })
      }
    },

    async tidy() {
      const names = await readdir(incoming).catch(() => [])
      for (const name of names) {
        const path = join(incoming, name)
        if ((await stat(path).catch(() => undefined))?.isFile()) await rm(path, { force: true })
      }
    },
  }
}
