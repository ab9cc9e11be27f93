/**
 * One connection to Zalo, from login to its end: a fresh API each time (zalo.md A5 rule 8), its errors caught, its
 * silence noticed, its end told once. Never connects again by itself: that is the supervisor's business.
 */
import { type API, CloseReason, ThreadType, Zalo, ZaloApiError } from 'zca-js'
import type { Cookies, ZaloLogin } from './credentials.ts'
import { tapFrames } from './frames.ts'
import { createZaloNetwork, type NetworkOptions, type ZaloNetwork } from './network.ts'

export type Ending =
  /** We closed it. */
  | { readonly kind: 'stopped' }
  /** The network, the server, or silence. */
  | { readonly kind: 'dropped'; readonly code: number }
  /** The account was opened elsewhere: fighting over it would get it locked. */
  | { readonly kind: 'kicked'; readonly code: number }

export type Opened =
  | { readonly kind: 'open'; readonly connection: Connection }
  /** Zalo knows neither cookies nor device any more. */
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'unreachable'; readonly error: unknown }

export interface Connection {
  readonly api: API
  readonly network: ZaloNetwork
  readonly ownId: string
  /** Resolves once, when the websocket is really gone. */
  readonly ended: Promise<Ending>
  readonly cookies: () => Cookies
  /** Shows that we type; what fails is counted only. */
  typing(threadId: string, isGroup: boolean): Promise<void>
  /** Asks for recent messages of both kinds; they come through `onHistory`. */
  askHistory(): void
  /** Ends it as a lost line would, for whoever finds that Zalo no longer listens to us. */
  cut(why: string): void
  /** Closes and waits until it is closed. */
  close(): Promise<void>
}

export interface ConnectionHooks {
  /** The websocket is open and its messages can be read. */
  readonly onReady: () => void
  readonly onMessage: (message: unknown) => void
  readonly onHistory: (messages: readonly unknown[]) => void
  /** Messages may have been lost on the way: the history should be asked. */
  readonly onLoss: () => void
  readonly count: (event: string) => void
  readonly onError: (error: unknown) => void
}

export interface ConnectionOptions extends Omit<NetworkOptions, 'signal'> {
  /** Between two looks at whether the line still lives, and for the closing handshake. */
  readonly patienceMs: number
}

/** An interval Zalo names in its settings, if sensible. */
const pingMs = (api: API): number => {
  const interval: unknown = api.getContext().settings.features.socket.ping_interval
  return typeof interval === 'number' && interval >= 1000 ? interval : 60_000
}

const logIn = async (login: ZaloLogin, network: ZaloNetwork): Promise<API> =>
  await new Zalo({
    checkUpdate: false,
    logging: false,
    // Our own echoes tell staff who type on the ward's phone from us, and confirm sends without an answer.
    selfListen: true,
    polyfill: network.fetch,
  }).login({
    imei: login.imei,
    userAgent: login.userAgent,
    language: login.language,
    // A copy: zca-js changes what it is given.
    cookie: structuredClone(login.cookies),
  })

export const openConnection = async (
  login: ZaloLogin,
  options: ConnectionOptions,
  hooks: ConnectionHooks,
): Promise<Opened> => {
  /** Ends what runs beside the connection; calls under way end by their own time limits. */
  const closing = new AbortController()
  const network = createZaloNetwork({ ...options, signal: new AbortController().signal })
  let api: API
  try {
    api = await logIn(login, network)
  } catch (error) {
    // The library throws the same class when Zalo is down; the answer's status tells.
    return error instanceof ZaloApiError && network.lastStatus === 200
      ? { kind: 'refused', error }
      : { kind: 'unreachable', error }
  }
  const ownId = api.getOwnId()
  const { listener } = api
  const ended = Promise.withResolvers<Ending>()
  const now = (): number => options.now().getTime()
  let stopped = false
  let ready = false
  let frameAt = now()

  // Without it the first refused connection ends the process (zalo.md A5 rule 1).
  listener.on('error', error => {
    // A frame that could not be read, or a listener that threw: the rest of its messages are lost.
    if (error instanceof Error) {
      hooks.count('frame-lost')
      hooks.onLoss()
    }
    hooks.onError(error)
  })
  listener.on('message', message => guarded(() => hooks.onMessage(message)))
  listener.on('old_messages', messages => guarded(() => hooks.onHistory(messages)))
  listener.on('cipher_key', () => {
    ready = true
    hooks.onReady()
    askHistory()
  })
  listener.on('closed', (code: number) => {
    closing.abort()
    if (stopped) ended.resolve({ kind: 'stopped' })
    else if (code === CloseReason.DuplicateConnection || code === CloseReason.KickConnection)
      ended.resolve({ kind: 'kicked', code })
    else ended.resolve({ kind: 'dropped', code })
  })

  /** What throws here would cost the other messages of its frame. */
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      hooks.count('listener-failed')
      hooks.onError(error)
    }
  }

  const askHistory = (): void =>
    guarded(() => {
      for (const type of [ThreadType.User, ThreadType.Group]) listener.requestOldMessages(type)
    })

  try {
    listener.start({ retryOnClose: false })
  } catch (error) {
    return { kind: 'unreachable', error }
  }
  const tap = tapFrames(listener, {
    onFrame: () => {
      frameAt = now()
    },
    count: hooks.count,
    onLoss: hooks.onLoss,
  })
  if (tap === undefined) hooks.count('frames-untapped')

  const cut = (why: string): void => {
    hooks.count(why)
    if (tap === undefined) listener.stop()
    else tap.terminate()
  }

  /** zca-js never notices a dead line: three silent ping intervals, one unanswered question, then it is cut. */
  const watch = async (): Promise<void> => {
    const silence = Math.max(3 * pingMs(api), 2 * options.patienceMs)
    let asked = false
    for (;;) {
      await options.delay(options.patienceMs, closing.signal)
      if (!ready) return cut('never-ready')
      if (now() - frameAt < silence) {
        asked = false
        continue
      }
      if (asked) return cut('silent')
      asked = true
      askHistory()
    }
  }
  watch().catch(() => undefined)

  const keepAlive = async (): Promise<void> => {
    const seconds: unknown = api.getContext().settings.keepalive?.keepalive_duration
    const everyMs = typeof seconds === 'number' && seconds >= 60 ? seconds * 1000 : 5 * 60_000
    for (;;) {
      await options.delay(everyMs, closing.signal)
      await api.keepAlive().catch(() => hooks.count('keepalive-failed'))
    }
  }
  keepAlive().catch(() => undefined)

  return {
    kind: 'open',
    connection: {
      api,
      network,
      ownId,
      ended: ended.promise,
      cookies: () => cookiesOf(api),
      async typing(threadId, isGroup) {
        await api
          .sendTypingEvent(threadId, isGroup ? ThreadType.Group : ThreadType.User)
          .catch(() => hooks.count('typing-failed'))
      },
      askHistory,
      cut,
      async close() {
        stopped = true
        listener.stop()
        // The other side may never answer the closing handshake.
        const late = options.delay(options.patienceMs, closing.signal).then(
          () => tap?.terminate(),
          () => undefined,
        )
        await Promise.race([ended.promise, late])
        ended.resolve({ kind: 'stopped' })
        closing.abort()
      },
    },
  }
}

const cookiesOf = (api: API): Cookies =>
  (api.getCookie().toJSON()?.cookies ?? []).flatMap(cookie =>
    typeof cookie.key === 'string' && typeof cookie.value === 'string'
      ? [{ ...cookie, key: cookie.key, value: cookie.value }]
      : [],
  )
