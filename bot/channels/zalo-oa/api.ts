/** Our client of the OA OpenAPI: header `access_token`, HTTP 200 even for errors, a renewed token and one more try. */
import { z } from 'zod'
import { DeliveryError } from '../../chat.ts'
import { parseExactJson } from '../exact-json.ts'
import { httpCall } from '../http-call.ts'
import { failureOf, isTokenCode, OaError } from './errors.ts'
import type { OaTokens } from './tokens.ts'

const id = z.union([z.string(), z.number()]).transform(String)
const envelope = z.object({
  error: z.coerce.number().default(0),
  message: z.string().default(''),
  data: z.unknown().optional(),
})
const sentSchema = z.object({ message_id: id.optional() }).nullish()
const uploadSchema = z.object({ attachment_id: id.optional(), token: id.optional() })
const profileSchema = z.object({ display_name: z.string().optional() })
const oaSchema = z.object({
  oa_id: id.optional(),
  name: z.string().optional(),
  is_verified: z.boolean().optional(),
  package_name: z.string().optional(),
})
export type OaInfo = z.infer<typeof oaSchema>

const pairSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})

export type UploadKind = 'image' | 'gif' | 'file'

export interface OaApi {
  /** @returns the message's id. @throws OaError, DeliveryError */
  sendMessage(userId: string, message: Readonly<Record<string, unknown>>): Promise<string | undefined>
  /** @returns what a message refers to the file by, for 7 days. @throws OaError, DeliveryError */
  upload(kind: UploadKind, file: { name: string; mimeType: string; bytes: Uint8Array }): Promise<UploadedFile>
  /** The display name of a person who wrote to the OA. @throws OaError, DeliveryError */
  displayName(userId: string): Promise<string | undefined>
  /** @param access a token to try instead of the stored one. @throws OaError, DeliveryError */
  oaInfo(access?: string): Promise<OaInfo>
  /** Changes the code of a consent for tokens. @throws OaError, DeliveryError */
  exchange(code: string): Promise<{ access: string; refresh: string; expiresInSeconds: number }>
}

/** As the upload named it: documents say `token` for files and `attachment_id` for pictures. */
export type UploadedFile = { readonly attachment_id: string } | { readonly token: string }

export interface OaApiOptions {
  readonly apiRoot: URL
  readonly oauthRoot: URL
  readonly appId: string
  readonly appSecret: string
  /** The other half of the code challenge saved in the app's console, when consent is used. */
  readonly codeVerifier: string | undefined
  readonly tokens: OaTokens
  readonly timeoutMs: number
}

export const createOaApi = (options: OaApiOptions): OaApi => {
  const { tokens, timeoutMs } = options

  const read = (what: string, status: number, text: string): unknown => {
    // A gateway's page: whether the API behind it saw the call, nobody knows, but for 503.
    if (status >= 500)
      throw new DeliveryError(`${what}: HTTP ${status}`, {
        reason: status === 503 ? 'unavailable' : 'unknown',
      })
    if (status === 429)
      throw new DeliveryError(`${what}: HTTP 429`, { reason: 'rate-limited', retryAfterSeconds: 60 })
    let parsed: z.infer<typeof envelope> | undefined
    try {
      parsed = envelope.safeParse(parseExactJson(text)).data
    } catch {
      parsed = undefined
    }
    if (parsed === undefined)
      throw new DeliveryError(`${what}: HTTP ${status}, not an answer of the API`, { reason: 'unknown' })
    if (parsed.error !== 0) throw new OaError(what, parsed.error, parsed.message)
    return parsed.data
  }

  const once = async (what: string, path: string, access: string, init: RequestInit): Promise<unknown> => {
    const headers = new Headers(init.headers)
    headers.set('access_token', access)
    const { status, text } = await httpCall(
      what,
      new URL(path, options.apiRoot),
      { ...init, headers },
      { timeoutMs },
    )
    return read(what, status, text)
  }

  const call = async (what: string, path: string, init: () => RequestInit): Promise<unknown> => {
    const access = await tokens.access()
    try {
      return await once(what, path, access, init())
    } catch (error) {
      if (!(error instanceof OaError) || !isTokenCode(error.code)) throw error
      return await once(what, path, await tokens.renewed(access), init())
    }
  }

  const post = (what: string, path: string, body: unknown): Promise<unknown> =>
    call(what, path, () => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }))

  return {
    async sendMessage(userId, message) {
      const data = await post('message/cs', '/v3.0/oa/message/cs', {
        recipient: { user_id: userId },
        message,
      })
      return sentSchema.safeParse(data).data?.message_id
    },

    async upload(kind, { name, mimeType, bytes }) {
      const data = uploadSchema.parse(
        await call(`upload/${kind}`, `/v2.0/oa/upload/${kind}`, () => {
          const form = new FormData()
          form.set('file', new Blob([Uint8Array.from(bytes)], { type: mimeType }), name)
          return { method: 'POST', body: form }
        }),
      )
      if (data.token !== undefined) return { token: data.token }
      if (data.attachment_id !== undefined) return { attachment_id: data.attachment_id }
      throw new DeliveryError(`upload/${kind}: no id came back`, { reason: 'unavailable' })
    },

    async displayName(userId) {
      const query = new URLSearchParams({ data: JSON.stringify({ user_id: userId }) })
      const data = await call('user/detail', `/v3.0/oa/user/detail?${query}`, () => ({ method: 'GET' }))
      return profileSchema.parse(data).display_name
    },

    async oaInfo(access) {
      const data =
        access === undefined
          ? await call('getoa', '/v2.0/oa/getoa', () => ({ method: 'GET' }))
          : await once('getoa', '/v2.0/oa/getoa', access, { method: 'GET' })
      return oaSchema.parse(data)
    },

    async exchange(code) {
      const { status, text } = await httpCall(
        'access_token',
        new URL('/v4/oa/access_token', options.oauthRoot),
        {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            secret_key: options.appSecret,
          },
          body: new URLSearchParams({
            code,
            app_id: options.appId,
            grant_type: 'authorization_code',
            ...(options.codeVerifier === undefined ? {} : { code_verifier: options.codeVerifier }),
          }),
        },
        { timeoutMs },
      )
      read('access_token', status, text)
      const pair = pairSchema.parse(parseExactJson(text))
      return {
        access: pair.access_token,
        refresh: pair.refresh_token,
        expiresInSeconds: pair.expires_in,
      }
    },
  }
}

/** The same trouble as the outbox sender understands it; errors nobody described stay as they are. */
export const asDeliveryError = (error: unknown): unknown => {
  if (!(error instanceof OaError)) return error
  const failure = failureOf(error.code)
  return failure === undefined ? error : new DeliveryError(error.message, failure, { cause: error })
}
