/** The settings of the Zalo Bot Platform channel, read from the environment: whole, absent, or told what is missing. */
import { z } from 'zod'

export interface ZaloBotSettings {
  /** "digits:secret", sent by Zalo Bot Creator. */
  readonly token: string
  /** No slash at the end. */
  readonly apiRoot: string
  /** Updates are posted to us instead of being polled. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const officialRoot = 'https://bot-api.zaloplatforms.com'
export const botWebhookPath = '/zalo/bot/webhook'

const token = z
  .string()
  .regex(/^\d+:[^\s/?#]{8,}$/, 'không phải mã của Zalo Bot Creator (dạng 123456789:abc…)')
const secret = z.string().regex(/^[\x21-\x7e]{8,256}$/, 'phải có 8-256 chữ không dấu, không khoảng trắng')
const root = z.url({ protocol: /^https?$/, error: 'phải là địa chỉ bắt đầu bằng https://' })

/** @returns the settings when the channel is on, and every problem found, in the operator's words */
export const readZaloBot = (
  env: Environment,
): { readonly settings: ZaloBotSettings | undefined; readonly problems: readonly string[] } => {
  const value = (name: string): string | undefined => {
    const text = env[name]?.trim()
    return text === '' ? undefined : text
  }
  const problems: string[] = []
  const read = (name: string, schema: z.ZodType<string>): string | undefined => {
    const text = value(name)
    if (text === undefined) return undefined
    const result = schema.safeParse(text)
    if (result.success) return result.data
    problems.push(`${name}: ${result.error.issues[0]?.message ?? 'không hợp lệ'}`)
    return undefined
  }
  const own = ['ZALO_BOT_TOKEN', 'ZALO_BOT_API_ROOT', 'ZALO_BOT_WEBHOOK_SECRET'].filter(
    name => value(name) !== undefined,
  )
  if (own.length === 0) return { settings: undefined, problems }
  if (value('ZALO_BOT_TOKEN') === undefined)
    problems.push(`ZALO_BOT_TOKEN còn thiếu: đã đặt ${own.join(', ')} thì phải đặt cả mã, hoặc bỏ hết`)
  const given = {
    token: read('ZALO_BOT_TOKEN', token),
    apiRoot: read('ZALO_BOT_API_ROOT', root) ?? officialRoot,
    secret: read('ZALO_BOT_WEBHOOK_SECRET', secret),
  }
  const publicUrl = value('PUBLIC_URL')
  if (given.secret !== undefined && !(publicUrl ?? '').startsWith('https://'))
    problems.push(
      'ZALO_BOT_WEBHOOK_SECRET: Zalo chỉ gửi tin đến địa chỉ https:// công khai, đặt PUBLIC_URL, hoặc bỏ dòng này để chương trình tự hỏi tin',
    )
  if (problems.length > 0 || given.token === undefined) return { settings: undefined, problems }
  return {
    settings: {
      token: given.token,
      apiRoot: given.apiRoot.replace(/\/+$/, ''),
      webhook:
        given.secret === undefined || publicUrl === undefined
          ? undefined
          : { url: publicUrl.replace(/\/+$/, '') + botWebhookPath, secret: given.secret },
    },
    problems,
  }
}
