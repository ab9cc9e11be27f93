/** The ward's web chat: what the page posts becomes updates; replies are kept for the page and pushed to open ones. */
import type { WebMessage, WebMessageRepository } from '../../storage/repositories/web-messages.ts'
import {
  type Capabilities,
  type ChannelAdapter,
  type ConversationId,
  conversationId,
  nativeOf,
  senderId,
  type Update,
  type UpdateContent,
} from '../chat.ts'

const capabilities: Capabilities = {
  maxText: 20_000,
  maxButtons: 60,
  maxButtonLabel: 120,
  markup: 'html',
  photo: true,
  document: true,
  edit: false,
  typing: false,
  windowHours: null,
  pull: true,
  pace: { parallel: 50, perSecond: 5000, perChatPerSecond: 50, perGroupPerMinute: 60_000 },
}

export interface WebPost {
  /** The page's secret of this conversation. */
  readonly session: string
  /** The page's own id of this message: a repeat after a broken connection is handled once. */
  readonly id: string
  readonly content: Extract<UpdateContent, { kind: 'text' | 'button' | 'joined' }>
  /** See {@link Update.network}. */
  readonly network?: string
}

export interface WebChannel extends ChannelAdapter {
  /** Settles once the message is in the inbox. @throws when it can't be taken now */
  post(message: WebPost): Promise<ConversationId>
  /** Calls back with each new message of a session until the returned function is called. */
  watch(session: string, onMessage: (message: WebMessage) => void): () => void
}

/** Opens the page's chat at a place; undefined while the ward has no public address. */
export const webStartLink = (publicUrl: string | undefined, payload: string): string | undefined =>
  publicUrl === undefined || !/^[\w-]{0,64}$/.test(payload)
    ? undefined
    : `${publicUrl.replace(/\/+$/, '')}/${payload === '' ? '' : `?start=${payload}`}`

export const webConversation = (session: string): ConversationId => conversationId('web', session)

export const createWebChannel = (options: {
  readonly messages: WebMessageRepository
  readonly now: () => Date
  /** Address residents reach the page at. */
  readonly publicUrl?: string | undefined
}): WebChannel => {
  const { messages, now } = options
  const watchers = new Map<string, Set<(message: WebMessage) => void>>()
  let deliver: ((update: Update) => Promise<void>) | undefined
  const open = new Set<Promise<void>>()

  const tell = (session: string, message: WebMessage): void => {
    for (const watcher of watchers.get(session) ?? []) watcher(message)
  }

  return {
    channel: 'web',
    capabilities,
    async start(receive) {
      deliver = receive
    },
    async stop() {
      deliver = undefined
      await Promise.allSettled(open)
    },
    async post({ session, id, content, network }) {
      if (deliver === undefined) throw new Error('the web channel is not taking messages')
      const conversation = webConversation(session)
      const at = now()
      const work = deliver({
        channel: 'web',
        // The session is part of it: pages choose their ids themselves.
        id: `${session}:${id}`,
        conversation,
        sender: { id: senderId('web', session) },
        chat: 'private',
        addressed: true,
        at: at.toISOString(),
        content,
        ...(network === undefined ? {} : { network }),
      })
      open.add(work)
      try {
        await work
      } finally {
        open.delete(work)
      }
      return conversation
    },
    async send(to, reply) {
      const session = nativeOf(to)
      const at = now()
      const id = await messages.addReply(session, reply, at)
      tell(session, { id, side: 'out', reply, at })
      return { messageRef: String(id) }
    },
    watch(session, onMessage) {
      const set = watchers.get(session) ?? new Set()
      set.add(onMessage)
      watchers.set(session, set)
      return () => {
        set.delete(onMessage)
        if (set.size === 0) watchers.delete(session)
      }
    },
    startLink: payload => webStartLink(options.publicUrl, payload),
    status: () => ({ state: deliver === undefined ? 'off' : 'connected' }),
  }
}
