/** The HTTP side: security headers, limits, health, metrics, and the routes others add (web chat, webhooks). */
import { fastifyHelmet } from '@fastify/helmet'
import { fastifyRateLimit } from '@fastify/rate-limit'
import { type FastifyInstance, fastify } from 'fastify'
import type { Logger } from 'pino'
import type { ChannelStatus } from '../chat.ts'
import type { Metrics } from '../metrics.ts'

export interface Health {
  readonly ok: boolean
  /** Why not, for the operator. */
  readonly problems: readonly string[]
  readonly channels: Readonly<Record<string, ChannelStatus>>
  readonly queues: {
    readonly inbox: { readonly pending: number; readonly failed: number }
    readonly outbox: { readonly pending: number; readonly dead: number }
  }
}

export interface ServerOptions {
  readonly log: Logger
  readonly metrics: Metrics
  readonly health: () => Promise<Health>
  /** Sites that may show the web chat in a frame. */
  readonly embedOrigins: readonly string[]
  readonly trustProxy: number
  /** Requests one address may make a minute; one household's pages and answers stay far below the default. */
  readonly requestsPerMinute?: number
}

const usualRequestsPerMinute = 240
const bodyLimit = 64 * 1024

export const createServer = async ({
  log,
  metrics,
  health,
  embedOrigins,
  trustProxy,
  requestsPerMinute,
}: ServerOptions): Promise<FastifyInstance> => {
  const server = fastify({
    bodyLimit,
    trustProxy: (_address: string, hop: number) => hop <= trustProxy - 1,
    // Addresses carry sessions and webhook secrets: our own hooks log what is safe.
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  })
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...embedOrigins],
      },
    },
    // frame-ancestors says it; the old header knows no list of sites.
    frameguard: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await server.register(fastifyRateLimit, {
    max: requestsPerMinute ?? usualRequestsPerMinute,
    timeWindow: '1 minute',
    allowList: request => request.url === '/health',
    errorResponseBuilder: (_request, context) =>
      Object.assign(
        new Error(`Anh/chị gửi hơi nhanh, đợi ${Math.ceil(context.ttl / 1000)} giây rồi thử lại.`),
        {
          statusCode: 429,
        },
      ),
  })

  server.setErrorHandler((error, request, reply) => {
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500
    if (status >= 500)
      log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed')
    const message =
      status < 500 && error instanceof Error
        ? error.message
        : 'Máy chủ đang bận, anh/chị thử lại sau ít phút.'
    return reply.code(status).send({ statusCode: status, message })
  })
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ statusCode: 404, message: 'Không có trang này.' }),
  )

  server.get('/health', async (_request, reply) => {
    const state = await health()
    return reply.code(state.ok ? 200 : 503).send(state)
  })
  // Counts only; still nobody else's business: behind a proxy it is not passed on (README).
  server.get('/metrics', async (_request, reply) => {
    const { queues } = await health()
    metrics.queue('inbox', queues.inbox)
    metrics.queue('outbox', queues.outbox)
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return server
}
