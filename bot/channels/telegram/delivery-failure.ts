/** From an error of a Bot API call to what the outbox may do about it (telegram.md 1.2, Bot API "Making requests"). */
import { GrammyError, HttpError } from 'grammy'
import { DeliveryError, type DeliveryFailure } from '../../chat.ts'
import { conversationAt, type Place } from './place.ts'
import { TransportError } from './transport.ts'

/** Waited when Telegram asks to wait but not how long. */
const defaultRetrySeconds = 5

// The Bot API has no finer codes than these texts; they are matched loosely and only to choose among 400s.
const notModified = /message is not modified/i
const notEditable =
  /message (?:to edit not found|can't be edited|identifier is not specified)|MESSAGE_ID_INVALID|there is no text in the message to edit/i
const badMarkup = /can't parse (?:entities|message text)|unsupported start tag|ENTITY_/i
const goneChat = /chat not found|user not found|PEER_ID_INVALID|group chat was (?:upgraded|deactivated)/i
const goneTopic = /message thread not found|TOPIC_(?:CLOSED|DELETED)/i
const lateQuery = /query is too old|query ID is invalid|QUERY_ID_INVALID/i

const says = (error: unknown, pattern: RegExp): boolean =>
  error instanceof GrammyError && error.error_code === 400 && pattern.test(error.description)

/** The message already is what the edit wants. */
export const isNotModified = (error: unknown): boolean => says(error, notModified)
/** The message can't be edited any more: it has to be sent anew. */
export const isNotEditable = (error: unknown): boolean => says(error, notEditable)
/** Telegram does not accept our markup: the same text goes out plain. */
export const isBadMarkup = (error: unknown): boolean => says(error, badMarkup)
/** A callback answered too late: the work is done all the same. */
export const isLateQuery = (error: unknown): boolean => says(error, lateQuery)

/** The token is not valid (any more): 401, or 404 for one that never was. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof GrammyError &&
  (error.error_code === 401 || (error.error_code === 404 && error.description === 'Not Found'))

/** Another program gets the updates of this bot. */
export const isConflict = (error: unknown): boolean =>
  error instanceof GrammyError && error.error_code === 409

/** Seconds Telegram asks to wait, undefined when it does not. */
export const retryAfter = (error: unknown): number | undefined =>
  error instanceof GrammyError && error.error_code === 429
    ? Math.max(1, error.parameters.retry_after ?? defaultRetrySeconds)
    : undefined

/** @param place where the call was to deliver to, if to a chat */
export const failureOf = (error: unknown, place?: Place): DeliveryFailure => {
  if (error instanceof HttpError) {
    const { error: cause } = error
    if (!(cause instanceof TransportError)) return { reason: 'unknown' }
    switch (cause.outcome) {
      case 'unsent':
        return { reason: 'unavailable' }
      case 'unknown':
        return { reason: 'unknown' }
      case 'refused':
        return { reason: 'refused' }
      default:
        return cause.outcome satisfies never
    }
  }
  if (!(error instanceof GrammyError)) return { reason: 'refused' }
  const wait = retryAfter(error)
  if (wait !== undefined) return { reason: 'rate-limited', retryAfterSeconds: wait }
  if (isSignedOut(error)) return { reason: 'signed-out' }
  if (error.error_code === 403) return { reason: 'blocked' }
  if (error.error_code >= 500) return { reason: 'unavailable' }
  const newChat = error.parameters.migrate_to_chat_id
  if (newChat !== undefined) return { reason: 'moved', to: conversationAt({ chat: newChat }) }
  if (place?.topic !== undefined && says(error, goneTopic))
    return { reason: 'moved', to: conversationAt({ chat: place.chat }) }
  if (says(error, goneChat)) return { reason: 'not-found' }
  return { reason: 'refused' }
}

/** What {@link ChannelAdapter.send} throws. */
export const deliveryError = (what: string, error: unknown, place?: Place): DeliveryError =>
  error instanceof DeliveryError
    ? error
    : new DeliveryError(
        `Telegram: ${what}: ${error instanceof Error ? error.message : String(error)}`,
        failureOf(error, place),
        { cause: error },
      )
