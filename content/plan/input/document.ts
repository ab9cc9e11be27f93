/** Any file a ward hands over → its text, or what is wrong with it. Bounded in size, time and memory. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import {
  DocumentError,
  type DocumentKind,
  type DocumentProblem,
  documentProblems,
  limits,
} from './problem.ts'

export type DocumentText =
  | { readonly ok: true; readonly kind: DocumentKind; readonly text: string }
  | { readonly ok: false; readonly problem: DocumentProblem }

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((value, index) => bytes[index] === value)

/** Tells the type by content; a name can say anything. @throws DocumentError for what we don't read */
export function kindOf(bytes: Buffer): DocumentKind {
  if (bytes.length === 0) throw new DocumentError('empty')
  if (bytes.length > limits.bytes) throw new DocumentError('too-large')
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return 'pdf'
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) return 'docx'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    // Word puts a DOCX with a password into the old container.
    throw new DocumentError(
      bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old-word',
    )
  if (
    startsWith(bytes, 0xff, 0xd8, 0xff) ||
    startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    bytes.subarray(0, 4).toString() === 'RIFF'
  )
    throw new DocumentError('picture')
  if (bytes.subarray(0, 5).toString() === '{\\rtf') throw new DocumentError('unknown-type')
  return 'text'
}

function decodeText(bytes: Buffer): string {
  const encoding = startsWith(bytes, 0xff, 0xfe)
    ? 'utf-16le'
    : startsWith(bytes, 0xfe, 0xff)
      ? 'utf-16be'
      : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw new DocumentError('unknown-type', { cause: error })
  }
  if (text.slice(0, 20_000).includes('\u0000')) throw new DocumentError('unknown-type')
  if (text.length > limits.characters) throw new DocumentError('too-large')
  if (text.trim() === '') throw new DocumentError('empty')
  return text
}

const answer = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ problem: z.enum(documentProblems) }),
])

/** Runs an adapter in a thread of its own, so that a hostile file can waste neither our time nor our memory. */
async function inWorker(kind: 'docx' | 'pdf', bytes: Buffer, milliseconds: number): Promise<string> {
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), {
    workerData: { kind, bytes: Uint8Array.from(bytes) },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  })
  try {
    const reply = await new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => reject(new DocumentError('too-heavy')), milliseconds)
      const settle = (action: () => void) => (): void => {
        clearTimeout(timer)
        action()
      }
      worker.once('message', (message: unknown) => settle(() => resolve(message))())
      worker.once('error', (error: unknown) => {
        const heavy = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        settle(() => reject(new DocumentError(heavy ? 'too-heavy' : 'damaged', { cause: error })))()
      })
      worker.once(
        'exit',
        settle(() => reject(new DocumentError('too-heavy'))),
      )
    })
    const parsed = answer.parse(reply)
    if ('problem' in parsed) throw new DocumentError(parsed.problem)
    return parsed.text
  } finally {
    await worker.terminate()
  }
}

/** Reads a document. Never throws for anything the bytes may hold. */
export async function readDocument(
  bytes: Uint8Array,
  { milliseconds = limits.milliseconds }: { readonly milliseconds?: number } = {},
): Promise<DocumentText> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const kind = kindOf(buffer)
    const text = kind === 'text' ? decodeText(buffer) : await inWorker(kind, buffer, milliseconds)
    if (text.trim() === '') throw new DocumentError('empty')
    return { ok: true, kind, text }
  } catch (error) {
    if (error instanceof DocumentError) return { ok: false, problem: error.problem }
    throw error
  }
}
