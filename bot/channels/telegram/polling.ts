/**
 * Long polling in which nothing is confirmed before it is ours: the runner asks for the next batch, and so confirms the
 * last one, only when every update of it is in the inbox. (The runner's own sink confirms first: telegram.md 2.3.)
 */
import { createRunner, createSource, type UpdateSupplier } from '@grammyjs/runner'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'

export interface PollingOptions {
  readonly api: Api
  readonly allowed: readonly ('message' | 'callback_query' | 'my_chat_member')[]
  /** Seconds Telegram holds an empty poll. */
  readonly holdSeconds: number
  /** Settles when the update is in the inbox; rejects when it can't be stored now. */
  readonly take: (raw: unknown) => Promise<void>
  /** A poll failed; says how long to wait, in milliseconds. */
  readonly onFailure: (error: unknown) => number
  /** A batch came (or a hold ended empty). */
  readonly onSuccess: () => void
  /** Updates could not be stored; says how long to wait, in milliseconds. */
  readonly onFull: (error: unknown) => number
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
}

/** An empty answer that comes sooner than this was not held. */
const hurriedMs = 200
const unheldMs = 1000

/** @returns what stops it; resolves when the last update taken is stored */
export const startPolling = (options: PollingOptions): { stop(): Promise<void> } => {
  const { api } = options
  const stopping = new AbortController()
  const pause = (ms: number): Promise<void> => options.delay(ms, stopping.signal).catch(() => undefined)
  let offset: number | undefined
  // The first poll, and the first after trouble, is not held: it tells at once whether we are connected.
  let hold = false

  const supply: UpdateSupplier<Update>['supply'] = async (_batch, signal) => {
    for (;;) {
      const asked = performance.now()
      try {
        const updates = await api.getUpdates(
          {
            limit: 100,
            timeout: hold ? options.holdSeconds : 0,
            allowed_updates: options.allowed,
            ...(offset === undefined ? {} : { offset }),
          },
          signal,
        )
        options.onSuccess()
        // Nothing is left unconfirmed now. Ids start anew at random after a quiet week, maybe below the old offset.
        if (updates.length === 0) {
          offset = undefined
          // A server that does not hold polls must not be asked without end.
          if (hold && performance.now() - asked < hurriedMs) await pause(unheldMs)
        }
        hold = true
        return updates
      } catch (error) {
        hold = false
        if (stopping.signal.aborted) throw error
        await pause(options.onFailure(error))
        if (stopping.signal.aborted) throw error
      }
    }
  }

  const store = async (updates: readonly { update_id: number }[]): Promise<void> => {
    for (;;) {
      const results = await Promise.allSettled(updates.map(update => options.take(update)))
      const failed = results.find(result => result.status === 'rejected')
      if (failed === undefined) break
      // Not stored, so not confirmed: what was stored of the batch is a known repeat next time.
      await pause(options.onFull(failed.reason))
      if (stopping.signal.aborted) return
    }
    const last = updates.at(-1)
    if (last !== undefined) offset = last.update_id + 1
  }

  const runner = createRunner(createSource({ supply }), {
    handle: async updates => {
      await store(updates)
      return Number.POSITIVE_INFINITY
    },
    size: () => 0,
    snapshot: () => [],
  })
  runner.start()
  return {
    async stop() {
      stopping.abort()
      await runner.stop()
    },
  }
}
