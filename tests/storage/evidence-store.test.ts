/** What is kept of a picture: no place, not larger than needed, found again; other files as they came. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { createEvidenceStore, evidenceTypes } from '../../storage/evidence-store.ts'
import { phonePicture } from '../support/pictures.ts'

const open = () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = createEvidenceStore(folder, randomUUID)
  const put = (bytes: Uint8Array, maxBytes = 20_000_000) =>
    store.put(
      (async function* () {
        yield bytes
      })(),
      { maxBytes, types: evidenceTypes },
    )
  return { folder, put }
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('a picture loses its place and device, keeps the hash of what was sent, and nothing else stays behind', async () => {
  const { folder, put } = open()
  const sent = await phonePicture(1, { width: 2400 })
  expect((await sharp(sent).metadata()).exif).toBeDefined()
  const result = await put(sent)
  if (result.kind !== 'stored') throw new Error(result.reason)
  const kept = readFileSync(result.file.path)
  const { exif, xmp, iptc, width } = await sharp(kept).metadata()
  expect({ exif, xmp, iptc, width }).toEqual({
    exif: undefined,
    xmp: undefined,
    iptc: undefined,
    width: 1600,
  })
  expect(result.file).toMatchObject({ sha256: sha256(kept), original: sha256(sent), mimeType: 'image/jpeg' })
  expect(readdirSync(join(folder, 'incoming'))).toEqual([])
  // The bytes as sent are nowhere.
  expect(
    readdirSync(folder, { recursive: true })
      .map(String)
      .some(name => name.includes(sha256(sent))),
  ).toBe(false)
})

test('the same picture packed anew by a channel looks the same; another does not; an even one has no look', async () => {
  const { put } = open()
  const look = async (bytes: Uint8Array) => {
    const result = await put(bytes)
    return result.kind === 'stored' ? result.file.look : result.reason
  }
  const first = await look(await phonePicture(1))
  expect(first).toMatch(/^[0-9a-f]{16}$/)
  expect(await look(await phonePicture(1, { quality: 60 }))).toBe(first)
  expect(await look(await phonePicture(2))).not.toBe(first)
  const grey = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#888888' } })
    .png()
    .toBuffer()
  expect(await look(grey)).toBeNull()
})

test('other files are kept byte for byte; what is no evidence is refused with the reason', async () => {
  const { put } = open()
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n')
  const result = await put(pdf)
  expect(result).toMatchObject({
    kind: 'stored',
    file: { sha256: sha256(pdf), original: sha256(pdf), look: null },
  })
  expect(await put(Buffer.from([0x4d, 0x5a, 0, 0, 1, 2, 3]))).toEqual({ kind: 'refused', reason: 'type' })
  expect(await put(Buffer.alloc(0))).toEqual({ kind: 'refused', reason: 'empty' })
  expect(await put(pdf, 10)).toEqual({ kind: 'refused', reason: 'too-large' })
  const broken = (await phonePicture(3)).subarray(0, 600)
  expect(await put(broken)).toEqual({ kind: 'refused', reason: 'unreadable' })
})
