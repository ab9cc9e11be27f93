/** The neutral markup as Zalo shows it: plain text with runs of bold and italic, in UTF-16 units. */
import { type Inline, parseInline } from './markup.ts'

export interface StyleRun {
  readonly start: number
  readonly len: number
  readonly st: 'b' | 'i'
}

export interface StyledText {
  readonly text: string
  readonly styles: StyleRun[]
}

/** Marks removed, links whole; the same text as {@link toPlain} gives. */
export const toStyled = (markup: string): StyledText => {
  const styles: StyleRun[] = []
  let text = ''
  const add = (parts: readonly Inline[]): void => {
    for (const part of parts) {
      switch (part.kind) {
        case 'text':
          text += part.text
          break
        case 'bold':
        case 'italic': {
          const start = text.length
          add(part.children)
          if (text.length > start)
            styles.push({ start, len: text.length - start, st: part.kind === 'bold' ? 'b' : 'i' })
          break
        }
        case 'link':
          text +=
            part.label === part.url || part.url.includes(part.label) ? part.url : `${part.label}: ${part.url}`
          break
        default:
          part satisfies never
      }
    }
  }
  markup.split('\n').forEach((line, index) => {
    if (index > 0) text += '\n'
    add(parseInline(line))
  })
  return { text, styles }
}
