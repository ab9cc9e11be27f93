/** Word keeps list numbers out of the text; this writes them back into a document's XML as they are printed. */

interface Level {
  readonly format: string
  /** "%1.%2." */
  readonly text: string
  readonly start: number
}
interface Numbered {
  readonly list: string
  readonly level: number
}

const attribute = (xml: string, tag: string): string | undefined =>
  new RegExp(`<w:${tag}\\s[^>]*?w:val="([^"]*)"`).exec(xml)?.[1]

const elements = (xml: string, tag: string): { readonly attributes: string; readonly inner: string }[] =>
  [...xml.matchAll(new RegExp(`<w:${tag}(\\s[^>]*[^/>]|)>([\\s\\S]*?)</w:${tag}>`, 'g'))].map(match => ({
    attributes: match[1] ?? '',
    inner: match[2] ?? '',
  }))

const attributeOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`w:${name}="([^"]*)"`).exec(attributes)?.[1]

/** List id → its levels. */
function readLists(
  numbering: string,
): Map<string, { readonly abstract: string; readonly levels: Map<number, Level> }> {
  const abstracts = new Map<string, Map<number, Level>>()
  for (const { attributes, inner } of elements(numbering, 'abstractNum')) {
    const levels = new Map<number, Level>()
    for (const level of elements(inner, 'lvl'))
      levels.set(Number(attributeOf(level.attributes, 'ilvl') ?? 0), {
        format: attribute(level.inner, 'numFmt') ?? 'decimal',
        text: attribute(level.inner, 'lvlText') ?? '',
        start: Number(attribute(level.inner, 'start') ?? 1),
      })
    abstracts.set(attributeOf(attributes, 'abstractNumId') ?? '', levels)
  }
  return new Map(
    elements(numbering, 'num').map(({ attributes, inner }) => {
      const abstract = attribute(inner, 'abstractNumId') ?? ''
      const levels = new Map(abstracts.get(abstract) ?? [])
      let own = false
      for (const override of elements(inner, 'lvlOverride')) {
        const at = Number(attributeOf(override.attributes, 'ilvl') ?? 0)
        const level = levels.get(at)
        const start = attribute(override.inner, 'startOverride')
        if (level === undefined || start === undefined) continue
        levels.set(at, { ...level, start: Number(start) })
        own = true
      }
      // Lists of one abstract list go on counting together, unless one starts anew.
      const id = attributeOf(attributes, 'numId') ?? ''
      return [id, { abstract: own ? `${abstract}/${id}` : abstract, levels }] as const
    }),
  )
}

function numberedBy(properties: string): Numbered | null {
  const numbering = /<w:numPr>([\s\S]*?)<\/w:numPr>/.exec(properties)?.[1]
  if (numbering === undefined) return null
  const list = attribute(numbering, 'numId')
  return list === undefined ? null : { list, level: Number(attribute(numbering, 'ilvl') ?? 0) }
}

function roman(value: number): string {
  const steps = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const
  let rest = Math.min(value, 89)
  let text = ''
  for (const [step, sign] of steps)
    while (rest >= step) {
      text += sign
      rest -= step
    }
  return text
}

function shown(value: number, format: string): string {
  const letter = String.fromCharCode(97 + ((value - 1) % 26))
  switch (format) {
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'upperLetter':
      return letter.toUpperCase()
    case 'lowerLetter':
      return letter
    case 'decimalZero':
      return String(value).padStart(2, '0')
    default:
      return String(value)
  }
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The document's XML with every list number as text, bullets as "-" and "+", and no list left. */
export function printNumbers(document: string, numbering: string, styles: string): string {
  const lists = readLists(numbering)
  const byStyle = new Map(
    elements(styles, 'style').flatMap(({ attributes, inner }) => {
      const found = numberedBy(inner)
      return found === null ? [] : [[attributeOf(attributes, 'styleId') ?? '', found] as const]
    }),
  )
  const counters = new Map<string, number[]>()
  return document.replace(/<w:p(?:\s[^>]*[^/>])?>(?:(?!<w:p[\s>])[\s\S])*?<\/w:p>/g, paragraph => {
    const properties = /<w:pPr>[\s\S]*?<\/w:pPr>/.exec(paragraph)?.[0]
    if (properties === undefined) return paragraph
    const place = numberedBy(properties) ?? byStyle.get(attribute(properties, 'pStyle') ?? '') ?? null
    const list = place === null ? undefined : lists.get(place.list)
    const level = place === null ? undefined : list?.levels.get(place.level)
    if (place === null || list === undefined || level === undefined) return paragraph
    const counts = counters.get(list.abstract) ?? []
    counters.set(list.abstract, counts)
    for (let above = 0; above < place.level; above += 1) counts[above] ??= list.levels.get(above)?.start ?? 1
    counts[place.level] = counts[place.level] === undefined ? level.start : (counts[place.level] ?? 0) + 1
    counts.length = place.level + 1
    const label =
      level.format === 'bullet'
        ? place.level === 0
          ? '-'
          : '+'
        : level.format === 'none'
          ? ''
          : level.text.replace(/%(\d)/g, (_, digit: string) =>
              shown(counts[Number(digit) - 1] ?? 1, list.levels.get(Number(digit) - 1)?.format ?? 'decimal'),
            )
    const plain = properties
      .replace(/<w:numPr>[\s\S]*?<\/w:numPr>/, '')
      .replace(/<\/w:pPr>$/, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>')
    const run = label === '' ? '' : `<w:r><w:t xml:space="preserve">${escaped(label)} </w:t></w:r>`
    return paragraph.replace(properties, () => plain + run)
  })
}
