/** A kind refusal: whom a command is for and how to get access. */
import type { Incoming, Outcome, Route, Services } from './handler.ts'

export const refuseRole = (_incoming: Incoming, route: Route, { t }: Services): Outcome => ({
  replies: [
    { text: t('roles.refused', { roles: (route.roles ?? []).map(role => t(`roles.${role}`)).join(', ') }) },
  ],
})
