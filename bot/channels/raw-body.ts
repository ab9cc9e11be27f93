/** A corner of the HTTP server for webhooks: bodies stay as bytes, and the limits for browsers do not apply. */
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Webhook events are small: text of 2,000 characters and a few addresses. */
const bodyLimit = 256 * 1024

export interface RawCall {
  readonly body: Uint8Array
  header(name: string): string | undefined
}

/** Adds `POST path`; the handler gets the raw bytes and says which status to answer. */
export const addRawPost = (
  server: FastifyInstance,
  path: string,
  handle: (call: RawCall) => Promise<number>,
): void => {
  server.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    // A channel posts from a few addresses for the whole ward, in bursts: it is told by its signature, not its rate.
    scope.post(
      path,
      { bodyLimit, config: { rateLimit: false } },
      async (request, reply): Promise<FastifyReply> => {
        const status = await handle({
          body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
          header(name) {
            const value = request.headers[name]
            return Array.isArray(value) ? value[0] : value
          },
        })
        return reply
          .code(status)
          .type('text/plain')
          .send(status === 200 ? 'ok' : '')
      },
    )
  })
}
