/** What the admin reads about the OA: whether it can send, until when, whom it could not reach, and what to do. */
import { createHash } from 'node:crypto'
import type { ChannelStatus } from '../../chat.ts'
import { createUnreachedList, showTime, type UnreachedList } from '../unreached.ts'
import type { OaInfo } from './api.ts'
import type { OaTokens } from './tokens.ts'

export const consentPath = '/zalo/oa/callback'

export interface OaStatus {
  read(): ChannelStatus
  started(): void
  stopped(): void
  /** A message went out. */
  sent(): void
  /** Trouble of the account, in the operator's words; over with the next message that goes out. */
  problem(what: string): void
  /** What is stored can't be used at all. */
  broken(what: string): void
  account(info: OaInfo): void
  readonly unreached: UnreachedList
}

/** Where the OA's owner gives the app its permission; undefined without a public address or a code verifier. */
export const consentLink = (given: {
  readonly appId: string
  readonly oauthRoot: string
  readonly publicUrl: string | undefined
  readonly codeVerifier: string | undefined
}): string | undefined => {
  if (given.publicUrl === undefined || given.codeVerifier === undefined) return undefined
  const query = new URLSearchParams({
    app_id: given.appId,
    redirect_uri: given.publicUrl.replace(/\/+$/, '') + consentPath,
    // RFC 7636, S256.
    code_challenge: createHash('sha256').update(given.codeVerifier).digest('base64url'),
  })
  return new URL(`/v4/oa/permission?${query}`, given.oauthRoot).href
}

const advice = 'Họ nhắn lại thì câu trả lời còn giữ sẽ tự gửi; việc gấp thì gọi điện'

export const createOaStatus = (given: {
  readonly appId: string
  readonly oauthRoot: string
  readonly publicUrl: string | undefined
  readonly codeVerifier: string | undefined
  readonly tokens: OaTokens
  readonly now: () => Date
}): OaStatus => {
  const { tokens, now } = given
  const unreached = createUnreachedList()
  let running = false
  let broken: string | undefined
  let problem: string | undefined
  let verified: boolean | undefined

  const howToConsent = (): string => {
    const link = consentLink(given)
    return link === undefined
      ? 'lấy mã mới ở developers.zalo.me (API Explorer), đặt vào ZALO_OA_REFRESH_TOKEN rồi khởi động lại'
      : `người quản lý Official Account mở ${link} và bấm Cho phép`
  }

  /** What stops sending, now or soon. */
  const trouble = (): { state: 'needs-human' | 'degraded'; detail: string } | undefined => {
    if (broken !== undefined) return { state: 'needs-human', detail: broken }
    const token = tokens.state()
    switch (token.kind) {
      case 'none':
        return { state: 'needs-human', detail: `Official Account chưa cấp quyền: ${howToConsent()}` }
      case 'refused': {
        const left =
          token.until > now() ? `còn gửi được đến ${showTime(token.until)}` : 'hiện không gửi được tin nào'
        return {
          state: 'needs-human',
          detail: `Zalo từ chối gia hạn mã truy cập (${token.reason}), ${left}: ${howToConsent()}`,
        }
      }
      case 'unanswered':
        return {
          state: 'degraded',
          detail: `Chưa gia hạn được mã truy cập (hết hạn ${showTime(token.until)}), sẽ tự thử lại`,
        }
      case 'valid':
        return problem === undefined ? undefined : { state: 'needs-human', detail: problem }
      default:
        return token satisfies never
    }
  }

  return {
    read() {
      if (!running) return { state: 'off' }
      const found = trouble()
      const notes = [
        found?.detail,
        verified === false ? 'Official Account chưa xác thực: nộp hồ sơ ở oa.zalo.me' : undefined,
        unreached.describe(advice),
      ].filter(note => note !== undefined)
      return {
        state: found?.state ?? (notes.length > 0 ? 'degraded' : 'connected'),
        ...(notes.length > 0 ? { detail: `${notes.join('. ')}.` } : {}),
      }
    },
    started: () => {
      running = true
    },
    stopped: () => {
      running = false
    },
    sent: () => {
      problem = undefined
    },
    problem: what => {
      problem = what
    },
    broken: what => {
      broken = what
    },
    account: info => {
      verified = info.is_verified
    },
    unreached,
  }
}
