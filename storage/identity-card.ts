/**
 * Recognises pictures of Vietnamese identity cards by the QR code they bear since 2021: it holds "identity number|old
 * number|name|birth|sex|address|issued". What was read is compared and forgotten at once. A card whose code is hidden,
 * blurred or too small is not recognised; how much is, `tests/storage/identity-card.test.ts` measures.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** A code's smallest dot should cover about three pixels; first tried small, which is quick, then large. */
const sides = [1200, 2400] as const
/** As for pictures that are kept. */
const mostPixels = 210_000_000

/** Twelve digits, nine or none, a name, a day: no ticket, poster or payment code reads like this. */
const cardText = /^\s*\d{12}\|\d{0,9}\|[^|]{2,80}\|\d{6,8}\|/

let loading: Promise<typeof import('zxing-wasm/reader')> | undefined

/** Loaded with the first picture: most hours bring none. */
const load = async (): Promise<typeof import('zxing-wasm/reader')> => {
  const reader = await import('zxing-wasm/reader')
  // From our own disk: the library would fetch it from the network.
  const bytes = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = new Uint8Array(bytes).buffer
  await reader.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  return reader
}

/** @param path a picture sharp can read @throws when it can't, or when the reader can't be loaded: nothing is kept then */
export const showsIdentityCard = async (path: string): Promise<boolean> => {
  loading ??= load()
  const { readBarcodes } = await loading
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(path, { limitInputPixels: mostPixels }).metadata()
  for (const [index, side] of sides.entries()) {
    if (index > 0 && Math.max(width, height) <= (sides[index - 1] ?? 0)) return false
    const { data, info } = await sharp(path, { limitInputPixels: mostPixels })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const codes = await readBarcodes(
      { data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' },
      { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 },
    )
    if (codes.some(({ text }) => cardText.test(text))) return true
  }
  return false
}
