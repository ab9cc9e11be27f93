/** Keeps what was asked (already masked) and what came of it, for ratings, counts and the list of unanswered questions. */
import type { Decision } from '../../content/search/engine.ts'
import type { Incoming, Services } from '../handler.ts'

/** Longest text kept; the engine reads no more of a story than this either. */
const longestKept = 500

/** @returns the stored question's id */
export const store = async (
  decision: Exclude<Decision, { kind: 'smalltalk' }>,
  incoming: Incoming,
  { repositories, now }: Services,
): Promise<number> => {
  // Who took the consent back is counted and forgotten: no words, no person.
  const kept = (await repositories.dataRequests.choice(incoming.contact.person, 'questions')) ?? true
  return await repositories.questions.add(
    {
      channel: incoming.update.channel,
      contact: kept ? incoming.contact.id : null,
      text: kept ? decision.text.slice(0, longestKept) : '',
      outcome: decision.kind,
      topic: decision.kind === 'answer' ? decision.topic : (decision.ranked[0]?.topic ?? null),
      entry: decision.kind === 'answer' ? decision.entry : null,
      confidence: 'confidence' in decision ? decision.confidence : null,
      reason:
        decision.kind === 'decline' ? decision.reason : decision.kind === 'danger' ? decision.danger : null,
    },
    now,
  )
}
