/** Remembers which parts of a reply already went out, so that a retry after trouble half way repeats none of them. */
import { createHash } from 'node:crypto'
import type { ConversationId, Reply } from '../chat.ts'

export interface SendProgress {
  /** Sends the parts not sent yet, in order; each part gives the channel's reference. @returns the first reference */
  run(
    to: ConversationId,
    reply: Reply,
    parts: readonly (() => Promise<string | undefined>)[],
  ): Promise<string | undefined>
}

/** Half-sent replies remembered; more would mean a channel that is down, where nothing is half sent. */
const most = 200

export const createSendProgress = (): SendProgress => {
  const half = new Map<string, (string | undefined)[]>()
  return {
    async run(to, reply, parts) {
      const key = createHash('sha256')
        .update(
          `${to}\n${JSON.stringify({ ...reply, text: reply.repeatOf ?? reply.text, repeatOf: undefined })}`,
        )
        .digest('base64')
      const sent = half.get(key) ?? []
      for (const part of parts.slice(sent.length)) {
        sent.push(await part())
        if (sent.length < parts.length) {
          half.set(key, sent)
          const [oldest] = half.keys()
          if (half.size > most && oldest !== undefined) half.delete(oldest)
        }
      }
      half.delete(key)
      return sent[0]
    },
  }
}
