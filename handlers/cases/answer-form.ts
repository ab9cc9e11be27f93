/** "Trả lời H27" tapped: the officer's next message, words or a file, is the answer. */
import { z } from 'zod'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { answer, heldByOther, say } from './answer.ts'
import { caseOrigin } from './people.ts'
import { closedNote } from './window.ts'

const formName = 'case-answer'
/** A form left alone this long is no longer meant: nothing goes to a resident by mistake. */
const formLifeMs = 15 * 60 * 1000
const formSchema = z.object({ code: z.string() })

const codeOf = ({ session, update }: Incoming): string | undefined => {
  const { form } = session
  if (form?.name !== formName) return undefined
  if (new Date(update.at).getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  const parsed = formSchema.safeParse(form.data)
  return parsed.success ? parsed.data.code : undefined
}

/** Says before anything is typed who has the case, and whether the answer would have to wait. */
export const askForAnswer = async (
  item: ResidentCase,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t, now } = services
  const { code } = item
  const busy = await heldByOther(item, incoming, services)
  if (busy !== undefined) return busy
  if (item.state === 'closed') return say(item, t('cases.closed-already', { code }))
  const closed = await closedNote(item, services)
  const how = incoming.update.chat === 'group' ? 'cases.answer-how' : 'cases.answer-now'
  const text = [...(closed === undefined ? [] : [closed(t)]), t(how, { code })].join('\n')
  return incoming.update.chat === 'group'
    ? say(item, text)
    : {
        replies: [{ text }],
        origin: caseOrigin(code),
        labelsOnly: true,
        session: {
          ...incoming.session,
          form: { name: formName, data: { code }, at: now.toISOString() },
        },
      }
}

export const answersCase = (incoming: Incoming): boolean =>
  incoming.update.chat === 'private' &&
  staffRoles.includes(incoming.contact.role) &&
  (incoming.update.content.kind === 'text' || incoming.update.content.kind === 'file') &&
  incoming.pressed === undefined &&
  incoming.command === undefined &&
  codeOf(incoming) !== undefined

export const answerTyped: Handler = async (incoming, services) => {
  const item = await services.repositories.cases.byCode(codeOf(incoming) ?? '')
  const { form: _done, ...session } = incoming.session
  if (item === undefined) return { replies: [], session }
  return { ...(await answer(item, incoming.text, incoming, services)), session }
}
