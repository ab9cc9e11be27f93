/** The ward's Zalo Official Account (OpenAPI v3): webhook in, `message/cs` out, tokens kept alive, windows kept. */
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { ChannelCredentialRepository } from '../../../storage/repositories/channel-credentials.ts'
import type { ChannelWindowRepository, Unreached } from '../../../storage/repositories/channel-windows.ts'
import type { SettingRepository } from '../../../storage/repositories/settings.ts'
import {
  type Attachment,
  type Capabilities,
  type ChannelAdapter,
  type ConversationId,
  conversationId,
  DeliveryError,
  nativeOf,
  type Update,
} from '../../chat.ts'
import type { ChannelWords } from '../channel-words.ts'
import { fetchMedia, zaloMediaDomains } from '../fetch-media.ts'
import { createOaApi, type OaApi } from './api.ts'
import { createEchoes } from './echoes.ts'
import { accountProblem, OaError } from './errors.ts'
import type { OaEvent } from './events.ts'
import { freeHours, oaReach, paidHours } from './reach.ts'
import { addOaRoutes } from './routes.ts'
import { createReplySender } from './send-reply.ts'
import { createOaStatus } from './status.ts'
import { createOaTokens, type OaTokens } from './tokens.ts'
import { createUploads } from './uploads.ts'

/** What the operator sets; see `.env.example`. */
export interface ZaloOaSettings {
  readonly appId: string
  readonly appSecret: string
  readonly oaId: string
  /** The OA's secret key of the webhook page. */
  readonly webhookSecret: string
  readonly codeVerifier: string | undefined
  readonly seed: { readonly access?: string; readonly refresh: string } | undefined
  /** Answer between 48 hours and 7 days, which Zalo bills. */
  readonly allowPaid: boolean
  readonly apiRoot: string
  readonly oauthRoot: string
  /** Environment of processes we start: proxies, certificates. */
  readonly network?: Readonly<Record<string, string>>
}

export interface ZaloOaOptions {
  readonly settings: ZaloOaSettings
  readonly dataDir: string
  readonly dataKey: Uint8Array
  readonly publicUrl: string | undefined
  readonly credentials: ChannelCredentialRepository
  readonly windows: ChannelWindowRepository
  readonly remembered: SettingRepository
  readonly words: ChannelWords
  readonly fileLink: (attachment: Attachment) => string | undefined
  /** Counts what happened, for metrics. */
  readonly count: (event: string) => void
  readonly now: () => Date
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  readonly log: Logger
  readonly timeoutMs?: number
}

export interface ZaloOaChannel extends ChannelAdapter {
  /** Webhook and consent pages. */
  routes(server: FastifyInstance): void
  /** Takes one event, signature checked; settles once it is durable. */
  take(event: OaEvent): Promise<void>
  /** Whom replies did not reach, for officers. */
  unreached(): readonly Unreached[]
  /** Resolves when nothing is under way in the background. */
  idle(): Promise<void>
}

/** While a member of staff answers by hand, the bot keeps quiet this long after each of their messages. */
const staffPauseMs = 60 * 60 * 1000
const refreshCheckMs = 10 * 60 * 1000
/** After an OA refused buttons, they are tried again after this long. */
const buttonsAgainMs = 30 * 24 * 60 * 60 * 1000
const buttonsKey = 'zalo-oa:buttons-refused'
/** Kept replies older than this would only confuse when the person writes again. */
const reviveMs = 30 * 24 * 60 * 60 * 1000
const mediaRules = { maxBytes: 20 * 1024 * 1024, timeoutMs: 60_000 } as const
const mostNames = 2_000

