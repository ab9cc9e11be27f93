/** Shows the answer a question came to: its parts when parts were asked, a procedure's own figures after its card. */
import type { Reply } from '../../bot/chat.ts'
import { type Facet, type FaqEntry, facets } from '../../content/model/faq.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import { procedureCard } from '../../content/procedure-card.ts'
import type { Decision } from '../../content/search/engine.ts'
import { addsPoint, excerptOf } from '../../content/search/excerpt.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { cardReply, partReply, procedureByCode, procedureTarget } from '../procedures/show.ts'
import type { Session } from '../session.ts'
import { answerReply, notToldReply } from './answer-reply.ts'
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
const leadOf = (decision: Answer, before: string | undefined, { t }: Services): string | undefined => {
  if (decision.via === 'correction') return t('ask.corrected')
  return decision.via === 'follow-up' && decision.facet === undefined && decision.entry === before
    ? t('ask.same-answer')
    : undefined
}

/** An entry, and those of its lines that speak of what was asked. */
interface Told {
  readonly from: FaqEntry
  readonly lines: readonly string[]
}

/**
 * What the answer, or another on its topic, says of a further question that it keeps no part for; no lines when neither
 * does. Undefined where its parts, or all of it, are what was asked for.
 */
const toldOn = (
  { text, entry: id, via }: Answer,
  entry: FaqEntry,
  asked: readonly Facet[],
  before: string | undefined,
  wholeShown: boolean,
  { engine, library }: Services,
): Told | undefined => {
  // The whole answer was shown just now: what they ask of it in full words is a line of it too.
  if (via === 'message' && wholeShown && id === before && asked.length === 0) {
    const excerpt = excerptOf(entry, text, undefined, engine.dictionary)
    return excerpt === undefined ? undefined : { from: entry, lines: [excerpt] }
  }
  if (via !== 'follow-up') return undefined
  const missing = asked.find(facet => entry.facets[facet] === undefined)
  // The steps are the answer itself.
  if (missing === 'how' || (missing === undefined && (asked.length > 0 || id !== before))) return undefined
  if (missing === undefined && !addsPoint(text, engine.dictionary)) return undefined
  const alike =
    missing === undefined ? library.entries.filter(other => other.topics[0] === entry.topics[0]) : []
  for (const from of [entry, ...alike]) {
    const excerpt = excerptOf(from, text, missing, engine.dictionary)
    if (excerpt !== undefined) return { from, lines: [excerpt] }
  }
  return { from: entry, lines: [] }
}

const untold = (decision: Answer): Decision & { kind: 'decline' } => ({
  kind: 'decline',
  reason: 'no-source',
  text: decision.text,
  ranked: decision.ranked,
  procedures: decision.procedures,
  confidence: decision.confidence,
})

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
  earlier: Session,
  services: Services,
): Promise<Outcome> => {
  const { t, now } = services
  const inMind = procedureInMind(earlier, services)
  const ofProcedure = inMind === undefined ? undefined : afterProcedure(decision, inMind, earlier, services)
  const entry = entryById(services, decision.entry)
  const keep = (as: Decision & { kind: 'answer' | 'decline' }) => store(as, incoming, earlier, services)
  if (ofProcedure !== undefined && inMind !== undefined) {
    const { session } = await keep(decision)
    return {
      replies: [ofProcedure],
      session: remember(session, procedureTarget(inMind), decision.facet, decision.text, now),
    }
  }
  if (entry === undefined) return { replies: [{ text: t('ask.gone') }] }
  const asked = facetsAsked(decision, services)
  const stated = asked.every(facet => entry.facets[facet] !== undefined)
  const [single] = asked.length === 1 ? asked : []
  if (!stated && single !== undefined && decision.via === 'follow-up') {
    const procedure = onlyProcedure(decision.topic, single, services)
    const part = procedure === undefined ? undefined : partReply(procedure, single, services)
    if (part !== undefined) {
      const { session } = await keep(decision)
      return {
        replies: [part],
        session: remember(session, entryTarget(entry), single, decision.text, now),
      }
    }
  }
  const before = contextOf(earlier, services)?.entry
  const told = toldOn(decision, entry, asked, before, earlier.topic?.facet === undefined, services)
  if (told?.lines.length === 0 && asked.every(facet => entry.facets[facet] === undefined)) {
    // A point of its own that nothing tells of is for the ward to see; a bare "mất bao nhiêu" would tell it nothing.
    const { session } = await keep(single === undefined ? untold(decision) : decision)
    return {
      replies: [notToldReply(entry, single, services)],
      session: remember(session, entryTarget(entry), single, session.topic?.asked, now),
    }
  }
  // Another answer on the topic may tell of it: what is shown is what is kept, rated and asked on about.
  const shown = told?.from ?? entry
  const { id: question, session } = await keep({ ...decision, entry: shown.id })
  const lead = told === undefined ? leadOf(decision, before, services) : undefined
  // Only the message itself names one: a follow-up was read together with the topic before it.
  const procedure = decision.via === 'message' ? namedProcedure(decision, services) : undefined
  const own = stated || told !== undefined ? asked.filter(facet => entry.facets[facet] !== undefined) : []
  // Asked once more about the part just shown, they want more than it says.
  const again = entry.id === before && own.length === 1 && own[0] === session.topic?.facet
  const parts = again && told === undefined ? [] : own
  // A bare "bao nhiêu tiền" says nothing about the topic: a later correction is understood with what was asked first.
  const said =
    decision.via === 'follow-up' && decision.facet !== undefined
      ? (session.topic?.asked ?? decision.text)
      : decision.text
  return {
    replies: [
      answerReply(
        shown,
        {
          facets: parts,
          question,
          again: entry.id === before && (decision.via === 'follow-up' || told !== undefined),
          ...(lead === undefined ? {} : { lead }),
          ...(told === undefined ? {} : { excerpt: told.lines }),
          ...(procedure === undefined ? {} : { procedure }),
          more: await feedbackHere(shown.id, incoming, services),
        },
        services,
      ),
    ],
    session: remember(session, entryTarget(shown), parts[0], said, now),
  }
}
