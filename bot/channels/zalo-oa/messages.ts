/** From a rendered Reply to the `message` objects of the OA API: plain text, up to five buttons, pictures, files. */
import type { Button, Reply } from '../../chat.ts'
import { toPlain } from '../markup.ts'
import { tapMark } from './events.ts'
import type { Prepared } from './uploads.ts'

export type OaMessage = Readonly<Record<string, unknown>>

/** Official: five buttons a message, titles to 100 characters, text to 2,000. */
export const oaMost = { buttons: 5, title: 100, text: 2000 } as const

const buttonOf = ({ label, value, url }: Button): OaMessage => {
  const title = label.slice(0, oaMost.title)
  if (url === undefined) return { title, type: 'oa.query.hide', payload: tapMark + value }
  return url.startsWith('tel:')
    ? { title, type: 'oa.open.phone', payload: { phone_code: url.slice('tel:'.length) } }
    : { title, type: 'oa.open.url', payload: { url } }
}

/** Text with what may go along with it: a quote, buttons, one picture. */
export const textMessage = (
  text: string,
  more: { quote?: string | undefined; buttons?: readonly Button[]; image?: Prepared } = {},
): OaMessage => ({
  text: toPlain(text),
  ...(more.quote === undefined ? {} : { quote_message_id: more.quote }),
  ...(more.image === undefined ? {} : { attachment: attachmentOf(more.image) }),
  ...(more.buttons === undefined || more.buttons.length === 0
    ? {}
    : { attachment: { type: 'template', payload: { buttons: more.buttons.map(buttonOf) } } }),
})

const attachmentOf = (prepared: Prepared): OaMessage | undefined => {
  switch (prepared.kind) {
    case 'image':
      // Type "image" is refused (-201): pictures go as a media template.
      return {
        type: 'template',
        payload: {
          template_type: 'media',
          elements: [
            {
              media_type: prepared.gif === undefined ? 'image' : 'gif',
              ...prepared.file,
              ...(prepared.gif ?? {}),
            },
          ],
        },
      }
    case 'file':
      return { type: 'file', payload: { ...prepared.file } }
    case 'unfit':
      return undefined
    default:
      return prepared satisfies never
  }
}

/** A picture or file on its own; undefined for what the OA can't carry. */
export const fileMessage = (prepared: Prepared): OaMessage | undefined => {
  const attachment = attachmentOf(prepared)
  return attachment === undefined ? undefined : { attachment }
}

export const buttonsOf = (reply: Reply): readonly Button[] => (reply.buttons ?? []).flat()
