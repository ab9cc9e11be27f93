/** Delivers the outbox: in order per conversation, at each channel's pace; retries what may succeed, gives up in the open. */

import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { maskPersonal } from '../content/personal-data.ts'
import type { GroupCommit } from '../storage/group-commit.ts'
import { moveConversation } from '../storage/move-conversation.ts'
import { expired, type OutboxRow } from '../storage/repositories/outbox.ts'
import { createRepositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import {
  type Channel,
  type ChannelAdapter,
  type ConversationId,
  channelOf,
  DeliveryError,
  type DeliveryFailure,
  type Reply,
} from './chat.ts'
import { createPaceKeeper } from './pace.ts'

export interface OutboxSenderOptions {
  readonly db: Kysely<Database>
  readonly commits: GroupCommit
  readonly adapter: (channel: Channel) => ChannelAdapter | undefined
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  /** A row has left for good, delivered or given up: what only existed for it may go. */
  readonly onGone?: (row: OutboxRow) => void
  readonly onSent?: (event: { channel: Channel; result: 'sent' | 'retry' | 'dead'; ms: number }) => void
  /** A reply was given up: the admin hears of it. */
  readonly onDead?: (row: OutboxRow, reason: string) => void
  /** The reply as it goes out: what is stored sealed becomes readable here and nowhere else. */
  readonly readable?: (reply: Reply) => Reply
  /** Said before a text that may have arrived already: its first try broke off half way. */
  readonly repeatNote?: string
}

export interface OutboxSender {
  start(): void
  /** There is something new for these conversations. */
  wake(conversations: readonly ConversationId[]): void
  /** Resolves when nothing that is due now is left undelivered. */
  idle(): Promise<void>
  /** Resolves when nothing of this conversation is being delivered. */
  idleFor(conversation: ConversationId): Promise<void>
  /** Lets messages under way finish; the rest stays in the outbox. */
  stop(): Promise<void>
}

/** Passing trouble is tried this long after a reply was written (a day: later it would only confuse). */
const patienceMs = 24 * 60 * 60 * 1000
const sweepMs = 5_000
/** Unexpected errors of an adapter are tried this often. */
const maxAttempts = 8
/** The priority of what goes to many. */
const broadcast = 2

const backoffMs = (attempts: number): number => Math.min(1000 * 2 ** attempts, 5 * 60 * 1000)

export const createOutboxSender = (options: OutboxSenderOptions): OutboxSender => {
  const { db, now, log } = options
  const repositories = createRepositories(db)
  const active = new Map<ConversationId, Promise<void>>()
  const again = new Set<ConversationId>()
  const stopping = new AbortController()
  const pace = createPaceKeeper({
    now: () => now().getTime(),
    delay: options.delay,
    signal: stopping.signal,
  })
  let sweeping: Promise<void> | undefined

  const begin = (trx: Kysely<Database>, id: number): Promise<boolean> =>
    createRepositories(trx).outbox.begin(id)

  const pause = (ms: number): Promise<void> => options.delay(ms, stopping.signal).catch(() => undefined)

  const deliverAll = async (conversation: ConversationId): Promise<void> => {
    again.delete(conversation)
    const adapter = options.adapter(channelOf(conversation))
    if (adapter === undefined) return
    while (!stopping.signal.aborted) {
      again.delete(conversation)
      const row = await repositories.outbox.head(conversation)
      if (row === undefined) {
        if (again.has(conversation)) continue
        return
      }
      // Far-off retries are left to the sweep; near ones are waited for here, so that order is kept.
      const early = row.dueAt.getTime() - now().getTime()
      if (early > sweepMs) return
      if (early > 0) {
        await pause(early)
        continue
      }
      const turn = await pace.turn(adapter.channel, conversation, adapter.capabilities.pace, row.priority)
      if (turn === 'stopped') return
      if (turn === 'recalled') continue
      try {
        // After a wait something more urgent may be due, or nothing any more.
        const due = turn === 'now' ? row : await repositories.outbox.head(conversation)
        if (due === undefined || due.dueAt.getTime() > now().getTime()) continue
        const result = await deliver(adapter, due)
        if (result !== 'retry' && !due.more && !again.has(conversation)) return
      } finally {
        pace.done(adapter.channel)
      }
    }
  }

  const deliver = async (adapter: ChannelAdapter, row: OutboxRow): Promise<'sent' | 'retry' | 'dead'> => {
    const { until } = row.reply
    if (until !== undefined && now() >= new Date(until)) {
      const reason = row.failure === 'unknown' ? row.failure : expired
      await repositories.outbox.giveUp(row.id, reason, now())
      options.onDead?.(row, reason)
      options.onGone?.(row)
      return 'dead'
    }
    // An answer people repeat themselves; what goes to many must not come twice without a word.
    if (row.priority === broadcast && !(await options.commits.run(trx => begin(trx, row.id)))) return 'retry'
    const started = performance.now()
    const report = <R extends 'sent' | 'retry' | 'dead'>(result: R): R => {
      options.onSent?.({ channel: adapter.channel, result, ms: performance.now() - started })
      return result
    }
    try {
      const { messageRef } = await adapter.send(row.conversation, marked(row))
      await options.commits.run(trx =>
        createRepositories(trx).outbox.sent(row.id, messageRef, now(), keptOf(row.reply)),
      )
      options.onGone?.(row)
      return report('sent')
    } catch (error) {
      const failure: DeliveryFailure | undefined = error instanceof DeliveryError ? error.failure : undefined
      log.warn(
        { err: error, outbox: row.id, channel: adapter.channel, failure: failure?.reason },
        'reply not delivered',
      )
      const result = await settle(adapter, row, failure)
      if (result === 'dead') options.onGone?.(row)
      return report(result)
    }
  }

  const marked = (row: OutboxRow): Reply => {
    const reply = options.readable?.(row.reply) ?? row.reply
    return repeated({ failure: row.failure, reply })
  }

  /** What an officer wrote to one person was theirs to read once: a number in it is not kept. Undefined: all of it stays. */
  const keptOf = (reply: Reply): Reply | undefined => {
    const { text, found } = maskPersonal(reply.text)
    return found.length === 0 ? undefined : { ...reply, text }
  }

  /** An edit may safely be made twice; a second copy of a message says what it is. */
  const repeated = ({ failure, reply }: Pick<OutboxRow, 'failure' | 'reply'>): Reply =>
    failure === 'unknown' && options.repeatNote !== undefined && reply.edit === undefined
      ? { ...reply, repeatOf: reply.text, text: `${options.repeatNote}\n\n${reply.text}`.trim() }
      : reply

  const settle = async (
    adapter: ChannelAdapter,
    row: OutboxRow,
    failure: DeliveryFailure | undefined,
  ): Promise<'retry' | 'dead'> => {
    const at = now()
    const retry = async (ms: number, reason: string): Promise<'retry'> => {
      await repositories.outbox.retry(row.id, reason, new Date(at.getTime() + ms))
      return 'retry'
    }
    const giveUp = async (reason: string): Promise<'dead'> => {
      await repositories.outbox.giveUp(row.id, reason, at)
      options.onDead?.(row, reason)
      return 'dead'
    }
    if (failure === undefined) {
      return row.attempts + 1 >= maxAttempts
        ? await giveUp('error')
        : await retry(backoffMs(row.attempts), 'error')
    }
    switch (failure.reason) {
      case 'rate-limited':
        pace.hold(adapter.channel, row.conversation, failure.retryAfterSeconds * 1000)
        return await retry(failure.retryAfterSeconds * 1000, failure.reason)
      case 'unavailable':
      case 'unknown':
        return at.getTime() - row.createdAt.getTime() > patienceMs
          ? await giveUp(failure.reason)
          : await retry(backoffMs(row.attempts), failure.reason)
      case 'signed-out':
        // Kept until a person has signed the channel in again.
        return await retry(60_000, failure.reason)
      case 'moved':
        await moveConversation(repositories, row.conversation, failure.to, at)
        wake([failure.to])
        return 'retry'
      case 'blocked':
      case 'not-found':
        await repositories.contacts.markGone(row.conversation, at)
        return await giveUp(failure.reason)
      case 'window-closed':
      case 'quota':
      case 'refused':
        return await giveUp(failure.reason)
      default:
        return failure satisfies never
    }
  }

  const wake = (conversations: readonly ConversationId[]): void => {
    for (const conversation of conversations) {
      again.add(conversation)
      if (stopping.signal.aborted || active.has(conversation)) continue
      const work: Promise<void> = deliverAll(conversation)
        .catch(error => log.error({ err: error }, 'outbox could not be read'))
        .finally(() => {
          active.delete(conversation)
          if (again.has(conversation) && !stopping.signal.aborted) wake([conversation])
        })
      active.set(conversation, work)
    }
  }

  const sweep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const rows = await repositories.outbox.heads(500)
        wake(
          rows.filter(row => row.dueAt.getTime() - now().getTime() <= sweepMs).map(row => row.conversation),
        )
      } catch (error) {
        log.error({ err: error }, 'outbox could not be read')
      }
      await pause(sweepMs)
    }
  }

  return {
    start() {
      sweeping ??= sweep()
    },
    wake(conversations) {
      // An answer must not stand in line for a broadcast to the same person.
      for (const conversation of conversations)
        if (active.has(conversation)) pace.recall(channelOf(conversation), conversation)
      wake(conversations)
    },
    async idle() {
      while (active.size > 0) await Promise.all(active.values())
    },
    async idleFor(conversation) {
      await active.get(conversation)
    },
    async stop() {
      stopping.abort()
      await Promise.all([sweeping, ...active.values()])
    },
  }
}
