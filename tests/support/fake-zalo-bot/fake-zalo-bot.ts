/**
 * The Zalo Bot Platform on loopback: one update a poll and gone once read, webhook or polling but not both, photos by
 * address only, a monthly quota, and errors inside HTTP 200 answers.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

export const botToken = '4411223344:fake-secret-of-tests'
export const botId = '4411223344'

const chat = z.object({ chat_id: z.string().min(1) })
const messageSchema = chat.extend({
  text: z.string().min(1).max(2000),
  text_styles: z
    .array(
      z.object({
        start: z.number().int().min(0),
        len: z.number().int().min(1),
        st: z.array(z.string()).min(1),
      }),
    )
    .optional(),
})
const photoSchema = chat.extend({ photo: z.url(), caption: z.string().min(1).max(2000).optional() })
const webhookSchema = z.object({
  url: z.url({ protocol: /^https$/ }),
  secret_token: z.string().min(8).max(256),
})

export interface FakeBotSend {
  readonly method: string
  readonly chatId: string
  readonly text?: string
  readonly photo?: string
  readonly styles?: readonly unknown[]
}

export interface FakeZaloBot {
  readonly url: string
  readonly sent: FakeBotSend[]
  /** Methods called, in order. */
  readonly calls: string[]
  webhook: { url: string; secret: string } | undefined
  /** Updates nobody has read yet. */
  readonly waiting: unknown[]
  /** Somebody wrote: a poll reads it, once. */
  write(update: unknown): void
  failNext(method: string, ...codes: number[]): void
  httpNext(method: string, status: number): void
  /** The token no longer works. */
  resetToken(): void
  takesStyles: boolean
  media(name: string, bytes: Uint8Array): string
  /** Posts an update to a webhook with this secret. @returns the HTTP status */
  post(address: string, body: unknown, secret: string | undefined): Promise<number>
  /** Resolves when nothing waits to be read and a poll is open again. */
  drained(): Promise<void>
  close(): Promise<void>
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

