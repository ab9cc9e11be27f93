/** What the bot itself takes, where somebody reads it: who asks how to send feedback need not go to the portal. */
import type { Button } from '../../bot/chat.ts'
import { hasStaff } from '../cases/people.ts'
import type { Incoming, Services } from '../handler.ts'

const takenHere: ReadonlySet<string> = new Set(['feedback.submit', 'feedback.scene', 'feedback.officer'])

/** Nothing in a group: feedback is written in a private chat. @param entry the one that is shown */
export const feedbackHere = async (
  entry: string,
  { update }: Pick<Incoming, 'update'>,
  services: Services,
): Promise<Button[][]> =>
  update.chat === 'private' && takenHere.has(entry) && (await hasStaff(services))
    ? [[{ label: services.t('feedback.here'), value: 'pa:new' }]]
    : []
