/** Answers a question: one reply for each thing asked, choices when near entries compete, a way on when nothing fits. */
import type { Reply } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { Decision } from '../../content/search/engine.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { maskedText } from '../masked-note.ts'
import { procedureForCode } from '../procedures/by-code.ts'
import type { Session } from '../session.ts'
import { answerReply } from './answer-reply.ts'
import { answered } from './answered.ts'
import { contextOf, entryById, entryTarget, isFresh, nextRound, remember } from './context.ts'
import { choicesReply, declineReply } from './no-answer.ts'
import { planAnswer } from './plan-answer.ts'
import { smallTalk } from './small-talk.ts'
import { store } from './store.ts'

/** Handles whatever somebody typed that is no command, choice or form. */
export const ask: Handler = async (incoming, services) => {
  const text = incoming.command?.name === 'hoi' ? incoming.command.args : incoming.text
  if (text === '') return { replies: [{ text: services.t('ask.empty') }] }
  const masked = maskPersonal(text)
  const decisions = services.engine.parts(masked.text, contextOf(incoming.session, services))
  const [first] = decisions
  // Whoever wants a person is handed over whole: what was masked, the officers' copy and all.
  if (first?.kind === 'smalltalk' && first.intent === 'want-person')
    return await smallTalk(first.intent, incoming, services)
  const note: Reply[] = masked.found.length > 0 ? [{ text: maskedText(masked.found, services) }] : []
  const byCode = await procedureForCode(masked.text, decisions[0], incoming, services)
  if (byCode !== undefined) return { ...byCode, replies: [...note, ...byCode.replies] }
  const byPlan = await planAnswer(masked.text, decisions[0], incoming, services)
  if (byPlan !== undefined) return { ...byPlan, replies: [...note, ...byPlan.replies] }
  const open = openChoices(decisions[0], incoming, services)
  // Asked back once: whoever asks on without choosing is not asked the same again.
  if (open !== undefined) return { replies: [...note, open], session: { ...incoming.session, asking: false } }
  let session = incoming.session
  const replies = note
  const questions = decisions.filter(({ kind }) => kind !== 'smalltalk')
  if (questions.filter(({ kind }) => kind === 'answer').length > 1)
    replies.push({ text: services.t('ask.several') })
  for (const decision of questions.length > 0 ? questions : decisions) {
    const result = await reply(decision, incoming, session, services)
    replies.push(...result.replies)
    session = result.session ?? session
  }
  return { replies, session }
}

/** Choices heard this well leave no doubt that a new matter has begun. */
const heardAbove = 0.5
/** Longest, in words, that may ask for a part of what waits to be chosen. */
const partAtMost = 7

/** "Ai phải có mặt" while choices wait for an answer: which of them is meant? */
const openChoices = (
  decision: Decision,
  { session, text }: Incoming,
  services: Services,
): Reply | undefined => {
  const { offered, asking } = session
  const waits =
    offered?.choices.some(({ value }) => value === 'none') === true && isFresh(offered.at, services.now)
  if (!waits || asking !== true) return undefined
  const { facet } = decision
  const forPart = facet !== undefined && facet !== 'how' && text.split(/\s+/).length <= partAtMost
  const leans =
    (decision.kind === 'answer' && decision.via === 'follow-up') ||
    decision.kind === 'choices' ||
    (decision.kind === 'decline' && decision.elsewhere === undefined)
  return forPart && leans && (!('via' in decision) || decision.via !== 'correction')
    ? { text: services.t('ask.choose-first'), buttons: offered.choices.map(choice => [choice]) }
    : undefined
}

const reply = async (
  decision: Decision,
  incoming: Incoming,
  session: Session,
  services: Services,
): Promise<Outcome> => {
  const { t, now } = services
  switch (decision.kind) {
    case 'answer':
      return await answered(decision, incoming, session, services)
    case 'choices': {
      const stored = await store(decision, incoming, session, services)
      const rounds = nextRound(session, now)
      const asking = decision.confidence >= heardAbove || contextOf(session, services) === undefined
      return {
        replies: [await choicesReply(decision, rounds, services)],
        session: { ...stored.session, rounds, asking },
      }
    }
    case 'decline': {
      const stored = await store(decision, incoming, session, services)
      const rounds = nextRound(session, now)
      return {
        replies: [await declineReply(decision, rounds, stored, incoming, services)],
        // Where to turn with another office's matter is an answer, no round of asking back.
        session: decision.elsewhere === undefined ? { ...stored.session, rounds } : stored.session,
      }
    }
    case 'smalltalk':
      return await smallTalk(decision.intent, incoming, services)
    case 'danger': {
      const stored = await store(decision, incoming, session, services)
      const entry = decision.entry === undefined ? undefined : entryById(services, decision.entry)
      const alarm =
        decision.danger === 'scam'
          ? t('danger.scam')
          : `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}`
      return {
        replies: [{ text: alarm }, ...(entry === undefined ? [] : [answerReply(entry, {}, services)])],
        session:
          entry === undefined
            ? stored.session
            : remember(stored.session, entryTarget(entry), undefined, decision.text, now),
      }
    }
    default:
      return decision satisfies never
  }
}
