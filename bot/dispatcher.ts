/**
 * From update to replies: claims it durably, finds the route, runs the handler and commits the claim, every change,
 * the session and the replies in one transaction. One conversation's updates run in order.
 */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Incoming, Outcome, Route, Services } from '../handlers/handler.ts'
import { type GroupCommit, isStorageTrouble } from '../storage/group-commit.ts'
import { moveConversation } from '../storage/move-conversation.ts'
import type { InboxRow } from '../storage/repositories/inbox.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import type { Channel, ConversationId, Update } from './chat.ts'
import { createExchange, type ExchangeOptions } from './exchange.ts'
import { scrub } from './log.ts'
import { maskUpdate } from './mask-update.ts'

export interface DispatcherOptions extends ExchangeOptions {
  readonly db: Kysely<Database>
  readonly commits: GroupCommit
  readonly routes: readonly Route[]
  /** Everything a handler may use besides what belongs to the message; asked anew for every message. */
  readonly services: (incoming: Incoming, repositories: Repositories, now: Date) => Services
  /** Fetches the file of an update into the evidence store; never throws. */
  readonly fetchFile: (update: Update) => Promise<NonNullable<Incoming['file']>>
  readonly refuseRole: (incoming: Incoming, route: Route, services: Services) => Outcome
  /** What people hear when a handler fails. */
  readonly apology: (incoming: Incoming | undefined) => string
  /** Resolves after `ms`; how long the dispatcher waits before it tries a locked or full disk again. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  /** Shows in a conversation that we are at work; never throws. */
  readonly typing?: (conversation: ConversationId) => Promise<void>
  /** New rows wait in the outbox for these conversations. */
  readonly onReplies: (conversations: readonly ConversationId[]) => void
  /** A handler approved content; the conversation's next message waits until this has brought it into use. */
  readonly onContentChanged?: () => Promise<void>
  /** A handler queued work for the report maker. */
  readonly onQueuedWork?: () => void
  readonly onHandled?: (event: {
    channel: Channel
    route: string
    outcome: 'done' | 'failed'
    ms: number
  }) => void
}

export interface Dispatcher {
  /** Settles once the update is in the inbox on disk (a repeat is dropped silently). Rejects when it can't be stored. */
  receive(update: Update): Promise<void>
  /** Takes up what an earlier run left unhandled. */
  replay(): Promise<void>
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>
  /** Resolves when nothing of this conversation is queued or running. */
  idleFor(conversation: ConversationId): Promise<void>
  /** Takes nothing new; resolves when what runs has finished. What is still queued stays in the inbox. */
  stop(): Promise<void>
  /** False while the database refuses work (disk full, locked). */
  healthy(): boolean
}

const page = 200
/** Work that takes longer than this is shown as typing, which channels take away again after about five seconds. */
const typingAfterMs = 800
const typingAgainMs = 4500

