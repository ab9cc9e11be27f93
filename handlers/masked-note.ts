/** Says once, beside the answer, what was taken out of a message and why; whichever route handled it. */
import { maskPersonal, type PersonalKind } from '../content/personal-data.ts'
import { staffRoles } from './commands.ts'
import type { Route, Services } from './handler.ts'

export const maskedText = (found: readonly PersonalKind[], { t }: Pick<Services, 't'>): string =>
  t('privacy.masked', { what: found.map(kind => t(`privacy.kinds.${kind}`)).join(', ') })

/**
 * Routes that say themselves what they took out, or that may keep a number with the person's consent: cases and feedback,
 * and codes people are asked to type.
 */
const speaksItself = /^(?:case|canbo|person|phananh|feedback|pa$|dangky|lienket|not-addressed)/

/** The same route; residents and volunteers hear what was removed where the route did not say so. */
export const withMaskedNote = (route: Route): Route =>
  speaksItself.test(route.name)
    ? route
    : {
        ...route,
        handle: async (incoming, services) => {
          const outcome = await route.handle(incoming, services)
          if (incoming.update.chat === 'group' || staffRoles.includes(incoming.contact.role)) return outcome
          if (incoming.update.content.kind === 'button' || incoming.text === '') return outcome
          const { found } = maskPersonal(incoming.text)
          if (found.length === 0) return outcome
          const text = maskedText(found, services)
          const said = outcome.replies.some(reply => reply.text.includes(text))
          return said ? outcome : { ...outcome, replies: [...outcome.replies, { text }] }
        },
      }
