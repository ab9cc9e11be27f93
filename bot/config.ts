/** Settings from the environment, read once; every problem is told at once, in the operator's words. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { readZaloBot, type ZaloBotSettings } from './channels/zalo-bot/settings.ts'
import { readZaloOa, type ZaloOaConfig } from './channels/zalo-oa/settings.ts'
import { readZaloPersonal, type ZaloPersonalSettings } from './channels/zalo-personal/settings.ts'
import { readKey } from './secrets.ts'

const blankIsAbsent = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional())
const withDefault = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema)

const httpUrl = z.url({ protocol: /^https?$/, error: 'phải là địa chỉ bắt đầu bằng http:// hoặc https://' })

const environment = z.object({
  WARD: withDefault(
    z
      .string()
      .regex(/^[a-z0-9-]+$/, 'chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ muong-lay')
      .default('muong-lay'),
  ),
  DATA_DIR: withDefault(z.string().default('data')),
  HOST: withDefault(z.string().default('127.0.0.1')),
  PORT: withDefault(
    z.coerce.number('phải là một số').int().min(0).max(65_535, 'phải từ 0 đến 65535').default(8080),
  ),
  LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info')),
  /** Address residents reach the web chat at, for links in files and posters. */
  PUBLIC_URL: optional(httpUrl),
  /** Number of proxies in front of us whose X-Forwarded-For may be believed. */
  TRUST_PROXY: withDefault(z.coerce.number('phải là một số').int().min(0).max(5).default(0)),
  /** Sites that may embed the web chat, separated by blanks or commas. */
  WEB_EMBED_ORIGINS: withDefault(
    z
      .string()
      .default('')
      .transform(value => value.split(/[\s,]+/).filter(part => part !== ''))
      .pipe(z.array(z.url({ protocol: /^https?$/, error: 'mỗi địa chỉ phải bắt đầu bằng https://' }))),
  ),
  TELEGRAM_TOKEN: optional(
    z.string().regex(/^\d{5,}:[A-Za-z0-9_-]{20,}$/, 'không phải mã của @BotFather (dạng 123456:ABC…)'),
  ),
  TELEGRAM_API_ROOT: optional(httpUrl),
  TELEGRAM_WEBHOOK_URL: optional(httpUrl),
  TELEGRAM_WEBHOOK_SECRET: optional(
    z.string().regex(/^[A-Za-z0-9_-]{16,256}$/, 'phải có 16-256 chữ không dấu, số, gạch nối hoặc gạch dưới'),
  ),
})

/** A Telegram bot; absent = the channel is off. */
export interface TelegramSettings {
  /** From @BotFather. */
  readonly token: string
  /** A self-hosted Bot API server or a test double; default api.telegram.org. No slash at the end. */
  readonly apiRoot?: string
  /** Updates are posted here instead of being polled; the path is our route. */
  readonly webhook?: { readonly url: string; readonly secret: string }
}

export interface Config {
  readonly ward: string
  /** Absolute. */
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  readonly publicUrl: string | undefined
  readonly trustProxy: number
  readonly embedOrigins: readonly string[]
  readonly telegram: TelegramSettings | undefined
  /** A personal Zalo account; only where the ward has accepted the risk. */
  readonly zaloPersonal: ZaloPersonalSettings | undefined
  readonly zaloOa: ZaloOaConfig | undefined
  readonly zaloBot: ZaloBotSettings | undefined
  /** Seals secrets and file links; 32 bytes. */
  readonly dataKey: Uint8Array | undefined
}

const telegramSettings = (data: z.infer<typeof environment>): TelegramSettings | undefined =>
  data.TELEGRAM_TOKEN === undefined
    ? undefined
    : {
        token: data.TELEGRAM_TOKEN,
        ...(data.TELEGRAM_API_ROOT === undefined
          ? {}
          : { apiRoot: data.TELEGRAM_API_ROOT.replace(/\/+$/, '') }),
        ...(data.TELEGRAM_WEBHOOK_URL === undefined || data.TELEGRAM_WEBHOOK_SECRET === undefined
          ? {}
          : { webhook: { url: data.TELEGRAM_WEBHOOK_URL, secret: data.TELEGRAM_WEBHOOK_SECRET } }),
      }

/** The settings are wrong; `problems` names each variable and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`Cấu hình chưa đúng:\n${problems.map(problem => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** A channel is set whole or not at all: who sets the first of a pair needs the second. */
const pairs: readonly (readonly [set: string, needs: string])[] = [
  ['TELEGRAM_API_ROOT', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_WEBHOOK_SECRET'],
  ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_URL'],
]

const howToFix = 'Sửa trong tệp .env (xem .env.example)'

const halfSet = (env: Readonly<Record<string, string | undefined>>): string[] => {
  const isSet = (name: string): boolean => blankIsAbsent(env[name]) !== undefined
  return pairs
    .filter(([set, needs]) => isSet(set) && !isSet(needs))
    .map(
      ([set, needs]) => `${needs} còn thiếu: đã đặt ${set} thì phải đặt cả hai, hoặc bỏ cả hai. ${howToFix}`,
    )
}

/** Telegram posts over https only; a self-hosted server (or a test double) may use http on the same machine. */
const webhookProblems = (url: string | undefined, apiRoot: string | undefined): string[] => {
  if (url === undefined) return []
  const { protocol, pathname } = new URL(url)
  return [
    ...(protocol === 'http:' && apiRoot === undefined ? ['phải là địa chỉ https://'] : []),
    ...(pathname === '/' ? ['phải có đường dẫn riêng, ví dụ https://phuong.example.vn/telegram'] : []),
  ].map(problem => `TELEGRAM_WEBHOOK_URL="${url}": ${problem}. ${howToFix}`)
}

const shownValue = (name: string, value: string | undefined): string =>
  /TOKEN|SECRET|KEY|PASSWORD|COOKIE/.test(name) ? '(giấu)' : `"${value ?? ''}"`

/** @throws ConfigError with all problems */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const result = environment.safeParse(env)
  const zaloPersonal = readZaloPersonal(env)
  const zaloOa = readZaloOa(env)
  const zaloBot = readZaloBot(env)
  const problems = [
    ...(result.error?.issues ?? []).map(issue => {
      const name = String(issue.path[0] ?? '')
      return `${name}=${shownValue(name, env[name])}: ${issue.message}. ${howToFix}`
    }),
    ...halfSet(env),
    ...webhookProblems(result.data?.TELEGRAM_WEBHOOK_URL, result.data?.TELEGRAM_API_ROOT),
    ...[...zaloPersonal.problems, ...zaloOa.problems, ...zaloBot.problems].map(
      problem => `${problem}. ${howToFix}`,
    ),
  ]
  if (!result.success || problems.length > 0) throw new ConfigError(problems)
  const { data } = result
  return {
    ward: data.WARD,
    dataDir: resolve(data.DATA_DIR),
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    embedOrigins: data.WEB_EMBED_ORIGINS,
    telegram: telegramSettings(data),
    zaloPersonal: zaloPersonal.settings,
    zaloOa: zaloOa.settings,
    zaloBot: zaloBot.settings,
    dataKey: readKey(env['DATA_KEY'] ?? ''),
  }
}
