/** Files, voice, places, stickers nobody asked for: an honest word instead of silence. */
import type { Handler } from './handler.ts'

export const otherContent: Handler = ({ update }, { t }) => {
  const { content } = update
  switch (content.kind) {
    case 'file':
      return { replies: [{ text: t(content.file.kind === 'voice' ? 'other.voice' : 'other.file') }] }
    case 'location':
    case 'contact':
    case 'unsupported':
      return { replies: [{ text: t(`other.${content.kind}`) }] }
    case 'text':
    case 'button':
    case 'joined':
    case 'left':
    case 'moved':
      return { replies: [] }
    default:
      return content satisfies never
  }
}
