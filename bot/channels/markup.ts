/** The neutral markup of replies, parsed once and shown as HTML or plain text. Anything not markup is plain text. */

/** A stretch of text with its meaning. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }

const inlinePattern =
  /\\([*_[\]\\])|\*\*(.+?)\*\*|(?<![\p{L}\p{N}_])_([^_\n]+)_(?![\p{L}\p{N}_])|\[([^\]\n]+)\]\((https:\/\/[^\s)]+)\)|(https:\/\/[^\s<>()]*[^\s<>().,;:!?…])/gu

/** Reads one line of markup. */
export const parseInline = (text: string): Inline[] => {
  const parts: Inline[] = []
  let at = 0
  const push = (plain: string): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain })
  }
  for (const match of text.matchAll(inlinePattern)) {
    const [whole, escaped, bold, italic, label, url, bare] = match
    push(text.slice(at, match.index))
    at = match.index + whole.length
    if (escaped !== undefined) push(escaped)
    else if (bold !== undefined) parts.push({ kind: 'bold', children: parseInline(bold) })
    else if (italic !== undefined) parts.push({ kind: 'italic', children: parseInline(italic) })
    else if (label !== undefined && url !== undefined) parts.push({ kind: 'link', label, url })
    else if (bare !== undefined) parts.push({ kind: 'link', label: bare, url: bare })
  }
  push(text.slice(at))
  return parts
}

/** The five characters that mean something in HTML. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const inlineHtml = (parts: readonly Inline[]): string =>
  parts
    .map(part => {
      switch (part.kind) {
        case 'text':
          return escapeHtml(part.text)
        case 'bold':
          return `<b>${inlineHtml(part.children)}</b>`
        case 'italic':
          return `<i>${inlineHtml(part.children)}</i>`
        case 'link':
          return `<a href="${escapeHtml(part.url)}">${escapeHtml(part.label)}</a>`
        default:
          return part satisfies never
      }
    })
    .join('')

const inlinePlain = (parts: readonly Inline[]): string =>
  parts
    .map(part => {
      switch (part.kind) {
        case 'text':
          return part.text
        case 'bold':
        case 'italic':
          return inlinePlain(part.children)
        case 'link':
          return part.label === part.url || part.url.includes(part.label)
            ? part.url
            : `${part.label}: ${part.url}`
        default:
          return part satisfies never
      }
    })
    .join('')

const lineMark = /^(\s*)- /

/** Telegram's HTML: the tags b, i, a and line breaks; lists as "• " lines. Never broken by content. */
export const toHtml = (markup: string): string =>
  markup
    .split('\n')
    .map(line => inlineHtml(parseInline(line.replace(lineMark, '$1• '))))
    .join('\n')

/** Reads well as it stands: marks removed, links whole, lists as "- " lines. */
export const toPlain = (markup: string): string =>
  markup
    .split('\n')
    .map(line => inlinePlain(parseInline(line)))
    .join('\n')

/** What a reader sees of the HTML form; Telegram counts its limit on this. */
export const visibleText = (markup: string): string =>
  markup
    .split('\n')
    .map(line =>
      parseInline(line.replace(lineMark, '$1• '))
        .map(part => (part.kind === 'link' ? part.label : inlinePlain([part])))
        .join(''),
    )
    .join('\n')

/** For the web page: paragraphs, lists and line breaks as real elements, links opened apart. */
export const toWebHtml = (markup: string): string => {
  const html: string[] = []
  let list: 'ul' | 'ol' | undefined
  const close = (): void => {
    if (list !== undefined) html.push(`</${list}>`)
    list = undefined
  }
  const inline = (text: string): string =>
    inlineHtml(parseInline(text)).replaceAll('<a href=', '<a target="_blank" rel="noopener noreferrer" href=')
  for (const line of markup.split('\n')) {
    const bullet = /^\s*- (.*)$/.exec(line)
    const numbered = /^\s*(\d+)\. (.*)$/.exec(line)
    if (bullet?.[1] !== undefined) {
      if (list !== 'ul') {
        close()
        html.push('<ul>')
        list = 'ul'
      }
      html.push(`<li>${inline(bullet[1])}</li>`)
    } else if (numbered?.[1] !== undefined && numbered[2] !== undefined) {
      if (list !== 'ol') {
        close()
        html.push(`<ol start="${Number(numbered[1])}">`)
        list = 'ol'
      }
      html.push(`<li>${inline(numbered[2])}</li>`)
    } else {
      close()
      if (line.trim() !== '') html.push(`<p>${inline(line)}</p>`)
    }
  }
  close()
  return html.join('')
}
