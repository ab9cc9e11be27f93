/** Fetches a file a channel points to: only from the channel's own hosts, never past a size, never into our network. */
import { DeliveryError } from '../chat.ts'
import { surelyNotSent } from './http-call.ts'

/** Zalo's media come from these domains (observed in its web client and in reports; a ward can add one). */
export const zaloMediaDomains = ['zalo.me', 'zaloapp.com', 'zadn.vn', 'zdn.vn', 'zalo.video'] as const

export interface MediaRules {
  /** Domains (with their subdomains) files may come from, over https. */
  readonly domains: readonly string[]
  /** This origin is allowed too: the API itself, wherever it is set to. */
  readonly apiRoot: URL
  readonly maxBytes: number
  readonly timeoutMs: number
}

const maxRedirects = 3

/** Whether a file may be fetched from there. */
export const isAllowedMedia = (address: string, { domains, apiRoot }: MediaRules): boolean => {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.origin === apiRoot.origin) return true
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    (url.port === '' || url.port === '443') &&
    domains.some(domain => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
  )
}

const refuse = (why: string): DeliveryError => new DeliveryError(why, { reason: 'refused' })

/**
 * Streams the file. Redirects are followed by hand, each judged anew.
 * @throws DeliveryError `refused` for a foreign host or a file too large, `not-found` when it is gone
 */
export const fetchMedia = async (address: string, rules: MediaRules): Promise<AsyncIterable<Uint8Array>> => {
  let next = address
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (!isAllowedMedia(next, rules)) throw refuse('a file is not on a host of this channel')
    let response: Response
    try {
      response = await fetch(next, { redirect: 'manual', signal: AbortSignal.timeout(rules.timeoutMs) })
    } catch (cause) {
      throw new DeliveryError(
        'the file could not be fetched',
        { reason: surelyNotSent(cause) ? 'unavailable' : 'unknown' },
        { cause },
      )
    }
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel()
      next = new URL(location, next).href
      continue
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      throw new DeliveryError(`the file is not there (HTTP ${response.status})`, {
        reason: response.status >= 500 ? 'unavailable' : 'not-found',
      })
    }
    if (Number(response.headers.get('content-length') ?? 0) > rules.maxBytes) {
      await response.body.cancel()
      throw refuse('the file is larger than we take')
    }
    return limited(response.body, rules.maxBytes)
  }
  throw refuse('the file is passed on too often')
}

async function* limited(body: ReadableStream<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw refuse('the file is larger than we take')
    yield chunk
  }
}
