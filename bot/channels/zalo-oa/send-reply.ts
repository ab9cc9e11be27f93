/** One reply out to one person: reach, uploads, text with buttons or numbers, files; refusals noted for the officers. */
import type { Attachment, ConversationId, DeliveryFailure, Reply, Sent } from '../../chat.ts'
import { type Capabilities, DeliveryError, nativeOf } from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { pieces } from '../render.ts'
import { createSendProgress } from '../send-progress.ts'
import { asDeliveryError, type OaApi } from './api.ts'
import type { Echoes } from './echoes.ts'
import { isExpiredUpload, isFormCode, OaError } from './errors.ts'
import { buttonsOf, fileMessage, type OaMessage, oaMost, textMessage } from './messages.ts'
import type { OaReach } from './reach.ts'
import type { Prepared, Uploads } from './uploads.ts'

export interface SendReplyOptions {
  readonly api: OaApi
  readonly uploads: Uploads
  readonly echoes: Echoes
  readonly capabilities: () => Capabilities
  readonly reach: (to: ConversationId) => Promise<OaReach>
  /** The window or the quota kept a reply back. */
  readonly onRefused: (to: ConversationId, reason: 'window-closed' | 'quota') => Promise<void>
  readonly onButtonsRefused: () => Promise<void>
  readonly words: ChannelWords
  readonly fileLink: (attachment: Attachment) => string | undefined
  readonly count: (event: string) => void
}

type Part = () => Promise<string | undefined>

const mayHaveArrived = (error: unknown): boolean =>
  error instanceof DeliveryError && error.failure.reason === 'unknown'

const isKeptBack = (failure: DeliveryFailure): failure is { reason: 'window-closed' | 'quota' } =>
  failure.reason === 'window-closed' || failure.reason === 'quota'

export const createReplySender = (
  options: SendReplyOptions,
): ((to: ConversationId, reply: Reply) => Promise<Sent>) => {
  const { api, uploads, echoes, words } = options
  const progress = createSendProgress()

  const post = (userId: string, message: OaMessage): Promise<string | undefined> =>
    echoes.sending(
      userId,
      typeof message['text'] === 'string' ? message['text'] : JSON.stringify(message['attachment']),
      () => api.sendMessage(userId, message),
      mayHaveArrived,
    )

  /** With all it may carry; what the OA's version of the API refuses is left out and sent in plain words. */
  const postText = async (userId: string, reply: Reply, image?: Prepared): Promise<string | undefined> => {
    const buttons = options.capabilities().maxButtons === 0 ? [] : buttonsOf(reply)
    const wanted = buttonsOf(reply)
    const quotes = reply.replyTo === undefined ? [undefined] : [reply.replyTo, undefined]
    if (buttons.length > 0 || wanted.length === 0) {
      for (const quote of quotes) {
        try {
          return await post(
            userId,
            textMessage(reply.text, { quote, buttons, ...(image === undefined ? {} : { image }) }),
          )
        } catch (error) {
          if (!(error instanceof OaError) || !isFormCode(error.code)) throw error
          if (quote === undefined && buttons.length === 0) throw error
        }
      }
    }
    const plain = await postNumbered(userId, reply)
    // Plain words passed where buttons did not: this OA takes none.
    if (buttons.length > 0) await options.onButtonsRefused()
    return plain
  }

  const postNumbered = async (userId: string, reply: Reply): Promise<string | undefined> => {
    options.count('buttons-as-numbers')
    let first: string | undefined
    const { attachments, replyTo, ...bare } = reply
    for (const piece of pieces(bare, { ...options.capabilities(), maxButtons: 0 }, words.choiceHint)) {
      const id = await post(userId, textMessage(piece.text))
      first ??= id
    }
    return first
  }

  const postFile = async (
    userId: string,
    attachment: Attachment,
    prepared: Prepared,
  ): Promise<string | undefined> => {
    try {
      const message = fileMessage(prepared)
      return message === undefined ? undefined : await post(userId, message)
    } catch (error) {
      if (!(error instanceof OaError) || !isExpiredUpload(error.code)) throw error
      uploads.forget(attachment)
      const again = fileMessage(await uploads.prepare(attachment))
      return again === undefined ? undefined : await post(userId, again)
    }
  }

  const insteadOf = (attachment: Attachment): string => {
    const url = options.fileLink(attachment)
    return url === undefined ? words.fileElsewhere(attachment.name) : words.fileLink(attachment.name, url)
  }

  const partsOf = async (userId: string, reply: Reply): Promise<Part[]> => {
    // Uploads come first: they can fail and be repeated without anybody seeing half a reply.
    const files = await Promise.all(
      (reply.attachments ?? []).map(async attachment => ({
        attachment,
        prepared: await uploads.prepare(attachment),
      })),
    )
    const unfit = files.filter(({ prepared }) => prepared.kind === 'unfit')
    const fit = files.filter(({ prepared }) => prepared.kind !== 'unfit')
    const notes = unfit.map(({ attachment }) => insteadOf(attachment))
    const whole = [reply.text, ...notes].filter(text => text.trim() !== '').join('\n\n')
    const fits = textMessage(whole)['text']
    const joined = typeof fits === 'string' && fits.length <= oaMost.text
    const { attachments, ...bare } = reply
    const body: Reply = { ...bare, text: joined ? whole : reply.text }
    const [only] = fit
    if (
      only !== undefined &&
      fit.length === 1 &&
      only.prepared.kind === 'image' &&
      buttonsOf(reply).length === 0 &&
      body.text.trim() !== ''
    ) {
      return [
        () => postText(userId, body, only.prepared),
        ...(joined ? [] : notes.map(note => () => post(userId, textMessage(note)))),
      ]
    }
    return [
      ...(body.text.trim() === '' ? [] : [() => postText(userId, body)]),
      ...(joined ? [] : notes.map(note => () => post(userId, textMessage(note)))),
      ...fit.map(
        ({ attachment, prepared }) =>
          () =>
            postFile(userId, attachment, prepared),
      ),
    ]
  }

  return async (to, reply) => {
    const userId = nativeOf(to)
    try {
      const reach = await options.reach(to)
      if (reach.kind === 'closed')
        throw new DeliveryError(`the reply window closed at ${reach.since.toISOString()}`, {
          reason: 'window-closed',
        })
      if (reach.kind === 'paid') options.count('paid-window')
      const messageRef = await progress.run(to, reply, await partsOf(userId, reply))
      return messageRef === undefined ? {} : { messageRef }
    } catch (error) {
      const known = asDeliveryError(error)
      if (error instanceof OaError) options.count(`error${error.code}`)
      if (known instanceof DeliveryError && isKeptBack(known.failure))
        await options.onRefused(to, known.failure.reason)
      throw known
    }
  }
}
