/** Trouble on demand: what the network and Telegram do on a bad day (telegram.md 1.2). */

export type Fault =
  /** Telegram refuses: 429, 502, 403, 409, 401 … nothing is done. */
  | {
      readonly kind: 'error'
      readonly code: number
      readonly description: string
      readonly parameters?: Record<string, number>
    }
  /** A proxy's page instead of an answer; nothing is done. */
  | { readonly kind: 'page'; readonly status: number }
  /** The connection is reset; nothing was done. */
  | { readonly kind: 'reset-before' }
  /** It was done, then the connection is reset. */
  | { readonly kind: 'reset-after' }
  /** It was done, the answer breaks off in the middle. */
  | { readonly kind: 'cut' }
  /** It was done, no answer ever comes. */
  | { readonly kind: 'silence' }

export const flood = (seconds: number): Fault => ({
  kind: 'error',
  code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
})
export const badGateway: Fault = { kind: 'error', code: 502, description: 'Bad Gateway' }
export const badGatewayPage: Fault = { kind: 'page', status: 502 }
export const unauthorized: Fault = { kind: 'error', code: 401, description: 'Unauthorized' }
export const otherPoller: Fault = {
  kind: 'error',
  code: 409,
  description:
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
}

export interface Faults {
  /** The next `times` calls of this method (or of those matching) go wrong. */
  plan(method: string | RegExp, fault: Fault, times?: number): void
  /** Each fault befalls this share of the calls of matching methods from now on. */
  sprinkle(method: RegExp, share: number, faults: readonly Fault[], random: () => number): void
  calm(): void
  /** @returns what happens to this call */
  next(method: string): Fault | undefined
  /** How often each kind happened. */
  readonly counts: ReadonlyMap<string, number>
}

const nameOf = (fault: Fault): string =>
  fault.kind === 'error' ? String(fault.code) : fault.kind === 'page' ? `page ${fault.status}` : fault.kind

export const createFaults = (): Faults => {
  const planned: { matches: (method: string) => boolean; fault: Fault; left: number }[] = []
  let rain: { method: RegExp; share: number; faults: readonly Fault[]; random: () => number } | undefined
  const counts = new Map<string, number>()
  return {
    counts,
    plan(method, fault, times = 1) {
      planned.push({
        matches: called => (typeof method === 'string' ? called === method : method.test(called)),
        fault,
        left: times,
      })
    },
    sprinkle(method, share, faults, random) {
      rain = { method, share, faults, random }
    },
    calm() {
      planned.length = 0
      rain = undefined
    },
    next(method) {
      const plan = planned.find(({ matches, left }) => left > 0 && matches(method))
      if (plan !== undefined) plan.left -= 1
      let fault = plan?.fault
      if (fault === undefined && rain?.method.test(method) === true)
        fault = rain.faults[Math.floor(rain.random() / rain.share)]
      if (fault !== undefined) counts.set(nameOf(fault), (counts.get(nameOf(fault)) ?? 0) + 1)
      return fault
    },
  }
}
