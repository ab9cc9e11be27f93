/** Chat in the terminal: for trying things out, no token and no network. */
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import {
  type Capabilities,
  type ChannelAdapter,
  conversationId,
  type Reply,
  senderId,
  type Update,
} from '../chat.ts'
import { toPlain } from './markup.ts'

export interface ConsoleOptions {
  readonly input: Readable
  readonly output: Writable
  /** Who sits at the terminal; a stable name keeps the conversation over restarts. */
  readonly user: string
  readonly now: () => Date
  readonly newId: () => string
  /** The person closed the input. */
  readonly onEnd: () => void
}

const capabilities: Capabilities = {
  maxText: 100_000,
  maxButtons: 0,
  maxButtonLabel: 100,
  markup: 'plain',
  photo: false,
  document: true,
  edit: false,
  typing: false,
  windowHours: null,
  pace: { parallel: 1, perSecond: 1000, perChatPerSecond: 1000, perGroupPerMinute: 60_000 },
}

export const createConsoleChannel = (options: ConsoleOptions): ChannelAdapter => {
  const conversation = conversationId('console', options.user)
  let lines: Interface | undefined
  const open = new Set<Promise<void>>()

  const show = (reply: Reply): void => {
    const files = (reply.attachments ?? []).map(({ name, path }) => `📎 ${name}: ${path}`)
    options.output.write(`\n${[toPlain(reply.text), ...files].join('\n')}\n\n`)
  }
  const update = (text: string): Update => ({
    channel: 'console',
    id: options.newId(),
    conversation,
    sender: { id: senderId('console', options.user) },
    chat: 'private',
    addressed: true,
    at: options.now().toISOString(),
    content: { kind: 'text', text },
  })

  return {
    channel: 'console',
    capabilities,
    async start(receive) {
      lines = createInterface({ input: options.input, crlfDelay: Number.POSITIVE_INFINITY })
      lines.on('line', line => {
        if (line.trim() === '') return
        const work: Promise<void> = receive(update(line))
          .catch(error => {
            options.output.write(
              `(chưa ghi được tin này, anh/chị gửi lại: ${error instanceof Error ? error.message : String(error)})\n`,
            )
          })
          .finally(() => open.delete(work))
        open.add(work)
      })
      lines.on('close', options.onEnd)
    },
    async stop() {
      lines?.removeAllListeners()
      lines?.close()
      lines = undefined
      await Promise.all(open)
    },
    async send(_to, reply) {
      show(reply)
      return {}
    },
    status: () => ({ state: lines === undefined ? 'off' : 'connected' }),
  }
}
