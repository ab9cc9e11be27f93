/** "Báo tôi khi có trả lời": who asked what we could not answer may want to hear when the ward has an answer. */
import { askerOf } from '../ask/store.ts'
import type { Handler } from '../handler.ts'

/** `tellme:<question>` or `tellme:<question>:no`; only the person who asked, in their own chat. */
export const tellMe: Handler = async (incoming, services) => {
  const { pressed, contact, session } = incoming
  const { repositories, library, t, now } = services
  const [question = '', word] = pressed?.args ?? []
  const id = Number(question)
  const wanted = word !== 'no'
  const noted = Number.isSafeInteger(id)
    ? await repositories.questions.setNotify(id, askerOf(id, incoming, services), wanted, now)
    : undefined
  if (noted === undefined) return { replies: [{ text: t('learning.tell-gone') }] }
  if (!wanted) {
    // The wish was what it was tied to them for.
    if ((await repositories.dataRequests.choice(contact.person, 'asker')) !== true)
      await repositories.questions.untieNow({ question: id }, now)
    return { replies: [{ text: t('learning.wont-tell') }] }
  }
  const entry =
    noted.answeredBy === null ? undefined : library.entries.find(item => item.id === noted.resolution)
  if (entry !== undefined)
    return {
      replies: [
        {
          text: t('learning.already'),
          buttons: [[{ label: entry.title, value: `entry:${entry.id}` }]],
        },
      ],
    }
  return {
    replies: [
      {
        text: t('learning.will-tell'),
        buttons: [[{ label: t('learning.no-need'), value: `tellme:${id}:no` }]],
      },
    ],
    session: { ...session, rounds: 0 },
  }
}
