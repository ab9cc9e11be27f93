/** What is sent right after a feedback without another word belongs to it. */
import { passContent } from '../cases/case-files.ts'
import type { Handler, Incoming } from '../handler.ts'

/** A picture right after a feedback was sent belongs to it; officers' files may be for anything else. */
export const addsToSent = ({ update, cases, contact, session, text }: Incoming): boolean =>
  cases?.recent !== undefined &&
  contact.role === 'resident' &&
  session.form === undefined &&
  !text.startsWith('/') &&
  (update.content.kind === 'file' || update.content.kind === 'location')

export const addToSent: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(incoming.cases?.recent ?? '')
  return item === undefined ? { replies: [] } : await passContent(item, incoming, services)
}
