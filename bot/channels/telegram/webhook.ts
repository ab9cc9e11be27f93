/** The route Telegram posts updates to: secret checked, body limited, answered when the update is in the inbox. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

export interface WebhookOptions {
  /** As Telegram reaches it from outside; its path is our route. */
  readonly url: URL
  readonly secret: string
  /** Settles when the update is in the inbox. @throws when it can't be taken now: Telegram then repeats it */
  readonly take: (raw: unknown) => Promise<void>
  readonly onRefused: () => void
}

/** Far above any update of Telegram. */
const bodyLimit = 1024 * 1024

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export const addWebhookRoute = (server: FastifyInstance, options: WebhookOptions): void => {
  const secret = digest(options.secret)
  server.post(
    options.url.pathname,
    {
      bodyLimit,
      // Headers for browsers; Telegram reads none.
      helmet: false,
      // All residents' messages come from a few addresses of Telegram.
      config: { rateLimit: false },
      // Before the body is read: a stranger costs us nothing.
      onRequest: async (request, reply) => {
        const given = request.headers['x-telegram-bot-api-secret-token']
        if (typeof given === 'string' && timingSafeEqual(digest(given), secret)) return
        options.onRefused()
        return await reply.code(401).send({ statusCode: 401, message: 'Sai mã bí mật.' })
      },
    },
    async (request, reply) => {
      try {
        await options.take(request.body)
      } catch {
        return await reply.code(503).send({ statusCode: 503, message: 'Chưa nhận được, xin gửi lại.' })
      }
      return {}
    },
  )
}
