/** What the fake Telegram keeps: chats, what they show, files, menus, and updates nobody has confirmed yet. */
import type { Entity } from './html.ts'

/** Telegram refuses a call, in its words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: number
  readonly parameters: Readonly<Record<string, number>>
  constructor(code: number, description: string, parameters: Readonly<Record<string, number>> = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

export interface FakeUser {
  readonly id: number
  readonly first_name: string
  readonly is_bot: boolean
  readonly username?: string
  readonly language_code?: string
}

export interface FakeFile {
  readonly id: string
  readonly name: string
  readonly bytes: Buffer
}

export interface FakeButton {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
}

/** A message as the people of a chat see it. */
export interface ShownMessage {
  readonly id: number
  readonly from: FakeUser
  text: string
  entities: readonly Entity[]
  buttons: readonly (readonly FakeButton[])[]
  readonly file?: FakeFile & { readonly kind: string }
  readonly topic?: number
  readonly quoted?: number
  readonly previews: boolean
  edits: number
}

export interface FakeChat {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup'
  readonly title?: string
  readonly messages: ShownMessage[]
  readonly topics: Set<number>
  /** The bot may not write here: blocked, kicked. */
  closed?: string
  /** The group lives on under this id. */
  movedTo?: number
  typing: number
}

export interface PendingUpdate {
  readonly update_id: number
  readonly chat: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface MenuEntry {
  readonly command: string
  readonly description: string
}

export type State = ReturnType<typeof createState>

export const createState = (bot: FakeUser, now: () => number) => {
  const chats = new Map<number, FakeChat>()
  const files = new Map<string, FakeFile>()
  const menus = new Map<string, readonly MenuEntry[]>()
  const queries = new Map<string, { answered: boolean }>()
  const pending: PendingUpdate[] = []
  const watchers = new Set<() => void>()
  let lastUpdate = 1000
  let lastMessage = 0
  let lastFile = 0
  let lastQuery = 0

  const changed = (): void => {
    for (const watcher of [...watchers]) watcher()
  }

  return {
    bot,
    chats,
    files,
    menus,
    queries,
    pending,
    now,
    changed,
    /** Calls back at every change until the returned function is called. */
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    nextMessageId: () => {
      lastMessage += 1
      return lastMessage
    },
    addFile(name: string, bytes: Buffer): FakeFile {
      lastFile += 1
      const file = { id: `file-${lastFile}`, name, bytes }
      files.set(file.id, file)
      return file
    },
    addQuery(): string {
      lastQuery += 1
      const id = `query-${lastQuery}`
      queries.set(id, { answered: false })
      return id
    },
    /** @throws Refusal for a chat the bot can't write to */
    writable(id: number): FakeChat {
      const chat = chats.get(id)
      if (chat === undefined) throw new Refusal(400, 'Bad Request: chat not found')
      if (chat.movedTo !== undefined)
        throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: chat.movedTo,
        })
      if (chat.closed !== undefined) throw new Refusal(403, chat.closed)
      return chat
    },
    addChat(chat: Pick<FakeChat, 'id' | 'type'> & { title?: string }): FakeChat {
      const made: FakeChat = { ...chat, messages: [], topics: new Set(), typing: 0 }
      chats.set(made.id, made)
      return made
    },
    /** An update for the bot. @returns its id */
    push(chat: number, body: Readonly<Record<string, unknown>>): number {
      lastUpdate += 1
      pending.push({ update_id: lastUpdate, chat, body })
      changed()
      return lastUpdate
    },
    /** The same update once more, as after a lost confirmation. */
    pushAgain(update: PendingUpdate): void {
      pending.push(update)
      changed()
    },
    drop(confirmed: (update: PendingUpdate) => boolean): void {
      const left = pending.filter(update => !confirmed(update))
      if (left.length === pending.length) return
      pending.splice(0, pending.length, ...left)
      changed()
    },
  }
}
