/** What a scanner makes of a text: marks lost or wrong, letters read as digits, columns run together; the digits stay. */
import { fold } from '../../content/plan/read/fold.ts'

/** A small generator, so that one seed is one scan. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0 || 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const misread: Readonly<Record<string, readonly string[]>> = {
  ế: ['é', '€', 'e'],
  ề: ['é', '&', 'e'],
  ệ: ['é', '¢', 'e'],
  ộ: ['6', 'd', 'o'],
  ố: ['6', 'o'],
  ổ: ['6', 'o'],
  ơ: ['o'],
  ờ: ['o'],
  ư: ['u'],
  ự: ['u', 'y'],
  đ: ['d', 'd', 'b'],
  Đ: ['D', 'D', 'P'],
}

/** One line as a bad scan gives it. Words with a digit in them (dates, numbers of documents) lose marks only. */
function scanLine(line: string, chance: () => number): string {
  return line.replace(/\S+/g, word => {
    if (/\d/.test(word) || /^[IVX]+\.$/.test(word))
      return [...word]
        .map(letter => (letter === 'Đ' ? 'D' : fold(letter) === letter.toLowerCase() ? letter : fold(letter)))
        .join('')
    return [...word]
      .map(letter => {
        const options = misread[letter]
        if (options !== undefined && chance() < 0.6)
          return options[Math.floor(chance() * options.length)] ?? letter
        if (fold(letter) === letter.toLowerCase()) return letter
        const bare = letter === letter.toUpperCase() ? fold(letter).toUpperCase() : fold(letter)
        return chance() < 0.85 ? bare : letter
      })
      .join('')
  })
}

/** The pages of a text as a scanner reads them: lines broken at a width, cells of a row on one line parted by bars. */
export function scanned(text: string, { seed = 1, width = 88 } = {}): string {
  const chance = seeded(seed)
  return text
    .split('\n')
    .flatMap(line => {
      const flat = line.replace(/\t/g, ' | ')
      const lines: string[] = []
      let open = ''
      for (const word of flat.split(' ')) {
        if (open !== '' && open.length + word.length >= width) {
          lines.push(open)
          open = word
        } else open = open === '' ? word : `${open} ${word}`
      }
      return [...lines, open]
    })
    .map(line => scanLine(line, chance))
    .join('\n')
}
