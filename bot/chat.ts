/**
 * The vocabulary every part of the program shares: what comes in from a channel (Update), what goes back
 * (Reply), who it is about (Contact) and what a channel promises (ChannelAdapter). Imports nothing.
 */

/** Channels this program knows. A new one is a new name here and a new adapter in `bot/channels`. */
export const channels = ['console', 'web', 'telegram', 'zalo-personal', 'zalo-bot', 'zalo-oa'] as const
export type Channel = (typeof channels)[number]

declare const brand: unique symbol
/** Opaque: `<channel>:<native id>`; made only by {@link conversationId}. */
export type ConversationId = string & { readonly [brand]: 'ConversationId' }
/** Opaque: `<channel>:<native user id>`; made only by {@link senderId}. */
export type SenderId = string & { readonly [brand]: 'SenderId' }

const join = (what: string, channel: Channel, native: string): string => {
  if (native.trim() === '')
    throw new TypeError(`${what} of channel ${channel} needs a native id, got an empty one`)
  return `${channel}:${native}`
}
/**
 * Where messages of one chat go. A forum topic or thread is part of `native`; the adapter takes it apart again.
 * @throws TypeError when `native` is blank (a shared key "undefined" would mix people's conversations)
 */
export const conversationId = (channel: Channel, native: string): ConversationId =>
  join('conversation', channel, native) as ConversationId
/** Who wrote, as the channel names them. @throws TypeError when `native` is blank */
export const senderId = (channel: Channel, native: string): SenderId =>
  join('sender', channel, native) as SenderId

/** The channel a conversation or sender belongs to. @throws TypeError for a string not made by this module */
export const channelOf = (id: ConversationId | SenderId): Channel => {
  const name = id.slice(0, id.indexOf(':'))
  const channel = channels.find(candidate => candidate === name)
  if (channel === undefined) throw new TypeError(`not an id of a known channel: ${id.slice(0, 20)}`)
  return channel
}
/** The native part, for the adapter that made it. */
export const nativeOf = (id: ConversationId | SenderId): string => id.slice(id.indexOf(':') + 1)

/** A file somebody sent. Bytes are fetched only when a handler asks, through {@link ChannelAdapter.download}. */
export interface IncomingFile {
  readonly kind: 'photo' | 'document' | 'voice' | 'video'
  /** What the adapter needs to fetch it again; opaque elsewhere. */
  readonly ref: string
  readonly name?: string
  readonly mimeType?: string
  /** Bytes, as the channel claims. */
  readonly size?: number
  /** Albums arrive as several updates that share this. */
  readonly albumId?: string
}

export type UpdateContent =
  | { readonly kind: 'text'; readonly text: string }
  /** A press on a button we sent; `value` is what {@link Button.value} said. */
  | { readonly kind: 'button'; readonly value: string; readonly messageRef?: string }
  | { readonly kind: 'file'; readonly file: IncomingFile; readonly caption?: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'contact'; readonly phone?: string; readonly name?: string }
  /** The person started, followed or opened the chat; `payload` is a deep link's code. */
  | { readonly kind: 'joined'; readonly payload?: string }
  | { readonly kind: 'left' }
  /** The conversation lives on under another id (a Telegram group became a supergroup). */
  | { readonly kind: 'moved'; readonly to: ConversationId }
  /** Something the channel can't show us (sticker, poll …): answered honestly. */
  | { readonly kind: 'unsupported'; readonly what: string }

export interface Update {
  readonly channel: Channel
  /** Unique within the channel; the inbox keeps (channel, id) once. */
  readonly id: string
  readonly conversation: ConversationId
  readonly sender: { readonly id: SenderId; readonly name?: string; readonly language?: string }
  readonly chat: 'private' | 'group'
  /**
   * In groups: whether the bot was named, commanded or replied to. True in private chats, but while a member of staff
   * answers there by hand.
   */
  readonly addressed: boolean
  /** When it was sent, ISO 8601 with offset; the channel's clock. */
  readonly at: string
  readonly content: UpdateContent
  /** The channel's reference of the message this answers, if it answers one (as {@link Sent.messageRef}). */
  readonly replyTo?: string
  /** The channel's reference of this very message. */
  readonly messageRef?: string
  /** Forwarded from somebody else: never taken as the sender's own words in forms. */
  readonly forwarded?: boolean
  /** Where anybody may begin a new conversation at will (the web page): a mark, good for a day, of the network it came from. */
  readonly network?: string
}

export interface Button {
  /** What people see; short, Vietnamese with diacritics. */
  readonly label: string
  /** Opaque to channels, at most 64 bytes (Telegram's limit, the smallest of all). */
  readonly value: string
  /** A link button; channels without them print the address. */
  readonly url?: string
}

/** A file we send. `path` is a file below DATA_DIR; it must exist until the outbox row is delivered. */
export interface Attachment {
  readonly kind: 'photo' | 'document'
  readonly path: string
  readonly name: string
  readonly mimeType: string
}

/**
 * A reply in a small neutral markup: `**bold**`, `_italic_`, `[text](https://…)`, lines starting "- " or "1. ".
 * Everything else is plain text; channels escape it. Text that came from people goes through {@link plain} first.
 */
