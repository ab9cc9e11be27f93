/** A clock that runs faster than the wall, so that waits of seconds pass in milliseconds, in the right order. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface FastClock {
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Jumps; negative = the clock is set back. */
  forward(ms: number): void
}

export const fastClock = (speed: number, start: Date): FastClock => {
  const zero = performance.now()
  let jumped = 0
  return {
    now: () => new Date(start.getTime() + jumped + Math.round((performance.now() - zero) * speed)),
    delay: (ms, signal) => sleep(ms / speed, undefined, { signal }),
    forward: ms => {
      jumped += ms
    },
  }
}
