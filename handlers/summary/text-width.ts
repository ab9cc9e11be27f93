/** How wide text of the bot's font is, so that lines break where they must: nothing else measures it without a browser. Pure. */
import { stripMarks } from '../../content/language/unicode.ts'

/** Hundredths of the size, of Be Vietnam Pro Bold; marks take no room, the medium weight is no wider. */
const widths: readonly (readonly [width: number, letters: string])[] = [
  [26, " '"],
  [30, 'lI'],
  [34, 'ij·'],
  [38, '.,:;!|'],
  [42, 'f"'],
  [46, '1rt()“'],
  [50, 'J”'],
  [54, 'z'],
  [58, 's/'],
  [62, '7hknuvxy-'],
  [66, 'ceEFL?'],
  [70, '2358abdgopqPSTZ'],
  [74, '0469BHKRY–'],
  [78, 'ADNUVX&'],
  [82, 'CG'],
  [86, 'OQ'],
  [90, 'wM%…'],
  [94, 'm'],
  [110, 'W'],
]
const widthOf = new Map(
  widths.flatMap(([width, letters]) => [...letters].map(letter => [letter, width] as const)),
)
const usual = 80

/** Pixels at that size. */
export const textWidth = (text: string, size: number): number =>
  ([...stripMarks(text)].reduce((sum, letter) => sum + (widthOf.get(letter) ?? usual), 0) * size) / 100

const cut = (text: string, room: number, size: number): string => {
  let kept = text
  while (kept.length > 1 && textWidth(`${kept}…`, size) > room)
    kept = kept.slice(
      0,
      Math.max(1, kept.lastIndexOf(' ', kept.length - 1) > 0 ? kept.lastIndexOf(' ') : kept.length - 1),
    )
  return `${kept.replace(/[\s,;:(]+$/, '')}…`
}

/** Lines no wider than the room, broken between words; what does not fit the last one ends in "…". */
export const wrapped = (text: string, room: number, size: number, most: number): string[] => {
  const lines: string[] = []
  let line = ''
  const words = text.split(/\s+/).filter(word => word !== '')
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size) <= room || line === '') {
      line = longer
      continue
    }
    if (lines.length === most - 1) return [...lines, cut([line, ...words.slice(index)].join(' '), room, size)]
    lines.push(line)
    line = word
  }
  return line === '' ? lines : [...lines, textWidth(line, size) > room ? cut(line, room, size) : line]
}
