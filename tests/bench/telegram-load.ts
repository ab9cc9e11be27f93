/** Runs in a thread of its own: a bare Bot API that says yes to everything, and the load that is posted to a webhook. */
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'

const orderSchema = z.object({
  url: z.string(),
  secret: z.string(),
  updates: z.number(),
  /** Posts under way at once; ignored when `perSecond` is given. */
  concurrency: z.number(),
  perSecond: z.number().optional(),
  firstId: z.number(),
})
export type LoadOrder = z.infer<typeof orderSchema>

export interface LoadResult {
  /** From the first post to the last reply. */
  readonly seconds: number
  /** Of each update, from its post to its reply, sorted, in milliseconds. */
  readonly replyMs: readonly number[]
}

const chats = 500
const replied = new Map<string, number>()
let wake = (): void => undefined

const api = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', chunk => chunks.push(chunk))
  incoming.on('end', () => {
    const found = /"text":"(?:[^"]*?)(u\d+)"/.exec(Buffer.concat(chunks).toString('utf8'))?.[1]
    if (found !== undefined && !replied.has(found)) {
      replied.set(found, performance.now())
      wake()
    }
    const result = incoming.url?.endsWith('/getMe')
      ? { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' }
      : { message_id: replied.size + 1, date: 0, chat: { id: 1, type: 'private' } }
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ ok: true, result }))
  })
})

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

const post = (order: LoadOrder, number: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const id = order.firstId + number
    const chat = 1000 + (number % chats)
    const body = JSON.stringify({
      update_id: id,
      message: {
        message_id: id,
        date: Math.floor(Date.now() / 1000),
        chat: { id: chat, type: 'private', first_name: 'Lan' },
        from: { id: chat, is_bot: false, first_name: 'Lan', language_code: 'vi' },
        text: `xin hỏi u${id}`,
      },
    })
    const call = request(
      order.url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-telegram-bot-api-secret-token': order.secret,
        },
      },
      response => {
        response.resume()
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })

const run = async (order: LoadOrder): Promise<LoadResult> => {
  replied.clear()
  const posted: number[] = []
  const began = performance.now()
  const send = async (number: number): Promise<void> => {
    posted[number] = performance.now()
    await post(order, number)
  }
  if (order.perSecond === undefined) {
    let next = 0
    const lane = async (): Promise<void> => {
      while (next < order.updates) {
        const number = next
        next += 1
        await send(number)
      }
    }
    await Promise.all(Array.from({ length: order.concurrency }, lane))
  } else {
    const open: Promise<void>[] = []
    for (let number = 0; number < order.updates; number += 1) {
      const wait = began + (number * 1000) / order.perSecond - performance.now()
      if (wait > 0) await sleep(wait)
      open.push(send(number))
    }
    await Promise.all(open)
  }
  while (replied.size < order.updates) {
    await new Promise<void>(resolve => {
      wake = resolve
    })
  }
  const last = Math.max(...replied.values())
  return {
    seconds: (last - began) / 1000,
    replyMs: posted
      .map((at, number) => (replied.get(`u${order.firstId + number}`) ?? at) - at)
      .sort((a, b) => a - b),
  }
}

api.listen(0, '127.0.0.1')
await once(api, 'listening')
const address = api.address()
parentPort?.postMessage({ port: typeof address === 'object' && address !== null ? address.port : 0 })
parentPort?.on('message', message => {
  run(orderSchema.parse(message)).then(
    result => parentPort?.postMessage(result),
    error => parentPort?.postMessage({ error: String(error) }),
  )
})
