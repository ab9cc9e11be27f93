/**
 * What happens on the websocket below zca-js 2.2.0: 1:1 messages it does not know are given to it under the number it
 * does (zalo.md A9), frames it would crash on are kept from it, and every frame is a sign of life. This is the only
 * file that touches private parts of the library; where they are missing, it says so and all else goes on.
 */
import type { API } from 'zca-js'

type Listener = API['listener']

export interface FrameHooks {
  /** Any frame came in. */
  readonly onFrame: () => void
  readonly count: (event: string) => void
  /** Something may have been said that zca-js can't hand over. */
  readonly onLoss: () => void
}

export interface FrameTap {
  /** Cuts the connection at once, without the closing handshake. */
  terminate(): void
}

/** Numbers under which 1:1 messages came to others as well: the shape of 501, which alone zca-js reads. */
const privateMessages = new Set([504, 551, 553])
const privateMessage = 501
/** Seen with messages in it, but nobody has told its shape: the history is asked instead. */
const unreadableMessages = 524
/** Key, pings, messages, history, controls, typing, receipts, reactions, "opened elsewhere". */
const known = new Set([1, 2, 501, 502, 510, 511, 521, 522, 601, 602, 610, 611, 612, 3000])
const headerBytes = 4

interface Socket {
  onmessage: (event: { readonly data: unknown }) => unknown
  terminate: () => void
}
const isSocket = (value: unknown): value is Socket =>
  typeof value === 'object' &&
  value !== null &&
  'onmessage' in value &&
  typeof value.onmessage === 'function' &&
  'terminate' in value &&
  typeof value.terminate === 'function'

/** @returns undefined when this version of zca-js keeps its socket elsewhere: then nothing is cured */
export const tapFrames = (listener: Listener, hooks: FrameHooks): FrameTap | undefined => {
  const socket: unknown = Reflect.get(listener, 'ws')
  if (!isSocket(socket)) return undefined
  const original = socket.onmessage
  socket.onmessage = async event => {
    hooks.onFrame()
    const { data } = event
    // A frame without a whole header rejects inside zca-js, outside its own try: the process would end.
    if (!Buffer.isBuffer(data) || data.length < headerBytes) {
      hooks.count('frame-broken')
      return
    }
    const command = data.readUInt16LE(1)
    let readable = data
    if (privateMessages.has(command)) {
      hooks.count(`frame-${command}`)
      readable = Buffer.from(data)
      readable.writeUInt16LE(privateMessage, 1)
    } else if (command === unreadableMessages) {
      hooks.count(`frame-${command}`)
      hooks.onLoss()
    } else if (!known.has(command)) hooks.count('frame-unknown')
    try {
      await original.call(socket, readable === data ? event : { data: readable })
    } catch {
      hooks.count('frame-failed')
    }
  }
  return { terminate: () => socket.terminate() }
}
