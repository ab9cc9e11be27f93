/** Looks whether a picture shows the QR code of a text: its dark squares are sampled where the code has them. */
import { create } from 'qrcode'
import sharp from 'sharp'

/** The picture holds one code, the only thing in it that is wholly black. */
export const showsCode = async (path: string, text: string): Promise<boolean> => {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const isBlack = (x: number, y: number): boolean => {
    const at = (y * info.width + x) * 3
    return data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0
  }
  const box = { left: info.width, top: info.height, right: 0, bottom: 0 }
  for (let y = 0; y < info.height; y += 1)
    for (let x = 0; x < info.width; x += 1)
      if (isBlack(x, y)) {
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x + 1)
        box.top = Math.min(box.top, y)
        box.bottom = Math.max(box.bottom, y + 1)
      }
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const unit = (box.right - box.left) / modules.size
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      const dark = isBlack(
        Math.floor(box.left + (column + 0.5) * unit),
        Math.floor(box.top + (row + 0.5) * unit),
      )
      if (dark !== (modules.get(row, column) === 1)) return false
    }
  return true
}
