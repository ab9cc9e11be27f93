/** Reads a plan's file for a command, never more of it than we accept. */
import { open } from 'node:fs/promises'
import { limits } from '../../content/plan/input/problem.ts'
import { UsageError } from './support.ts'

/** Bytes of a file, one more than we accept at most: enough to know it is too large. @throws UsageError when unreadable */
export async function readLimited(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const bytes = Buffer.alloc(Math.min(size, limits.bytes + 1))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new UsageError(`Không mở được tệp "${path}".`, { cause })
  }
}
