/**
 * The Zalo session on the disk, sealed. Two files with one writer each, so that no late write can undo a new login:
 * `login` is written by `npm run zalo:login`, `cookies` (renewed by Zalo with ordinary calls) by the running bot.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { createSecretBox, SealError } from '../../secrets.ts'

const cookiesSchema = z.array(z.looseObject({ key: z.string(), value: z.string() }))
export type Cookies = z.infer<typeof cookiesSchema>

const loginSchema = z.object({
  /** Random; cookies belong to one login. */
  loginId: z.string().min(1),
  /** Kept for life with the user agent: Zalo is said to bind a session to both (zalo.md A4). */
  imei: z.string().min(1),
  userAgent: z.string().min(1),
  language: z.string().min(1),
  /** Display name, for the operator. */
  name: z.string().optional(),
  at: z.string(),
  cookies: cookiesSchema,
})
/** What zca-js needs to log in without a QR code. */
export type ZaloLogin = z.infer<typeof loginSchema>

const renewedSchema = z.object({ loginId: z.string(), at: z.string(), cookies: cookiesSchema })

export type StoredLogin =
  | { readonly kind: 'login'; readonly login: ZaloLogin }
  | { readonly kind: 'none' }
  /** Another DATA_KEY, or a damaged file. */
  | { readonly kind: 'unreadable'; readonly why: string }

export interface ZaloCredentials {
  /** The newest login with its newest cookies. */
  load(): StoredLogin
  saveLogin(login: ZaloLogin): void
  /** Keeps renewed cookies; ignored by {@link load} once somebody has logged in anew. */
  saveCookies(loginId: string, cookies: Cookies, now: Date): void
  remove(): void
}

const purpose = { login: 'zalo-personal:login', cookies: 'zalo-personal:cookies' } as const

/** Whole or not at all, even when the power fails; readable by the bot's own user only. */
export const writeSecretFile = (path: string, bytes: string | Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.part`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(file, typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

export const createZaloCredentials = (dataDir: string, dataKey: Uint8Array): ZaloCredentials => {
  const box = createSecretBox(dataKey)
  const folder = join(dataDir, 'credentials')
  const files = {
    login: join(folder, 'zalo-personal.login'),
    cookies: join(folder, 'zalo-personal.cookies'),
  }
  const read = (which: keyof typeof files): unknown => {
    try {
      return JSON.parse(box.open(readFileSync(files[which], 'utf8'), purpose[which]))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
  const write = (which: keyof typeof files, value: unknown): void =>
    writeSecretFile(files[which], box.seal(JSON.stringify(value), purpose[which]))

  const renewed = (loginId: string): Cookies | undefined => {
    try {
      const parsed = renewedSchema.safeParse(read('cookies'))
      return parsed.success && parsed.data.loginId === loginId ? parsed.data.cookies : undefined
    } catch {
      // The cookies of the login itself still may do.
      return undefined
    }
  }

  return {
    load() {
      try {
        const stored = read('login')
        if (stored === undefined) return { kind: 'none' }
        const login = loginSchema.parse(stored)
        return { kind: 'login', login: { ...login, cookies: renewed(login.loginId) ?? login.cookies } }
      } catch (error) {
        if (error instanceof SealError || error instanceof SyntaxError || error instanceof z.ZodError)
          return { kind: 'unreadable', why: error.name }
        throw error
      }
    },
    saveLogin: login => write('login', login),
    saveCookies: (loginId, cookies, now) => write('cookies', { loginId, cookies, at: now.toISOString() }),
    remove() {
      for (const file of Object.values(files)) rmSync(file, { force: true })
    },
  }
}
