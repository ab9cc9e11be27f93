/** From what zca-js throws to what the outbox, and the supervisor, may do about it (zalo.md A10). */
import { ZaloApiError } from 'zca-js'
import { DeliveryError, type DeliveryFailure } from '../../chat.ts'
import { surelyNotSent } from '../http-call.ts'
import { NotAskedError } from './network.ts'

/** The session is over: "zpw_sek bị thiếu hoặc không đúng". */
const signedOut = new Set([600, 102])
const tooMany = 221
/** "Không thể nhận tin nhắn từ bạn": blocked, not a friend, or the same text twice in a short time. */
const notReceiving = 123
const busy = new Set([112])

export interface FailedSend {
  readonly error: unknown
  /** The call that delivers had left. */
  readonly begun: boolean
  /** Seconds to wait when Zalo says "too many". */
  readonly holdSeconds: number
  /** The same text went to the same person a moment ago. */
  readonly isRepeat: boolean
}

const httpStatus = (message: string): number | undefined => {
  const found = /status code (\d{3})/.exec(message)?.[1]
  return found === undefined ? undefined : Number(found)
}

export const failureOf = ({ error, begun, holdSeconds, isRepeat }: FailedSend): DeliveryFailure => {
  if (!(error instanceof ZaloApiError))
    return {
      reason: begun && !surelyNotSent(error) && !(error instanceof NotAskedError) ? 'unknown' : 'unavailable',
    }
  const { code, message } = error
  if (code === null) {
    const status = httpStatus(message)
    if (status === 429) return { reason: 'rate-limited', retryAfterSeconds: holdSeconds }
    if (status !== undefined && status < 500) return { reason: 'refused' }
    if (status !== undefined || message.startsWith('Failed to parse'))
      return { reason: begun ? 'unknown' : 'unavailable' }
    // What the library itself refuses: a type of file, a size.
    return { reason: 'refused' }
  }
  if (signedOut.has(code)) return { reason: 'signed-out' }
  if (code === tooMany) return { reason: 'rate-limited', retryAfterSeconds: holdSeconds }
  if (code === notReceiving) return { reason: isRepeat ? 'refused' : 'blocked' }
  if (busy.has(code)) return { reason: 'unavailable' }
  // Codes nobody has explained: tried again they could cost the account.
  return { reason: 'refused' }
}

/** Zalo asks the whole account to slow down. */
export const isTooMany = (error: unknown): boolean =>
  error instanceof ZaloApiError && (error.code === tooMany || httpStatus(error.message) === 429)

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ZaloApiError && error.code !== null && signedOut.has(error.code)

/** What {@link ChannelAdapter.send} throws; never with the text of the message. */
export const deliveryError = (failed: FailedSend): DeliveryError => {
  const { error } = failed
  if (error instanceof DeliveryError) return error
  const code = error instanceof ZaloApiError && error.code !== null ? ` (mã ${error.code})` : ''
  return new DeliveryError(
    `Zalo: ${error instanceof Error ? error.message : String(error)}${code}`,
    failureOf(failed),
    { cause: error },
  )
}
