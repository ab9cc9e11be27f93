/** Settings from the environment, read once; every problem is told at once, in the operator's words. */
import { resolve } from 'node:path'
import { z } from 'zod'

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
})

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

/** @throws ConfigError with all problems */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const result = environment.safeParse(env)
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map(issue => {
        const name = String(issue.path[0] ?? '')
        return `${name}="${env[name] ?? ''}": ${issue.message}. Sửa trong tệp .env (xem .env.example)`
      }),
    )
  }
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
  }
}
