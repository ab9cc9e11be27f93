/**
 * The HTTP client grammY sends with: keep-alive, an idle limit, and errors that say how far a request came. (grammY's
 * own client hangs on an answer cut short and can't tell a proxy's error page from Telegram's answer.)
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** No usable answer came. Never names the address: it holds the token. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** `unsent`: Telegram did not get it; `unknown`: it may have; `refused`: something before Telegram said no. */
  readonly outcome: 'unsent' | 'unknown' | 'refused'
  constructor(message: string, outcome: TransportError['outcome'], options?: ErrorOptions) {
    super(message, options)
    this.outcome = outcome
  }
}

/** What grammY hands to its `fetch`. */
interface CallInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Readable
  readonly signal?: AbortSignal
}

export interface Transport {
  /** For grammY's `client.fetch`: answers with what `json()` reads. @throws TransportError */
  readonly call: (address: string, init: CallInit) => Promise<{ json(): Promise<unknown> }>
  /** The body of a file, as it comes. @throws TransportError */
  readonly open: (address: string) => Promise<{ readonly status: number; readonly body: IncomingMessage }>
  /** Closes idle connections. */
  readonly close: () => void
}

/** Answers of the Bot API are small; a larger one is not from Telegram. */
const longestAnswer = 16 * 1024 * 1024

/** Unused connections are closed before the other side does it while we are writing. */
const idleSocketMs = 15_000

/** @param idleMs a connection without a byte in or out for so long is given up (a slow upload goes on) */
export const createTransport = (idleMs: number): Transport => {
  const http = new HttpAgent({ keepAlive: true, maxSockets: 100, timeout: idleSocketMs })
  const https = new HttpsAgent({ keepAlive: true, maxSockets: 100, timeout: idleSocketMs })

  const begin = (address: string, init: CallInit): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const secure = address.startsWith('https:')
      let outcome: 'unsent' | 'unknown' = 'unsent'
      const request = (secure ? httpsRequest : httpRequest)(address, {
        method: init.method ?? 'GET',
        agent: secure ? https : http,
        ...(init.headers === undefined ? {} : { headers: { ...init.headers } }),
        ...(init.signal === undefined ? {} : { signal: init.signal }),
      })
      const fail = (cause: unknown): void =>
        reject(
          cause instanceof TransportError
            ? cause
            : new TransportError(`the connection broke (${codeOf(cause)})`, outcome, { cause }),
        )
      request.on('socket', socket => {
        const connected = (): void => {
          outcome = 'unknown'
        }
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      request.setTimeout(idleMs, () =>
        request.destroy(new TransportError(`no answer within ${idleMs} ms`, outcome)),
      )
      request.on('error', fail)
      request.on('response', resolve)
      if (init.body === undefined || typeof init.body === 'string') request.end(init.body)
      else pipeline(init.body, request).catch(fail)
    })

  const read = async (response: IncomingMessage): Promise<string> => {
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of response) {
        if (!Buffer.isBuffer(chunk)) continue
        size += chunk.length
        if (size > longestAnswer) throw new TransportError('the answer is too long', 'unknown')
        chunks.push(chunk)
      }
    } catch (cause) {
      if (cause instanceof TransportError) throw cause
      throw new TransportError(`the answer broke off (${codeOf(cause)})`, 'unknown', { cause })
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  return {
    async call(address, init) {
      const response = await begin(address, init)
      const status = response.statusCode ?? 0
      const text = await read(response)
      const answer = parse(text)
      if (answer === undefined) {
        // A page of a proxy, or half an answer.
        const outcome = status >= 500 ? 'unsent' : status >= 400 ? 'refused' : 'unknown'
        throw new TransportError(`HTTP ${status} without an answer of Telegram`, outcome)
      }
      return { json: async () => answer }
    },
    async open(address) {
      const body = await begin(address, {})
      return { status: body.statusCode ?? 0, body }
    },
    close() {
      http.destroy()
      https.destroy()
    },
  }
}

const parse = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'ok' in value ? value : undefined
  } catch {
    return undefined
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.name
    : 'unknown'
