/** What taps on procedures lead to: a card, or one part of it. */
import { facets } from '../../content/model/faq.ts'
import { remember } from '../ask/context.ts'
import type { Handler } from '../handler.ts'
import { cardReply, partReply, procedureByCode, procedureTarget, wholeReply } from './show.ts'

/** `tthc:<code>` */
export const openProcedure: Handler = ({ pressed, session }, services) => {
  const procedure = procedureByCode(services.library, pressed?.args[0] ?? '')
  if (procedure === undefined) return { replies: [{ text: services.t('ask.gone') }] }
  return {
    replies: [cardReply(procedure, services)],
    session: remember(session, procedureTarget(procedure), undefined, undefined, services.now),
  }
}

/** `tthcf:<code>:<facet>` or `tthcf:<code>:all` */
export const openProcedurePart: Handler = (incoming, services) => {
  const [code = '', part = ''] = incoming.pressed?.args ?? []
  const procedure = procedureByCode(services.library, code)
  if (procedure === undefined) return { replies: [{ text: services.t('ask.gone') }] }
  const facet = facets.find(name => name === part)
  const reply = facet === undefined ? wholeReply(procedure, services) : partReply(procedure, facet, services)
  return {
    replies: [reply ?? cardReply(procedure, services)],
    session: remember(incoming.session, procedureTarget(procedure), facet, undefined, services.now),
  }
}
