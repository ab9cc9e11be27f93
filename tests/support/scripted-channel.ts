/** A channel that is only a script: takes updates from tests, keeps what is sent, fails when told to. */
import {
  type Capabilities,
  type Channel,
  type ChannelAdapter,
  type ConversationId,
  DeliveryError,
  type DeliveryFailure,
  type Reply,
  type Update,
} from '../../bot/chat.ts'

const anyShape: Capabilities = {
  maxText: 4096,
  maxButtons: 100,
  maxButtonLabel: 100,
  markup: 'html',
  photo: true,
  document: true,
  edit: true,
  typing: false,
  windowHours: null,
  pace: {
    parallel: 50,
    perSecond: 10_000,
    perChatPerSecond: Number.POSITIVE_INFINITY,
    perGroupPerMinute: 100_000,
  },
}

export interface ScriptedChannel extends ChannelAdapter {
  receive(update: Update): Promise<void>
  /** Everything sent, in order. */
  readonly sent: { readonly to: ConversationId; readonly reply: Reply }[]
  /** The next sends fail like this, one a failure. */
  failNext(...failures: DeliveryFailure[]): void
}

export const createScriptedChannel = (
  channel: Channel,
  capabilities: Partial<Capabilities> = {},
): ScriptedChannel => {
  let hand: ((update: Update) => Promise<void>) | undefined
  const sent: ScriptedChannel['sent'] = []
  const failures: DeliveryFailure[] = []
  return {
    channel,
    capabilities: { ...anyShape, ...capabilities },
    sent,
    async start(receive) {
      hand = receive
    },
    async stop() {
      hand = undefined
    },
    async send(to, reply) {
      const failure = failures.shift()
      if (failure !== undefined) throw new DeliveryError(`scripted ${failure.reason}`, failure)
      sent.push({ to, reply })
      return { messageRef: String(sent.length) }
    },
    async receive(update) {
      if (hand === undefined) throw new Error('the channel is not running')
      await hand(update)
    },
    failNext: (...more) => {
      failures.push(...more)
    },
    status: () => ({ state: 'connected' }),
    async download() {
      return (async function* () {
        yield new Uint8Array(Buffer.from('not a real file'))
      })()
    },
  }
}
