/** A procedure's code written anywhere in a message opens its card, or the part the message asks about. */
import type { Decision } from '../../content/search/engine.ts'
import { remember } from '../ask/context.ts'
import { store } from '../ask/store.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { cardReply, partReply, procedureButtons, procedureByCode, procedureTarget } from './show.ts'

/** @returns undefined when the message holds no code we know, or is a cry for help first */
export const procedureForCode = async (
  text: string,
  decision: Decision,
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  // Names are looked up only when asked for: most messages hold no figures.
  if (decision.kind === 'danger' || !/\d\D{0,3}\d{3}/.test(text)) return undefined
  const written = services.engine
    .procedures(text, 3)
    .filter(({ score }) => score === 1)
    .flatMap(({ code }) => procedureByCode(services.library, code) ?? [])
  const [first, ...others] = written
  if (first === undefined) return undefined
  if (others.length > 0)
    return { replies: [{ text: services.t('procedures.found'), buttons: procedureButtons(written) }] }
  const asked = services.engine.facet(text)
  const part = asked === undefined || asked === 'how' ? undefined : partReply(first, asked, services)
  const { session } = await store(
    {
      kind: 'answer',
      entry: `tthc:${first.code}`,
      topic: first.topic ?? `tthc:${first.code}`,
      confidence: 1,
      via: 'message',
      ranked: [],
      procedures: [],
      text,
    },
    incoming,
    incoming.session,
    services,
  )
  return {
    replies: [part ?? cardReply(first, services)],
    session: remember(
      session,
      procedureTarget(first),
      part === undefined ? undefined : asked,
      text,
      services.now,
    ),
  }
}
