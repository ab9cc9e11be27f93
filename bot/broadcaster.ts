/**
 * Sends approved notices in slices: lists each person once as a recipient, feeds the outbox no faster than channels take it,
 * keeps quiet hours, and reports. Every step is one transaction, so that a crash at any instant repeats none.
 */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type QuietHours, quietHoursKey, quietHoursOf, quietUntil } from '../content/quiet-hours.ts'
import type { ChannelRules } from '../handlers/handler.ts'
import type { GroupCommit } from '../storage/group-commit.ts'
import type { Reach } from '../storage/repositories/audience.ts'
import type { OutcomeCount } from '../storage/repositories/broadcast-recipients.ts'
import { type Broadcast, originOfBroadcast } from '../storage/repositories/broadcasts.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { pieces } from './channels/render.ts'
import type { Capabilities, Channel, ChannelAdapter, ConversationId, Locale, Reply } from './chat.ts'

export interface BroadcasterOptions {
  readonly db: Kysely<Database>
  readonly commits: GroupCommit
  readonly adapters: () => ReadonlyMap<Channel, ChannelAdapter>
  readonly now: () => Date
  readonly wake: (conversations: readonly ConversationId[]) => void
  readonly log: Logger
  /** The notice as a person of this language reads it. */
  readonly render: (broadcast: Broadcast, locale: Locale) => Reply
  /** Whether its approval still holds; else tells those who can approve it anew. @returns those who were told, or nothing */
  readonly recheck: (
    broadcast: Broadcast,
    repositories: Repositories,
  ) => Promise<ConversationId[] | undefined>
  /** Tells author and approver how it went. @returns their conversations */
  readonly report: (
    broadcast: Broadcast,
    outcome: readonly OutcomeCount[],
    repositories: Repositories,
  ) => Promise<ConversationId[]>
}

export interface Broadcaster {
  /** Does what can be done now; called every few seconds. Steps never overlap. */
  step(): Promise<void>
}

/** People listed in one transaction. */
const listedAtOnce = 200
/** Messages put into the outbox in one transaction: answers may have to wait for it. */
const fedAtOnce = 50
/** The outbox holds as much of a broadcast as its channel sends in this time: the rest can still be stopped or put off. */
const aheadSeconds = 10
const mostAhead = 400
/** What could not go out this long after the last slice is given up: later it would only confuse. */
const patienceMs = 36 * 60 * 60 * 1000

/** The channels that are on, for choosing one for each person, and what each permits. */
export const reachesOf = (adapters: ReadonlyMap<Channel, ChannelAdapter>): (Reach & ChannelRules)[] =>
  [...adapters.values()].flatMap(adapter => {
    const { channel, capabilities } = adapter
    const { state } = adapter.status()
    if (state === 'off') return []
    return [
      {
        channel,
        windowHours: capabilities.windowHours,
        rank: state === 'needs-human' ? 2 : capabilities.pull === true ? 1 : 0,
        pull: capabilities.pull === true,
        monthlyMessages: capabilities.monthlyMessages,
        perSecond: capabilities.pace.perSecond,
      },
    ]
  })

const aheadOf = ({ pace }: Capabilities): number =>
  Math.min(mostAhead, Math.max(fedAtOnce, Math.ceil(pace.perSecond * aheadSeconds)))

