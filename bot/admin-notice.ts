/** Tells the ward's admins, on another channel, that a channel waits for a person. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { staffGroupKey } from '../storage/move-conversation.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { conversationSchema } from '../storage/update-schema.ts'
import { type Channel, type Contact, type ConversationId, channelOf, type Locale, plain } from './chat.ts'

export interface AdminNotice {
  /** @param detail what is wrong and what to do, as in {@link ChannelStatus}; never throws */
  needsHuman(channel: Channel, detail: string): void
  /** Resolves when all that was told so far is in the outbox. */
  settled(): Promise<void>
}

export interface AdminNoticeOptions {
  readonly db: Kysely<Database>
  /** The sentence in that language. */
  readonly words: (locale: Locale, channel: Channel, detail: string) => string
  readonly wake: (conversations: readonly ConversationId[]) => void
  readonly now: () => Date
  readonly log: Logger
}

/** The same trouble is told again after this long; a restart in between changes nothing. */
const againMs = 6 * 60 * 60_000
/** Where an admin looks first. */
const preference: readonly Channel[] = ['telegram', 'zalo-oa', 'zalo-bot', 'zalo-personal', 'web', 'console']

/** One contact a person, where they look first, not on the channel in trouble. */
const reachable = (admins: readonly Contact[], trouble: Channel): Contact[] => {
  const rank = ({ conversation }: Contact): number => preference.indexOf(channelOf(conversation))
  const best = new Map<number, Contact>()
  for (const contact of admins) {
    if (channelOf(contact.conversation) === trouble) continue
    const known = best.get(contact.person)
    if (known === undefined || rank(contact) < rank(known)) best.set(contact.person, contact)
  }
  return [...best.values()]
}

export const createAdminNotice = (options: AdminNoticeOptions): AdminNotice => {
  const { db, now, log } = options
  let working: Promise<void> = Promise.resolve()

  const isRepeat = async ({ settings }: Repositories, channel: Channel, detail: string): Promise<boolean> => {
    const key = `admin-notice:${channel}`
    const what = createHash('sha256').update(detail).digest('base64').slice(0, 12)
    const [last, at] = (await settings.get(key))?.split(' ') ?? []
    if (last === what && now().getTime() - Date.parse(at ?? '') < againMs) return true
    await settings.set(key, `${what} ${now().toISOString()}`, now())
    return false
  }

  /** @returns who was told */
  const tell = (channel: Channel, detail: string): Promise<ConversationId[]> =>
    db.transaction().execute(async trx => {
      const repositories = createRepositories(trx)
      if (await isRepeat(repositories, channel, detail)) return []
      const told: ConversationId[] = []
      const add = async (to: ConversationId, locale: Locale): Promise<void> => {
        const text = options.words(locale, channel, plain(detail))
        await repositories.outbox.add(to, [{ text, priority: 'notice' }], {
          now: now(),
          origin: 'admin-notice',
        })
        told.push(to)
      }
      for (const { conversation, locale } of reachable(
        await repositories.contacts.withRole(['admin']),
        channel,
      ))
        await add(conversation, locale)
      if (told.length === 0) {
        const group = conversationSchema.safeParse(await repositories.settings.get(staffGroupKey))
        if (group.success && channelOf(group.data) !== channel) await add(group.data, 'vi')
      }
      if (told.length === 0)
        log.error({ channel, detail }, 'no admin can be told on another channel: see the log and /health')
      return told
    })

  return {
    needsHuman(channel, detail) {
      working = working
        .then(() => tell(channel, detail))
        .then(options.wake)
        .catch(error => log.error({ err: error, channel }, 'admins could not be told'))
    },
    settled: () => working,
  }
}
