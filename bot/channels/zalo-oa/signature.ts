/** The signature of a webhook call: SHA-256 over app id, raw body, timestamp and the OA's secret key. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { parseExactJson } from '../exact-json.ts'

/** Whose timestamp was signed: the documents say the body's field, live traffic shows the header's. */
export type SignatureVariant = 'header-timestamp' | 'body-timestamp'

export type SignatureCheck =
  | { readonly kind: 'genuine'; readonly variant: SignatureVariant }
  | { readonly kind: 'refused'; readonly reason: 'no-signature' | 'wrong-signature' | 'too-old' }

/**
 * Zalo repeats an unanswered call for almost two hours (30 s, 5, 15, 30, 60 min), perhaps with its first timestamp;
 * older ones are refused. Within that time a repeat is harmless: the inbox knows the message.
 */
const oldestMs = 2.5 * 60 * 60 * 1000
/** Their clock may be ahead of ours by this much. */
const aheadMs = 5 * 60 * 1000

export const signOaBody = (appId: string, raw: Uint8Array, timestamp: string, secret: string): string =>
  createHash('sha256').update(appId).update(raw).update(timestamp).update(secret).digest('hex')

const sameHex = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}

const timestampField = z.object({ timestamp: z.union([z.string(), z.number()]) })

const bodyTimestamp = (raw: Uint8Array): string | undefined => {
  try {
    const found = timestampField.safeParse(parseExactJson(Buffer.from(raw).toString('utf8')))
    return found.success ? String(found.data.timestamp) : undefined
  } catch {
    return undefined
  }
}

/** @param raw the body exactly as it came */
export const checkOaSignature = (
  raw: Uint8Array,
  headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
  keys: { readonly appId: string; readonly secret: string },
  now: Date,
): SignatureCheck => {
  const given = headers.signature?.trim().replace(/^mac\s*=\s*/i, '')
  if (given === undefined || given === '') return { kind: 'refused', reason: 'no-signature' }
  const candidates: readonly (readonly [SignatureVariant, string | undefined])[] = [
    ['header-timestamp', headers.timestamp],
    ['body-timestamp', bodyTimestamp(raw)],
  ]
  for (const [variant, timestamp] of candidates) {
    if (timestamp === undefined || !sameHex(given, signOaBody(keys.appId, raw, timestamp, keys.secret)))
      continue
    const age = now.getTime() - Number(timestamp)
    return age <= oldestMs && age >= -aheadMs
      ? { kind: 'genuine', variant }
      : { kind: 'refused', reason: 'too-old' }
  }
  return { kind: 'refused', reason: 'wrong-signature' }
}
