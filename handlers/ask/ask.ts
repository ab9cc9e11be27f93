/** Answers a question: one reply for each thing asked, choices when near entries compete, a way on when nothing fits. */
import type { Button, Reply } from '../../bot/chat.ts'
import type { Facet, FaqEntry } from '../../content/model/faq.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { Context, Decision } from '../../content/search/engine.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { personText } from '../person.ts'
import { type Session, topicLifeMs } from '../session.ts'
import { answerReply } from './answer-reply.ts'
import { smallTalk } from './small-talk.ts'

/** After this many rounds of choices or refusals in a row a person is offered first. */
const patience = 2

const contextOf = (session: Session, now: Date): Context | undefined => {
  const { topic } = session
  if (topic === undefined || now.getTime() - new Date(topic.at).getTime() > topicLifeMs) return undefined
  const { entry, facet, asked } = topic
  return {
    entry,
    topic: topic.topic,
    ...(facet === undefined ? {} : { facet }),
    ...(asked === undefined ? {} : { asked }),
  }
}

export const entryById = ({ library }: Services, id: string): FaqEntry | undefined =>
  library.entries.find(entry => entry.id === id)

/** The session after an entry was shown. */
export const remember = (
  session: Session,
  entry: FaqEntry,
  facet: Facet | undefined,
  asked: string | undefined,
  now: Date,
): Session => ({
  ...session,
  topic: {
    entry: entry.id,
    topic: entry.topics[0] ?? entry.id,
    at: now.toISOString(),
    ...(facet === undefined ? {} : { facet }),
    ...(asked === undefined ? {} : { asked }),
  },
  before: [
    ...new Set([...(session.topic === undefined ? [] : [session.topic.entry]), ...(session.before ?? [])]),
  ]
    .filter(id => id !== entry.id)
    .slice(0, 5),
  rounds: 0,
})

/** Handles whatever somebody typed that is no command, choice or form. */
export const ask: Handler = async (incoming, services) => {
  const text = incoming.command?.name === 'hoi' ? incoming.command.args : incoming.text
  if (text === '') return { replies: [{ text: services.t('ask.empty') }] }
  const masked = maskPersonal(text)
  const decisions = services.engine.parts(masked.text, contextOf(incoming.session, services.now))
  let session = incoming.session
  const replies: Reply[] = masked.found.length > 0 ? [maskedNote(masked.found, services)] : []
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

const maskedNote = (found: readonly string[], { t }: Services): Reply => ({
  text: t('privacy.masked', { what: found.map(kind => t(`privacy.kinds.${kind}`)).join(', ') }),
})

const reply = async (
  decision: Decision,
  incoming: Incoming,
  session: Session,
  services: Services,
): Promise<Outcome> => {
  const { t, now } = services
  switch (decision.kind) {
    case 'answer': {
      const entry = entryById(services, decision.entry)
      if (entry === undefined) return { replies: [{ text: t('ask.gone') }] }
      const question = await store(decision, incoming, services)
      return {
        replies: [answerReply(entry, decision.facet, question, services)],
        session: remember(session, entry, decision.facet, decision.text, now),
      }
    }
    case 'choices': {
      await store(decision, incoming, services)
      const rounds = (session.rounds ?? 0) + 1
      return { replies: [choices(decision, rounds, services)], session: { ...session, rounds } }
    }
    case 'decline': {
      await store(decision, incoming, services)
      const rounds = (session.rounds ?? 0) + 1
      return { replies: [decline(decision, rounds, services)], session: { ...session, rounds } }
    }
    case 'smalltalk':
      return smallTalk(decision.intent, incoming, services)
    case 'danger': {
      await store(decision, incoming, services)
      const entry = decision.entry === undefined ? undefined : entryById(services, decision.entry)
      const alarm =
        decision.danger === 'scam'
          ? t('danger.scam')
          : `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}`
      return {
        replies: [
          { text: alarm },
          ...(entry === undefined ? [] : [answerReply(entry, undefined, undefined, services)]),
        ],
        ...(entry === undefined ? {} : { session: remember(session, entry, undefined, decision.text, now) }),
      }
    }
    default:
      return decision satisfies never
  }
}

const store = async (
  decision: Exclude<Decision, { kind: 'smalltalk' }>,
  incoming: Incoming,
  { repositories, now }: Services,
): Promise<number> =>
  await repositories.questions.add(
    {
      channel: incoming.update.channel,
      contact: incoming.contact.id,
      text: decision.text.slice(0, 500),
      outcome: decision.kind,
      topic: decision.kind === 'answer' ? decision.topic : (decision.ranked[0]?.topic ?? null),
      entry: decision.kind === 'answer' ? decision.entry : null,
      confidence: 'confidence' in decision ? decision.confidence : null,
      reason:
        decision.kind === 'decline' ? decision.reason : decision.kind === 'danger' ? decision.danger : null,
    },
    now,
  )

const wayOn = ({ t }: Services): Button[][] => [
  [{ label: t('ask.person'), value: 'person' }],
  [{ label: t('ask.menu'), value: 'menu' }],
]

const titled = (ids: readonly { readonly entry: string }[], services: Services): Button[][] =>
  ids.flatMap(({ entry: id }) => {
    const entry = entryById(services, id)
    return entry === undefined ? [] : [[{ label: entry.title, value: `entry:${id}` }]]
  })

const choices = (decision: Decision & { kind: 'choices' }, rounds: number, services: Services): Reply =>
  rounds > patience
    ? {
        text: `${services.t('decline.again')}\n\n${personText(services)}`,
        buttons: [...titled(decision.candidates, services), ...wayOn(services).slice(1)],
      }
    : {
        text: services.t('ask.which'),
        buttons: [
          ...titled(decision.candidates, services),
          [{ label: services.t('ask.person'), value: 'person' }],
        ],
      }

const decline = (decision: Decision & { kind: 'decline' }, rounds: number, services: Services): Reply => {
  const { t, library } = services
  const kind = library.elsewhere.find(({ id }) => id === decision.elsewhere)
  const lead = kind?.answer ?? t(`decline.${decision.reason}`)
  if (rounds > patience && kind === undefined) {
    return { text: `${t('decline.again')}\n\n${personText(services)}`, buttons: wayOn(services).slice(1) }
  }
  const sources =
    kind === undefined || kind.sources.length === 0
      ? ''
      : `\n\n${t('ask.sources', { sources: kind.sources.map(({ name }) => name).join('; ') })}`
  const portal: Button[][] =
    decision.reason === 'no-source' || decision.reason === 'other-office'
      ? [[{ label: t('ask.portal'), value: 'portal', url: 'https://dichvucong.gov.vn' }]]
      : []
  return {
    text: `${kind === undefined ? lead : `${t(`decline.${kind.reason}`)} ${lead}`}${sources}\n\n${t('decline.next')}`,
    buttons: [...wayOn(services), ...portal],
  }
}
