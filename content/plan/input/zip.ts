/** Looks into a ZIP before a library does: what it holds, whether it is encrypted, how large it really gets; packs anew. */
import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { DocumentError, limits } from './problem.ts'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly packedBytes: number
  /** As the directory claims; hostile files lie. */
  readonly claimedBytes: number
  readonly offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

/** Entries of the central directory. @throws DocumentError `damaged`, `too-large` */
export function listZip(bytes: Buffer): ZipEntry[] {
  let end = -1
  // The end record is 22 bytes and a comment of at most 65,535.
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1)
    if (bytes.readUInt32LE(at) === endSignature) {
      end = at
      break
    }
  if (end < 0) throw new DocumentError('damaged')
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > limits.parts) throw new DocumentError('too-large')
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature)
      throw new DocumentError('damaged')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: bytes.readUInt32LE(at + 20),
      claimedBytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** Unpacks one entry, no further than `limits.partBytes`. @throws DocumentError `bomb`, `damaged`, `encrypted` */
export function unzipEntry(bytes: Buffer, entry: ZipEntry): Buffer {
  if (entry.encrypted) throw new DocumentError('encrypted')
  const { offset } = entry
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== localSignature)
    throw new DocumentError('damaged')
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  const packed = bytes.subarray(start, start + entry.packedBytes)
  if (entry.method === 0) {
    if (packed.length > limits.partBytes) throw new DocumentError('bomb')
    return packed
  }
  if (entry.method !== 8) throw new DocumentError('damaged')
  try {
    return inflateRawSync(packed, { maxOutputLength: limits.partBytes, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new DocumentError(tooLarge ? 'bomb' : 'damaged', { cause: error })
  }
}

/** Packs parts into a ZIP. */
export function packZip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of parts) {
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    // The fields local header and directory share, from "version needed" to "name length".
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x0800, 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt16LE(0x21, 8)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([word(localSignature), shared, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([word(entrySignature), Buffer.from([20, 0]), shared, tail, title]))
    locals.push(local)
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.size, 4)
  end.writeUInt16LE(parts.size, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, listing, word(endSignature), end])
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
