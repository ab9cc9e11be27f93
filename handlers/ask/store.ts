/**
 * Keeps what was asked (already masked) and what came of it, for ratings, counts and the list of unanswered questions.
 *
 * The stored question names nobody (Nghị định 356/2025/NĐ-CP: no consent by default). Whose it is, only the session knows,
 * for as long as the conversation lasts: enough to rate, to ask on, to be told of an answer, to hand over and to erase it.
 */
import type { Decision } from '../../content/search/engine.ts'
import type { Asker } from '../../storage/repositories/questions.ts'
import type { Incoming, Services } from '../handler.ts'
import { type Session, sessionLifeMs } from '../session.ts'

/** Longest text kept; the engine reads no more of a story than this either. */
const longestKept = 500
/** Of older ones nobody rates the answer any more. */
const mostRemembered = 20

export interface Stored {
  readonly id: number
  /** False for people who want nothing kept of what they ask: counted, no words. */
  readonly words: boolean
  readonly session: Session
}

const within = (asked: Session['asked'] = [], now: Date) =>
  asked.filter(({ at }) => now.getTime() - new Date(at).getTime() < sessionLifeMs)

/** Questions this conversation asked within the last day. */
export const askedLately = ({ asked }: Session, now: Date): number[] => within(asked, now).map(({ id }) => id)

/** @returns who may rate a question or wait for its answer: whoever it is tied to, or asked it here lately */
export const askerOf = (id: number, { contact, session }: Incoming, { now }: Services): Asker => ({
  contact: contact.id,
  remembered: askedLately(session, now).includes(id),
})

/** @returns the stored question's id, and the session that remembers it */
export const store = async (
  decision: Exclude<Decision, { kind: 'smalltalk' }>,
  { contact, update }: Incoming,
  session: Session,
  { repositories, now }: Services,
): Promise<Stored> => {
  const { dataRequests, questions } = repositories
  const said = new Map(
    (await dataRequests.choices(contact.person)).map(({ purpose, given }) => [purpose, given]),
  )
  const words = said.get('questions') ?? true
  const tied = words && said.get('asker') === true
  const id = await questions.add(
    {
      channel: update.channel,
      contact: tied ? contact.id : null,
      text: words ? decision.text.slice(0, longestKept) : '',
      outcome: decision.kind,
      topic: decision.kind === 'answer' ? decision.topic : (decision.ranked[0]?.topic ?? null),
      entry: decision.kind === 'answer' ? decision.entry : null,
      confidence: 'confidence' in decision ? decision.confidence : null,
      reason:
        decision.kind === 'decline' ? decision.reason : decision.kind === 'danger' ? decision.danger : null,
    },
    now,
  )
  // Somebody who writes every day: the conversation never ends, what it knows of a question does.
  const asked = [...within(session.asked, now), { id, at: now.toISOString() }].slice(-mostRemembered)
  return { id, words, session: { ...session, asked } }
}
