/** What the conversation is about: the answer or procedure shown last, for how long, and how often we asked back. */
import type { Facet, FaqEntry } from '../../content/model/faq.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import type { Context } from '../../content/search/engine.ts'
import type { Services } from '../handler.ts'
import { procedureByCode, procedureOf } from '../procedures/show.ts'
import { type Session, topicLifeMs } from '../session.ts'

/** What was shown: an entry of the answers, or a procedure under an id of its own. */
export interface Target {
  readonly id: string
  readonly topic: string
}

export const entryById = ({ library }: Pick<Services, 'library'>, id: string): FaqEntry | undefined =>
  library.entries.find(entry => entry.id === id)

export const entryTarget = ({ id, topics }: FaqEntry): Target => ({ id, topic: topics[0] ?? id })

export const isFresh = (at: string, now: Date): boolean =>
  now.getTime() - new Date(at).getTime() <= topicLifeMs

/** The procedure shown last, while the conversation is still about it. */
export const procedureInMind = (
  { topic }: Session,
  { library, now }: Pick<Services, 'library' | 'now'>,
): Procedure | undefined => {
  const code = topic === undefined || !isFresh(topic.at, now) ? undefined : procedureOf(topic.entry)
  return code === undefined ? undefined : procedureByCode(library, code)
}

/**
 * What the engine needs to understand a follow-up; undefined once the last answer has faded. After a procedure it is the
 * entry that explains its topic, or the procedure's own id where none does.
 */
export const contextOf = (session: Session, services: Services): Context | undefined => {
  const { topic } = session
  if (topic === undefined || !isFresh(topic.at, services.now)) return undefined
  const explained = procedureInMind(session, services)?.topic ?? null
  const entry =
    explained === null
      ? undefined
      : services.library.entries.find(candidate => candidate.topics[0] === explained)
  return {
    entry: entry?.id ?? topic.entry,
    topic: entry?.topics[0] ?? topic.topic,
    ...(topic.facet === undefined ? {} : { facet: topic.facet }),
    ...(topic.asked === undefined ? {} : { asked: topic.asked }),
    before: (session.before ?? []).flatMap(id => {
      const earlier = entryById(services, id)
      return earlier === undefined ? [] : [{ entry: id, topic: entryTarget(earlier).topic }]
    }),
  }
}

/** The session after an entry or a procedure was shown. */
export const remember = (
  session: Session,
  target: Target,
  facet: Facet | undefined,
  asked: string | undefined,
  now: Date,
): Session => ({
  ...session,
  topic: {
    entry: target.id,
    topic: target.topic,
    at: now.toISOString(),
    ...(facet === undefined ? {} : { facet }),
    ...(asked === undefined ? {} : { asked }),
  },
  before: [
    ...new Set([...(session.topic === undefined ? [] : [session.topic.entry]), ...(session.before ?? [])]),
  ]
    .filter(id => id !== target.id)
    .slice(0, 5),
  rounds: 0,
  asking: false,
})

/** After this many rounds of choices or refusals in a row a person is offered instead of a third. */
export const patience = 2

/** Rounds of asking back in a row, this one included; an old conversation starts anew. */
export const nextRound = (session: Session, now: Date): number =>
  (session.offered !== undefined && isFresh(session.offered.at, now) ? (session.rounds ?? 0) : 0) + 1
