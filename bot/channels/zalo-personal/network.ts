/**
 * The fetch zca-js calls Zalo with: a time limit on every call (the library has none), Zalo's own hosts only, and a
 * trace that says whether a message had already begun to go out when something failed.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { zaloMediaDomains } from '../fetch-media.ts'

/** One send under way. */
export interface SendTrace {
  /** The send was given up: what zca-js still tries to do for it is refused. */
  readonly signal: AbortSignal
  /** The call that delivers has left; from here on the message may have arrived. */
  begun: boolean
}

export interface ZaloNetwork {
  /** For zca-js's `polyfill`. */
  readonly fetch: typeof fetch
  /** Runs one send; calls made on its behalf, however late, belong to its trace. */
  during<T>(trace: SendTrace, send: () => Promise<T>): Promise<T>
  /** HTTP status of the last answer: tells "Zalo is down" from "Zalo refuses us", which zca-js throws alike. */
  readonly lastStatus: number
}

/** Zalo was not asked: our own rules, or the end of the connection. */
export class NotAskedError extends Error {
  override readonly name = 'NotAskedError'
}

export interface NetworkOptions {
  /** Plays Zalo: `https://host/path` becomes `<apiRoot>/h/host/path`. */
  readonly apiRoot: string | undefined
  readonly signal: AbortSignal
  readonly timeoutMs: number
  /** Uploads, and the QR calls Zalo holds until somebody scans. */
  readonly longTimeoutMs: number
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
}

/** What puts a message before people (zalo.md A6), as opposed to what prepares it. */
const delivering =
  /\/api\/(?:message|group)\/(?:sms|sendmsg|mention|quote|photo_original\/send|asyncfile\/msg|gif)$/
const waiting = /\/qr\/waiting-(?:scan|confirm)$/
const uploading = /\/(?:upload|upthumb|gif)$/
/** zca-js asks again at once when Zalo answers "not yet"; the real Zalo holds the call, a broken one would spin us. */
const waitingGapMs = 1000

const isZalos = (host: string): boolean =>
  zaloMediaDomains.some(domain => host === domain || host.endsWith(`.${domain}`))

export const createZaloNetwork = (options: NetworkOptions): ZaloNetwork => {
  const traces = new AsyncLocalStorage<SendTrace>()
  let lastStatus = 0
  let waitedAt = 0

  const addressOf = (url: URL): string => {
    if (url.protocol !== 'https:' || !isZalos(url.hostname))
      throw new NotAskedError(`not a host of Zalo: ${url.hostname}`)
    return options.apiRoot === undefined
      ? url.href
      : `${options.apiRoot}/h/${url.hostname}${url.pathname}${url.search}`
  }

  const call = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    const address = addressOf(url)
    const trace = traces.getStore()
    if (trace?.signal.aborted === true) throw new NotAskedError('this send was given up')
    const isWaiting = waiting.test(url.pathname)
    if (isWaiting) {
      const early = waitedAt + waitingGapMs - options.now().getTime()
      if (early > 0) await options.delay(early, options.signal)
      waitedAt = options.now().getTime()
    }
    const limit = AbortSignal.timeout(
      isWaiting || uploading.test(url.pathname) ? options.longTimeoutMs : options.timeoutMs,
    )
    const signals = [limit, options.signal, init.signal, trace?.signal].filter(
      signal => signal !== undefined && signal !== null,
    )
    if (trace !== undefined && delivering.test(url.pathname)) trace.begun = true
    // zca-js follows redirects itself, keeping each hop's cookies; native fetch would swallow them.
    const response = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) })
    lastStatus = response.status
    return response
  }

  return {
    fetch: call,
    during: (trace, send) => traces.run(trace, send),
    get lastStatus() {
      return lastStatus
    },
  }
}
