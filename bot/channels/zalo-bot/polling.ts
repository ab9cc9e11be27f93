/**
 * Asks the Bot Platform for updates. An update is gone once it was read (there is no offset), so the next one is asked
 * for only when this one is in the inbox: a crash loses at most one.
 */
import type { Logger } from 'pino'
import { DeliveryError } from '../../chat.ts'
import { type BotApi, BotError, isTokenTrouble } from './api.ts'

export interface PollingOptions {
  readonly api: BotApi
  /** Settles once the update is durable. */
  readonly take: (update: unknown) => Promise<void>
  readonly onState: (state: 'connected' | 'degraded' | 'needs-human') => void
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Seconds the platform holds an empty poll. */
  readonly holdSeconds: number
  /** A poll under way when we stop may hold an update: it is waited for so long, then cut off. */
  readonly lastPollMs: number
  readonly log: Logger
}

const storeAgainMs = 1_000
const firstPauseMs = 1_000
const longestPauseMs = 60_000
/** Nobody can repair a token in less. */
const tokenPauseMs = 5 * 60 * 1000
const limitPauseMs = 60_000
export interface Polling {
  stop(): Promise<void>
}

export const startPolling = (options: PollingOptions): Polling => {
  const { api, log, delay } = options
  const stopping = new AbortController()
  const cutOff = new AbortController()
  const pause = (ms: number): Promise<void> => delay(ms, stopping.signal).catch(() => undefined)

  /** Read means gone on their side: it is offered to the inbox until the inbox has it. */
  const store = async (update: unknown): Promise<void> => {
    for (;;) {
      try {
        return await options.take(update)
      } catch (error) {
        log.error({ err: error, channel: 'zalo-bot' }, 'update not stored, will try again')
        if (stopping.signal.aborted) return
        await pause(storeAgainMs)
      }
    }
  }

  const waitAfter = (error: unknown, failures: number): number => {
    if (isTokenTrouble(error)) {
      options.onState('needs-human')
      return tokenPauseMs
    }
    options.onState('degraded')
    if (error instanceof BotError && error.code === 429) return limitPauseMs
    return Math.min(firstPauseMs * 2 ** failures, longestPauseMs)
  }

  const run = async (): Promise<void> => {
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        const update = await api.getUpdate(options.holdSeconds, cutOff.signal)
        failures = 0
        options.onState('connected')
        if (update !== undefined && update !== null) await store(update)
      } catch (error) {
        if (cutOff.signal.aborted) return
        // A poll without an answer in time is an idle poll on a poor line.
        if (error instanceof DeliveryError) log.info({ err: error, channel: 'zalo-bot' }, 'poll failed')
        else log.warn({ err: error, channel: 'zalo-bot' }, 'poll refused')
        const wait = waitAfter(error, failures)
        failures += 1
        await pause(wait)
      }
    }
  }
  const running = run()

  return {
    async stop() {
      stopping.abort()
      const patience = setTimeout(() => cutOff.abort(), options.lastPollMs)
      await running
      clearTimeout(patience)
    },
  }
}
