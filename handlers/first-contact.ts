/** Tells people once, at first contact, what is kept of what they write (Luật 91/2025/QH15). */
import type { Route } from './handler.ts'

/** The same route; its first replies to a person carry the notice. */
export const withNotice = (route: Route): Route => ({
  ...route,
  handle: async (incoming, services) => {
    const outcome = await route.handle(incoming, services)
    const [first, ...rest] = outcome.replies
    if (first === undefined || incoming.update.chat === 'group') return outcome
    const isFirst = await services.repositories.contacts.noteNotified(incoming.contact.person, services.now)
    if (!isFirst) return outcome
    const notice = services.t('privacy.notice')
    // A text that leads in to its choices ("Anh/chị có thể:") must stay next to them.
    const leadsIn = first.text.trimEnd().endsWith(':')
    const text = leadsIn ? `${notice}\n\n${first.text}` : `${first.text}\n\n${notice}`
    return { ...outcome, replies: [{ ...first, text }, ...rest] }
  },
})
