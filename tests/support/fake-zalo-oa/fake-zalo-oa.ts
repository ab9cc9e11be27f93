/**
 * A Zalo Official Account on loopback: token service with single-use refresh tokens, `message/cs`, uploads, profiles,
 * and a sender of signed webhook events. It keeps the documented limits and refuses what the real one is said to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { parseExactJson } from '../../../bot/channels/exact-json.ts'
import { signOaBody } from '../../../bot/channels/zalo-oa/signature.ts'
import type { Gate } from '../gate.ts'

export const oa = {
  appId: '3217000000000000001',
  appSecret: 'app-secret-of-tests',
  oaId: '4318000000000000001',
  webhookSecret: 'webhook-secret-of-tests',
} as const

const sendSchema = z.object({
  recipient: z.object({ user_id: z.string().min(1) }),
  message: z.object({
    text: z.string().optional(),
    quote_message_id: z.string().optional(),
    attachment: z
      .object({
        type: z.enum(['template', 'file']),
        payload: z.looseObject({
          template_type: z.string().optional(),
          token: z.string().optional(),
          elements: z.array(z.looseObject({ attachment_id: z.string().optional() })).optional(),
          buttons: z
            .array(
              z.looseObject({ title: z.string().min(1).max(100), type: z.string(), payload: z.unknown() }),
            )
            .optional(),
        }),
      })
      .optional(),
  }),
})
export type FakeMessage = z.infer<typeof sendSchema>['message']
export interface FakeSend {
  readonly userId: string
  readonly messageId: string
  readonly message: FakeMessage
}

export interface FakeZaloOa {
  readonly url: string
  /** Messages that reached people, in order. */
  readonly sent: FakeSend[]
  /** Paths called, in order. */
  readonly calls: string[]
  readonly uploads: {
    readonly kind: string
    readonly name: string
    readonly bytes: number
    readonly id: string
  }[]
  /** Refresh tokens presented to the token service, in order; and those presented after they were used. */
  readonly refreshes: string[]
  readonly reused: string[]
  /** The one refresh token that works now. */
  readonly refreshToken: string
  readonly accessToken: string
  takesButtons: boolean
  /** Ids of messages people may quote; others are refused with -201. Undefined = any. */
  quotable: Set<string> | undefined
  /** The next calls whose path contains `path` get this error code, one each. */
  failNext(path: string, ...codes: number[]): void
  /** The next call whose path contains `path` gets this HTTP status and an HTML page. */
  httpNext(path: string, status: number): void
  /** The next such call is carried out, but its answer never comes. */
  dropNext(path: string): void
  /** The next such call is carried out at once, its answer waits at the gate. */
  holdNext(path: string, gate: Gate): void
  /** Access tokens given so far stop working. */
  expireAccess(): void
  /** The refresh token stops working, as after three months. */
  expireRefresh(): void
  /** `code` may be exchanged for tokens of the OA `oaId`. */
  grant(code: string, oaId?: string): void
  /** Puts a file where media events point to. @returns its address */
  media(name: string, bytes: Uint8Array): string
  readonly names: Map<string, string>
  /** Signs an event and posts it, as Zalo does. @returns the HTTP status of the answer */
  post(
    webhook: string,
    event: Readonly<Record<string, unknown>>,
    how?: {
      variant?: 'header-timestamp' | 'body-timestamp'
      secret?: string
      appId?: string
      retry?: number
      signature?: string | null
      /** Sent instead of what was signed. */
      body?: string
      headerTimestamp?: string
    },
  ): Promise<number>
  close(): Promise<void>
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const imageEndings = /\.(jpe?g|png)$/i
const fileEndings = /\.(pdf|docx?|csv)$/i