export const createDispatcher = (options: DispatcherOptions): Dispatcher => {
  const { db, commits, log, now } = options
  const exchange = createExchange(options)
  const queues = new Map<string, InboxRow[]>()
  const running = new Set<Promise<void>>()
  const draining = new Map<string, Promise<void>>()
  const waiting: { update: Update; resolve: () => void; reject: (error: unknown) => void }[] = []
  let claiming: Promise<void> | undefined
  /** While an earlier run's updates are taken up, what arrives waits behind them: a conversation must not overtake itself. */
  let behind: InboxRow[] | undefined
  const stopping = new AbortController()
  let troubled = false

  // Claims that arrive together share one commit: the disk is asked once.
  const claimWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, page)
      try {
        const claimed = await commits.run(async trx => {
          const { inbox } = createRepositories(trx)
          const ids: (number | undefined)[] = []
          for (const { update } of batch) ids.push(await inbox.claim(update, now()))
          return ids
        })
        troubled = false
        batch.forEach(({ update, resolve }, index) => {
          const id = claimed[index]
          if (id !== undefined) arrived({ id, conversation: update.conversation, attempts: 0, update })
          resolve()
        })
      } catch (error) {
        troubled = true
        log.error({ err: error, updates: batch.length }, 'updates could not be stored')
        for (const { reject } of batch) reject(error)
      }
    }
    claiming = undefined
  }

  const arrived = (row: InboxRow): void => {
    if (behind === undefined) enqueue(row)
    else behind.push(row)
  }

  const enqueue = (row: InboxRow): void => {
    const queue = queues.get(row.conversation)
    if (queue !== undefined) {
      queue.push(row)
      return
    }
    queues.set(row.conversation, [row])
    const work = drain(row.conversation).finally(() => {
      running.delete(work)
      if (draining.get(row.conversation) === work) draining.delete(row.conversation)
    })
    running.add(work)
    draining.set(row.conversation, work)
  }

  const drain = async (conversation: string): Promise<void> => {
    const queue = queues.get(conversation)
    let wait = 500
    while (queue !== undefined && queue.length > 0 && !stopping.signal.aborted) {
      const row = queue[0]
      if (row === undefined) break
      try {
        await handle(row)
        troubled = false
        wait = 500
        queue.shift()
      } catch (error) {
        // Storage trouble (full disk, lock): the row stays pending and is tried again, in order.
        troubled = true
        log.error({ err: error, inbox: row.id }, 'update not handled, will try again')
        await options.delay(wait, stopping.signal).catch(() => undefined)
        wait = Math.min(wait * 2, 60_000)
      }
    }
    queues.delete(conversation)
  }

  const handle = async (row: InboxRow): Promise<void> => {
    const started = performance.now()
    const { update } = row
    let incoming: Incoming | undefined
    let route: Route | undefined
    let contentChanged = false
    let queuedWork = false
    const working = new AbortController()
    void showWorking(update, working.signal)
    try {
      const file = await fetchIfWanted(update)
      const told = await commits.run(async trx => {
        const repositories = createRepositories(trx)
        if (!(await repositories.inbox.finish(row.id, now(), update))) return []
        if (update.content.kind === 'left') {
          await repositories.contacts.markGone(update.conversation, now())
          return []
        }
        if (update.content.kind === 'moved') {
          await moveConversation(repositories, update.conversation, update.content.to, now())
          return [update.content.to]
        }
        incoming = await exchange.load(update, repositories, file)
        route = options.routes.find(candidate => incoming !== undefined && candidate.accepts(incoming))
        if (route === undefined) return []
        const services = options.services(incoming, repositories, now())
        const allowed = route.roles === undefined || route.roles.includes(incoming.contact.role)
        const outcome = allowed
          ? await route.handle(incoming, services)
          : options.refuseRole(incoming, route, services)
        contentChanged = outcome.contentChanged === true
        queuedWork = outcome.queuedWork === true
        return await exchange.keep({ id: row.id, incoming, outcome }, repositories)
      })
      options.onReplies(told)
      if (contentChanged) await options.onContentChanged?.()
      if (queuedWork) options.onQueuedWork?.()
      options.onHandled?.({
        channel: update.channel,
        route: route?.name ?? 'none',
        outcome: 'done',
        ms: performance.now() - started,
      })
    } catch (error) {
      if (isStorageTrouble(error)) throw error
      log.error({ err: error, inbox: row.id, route: route?.name, channel: update.channel }, 'handler failed')
      await apologise(row, incoming, error)
      options.onHandled?.({
        channel: update.channel,
        route: route?.name ?? 'none',
        outcome: 'failed',
        ms: performance.now() - started,
      })
    } finally {
      working.abort()
    }
  }

  const showWorking = async (
    { channel, conversation, addressed }: Update,
    done: AbortSignal,
  ): Promise<void> => {
    if (!addressed || options.typing === undefined || !options.capabilities(channel).typing) return
    for (let wait = typingAfterMs; ; wait = typingAgainMs) {
      await options.delay(wait, done).catch(() => undefined)
      if (done.aborted) return
      await options.typing(conversation)
    }
  }

  /** The transaction of the failed handler is gone; the apology has one of its own. */
  const apologise = async (row: InboxRow, incoming: Incoming | undefined, error: unknown): Promise<void> => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    await commits.run(async trx => {
      const { inbox, outbox } = createRepositories(trx)
      await inbox.fail(row.id, scrub(reason), now(), maskUpdate(row.update))
      if (row.update.addressed) {
        await outbox.add(row.update.conversation, [{ text: options.apology(incoming) }], {
          now: now(),
          origin: `inbox:${row.id}`,
        })
      }
    })
    options.onReplies([row.update.conversation])
  }

  const fetchIfWanted = async (update: Update): Promise<Incoming['file']> => {
    if (update.content.kind !== 'file') return undefined
    const incoming = await exchange.glance(update, createRepositories(db))
    const route = options.routes.find(candidate => candidate.accepts(incoming))
    if (route?.wantsFile?.(incoming) !== true) return undefined
    if (route.roles !== undefined && !route.roles.includes(incoming.contact.role)) return undefined
    return await options.fetchFile(update)
  }

  return {
    receive: update =>
      stopping.signal.aborted
        ? Promise.reject(new Error('the dispatcher has stopped'))
        : new Promise((resolve, reject) => {
            waiting.push({ update, resolve, reject })
            claiming ??= Promise.resolve().then(claimWaiting)
          }),

    async replay() {
      const { inbox } = createRepositories(db)
      behind = []
      let after = 0
      try {
        while (!stopping.signal.aborted) {
          const rows = await inbox.pending(after, page, now())
          if (rows.length === 0) break
          for (const row of rows) enqueue(row)
          after = rows.at(-1)?.id ?? after
          // What arrived meanwhile lies in the same table: these pages come to it in its turn.
          behind = behind.filter(({ id }) => id > after)
          // A page at a time: a long backlog must not fill the memory.
          await Promise.all(running)
        }
      } finally {
        const left = behind
        behind = undefined
        for (const row of left) enqueue(row)
      }
    },

    async idle() {
      while (claiming !== undefined || running.size > 0) await Promise.all([claiming, ...running])
    },

    async idleFor(conversation) {
      await draining.get(conversation)
    },

    async stop() {
      await claiming
      stopping.abort()
      await Promise.all(running)
    },

    healthy: () => !troubled,
  }
}
