/**
 * The two ends of a handler, inside its transaction: what it is told of an update (who wrote, what the conversation was
 * about), and what is kept of its outcome (replies in the outbox, messages to others, the session).
 */
import { maskPersonal } from '../content/personal-data.ts'
import { caseContext } from '../handlers/cases/context.ts'
import type { Incoming, Outcome } from '../handlers/handler.ts'
import { offerThere } from '../handlers/offer-there.ts'
import { type Session, sessionLifeMs, sessionSchema, sessionVersion } from '../handlers/session.ts'
import type { Repositories } from '../storage/repositories.ts'
import { choicesOf, pieces } from './channels/render.ts'
import {
  type Capabilities,
  type Channel,
  type Contact,
  type ConversationId,
  channelOf,
  conversationId,
  nativeOf,
  type Update,
} from './chat.ts'
import { read } from './incoming.ts'

export interface ExchangeOptions {
  readonly capabilities: (channel: Channel) => Capabilities
  /** Said under numbered choices. */
  readonly choiceHint: (incoming: Incoming) => string
  readonly now: () => Date
}

export interface Exchange {
  /** Notes who wrote, and reads what they wrote with what the conversation was about. */
  load(update: Update, repositories: Repositories, file: Incoming['file']): Promise<Incoming>
  /** The same for finding the route alone: nothing is noted. */
  glance(update: Update, repositories: Repositories): Promise<Incoming>
  /** @param handled with the id of the update in the inbox. @returns the conversations that now have something waiting */
  keep(
    handled: { readonly id: number; readonly incoming: Incoming; readonly outcome: Outcome },
    repositories: Repositories,
  ): Promise<ConversationId[]>
}

export const createExchange = ({ capabilities, choiceHint, now }: ExchangeOptions): Exchange => {
  const loadSession = async (update: Update, repositories: Repositories): Promise<Session> => {
    const stored = await repositories.sessions.load(sessionKey(update), sessionVersion, now())
    const parsed = sessionSchema.safeParse(stored ?? {})
    return parsed.success ? parsed.data : {}
  }

  const saveSession = async (
    incoming: Incoming,
    outcome: Outcome,
    repositories: Repositories,
  ): Promise<void> => {
    const { offered: before, ...rest } = outcome.session ?? incoming.session
    const offer = outcome.replies.map(choicesOf).findLast(choices => choices.length > 0)
    const offered =
      offer === undefined
        ? outcome.replies.length === 0
          ? before
          : undefined
        : {
            at: now().toISOString(),
            choices: offer.map(({ label, value }) => ({ label, value })),
            labelsOnly: outcome.labelsOnly ?? false,
          }
    const session: Session = offered === undefined ? rest : { ...rest, offered }
    await repositories.sessions.save(
      sessionKey(incoming.update),
      sessionVersion,
      session,
      now(),
      new Date(now().getTime() + sessionLifeMs),
    )
  }

  return {
    async load(update, repositories, file) {
      const { contact, isNew } = await repositories.contacts.meet({
        sender: update.sender.id,
        // Notices to a person never go to a group they wrote in.
        conversation:
          update.chat === 'private'
            ? update.conversation
            : conversationId(update.channel, nativeOf(update.sender.id)),
        // People put their phone number in their display name.
        name: update.sender.name === undefined ? undefined : maskPersonal(update.sender.name).text,
        privateChat: update.chat === 'private',
        locale: 'vi',
        now: now(),
      })
      const session = await loadSession(update, repositories)
      const cases = await caseContext(update, repositories, now())
      return read({
        update,
        contact,
        isNew,
        session,
        cases,
        now: now(),
        ...(file === undefined ? {} : { file }),
      })
    },

    async glance(update, repositories) {
      // Somebody's very first message may be a picture of what they report.
      const contact = (await repositories.contacts.bySender(update.sender.id)) ?? stranger(update)
      const session = await loadSession(update, repositories)
      const cases = await caseContext(update, repositories, now())
      return read({ update, contact, isNew: false, session, cases, now: now() })
    },

    async keep({ id, incoming, outcome }, repositories) {
      const { conversation } = incoming.update
      const hint = choiceHint(incoming)
      const split = (to: ConversationId, replies: Outcome['replies']) =>
        replies.flatMap(reply => pieces(reply, capabilities(channelOf(to)), hint))
      await repositories.outbox.add(conversation, split(conversation, outcome.replies), {
        now: now(),
        origin: outcome.origin ?? `inbox:${id}`,
      })
      const told: ConversationId[] = [conversation]
      for (const { to, replies, due, origin } of outcome.also ?? []) {
        await repositories.outbox.add(to, split(to, replies), {
          now: now(),
          origin: origin ?? outcome.origin ?? `inbox:${id}`,
          ...(due === undefined ? {} : { due }),
        })
        if (to !== conversation) await offerThere(to, replies.map(choicesOf), repositories, now())
        told.push(to)
      }
      await saveSession(incoming, outcome, repositories)
      return told
    },
  }
}

/** Whom we have not met yet. */
const stranger = ({ sender, conversation }: Update): Contact => ({
  id: 0,
  person: 0,
  sender: sender.id,
  conversation,
  name: null,
  role: 'resident',
  unit: null,
  locale: 'vi',
})

/** In a group each member has a session of their own. */
const sessionKey = (update: Update): string =>
  update.chat === 'private' ? update.conversation : `${update.conversation}|${update.sender.id}`