export const createZaloOaChannel = (options: ZaloOaOptions): ZaloOaChannel => {
  const { settings, windows, now, log, count } = options
  const timeoutMs = options.timeoutMs ?? 15_000
  const apiRoot = new URL(settings.apiRoot)
  const tokens: OaTokens = createOaTokens({
    ...options,
    ...settings,
    oauthRoot: new URL(settings.oauthRoot),
    timeoutMs,
  })
  const api: OaApi = createOaApi({
    ...settings,
    apiRoot,
    oauthRoot: new URL(settings.oauthRoot),
    tokens,
    timeoutMs,
  })
  const status = createOaStatus({ ...settings, publicUrl: options.publicUrl, tokens, now })
  const echoes = createEchoes(now)
  const stopping = new AbortController()
  const background = new Set<Promise<void>>()
  const open = new Set<Promise<void>>()
  const names = new Map<string, string | undefined>()
  let refreshing: Promise<void> | undefined
  let deliver: ((update: Update) => Promise<void>) | undefined
  let buttonsRefusedAt: Date | undefined

  const inBackground = (what: string, work: () => Promise<void>): void => {
    const running: Promise<void> = work()
      .catch(error => log.warn({ err: error, channel: 'zalo-oa' }, what))
      .finally(() => background.delete(running))
    background.add(running)
  }

  const takesButtons = (): boolean =>
    buttonsRefusedAt === undefined || now().getTime() - buttonsRefusedAt.getTime() > buttonsAgainMs
  const capabilities = (): Capabilities => ({
    maxText: 2000,
    maxButtons: takesButtons() ? 5 : 0,
    maxButtonLabel: 100,
    markup: 'plain',
    photo: true,
    document: true,
    edit: false,
    typing: false,
    windowHours: settings.allowPaid ? paidHours : freeHours,
    // 4,000 calls a minute for the app; a ward stays far below.
    pace: { parallel: 8, perSecond: 20, perChatPerSecond: 1, perGroupPerMinute: 20 },
  })

  const sendReply = createReplySender({
    api,
    uploads: createUploads(api, now),
    echoes,
    capabilities,
    reach: async to => oaReach((await windows.of(to))?.lastAt, now(), settings.allowPaid),
    onRefused: async (to, reason) => {
      const at = now()
      count(reason)
      await windows.refuse(to, reason, at)
      status.unreached.refused({ conversation: to, lastAt: (await windows.of(to))?.lastAt ?? at, reason, at })
    },
    onButtonsRefused: async () => {
      buttonsRefusedAt = now()
      log.warn({ channel: 'zalo-oa' }, 'this OA takes no buttons: choices are numbered from now on')
      await options.remembered.set(buttonsKey, buttonsRefusedAt.toISOString(), buttonsRefusedAt)
    },
    words: options.words,
    fileLink: options.fileLink,
    count,
  })

  /** Zalo's events carry no name; officers want one. Asked once a person, for the messages that follow. */
  const learnName = (userId: string): void => {
    if (names.has(userId)) return
    names.set(userId, undefined)
    const [oldest] = names.keys()
    if (names.size > mostNames && oldest !== undefined) names.delete(oldest)
    inBackground('display name not learnt', async () => {
      names.set(userId, await api.displayName(userId))
    })
  }

  const opensWindow = async (conversation: ConversationId, at: Date): Promise<void> => {
    const wasRefused = await windows.noteInteraction(conversation, at > now() ? now() : at)
    if (!wasRefused) return
    status.unreached.reached(conversation)
    const revived = await windows.revive(conversation, new Date(now().getTime() - reviveMs), now())
    if (revived > 0) count('revived')
  }

  /** While staff answer there by hand, plain messages are theirs; taps and commands still are ours. */
  const isForStaff = async ({ conversation, content }: Update): Promise<boolean> => {
    if (content.kind === 'button' || content.kind === 'joined' || content.kind === 'left') return false
    if (content.kind === 'text' && content.text.startsWith('/')) return false
    const pausedUntil = (await windows.of(conversation))?.pausedUntil
    return pausedUntil !== undefined && pausedUntil > now()
  }

  const takeUpdates = async (event: Extract<OaEvent, { kind: 'updates' }>): Promise<void> => {
    if (deliver === undefined) throw new Error('the channel takes no messages now')
    for (const update of event.updates) {
      const userId = nativeOf(update.conversation)
      if (event.interaction) await opensWindow(update.conversation, new Date(update.at))
      const name = names.get(userId)
      await deliver({
        ...update,
        addressed: !(await isForStaff(update)),
        sender: { ...update.sender, ...(name === undefined ? {} : { name }) },
      })
      if (update.content.kind !== 'left') learnName(userId)
    }
  }

  const keepTokensFresh = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await tokens.keepFresh()
      await options.delay(refreshCheckMs, stopping.signal).catch(() => undefined)
    }
  }

  const checkAccount = async (): Promise<void> => {
    if (tokens.state().kind === 'none') return
    status.account(await api.oaInfo())
  }

  const takeEcho = async ({ echo }: Extract<OaEvent, { kind: 'echo' }>): Promise<void> => {
    if ((await echoes.judge(echo)) === 'ours') return
    count('staff-message')
    await windows.pause(conversationId('zalo-oa', echo.userId), new Date(echo.at.getTime() + staffPauseMs))
  }

  const take = async (event: OaEvent): Promise<void> => {
    switch (event.kind) {
      case 'updates': {
        const work = takeUpdates(event)
        open.add(work)
        return await work.finally(() => open.delete(work))
      }
      case 'echo':
        // It may have to wait for a send under way: Zalo is answered at once.
        return inBackground('an echo could not be judged', () => takeEcho(event))
      case 'ignored':
        return count('event-ignored')
      case 'unreadable':
        return count('event-unreadable')
      default:
        return event satisfies never
    }
  }

  const consent = async (code: string): Promise<'ok' | 'other-oa'> => {
    const pair = await api.exchange(code)
    // The code may come from anybody's OA that allowed our app: only the ward's own is taken.
    const info = await api.oaInfo(pair.access)
    if (info.oa_id !== settings.oaId) return 'other-oa'
    await tokens.adopt(pair)
    status.account(info)
    return 'ok'
  }

  return {
    channel: 'zalo-oa',
    get capabilities() {
      return capabilities()
    },

    async start(receive) {
      try {
        await tokens.start()
      } catch (error) {
        status.broken(
          'Không mở được mã truy cập đã lưu: đặt lại DATA_KEY đã dùng lúc lưu, hoặc lấy mã mới đặt vào ZALO_OA_REFRESH_TOKEN rồi khởi động lại',
        )
        log.error({ err: error, channel: 'zalo-oa' }, 'stored tokens can not be read')
      }
      const refusedAt = await options.remembered.get(buttonsKey)
      buttonsRefusedAt = refusedAt === undefined ? undefined : new Date(refusedAt)
      for (const person of (await windows.unreached('zalo-oa')).toReversed()) status.unreached.refused(person)
      deliver = receive
      status.started()
      refreshing = keepTokensFresh()
      inBackground('the account could not be checked', checkAccount)
    },

    async stop() {
      deliver = undefined
      status.stopped()
      stopping.abort()
      await Promise.allSettled(open)
      await tokens.stop()
      await Promise.allSettled([refreshing, ...background])
    },

    async send(to, reply) {
      try {
        const sent = await sendReply(to, reply)
        status.sent()
        return sent
      } catch (error) {
        const cause = error instanceof DeliveryError ? error.cause : error
        const problem = cause instanceof OaError ? accountProblem(cause.code) : undefined
        if (problem !== undefined) status.problem(problem)
        throw error
      }
    },

    status: status.read,

    download: file => fetchMedia(file.ref, { ...mediaRules, domains: zaloMediaDomains, apiRoot }),

    routes: server =>
      addOaRoutes(server, {
        appId: settings.appId,
        webhookSecret: settings.webhookSecret,
        take,
        consent,
        count,
        now,
        log,
      }),
    take,
    unreached: status.unreached.all,
    async idle() {
      await Promise.allSettled([...open, ...background])
    },
  }
}
