/** Telegram's HTML as its server reads it: known tags only, every tag closed, entities with offsets in UTF-16 units. */

export interface Entity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
}

/** Telegram says no, in Telegram's words. */
export class MarkupError extends Error {
  override readonly name = 'MarkupError'
}

const typeOfTag: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
}
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

const withoutEscapes = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) =>
    typeof decimal === 'string'
      ? String.fromCodePoint(Number(decimal))
      : typeof hex === 'string'
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : typeof name === 'string'
          ? (named[name] ?? whole)
          : whole,
  )

/** @throws MarkupError */
export const parseHtml = (html: string): { text: string; entities: Entity[] } => {
  const open: { tag: string; offset: number; url?: string }[] = []
  const entities: Entity[] = []
  let text = ''
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    text += withoutEscapes(html.slice(at, next === -1 ? html.length : next))
    if (next === -1) break
    const end = html.indexOf('>', next)
    const place = Buffer.byteLength(html.slice(0, next))
    if (end === -1)
      throw new MarkupError(`Bad Request: can't parse entities: Unclosed start tag at byte offset ${place}`)
    const body = html.slice(next + 1, end)
    at = end + 1
    if (body.startsWith('/')) {
      const tag = body.slice(1).trim().toLowerCase()
      const last = open.pop()
      if (last === undefined || last.tag !== tag)
        throw new MarkupError(
          `Bad Request: can't parse entities: Unmatched end tag at byte offset ${place}, expected "</${last?.tag ?? ''}>", found "</${tag}>"`,
        )
      if (text.length > last.offset)
        entities.push({
          type: typeOfTag[tag] ?? tag,
          offset: last.offset,
          length: text.length - last.offset,
          ...(last.url === undefined ? {} : { url: last.url }),
        })
      continue
    }
    const [, tag = '', rest = ''] = /^([a-z0-9-]*)(.*)$/is.exec(body) ?? []
    if (typeOfTag[tag.toLowerCase()] === undefined)
      throw new MarkupError(
        `Bad Request: can't parse entities: Unsupported start tag "${tag}" at byte offset ${place}`,
      )
    const href = /\bhref="([^"]*)"/i.exec(rest)?.[1]
    open.push({
      tag: tag.toLowerCase(),
      offset: text.length,
      ...(href === undefined ? {} : { url: withoutEscapes(href) }),
    })
  }
  const left = open.at(-1)
  if (left !== undefined)
    throw new MarkupError(
      `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "${left.tag}"`,
    )
  return { text, entities }
}
