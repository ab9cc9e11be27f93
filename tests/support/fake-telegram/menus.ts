/** How Telegram keeps command menus: one list a scope and language. */
export type { MenuEntry } from './state.ts'

export interface MenuScope {
  readonly type: string
  readonly chat_id?: number | undefined
}

export const scopeKey = (scope: MenuScope | undefined, language: string | undefined): string =>
  `${scope?.type ?? 'default'}${scope?.chat_id === undefined ? '' : `:${scope.chat_id}`}/${language ?? ''}`