export const startFakeZaloOa = async (port = 0): Promise<FakeZaloOa> => {
  let counter = 0
  let refresh = 'refresh-1'
  let access = 'access-1'
  const valid = new Map([[access, oa.oaId as string]])
  const used = new Set<string>()
  const codes = new Map<string, string>()
  const errors: { path: string; code: number }[] = []
  const statuses: { path: string; status: number }[] = []
  const drops: string[] = []
  const holds: { path: string; gate: Gate }[] = []
  const files = new Map<string, Uint8Array>()

  const takeFirst = <T>(list: T[], fits: (item: T) => boolean): T | undefined => {
    const index = list.findIndex(fits)
    return index === -1 ? undefined : list.splice(index, 1)[0]
  }
  const newTokens = (oaId: string) => {
    counter += 1
    const pair = { access_token: `access-${counter}-${oaId}`, refresh_token: `refresh-${counter}-${oaId}` }
    valid.set(pair.access_token, oaId)
    // The service answers the number as text.
    return { ...pair, expires_in: '90000' }
  }

  const token = (request: IncomingMessage, form: URLSearchParams): unknown => {
    if (request.headers['secret_key'] !== oa.appSecret)
      return { error: -14004, error_name: 'Invalid secret key' }
    if (form.get('app_id') !== oa.appId) return { error: -14002, error_name: 'Invalid app id' }
    if (form.get('grant_type') === 'authorization_code') {
      const owner = codes.get(form.get('code') ?? '')
      if (owner === undefined) return { error: -14019, error_name: 'Invalid code' }
      codes.delete(form.get('code') ?? '')
      const pair = newTokens(owner)
      if (owner === oa.oaId) {
        refresh = pair.refresh_token
        access = pair.access_token
      }
      return pair
    }
    const given = form.get('refresh_token') ?? ''
    fake.refreshes.push(given)
    if (given !== refresh) {
      if (used.has(given)) fake.reused.push(given)
      return { error: -14014, error_name: 'Invalid refresh token', message: 'Invalid refresh token' }
    }
    used.add(given)
    const pair = newTokens(oa.oaId)
    refresh = pair.refresh_token
    access = pair.access_token
    return pair
  }

  const refused = (error: number, message = 'refused') => ({ error, message })

  const send = (body: unknown): unknown => {
    const parsed = sendSchema.safeParse(body)
    if (!parsed.success) return refused(-201, parsed.error.issues[0]?.message)
    const { recipient, message } = parsed.data
    if (message.text === undefined && message.attachment === undefined) return refused(-201, 'empty')
    if (message.text !== undefined && (message.text === '' || message.text.length > 2000))
      return refused(-210, 'text length')
    const payload = message.attachment?.payload
    if (payload?.buttons !== undefined) {
      if (!fake.takesButtons) return refused(-201, 'payload is invalid')
      if (payload.buttons.length > 5) return refused(-210, 'buttons')
    }
    if (
      message.quote_message_id !== undefined &&
      fake.quotable !== undefined &&
      !fake.quotable.has(message.quote_message_id)
    )
      return refused(-201, 'quote_message_id is invalid')
    const ids = [payload?.token, ...(payload?.elements ?? []).map(element => element.attachment_id)]
    for (const id of ids)
      if (id !== undefined && !fake.uploads.some(upload => upload.id === id))
        return refused(-100, 'attachment')
    counter += 1
    const messageId = `msg-${counter}`
    fake.sent.push({ userId: recipient.user_id, messageId, message })
    return {
      error: 0,
      message: 'Success',
      data: { message_id: messageId, user_id: recipient.user_id, quota: { quota_type: 'reply' } },
    }
  }

  const upload = async (request: IncomingMessage, raw: Buffer, kind: string): Promise<unknown> => {
    const form = await new Response(Uint8Array.from(raw), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData()
    const file = form.get('file')
    if (!(file instanceof File)) return refused(-201, 'file')
    const limit = kind === 'image' ? 1024 * 1024 : 5 * 1024 * 1024
    if (file.size > limit) return refused(-210, 'too large')
    if (kind === 'image' && !imageEndings.test(file.name)) return refused(-201, 'image type')
    if (kind === 'file' && !fileEndings.test(file.name)) return refused(-201, 'file type')
    counter += 1
    const id = `upload-${counter}`
    fake.uploads.push({ kind, name: file.name, bytes: file.size, id })
    return { error: 0, message: 'Success', data: kind === 'file' ? { token: id } : { attachment_id: id } }
  }

  const answer = async (request: IncomingMessage, url: URL): Promise<unknown> => {
    const raw = await readBody(request)
    if (url.pathname === '/v4/oa/access_token')
      return token(request, new URLSearchParams(raw.toString('utf8')))
    const scripted = takeFirst(errors, item => url.pathname.includes(item.path))
    if (scripted !== undefined) return refused(scripted.code, 'scripted')
    const owner = valid.get(String(request.headers['access_token'] ?? ''))
    if (owner === undefined || request.headers.authorization !== undefined)
      return refused(-216, 'Access token is invalid')
    switch (url.pathname) {
      case '/v3.0/oa/message/cs':
        return send(parseExactJson(raw.toString('utf8')))
      case '/v2.0/oa/upload/image':
      case '/v2.0/oa/upload/gif':
      case '/v2.0/oa/upload/file':
        return await upload(request, raw, url.pathname.split('/').at(-1) ?? '')
      case '/v3.0/oa/user/detail': {
        const asked = z
          .object({ user_id: z.string() })
          .parse(JSON.parse(url.searchParams.get('data') ?? '{}')).user_id
        return {
          error: 0,
          message: 'Success',
          data: { user_id: asked, display_name: fake.names.get(asked) ?? 'Người dùng thử' },
        }
      }
      case '/v2.0/oa/getoa':
        return {
          error: 0,
          message: 'Success',
          data: { oa_id: owner, name: 'Phường thử', is_verified: true, package_name: 'Nâng cao' },
        }
      default:
        return refused(-212, 'API is not registered')
    }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fake')
    const file = files.get(url.pathname)
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file)
      return
    }
    if (url.pathname.startsWith('/media/')) {
      response.writeHead(404).end()
      return
    }
    fake.calls.push(url.pathname)
    const status = takeFirst(statuses, item => url.pathname.includes(item.path))
    if (status !== undefined) {
      await readBody(request)
      response.writeHead(status.status, { 'content-type': 'text/html' }).end('<html>gateway</html>')
      return
    }
    const body = JSON.stringify(await answer(request, url))
    const hold = takeFirst(holds, item => url.pathname.includes(item.path))
    if (hold !== undefined) await hold.gate.pass()
    if (takeFirst(drops, item => url.pathname.includes(item)) !== undefined) {
      response.destroy()
      return
    }
    // HTTP 200 whatever happened, as the real one.
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(error => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo

  const fake: FakeZaloOa = {
    url: `http://127.0.0.1:${address.port}`,
    sent: [],
    calls: [],
    uploads: [],
    refreshes: [],
    reused: [],
    get refreshToken() {
      return refresh
    },
    get accessToken() {
      return access
    },
    takesButtons: true,
    quotable: undefined,
    names: new Map(),
    failNext: (path, ...list) => {
      errors.push(...list.map(code => ({ path, code })))
    },
    httpNext: (path, status) => {
      statuses.push({ path, status })
    },
    dropNext: path => {
      drops.push(path)
    },
    holdNext: (path, gate) => {
      holds.push({ path, gate })
    },
    expireAccess: () => valid.clear(),
    expireRefresh: () => {
      refresh = 'no longer any'
    },
    grant: (code, oaId = oa.oaId) => {
      codes.set(code, oaId)
    },
    media(name, bytes) {
      files.set(`/media/${encodeURIComponent(name)}`, bytes)
      return `http://127.0.0.1:${address.port}/media/${encodeURIComponent(name)}`
    },
    async post(webhook, event, how = {}) {
      const signed = JSON.stringify(event)
      const bodyTime = String(event['timestamp'] ?? '')
      const headerTime = how.headerTimestamp ?? String(Number(bodyTime) + 7)
      const timestamp = how.variant === 'body-timestamp' ? bodyTime : headerTime
      const mac =
        how.signature === undefined
          ? `mac=${signOaBody(how.appId ?? oa.appId, Buffer.from(signed), timestamp, how.secret ?? oa.webhookSecret)}`
          : how.signature
      const response = await fetch(webhook, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-zevent-timestamp': headerTime,
          ...(mac === null ? {} : { 'x-zevent-signature': mac }),
          ...(how.retry === undefined ? {} : { num_retry: String(how.retry) }),
        },
        body: how.body ?? signed,
      })
      await response.arrayBuffer()
      return response.status
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}
