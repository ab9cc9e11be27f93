/** The people in the fake Telegram: they write, tap, send files, block the bot, and see what a chat shows. */
import { type MenuEntry, scopeKey } from './menus.ts'
import type { FakeButton, FakeChat, FakeUser, ShownMessage, State } from './state.ts'

export type People = ReturnType<typeof createPeople>
export type FakePerson = ReturnType<People['person']>
export type FakeGroup = ReturnType<People['group']>

type More = Readonly<Record<string, unknown>>

const commandEntities = (text: string): More => {
  const command = /^\/\w+(?:@\w+)?/.exec(text)
  const mentions = [...text.matchAll(/(?<!\w)@\w+/g)].map(({ index, 0: word }) => ({
    type: 'mention',
    offset: index,
    length: word.length,
  }))
  const entities = [
    ...(command === null ? [] : [{ type: 'bot_command', offset: 0, length: command[0].length }]),
    ...mentions.filter(({ offset }) => command === null || offset >= command[0].length),
  ]
  return entities.length === 0 ? {} : { entities }
}

export const createPeople = (state: State) => {
  let lastId = 1000
  let lastGroup = -1_001_000_000_000

  /** What anybody can do in a chat. */
  const inChat = (user: FakeUser, chat: FakeChat) => {
    const send = (content: More, more: More = {}): number => {
      const id = state.nextMessageId()
      const text = typeof content['text'] === 'string' ? content['text'] : String(content['caption'] ?? '')
      chat.messages.push({ id, from: user, text, entities: [], buttons: [], previews: false, edits: 0 })
      return state.push(chat.id, {
        message: {
          message_id: id,
          date: Math.floor(state.now() / 1000),
          chat: { id: chat.id, type: chat.type, title: chat.title },
          from: user,
          ...content,
          ...more,
        },
      })
    }
    const fromBot = (): ShownMessage[] => chat.messages.filter(({ from }) => from.id === state.bot.id)
    const file = (name: string, bytes: Buffer, type: string): More => {
      const { id } = state.addFile(name, bytes)
      return { file_id: id, file_unique_id: id, file_name: name, mime_type: type, file_size: bytes.length }
    }
    return {
      user,
      chat,
      /** @returns the update's id, as for all the following */
      says: (text: string, more?: More): number => send({ text, ...commandEntities(text) }, more),
      sendsPhoto: (bytes: Buffer, caption?: string, more?: More): number =>
        send(
          {
            photo: [
              { ...file('small.jpg', bytes.subarray(0, 1), 'image/jpeg'), width: 90, height: 60 },
              { ...file('large.jpg', bytes, 'image/jpeg'), width: 900, height: 600 },
            ],
            ...(caption === undefined ? {} : { caption }),
          },
          more,
        ),
      sendsDocument: (name: string, bytes: Buffer, type = 'application/pdf', more?: More): number =>
        send({ document: file(name, bytes, type) }, more),
      sendsVoice: (bytes: Buffer): number =>
        send({ voice: { ...file('voice.ogg', bytes, 'audio/ogg'), duration: 3 } }),
      sends: (content: More, more?: More): number => send(content, more),
      /** Taps a button on the newest message that has it. */
      presses(label: string | RegExp): number {
        const has = ({ text }: FakeButton): boolean =>
          typeof label === 'string' ? text === label : label.test(text)
        const message = fromBot().findLast(({ buttons }) => buttons.flat().some(has))
        const button = message?.buttons.flat().find(has)
        if (message === undefined || button?.callback_data === undefined)
          throw new Error(`no button ${label} to tap; there are: ${this.buttons.join(' | ')}`)
        return state.push(chat.id, {
          callback_query: {
            id: state.addQuery(),
            from: user,
            chat_instance: '1',
            data: button.callback_data,
            message: {
              message_id: message.id,
              date: Math.floor(state.now() / 1000),
              chat: { id: chat.id, type: chat.type },
              from: state.bot,
              text: message.text,
              ...(message.topic === undefined
                ? {}
                : { message_thread_id: message.topic, is_topic_message: true }),
            },
          },
        })
      },
      /** What the bot said here, oldest first. */
      get seen(): ShownMessage[] {
        return fromBot()
      },
      /** Labels under the bot's newest message that has buttons. */
      get buttons(): string[] {
        return (fromBot().findLast(({ buttons }) => buttons.length > 0)?.buttons ?? [])
          .flat()
          .map(({ text }) => text)
      },
    }
  }

  const person = (name: string, more: { language?: string } = {}) => {
    lastId += 1
    const user: FakeUser = {
      id: lastId,
      first_name: name,
      is_bot: false,
      language_code: more.language ?? 'vi',
    }
    const chat = state.addChat({ id: user.id, type: 'private' })
    const membership = (before: string, after: string): number =>
      state.push(chat.id, {
        my_chat_member: {
          chat: { id: chat.id, type: 'private' },
          from: user,
          date: Math.floor(state.now() / 1000),
          old_chat_member: { status: before, user: state.bot },
          new_chat_member: { status: after, user: state.bot },
        },
      })
    return Object.assign(inChat(user, chat), {
      blocks(): number {
        chat.closed = 'Forbidden: bot was blocked by the user'
        return membership('member', 'kicked')
      },
      comesBack(): number {
        delete chat.closed
        return membership('kicked', 'member')
      },
      /** The commands this person is offered behind "/" in the private chat (telegram.md 3.4). */
      menu(): readonly MenuEntry[] {
        const language = user.language_code ?? ''
        for (const scope of [{ type: 'chat', chat_id: chat.id }, { type: 'all_private_chats' }, undefined])
          for (const code of [language, '']) {
            const found = state.menus.get(scopeKey(scope, code))
            if (found !== undefined) return found
          }
        return []
      },
    })
  }

  const group = (title: string, more: { basic?: boolean; topics?: readonly number[] } = {}) => {
    lastGroup -= 1
    const chat = state.addChat({
      id: more.basic === true ? lastGroup + 1_000_000_000_000 : lastGroup,
      type: more.basic === true ? 'group' : 'supergroup',
      title,
    })
    for (const topic of more.topics ?? []) chat.topics.add(topic)
    return {
      chat,
      /** A member's hands and eyes in the group. */
      member: (who: { user: FakeUser }) => inChat(who.user, chat),
      /** Somebody adds the bot. */
      addsBot: (who: { user: FakeUser }): number =>
        state.push(chat.id, {
          my_chat_member: {
            chat: { id: chat.id, type: chat.type, title },
            from: who.user,
            date: Math.floor(state.now() / 1000),
            old_chat_member: { status: 'left', user: state.bot },
            new_chat_member: { status: 'member', user: state.bot },
          },
        }),
      /** The group becomes a supergroup. @returns it */
      becomesSupergroup(tellTheBot: boolean) {
        const next = group(title)
        chat.movedTo = next.chat.id
        if (tellTheBot)
          state.push(chat.id, {
            message: {
              message_id: state.nextMessageId(),
              date: Math.floor(state.now() / 1000),
              chat: { id: chat.id, type: 'group', title },
              migrate_to_chat_id: next.chat.id,
            },
          })
        return next
      },
    }
  }

  return { person, group }
}
