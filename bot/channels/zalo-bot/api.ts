/** Our client of the Zalo Bot Platform: `/bot<token>/<method>`, JSON both ways; HTTP 200 does not mean ok. */
import { z } from 'zod'
import { DeliveryError, type DeliveryFailure } from '../../chat.ts'
import { parseExactJson } from '../exact-json.ts'
import { httpCall } from '../http-call.ts'

/** The platform said no; `code` is its `error_code`. */
export class BotError extends Error {
  override readonly name = 'BotError'
  readonly code: number
  constructor(method: string, code: number, description: string) {
    super(`${method}: ${description} (${code})`)
    this.code = code
  }
}

/** An idle poll ends so; it is no trouble. */
export const isIdlePoll = (error: unknown): boolean => error instanceof BotError && error.code === 408
/** The token is wrong or was reset. */
export const isTokenTrouble = (error: unknown): boolean =>
  error instanceof BotError && (error.code === 401 || (error.code === 404 && /getMe/.test(error.message)))

const id = z.union([z.string(), z.number()]).transform(String)
const envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.coerce.number().optional(),
  description: z.string().optional(),
})
const meSchema = z.object({
  id,
  account_name: z.string().optional(),
  can_join_groups: z.boolean().optional(),
})
export type BotIdentity = z.infer<typeof meSchema>
const webhookSchema = z.object({ url: z.string().nullish() }).nullish()
const sentSchema = z.object({ message_id: id.optional() }).nullish()

export interface TextStyle {
  readonly start: number
  readonly len: number
  readonly st: readonly string[]
}

export interface BotApi {
  getMe(): Promise<BotIdentity>
  /** One update, consumed by reading it; undefined when none came within `seconds`. */
  getUpdate(seconds: number, signal: AbortSignal): Promise<unknown>
  webhookUrl(): Promise<string | undefined>
  setWebhook(url: string, secret: string): Promise<void>
  deleteWebhook(): Promise<void>
  /** @returns the message's id. @throws BotError, DeliveryError */
  sendMessage(chatId: string, text: string, styles: readonly TextStyle[]): Promise<string | undefined>
  /** Zalo fetches the address before it answers. @throws BotError, DeliveryError */
  sendPhoto(chatId: string, photo: string, caption: string): Promise<string | undefined>
  sendTyping(chatId: string): Promise<void>
}

const photoMs = 150_000
/** A poll is given up this long after the platform should have ended it. */
const pollGraceMs = 10_000

export const createBotApi = (options: {
  readonly token: string
  readonly apiRoot: string
  readonly timeoutMs: number
}): BotApi => {
  const call = async (
    method: string,
    body: Readonly<Record<string, unknown>>,
    limit: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<unknown> => {
    const { status, text } = await httpCall(
      method,
      new URL(`${options.apiRoot}/bot${options.token}/${method}`),
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      {
        timeoutMs: limit.timeoutMs ?? options.timeoutMs,
        ...(limit.signal === undefined ? {} : { signal: limit.signal }),
      },
    )
    const answer = readAnswer(text)
    if (answer?.ok === true) return answer.result
    if (answer !== undefined) {
      const code = answer.error_code ?? status
      throw new BotError(method, code, answer.description ?? 'refused')
    }
    // Not the platform itself but something before it.
    throw new DeliveryError(`${method}: HTTP ${status}`, {
      reason: status === 503 ? 'unavailable' : 'unknown',
    })
  }

  return {
    getMe: async () => meSchema.parse(await call('getMe', {})),
    async getUpdate(seconds, signal) {
      try {
        // The reference's table says the number is text.
        const body = { timeout: String(seconds) }
        return await call('getUpdates', body, { timeoutMs: seconds * 1000 + pollGraceMs, signal })
      } catch (error) {
        if (isIdlePoll(error)) return undefined
        throw error
      }
    },
    async webhookUrl() {
      const url = webhookSchema.parse(await call('getWebhookInfo', {}))?.url ?? ''
      return url === '' ? undefined : url
    },
    async setWebhook(url, secret) {
      await call('setWebhook', { url, secret_token: secret })
    },
    async deleteWebhook() {
      await call('deleteWebhook', {})
    },
    async sendMessage(chatId, text, styles) {
      const body = {
        chat_id: chatId,
        text,
        ...(styles.length === 0 ? {} : { text_styles: styles }),
      }
      return sentSchema.safeParse(await call('sendMessage', body)).data?.message_id
    },
    async sendPhoto(chatId, photo, caption) {
      const body = { chat_id: chatId, photo, ...(caption === '' ? {} : { caption }) }
      return sentSchema.safeParse(await call('sendPhoto', body, { timeoutMs: photoMs })).data?.message_id
    },
    async sendTyping(chatId) {
      await call('sendChatAction', { chat_id: chatId, action: 'typing' })
    },
  }
}

const readAnswer = (text: string): z.infer<typeof envelope> | undefined => {
  try {
    return envelope.safeParse(parseExactJson(text)).data
  } catch {
    return undefined
  }
}

/** What the sender may do about it; 429 is judged by the channel, which knows the quota. */
export const botFailure = (code: number): DeliveryFailure | undefined => {
  switch (code) {
    case 400:
      return { reason: 'refused' }
    case 401:
      return { reason: 'signed-out' }
    // "Internal server error" in the platform's own table.
    case 403:
    case 500:
      return { reason: 'unknown' }
    case 404:
      return { reason: 'not-found' }
    case 408:
      return { reason: 'unknown' }
    default:
      return undefined
  }
}
