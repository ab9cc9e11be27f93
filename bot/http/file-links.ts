/** Short-lived links to files we send, for channels that can't carry them: the address itself is sealed and expires. */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Attachment } from '../chat.ts'
import type { SecretBox } from '../secrets.ts'

export interface FileLinks {
  /** An https address people (and Zalo's servers) can open for a while; undefined when the ward has no public address. */
  link(attachment: Attachment): string | undefined
  addRoutes(server: FastifyInstance): void
}

const lifeMs = 7 * 24 * 60 * 60 * 1000
const purpose = 'file-link'
const sealedSchema = z.object({ p: z.string(), n: z.string(), m: z.string(), e: z.number() })
const pathOf = '/tep'

export const createFileLinks = (options: {
  /** Only files below it are served. */
  readonly dataDir: string
  readonly publicUrl: string | undefined
  readonly box: SecretBox
  readonly now: () => Date
}): FileLinks => ({
  link({ path, name, mimeType }) {
    if (options.publicUrl === undefined || !options.publicUrl.startsWith('https://')) return undefined
    const sealed = options.box.seal(
      JSON.stringify({ p: path, n: name, m: mimeType, e: options.now().getTime() + lifeMs }),
      purpose,
    )
    return `${options.publicUrl.replace(/\/+$/, '')}${pathOf}/${sealed}/${encodeURIComponent(name)}`
  },

  addRoutes(server) {
    server.get(
      `${pathOf}/:sealed/:name`,
      { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
      async (request, reply) => {
        const gone = () =>
          reply.code(404).send({ statusCode: 404, message: 'Liên kết này đã hết hạn hoặc không đúng.' })
        const params = z.object({ sealed: z.string().max(2000) }).safeParse(request.params)
        if (!params.success) return gone()
        const target = await open(params.data.sealed, options).catch(() => undefined)
        if (target === undefined) return gone()
        return reply
          .type(target.m)
          .header('cache-control', 'private, no-store')
          .header('x-content-type-options', 'nosniff')
          .header(
            'content-disposition',
            `${target.m.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(target.n)}`,
          )
          .send(createReadStream(target.p))
      },
    )
  },
})

const open = async (
  sealed: string,
  { box, now, dataDir }: { box: SecretBox; now: () => Date; dataDir: string },
): Promise<z.infer<typeof sealedSchema> | undefined> => {
  const target = sealedSchema.parse(JSON.parse(box.open(sealed, purpose)))
  if (target.e <= now().getTime()) return undefined
  const [real, root] = await Promise.all([realpath(target.p), realpath(dataDir)])
  return real.startsWith(root + sep) && (await stat(real)).isFile() ? { ...target, p: real } : undefined
}
