/** A Telegram of our own at the HTTP edge: real grammY talks to it; it holds polls, confirms by offset, posts webhooks. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { createFaults, type Fault } from './faults.ts'
import { createGuard, type GuardLimits } from './guard.ts'
import { createMethods } from './methods.ts'
import { readMultipart, type Upload } from './multipart.ts'
import { createPeople } from './people.ts'
import { createState, type FakeUser, type PendingUpdate, Refusal } from './state.ts'

export interface FakeTelegramOptions {
  readonly now?: () => number
  /** Refuse what is faster than Telegram allows. */
  readonly limits?: GuardLimits
}

export type FakeTelegram = Awaited<ReturnType<typeof startFakeTelegram>>

const bot: FakeUser = {
  id: 700_000_001,
  first_name: 'Trợ lý phường',
  username: 'troly_phuong_bot',
  is_bot: true,
}
/** Of the form of a real one; opens nothing. */
export const fakeToken = `${bot.id}:fake-token-fake-token-fake-token-00`

const pollSchema = z.object({
  offset: z.coerce.number().optional(),
  limit: z.coerce.number().min(1).max(100).default(100),
  timeout: z.coerce.number().default(0),
})
const webhookSchema = z.object({ url: z.string(), secret_token: z.string().optional() })

interface Poll {
  readonly end: (answer: { status: number; body: unknown }) => void
}

