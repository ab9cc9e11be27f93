/** The menu behind "/": what every private chat, groups and single people see (Bot API setMyCommands). Display only. */
import type { Api } from 'grammy'
import { type Locale, locales, type Role } from '../../chat.ts'

export interface MenuCommand {
  readonly command: string
  readonly description: string
}

export interface Menus {
  /** Commands of a role in a private chat, described in a language. */
  readonly forRole: (role: Role, locale: Locale) => readonly MenuCommand[]
  /** Commands that make sense in a group, where everybody reads along. */
  readonly forGroups: (locale: Locale) => readonly MenuCommand[]
}

/** Bot API: at most 100 commands of 1-32 letters, digits, underscores; descriptions of 1-256 characters. */
const usable = (commands: readonly MenuCommand[]) =>
  commands
    .filter(({ command, description }) => /^[a-z0-9_]{1,32}$/.test(command) && description !== '')
    .slice(0, 100)
    .map(({ command, description }) => ({ command, description: description.slice(0, 256) }))

/** Vietnamese is what everybody sees whose app speaks no language we have. */
const languageOf = (locale: Locale): { language_code?: 'en' } =>
  locale === 'vi' ? {} : { language_code: locale }

/** Menus of residents and groups; once at start. @throws GrammyError, HttpError */
export const setCommonMenus = async (api: Api, menus: Menus): Promise<void> => {
  for (const locale of locales) {
    const language = languageOf(locale)
    await api.setMyCommands(usable(menus.forRole('resident', locale)), {
      scope: { type: 'all_private_chats' },
      ...language,
    })
    await api.setMyCommands(usable(menus.forGroups(locale)), {
      scope: { type: 'all_group_chats' },
      ...language,
    })
  }
}

/** One person's menu: their role's commands in the language they chose; residents go back to the common one. */
export const setPersonMenu = async (
  api: Api,
  menus: Menus,
  chat: number,
  role: Role,
  locale: Locale,
): Promise<void> => {
  const scope = { type: 'chat', chat_id: chat } as const
  if (role === 'resident' && locale === 'vi') await api.deleteMyCommands({ scope })
  else await api.setMyCommands(usable(menus.forRole(role, locale)), { scope })
}