export interface Reply {
  readonly text: string
  /** Rows of buttons. Channels without buttons number them and accept "2", "số 2" or the label. */
  readonly buttons?: readonly (readonly Button[])[]
  readonly attachments?: readonly Attachment[]
  /** Replace this earlier message of ours where the channel can, else send anew. */
  readonly edit?: string
  /** Quote this message of the conversation where the channel can. */
  readonly replyTo?: string
  /** On a repeat of what may have arrived: the text as it was first sent, before a note was put in front of it. */
  readonly repeatOf?: string
  /** Answers overtake broadcasts in the outbox. Default `answer`. */
  readonly priority?: 'answer' | 'notice' | 'broadcast'
  /** Not delivered after this time (ISO): by then it would be wrong, or of no use. */
  readonly until?: string
}

/** Takes the markup's meaning from text that came from people. */
export const plain = (text: string): string => text.replace(/[*_[\]\\]/g, '\\$&')

export const roles = ['resident', 'volunteer', 'officer', 'lead', 'admin'] as const
export type Role = (typeof roles)[number]
export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]

/** A person on one channel. */
export interface Contact {
  readonly id: number
  readonly sender: SenderId
  /** Their private conversation, where notices go. */
  readonly conversation: ConversationId
  readonly name: string | null
  readonly role: Role
  /** The ward unit an officer or volunteer acts for, as ward.yaml names it. */
  readonly unit: string | null
  readonly locale: Locale
  /** Contacts of one person on several channels share this. */
  readonly person: number
}

/** What a channel can show; the core asks this, never the channel's name. */
export interface Capabilities {
  /** Longest text of one message, in UTF-16 units. */
  readonly maxText: number
  /** Longest text in one message with a file; then each file is a message of its own. No such limit when absent. */
  readonly maxCaption?: number
  /** Buttons a message may carry; 0 = choices are numbered lines. */
  readonly maxButtons: number
  readonly maxButtonLabel: number
  readonly markup: 'html' | 'plain'
  readonly photo: boolean
  readonly document: boolean
  /** Largest file it takes from us, in bytes; no limit known when absent. */
  readonly maxFileBytes?: number
  readonly edit: boolean
  readonly typing: boolean
  /** Hours after the person's last message in which we may write to them; null = no limit. */
  readonly windowHours: number | null
  /** People see what we send only when they open the page. */
  readonly pull?: true
  /** Messages a month the channel's plan allows; no such limit when absent. */
  readonly monthlyMessages?: number
  readonly pace: Pace
}

/** How fast a channel may be sent to; the outbox sender keeps it. */
export interface Pace {
  /** Messages under way at once. */
  readonly parallel: number
  readonly perSecond: number
  /** Per private conversation, with short bursts of three. */
  readonly perChatPerSecond: number
  readonly perGroupPerMinute: number
}

export interface Sent {
  /** The channel's reference of what was sent (first part if split), for edits and replies. */
  readonly messageRef?: string
}

export type DeliveryFailure =
  | { readonly reason: 'rate-limited'; readonly retryAfterSeconds: number }
  /** Passing trouble: nothing was sent. */
  | { readonly reason: 'unavailable' }
  /** It may have arrived: the connection broke after the request went out. */
  | { readonly reason: 'unknown' }
  /** Trying again can't help: recipient is gone, window closed, content refused. */
  | { readonly reason: 'blocked' | 'not-found' | 'window-closed' | 'quota' | 'refused' }
  /** The channel itself needs a person: token revoked, session lost. Kept for later. */
  | { readonly reason: 'signed-out' }
  /** The conversation lives on under another id (Telegram supergroups). */
  | { readonly reason: 'moved'; readonly to: ConversationId }

/** Thrown by {@link ChannelAdapter.send}; `failure` says what the sender may do. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'
  readonly failure: DeliveryFailure
  constructor(message: string, failure: DeliveryFailure, options?: ErrorOptions) {
    super(message, options)
    this.failure = failure
  }
}

export type ChannelState = 'off' | 'connecting' | 'connected' | 'degraded' | 'needs-human'
export interface ChannelStatus {
  readonly state: ChannelState
  /** For the admin, in Vietnamese: what is wrong and what to do. */
  readonly detail?: string
}

export interface ChannelAdapter {
  readonly channel: Channel
  readonly capabilities: Capabilities
  /**
   * Hands every update to `receive`; its promise settles once the update is durably in the inbox, and only
   * then may the adapter confirm it to the other side. Resolves once the adapter is trying to connect.
   */
  start(receive: (update: Update) => Promise<void>): Promise<void>
  /** Takes no new updates; resolves when the last `receive` has settled. */
  stop(): Promise<void>
  /** One rendered message. @throws DeliveryError, which says whether trying again can help. */
  send(to: ConversationId, reply: Reply): Promise<Sent>
  status(): ChannelStatus
  /** Shows "is typing" where the channel can; never throws. */
  typing?(to: ConversationId): Promise<void>
  /** Shows a person the commands of their role, where the channel has a menu; grants nothing. @throws DeliveryError */
  showCommands?(to: ConversationId, role: Role, locale: Locale): Promise<void>
  /** A link that opens a chat with the bot and arrives as /start with `payload`; undefined until it is known. */
  startLink?(payload: string): string | undefined
  /** Streams a file somebody sent. @throws DeliveryError */
  download?(file: IncomingFile): Promise<AsyncIterable<Uint8Array>>
}
