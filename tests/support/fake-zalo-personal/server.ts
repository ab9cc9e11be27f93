/**
 * A stand-in for Zalo on loopback, for the real, unmodified zca-js: HTTP by the host carried in the path, a websocket
 * with a cipher key, and people who read what was sent and write back.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { type EventMode, frame, wrapEvent } from './cipher.ts'
import { createHttpHandler } from './http.ts'
import { type TextOptions, wireMessage } from './messages.ts'
import { createState, type FakeState, type Fault } from './state.ts'

/** Something a person got from the bot. */
export interface Delivered {
  readonly path: string
  /** The person or the group. */
  readonly to: string
  readonly text: string
  readonly params: Readonly<Record<string, unknown>>
  readonly msgId: string
}

export interface FakeZalo {
  /** For ZALO_PERSONAL_API_ROOT. */
  readonly root: string
  readonly state: FakeState
  /** Everything put before people, in order. */
  readonly delivered: readonly Delivered[]
  /** What the client did wrong. */
  readonly complaints: readonly string[]
  /** Websockets open now. */
  readonly sockets: ReadonlySet<WebSocket>
  /** How many websockets were opened in all. */
  readonly connections: number
  /** Numbers of the frames the client sent. */
  readonly clientFrames: readonly number[]
  /** The next calls to that path go wrong. */
  fail(path: RegExp, fault: Fault, times?: number): void
  push(command: number, kind: number, data: unknown, mode?: EventMode): void
  pushRaw(bytes: Buffer): void
  /** A message from a person (or in a group); @returns its wire form. */
  writes(content: unknown, options?: TextOptions, mode?: EventMode): Record<string, unknown>
  /** Keeps a file where Zalo keeps media. @returns its address */
  media(name: string, bytes: Buffer): string
  /** Ends every websocket: a code, or none for a lost line. */
  drop(code?: number): void
  /** Resolves when the condition holds; looks after every event. @throws after some seconds */
  until(condition: () => boolean, what?: string): Promise<void>
  close(): Promise<void>
}

const patienceMs = 25_000

export const startFakeZalo = async (given: { now?: () => number; port?: number } = {}): Promise<FakeZalo> => {
  const now = given.now ?? Date.now
  const state = createState()
  const delivered: Delivered[] = []
  const complaints: string[] = []
  const clientFrames: number[] = []
  const sockets = new Set<WebSocket>()
  const watchers = new Set<() => void>()
  let connections = 0
  let messages = 9_000_000_000

  const changed = (): void => {
    for (const watcher of watchers) watcher()
  }
  const push = (command: number, kind: number, data: unknown, mode: EventMode = 2): void => {
    const bytes = frame(command, kind, wrapEvent(state.cipherKey, mode, data))
    for (const socket of sockets) socket.send(bytes)
  }

  const handle = createHttpHandler(state, {
    websocket: () => `ws://127.0.0.1:${port()}/ws`,
    delivered: (path, params) => {
      messages += 1
      delivered.push({
        path,
        to: String(params['toid'] ?? params['grid']),
        text: String(params['message'] ?? params['desc'] ?? params['fileName'] ?? ''),
        params,
        msgId: String(messages),
      })
      return String(messages)
    },
    fileDone: fileId => {
      // zca-js hangs when this comes before it has read the answer of the upload.
      setTimeout(
        () =>
          push(601, 0, {
            controls: [
              { content: { act_type: 'file_done', fileId, data: { url: `https://f.zdn.vn/${fileId}` } } },
            ],
          }),
        30,
      ).unref()
    },
    complain: problem => complaints.push(problem),
  })
  const http = createServer((request, response) => {
    handle(request, response)
      .catch(error => {
        complaints.push(String(error))
        response.destroy()
      })
      .finally(changed)
  })
  const webSockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, client => {
      connections += 1
      sockets.add(client)
      client.on('error', () => undefined)
      client.on('close', () => {
        sockets.delete(client)
        changed()
      })
      client.on('message', (data: Buffer) => {
        const command = data.readUInt16LE(1)
        clientFrames.push(command)
        const isGroup = command === 511
        if (command === 510 || isGroup) {
          const found = isGroup ? state.history.group : state.history.user
          push(command, 1, isGroup ? { groupMsgs: found } : { msgs: found })
        }
        changed()
      })
      if (!state.keyless) client.send(frame(1, 1, { key: state.cipherKey.toString('base64') }))
      changed()
    })
  })
  await new Promise<void>(resolve => http.listen(given.port ?? 0, '127.0.0.1', resolve))
  const port = (): number => {
    const address: AddressInfo | string | null = http.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  return {
    root: `http://127.0.0.1:${port()}`,
    state,
    delivered,
    complaints,
    sockets,
    get connections() {
      return connections
    },
    clientFrames,
    fail: (path, fault, times = 1) => {
      state.faults.push({ path, fault, times })
    },
    push,
    pushRaw: bytes => {
      for (const socket of sockets) socket.send(bytes)
    },
    writes(content, options = {}, mode = 2) {
      const message = wireMessage(content, now(), options)
      if (options.group === undefined) push(501, 0, { msgs: [message] }, mode)
      else push(521, 0, { groupMsgs: [message] }, mode)
      return message
    },
    media(name, bytes) {
      state.media.set(`/${encodeURIComponent(name)}`, bytes)
      return `https://f1.zdn.vn/${encodeURIComponent(name)}`
    },
    drop(code) {
      for (const socket of sockets) {
        if (code === undefined) socket.terminate()
        else socket.close(code)
      }
    },
    until: (condition, what = 'what was waited for') =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!condition()) return
          done()
          resolve()
        }
        const done = (): void => {
          clearTimeout(late)
          clearInterval(often)
          watchers.delete(look)
        }
        const late = setTimeout(() => {
          done()
          reject(new Error(`did not happen: ${what}; complaints: ${complaints.join('; ') || 'none'}`))
        }, patienceMs)
        const often = setInterval(look, 10)
        watchers.add(look)
        look()
      }),
    async close() {
      for (const socket of sockets) socket.terminate()
      webSockets.close()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}
