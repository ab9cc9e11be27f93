/** One reply out through the Bot Platform: text with style runs, pictures by address, every other file as a link. */
import type { Attachment, ConversationId, Reply, Sent } from '../../chat.ts'
import { DeliveryError, nativeOf } from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { createSendProgress } from '../send-progress.ts'
import { toStyled } from '../zalo-styles.ts'
import type { Allowance } from './allowance.ts'
import { type BotApi, BotError, botFailure } from './api.ts'
import { groupMark } from './read-update.ts'

const longest = 2000

export interface BotSendOptions {
  readonly api: BotApi
  readonly allowance: Allowance
  readonly words: ChannelWords
  /** An https address Zalo's servers and people can open; undefined when the ward has none. */
  readonly fileLink: (attachment: Attachment) => string | undefined
}

export const chatIdOf = (to: ConversationId): string => nativeOf(to).replace(groupMark, '')

export const createBotSender = (
  options: BotSendOptions,
): ((to: ConversationId, reply: Reply) => Promise<Sent>) => {
  const { api, allowance, words } = options
  const progress = createSendProgress()

  const sendText = async (chatId: string, markup: string): Promise<string | undefined> => {
    const { text, styles } = toStyled(markup)
    const runs = styles.map(({ start, len, st }) => ({ start, len, st: [st] }))
    try {
      return await api.sendMessage(chatId, text, runs)
    } catch (error) {
      // Better plain than not at all, should it take offence at the styles.
      if (!(error instanceof BotError) || error.code !== 400 || runs.length === 0) throw error
      return await api.sendMessage(chatId, text, [])
    }
  }

  const partsOf = (chatId: string, reply: Reply): (() => Promise<string | undefined>)[] => {
    const files = (reply.attachments ?? []).map(attachment => ({
      attachment,
      url: options.fileLink(attachment),
    }))
    const photos = files.flatMap(({ attachment, url }) =>
      attachment.kind === 'photo' && url !== undefined ? [url] : [],
    )
    const notes = files
      .filter(({ attachment, url }) => attachment.kind !== 'photo' || url === undefined)
      .map(({ attachment, url }) =>
        url === undefined ? words.fileElsewhere(attachment.name) : words.fileLink(attachment.name, url),
      )
    const whole = [reply.text, ...notes].filter(text => text.trim() !== '').join('\n\n')
    const joined = toStyled(whole).text.length <= longest
    const texts = joined ? [whole] : [reply.text, ...notes]
    const [photo, ...more] = photos
    if (photo !== undefined && more.length === 0 && joined)
      return [() => api.sendPhoto(chatId, photo, toStyled(whole).text)]
    return [
      ...texts.filter(text => text.trim() !== '').map(text => () => sendText(chatId, text)),
      ...photos.map(url => () => api.sendPhoto(chatId, url, '')),
    ]
  }

  const counted = (part: () => Promise<string | undefined>) => async (): Promise<string | undefined> => {
    const id = await part()
    await allowance.spent()
    return id
  }

  return async (to, reply) => {
    const parts = partsOf(chatIdOf(to), reply)
    await allowance.check(reply.priority, parts.length)
    try {
      const messageRef = await progress.run(to, reply, parts.map(counted))
      return messageRef === undefined ? {} : { messageRef }
    } catch (error) {
      if (!(error instanceof BotError)) throw error
      if (error.code === 429) throw allowance.tooMany()
      const failure = botFailure(error.code)
      throw failure === undefined ? error : new DeliveryError(error.message, failure, { cause: error })
    }
  }
}
