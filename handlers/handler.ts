/** What a handler gets and gives. Handlers read content and repositories and return replies; they send nothing. */
import type { Channel, Contact, ConversationId, Locale, Reply, Role, Update } from '../bot/chat.ts'
import type { Library } from '../content/library.ts'
import type { Translate } from '../content/locales.ts'
import type { Engine } from '../content/search/engine.ts'
import type { ChartStore } from '../storage/chart-store.ts'
import type { StoredFile } from '../storage/evidence-store.ts'
import type { ExportStore } from '../storage/export-store.ts'
import type { Reach } from '../storage/repositories/audience.ts'
import type { Repositories } from '../storage/repositories.ts'
import type { Session } from './session.ts'

/** What became of the file of this message, when its route wanted it. */
export type FetchedFile =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | {
      readonly kind: 'refused'
      readonly reason: 'too-large' | 'type' | 'empty' | 'unreadable' | 'unavailable' | 'identity-card'
    }

/** One message with all a handler may want to know about it. */
export interface Incoming {
  readonly update: Update
  readonly contact: Contact
  /** Their first message ever on this channel. */
  readonly isNew: boolean
  readonly session: Session
  /** What they wrote or said in a caption; empty for other content. */
  readonly text: string
  readonly file?: FetchedFile
  /** "/ghi loa 2 tin" → { name: "ghi", args: "loa 2 tin" }. */
  readonly command?: { readonly name: string; readonly args: string }
  /** What this conversation has to do with cases; each is a code ("H27"). */
  readonly cases?: {
    /** A person of the ward has this conversation: the bot keeps quiet. */
    readonly silenced?: string
    /** Closed not long ago, and the resident was asked whether it is settled. */
    readonly asked?: string
    /** The message this one replies to belongs to it. */
    readonly about?: string
    /** Feedback sent here just now: pictures that follow belong to it. */
    readonly recent?: string
    /** That feedback held a phone number, and we asked whether officers may have it. */
    readonly phoneAsked?: string
    /** Closed and settled not long ago, as the resident said. */
    readonly settled?: string
  }
  /** A pressed (or typed) choice: "rate:12:useful" → { name: "rate", args: ["12", "useful"] }. */
  readonly pressed?: { readonly name: string; readonly args: readonly string[]; readonly messageRef?: string }
}

/** What a channel permits for notices to many. */
export interface ChannelRules {
  readonly pull: boolean
  readonly monthlyMessages: number | undefined
  readonly perSecond: number
}

export interface Services {
  readonly library: Library
  readonly engine: Engine
  /** Over the transaction of this update. */
  readonly repositories: Repositories
  /** In the contact's language. */
  readonly t: Translate
  /** In another language. */
  readonly in: (locale: Locale) => Translate
  readonly now: Date
  /** Unguessable text of `length` letters and digits that are easy to read out. */
  readonly code: (length: number) => string
  /** Where a file somebody sent is kept. */
  readonly files: { readonly pathOf: (sha256: string) => string }
  /** Seals what may be read only on its way out (`storage/sealed-mark.ts`); absent while the ward has no DATA_KEY. */
  readonly secrets?: { readonly seal: (text: string, purpose: string) => string }
  /** Hours after a person's last message in which we may write to them on that channel; null = no limit. */
  readonly windowHours: (channel: Channel) => number | null
  /** Keeps pictures the bot draws where channels can send them from. */
  readonly charts: ChartStore
  /** Keeps loudspeaker scripts (DOCX) likewise. */
  readonly scripts: ChartStore
  /** Keeps a person's own data for the moment it takes to hand it over. */
  readonly exports: ExportStore
  /** Channels that are on, with the bot's public name where it has one. */
  readonly channels: readonly Channel[]
  /** The same, with what each permits for messages nobody asked for. */
  readonly reach: readonly (Reach & ChannelRules)[]
  /** Links that open a chat with the bot and arrive as /start with `payload`, one for each channel that has such links. */
  readonly startLinks: (payload: string) => readonly { readonly channel: Channel; readonly url: string }[]
}

export interface Outcome {
  readonly replies: readonly Reply[]
  /** The session from now on; left as it was when absent. */
  readonly session?: Session
  /** Messages to others: officers, groups, the resident of a case. */
  readonly also?: readonly {
    readonly to: ConversationId
    readonly replies: readonly Reply[]
    readonly due?: Date
    readonly origin?: string
  }[]
  /** What the replies belong to ("case:H27"), so that replies to them find their way back. */
  readonly origin?: string
  /** Content was approved in this transaction: it is published right after the commit. */
  readonly contentChanged?: boolean
  /** Work was queued in this transaction that the report maker does right after the commit. */
  readonly queuedWork?: boolean
  /** Typed numbers must not pick among the buttons: the question asks for a number. */
  readonly labelsOnly?: boolean
}

export type Handler = (incoming: Incoming, services: Services) => Promise<Outcome> | Outcome

export interface Route {
  readonly name: string
  readonly accepts: (incoming: Incoming) => boolean
  /** Who may use it; others get a kind refusal. Everybody when absent. */
  readonly roles?: readonly Role[]
  /** A file somebody sent is fetched into the evidence store before `handle` runs when this says so. */
  readonly wantsFile?: (incoming: Incoming) => boolean
  readonly handle: Handler
}

export const answer = (text: string, more: Omit<Reply, 'text'> = {}): Outcome => ({
  replies: [{ text, ...more }],
})
