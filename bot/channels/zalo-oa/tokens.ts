/**
 * The OA's access and refresh token. A refresh token works once, so each change is: lock in the database, let the
 * courier fetch the new pair onto the disk, store it in one statement, only then use it. Killed at any point, the next
 * start finds either the old pair unused or the new one.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import type {
  ChannelCredentialRepository,
  StoredCredential,
} from '../../../storage/repositories/channel-credentials.ts'
import { DeliveryError } from '../../chat.ts'
import { createSecretBox } from '../../secrets.ts'
import { parseExactJson } from '../exact-json.ts'
import { readSpool, removeSpool, sendCourier } from './courier.ts'
import type { Spooled } from './token-order.ts'

/** Access tokens live 25 hours; renewing at 20 leaves five to repair what goes wrong. */
const renewAfterMs = 20 * 60 * 60 * 1000
const lastMinutesMs = 5 * 60 * 1000
/** After a failed renewal the next try waits. */
const retryMs = { unanswered: 60_000, refused: 60 * 60 * 1000 } as const
const pollMs = 200
/** Start and end of the courier's process around its call. */
const courierMarginMs = 5_000

const pairSchema = z.object({
  access: z.string(),
  refresh: z.string(),
  issuedAt: z.string(),
  accessUntil: z.string(),
})
type Pair = z.infer<typeof pairSchema>

const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})
const refusalSchema = z.object({
  error: z.coerce.number().optional(),
  error_name: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
})

export type TokenState =
  | { readonly kind: 'none' }
  | { readonly kind: 'valid'; readonly until: Date }
  /** The refresh token was refused: a person must consent again; sending works until then. */
  | { readonly kind: 'refused'; readonly until: Date; readonly reason: string }
  /** Renewals get no answer at the moment. */
  | { readonly kind: 'unanswered'; readonly until: Date }

export interface OaTokensOptions {
  readonly credentials: ChannelCredentialRepository
  readonly dataDir: string
  readonly dataKey: Uint8Array
  readonly oaId: string
  readonly appId: string
  readonly appSecret: string
  readonly oauthRoot: URL
  /** Tokens the operator copied into the settings, taken once. */
  readonly seed?: { readonly access?: string; readonly refresh: string } | undefined
  /** Environment a process needs to reach the outside as ours does (proxies, certificates). */
  readonly network?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
}

