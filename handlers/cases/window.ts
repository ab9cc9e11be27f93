/** How long the resident's channel still lets us write (Zalo OA: 48 hours or 7 days after their last message). */
import { type Channel, channelOf } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { at } from './due.ts'

const hourMs = 60 * 60 * 1000

export interface Window {
  readonly channel: Channel
  /** The resident's last message. */
  readonly lastAt: Date
  readonly closesAt: Date
}

export interface Windows {
  readonly repositories: Pick<Repositories, 'contacts' | 'windows'>
  readonly windowHours: (channel: Channel) => number | null
}

/** @returns undefined where the channel has no limit, or never saw the resident write */
export const windowOf = async (
  item: Pick<ResidentCase, 'contact'>,
  { repositories, windowHours }: Windows,
): Promise<Window | undefined> => {
  const resident = await repositories.contacts.byId(item.contact)
  if (resident === undefined) return undefined
  const channel = channelOf(resident.conversation)
  const hours = windowHours(channel)
  const lastAt = (await repositories.windows.of(resident.conversation))?.lastAt
  if (hours === null || lastAt === undefined || lastAt.getTime() === 0) return undefined
  return { channel, lastAt, closesAt: new Date(lastAt.getTime() + hours * hourMs) }
}

/** What an officer must know before typing: the answer will wait, and what to do meanwhile. */
export const closedNote = async (
  item: ResidentCase,
  services: Windows & { readonly now: Date },
): Promise<((t: Translate) => string) | undefined> => {
  const window = await windowOf(item, services)
  if (window === undefined || window.closesAt > services.now) return undefined
  return t =>
    [
      t('cases.window.closed', { channel: t(`link.channels.${window.channel}`), at: at(window.closesAt) }),
      t(item.phone === null ? 'cases.window.counter' : 'cases.window.call', { code: item.code }),
    ].join(' ')
}
