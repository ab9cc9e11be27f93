/** Lists as they are heard: steps become "thứ nhất", other points "một là". Pure. */
import { readInteger, readOrdinal } from './numbers.ts'

/** A line of a list, or a paragraph. */
const numbered = /^\s*(\d{1,2})[.)]\s+(?=\S)/
const bulleted = /^\s*[-–—•*+]\s+(?=\S)/

/** Small first letter, to stand inside a sentence; a name of two capitalised words keeps its own. */
export const lowered = (text: string): string => {
  const bare = text.replace(/^[*_"“]+/, '')
  return /^\p{Lu}\p{Ll}*(?!\p{Lu})(?!\s+\p{Lu}\p{Ll}+(?!\p{Lu}))/u.test(bare)
    ? bare.charAt(0).toLowerCase() + bare.slice(1)
    : bare
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text.replace(/[,;:]$/, '')}.`)

/**
 * Lines of a written text, list signs turned into words. A list of one point has no number. Each result ends as a
 * sentence does, but a line that leads into a list keeps its colon.
 */
export const spokenLines = (text: string): string[] => {
  const lines = text
    .split(/\n+/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const kindOf = (line: string | undefined): 'number' | 'bullet' | 'text' =>
    line === undefined ? 'text' : numbered.test(line) ? 'number' : bulleted.test(line) ? 'bullet' : 'text'
  let place = 0
  return lines.map((line, index) => {
    const kind = kindOf(line)
    if (kind === 'text') {
      place = 0
      return line.endsWith(':') && kindOf(lines[index + 1]) !== 'text' ? line : ended(line)
    }
    const goesOn = index > 0 && kindOf(lines[index - 1]) === kind
    place = goesOn ? place + 1 : 1
    const alone = place === 1 && kindOf(lines[index + 1]) !== kind
    const bare = line.replace(kind === 'number' ? numbered : bulleted, '')
    if (alone) return ended(bare)
    const lead = kind === 'number' ? `Thứ ${readOrdinal(place)}` : `${capital(readInteger(place))} là`
    return ended(`${lead}, ${lowered(bare)}`)
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
