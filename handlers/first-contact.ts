/** Tells people once, at first contact, what is kept of what they write (Luật 91/2025/QH15). */
import type { Route } from './handler.ts'

/** The same route; its first replies to a person carry the notice. */
export const withNotice = (route: Route): Route => ({
  ...route,
  handle: async (incoming, services) => {
    const outcome = await route.handle(incoming, services)
    if (outcome.replies.length === 0 || incoming.update.chat === 'group') return outcome
    if (!(await services.repositories.contacts.noteNotified(incoming.contact.person, services.now)))
      return outcome
    const [first, ...rest] = outcome.replies
    if (first === undefined) return outcome
    return {
      ...outcome,
      replies: [{ ...first, text: `${first.text}\n\n${services.t('privacy.notice')}` }, ...rest],
    }
  },
})
