/** Choices sent into somebody else's private chat (a case's buttons) can be typed there, as those of a reply can. */
import type { Button, ConversationId } from '../bot/chat.ts'
import type { Repositories } from '../storage/repositories.ts'
import { type Session, sessionLifeMs, sessionSchema, sessionVersion } from './session.ts'

/** Leaves alone a chat in which a form, or a question for a number, waits for its answer. */
export const offerThere = async (
  to: ConversationId,
  /** Of each message sent there. */
  choicesSent: readonly (readonly Pick<Button, 'label' | 'value'>[])[],
  { sessions }: Repositories,
  now: Date,
): Promise<void> => {
  const choices = choicesSent.findLast(list => list.length > 0)
  if (choices === undefined) return
  const stored = sessionSchema.safeParse((await sessions.load(to, sessionVersion, now)) ?? {})
  const session: Session = stored.success ? stored.data : {}
  const { offered: before } = session
  const ownCase = before?.choices.every(({ value }) => value.startsWith('case:')) === true
  if (session.form !== undefined || (before?.labelsOnly === true && !ownCase)) return
  const offered = {
    at: now.toISOString(),
    choices: choices.map(({ label, value }) => ({ label, value })),
    labelsOnly: false,
  }
  const expires = new Date(now.getTime() + sessionLifeMs)
  await sessions.save(to, sessionVersion, { ...session, offered }, now, expires)
}
