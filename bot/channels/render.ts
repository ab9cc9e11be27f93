/** From one Reply to the messages a channel can show: split to its limit, choices numbered where it has no buttons. */
import type { Button, Capabilities, Reply } from '../chat.ts'
import { toPlain, visibleText } from './markup.ts'

/** Buttons that pick something (not links), in the order their numbers count. */
export const choicesOf = (reply: Reply): Button[] =>
  (reply.buttons ?? []).flat().filter(button => button.url === undefined)

const linksOf = (reply: Reply): Button[] =>
  (reply.buttons ?? []).flat().filter(button => button.url !== undefined)

/** Leaves room for what a channel counts differently from us. */
const share = 0.95

// Units that must stay whole: a link, a bold run, an escaped mark; else words.
const atoms = /\[[^\]\n]+\]\(https:\/\/[^\s)]+\)|\*\*[^\n]+?\*\*|https:\/\/\S+|\S+/gu

/**
 * Splits markup at paragraph ends, then line ends, then sentence ends, then between words; never inside a link, a
 * bold run or a surrogate pair. `length` measures what the channel counts.
 */
export const splitMarkup = (markup: string, limit: number, length: (text: string) => number): string[] => {
  const text = markup.normalize('NFC').trim()
  if (length(text) <= limit) return [text]
  for (const separator of [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g]) {
    const parts = text.split(separator).filter(part => part.trim() !== '')
    if (parts.length < 2) continue
    const glue = separator.source.includes('n{2') ? '\n\n' : separator.source === '\\n' ? '\n' : ' '
    return pack(parts, glue, limit, length)
  }
  const words = text.match(atoms) ?? []
  if (words.length > 1) return pack(words, ' ', limit, length)
  return chop(text, limit)
}

/** Joins neighbours that fit together; what had to be split further stays apart, or its own breaks would be lost. */
const pack = (
  parts: readonly string[],
  glue: string,
  limit: number,
  length: (text: string) => number,
): string[] => {
  const packed: string[] = []
  let open = false
  for (const part of parts) {
    const last = packed.at(-1)
    if (length(part) > limit) {
      packed.push(...splitMarkup(part, limit, length))
      open = false
    } else if (open && last !== undefined && length(last + glue + part) <= limit) {
      packed[packed.length - 1] = last + glue + part
    } else {
      packed.push(part)
      open = true
    }
  }
  return packed
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

// One unbroken run longer than a message: cut between graphemes, marks and all.
const chop = (text: string, limit: number): string[] => {
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(text)) {
    if (piece.length + segment.length > limit && piece !== '') {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}

const isOverfull = (reply: Reply, capabilities: Capabilities): boolean =>
  (reply.buttons ?? []).flat().length > capabilities.maxButtons

const numbered = (reply: Reply): string => {
  const lines = [
    ...choicesOf(reply).map((button, index) => `${index + 1}. ${button.label}`),
    ...linksOf(reply).map(button => `- ${button.label}: ${button.url ?? ''}`),
  ]
  return lines.length === 0 ? '' : `\n\n${lines.join('\n')}`
}

/**
 * The messages to send for one reply, in order; buttons, files and quotes go with the piece they belong to.
 * @param hint a line under numbered choices, e.g. "Anh/chị trả lời bằng số."
 */
export const pieces = (reply: Reply, capabilities: Capabilities, hint: string): Reply[] => {
  const asNumbers = isOverfull(reply, capabilities)
  const { buttons, attachments = [], edit, replyTo, ...rest } = reply
  const list = asNumbers ? numbered(reply) : ''
  const withHint = list !== '' && choicesOf(reply).length > 1 ? `${list}\n${hint}` : list
  const measure = capabilities.markup === 'html' ? visibleText : toPlain
  const texts = splitMarkup(
    reply.text + withHint,
    Math.floor(capabilities.maxText * share),
    text => measure(text).length,
  )
  const shown = asNumbers
    ? undefined
    : buttons?.map(row =>
        row.map(button => ({ ...button, label: shorten(button.label, capabilities.maxButtonLabel) })),
      )
  // Where a file is a message of its own, the first one carries the last text if that fits under it.
  const caption = texts.at(-1) ?? ''
  const alone = capabilities.maxCaption !== undefined && attachments.length > 0
  const fits = measure(caption).length <= Math.floor((capabilities.maxCaption ?? 0) * share)
  const together = !alone ? attachments : fits ? attachments.slice(0, 1) : []
  const apart = attachments.slice(together.length)
  const messages: Reply[] = texts.map((text, index) => ({
    ...rest,
    text,
    ...(index === 0 && texts.length === 1 && !alone && edit !== undefined ? { edit } : {}),
    ...(index === 0 && replyTo !== undefined ? { replyTo } : {}),
    ...(index === texts.length - 1 && shown !== undefined ? { buttons: shown } : {}),
    ...(index === texts.length - 1 && together.length > 0 ? { attachments: together } : {}),
  }))
  return [...messages, ...apart.map(attachment => ({ ...rest, text: '', attachments: [attachment] }))]
}

const shorten = (label: string, limit: number): string =>
  label.length <= limit ? label : `${label.slice(0, limit - 1).trimEnd()}…`
