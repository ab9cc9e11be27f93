/** Puts messages of a thread in the order they were sent: zca-js decrypts side by side and hands over what is ready. */
import type { ReadMessage } from './read-message.ts'

/** By Zalo's clock, then by id (digits: the shorter one is the smaller number). */
export const bySending = (left: ReadMessage, right: ReadMessage): number =>
  left.ts - right.ts ||
  left.messageId.length - right.messageId.length ||
  (left.messageId < right.messageId ? -1 : left.messageId > right.messageId ? 1 : 0)

export interface Orderer {
  /** Takes what arrived, in any order. */
  add(messages: readonly ReadMessage[]): void
  /** Resolves when everything added so far has been handed on or given up. */
  settled(): Promise<void>
  /** True while something has not been handed on. */
  readonly busy: boolean
}

export interface OrdererOptions {
  /** How long a message waits for an earlier one that is still being decrypted. */
  readonly windowMs: number
  /** Settles when the message is durable. */
  readonly hand: (message: ReadMessage) => Promise<void>
  readonly onTrouble: (error: unknown) => void
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

/** Storage that refuses (full disk) is tried again; Zalo would not send the message a second time. */
const againMs = 5_000

export const createOrderer = (options: OrdererOptions): Orderer => {
  const { signal } = options
  const threads = new Map<string, ReadMessage[]>()
  const running = new Map<string, Promise<void>>()
  const pause = (ms: number): Promise<void> => options.delay(ms, signal).catch(() => undefined)

  const drain = async (thread: string): Promise<void> => {
    await pause(options.windowMs)
    for (;;) {
      const waiting = threads.get(thread)?.sort(bySending)
      const next = waiting?.[0]
      if (waiting === undefined || next === undefined) {
        // Here and not later: nothing may be added between looking and leaving.
        threads.delete(thread)
        running.delete(thread)
        return
      }
      try {
        await options.hand(next)
        waiting.splice(waiting.indexOf(next), 1)
      } catch (error) {
        options.onTrouble(error)
        // After the end nobody waits: what is left comes again with the history.
        if (signal.aborted) {
          threads.delete(thread)
          running.delete(thread)
          return
        }
        await pause(againMs)
      }
    }
  }

  return {
    add(messages) {
      for (const message of messages) {
        const thread = message.update.conversation
        const waiting = threads.get(thread)
        if (waiting === undefined) threads.set(thread, [message])
        else waiting.push(message)
        if (running.has(thread)) continue
        running.set(thread, drain(thread))
      }
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values())
    },
    get busy() {
      return running.size > 0
    },
  }
}
