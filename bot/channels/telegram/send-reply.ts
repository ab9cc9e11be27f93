/** One rendered reply as calls of the Bot API: a message, an edit, or a file with its caption. */
import { access } from 'node:fs/promises'
import { type Api, InputFile } from 'grammy'
import type { Attachment, Button, Reply, Sent } from '../../chat.ts'
import { DeliveryError } from '../../chat.ts'
import { toHtml, toPlain, visibleText } from '../markup.ts'
import { isBadMarkup, isNotEditable, isNotModified } from './delivery-failure.ts'
import type { Place } from './place.ts'

/** Bot API: callback_data is 1-64 bytes. */
const longestValue = 64
/** Bot API: captions hold 1,024 characters after the markup is taken out. */
export const longestCaption = 1024

const keyButton = ({ label, value, url }: Button) => {
  if (url !== undefined) return { text: label, url }
  if (Buffer.byteLength(value) > longestValue || value === '')
    throw new DeliveryError(`a button's value is not 1-${longestValue} bytes: ${value.slice(0, 20)}`, {
      reason: 'refused',
    })
  return { text: label, callback_data: value }
}

const keyboard = (rows: Reply['buttons']) => {
  const filled = (rows ?? []).filter(row => row.length > 0)
  return filled.length === 0
    ? {}
    : { reply_markup: { inline_keyboard: filled.map(row => row.map(keyButton)) } }
}

const numberOf = (ref: string): number | undefined => (/^\d+$/.test(ref) ? Number(ref) : undefined)

/** First with markup; the same words plain if Telegram does not accept it (our markup can't be broken, theirs may change). */
const withMarkup = async <T>(
  markup: string,
  send: (text: string, style: { parse_mode?: 'HTML' }) => Promise<T>,
): Promise<T> => {
  try {
    return await send(toHtml(markup), { parse_mode: 'HTML' })
  } catch (error) {
    if (!isBadMarkup(error)) throw error
    return await send(toPlain(markup), {})
  }
}

const fileOf = async ({ path, name }: Attachment): Promise<InputFile> => {
  // Else the missing file would look like a broken connection and be tried for a day.
  await access(path).catch(cause => {
    throw new DeliveryError('the file to send is gone', { reason: 'refused' }, { cause })
  })
  // Line ends and quotes would break the upload's header.
  return new InputFile(path, name.replaceAll(/[\r\n";\\]/g, '_'))
}

/** @throws GrammyError, HttpError, DeliveryError */
export const sendReply = async (api: Api, place: Place, reply: Reply): Promise<Sent> => {
  const { chat, topic } = place
  const quote = reply.replyTo === undefined ? undefined : numberOf(reply.replyTo)
  const where = {
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(quote === undefined
      ? {}
      : { reply_parameters: { message_id: quote, allow_sending_without_reply: true } }),
  }
  const buttons = keyboard(reply.buttons)
  const [first, ...others] = reply.attachments ?? []
  const refs: number[] = []

  const text = async (): Promise<void> => {
    const edited = reply.edit === undefined || first !== undefined ? undefined : numberOf(reply.edit)
    if (edited !== undefined && (await edit(edited))) return
    const sent = await withMarkup(reply.text, (body, style) =>
      api.sendMessage(chat, body, {
        ...style,
        ...where,
        ...buttons,
        link_preview_options: { is_disabled: true },
      }),
    )
    refs.push(sent.message_id)
  }

  /** @returns false when it has to be sent anew */
  const edit = async (message: number): Promise<boolean> => {
    try {
      await withMarkup(reply.text, (body, style) =>
        api.editMessageText(chat, message, body, {
          ...style,
          ...buttons,
          link_preview_options: { is_disabled: true },
        }),
      )
    } catch (error) {
      if (isNotEditable(error)) return false
      if (!isNotModified(error)) throw error
    }
    refs.push(message)
    return true
  }

  const file = async (attachment: Attachment, caption: string): Promise<void> => {
    const input = await fileOf(attachment)
    const more = { ...where, ...(attachment === first ? buttons : {}) }
    const send = async (body: string, style: { parse_mode?: 'HTML' }): Promise<number> => {
      const captioned = body === '' ? more : { ...more, ...style, caption: body }
      const sent =
        attachment.kind === 'photo'
          ? await api.sendPhoto(chat, input, captioned)
          : await api.sendDocument(chat, input, captioned)
      return sent.message_id
    }
    refs.push(await withMarkup(caption, send))
  }

  if (first === undefined) await text()
  else if (visibleText(reply.text).length <= longestCaption) await file(first, reply.text)
  else {
    await text()
    await file(first, '')
  }
  for (const attachment of others) await file(attachment, '')
  return refs[0] === undefined ? {} : { messageRef: String(refs[0]) }
}
