/** What stays of an update that could not be handled, to see why: the same without personal numbers, in every field people can fill. */
import { maskPersonal } from '../content/personal-data.ts'
import type { Update, UpdateContent } from './chat.ts'

const mask = (text: string): string => maskPersonal(text).text

/** Every kind of content is named here, so that a new one does not compile until it says what is masked of it. */
const maskContent = (content: UpdateContent): UpdateContent => {
  switch (content.kind) {
    case 'text':
      return { ...content, text: mask(content.text) }
    case 'button':
      // Ours never hold so many digits in a row; but a page or a client may send what it likes.
      return { ...content, value: mask(content.value).replaceAll(/\d{9,}/g, '[số]') }
    case 'file':
      return {
        ...content,
        file: {
          ...content.file,
          ...(content.file.name === undefined ? {} : { name: mask(content.file.name) }),
        },
        ...(content.caption === undefined ? {} : { caption: mask(content.caption) }),
      }
    case 'contact':
      // A shared contact is a phone number and a name of somebody who was not asked.
      return { kind: 'contact' }
    case 'location':
      // Where somebody stands is not kept: a hundredth of a degree is about a kilometre.
      return {
        kind: 'location',
        latitude: Number(content.latitude.toFixed(2)),
        longitude: Number(content.longitude.toFixed(2)),
      }
    case 'joined':
      return content.payload === undefined ? content : { ...content, payload: mask(content.payload) }
    case 'unsupported':
      return { ...content, what: mask(content.what) }
    case 'left':
    case 'moved':
      return content
    default:
      return content satisfies never
  }
}

export const maskUpdate = ({ network: _dropped, ...update }: Update): Update => ({
  ...update,
  sender: {
    ...update.sender,
    ...(update.sender.name === undefined ? {} : { name: mask(update.sender.name) }),
  },
  content: maskContent(update.content),
})
