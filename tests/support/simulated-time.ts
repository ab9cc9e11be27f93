/** Waits that take no time: the clock goes to the next thing somebody waits for once nothing else is to be done. */

export interface SimulatedTime {
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Lets time pass until the condition holds. @throws when nobody waits any more, or after `most` steps */
  passUntil(done: () => boolean | Promise<boolean>, most?: number): Promise<void>
}

/** Rounds of the event loop in which work on the database, which waits for nothing, comes to its end. */
const rounds = 12

/** @param clock moved by the waits, never back */
export const simulatedTime = (clock: { now: Date }): SimulatedTime => {
  const waits: { at: number; resolve: () => void }[] = []
  return {
    delay: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new Error('stopped'))
          return
        }
        const stop = (): void => {
          const index = waits.indexOf(wait)
          if (index !== -1) waits.splice(index, 1)
          reject(new Error('stopped'))
        }
        const wait = {
          at: clock.now.getTime() + ms,
          resolve: () => {
            signal.removeEventListener('abort', stop)
            resolve()
          },
        }
        signal.addEventListener('abort', stop, { once: true })
        waits.push(wait)
      }),
    async passUntil(done, most = 100_000) {
      for (let step = 0; step < most; step += 1) {
        for (let round = 0; round < rounds; round += 1) await new Promise(resolve => setImmediate(resolve))
        if (await done()) return
        const [next] = waits.toSorted((a, b) => a.at - b.at)
        if (next === undefined) throw new Error('nobody waits any more')
        waits.splice(waits.indexOf(next), 1)
        clock.now = new Date(Math.max(clock.now.getTime(), next.at))
        next.resolve()
      }
      throw new Error('it never ends')
    },
  }
}
