/** A ward with many subscribers on a channel that writes down when each message went out; time is simulated. */
import { conversationId, senderId } from '../../bot/chat.ts'
import { createScriptedChannel, testWard } from './conversation.ts'
import { type SimulatedTime, simulatedTime } from './simulated-time.ts'
import { addSubscribers } from './subscribers.ts'

/** The pace of a real channel: what may never be exceeded. */
export const perSecond = 25

export const broadcastWorld = async (people: number) => {
  const channel = createScriptedChannel('telegram', {
    pace: { parallel: 25, perSecond, perChatPerSecond: 1, perGroupPerMinute: 20 },
  })
  const out: { to: string; at: number; priority: string }[] = []
  const { send } = channel
  let time: SimulatedTime | undefined
  const ward = await testWard({
    channels: [
      Object.assign(channel, {
        send: async (...[to, reply]: Parameters<typeof send>) => {
          out.push({ to, at: ward.clock.now.getTime(), priority: reply.priority ?? 'answer' })
          return await send(to, reply)
        },
      }),
    ],
    start: new Date('2026-11-23T09:00:00+07:00'),
    delay: (ms, signal) =>
      time === undefined ? Promise.reject(new Error('not yet')) : time.delay(ms, signal),
  })
  time = simulatedTime(ward.clock)
  const running = time
  const natives = Array.from({ length: people }, (_, index) => `${1_000_000 + index}`)
  addSubscribers(ward.runtime.database.raw, 'telegram', natives, ward.clock.now)
  const stopping = new AbortController()
  /** As the scheduler does: every two seconds. */
  const beat = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await ward.runtime.broadcaster.step()
      await running.delay(2000, stopping.signal).catch(() => undefined)
    }
  }
  void beat()
  let updates = 0
  return {
    ward,
    natives,
    out,
    sentTo: () => out.filter(({ priority }) => priority === 'broadcast'),
    passUntil: running.passUntil,
    stop: () => stopping.abort(),
    /** Somebody writes; nothing waits for the answer. */
    async says(native: string, text: string): Promise<void> {
      updates += 1
      await channel.receive({
        channel: 'telegram',
        id: `u${updates}`,
        conversation: conversationId('telegram', native),
        sender: { id: senderId('telegram', native), name: native },
        chat: 'private',
        addressed: true,
        at: ward.clock.now.toISOString(),
        content: { kind: 'text', text },
      })
    },
  }
}

/** The most messages in any second. */
export const mostInASecond = (stamps: readonly number[]): number => {
  let most = 0
  for (let from = 0, to = 0; to < stamps.length; to += 1) {
    while ((stamps[from] ?? 0) <= (stamps[to] ?? 0) - 1000) from += 1
    most = Math.max(most, to - from + 1)
  }
  return most
}
