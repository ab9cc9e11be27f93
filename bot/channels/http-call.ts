/** One HTTP call with a time limit, for channels that speak plain HTTP: says whether a failed call may have arrived. */
import { DeliveryError } from '../chat.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

// Codes of Node and undici for trouble before the first byte of the request went out.
const neverLeft = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const nested = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...own, ...nested, ...codesOf(error.cause)]
}

/** True when the request surely did not reach the other side. */
export const surelyNotSent = (error: unknown): boolean => codesOf(error).some(code => neverLeft.has(code))

/**
 * @param what names the call in errors; the address never does (it may hold a token)
 * @throws DeliveryError `unavailable` when it surely did not arrive, else `unknown`
 */
export const httpCall = async (
  what: string,
  url: URL,
  init: RequestInit,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<HttpAnswer> => {
  const limit = AbortSignal.timeout(options.timeoutMs)
  try {
    const response = await fetch(url, {
      redirect: 'error',
      ...init,
      signal: options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (cause) {
    throw new DeliveryError(
      `${what}: ${limit.aborted ? `no answer within ${options.timeoutMs} ms` : 'the connection failed'}`,
      { reason: surelyNotSent(cause) ? 'unavailable' : 'unknown' },
      { cause },
    )
  }
}
