/**
 * Makes a picture fit to keep: no place, time or device in it (EXIF, XMP, IPTC are dropped), upright, and small enough
 * for weak networks and reports.
 */

/** Longest side in pixels; enough to read a banner in a printed A4 report. */
const longestSide = 1600
const quality = 80
/** A phone's largest pictures have 200 megapixels; more is a trap for our memory. */
const mostPixels = 210_000_000

export interface CleanPicture {
  readonly bytes: Buffer
  readonly mimeType: 'image/jpeg'
  readonly width: number
  readonly height: number
  /**
   * Sixteen hex digits (difference hash, 9×8 greys) that stay the same when a channel packs the picture anew; null for
   * pictures too even to tell apart.
   */
  readonly look: string | null
}

/** @returns undefined when the file is no picture this program can read */
export const cleanPicture = async (path: string): Promise<CleanPicture | undefined> => {
  try {
    // Loaded with the first picture: most hours bring none, and it is 15 MB.
    const { default: sharp } = await import('sharp')
    const upright = sharp(path, { limitInputPixels: mostPixels, failOn: 'truncated' }).rotate()
    const { data: bytes, info } = await upright
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      // Without this a picture with see-through parts would turn black.
      .flatten({ background: '#ffffff' })
      .jpeg({ quality, mozjpeg: false })
      .toBuffer({ resolveWithObject: true })
    const grey = await sharp(bytes).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
    return { bytes, mimeType: 'image/jpeg', width: info.width, height: info.height, look: lookOf(grey) }
  } catch {
    return undefined
  }
}

/** Neighbours must differ by more than packing noise to count as a difference. */
const noise = 2

const lookOf = (grey: Buffer): string | null => {
  let bits = 0n
  let differences = 0
  for (let row = 0; row < 8; row += 1)
    for (let column = 0; column < 8; column += 1) {
      const here = grey[row * 9 + column] ?? 0
      const next = grey[row * 9 + column + 1] ?? 0
      if (Math.abs(here - next) > noise) differences += 1
      bits = (bits << 1n) | (here > next + noise ? 1n : 0n)
    }
  return differences < 12 ? null : bits.toString(16).padStart(16, '0')
}
