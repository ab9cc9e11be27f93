/** The settings of the personal Zalo channel, read from the environment: whole, absent, or told what is missing. */
import { z } from 'zod'
import { readKey } from '../../secrets.ts'

export interface ZaloPersonalSettings {
  /** Seals the session on the disk; 32 bytes. */
  readonly dataKey: Uint8Array
  /** A server that plays Zalo, for practice and tests; absent = Zalo itself. */
  readonly apiRoot: string | undefined
  readonly pace: ZaloPersonalPace
}

/** How fast a person would write. Zalo publishes no limits; reports of bans say "slower is safer" (zalo.md A12). */
export interface ZaloPersonalPace {
  /** Milliseconds we "type" before a message, at least and at most. */
  readonly pauseMs: readonly [least: number, most: number]
  readonly perMinute: number
  /** People never written to before, a day; 0 = nobody new. */
  readonly newContactsPerDay: number
}

type Environment = Readonly<Record<string, string | undefined>>

const defaults = { pauseMs: [700, 2000], perMinute: 15, newContactsPerDay: 60 } as const

const names = [
  'ZALO_PERSONAL_ACCEPT_RISK',
  'ZALO_PERSONAL_PAUSE_SECONDS',
  'ZALO_PERSONAL_PER_MINUTE',
  'ZALO_PERSONAL_NEW_CONTACTS_PER_DAY',
  'ZALO_PERSONAL_API_ROOT',
] as const

const risk =
  'Zalo cấm chương trình tự động dùng tài khoản cá nhân và có khóa tài khoản thật. Nếu phường vẫn muốn dùng (chỉ nên để thử), đặt ZALO_PERSONAL_ACCEPT_RISK=yes; nên dùng Official Account (ZALO_OA_*) thay thế'

const number = (least: number, most: number) =>
  z.coerce
    .number('phải là một số')
    .int('phải là số nguyên')
    .min(least, `phải từ ${least} đến ${most}`)
    .max(most, `phải từ ${least} đến ${most}`)

const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?-\d+(\.\d+)?$/, 'phải có dạng ít-nhiều tính bằng giây, ví dụ 0.7-2')
  .transform((text): readonly [number, number] => {
    const [least = 0, most = 0] = text.split('-').map(part => Math.round(Number(part) * 1000))
    return [least, most]
  })
  .refine(([least, most]) => least <= most && most <= 60_000, 'số trước phải nhỏ hơn, và không quá 60 giây')

/**
 * @returns the settings when the channel is on, and every problem found, in the operator's words
 */
export const readZaloPersonal = (
  env: Environment,
): { readonly settings: ZaloPersonalSettings | undefined; readonly problems: readonly string[] } => {
  const value = (name: (typeof names)[number] | 'DATA_KEY'): string | undefined => {
    const text = env[name]?.trim()
    return text === '' ? undefined : text
  }
  const problems: string[] = []
  const read = <T>(name: (typeof names)[number], schema: z.ZodType<T>, otherwise: T): T => {
    const text = value(name)
    if (text === undefined) return otherwise
    const result = schema.safeParse(text)
    if (result.success) return result.data
    problems.push(`${name}="${text}": ${result.error.issues.map(({ message }) => message).join('; ')}`)
    return otherwise
  }

  if (names.every(name => value(name) === undefined)) return { settings: undefined, problems }
  const accepted = value('ZALO_PERSONAL_ACCEPT_RISK')
  if (accepted === 'no') return { settings: undefined, problems }
  if (accepted !== 'yes')
    return {
      settings: undefined,
      problems: [
        accepted === undefined
          ? `ZALO_PERSONAL_ACCEPT_RISK còn thiếu: ${risk}`
          : `ZALO_PERSONAL_ACCEPT_RISK="${accepted}": phải là yes hoặc no. ${risk}`,
      ],
    }
  const dataKey = readKey(value('DATA_KEY') ?? '')
  if (dataKey === undefined)
    problems.push(
      `DATA_KEY ${value('DATA_KEY') === undefined ? 'còn thiếu' : 'không đúng dạng'}: phiên đăng nhập Zalo phải được khóa lại trên đĩa. Tạo khóa: openssl rand -hex 32`,
    )
  const pace = {
    pauseMs: read('ZALO_PERSONAL_PAUSE_SECONDS', seconds, defaults.pauseMs),
    perMinute: read('ZALO_PERSONAL_PER_MINUTE', number(1, 30), defaults.perMinute),
    newContactsPerDay: read('ZALO_PERSONAL_NEW_CONTACTS_PER_DAY', number(0, 200), defaults.newContactsPerDay),
  }
  const root = read(
    'ZALO_PERSONAL_API_ROOT',
    z.url({ protocol: /^https?$/, error: 'phải là địa chỉ bắt đầu bằng http:// hoặc https://' }),
    '',
  )
  return dataKey === undefined || problems.length > 0
    ? { settings: undefined, problems }
    : {
        settings: { dataKey, apiRoot: root === '' ? undefined : root.replace(/\/+$/, ''), pace },
        problems,
      }
}
