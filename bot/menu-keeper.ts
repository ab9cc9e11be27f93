/** Gives each person the command menu of their role and language, also when these change on another channel. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { z } from 'zod'
import { commandsFor } from '../handlers/commands.ts'
import { createRepositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { conversationSchema } from '../storage/update-schema.ts'
import type { Menus } from './channels/telegram/command-menu.ts'
import { type ChannelAdapter, type ConversationId, DeliveryError, type Locale, type Role } from './chat.ts'
import type { ContentHolder } from './content-holder.ts'

/** What the menus list, in the words of the locale files. */
export const commandMenus = (content: ContentHolder): Menus => {
  const list = (role: Role, where: 'private' | 'group', locale: Locale) => {
    const t = content.current().locales.in(locale)
    return commandsFor(role, where).map(({ name }) => ({ command: name, description: t(`commands.${name}`) }))
  }
  return {
    forRole: (role, locale) => list(role, 'private', locale),
    forGroups: locale => list('resident', 'group', locale),
  }
}

export interface MenuKeeper {
  /** Something may have changed. */
  wake(): void
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Looks at most this often. */
const everyMs = 1000
const shownSchema = z.record(z.string(), z.string())

export const createMenuKeeper = (options: {
  readonly db: Kysely<Database>
  readonly adapters: () => readonly ChannelAdapter[]
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
}): MenuKeeper => {
  const { contacts, settings } = createRepositories(options.db)
  const stopping = new AbortController()
  let again = false
  let running: Promise<void> | undefined

  const check = async (adapter: ChannelAdapter): Promise<void> => {
    if (adapter.showCommands === undefined || adapter.status().state !== 'connected') return
    const key = `menus:${adapter.channel}`
    const shown = new Map(Object.entries(shownSchema.parse(JSON.parse((await settings.get(key)) ?? '{}'))))
    const wanted = new Map(
      (await contacts.withOwnMenu(adapter.channel)).map(({ conversation, role, locale }) => [
        conversation,
        { role, locale },
      ]),
    )
    const keep = async (conversation: ConversationId, state: string | undefined): Promise<void> => {
      if (state === undefined) shown.delete(conversation)
      else shown.set(conversation, state)
      await settings.set(key, JSON.stringify(Object.fromEntries(shown)), options.now())
    }
    for (const [conversation, { role, locale }] of wanted) {
      const state = `${role}/${locale}`
      if (shown.get(conversation) !== state && (await show(adapter, conversation, role, locale)))
        await keep(conversation, state)
    }
    for (const name of shown.keys()) {
      const conversation = conversationSchema.parse(name)
      if (!wanted.has(conversation) && (await show(adapter, conversation, 'resident', 'vi')))
        await keep(conversation, undefined)
    }
  }

  /** @returns false when it should be tried again */
  const show = async (
    adapter: ChannelAdapter,
    conversation: ConversationId,
    role: Role,
    locale: Locale,
  ): Promise<boolean> => {
    try {
      await adapter.showCommands?.(conversation, role, locale)
      return true
    } catch (error) {
      const reason = error instanceof DeliveryError ? error.failure.reason : undefined
      options.log.warn({ err: error, channel: adapter.channel, reason }, 'command menu not set')
      // They never opened a chat with us, or closed it: there is no menu to show.
      return reason === 'blocked' || reason === 'not-found' || reason === 'refused'
    }
  }

  const work = async (): Promise<void> => {
    for (;;) {
      again = false
      try {
        for (const adapter of options.adapters()) await check(adapter)
      } catch (error) {
        options.log.error({ err: error }, 'command menus could not be looked after')
      }
      await options.delay(everyMs, stopping.signal).catch(() => undefined)
      if (stopping.signal.aborted || !again) return
    }
  }

  return {
    wake() {
      again = true
      if (stopping.signal.aborted || running !== undefined) return
      if (!options.adapters().some(adapter => adapter.showCommands !== undefined)) return
      running = work().finally(() => {
        running = undefined
      })
    },
    async idle() {
      while (running !== undefined) await running
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
