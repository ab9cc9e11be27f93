/** Questions about the ward's plan, answered from the plan with its clause: for residents and staff alike, plans are public. */
import type { Button } from '../../bot/chat.ts'
import { planQuestion } from '../../content/plan/questions/recognise.ts'
import { planReply } from '../../content/plan/questions/reply.ts'
import { withReadings } from '../../content/plan/readings.ts'
import type { Decision } from '../../content/search/engine.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { staffRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { chosenReadings } from '../progress/view.ts'
import { type Session, topicLifeMs } from '../session.ts'
import { remember } from './context.ts'
import { store } from './store.ts'

/** Topics under which a plan's answer is remembered: what was asked then tells what "còn băng rôn?" means. */
const planTopics: ReadonlySet<string> = new Set(['cchc.plan-results', 'cchc.events', 'officer.report'])

const askedBefore = ({ topic }: Session, { library, now }: Services) =>
  topic?.asked !== undefined &&
  planTopics.has(topic.topic) &&
  now.getTime() - new Date(topic.at).getTime() <= topicLifeMs
    ? planQuestion(topic.asked, { ward: library.ward, today: dayOf(now) })
    : undefined

/**
 * @param decision what the answers would make of the message: a cry for help goes first, and a ward without a plan leaves
 *   to them what they know
 * @returns undefined for what is not about the plan
 */
export const planAnswer = async (
  text: string,
  decision: Decision,
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  if (decision.kind === 'danger') return undefined
  const { library, repositories, engine, t, now } = services
  if (library.plan === null && decision.kind === 'answer') return undefined
  const chosen = await chosenReadings(repositories)
  const before = askedBefore(incoming.session, services)
  const reply = planReply(text, {
    library,
    plan: library.plan === null ? null : withReadings(library.plan, chosen),
    chosen,
    t,
    today: dayOf(now),
    dictionary: engine.dictionary,
    ...(before === undefined ? {} : { before }),
  })
  if (reply === undefined) return undefined
  const entry = library.entries.find(({ topics }) => topics[0] === reply.topic)
  const { id: question, session } = await store(
    {
      kind: 'answer',
      entry: entry?.id ?? 'plan',
      topic: reply.topic ?? 'plan',
      confidence: 1,
      via: 'message',
      ranked: decision.ranked,
      procedures: [],
      text,
    },
    incoming,
    incoming.session,
    services,
  )
  const staff = staffRoles.includes(incoming.contact.role) && library.plan !== null
  const buttons: Button[][] = [
    ...(staff ? [[{ label: t('plan-answers.see-progress'), value: 'td' }]] : []),
    [
      { label: t('ask.useful'), value: `rate:${question}:useful` },
      { label: t('ask.wrong'), value: `rate:${question}:wrong` },
    ],
  ]
  return {
    replies: [{ text: reply.text, buttons }],
    session:
      entry === undefined
        ? session
        : remember(session, { id: entry.id, topic: reply.topic ?? '' }, undefined, text, now),
  }
}
