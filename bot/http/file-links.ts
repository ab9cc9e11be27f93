/** Short-lived links to files we send, for channels that can't carry them: the address itself is sealed and expires. */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Attachment } from '../chat.ts'
import type { SecretBox } from '../secrets.ts'

export interface FileLinks {
  /** The ward has an address people and Zalo's servers can open. */
  readonly available: boolean
  /** An https address people (and Zalo's servers) can open for a while; undefined when the ward has no public address. */
  link(attachment: Attachment): string | undefined
  addRoutes(server: FastifyInstance): void
}

const lifeMs = 7 * 24 * 60 * 60 * 1000
const purpose = 'file-link'
/** Path below DATA_DIR, MIME type, end of life in ms: short, for people see the address. */
const sealedSchema = z.tuple([z.string(), z.string(), z.number()])
const pathOf = '/tep'

export const createFileLinks = (options: {
  /** Only files below it are served. */
  readonly dataDir: string
  readonly publicUrl: string | undefined
  readonly box: SecretBox
  readonly now: () => Date
}): FileLinks => ({
  available: options.publicUrl?.startsWith('https://') === true,

  link({ path, name, mimeType }) {
    if (options.publicUrl === undefined || !options.publicUrl.startsWith('https://')) return undefined
    const below = relative(options.dataDir, path)
    if (below.startsWith('..')) return undefined
    const sealed = options.box.seal(
      JSON.stringify([below, mimeType, options.now().getTime() + lifeMs]),
      purpose,
    )
    return `${options.publicUrl.replace(/\/+$/, '')}${pathOf}/${sealed}/${encodeURIComponent(name)}`
  },

  addRoutes(server) {
    server.get(
      // A wildcard: sealed texts are longer than the server lets a named part be.
      `${pathOf}/*`,
      { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const gone = () =>
          reply.code(404).send({ statusCode: 404, message: 'Liên kết này đã hết hạn hoặc không đúng.' })
        const params = z.object({ '*': z.string().max(2000) }).safeParse(request.params)
        const [sealed = '', name = 'tep'] = (params.data?.['*'] ?? '').split('/')
        const target = await open(sealed, options).catch(() => undefined)
        if (target === undefined) return gone()
        return reply
          .type(target.mimeType)
          .header('cache-control', 'private, no-store')
          .header('x-content-type-options', 'nosniff')
          .header(
            'content-disposition',
            `${target.mimeType.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
          )
          .send(createReadStream(target.path))
      },
    )
  },
})

const open = async (
  sealed: string,
  { box, now, dataDir }: { box: SecretBox; now: () => Date; dataDir: string },
): Promise<{ path: string; mimeType: string } | undefined> => {
  const [path, mimeType, end] = sealedSchema.parse(JSON.parse(box.open(sealed, purpose)))
  if (end <= now().getTime()) return undefined
  const [real, root] = await Promise.all([realpath(join(dataDir, path)), realpath(dataDir)])
  return real.startsWith(root + sep) && (await stat(real)).isFile() ? { path: real, mimeType } : undefined
}
