/** What the bot itself takes, where somebody reads it: who asks how to send feedback need not go to the portal. */
import type { Button } from '../../bot/chat.ts'
import { hasStaff } from '../cases/people.ts'
import type { Services } from '../handler.ts'

const takenHere: ReadonlySet<string> = new Set(['feedback.submit', 'feedback.scene', 'feedback.officer'])

/** @param entries what is shown or offered */
export const feedbackHere = async (entries: readonly string[], services: Services): Promise<Button[][]> =>
  entries.some(id => takenHere.has(id)) && (await hasStaff(services))
    ? [[{ label: services.t('feedback.here'), value: 'pa:new' }]]
    : []
