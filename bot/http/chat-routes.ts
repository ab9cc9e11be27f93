/** `POST /api/chat` and what the page needs around it: history, live messages, files. */
import { createReadStream } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { maskPersonal } from '../../content/personal-data.ts'
import type { WebMessage, WebMessageRepository } from '../../storage/repositories/web-messages.ts'
import { toWebHtml } from '../channels/markup.ts'
import type { WebChannel, WebPost } from '../channels/web.ts'
import type { ConversationId, Reply } from '../chat.ts'
import { createNetworkMarks } from './network-mark.ts'

export interface ChatRoutesOptions {
  readonly web: WebChannel
  readonly messages: WebMessageRepository
  /** Resolves when a conversation has nothing queued, running or due. */
  readonly settled: (conversation: ConversationId) => Promise<void>
  readonly now: () => Date
  readonly newId: () => string
  /** Messages one conversation may send a minute. */
  readonly messagesPerMinute?: number
}

const session = z.string().regex(/^[\w-]{16,64}$/, 'session phải có 16-64 chữ, số')
const after = z.coerce.number().int().min(0)
/** Longer texts are refused here with a sentence; the page limits its box to the same. */
const longest = 10_000

const postBody = z
  .object({
    session,
    id: z.string().min(1).max(64).optional(),
    text: z.string().max(longest, `Tin nhắn dài quá ${longest} chữ, anh/chị gửi ngắn lại.`).optional(),
    button: z.string().min(1).max(64).optional(),
    label: z.string().max(200).optional(),
    /** The page was opened; the value is a deep link's code or empty. */
    start: z.string().max(64).optional(),
    after: after.optional(),
  })
  .refine(
    ({ text, button, start }) => [text, button, start].filter(value => value !== undefined).length === 1,
    'cần đúng một trong: text, button, start',
  )

const query = z.object({ session, after: after.default(0) })

/** A page's message waits at most this long for its answer; later ones come over the live stream. */
const patienceMs = 15_000
const usualMessagesPerMinute = 30
const heartbeatMs = 25_000
const maxStreams = 2_000

const shownReply = (id: number, reply: Reply, sessionId: string) => ({
  id,
  text: reply.text,
  html: toWebHtml(reply.text),
  buttons: (reply.buttons ?? []).flatMap((buttons, row) =>
    buttons.map(({ label, value, url }) => ({ label, value, row, ...(url === undefined ? {} : { url }) })),
  ),
  files: (reply.attachments ?? []).map(({ name }, index) => ({
    name,
    url: `/api/chat/files/${id}/${index}?session=${encodeURIComponent(sessionId)}`,
  })),
})

const shown = (message: WebMessage, sessionId: string) =>
  message.side === 'in'
    ? { id: message.id, side: 'in' as const, text: message.text, at: message.at.toISOString() }
    : {
        side: 'out' as const,
        at: message.at.toISOString(),
        ...shownReply(message.id, message.reply, sessionId),
      }

const contentOf = ({ text, button, start }: z.infer<typeof postBody>): WebPost['content'] => {
  if (text !== undefined) return { kind: 'text', text }
  if (button !== undefined) return { kind: 'button', value: button }
  return start === undefined || start === '' ? { kind: 'joined' } : { kind: 'joined', payload: start }
}

class BadRequest extends Error {
  readonly statusCode = 400
}
const check = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value)
  if (!result.success) throw new BadRequest(result.error.issues[0]?.message ?? 'yêu cầu không hợp lệ')
  return result.data
}

export const addChatRoutes = (server: FastifyInstance, options: ChatRoutesOptions): void => {
  const { web, messages, settled, now, newId } = options
  const networkMark = createNetworkMarks(now)
  let streams = 0

  const rateOfSession = {
    max: options.messagesPerMinute ?? usualMessagesPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request: { body?: unknown; ip: string }): string => {
      const parsed = z.object({ session }).safeParse(request.body)
      return parsed.success ? `session:${parsed.data.session}` : `address:${request.ip}`
    },
    hook: 'preHandler' as const,
  }

  server.post('/api/chat', { config: { rateLimit: rateOfSession } }, async request => {
    const body = check(postBody, request.body)
    const from = body.after ?? (await messages.last(body.session))
    const own = body.text ?? (body.button === undefined ? undefined : (body.label ?? body.button))
    const known = body.id === undefined ? undefined : `${body.session}:${body.id}`
    if (own !== undefined && (known === undefined || !recent.has(known)))
      await messages.addOwn(body.session, maskPersonal(own).text, now())
    if (known !== undefined) remember(known)
    const conversation = await web.post({
      session: body.session,
      id: body.id ?? newId(),
      content: contentOf(body),
      network: networkMark(request.ip),
    })
    const timeout = AbortSignal.timeout(patienceMs)
    await Promise.race([
      settled(conversation),
      new Promise<void>(resolve => timeout.addEventListener('abort', () => resolve(), { once: true })),
    ])
    const replies = (await messages.after(body.session, from)).flatMap(message =>
      message.side === 'out' ? [shownReply(message.id, message.reply, body.session)] : [],
    )
    return { replies }
  })

  // Ids the page sent lately: its own bubble is stored once even when it repeats a request.
  const recent = new Set<string>()
  const remember = (id: string): void => {
    recent.add(id)
    if (recent.size > 5_000) for (const oldest of [...recent].slice(0, 1_000)) recent.delete(oldest)
  }

  server.get('/api/chat', async request => {
    const { session: id, after: from } = check(query, request.query)
    return { messages: (await messages.after(id, from)).map(message => shown(message, id)) }
  })

  server.get('/api/chat/events', async (request, reply) => {
    const { session: id, after: from } = check(query, request.query)
    if (streams >= maxStreams) return reply.code(503).send({ statusCode: 503, message: 'Máy chủ đang bận.' })
    streams += 1
    reply.hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const push = (message: WebMessage): void => {
      raw.write(`id: ${message.id}\ndata: ${JSON.stringify(shown(message, id))}\n\n`)
    }
    const unwatch = web.watch(id, push)
    const beat = setInterval(() => raw.write(': \n\n'), heartbeatMs)
    raw.on('close', () => {
      streams -= 1
      clearInterval(beat)
      unwatch()
    })
    raw.write('retry: 3000\n\n')
    const lastSeen = Number(request.headers['last-event-id'])
    for (const message of await messages.after(
      id,
      Number.isSafeInteger(lastSeen) && lastSeen > 0 ? lastSeen : from,
    ))
      push(message)
    return reply
  })

  server.get('/api/chat/files/:message/:index', async (request, reply) => {
    const { session: id } = check(query, request.query)
    const params = check(
      z.object({ message: z.coerce.number().int(), index: z.coerce.number().int() }),
      request.params,
    )
    const attachment = (await messages.replyOf(id, params.message))?.attachments?.[params.index]
    if (attachment === undefined)
      return reply.code(404).send({ statusCode: 404, message: 'Không có tệp này.' })
    return reply
      .type(attachment.mimeType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
      .send(createReadStream(attachment.path))
  })
}
