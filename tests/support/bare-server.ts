/** An HTTP server as the program makes it, silent and always well: for tests that need no ward behind its health. */
import { pino } from 'pino'
import { createServer } from '../../bot/http/server.ts'
import { createMetrics } from '../../bot/metrics.ts'

type ServerOptions = Parameters<typeof createServer>[0]

const none = { pending: 0, failed: 0, dead: 0 }

export const bareServer = (given: Partial<ServerOptions> = {}): ReturnType<typeof createServer> =>
  createServer({
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    health: async () => ({ ok: true, problems: [], channels: {}, queues: { inbox: none, outbox: none } }),
    embedOrigins: [],
    trustProxy: 0,
    ...given,
  })
