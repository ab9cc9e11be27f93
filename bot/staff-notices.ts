/** Tells the ward's leads and admins, on a channel that works, what a channel could not do: nothing fails in silence. */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Translate } from '../content/locales.ts'
import { clockOf, dayOf, showDay } from '../content/vietnam-time.ts'
import type { OutboxRow } from '../storage/repositories/outbox.ts'
import { createRepositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import {
  type Channel,
  type ChannelAdapter,
  type Contact,
  type ConversationId,
  channelOf,
  type Locale,
  nativeOf,
  plain,
  senderId,
} from './chat.ts'

export interface StaffNoticesOptions {
  readonly db: Kysely<Database>
  readonly speak: (locale: Locale) => Translate
  /** Channels that are on. */
  readonly adapters: () => ReadonlyMap<Channel, ChannelAdapter>
  readonly now: () => Date
  readonly wake: (conversations: readonly ConversationId[]) => void
}

export interface StaffNotices {
  /** A reply was given up because its window or quota was over: who waits, since when, what to do. Once a day each. */
  undelivered(row: OutboxRow, reason: string): Promise<void>
  /** Looks at every channel; tells once when one needs a person or has long been without a connection, and once when it works. */
  watch(): Promise<void>
  /** The program starts: notes since when it was not running. */
  begin(): Promise<void>
  /** It runs: called every minute. After a long stop it tells, once the messages of that time have been handled. */
  beat(): Promise<void>
}

const origin = 'staff-notice'
/** A connection that comes and goes within this time is nobody's business. */
const patienceMs = 10 * 60 * 1000
/** A shorter stop is a restart. */
const longStopMs = 15 * 60 * 1000
/** Channels hand over what they kept for us in this time. */
const catchUpMs = 60 * 1000
const heartbeatKey = 'heartbeat'
const stopKey = 'stopped'
const stopSchema = z.object({ from: z.iso.datetime(), to: z.iso.datetime() })
/** What admins have been told of a channel; kept across restarts so that it is told once. */
const troubleKey = (channel: Channel): string => `channel-trouble:${channel}`

export const createStaffNotices = (options: StaffNoticesOptions): StaffNotices => {
  const { db, now } = options
  const repositories = createRepositories(db)
  /** Since when a channel has been connecting or half working. */
  const shaky = new Map<Channel, Date>()

  /** Each person once, on the first of their channels that is not the one in trouble. */
  const audience = async (
    trouble: Channel | undefined,
    roles: readonly ('lead' | 'admin')[],
  ): Promise<Contact[]> => {
    const on = options.adapters()
    const seen = new Set<number>()
    return (await repositories.contacts.withRole(roles)).filter(({ sender, person }) => {
      const channel = channelOf(sender)
      const state = on.get(channel)?.status().state
      const usable = channel !== trouble && state !== undefined && state !== 'off' && state !== 'needs-human'
      if (!usable || seen.has(person)) return false
      seen.add(person)
      return true
    })
  }

  const tell = async (people: readonly Contact[], words: (t: Translate) => string): Promise<void> => {
    for (const { conversation, locale } of people)
      await repositories.outbox.add(
        conversation,
        [{ text: words(options.speak(locale)), priority: 'notice' }],
        { now: now(), origin },
      )
    options.wake(people.map(({ conversation }) => conversation))
  }

  const untoldStop = async (): Promise<z.infer<typeof stopSchema> | undefined> => {
    const stored = await repositories.settings.get(stopKey)
    return stored === undefined ? undefined : stopSchema.safeParse(JSON.parse(stored)).data
  }

  /** @returns true the first time today */
  const firstToday = async (what: string): Promise<boolean> => {
    const key = `told:${what}`
    const today = dayOf(now())
    if ((await repositories.settings.get(key)) === today) return false
    await repositories.settings.set(key, today, now())
    return true
  }

  return {
    async undelivered(row, reason) {
      if (reason !== 'window-closed' && reason !== 'quota') return
      const channel = channelOf(row.conversation)
      // Broadcasts are counted where they are sent.
      if (row.priority > 1) return
      const person = await repositories.contacts.bySender(senderId(channel, nativeOf(row.conversation)))
      // Those who would be told: a notice about a notice would never end.
      if (person?.role === 'lead' || person?.role === 'admin') return
      if (!(await firstToday(reason === 'quota' ? `quota:${channel}` : `window:${row.conversation}`))) return
      const last = (await repositories.windows.of(row.conversation))?.lastAt
      const when =
        last === undefined || last.getTime() === 0 ? '-' : `${clockOf(last)} ${showDay(dayOf(last))}`
      const name = plain(person?.name ?? `…${nativeOf(row.conversation).slice(-4)}`)
      await tell(await audience(channel, ['lead', 'admin']), t =>
        t(`staff-notice.${reason}`, { name, when, channel: t(`link.channels.${channel}`) }),
      )
    },

    async watch() {
      for (const [channel, adapter] of options.adapters()) {
        const { state, detail } = adapter.status()
        const half = state === 'connecting' || state === 'degraded'
        const since = half ? (shaky.get(channel) ?? now()) : undefined
        if (since === undefined) shaky.delete(channel)
        else shaky.set(channel, since)
        const told = await repositories.settings.get(troubleKey(channel))
        const trouble =
          state === 'needs-human'
            ? 'needs-human'
            : since !== undefined && now().getTime() - since.getTime() > patienceMs
              ? 'shaky'
              : undefined
        // A restart or a moment's connecting is no recovery.
        const news = trouble ?? (told !== undefined && !half ? 'works-again' : undefined)
        if (news === undefined || news === told) continue
        const people = await audience(channel, ['admin'])
        await tell(people, t =>
          t(`staff-notice.${news}`, {
            channel: t(`link.channels.${channel}`),
            detail: plain(detail ?? ''),
            since: since === undefined ? '' : clockOf(since),
          }),
        )
        if (news === 'works-again') await repositories.settings.remove(troubleKey(channel))
        // Nobody to tell it to now: perhaps in a minute another channel works.
        else if (people.length > 0) await repositories.settings.set(troubleKey(channel), news, now())
      }
    },

    async begin() {
      const at = now()
      const last = z.iso.datetime().safeParse(await repositories.settings.get(heartbeatKey))
      await repositories.settings.set(heartbeatKey, at.toISOString(), at)
      if (!last.success || at.getTime() - new Date(last.data).getTime() <= longStopMs) return
      const untold = await untoldStop()
      const stop = { from: untold?.from ?? last.data, to: at.toISOString() }
      await repositories.settings.set(stopKey, JSON.stringify(stop), at)
    },

    async beat() {
      const at = now()
      await repositories.settings.set(heartbeatKey, at.toISOString(), at)
      const stop = await untoldStop()
      if (stop === undefined || at.getTime() - new Date(stop.to).getTime() < catchUpMs) return
      const people = await audience(undefined, ['admin'])
      if (people.length === 0) return
      const count = await repositories.inbox.handledLate(new Date(stop.to))
      const show = (time: string): string => `${clockOf(new Date(time))} ${showDay(dayOf(new Date(time)))}`
      await tell(people, t =>
        t(count === 0 ? 'staff-notice.stopped-quiet' : 'staff-notice.stopped', {
          from: show(stop.from),
          to: show(stop.to),
          n: count,
        }),
      )
      await repositories.settings.remove(stopKey)
    },
  }
}
