/** Tells the ward's leads and admins, on a channel that works, what a channel could not do: nothing fails in silence. */
import type { Kysely } from 'kysely'
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
  /** Looks at every channel; tells when one begins to need a person, and when it works again. */
  watch(): Promise<void>
}

const origin = 'staff-notice'

export const createStaffNotices = (options: StaffNoticesOptions): StaffNotices => {
  const { db, now } = options
  const repositories = createRepositories(db)
  const needing = new Map<Channel, boolean>()

  /** Each person once, on the first of their channels that is not the one in trouble. */
  const audience = async (trouble: Channel, roles: readonly ('lead' | 'admin')[]): Promise<Contact[]> => {
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
        const needs = state === 'needs-human'
        const before = needing.get(channel) ?? false
        if (needs === before) continue
        needing.set(channel, needs)
        await tell(await audience(channel, ['admin']), t =>
          t(needs ? 'staff-notice.needs-human' : 'staff-notice.works-again', {
            channel: t(`link.channels.${channel}`),
            detail: plain(detail ?? ''),
          }),
        )
      }
    },
  }
}
