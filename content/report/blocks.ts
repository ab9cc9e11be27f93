/** What a report's text is made of, and the small words of administrative documents. Pure. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  /** Dotted lines to write on. */
  | { readonly kind: 'blanks'; readonly lines: number }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** Shares of the width, adding up to 100. */
      readonly widths: readonly number[]
      /** Columns set in the middle. */
      readonly centred: readonly number[]
    }

/** Names of ids in Vietnamese. */
export interface Names {
  readonly form: (id: string) => string
  readonly topic: (id: string) => string
  /** A kind of feedback. */
  readonly feedback: (id: string) => string
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const item = (text: string): Block => ({ kind: 'item', text: `- ${text}` })
export const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text })
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
export const stop = (text: string): string => (/[.…!?;]$/.test(text) ? text : `${text}.`)

/** "UBND" and the like keep their capitals. */
export const lower = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
