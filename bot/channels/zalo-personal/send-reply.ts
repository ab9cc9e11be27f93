/** One reply out: text and each file as messages of their own, one send at a time, never waiting for ever. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { type MessageContent, TextStyle, ThreadType, ZaloApiError } from 'zca-js'
import { type Attachment, type ConversationId, DeliveryError, nativeOf, type Reply } from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { createSendProgress } from '../send-progress.ts'
import { toStyled } from '../zalo-styles.ts'
import type { Connection } from './connection.ts'
import { deliveryError, isSignedOut, isTooMany } from './failure.ts'
import type { Manners } from './manners.ts'
import type { SendTrace } from './network.ts'
import { placeOf } from './read-message.ts'

export interface ReplySenderOptions {
  /** @throws DeliveryError when nothing can be sent now */
  readonly connection: () => Connection
  readonly manners: Manners
  /** Files other than pictures need the live websocket: zca-js waits there for the upload to end. */
  readonly isListening: () => boolean
  /** Notes a send under way, so that its echo is known as ours. */
  readonly noting: (
    to: ConversationId,
    text: string,
    send: () => Promise<string>,
  ) => Promise<string | undefined>
  readonly onSessionLost: () => void
  readonly onSuccess: () => void
  readonly words: ChannelWords
  readonly fileLink: (attachment: Attachment) => string | undefined
  readonly count: (event: string) => void
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly textLimitMs: number
  /** A file send may hang inside zca-js for ever (zalo.md A6). */
  readonly fileLimitMs: number
}

type Outgoing = Exclude<MessageContent, string>

/** Zalo refuses an equal text to one person within "a short time" (zalo.md A6); nobody has measured it. */
const repeatMs = 10 * 60_000
const mostTexts = 1_000
/** Types zca-js sends as pictures, and so measures. */
const pictures = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif'])

const runStyles = { b: TextStyle.Bold, i: TextStyle.Italic } as const

/** zca-js hung before the message left: nobody got anything. */
const hung = (error: unknown): boolean =>
  error instanceof DeliveryError && error.failure.reason === 'unavailable' && error.cause instanceof TimeUp
/** The library itself refused: a type of file, a size. */
const refusedByType = (error: unknown): boolean =>
  error instanceof DeliveryError &&
  error.failure.reason === 'refused' &&
  error.cause instanceof ZaloApiError &&
  error.cause.code === null

class TimeUp extends Error {
  override readonly name = 'TimeUp'
}

export const createReplySender = (
  options: ReplySenderOptions,
): ((to: ConversationId, reply: Reply) => Promise<string | undefined>) => {
  const { manners, words } = options
  const progress = createSendProgress()
  const texts = new Map<ConversationId, { readonly text: string; readonly at: number }>()
  let line: Promise<unknown> = Promise.resolve()

  const isRepeat = (to: ConversationId, text: string): boolean => {
    const last = texts.get(to)
    return last !== undefined && last.text === text && options.now().getTime() - last.at < repeatMs
  }
  const remember = (to: ConversationId, text: string): void => {
    texts.delete(to)
    texts.set(to, { text, at: options.now().getTime() })
    const [oldest] = texts.keys()
    if (texts.size > mostTexts && oldest !== undefined) texts.delete(oldest)
  }

  /** @throws TimeUp after the limit; what zca-js does for this send later is refused by the network */
  const within = async <T>(ms: number, trace: AbortController, work: Promise<T>): Promise<T> => {
    const done = new AbortController()
    const late = options.delay(ms, done.signal).then(
      () => {
        trace.abort()
        throw new TimeUp(`not sent within ${ms} ms`)
      },
      // Aborted: the work was done first.
      () => work,
    )
    work.catch(() => undefined)
    try {
      return await Promise.race([work, late])
    } finally {
      done.abort()
    }
  }

  const sendOne = async (to: ConversationId, message: Outgoing): Promise<string> => {
    const { threadId, isGroup } = placeOf(nativeOf(to))
    const type = isGroup ? ThreadType.Group : ThreadType.User
    options.connection()
    await manners.before(to, () => options.connection().typing(threadId, isGroup))
    // Asked anew: the pause may have outlived a connection.
    const { api, network } = options.connection()
    const given = new AbortController()
    const trace: SendTrace = { signal: given.signal, begun: false }
    try {
      const limitMs = message.attachments === undefined ? options.textLimitMs : options.fileLimitMs
      const sent = await within(
        limitMs,
        given,
        network.during(trace, () => api.sendMessage(message, threadId, type)),
      )
      const id = sent.message?.msgId ?? sent.attachment[0]?.msgId
      // Zalo's spam control says yes and delivers nothing (zalo.md A6).
      if (id === undefined || id === null)
        throw new DeliveryError('Zalo named no message', { reason: 'unknown' })
      await manners.after(to)
      remember(to, message.msg)
      options.onSuccess()
      return String(id)
    } catch (error) {
      if (isSignedOut(error)) options.onSessionLost()
      throw deliveryError({
        error,
        begun: trace.begun,
        holdSeconds: isTooMany(error) ? manners.rest() : 0,
        isRepeat: isRepeat(to, message.msg),
      })
    }
  }

  const sendText = async (to: ConversationId, markup: string): Promise<string | undefined> => {
    const { text, styles } = toStyled(markup)
    const runs = styles.map(({ start, len, st }) => ({ start, len, st: runStyles[st] }))
    return await options.noting(to, text, () =>
      sendOne(to, { msg: text, ...(runs.length === 0 ? {} : { styles: runs }) }),
    )
  }

  const sendFile = async (to: ConversationId, attachment: Attachment): Promise<string | undefined> => {
    const file = await sourceOf(attachment)
    if (!pictures.has(extname(file.filename)) && !options.isListening())
      throw new DeliveryError('files wait for the connection', { reason: 'unavailable' })
    const send = (): Promise<string | undefined> =>
      options.noting(to, attachment.name, () => sendOne(to, { msg: '', attachments: [file] }))
    try {
      return await send().catch(async error => {
        if (!hung(error)) throw error
        // zca-js loses the race against its own upload now and then; a second try mostly wins it.
        options.count('file-hung')
        return await send()
      })
    } catch (error) {
      if (!hung(error) && !refusedByType(error)) throw error
      options.count('file-as-link')
      const url = options.fileLink(attachment)
      return await sendText(
        to,
        url === undefined ? words.fileElsewhere(attachment.name) : words.fileLink(attachment.name, url),
      )
    }
  }

  return (to, reply) => {
    const parts = [
      ...(reply.text.trim() === '' ? [] : [() => sendText(to, reply.text)]),
      ...(reply.attachments ?? []).map(attachment => () => sendFile(to, attachment)),
    ]
    const work = line.then(() => progress.run(to, reply, parts))
    line = work.catch(() => undefined)
    return work
  }
}

/** Bytes and what zca-js wants to know of them; the extension decides how it sends them. */
const sourceOf = async ({ path, name }: Attachment) => {
  let data: Buffer
  try {
    data = await readFile(path)
  } catch (cause) {
    throw new DeliveryError('a file to send is not there any more', { reason: 'refused' }, { cause })
  }
  const extension = extname(name).toLowerCase()
  const stem = name.slice(0, name.length - extension.length)
  const filename: `${string}.${string}` = `${stem}.${extension === '' ? 'bin' : extension.slice(1)}`
  if (!pictures.has(extension)) return { data, filename, metadata: { totalSize: data.length } }
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(data)
    .metadata()
    .catch(() => ({ width: 0, height: 0 }))
  return { data, filename, metadata: { totalSize: data.length, width, height } }
}
