/** Counters and timings for `/metrics` (Prometheus). No texts, names or ids. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Channel } from './chat.ts'

export type Metrics = ReturnType<typeof createMetrics>

export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const handled = new Counter({
    name: 'updates_handled_total',
    help: 'Updates handled',
    labelNames: ['channel', 'route', 'outcome'],
    registers,
  })
  const handling = new Histogram({
    name: 'update_handling_seconds',
    help: 'From queue to commit',
    labelNames: ['channel'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers,
  })
  const sent = new Counter({
    name: 'replies_total',
    help: 'Delivery tries by result',
    labelNames: ['channel', 'result'],
    registers,
  })
  const sending = new Histogram({
    name: 'reply_delivery_seconds',
    help: 'One delivery try',
    labelNames: ['channel'],
    buckets: [0.005, 0.05, 0.2, 1, 5, 20],
    registers,
  })
  const queue = new Gauge({
    name: 'queue_rows',
    help: 'Rows waiting or given up',
    labelNames: ['queue', 'state'],
    registers,
  })
  const channelEvents = new Counter({
    name: 'channel_events_total',
    help: 'What channels met: signatures, refusals, fallbacks, ignored events',
    labelNames: ['channel', 'event'],
    registers,
  })
  return {
    registry,
    /** @param event from a short, fixed list: no ids, no texts */
    channelEvent: (channel: Channel, event: string): void => channelEvents.inc({ channel, event }),
    handled: (event: { channel: Channel; route: string; outcome: 'done' | 'failed'; ms: number }): void => {
      handled.inc({ channel: event.channel, route: event.route, outcome: event.outcome })
      handling.observe({ channel: event.channel }, event.ms / 1000)
    },
    sent: (event: { channel: Channel; result: 'sent' | 'retry' | 'dead'; ms: number }): void => {
      sent.inc({ channel: event.channel, result: event.result })
      sending.observe({ channel: event.channel }, event.ms / 1000)
    },
    queue: (name: 'inbox' | 'outbox', counts: Readonly<Record<string, number>>): void => {
      for (const [state, count] of Object.entries(counts)) queue.set({ queue: name, state }, count)
    },
  }
}
