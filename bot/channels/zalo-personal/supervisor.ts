/**
 * Keeps the account connected: logs in with the newest cookies, connects again after a loss, and stops to call a
 * person where trying again would only harm (session over, account opened elsewhere). zca-js's own retry is never used.
 */
import type { Logger } from 'pino'
import type { ChannelStatus } from '../../chat.ts'
import { advice } from './advice.ts'
import {
  type Connection,
  type ConnectionHooks,
  type ConnectionOptions,
  openConnection,
} from './connection.ts'
import type { Cookies, ZaloCredentials, ZaloLogin } from './credentials.ts'

export interface Supervisor {
  start(): void
  /** Closes the connection and waits until it is closed. */
  stop(): Promise<void>
  /** The connection messages go out through; the last one even after `stop`, for replies under way. */
  readonly connection: Connection | undefined
  /** A person is needed: nothing can be sent until then. */
  readonly signedOut: boolean
  readonly status: ChannelStatus
  /** Zalo answered a call as if we were not logged in. */
  sessionLost(): void
  /** A call succeeded: the session is good, its cookies may be new. */
  proved(): void
}

export interface SupervisorOptions extends ConnectionOptions {
  readonly credentials: ZaloCredentials
  readonly hooks: Omit<ConnectionHooks, 'onReady' | 'onMessage' | 'onHistory'> & {
    readonly onReady: (ownId: string) => void
    readonly onMessage: (message: unknown, ownId: string) => void
    readonly onHistory: (messages: readonly unknown[], ownId: string) => void
  }
  /** A person has to act; once for each such state. */
  readonly onNeedsHuman: (detail: string) => void
  /** 0 ≤ x < 1 */
  readonly random: () => number
  readonly log: Logger
}

/** RFC 6455: closed without a word. */
const lostLine = 1006
const firstWaitMs = 2_000
const longestWaitMs = 60_000
/** A connection that lasted this long was a good one: the next loss starts from a short wait again. */
const steadyMs = 2 * 60_000
/** Refusals in a row before a person is called. */
const mostRefusals = 3
/** How soon a new `npm run zalo:login` is noticed. */
const noticeMs = 5_000

export const createSupervisor = (options: SupervisorOptions): Supervisor => {
  const { credentials, log, now } = options
  const stopping = new AbortController()
  let status: ChannelStatus = { state: 'off' }
  let connection: Connection | undefined
  let current: ZaloLogin | undefined
  let saved = ''
  let failures = 0
  let refusals = 0
  let running: Promise<void> | undefined

  const pause = (ms: number): Promise<void> => options.delay(ms, stopping.signal).catch(() => undefined)

  const backOff = async (): Promise<void> => {
    const wait = Math.min(firstWaitMs * 2 ** Math.min(failures, 10), longestWaitMs)
    failures += 1
    // Half to whole: many wards must not come back in step after an outage.
    await pause(Math.round(wait * (0.5 + options.random() / 2)))
  }

  const saveCookies = (): void => {
    if (connection === undefined || current === undefined) return
    const cookies: Cookies = connection.cookies()
    const text = JSON.stringify(cookies)
    if (cookies.length === 0 || text === saved) return
    try {
      credentials.saveCookies(current.loginId, cookies, now())
      saved = text
    } catch (error) {
      log.error({ err: error, channel: 'zalo-personal' }, 'renewed cookies could not be stored')
    }
  }

  /** The stored login when it is another than `than`. */
  const newLogin = (than: string | undefined): ZaloLogin | undefined => {
    const stored = credentials.load()
    return stored.kind === 'login' && stored.login.loginId !== than ? stored.login : undefined
  }

  /** Waits for somebody to log in. @param than the login that is of no more use */
  const callHuman = async (detail: string, than: string | undefined): Promise<void> => {
    if (newLogin(than) === undefined) {
      status = { state: 'needs-human', detail }
      log.error({ channel: 'zalo-personal', detail }, 'a person is needed')
      options.onNeedsHuman(detail)
    }
    while (!stopping.signal.aborted && newLogin(than) === undefined) await pause(noticeMs)
    refusals = 0
    failures = 0
  }

  /** A new login replaces the one at work. */
  const noticeLogin = async (open: Connection, loginId: string): Promise<void> => {
    const gone = new AbortController()
    void open.ended.then(() => gone.abort())
    const signal = AbortSignal.any([gone.signal, stopping.signal])
    while (!signal.aborted) {
      await options.delay(noticeMs, signal).catch(() => undefined)
      if (!signal.aborted && newLogin(loginId) !== undefined) await open.close()
    }
  }

  const attend = async (open: Connection, loginId: string): Promise<void> => {
    const since = now().getTime()
    void noticeLogin(open, loginId)
    const ending = await open.ended
    saveCookies()
    if (now().getTime() - since >= steadyMs) {
      failures = 0
      refusals = 0
    }
    if (stopping.signal.aborted || ending.kind === 'stopped') return
    log.warn({ channel: 'zalo-personal', ending: ending.kind, code: ending.code }, 'connection to Zalo lost')
    options.hooks.count(
      ending.kind === 'kicked' || ending.code === lostLine ? `closed-${ending.code}` : 'closed-other',
    )
    status = { state: 'degraded', detail: advice.dropped }
    if (ending.kind === 'dropped') return await backOff()
    // A new login of our own kicks the old one out: look for it before anybody is alarmed.
    await pause(noticeMs)
    await callHuman(advice.kicked, loginId)
  }

  const connect = async (login: ZaloLogin): Promise<void> => {
    const opened = await openConnection(login, options, {
      ...options.hooks,
      onReady: () => {
        status = { state: 'connected' }
        options.hooks.onReady(connection?.ownId ?? '')
        saveCookies()
      },
      onMessage: message => options.hooks.onMessage(message, connection?.ownId ?? ''),
      onHistory: messages => options.hooks.onHistory(messages, connection?.ownId ?? ''),
    })
    switch (opened.kind) {
      case 'open':
        connection = opened.connection
        if (stopping.signal.aborted) return await connection.close()
        return await attend(connection, login.loginId)
      case 'refused':
        refusals += 1
        log.warn({ err: opened.error, channel: 'zalo-personal', refusals }, 'Zalo refuses the session')
        status = { state: 'degraded', detail: advice.unreachable }
        return await backOff()
      case 'unreachable':
        log.warn({ err: opened.error, channel: 'zalo-personal' }, 'Zalo can not be reached')
        status = { state: 'degraded', detail: advice.unreachable }
        return await backOff()
      default:
        return opened satisfies never
    }
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const stored = credentials.load()
        if (stored.kind === 'none') await callHuman(advice.none, undefined)
        else if (stored.kind === 'unreadable') await callHuman(advice.unreadable, undefined)
        else if (refusals >= mostRefusals) await callHuman(advice.expired, stored.login.loginId)
        else {
          current = stored.login
          await connect(stored.login)
        }
      } catch (error) {
        log.error({ err: error, channel: 'zalo-personal' }, 'connection failed in an unforeseen way')
        await backOff()
      }
    }
  }

  return {
    start() {
      status = { state: 'connecting', detail: advice.connecting }
      running ??= run()
    },
    async stop() {
      stopping.abort()
      await connection?.close()
      await running
      status = { state: 'off' }
    },
    get connection() {
      return connection
    },
    get signedOut() {
      return status.state === 'needs-human'
    },
    get status() {
      return status
    },
    sessionLost() {
      refusals += 1
      connection?.cut('session-lost')
    },
    proved() {
      refusals = 0
      saveCookies()
    },
  }
}
