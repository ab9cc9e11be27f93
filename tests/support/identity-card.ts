/** Draws made-up identity cards as phones photograph them: a card on a table, with the QR code the real ones bear. */
import QRCode from 'qrcode'
import sharp from 'sharp'

export interface Shot {
  /** Of the whole picture, in pixels. */
  readonly width?: number
  /** Side of the code as a share of the card's height. */
  readonly code?: number
  readonly turned?: number
  /** Sheared, as from a slanting phone. */
  readonly slant?: number
  /** Gaussian, in pixels. */
  readonly blur?: number
  readonly quality?: number
  /** Share of the light. */
  readonly light?: number
}

/** What a made-up card's code says; the number follows from the seed. */
export const cardNumber = (seed: number): string => `0010990${String(10_000 + seed).slice(-5)}`
export const cardWords = (seed: number): string =>
  [
    cardNumber(seed),
    String(145_000_000 + seed),
    `Nguyễn Thử Nghiệm ${seed}`,
    '01011990',
    'Nam',
    `Tổ ${seed}, phường Thử`,
    '12052021',
  ].join('|')

/** @param words what the code says */
export const photographed = async (words: string, shot: Shot = {}): Promise<Buffer> => {
  const { width = 1200, code = 0.35, turned = 0, slant = 0, blur = 0, quality = 80, light = 1 } = shot
  const card = { width: Math.round(width * 0.86), height: Math.round((width * 0.86) / 1.586) }
  const side = Math.round(card.height * code)
  const qr = await QRCode.toBuffer(words, { errorCorrectionLevel: 'M', margin: 1, width: side })
  const lines = [...Array(8).keys()].map(
    row =>
      `<rect x="32%" y="${40 + row * 6}%" width="${25 + ((row * 13) % 30)}%" height="2.2%" fill="#223344"/>`,
  )
  const face = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${card.width}" height="${card.height}">
      <rect width="100%" height="100%" rx="30" fill="#cfe6e4"/>
      <rect x="4%" y="38%" width="24%" height="52%" fill="#8899aa"/>${lines.join('')}</svg>`,
  )
  const table = '#5a4a3a'
  let drawn = await sharp(face)
    .composite([
      { input: qr, left: Math.round(card.width * 0.97) - side, top: Math.round(card.height * 0.03) },
    ])
    .png()
    .toBuffer()
  if (turned !== 0) drawn = await sharp(drawn).rotate(turned, { background: table }).png().toBuffer()
  if (slant !== 0)
    drawn = await sharp(drawn)
      .affine([1, slant, slant / 2, 1 - slant / 3], { background: table })
      .png()
      .toBuffer()
  let picture = sharp(
    await sharp(drawn)
      .extend({ top: 40, bottom: 40, left: 40, right: 40, background: table })
      .png()
      .toBuffer(),
  )
  if (blur > 0) picture = picture.blur(blur)
  if (light !== 1) picture = picture.linear(light, 0)
  return await picture.jpeg({ quality }).toBuffer()
}
