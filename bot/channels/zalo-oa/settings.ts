/** The settings of the Official Account channel, read from the environment: whole, absent, or told what is missing. */
import { z } from 'zod'
import { readKey } from '../../secrets.ts'
import type { ZaloOaSettings } from './channel.ts'

type Environment = Readonly<Record<string, string | undefined>>

const officialRoots = { api: 'https://openapi.zalo.me', oauth: 'https://oauth.zaloapp.com' } as const

const needed = ['ZALO_OA_APP_ID', 'ZALO_OA_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_WEBHOOK_SECRET'] as const
const names = [
  ...needed,
  'ZALO_OA_REFRESH_TOKEN',
  'ZALO_OA_ACCESS_TOKEN',
  'ZALO_OA_CODE_VERIFIER',
  'ZALO_OA_PAID_WINDOW',
  'ZALO_OA_API_ROOT',
  'ZALO_OA_OAUTH_ROOT',
] as const
type Name = (typeof names)[number]

const hints: Readonly<Record<(typeof needed)[number], string>> = {
  ZALO_OA_APP_ID: 'ID ứng dụng ở developers.zalo.me',
  ZALO_OA_APP_SECRET: 'khóa bí mật của ứng dụng ở developers.zalo.me',
  ZALO_OA_ID: 'ID của Official Account ở oa.zalo.me',
  ZALO_OA_WEBHOOK_SECRET: 'OA Secret Key ở trang Webhook của ứng dụng',
}

// What a process needs to reach the outside as ours does.
const network = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_ENV_PROXY',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
] as const
const networkOf = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    network.flatMap(name => {
      const value = env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

const digits = z.string().regex(/^\d{5,25}$/, 'phải là dãy số')
const text = z.string()
// RFC 7636: 43 to 128 characters.
const verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/, 'phải có 43-128 chữ không dấu, số')
const root = z.url({ protocol: /^https?$/, error: 'phải là địa chỉ bắt đầu bằng https://' })
const yesNo = z.enum(['yes', 'no'], { error: 'phải là yes hoặc no' })

export interface ZaloOaConfig extends ZaloOaSettings {
  /** Seals tokens on the disk; 32 bytes. */
  readonly dataKey: Uint8Array
}

/** @returns the settings when the channel is on, and every problem found, in the operator's words */
export const readZaloOa = (
  env: Environment,
): { readonly settings: ZaloOaConfig | undefined; readonly problems: readonly string[] } => {
  const value = (name: Name | 'DATA_KEY'): string | undefined => {
    const found = env[name]?.trim()
    return found === '' ? undefined : found
  }
  const problems: string[] = []
  const read = <T>(name: Name, schema: z.ZodType<T>): T | undefined => {
    const found = value(name)
    if (found === undefined) return undefined
    const result = schema.safeParse(found)
    if (result.success) return result.data
    problems.push(`${name}: ${result.error.issues[0]?.message ?? 'không hợp lệ'}`)
    return undefined
  }
  if (names.every(name => value(name) === undefined)) return { settings: undefined, problems }
  for (const name of needed)
    if (value(name) === undefined)
      problems.push(`${name} còn thiếu (${hints[name]}): kênh Zalo OA cần đủ, hoặc bỏ hết các dòng ZALO_OA_*`)
  if (value('ZALO_OA_ACCESS_TOKEN') !== undefined && value('ZALO_OA_REFRESH_TOKEN') === undefined)
    problems.push('ZALO_OA_REFRESH_TOKEN còn thiếu: mã truy cập chỉ sống 25 giờ, phải có mã làm mới đi cùng')
  const dataKey = readKey(value('DATA_KEY') ?? '')
  if (dataKey === undefined)
    problems.push(
      `DATA_KEY ${value('DATA_KEY') === undefined ? 'còn thiếu' : 'không đúng dạng'}: mã truy cập Zalo phải được khóa lại trên đĩa. Tạo khóa: openssl rand -hex 32`,
    )
  const given = {
    appId: read('ZALO_OA_APP_ID', digits),
    appSecret: read('ZALO_OA_APP_SECRET', text),
    oaId: read('ZALO_OA_ID', digits),
    webhookSecret: read('ZALO_OA_WEBHOOK_SECRET', text),
    codeVerifier: read('ZALO_OA_CODE_VERIFIER', verifier),
    access: read('ZALO_OA_ACCESS_TOKEN', text),
    refresh: read('ZALO_OA_REFRESH_TOKEN', text),
    paid: read('ZALO_OA_PAID_WINDOW', yesNo),
    api: read('ZALO_OA_API_ROOT', root),
    oauth: read('ZALO_OA_OAUTH_ROOT', root),
  }
  const { appId, appSecret, oaId, webhookSecret, access, refresh } = given
  if (
    problems.length > 0 ||
    dataKey === undefined ||
    appId === undefined ||
    appSecret === undefined ||
    oaId === undefined ||
    webhookSecret === undefined
  )
    return { settings: undefined, problems }
  return {
    settings: {
      dataKey,
      appId,
      appSecret,
      oaId,
      webhookSecret,
      codeVerifier: given.codeVerifier,
      seed: refresh === undefined ? undefined : { refresh, ...(access === undefined ? {} : { access }) },
      allowPaid: given.paid === 'yes',
      network: networkOf(env),
      apiRoot: given.api ?? officialRoots.api,
      oauthRoot: given.oauth ?? officialRoots.oauth,
    },
    problems,
  }
}