const refusal = (code: number, description: string, parameters: Record<string, number> = {}) => ({
  status: code,
  body: {
    ok: false,
    error_code: code,
    description,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  },
})

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const startFakeTelegram = async (options: FakeTelegramOptions = {}) => {
  const now = options.now ?? Date.now
  const state = createState(bot, now)
  const faults = createFaults()
  const guard = options.limits === undefined ? undefined : createGuard(options.limits, now)
  const perform = createMethods(state)
  const people = createPeople(state)
  const calls: { readonly method: string; readonly payload: Readonly<Record<string, unknown>> }[] = []
  let poll: Poll | undefined
  let webhook: z.infer<typeof webhookSchema> | undefined
  let closed = false
  const posting = new Map<number, Promise<void>>()

  // Posted one after the other in a chat, at once in different chats, repeated until the bot says 200.
  const postChat = async (chat: number): Promise<void> => {
    for (;;) {
      const update = state.pending.find(candidate => candidate.chat === chat)
      if (update === undefined || webhook === undefined || closed) return
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (webhook.secret_token !== undefined)
        headers['x-telegram-bot-api-secret-token'] = webhook.secret_token
      const response = await fetch(webhook.url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ update_id: update.update_id, ...update.body }),
      }).catch(() => undefined)
      await response?.arrayBuffer().catch(() => undefined)
      if (response?.ok === true) state.drop(candidate => candidate === update)
      else await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
  const post = (): void => {
    if (webhook === undefined) return
    for (const { chat } of state.pending) {
      if (posting.has(chat)) continue
      posting.set(
        chat,
        postChat(chat).finally(() => {
          posting.delete(chat)
          if (state.pending.some(update => update.chat === chat)) post()
        }),
      )
    }
  }
  state.watch(post)

  const batch = (limit: number): PendingUpdate[] => state.pending.slice(0, limit)
  const shown = (updates: readonly PendingUpdate[]) => ({
    status: 200,
    body: { ok: true, result: updates.map(({ update_id, body }) => ({ update_id, ...body })) },
  })

  const getUpdates = async (payload: unknown, gone: Promise<unknown>) => {
    if (webhook !== undefined)
      return refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    poll?.end(
      refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    )
    const { offset, limit, timeout } = pollSchema.parse(payload)
    if (offset !== undefined) state.drop(({ update_id }) => update_id < offset)
    if (state.pending.length > 0 || timeout === 0) return shown(batch(limit))
    const held = Promise.withResolvers<{ status: number; body: unknown }>()
    const own: Poll = { end: held.resolve }
    poll = own
    const unwatch = state.watch(() => {
      if (state.pending.length > 0) held.resolve(shown(batch(limit)))
    })
    const timer = setTimeout(() => held.resolve(shown([])), timeout * 1000)
    void gone.then(() => held.resolve(shown([])))
    const answer = await held.promise
    clearTimeout(timer)
    unwatch()
    if (poll === own) poll = undefined
    return answer
  }

  const answerCall = async (method: string, body: Buffer, type: string, gone: Promise<unknown>) => {
    const upload: Upload = type.startsWith('multipart/')
      ? readMultipart(body, type)
      : { fields: new Map(), files: new Map() }
    const payload: Record<string, unknown> = type.startsWith('application/json')
      ? z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8') || '{}'))
      : Object.fromEntries(upload.fields)
    if (method === 'getUpdates') return await getUpdates(payload, gone)
    calls.push({ method, payload })
    if (method === 'setWebhook') {
      webhook = webhookSchema.parse(payload)
      post()
      return { status: 200, body: { ok: true, result: true } }
    }
    if (method === 'deleteWebhook') {
      webhook = undefined
      return { status: 200, body: { ok: true, result: true } }
    }
    const wait = guard?.check(method, Number(payload['chat_id'])) ?? 0
    if (wait > 0) return refusal(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait })
    try {
      return { status: 200, body: { ok: true, result: perform({ method, payload, files: upload.files }) } }
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.code, error.message, { ...error.parameters })
      throw error
    }
  }

  const respond = (
    response: ServerResponse,
    { status, body }: { status: number; body: unknown },
    fault: Fault | undefined,
  ): void => {
    const text = JSON.stringify(body)
    if (fault?.kind === 'reset-after') response.socket?.resetAndDestroy()
    else if (fault?.kind === 'cut') {
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length + 200 })
      response.write(text.slice(0, Math.floor(text.length / 2)))
      setImmediate(() => response.socket?.destroy())
    } else if (fault?.kind !== 'silence') {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(text)
    }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const [, file] = /^\/file\/bot[^/]+\/documents\/(.+)$/.exec(path) ?? []
    const [, token, called] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? []
    const method = file === undefined ? (called ?? '') : 'file'
    const fault = faults.next(method)
    if (fault !== undefined) state.changed()
    if (fault?.kind === 'reset-before') {
      request.socket.resetAndDestroy()
      return
    }
    if (fault?.kind === 'page') {
      response.writeHead(fault.status, { 'content-type': 'text/html' })
      response.end(`<html><head><title>${fault.status} Bad Gateway</title></head><body>nginx</body></html>`)
      return
    }
    if (fault?.kind === 'error') {
      respond(response, refusal(fault.code, fault.description, fault.parameters), undefined)
      return
    }
    if (file !== undefined) {
      const known = state.files.get(file)
      response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' })
      if (fault?.kind === 'cut') {
        response.write(known?.bytes.subarray(0, 10))
        setImmediate(() => response.socket?.destroy())
      } else response.end(known?.bytes)
      return
    }
    if (token !== fakeToken) {
      respond(response, refusal(401, 'Unauthorized'), undefined)
      return
    }
    const answer = await answerCall(
      method,
      body,
      request.headers['content-type'] ?? '',
      once(response, 'close'),
    )
    if (!response.destroyed) respond(response, answer, fault)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(error => {
      console.error('fake Telegram failed:', error)
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    root: `http://127.0.0.1:${port}`,
    token: fakeToken,
    bot,
    state,
    faults,
    calls,
    ...people,
    /** How often we were too fast for Telegram. */
    refused: (): number => guard?.refused ?? 0,
    /** Resolves when the condition holds; it is looked at after every change. */
    async until(condition: () => boolean): Promise<void> {
      if (condition()) return
      const met = Promise.withResolvers<void>()
      const unwatch = state.watch(() => {
        if (condition()) met.resolve()
      })
      await met.promise
      unwatch()
    },
    /** Resolves when the bot has confirmed every update. */
    async confirmed(): Promise<void> {
      await this.until(() => state.pending.length === 0)
    },
    async close(): Promise<void> {
      closed = true
      poll?.end(shown([]))
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
