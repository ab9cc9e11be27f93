/** Logs an account in by QR code, for the command at the terminal: draws, tells, asks again, and keeps the session. */
import { type LoginQRCallbackEvent, LoginQRCallbackEventType, Zalo, ZaloApiError } from 'zca-js'
import { z } from 'zod'
import type { ZaloCredentials } from './credentials.ts'
import { createZaloNetwork } from './network.ts'

export type QrOutcome =
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'declined' | 'expired' | 'aborted' }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface QrLoginOptions {
  readonly credentials: ZaloCredentials
  readonly apiRoot: string | undefined
  /** A code to scan: what it says, and its picture (PNG). */
  readonly onCode: (code: {
    readonly address: string
    readonly png: Uint8Array
    readonly isNew: boolean
  }) => void
  readonly onScanned: (name: string) => void
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly longTimeoutMs: number
  readonly newId: () => string
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
}

/** A current desktop browser; the session keeps the one it was made with. */
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
/** Zalo takes a code back after 100 seconds; so many codes are shown. */
const mostCodes = 5

const cookiesSchema = z.array(z.looseObject({ key: z.string(), value: z.string() }))

/** What Zalo's own page encodes in the picture (as other clients of this library found). */
const addressOf = (token: string): string =>
  /^https?:/.test(token) ? token : `http://zaloapp.com/qr/l?tk=${token}`

export const logInByQr = async (options: QrLoginOptions): Promise<QrOutcome> => {
  const { credentials } = options
  const network = createZaloNetwork(options)
  const loginId = options.newId()
  let codes = 0
  let name = ''
  let abort: (() => unknown) | undefined
  const early = Promise.withResolvers<QrOutcome>()
  const endWith = (kind: 'declined' | 'expired' | 'aborted'): void => {
    early.resolve({ kind })
    // Else the library waits for ever (zalo.md A4); its rejection is caught below.
    abort?.()
  }
  options.signal.addEventListener('abort', () => endWith('aborted'), { once: true })

  /** Runs inside zca-js: what it throws would be taken for Zalo's fault. */
  const onEvent = (event: LoginQRCallbackEvent): void => {
    switch (event.type) {
      case LoginQRCallbackEventType.QRCodeGenerated:
        abort = event.actions.abort
        codes += 1
        options.onCode({
          address: addressOf(event.data.token ?? ''),
          png: Buffer.from(event.data.image, 'base64'),
          isNew: codes > 1,
        })
        return
      case LoginQRCallbackEventType.QRCodeExpired:
        if (codes >= mostCodes) endWith('expired')
        else event.actions.retry()
        return
      case LoginQRCallbackEventType.QRCodeScanned:
        name = event.data.display_name
        options.onScanned(name)
        return
      case LoginQRCallbackEventType.QRCodeDeclined:
        endWith('declined')
        return
      case LoginQRCallbackEventType.GotLoginInfo:
        // Kept before anything else can fail: this session exists on Zalo's side from here on.
        credentials.saveLogin({
          loginId,
          imei: event.data.imei,
          userAgent: event.data.userAgent,
          language: 'vi',
          ...(name === '' ? {} : { name }),
          at: options.now().toISOString(),
          cookies: cookiesSchema.parse(event.data.cookie),
        })
        return
      default:
        event satisfies never
    }
  }

  const zalo = new Zalo({ checkUpdate: false, logging: false, polyfill: network.fetch })
  const done = zalo.loginQR({ userAgent, language: 'vi' }, onEvent).then(
    (): QrOutcome => ({ kind: 'done', name }),
    (error: unknown): QrOutcome =>
      error instanceof ZaloApiError && error.name === 'ZaloApiLoginQRDeclined'
        ? { kind: 'declined' }
        : { kind: 'failed', error },
  )
  return await Promise.race([early.promise, done])
}
