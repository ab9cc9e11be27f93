/** Greetings, thanks and the like: a short human word, and the way to the next question. */

import { fillWardText } from '../../content/ward-text.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { helpReply } from '../help.ts'
import { personReply } from '../person.ts'
import { answerReply } from './answer-reply.ts'

/** @param intent a kind of `content/smalltalk.yaml` */
export const smallTalk = (intent: string, incoming: Incoming, services: Services): Outcome => {
  const { t, library } = services
  switch (intent) {
    case 'want-person':
      return { replies: [personReply(services)] }
    case 'help':
      return { replies: [helpReply(incoming, services)] }
    case 'who-are-you': {
      const about = library.entries.find(({ id }) => id === 'bot.about')
      return {
        replies: [about === undefined ? helpReply(incoming, services) : answerReply(about, {}, services)],
      }
    }
    default:
      return { replies: [{ text: fillWardText(t(`smalltalk.${intent}`), library, t) }] }
  }
}
