/** Shows the answer a question came to: its parts when parts were asked, a procedure's own figures after its card. */
import type { Reply } from '../../bot/chat.ts'
import { type Facet, facets } from '../../content/model/faq.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import { procedureCard } from '../../content/procedure-card.ts'
import type { Decision } from '../../content/search/engine.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { cardReply, partReply, procedureByCode, procedureTarget } from '../procedures/show.ts'
import type { Session } from '../session.ts'
import { answerReply } from './answer-reply.ts'
import { contextOf, entryById, entryTarget, procedureInMind, remember } from './context.ts'
import { feedbackHere } from './feedback-here.ts'
import { store } from './store.ts'

type Answer = Decision & { kind: 'answer' }

/** A procedure's name must fit this well to stand beside an answer on the same topic. */
const namedAbove = 0.7

/** "cần giấy tờ gì và bao nhiêu tiền": every part asked about, in the order of the model. */
const facetsAsked = (decision: Answer, { engine }: Services): Facet[] => {
  if (decision.facet === undefined) return []
  const found = new Set(
    decision.text
      .split(/[,;?!+&\n]|\s(?:và|va|với|voi|cùng|cung|rồi|roi|còn|con)\s/iu)
      .flatMap(part => engine.facet(part) ?? []),
  )
  found.add(decision.facet)
  return facets.filter(facet => found.has(facet))
}

/** The only procedure that is explained by this topic and says something about the part. */
const onlyProcedure = (topic: string, facet: Facet, { library }: Services): Procedure | undefined => {
  const [first, ...others] = library.procedures.filter(
    item => item.topic === topic && item.status !== 'abolished',
  )
  return first !== undefined && others.length === 0 && procedureCard(first).facets.includes(facet)
    ? first
    : undefined
}

/** The procedure the message names, when it belongs to what is answered. */
const namedProcedure = (decision: Answer, { library }: Services): Procedure | undefined =>
  decision.procedures
    .filter(({ score }) => score >= namedAbove)
    .flatMap(({ code }) => procedureByCode(library, code) ?? [])
    .find(({ topic, status }) => topic === decision.topic && status !== 'abolished')

/** Says in the first line why this is shown, where that is not plain from the question. */
const leadOf = (
  decision: Answer,
  missing: boolean,
  before: string | undefined,
  { t }: Services,
): string | undefined => {
  if (decision.via === 'correction') return t('ask.corrected')
  if (decision.via !== 'follow-up') return undefined
  if (missing) return t('ask.facet-missing')
  return decision.facet === undefined && decision.entry === before ? t('ask.same-answer') : undefined
}

/** What a follow-up asks of the procedure shown last; undefined when it is none. */
const afterProcedure = (
  decision: Answer,
  procedure: Procedure,
  session: Session,
  services: Services,
): Reply | undefined => {
  const context = contextOf(session, services)
  if (decision.via !== 'follow-up' || decision.entry !== context?.entry) return undefined
  const entry = entryById(services, decision.entry)
  const { facet } = decision
  if (facet === undefined) return entry === undefined ? cardReply(procedure, services) : undefined
  const stated = procedureCard(procedure).facets.includes(facet)
  // What neither states is told so by the procedure; what only the answer states is left to it.
  const part =
    stated || entry?.facets[facet] === undefined ? partReply(procedure, facet, services) : undefined
  if (part !== undefined) return part
  return entry === undefined ? cardReply(procedure, services) : undefined
}

export const answered = async (
  decision: Answer,
  incoming: Incoming,
  before: Session,
  services: Services,
): Promise<Outcome> => {
  const { t, now } = services
  const inMind = procedureInMind(before, services)
  const own = inMind === undefined ? undefined : afterProcedure(decision, inMind, before, services)
  const entry = entryById(services, decision.entry)
  if (own === undefined && entry === undefined) return { replies: [{ text: t('ask.gone') }] }
  const { id: question, session } = await store(decision, incoming, before, services)
  if (own !== undefined && inMind !== undefined)
    return {
      replies: [own],
      session: remember(session, procedureTarget(inMind), decision.facet, decision.text, now),
    }
  if (entry === undefined) return { replies: [{ text: t('ask.gone') }], session }
  const asked = facetsAsked(decision, services)
  const stated = asked.every(facet => entry.facets[facet] !== undefined)
  const [single] = asked.length === 1 ? asked : []
  if (!stated && single !== undefined && decision.via === 'follow-up') {
    const procedure = onlyProcedure(decision.topic, single, services)
    const part = procedure === undefined ? undefined : partReply(procedure, single, services)
    if (part !== undefined)
      return {
        replies: [part],
        session: remember(session, entryTarget(entry), single, decision.text, now),
      }
  }
  const shown = contextOf(session, services)?.entry
  const lead = leadOf(decision, asked.length > 0 && !stated, shown, services)
  // Only the message itself names one: a follow-up was read together with the topic before it.
  const procedure = decision.via === 'message' ? namedProcedure(decision, services) : undefined
  const parts = stated ? asked : []
  // A bare "bao nhiêu tiền" says nothing about the topic: a later correction is understood with what was asked first.
  const said =
    decision.via === 'follow-up' && decision.facet !== undefined
      ? (session.topic?.asked ?? decision.text)
      : decision.text
  return {
    replies: [
      answerReply(
        entry,
        {
          facets: parts,
          question,
          ...(lead === undefined ? {} : { lead }),
          ...(procedure === undefined ? {} : { procedure }),
          more: await feedbackHere([entry.id], services),
        },
        services,
      ),
    ],
    session: remember(session, entryTarget(entry), parts[0], said, now),
  }
}
