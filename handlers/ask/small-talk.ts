/** Greetings, thanks and the like: a short human word, and the way to the next question. */

import { fillWardText } from '../../content/ward-text.ts'
import { person } from '../cases/hand-off.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { helpReply } from '../help.ts'
import { answerReply } from './answer-reply.ts'

/** @param intent a kind of `content/smalltalk.yaml` */
export const smallTalk = async (intent: string, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t, library } = services
  switch (intent) {
    case 'want-person':
      return await person(incoming, services)
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
