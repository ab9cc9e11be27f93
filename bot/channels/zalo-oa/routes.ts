/** The OA's webhook (signature over the raw body, 200 once the event is durable) and the page consent returns to. */
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import { parseExactJson } from '../exact-json.ts'
import { addRawPost, type RawCall } from '../raw-body.ts'
import { type OaEvent, readOaEvent } from './events.ts'
import { checkOaSignature } from './signature.ts'
import { consentPath } from './status.ts'

export const webhookPath = '/zalo/oa/webhook'

export interface OaRoutesOptions {
  readonly appId: string
  readonly webhookSecret: string
  readonly take: (event: OaEvent) => Promise<void>
  /** Changes the code of a consent for tokens. */
  readonly consent: (code: string) => Promise<'ok' | 'other-oa'>
  readonly count: (event: string) => void
  readonly now: () => Date
  readonly log: Logger
}

const consentQuery = z.object({ code: z.string().min(1).max(2000) })

const isProbe = (body: Uint8Array): boolean => {
  if (body.length > 8) return false
  const text = Buffer.from(body).toString('utf8').replaceAll(/\s/g, '')
  return text === '' || text === '{}'
}

export const addOaRoutes = (server: FastifyInstance, options: OaRoutesOptions): void => {
  const { appId, webhookSecret, count, log, now } = options

  const handle = async ({ body, header }: RawCall): Promise<number> => {
    // On saving the webhook Zalo tries it with nothing inside and no signature.
    if (isProbe(body)) {
      count('webhook-probe')
      return 200
    }
    const check = checkOaSignature(
      body,
      { signature: header('x-zevent-signature'), timestamp: header('x-zevent-timestamp') },
      { appId, secret: webhookSecret },
      now(),
    )
    if (check.kind === 'refused') {
      count(`webhook-${check.reason}`)
      log.warn({ channel: 'zalo-oa', reason: check.reason, bytes: body.length }, 'webhook call refused')
      return 401
    }
    count(`signature-${check.variant}`)
    if (header('num_retry') !== undefined && header('num_retry') !== '0') count('webhook-retry')
    let event: unknown
    try {
      event = parseExactJson(Buffer.from(body).toString('utf8'))
    } catch {
      event = undefined
    }
    try {
      await options.take(readOaEvent(event))
      return 200
    } catch (error) {
      // Zalo repeats it for almost two hours; the inbox takes it once.
      log.error({ err: error, channel: 'zalo-oa' }, 'webhook event not stored, Zalo will repeat it')
      return 503
    }
  }
  addRawPost(server, webhookPath, handle)
  // The console and curious admins look at the address with a browser.
  server.get(webhookPath, async (_request, reply) => reply.type('text/plain').send('ok'))

  server.get(
    consentPath,
    { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } },
    async (request, reply) => {
      reply.type('text/plain; charset=utf-8')
      const query = consentQuery.safeParse(request.query)
      if (!query.success) return reply.code(400).send('Thiếu mã cấp quyền (code).')
      try {
        const result = await options.consent(query.data.code)
        return result === 'ok'
          ? reply.send('Đã nhận quyền của Official Account. Anh/chị đóng trang này được rồi.')
          : reply.code(403).send('Quyền này của một Official Account khác với ZALO_OA_ID, không được nhận.')
      } catch (error) {
        log.error({ err: error, channel: 'zalo-oa' }, 'consent not exchanged')
        return reply
          .code(502)
          .send(
            'Zalo không đổi được mã cấp quyền (mã chỉ dùng một lần, trong 10 phút). Mở lại liên kết cấp quyền.',
          )
      }
    },
  )
}
