/** After an outage people get answers to what they asked hours ago: the first words say so. */
import { clockOf, dayOf, showDay } from '../content/vietnam-time.ts'
import type { Route } from './handler.ts'

/** Later than this, people have stopped waiting. */
export const lateMs = 15 * 60 * 1000

/** The same route; its first reply to an old message says when that was written. */
export const withLateWord = (route: Route): Route => ({
  ...route,
  handle: async (incoming, services) => {
    const outcome = await route.handle(incoming, services)
    const written = new Date(incoming.update.at)
    const [first, ...rest] = outcome.replies
    if (first === undefined || services.now.getTime() - written.getTime() < lateMs) return outcome
    const word = services.t('late.word', { time: clockOf(written), day: showDay(dayOf(written)) })
    return { ...outcome, replies: [{ ...first, text: `${word}\n\n${first.text}` }, ...rest] }
  },
})