export const startFakeZaloBot = async (): Promise<FakeZaloBot> => {
  let counter = 0
  let token = botToken
  const failures: { method: string; code: number }[] = []
  const statuses: { method: string; status: number }[] = []
  const files = new Map<string, Uint8Array>()
  const polls = new Set<() => void>()
  const watchers = new Set<() => void>()

  const takeFirst = <T>(list: T[], fits: (item: T) => boolean): T | undefined => {
    const index = list.findIndex(fits)
    return index === -1 ? undefined : list.splice(index, 1)[0]
  }
  const refuse = (error_code: number, description: string) => ({ ok: false, error_code, description })
  const done = (result: unknown) => ({ ok: true, result })
  const tell = (): void => {
    for (const watcher of [...watchers]) watcher()
  }

  /** Holds the poll until something comes or the line is cut; an idle one ends with 408 as the real one does. */
  const poll = async (seconds: number, response: ServerResponse): Promise<unknown> => {
    if (fake.webhook !== undefined) return refuse(400, 'webhook is active')
    const ready = fake.waiting.shift()
    if (ready !== undefined) return done(ready)
    const woken = Promise.withResolvers<void>()
    const timer = setTimeout(woken.resolve, seconds * 1000)
    polls.add(woken.resolve)
    response.once('close', woken.resolve)
    tell()
    await woken.promise
    clearTimeout(timer)
    polls.delete(woken.resolve)
    // Read by a line that was cut is read all the same.
    const update = fake.waiting.shift()
    return update === undefined ? refuse(408, 'Request timeout') : done(update)
  }

  const answer = async (method: string, body: unknown, response: ServerResponse): Promise<unknown> => {
    const scripted = takeFirst(failures, item => item.method === method)
    if (scripted !== undefined) return refuse(scripted.code, 'scripted')
    const id = (): string => {
      counter += 1
      return `bot-msg-${counter}`
    }
    switch (method) {
      case 'getMe':
        return done({
          id: botId,
          account_name: 'Bot Phường Thử',
          account_type: 'BASIC',
          can_join_groups: false,
        })
      case 'getUpdates': {
        const { timeout } = z.object({ timeout: z.coerce.number() }).parse(body)
        return await poll(timeout, response)
      }
      case 'getWebhookInfo':
        return done({ url: fake.webhook?.url ?? '', updated_at: 0 })
      case 'setWebhook': {
        const parsed = webhookSchema.safeParse(body)
        if (!parsed.success) return refuse(400, 'Bad request')
        fake.webhook = { url: parsed.data.url, secret: parsed.data.secret_token }
        return done({ url: parsed.data.url, updated_at: 0 })
      }
      case 'deleteWebhook':
        fake.webhook = undefined
        return done({ url: '' })
      case 'sendChatAction':
        return done({})
      case 'sendMessage': {
        const parsed = messageSchema.safeParse(body)
        if (!parsed.success || (parsed.data.text_styles !== undefined && !fake.takesStyles))
          return refuse(400, 'Bad request')
        const { chat_id, text, text_styles } = parsed.data
        fake.sent.push({
          method,
          chatId: chat_id,
          text,
          ...(text_styles === undefined ? {} : { styles: text_styles }),
        })
        return done({ message_id: id(), date: 0 })
      }
      case 'sendPhoto': {
        const parsed = photoSchema.safeParse(body)
        if (!parsed.success) return refuse(400, 'Bad request')
        const { chat_id, photo, caption } = parsed.data
        fake.sent.push({
          method,
          chatId: chat_id,
          photo,
          ...(caption === undefined ? {} : { text: caption }),
        })
        return done({ message_id: id(), date: 0 })
      }
      default:
        return refuse(404, 'Not found')
    }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fake')
    const file = files.get(url.pathname)
    if (file !== undefined) {
      response.writeHead(200).end(file)
      return
    }
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(url.pathname)) ?? []
    fake.calls.push(method)
    const raw = await readBody(request)
    const status = takeFirst(statuses, item => item.method === method)
    if (status !== undefined) {
      response.writeHead(status.status, { 'content-type': 'text/html' }).end('<html>gateway</html>')
      return
    }
    const body =
      given === token
        ? await answer(method, JSON.parse(raw.toString('utf8') || '{}'), response)
        : refuse(401, 'Unauthorized')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(error => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const fake: FakeZaloBot = {
    url: `http://127.0.0.1:${port}`,
    sent: [],
    calls: [],
    waiting: [],
    webhook: undefined,
    takesStyles: true,
    write(update) {
      fake.waiting.push(update)
      const [first] = polls
      first?.()
    },
    failNext: (method, ...codes) => {
      failures.push(...codes.map(code => ({ method, code })))
    },
    httpNext: (method, status) => {
      statuses.push({ method, status })
    },
    resetToken: () => {
      token = 'another'
    },
    media(name, bytes) {
      files.set(`/media/${encodeURIComponent(name)}`, bytes)
      return `http://127.0.0.1:${port}/media/${encodeURIComponent(name)}`
    },
    async post(address, body, secret) {
      const response = await fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { 'x-bot-api-secret-token': secret }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      await response.arrayBuffer()
      return response.status
    },
    async drained() {
      while (fake.waiting.length > 0 || polls.size === 0) {
        const changed = Promise.withResolvers<void>()
        watchers.add(changed.resolve)
        await changed.promise
        watchers.delete(changed.resolve)
      }
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}

let messages = 0
/** An update in the documented shape, about a made-up person. */
export const botUpdate = (
  event: string,
  message: Readonly<Record<string, unknown>>,
  from: { id?: string; name?: string; group?: string; at?: Date } = {},
): Readonly<Record<string, unknown>> => {
  messages += 1
  return {
    event_name: `message.${event}.received`,
    message: {
      from: { id: from.id ?? 'u-thu-1', display_name: from.name ?? 'Người Thử', is_bot: false },
      chat:
        from.group === undefined
          ? { id: from.id ?? 'u-thu-1', chat_type: 'PRIVATE' }
          : { id: from.group, chat_type: 'GROUP' },
      message_id: `bm-${messages}`,
      date: (from.at ?? new Date('2026-11-22T09:00:00+07:00')).getTime(),
      ...message,
    },
  }
}
