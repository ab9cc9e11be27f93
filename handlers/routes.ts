/** The ordered table of routes: the first that accepts a message handles it. A new capability adds its routes here. */
import { ask } from './ask/ask.ts'
import { goBack, openEntry, openFacet, rate } from './ask/browse.ts'
import { commands } from './commands.ts'
import type { Handler, Incoming, Route } from './handler.ts'
import { help, menu } from './help.ts'
import { invite, register } from './invite.ts'
import { chooseLanguage, setLanguage } from './language.ts'
import { link, unlink } from './link.ts'
import { otherContent } from './other-content.ts'
import { person } from './person.ts'
import { askErase, erase, ownData, privacy } from './privacy.ts'
import {
  helloGroup,
  isAddedToGroup,
  isPersonalInGroup,
  pointToPrivateChat,
  staffGroup,
} from './staff-group.ts'
import { start } from './start.ts'

/** A route for "/name" and its words; roles come from the command table. */
export const onCommand = (name: string, handle: Handler): Route => {
  const command = commands.find(candidate => candidate.name === name)
  if (command === undefined) throw new Error(`route for a command that is not in the table: ${name}`)
  return { name, roles: command.roles, accepts: incoming => incoming.command?.name === name, handle }
}

/** A route for taps (or typed choices) whose value begins with `name`. */
export const onPress = (name: string, handle: Handler, more: Partial<Route> = {}): Route => ({
  name,
  accepts: incoming => incoming.pressed?.name === name,
  handle,
  ...more,
})

const saysBack = (incoming: Incoming): boolean =>
  /^(quay l[aạ]i|tr[oở] l[aạ]i|back)[.!]*$/iu.test(incoming.text)

const cancel: Handler = ({ session }, { t }) => {
  const { form, ...rest } = session
  return {
    replies: [{ text: t(form === undefined ? 'other.nothing-to-cancel' : 'other.cancelled') }],
    session: rest,
  }
}

const unknownCommand: Handler = (_incoming, { t }) => ({ replies: [{ text: t('other.unknown-command') }] })
const silence: Handler = () => ({ replies: [] })

export const routes: readonly Route[] = [
  { name: 'not-addressed', accepts: ({ update }) => !update.addressed, handle: silence },
  { name: 'group-hello', accepts: isAddedToGroup, handle: helloGroup },
  { name: 'group-personal', accepts: isPersonalInGroup, handle: pointToPrivateChat },
  onCommand('start', start),
  onCommand('trogiup', help),
  onCommand('hoi', ask),
  onCommand('canbo', person),
  onCommand('ngonngu', chooseLanguage),
  onCommand('riengtu', privacy),
  onCommand('dulieu', ownData),
  onCommand('xoadulieu', askErase),
  onCommand('huy', cancel),
  onCommand('dangky', register),
  onCommand('lienket', link),
  onCommand('moi', invite),
  onCommand('nhom', staffGroup),
  onPress('menu', menu),
  onPress('entry', openEntry),
  onPress('facet', openFacet),
  onPress('rate', rate),
  onPress('person', person),
  onPress('language', setLanguage),
  onPress('erase', erase),
  onPress('unlink', unlink),
  { name: 'back', accepts: saysBack, handle: goBack },
  {
    name: 'unknown-command',
    accepts: incoming => incoming.command !== undefined && incoming.text.startsWith('/'),
    handle: unknownCommand,
  },
  { name: 'other-content', accepts: ({ update }) => update.content.kind !== 'text', handle: otherContent },
  { name: 'ask', accepts: () => true, handle: ask },
]