export const createBroadcaster = (options: BroadcasterOptions): Broadcaster => {
  const { db, commits, now, log } = options
  const repositories = createRepositories(db)
  let stepping: Promise<void> | undefined

  const run = <T>(work: (own: Repositories) => Promise<T>): Promise<T> =>
    commits.run(trx => work(createRepositories(trx)))

  /** The row as it is inside the transaction; undefined once it has been cancelled. */
  const underWay = async (id: number, own: Repositories): Promise<Broadcast | undefined> => {
    const row = await own.broadcasts.byId(id)
    return row?.state === 'sending' ? row : undefined
  }

  const begin = async ({ id }: Broadcast): Promise<boolean> => {
    const told = await run(async own => {
      const row = await own.broadcasts.byId(id)
      if (row?.state !== 'approved' || row.dueAt === null || row.dueAt > now()) return []
      const refused = await options.recheck(row, own)
      if (refused !== undefined) {
        await own.broadcasts.giveBack(id, 'proposed')
        return refused
      }
      await own.broadcasts.start(id, now())
      await own.audit.add({ actor: 'scheduler', action: 'notice.start', subject: `notice:${id}` }, now())
      return undefined
    })
    if (told !== undefined) options.wake(told)
    return told === undefined
  }

  const list = async (id: number): Promise<void> => {
    for (let more = true; more; )
      more = await run(async own => {
        const row = await underWay(id, own)
        if (row === undefined || row.audience === null || row.listedAt !== null) return false
        const people = await own.audience.page(
          row.audience,
          row.cursor,
          listedAtOnce,
          reachesOf(options.adapters()),
          now(),
        )
        await own.broadcasts.list(id, people, people.at(-1)?.person ?? row.cursor)
        if (people.length < listedAtOnce) await own.broadcasts.noteListed(id, now())
        return people.length === listedAtOnce
      })
  }

  /** @returns whether there may be more for this channel */
  const feedSlice = async (id: number, channel: Channel, most: number): Promise<boolean> => {
    const told = await run(async own => {
      const row = await underWay(id, own)
      if (row === undefined || row.audience === null) return undefined
      const waiting = await own.broadcasts.waiting(id, channel, most)
      const persons = waiting.flatMap(({ person }) => (person === null ? [] : [person]))
      const reached = new Map(
        (await own.audience.stillWanting(row.audience, persons, reachesOf(options.adapters()), now())).map(
          way => [way.person, way],
        ),
      )
      const conversations: ConversationId[] = []
      for (const recipient of waiting) {
        const way = recipient.person === null ? undefined : reached.get(recipient.person)
        const capabilities = way && options.adapters().get(way.channel)?.capabilities
        if (way === undefined || way.trouble !== undefined || capabilities === undefined) {
          await own.broadcasts.skip(
            recipient.id,
            way === undefined ? 'stopped' : (way.trouble ?? 'channel-off'),
          )
          continue
        }
        const messages = pieces(options.render(row, way.locale), capabilities, '').map(reply => ({
          ...reply,
          priority: 'broadcast' as const,
        }))
        const [first] = await own.outbox.add(way.conversation, messages, {
          now: now(),
          origin: originOfBroadcast(id),
        })
        if (first === undefined) throw new Error('a notice without a message')
        await own.broadcasts.noteQueued(recipient.id, way, first)
        conversations.push(way.conversation)
      }
      return { conversations, more: waiting.length === most }
    })
    options.wake(told?.conversations ?? [])
    return told?.more ?? false
  }

  const feed = async (id: number): Promise<void> => {
    for (const channel of await repositories.broadcasts.waitingChannels(id)) {
      const capabilities = options.adapters().get(channel)?.capabilities
      // A channel switched off meanwhile: its people are looked at once more, and reached elsewhere or counted.
      const ahead = capabilities === undefined ? mostAhead : aheadOf(capabilities)
      let room = ahead - ((await repositories.outbox.broadcastsWaiting()).get(channel) ?? 0)
      for (let more = true; more && room > 0; room -= fedAtOnce)
        more = await feedSlice(id, channel, Math.min(fedAtOnce, room))
    }
  }

  /** Who was refused on one channel is tried on another of theirs, once. @returns whether there are some */
  const tryElsewhere = (id: number): Promise<boolean> =>
    run(async own => {
      const row = await underWay(id, own)
      if (row === undefined || row.audience === null) return false
      const refused = await own.broadcasts.refused(id, listedAtOnce)
      const ways = new Map(
        (
          await own.audience.stillWanting(
            row.audience,
            refused.map(({ person }) => person),
            reachesOf(options.adapters()),
            now(),
          )
        ).map(way => [way.person, way]),
      )
      let some = false
      for (const { id: recipient, person, channel } of refused) {
        const way = ways.get(person)
        const other = way?.trouble === undefined && way?.channel !== channel ? way?.channel : undefined
        await own.broadcasts.tryElsewhere(recipient, other)
        some ||= other !== undefined
      }
      return some || refused.length === listedAtOnce
    })

  /** Closes it when everybody has been served, or nothing moves any more. */
  const settle = async (id: number): Promise<void> => {
    const told = await run(async own => {
      const row = await underWay(id, own)
      if (row === undefined || row.listedAt === null) return []
      const origin = originOfBroadcast(id)
      if (now().getTime() - row.listedAt.getTime() > patienceMs) {
        await own.broadcasts.skipWaiting({ notice: id }, 'expired')
        await own.outbox.withdraw(origin, 'expired', now())
      }
      if ((await own.broadcasts.waitingChannels(id)).length > 0 || (await own.outbox.isWaiting(origin)))
        return []
      // Refused meanwhile: they may have another channel.
      if ((await own.broadcasts.refused(id, 1)).length > 0) return []
      const outcome = await own.broadcasts.outcome(id)
      await own.broadcasts.finish(id, outcome, now())
      await own.audit.add(
        { actor: 'scheduler', action: 'notice.finish', subject: `notice:${id}`, detail: { outcome } },
        now(),
      )
      log.info({ notice: id, outcome }, 'notice sent')
      return await options.report(row, outcome, own)
    })
    options.wake(told)
  }

  const work = async (): Promise<void> => {
    const active = await repositories.broadcasts.active()
    if (active.length === 0) return
    const hours: QuietHours = quietHoursOf(await repositories.settings.get(quietHoursKey))
    for (const item of active) {
      const quiet = quietUntil(now(), hours)
      if (item.state === 'approved') {
        const due = item.dueAt !== null && item.dueAt <= now() && quiet === undefined
        if (!due || !(await begin(item))) continue
      }
      if (quiet === undefined) {
        await list(item.id)
        await feed(item.id)
      } else await run(own => own.outbox.postpone(originOfBroadcast(item.id), quiet))
      if (quiet === undefined && (await tryElsewhere(item.id))) await feed(item.id)
      await settle(item.id)
    }
  }

  return {
    step() {
      stepping ??= work().finally(() => {
        stepping = undefined
      })
      return stepping
    },
  }
}
