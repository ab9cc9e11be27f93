/** Reads an update the way handlers want it: text, command, or the choice that was pressed or typed. */
import { readCommand } from '../handlers/commands.ts'
import type { Incoming } from '../handlers/handler.ts'
import { pickChoice } from '../handlers/pick-choice.ts'
import { offerLifeMs, type Session } from '../handlers/session.ts'
import type { Contact, Update } from './chat.ts'

/** Longest text handlers see, in UTF-16 units; the rest of a longer message is cut (channels allow 4,096 at most). */
export const longestText = 10_000

const textOf = (update: Update): string => {
  const { content } = update
  const raw = content.kind === 'text' ? content.text : content.kind === 'file' ? (content.caption ?? '') : ''
  return raw.slice(0, longestText).trim()
}

const press = (value: string, messageRef?: string): NonNullable<Incoming['pressed']> => {
  const [name = '', ...args] = value.split(':')
  return { name, args, ...(messageRef === undefined ? {} : { messageRef }) }
}

export const read = (given: {
  update: Update
  contact: Contact
  isNew: boolean
  session: Session
  now: Date
  file?: NonNullable<Incoming['file']>
  cases?: NonNullable<Incoming['cases']>
}): Incoming => {
  const { update, session, now, file, ...rest } = given
  const text = textOf(update)
  const base = { update, session, text, ...rest, ...(file === undefined ? {} : { file }) }
  if (update.content.kind === 'button')
    return { ...base, pressed: press(update.content.value, update.content.messageRef) }
  if (update.content.kind === 'joined') {
    return { ...base, command: { name: 'start', args: update.content.payload ?? '' } }
  }
  if (update.content.kind !== 'text') return base
  const { offered } = session
  // A reply to an officer or a resident is theirs, not a choice among ours.
  if (
    offered !== undefined &&
    rest.cases?.about === undefined &&
    now.getTime() - new Date(offered.at).getTime() <= offerLifeMs
  ) {
    const choice = pickChoice(text, offered.choices, offered.labelsOnly)
    if (choice !== undefined) return { ...base, pressed: press(choice.value) }
  }
  const command = readCommand(text)
  return command === undefined ? base : { ...base, command }
}
