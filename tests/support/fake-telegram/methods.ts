/** The methods of the Bot API the program uses, with Telegram's checks and wording. */
import { z } from 'zod'
import { type Entity, MarkupError, parseHtml } from './html.ts'
import { scopeKey } from './menus.ts'
import type { Upload } from './multipart.ts'
import { type FakeChat, Refusal, type ShownMessage, type State } from './state.ts'

export interface Call {
  readonly method: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly files: Upload['files']
}

const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess(value => (typeof value === 'string' ? JSON.parse(value) : value), schema)
const button = z.object({
  text: z.string().min(1),
  callback_data: z.string().optional(),
  url: z.string().optional(),
})
const id = z.coerce.number()
const target = z.object({
  chat_id: id,
  message_thread_id: id.optional(),
  parse_mode: z.literal('HTML').optional(),
  reply_markup: json(z.object({ inline_keyboard: z.array(z.array(button)) })).optional(),
  reply_parameters: json(
    z.object({ message_id: z.number(), allow_sending_without_reply: z.boolean().optional() }),
  ).optional(),
})
const message = target.extend({
  text: z.string(),
  link_preview_options: z.object({ is_disabled: z.boolean().optional() }).optional(),
})
const media = target.extend({
  caption: z.string().optional(),
  photo: z.string().optional(),
  document: z.string().optional(),
})
const scope = z.object({ type: z.string(), chat_id: z.number().optional() })
const menu = z.object({
  scope: scope.optional(),
  language_code: z.string().optional(),
  commands: z
    .array(z.object({ command: z.string(), description: z.string().min(1).max(256) }))
    .max(100)
    .optional(),
})

const styled = (text: string, mode: 'HTML' | undefined): { text: string; entities: Entity[] } => {
  if (mode === undefined) return { text: text.trim(), entities: [] }
  try {
    return parseHtml(text)
  } catch (error) {
    if (error instanceof MarkupError) throw new Refusal(400, error.message)
    throw error
  }
}

