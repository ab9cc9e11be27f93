/** What taps lead to: an entry, a part of it, "quay lại", a rating. */

import { fold } from '../../content/language/unicode.ts'
import { type Facet, facets } from '../../content/model/faq.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { openProcedure } from '../procedures/open.ts'
import { procedureOf } from '../procedures/show.ts'
import { answerReply } from './answer-reply.ts'
import { entryById, entryTarget, remember } from './context.ts'
import { feedbackHere } from './feedback-here.ts'
import { entryButtons } from './no-answer.ts'
import { askerOf } from './store.ts'

const gone = ({ t }: Services): Outcome => ({ replies: [{ text: t('ask.gone') }] })

/** `entry:<id>` */
export const openEntry: Handler = async (incoming, services) => {
  const { pressed, session } = incoming
  const entry = entryById(services, pressed?.args[0] ?? '')
  if (entry === undefined) return gone(services)
  return {
    replies: [answerReply(entry, { more: await feedbackHere(entry.id, incoming, services) }, services)],
    session: remember(session, entryTarget(entry), undefined, undefined, services.now),
  }
}

/** `facet:<entry>:<facet>` */
export const openFacet: Handler = ({ pressed, session }, services) => {
  const entry = entryById(services, pressed?.args[0] ?? '')
  const facet: Facet | undefined = facets.find(name => name === pressed?.args[1])
  if (entry === undefined || facet === undefined) return gone(services)
  return {
    replies: [answerReply(entry, { facets: [facet] }, services)],
    session: remember(session, entryTarget(entry), facet, undefined, services.now),
  }
}

/** "quay lại", "câu trước", "back": the whole message and nothing else. */
export const saysBack = ({ text, pressed }: Incoming): boolean =>
  pressed === undefined &&
  /^(?:cho (?:toi|em) )?(?:(?:quay|tro|lui) lai|cau truoc|back)(?: (?:cau )?truoc(?: do)?)?(?: (?:di|nhe|a|em))*[.! ]*$/.test(
    fold(text),
  )

/**
 * "quay lại": from a part to the whole answer; from our asking back to the answer before it; else to the answer before
 * the last one.
 */
export const goBack: Handler = async (incoming, services) => {
  const { topic, before = [], rounds = 0 } = incoming.session
  const again = topic !== undefined && (topic.facet !== undefined || rounds > 0)
  const [id, rest] = again ? [topic.entry, before] : [before[0], before.slice(1)]
  if (id === undefined) return { replies: [{ text: services.t('ask.back-none') }] }
  const open = procedureOf(id) === undefined ? openEntry : openProcedure
  const outcome = await open(
    { ...incoming, pressed: { name: 'entry', args: [procedureOf(id) ?? id] } },
    services,
  )
  return outcome.session === undefined
    ? { ...outcome, session: { ...incoming.session, before: rest } }
    : { ...outcome, session: { ...outcome.session, before: rest } }
}

/** `rate:<question>:useful|wrong`; after "wrong" the next best entries and a person are offered. */
export const rate: Handler = async (incoming, services) => {
  const { pressed, session } = incoming
  const { repositories, engine, t, now } = services
  const id = Number(pressed?.args[0])
  const verdict = pressed?.args[1] === 'useful' ? 'useful' : 'wrong'
  const rated = Number.isSafeInteger(id)
    ? await repositories.questions.rate(id, askerOf(id, incoming, services), verdict, now)
    : undefined
  if (rated === undefined) return { replies: [{ text: t('ask.rated-gone') }] }
  if (verdict === 'useful')
    return { replies: [{ text: t('ask.thanks-useful') }], session: { ...session, rounds: 0 } }
  const others = entryButtons(
    engine
      .understand(rated.text)
      .ranked.map(({ entry }) => entry)
      .filter(entry => entry !== rated.entry)
      .slice(0, 3),
    services,
  )
  return {
    replies: [
      {
        text: `${t('ask.thanks-wrong')}${others.length > 0 ? ` ${t('ask.maybe')}` : ''}`,
        buttons: [...others, [{ label: t('ask.person'), value: 'person' }]],
      },
    ],
  }
}
