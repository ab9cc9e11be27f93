/** "Dài quá", "nói ngắn gọn thôi": the first sentence of the last answer, its parts as buttons. */
import { fold } from '../../content/language/unicode.ts'
import type { Handler, Incoming } from '../handler.ts'
import { procedureOf } from '../procedures/show.ts'
import { answerReply } from './answer-reply.ts'
import { contextOf, entryById } from './context.ts'

const wish =
  /^(?:(?:em|anh|chi|ban|bot|ad|u|ui|oi|ua|thoi|ma|cho|noi|viet|tra loi|giai thich|lam on) )*(?:(?:sao |gi ma )?dai (?:qua|vay|the|dong|nhu vay|nhu the)|(?:ngan|gon|tom tat))(?: (?:gon|lai|hon|thoi|di|giup|toi|em|anh|chi|xiu|ti|chut|a|nhe|nha|vay|the|doc|khong|noi|met|qua|voi|duoc|muon))*[.!? ]*$/

export const wantsShorter = ({ text, pressed, command, session }: Incoming): boolean =>
  pressed === undefined && command === undefined && session.topic !== undefined && wish.test(fold(text))

export const shorter: Handler = ({ session }, services) => {
  const context = contextOf(session, services)
  const shown = session.topic?.entry ?? ''
  const entry = procedureOf(shown) === undefined ? entryById(services, context?.entry ?? '') : undefined
  if (entry === undefined) return { replies: [{ text: services.t('smalltalk.ok') }] }
  const first = entry.answer.split('\n')[0] ?? ''
  return {
    replies: [
      answerReply(entry, { excerpt: [first], again: true, lead: services.t('ask.shorter') }, services),
    ],
    session,
  }
}