const checkedButtons = (markup: z.infer<typeof target>['reply_markup']): ShownMessage['buttons'] => {
  const rows = (markup?.inline_keyboard ?? []).map(row =>
    row.map(({ text, callback_data, url }) => ({
      text,
      ...(callback_data === undefined ? {} : { callback_data }),
      ...(url === undefined ? {} : { url }),
    })),
  )
  for (const { callback_data, url } of rows.flat()) {
    if ((callback_data === undefined) === (url === undefined))
      throw new Refusal(
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
      )
    const size = Buffer.byteLength(callback_data ?? 'x')
    if (size < 1 || size > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID')
  }
  return rows
}

export const createMethods = (state: State) => {
  const place = (call: z.infer<typeof target>): { chat: FakeChat; more: Partial<ShownMessage> } => {
    const chat = state.writable(call.chat_id)
    const topic = call.message_thread_id
    if (topic !== undefined && !chat.topics.has(topic))
      throw new Refusal(400, 'Bad Request: message thread not found')
    const quoted = call.reply_parameters
    const exists = chat.messages.some(({ id: known }) => known === quoted?.message_id)
    if (quoted !== undefined && !exists && quoted.allow_sending_without_reply !== true)
      throw new Refusal(400, 'Bad Request: message to be replied not found')
    return {
      chat,
      more: {
        ...(topic === undefined ? {} : { topic }),
        ...(quoted !== undefined && exists ? { quoted: quoted.message_id } : {}),
      },
    }
  }

  const show = (chat: FakeChat, shown: Omit<ShownMessage, 'id' | 'from' | 'edits'>): unknown => {
    const added: ShownMessage = { id: state.nextMessageId(), from: state.bot, edits: 0, ...shown }
    chat.messages.push(added)
    state.changed()
    return asResult(chat, added)
  }

  const asResult = (chat: FakeChat, shown: ShownMessage): unknown => ({
    message_id: shown.id,
    date: Math.floor(state.now() / 1000),
    chat: { id: chat.id, type: chat.type },
    from: shown.from,
    text: shown.text,
  })

  const sendFile = (call: Call, kind: 'photo' | 'document'): unknown => {
    const given = media.parse(call.payload)
    const { chat, more } = place(given)
    const { text, entities } = styled(given.caption ?? '', given.parse_mode)
    if (text.length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long')
    const name = /^attach:\/\/(.+)$/.exec(given[kind] ?? '')?.[1]
    const upload = name === undefined ? undefined : call.files.get(name)
    if (upload === undefined) throw new Refusal(400, `Bad Request: there is no ${kind} in the request`)
    if (upload.bytes.length === 0) throw new Refusal(400, 'Bad Request: file must be non-empty')
    const file = state.addFile(upload.name, upload.bytes)
    return show(chat, {
      text,
      entities,
      buttons: checkedButtons(given.reply_markup),
      file: { ...file, kind },
      previews: false,
      ...more,
    })
  }

  /** @throws Refusal */
  return (call: Call): unknown => {
    const { method, payload } = call
    switch (method) {
      case 'getMe':
        return { ...state.bot, can_join_groups: true, can_read_all_group_messages: false }
      case 'sendMessage': {
        const given = message.parse(payload)
        const { chat, more } = place(given)
        const { text, entities } = styled(given.text, given.parse_mode)
        if (text.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty')
        if (text.length > 4096) throw new Refusal(400, 'Bad Request: message is too long')
        return show(chat, {
          text,
          entities,
          buttons: checkedButtons(given.reply_markup),
          previews: given.link_preview_options?.is_disabled !== true,
          ...more,
        })
      }
      case 'editMessageText': {
        const given = message.extend({ message_id: id }).parse(payload)
        const chat = state.writable(given.chat_id)
        const known = chat.messages.find(
          candidate => candidate.id === given.message_id && candidate.from.id === state.bot.id,
        )
        if (known === undefined) throw new Refusal(400, 'Bad Request: message to edit not found')
        if (known.file !== undefined)
          throw new Refusal(400, 'Bad Request: there is no text in the message to edit')
        const { text, entities } = styled(given.text, given.parse_mode)
        if (text.length > 4096) throw new Refusal(400, 'Bad Request: message is too long')
        const buttons = checkedButtons(given.reply_markup)
        if (
          JSON.stringify([known.text, known.entities, known.buttons]) ===
          JSON.stringify([text, entities, buttons])
        )
          throw new Refusal(
            400,
            'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
          )
        Object.assign(known, { text, entities, buttons, edits: known.edits + 1 })
        state.changed()
        return asResult(chat, known)
      }
      case 'sendPhoto':
        return sendFile(call, 'photo')
      case 'sendDocument':
        return sendFile(call, 'document')
      case 'sendChatAction': {
        const chat = state.writable(target.parse(payload).chat_id)
        chat.typing += 1
        state.changed()
        return true
      }
      case 'answerCallbackQuery': {
        const query = state.queries.get(String(payload['callback_query_id']))
        if (query === undefined || query.answered)
          throw new Refusal(
            400,
            'Bad Request: query is too old and response timeout expired or query ID is invalid',
          )
        query.answered = true
        state.changed()
        return true
      }
      case 'setMyCommands': {
        const given = menu.parse(payload)
        if (given.scope?.type === 'chat') state.writable(given.scope.chat_id ?? 0)
        for (const { command } of given.commands ?? [])
          if (!/^[a-z0-9_]{1,32}$/.test(command)) throw new Refusal(400, 'Bad Request: BOT_COMMAND_INVALID')
        state.menus.set(scopeKey(given.scope, given.language_code), given.commands ?? [])
        state.changed()
        return true
      }
      case 'deleteMyCommands': {
        const given = menu.parse(payload)
        state.menus.delete(scopeKey(given.scope, given.language_code))
        state.changed()
        return true
      }
      case 'getFile': {
        const file = state.files.get(String(payload['file_id']))
        if (file === undefined)
          throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
        if (file.bytes.length > 20 * 1024 * 1024) throw new Refusal(400, 'Bad Request: file is too big')
        return { file_id: file.id, file_size: file.bytes.length, file_path: `documents/${file.id}` }
      }
      default:
        throw new Refusal(404, 'Not Found: method not found')
    }
  }
}
