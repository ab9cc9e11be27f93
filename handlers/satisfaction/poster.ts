/** A poster to hang at a counter: one QR code a channel, each opening the chat at the right place; A4, as SVG and PNG. */
import { createRequire } from 'node:module'
import { create } from 'qrcode'

export interface PosterLink {
  /** "Zalo", "Telegram", "Trang web" */
  readonly name: string
  readonly url: string
  /** What to type after scanning, where the link can't say it. */
  readonly hint?: string
}

export interface Poster {
  readonly title: string
  readonly lead: string
  readonly foot: string
  readonly links: readonly PosterLink[]
}

/** A4 at 150 dots an inch. */
const width = 1240
const height = 1754
const margin = 90
const family = 'Be Vietnam Pro'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** As few lines as fit, of about the same length; line breaks in the text stay. */
const wrap = (text: string, most: number): string[] =>
  text.split('\n').flatMap(paragraph => {
    const { length } = fill(paragraph, most)
    let narrow = most
    while (narrow > 1 && fill(paragraph, narrow - 1).length === length) narrow -= 1
    return fill(paragraph, narrow)
  })

const fill = (text: string, most: number): string[] => {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || `${last} ${word}`.length > most) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

const textBlock = (
  lines: readonly string[],
  at: { readonly x: number; readonly y: number },
  { size, weight, colour = '#111827' }: { size: number; weight: number; colour?: string },
): string =>
  lines
    .map(
      (line, index) =>
        `<text x="${at.x}" y="${at.y + index * size * 1.3}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="middle">${escaped(line)}</text>`,
    )
    .join('')

/** Dark squares as one path, with the quiet zone of four modules the standard asks for (ISO/IEC 18004). */
const codeBlock = (url: string, x: number, y: number, side: number): string => {
  const { modules } = create(url, { errorCorrectionLevel: 'M' })
  const unit = side / (modules.size + 8)
  let path = ''
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column) === 1) path += `M${column + 4} ${row + 4}h1v1h-1z`
  return `<g transform="translate(${x} ${y}) scale(${unit})" shape-rendering="crispEdges"><rect width="${modules.size + 8}" height="${modules.size + 8}" fill="#ffffff"/><path d="${path}" fill="#000000"/></g>`
}

/** @returns the poster as an SVG document */
export const posterSvg = ({ title, lead, foot, links }: Poster): string => {
  const titleLines = wrap(title, 26)
  const leadLines = wrap(lead, 44)
  const columns = links.length > 2 ? 2 : 1
  const rows = Math.ceil(links.length / columns)
  const top = margin + titleLines.length * 94 + leadLines.length * 56 + 70
  const cellWidth = (width - 2 * margin) / columns
  const cellHeight = (height - top - 160) / Math.max(rows, 1)
  const cellText = links.some(({ hint }) => hint !== undefined) ? 150 : 84
  const side = Math.min(cellWidth - 60, cellHeight - cellText, 760)
  const cells = links.map(({ name, url, hint }, index) => {
    const alone = links.length % columns === 1 && index === links.length - 1
    const middle = alone ? width / 2 : margin + cellWidth * ((index % columns) + 0.5)
    const y = top + Math.floor(index / columns) * cellHeight
    return (
      codeBlock(url, middle - side / 2, y, side) +
      textBlock(
        [name.charAt(0).toUpperCase() + name.slice(1)],
        { x: middle, y: y + side + 44 },
        { size: 44, weight: 700 },
      ) +
      (hint === undefined
        ? ''
        : textBlock(wrap(hint, 34), { x: middle, y: y + side + 92 }, { size: 30, weight: 500 }))
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="210mm" height="297mm">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    textBlock(titleLines, { x: width / 2, y: margin + 70 }, { size: 72, weight: 700, colour: '#b3261e' }),
    textBlock(
      leadLines,
      { x: width / 2, y: margin + 70 + titleLines.length * 94 },
      { size: 42, weight: 500, colour: '#374151' },
    ),
    ...cells,
    textBlock(wrap(foot, 70), { x: width / 2, y: height - 90 }, { size: 28, weight: 500, colour: '#4b5563' }),
    '</svg>',
  ].join('')
}

/** @returns PNG bytes, A4 at 150 dots an inch. The library is loaded with the first poster. */
export const drawPoster = async (poster: Poster): Promise<Uint8Array> => {
  const { renderAsync } = await import('@resvg/resvg-js')
  const { resolve } = createRequire(import.meta.url)
  const fontFiles = ['500Medium/BeVietnamPro_500Medium.ttf', '700Bold/BeVietnamPro_700Bold.ttf'].map(file =>
    resolve(`@expo-google-fonts/be-vietnam-pro/${file}`),
  )
  const image = await renderAsync(posterSvg(poster), {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: family },
    fitTo: { mode: 'width', value: width },
  })
  return image.asPng()
}