export interface OaTokens {
  /** Reads what is stored and what an interrupted renewal left. */
  start(): Promise<void>
  /** @throws DeliveryError signed-out | unavailable */
  access(): Promise<string>
  /** The API refused this access token: a newer one, renewed at most once for all who ask. @throws DeliveryError */
  renewed(refused: string): Promise<string>
  /** Renews when it is time; never throws. */
  keepFresh(): Promise<void>
  /** A person consented anew. */
  adopt(pair: { access: string; refresh: string; expiresInSeconds: number }): Promise<void>
  state(): TokenState
  /** Waits for a renewal under way. */
  stop(): Promise<void>
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const signedOut = (message: string): DeliveryError => new DeliveryError(message, { reason: 'signed-out' })

/** The sealed answer of the token courier, between the courier and the database. */
export const spoolFile = (dataDir: string, oaId: string): string =>
  join(dataDir, 'credentials', `zalo-oa-${oaId}.next`)

export const createOaTokens = (options: OaTokensOptions): OaTokens => {
  const { credentials, oaId, now, log } = options
  const box = createSecretBox(options.dataKey)
  const purpose = `zalo-oa:${oaId}`
  const spool = spoolFile(options.dataDir, oaId)
  const stopping = new AbortController()
  let pair: Pair | undefined
  let trouble: { kind: 'refused' | 'unanswered'; reason: string; nextTry: number } | undefined
  let renewing: Promise<Pair> | undefined

  const read = (row: StoredCredential): Pair => pairSchema.parse(JSON.parse(box.open(row.sealed, purpose)))
  const store = async (next: Pair, seedHash?: string): Promise<Pair> => {
    const sealed = box.seal(JSON.stringify(next), purpose)
    await credentials.save(
      'zalo-oa',
      oaId,
      { sealed, ...(seedHash === undefined ? {} : { seedHash }) },
      now(),
    )
    pair = next
    trouble = undefined
    return next
  }
  const until = (seconds: number): string => new Date(now().getTime() + seconds * 1000).toISOString()

  const load = async (): Promise<StoredCredential | undefined> => {
    const row = await credentials.load('zalo-oa', oaId)
    if (row !== undefined) pair = read(row)
    return row
  }

  /** Takes over what the courier brought. @returns the new pair, or undefined when there is none in it */
  const settle = async ({ replaces, result }: Spooled): Promise<Pair | undefined> => {
    const current = pair
    if (current === undefined || replaces !== hashOf(current.refresh)) {
      // Stored before, and killed before the file was removed.
      await removeSpool(spool)
      return undefined
    }
    const body = result.kind === 'answered' ? parseAnswer(result.text) : undefined
    if (body?.kind === 'pair') {
      const next = await store({
        access: body.access,
        refresh: body.refresh,
        issuedAt: now().toISOString(),
        accessUntil: until(body.seconds),
      })
      await removeSpool(spool)
      log.info({ channel: 'zalo-oa' }, 'access token renewed')
      return next
    }
    // Nothing new in it: the old refresh token is all there is.
    const kind = body?.kind === 'refused' ? 'refused' : 'unanswered'
    const reason =
      body?.kind === 'refused' ? body.reason : result.kind === 'failed' ? result.message : 'unreadable'
    trouble = { kind, reason, nextTry: now().getTime() + retryMs[kind] }
    await credentials.endRotation('zalo-oa', oaId)
    await removeSpool(spool)
    log.error({ channel: 'zalo-oa', reason }, 'access token not renewed')
    return undefined
  }

  /** Waits out a courier that an earlier run sent, then takes what it brought. */
  const recover = async (row: StoredCredential): Promise<void> => {
    const life = options.timeoutMs + courierMarginMs
    for (let waited = 0; ; waited += pollMs) {
      const found = await readSpool(spool, box, purpose)
      if (found !== undefined) {
        await settle(found)
        return
      }
      if (row.rotatingSince === undefined) return
      if (waited >= life || now().getTime() - row.rotatingSince.getTime() > life) break
      await options.delay(pollMs, stopping.signal)
    }
    log.warn(
      { channel: 'zalo-oa' },
      'an interrupted renewal left nothing: the old refresh token is tried again',
    )
    await credentials.endRotation('zalo-oa', oaId)
  }

  const rotate = async (): Promise<Pair> => {
    const before = await load()
    if (before === undefined) throw signedOut('the OA has given no permission yet')
    const known = before.generation
    await recover(before)
    const row = await load()
    if (row === undefined || pair === undefined) throw signedOut('the OA has given no permission yet')
    if (row.generation !== known) return pair
    if (!(await credentials.beginRotation('zalo-oa', oaId, row.generation, now())))
      throw new DeliveryError('another process renews the token', { reason: 'unavailable' })
    const { refresh } = pair
    const order = {
      url: new URL('/v4/oa/access_token', options.oauthRoot).href,
      secretKey: options.appSecret,
      form: { refresh_token: refresh, app_id: options.appId, grant_type: 'refresh_token' },
      timeoutMs: options.timeoutMs,
      spool,
      key: Buffer.from(options.dataKey).toString('base64'),
      purpose,
      replaces: hashOf(refresh),
    }
    await sendCourier(order, options.network ?? {})
    const brought = await readSpool(spool, box, purpose)
    if (brought === undefined) {
      await credentials.endRotation('zalo-oa', oaId)
      trouble = { kind: 'unanswered', reason: 'no courier', nextTry: now().getTime() + retryMs.unanswered }
      throw new DeliveryError('the token courier brought nothing', { reason: 'unavailable' })
    }
    const next = await settle(brought)
    if (next !== undefined) return next
    throw trouble?.kind === 'refused'
      ? signedOut(`the refresh token was refused: ${trouble.reason}`)
      : new DeliveryError('the token was not renewed', { reason: 'unavailable' })
  }

  const renew = (): Promise<Pair> => {
    if (renewing !== undefined) return renewing
    const waitsFor = (trouble?.nextTry ?? 0) - now().getTime()
    if (trouble !== undefined && waitsFor > 0)
      return Promise.reject(
        trouble.kind === 'refused'
          ? signedOut(`the refresh token was refused: ${trouble.reason}`)
          : new DeliveryError('the token was not renewed', { reason: 'unavailable' }),
      )
    renewing = rotate().finally(() => {
      renewing = undefined
    })
    return renewing
  }
  const leftMs = (held: Pair): number => new Date(held.accessUntil).getTime() - now().getTime()
  const isDue = (held: Pair): boolean =>
    leftMs(held) <= lastMinutesMs || now().getTime() - new Date(held.issuedAt).getTime() >= renewAfterMs

  const keepFresh = async (): Promise<void> => {
    if (pair === undefined || !isDue(pair) || stopping.signal.aborted) return
    await renew().catch(error => log.warn({ err: error, channel: 'zalo-oa' }, 'token not renewed yet'))
  }

  return {
    async start() {
      const row = await credentials.load('zalo-oa', oaId)
      const { seed } = options
      // Asked before the stored pair is opened: new tokens help even where the old ones can't be read any more.
      if (seed !== undefined && row?.seedHash !== hashOf(seed.refresh)) {
        await removeSpool(spool)
        await store(
          {
            access: seed.access ?? '',
            refresh: seed.refresh,
            issuedAt: new Date(0).toISOString(),
            // How old a copied token is, nobody knows: it is renewed at once.
            accessUntil: now().toISOString(),
          },
          hashOf(seed.refresh),
        )
      } else if (row !== undefined) {
        pair = read(row)
        const found = await readSpool(spool, box, purpose)
        if (found !== undefined) await settle(found)
      }
    },

    async access() {
      if (pair === undefined) await load()
      if (pair === undefined) throw signedOut('the OA has given no permission yet')
      if (leftMs(pair) <= 0) return (await renew()).access
      if (isDue(pair)) void keepFresh()
      return pair.access
    },

    async renewed(refused) {
      if (pair !== undefined && pair.access !== refused) return pair.access
      return (await renew()).access
    },

    keepFresh,

    async adopt({ access, refresh, expiresInSeconds }) {
      await renewing?.catch(() => undefined)
      await removeSpool(spool)
      await store({ access, refresh, issuedAt: now().toISOString(), accessUntil: until(expiresInSeconds) })
    },

    state() {
      if (pair === undefined) return { kind: 'none' }
      const validUntil = new Date(pair.accessUntil)
      return trouble === undefined
        ? { kind: 'valid', until: validUntil }
        : { kind: trouble.kind, until: validUntil, reason: trouble.reason }
    },

    async stop() {
      stopping.abort()
      await renewing?.catch(() => undefined)
    },
  }
}

type Answer =
  | { readonly kind: 'pair'; readonly access: string; readonly refresh: string; readonly seconds: number }
  | { readonly kind: 'refused'; readonly reason: string }

/** @returns undefined when it is no answer of the token service (a proxy's page, say) */
const parseAnswer = (text: string): Answer | undefined => {
  let body: unknown
  try {
    body = parseExactJson(text)
  } catch {
    return undefined
  }
  const pair = answerSchema.safeParse(body)
  if (pair.success)
    return {
      kind: 'pair',
      access: pair.data.access_token,
      refresh: pair.data.refresh_token,
      seconds: pair.data.expires_in,
    }
  const refusal = refusalSchema.safeParse(body)
  if (!refusal.success || refusal.data.error === undefined || refusal.data.error === 0) return undefined
  const { error, error_name, error_description, message } = refusal.data
  return { kind: 'refused', reason: `${error} ${error_name ?? message ?? error_description ?? ''}`.trim() }
}
