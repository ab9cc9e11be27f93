/** What taps lead to: an entry, a part of it, "quay lại", a rating. */

import type { Button } from '../../bot/chat.ts'
import { type Facet, facets } from '../../content/model/faq.ts'
import type { Handler, Outcome, Services } from '../handler.ts'
import { answerReply } from './answer-reply.ts'
import { entryById, remember } from './ask.ts'

const gone = ({ t }: Services): Outcome => ({ replies: [{ text: t('ask.gone') }] })

/** `entry:<id>` */
export const openEntry: Handler = ({ pressed, session }, services) => {
  const entry = entryById(services, pressed?.args[0] ?? '')
  if (entry === undefined) return gone(services)
  return {
    replies: [answerReply(entry, undefined, undefined, services)],
    session: remember(session, entry, undefined, undefined, services.now),
  }
}

/** `facet:<entry>:<facet>` */
export const openFacet: Handler = ({ pressed, session }, services) => {
  const entry = entryById(services, pressed?.args[0] ?? '')
  const facet: Facet | undefined = facets.find(name => name === pressed?.args[1])
  if (entry === undefined || facet === undefined) return gone(services)
  return {
    replies: [answerReply(entry, facet, undefined, services)],
    session: remember(session, entry, facet, undefined, services.now),
  }
}

/** "quay lại": the answer before the last one. */
export const goBack: Handler = ({ session }, services) => {
  const [previous, ...older] = session.before ?? []
  const entry = previous === undefined ? undefined : entryById(services, previous)
  if (entry === undefined) return { replies: [{ text: services.t('ask.back-none') }] }
  return {
    replies: [answerReply(entry, undefined, undefined, services)],
    session: { ...remember(session, entry, undefined, undefined, services.now), before: older },
  }
}

/** `rate:<question>:useful|wrong`; after "wrong" the next best entries and a person are offered. */
export const rate: Handler = async ({ pressed, contact, session }, services) => {
  const { repositories, engine, t, now } = services
  const id = Number(pressed?.args[0])
  const verdict = pressed?.args[1] === 'useful' ? 'useful' : 'wrong'
  const rated = Number.isSafeInteger(id)
    ? await repositories.questions.rate(id, contact.id, verdict, now)
    : undefined
  if (rated === undefined) return { replies: [{ text: t('ask.rated-gone') }] }
  if (verdict === 'useful')
    return { replies: [{ text: t('ask.thanks-useful') }], session: { ...session, rounds: 0 } }
  const others: Button[][] = engine
    .understand(rated.text)
    .ranked.filter(({ entry }) => entry !== rated.entry)
    .slice(0, 3)
    .flatMap(({ entry: next }) => {
      const entry = entryById(services, next)
      return entry === undefined ? [] : [[{ label: entry.title, value: `entry:${next}` }]]
    })
  return {
    replies: [
      {
        text: `${t('ask.thanks-wrong')}${others.length > 0 ? ` ${t('ask.maybe')}` : ''}`,
        buttons: [...others, [{ label: t('ask.person'), value: 'person' }]],
      },
    ],
  }
}
