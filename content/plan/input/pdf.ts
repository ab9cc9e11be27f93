/** PDF → lines, through unpdf, in the order the text was written: a table comes out cell by cell. */
import { getDocumentProxy } from 'unpdf'
import { DocumentError, limits } from './problem.ts'

/** One run of text on a page, in points from the lower left corner. */
export interface TextItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

/** Lines of one page. A jump upward starts another cell or column and leaves an empty line, as does a wide gap below. */
export function pageLines(items: readonly TextItem[]): string[] {
  const steps: number[] = []
  let before: TextItem | null = null
  for (const item of items) {
    if (item.text.trim() === '') continue
    if (before !== null && before.y - item.y > item.size * 0.5) steps.push(before.y - item.y)
    before = item
  }
  steps.sort((left, right) => left - right)
  const pitch = steps[Math.floor(steps.length / 2)] ?? 0
  const lines: string[] = []
  let text = ''
  let last: TextItem | null = null
  const flush = (blank: boolean): void => {
    if (text.trim() !== '') lines.push(text.trim())
    text = ''
    if (blank && lines.at(-1) !== '') lines.push('')
  }
  for (const item of items) {
    if (item.text.trim() === '') {
      if (last !== null && text !== '' && !text.endsWith(' ')) text += ' '
      continue
    }
    if (last !== null) {
      const drop = last.y - item.y
      const gap = item.x - (last.x + last.width)
      const size = Math.max(item.size, last.size, 1)
      if (Math.abs(drop) > size * 0.5) flush(drop < 0 || (pitch > 0 && drop > pitch * 1.6))
      // A gap no word space makes, or a step back: another cell. After a bare number or bullet it is its indent.
      else if ((gap > size * 1.6 && !/^\s*\S{1,5}\s*$/.test(text)) || gap < -size * 1.5) flush(false)
      else if (gap > size * 0.18 && !text.endsWith(' ') && !item.text.startsWith(' ')) text += ' '
    }
    text += item.text
    last = item
  }
  flush(false)
  return lines
}

const isPassword = (error: unknown): boolean => error instanceof Error && error.name === 'PasswordException'

/** Text of a PDF, a form feed before each page but the first. @throws DocumentError */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, maxImageSize: 1 }).catch((error: unknown) => {
    throw new DocumentError(isPassword(error) ? 'encrypted' : 'damaged', { cause: error })
  })
  if (pdf.numPages > limits.pages) throw new DocumentError('too-large')
  const pages: string[] = []
  let length = 0
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number).catch((error: unknown) => {
      throw new DocumentError('damaged', { cause: error })
    })
    const content = await page.getTextContent().catch((error: unknown) => {
      throw new DocumentError('damaged', { cause: error })
    })
    const items = content.items.flatMap(item => {
      if (!('str' in item)) return []
      const [, , skew = 0, height = 0, x = 0, y = 0] = item.transform.map(Number)
      return [
        { text: item.str, x, y, width: item.width, size: Math.hypot(skew, height) || item.height || 10 },
      ]
    })
    const text = pageLines(items).join('\n')
    length += text.length
    if (length > limits.characters) throw new DocumentError('too-large')
    pages.push(text)
    page.cleanup()
  }
  if (length < 40) throw new DocumentError('no-text')
  return pages.join('\n\f')
}
