/** What each error code of the OA OpenAPI means for us: tell the sender, renew the token, fall back, or call a person. */
import type { DeliveryFailure } from '../../chat.ts'

/** The API said no; `code` is its own number, negative but for a few old ones. */
export class OaError extends Error {
  override readonly name = 'OaError'
  readonly code: number
  constructor(what: string, code: number, message: string) {
    super(`${what}: ${message} (${code})`)
    this.code = code
  }
}

/** Access token wrong or over: renew once and try again (official -216, -220; the others were seen in the wild). */
const tokenCodes = new Set([-216, -220, 216, 401, -401])
export const isTokenCode = (code: number): boolean => tokenCodes.has(code)

/** The form of a message is not known or not allowed: the same as plain text may pass. */
export const isFormCode = (code: number): boolean => code === -201 || code === -233

/** An uploaded file's id is over (7 days). */
export const isExpiredUpload = (code: number): boolean => code === -100

/** The rate is counted by the minute (header X-RateLimit-Limit). */
const rateSeconds = 60

/** Trouble of the account that only a person can end, in the operator's words. */
const accountTrouble: Readonly<Record<number, string>> = {
  [-204]: 'Official Account đã bị xóa hoặc khóa: vào oa.zalo.me kiểm tra',
  [-205]: 'Không tìm thấy Official Account: kiểm tra ZALO_OA_ID',
  [-219]: 'Ứng dụng Zalo đã bị gỡ hoặc khóa: vào developers.zalo.me kiểm tra',
  [-209]: 'Ứng dụng Zalo chưa kích hoạt: vào developers.zalo.me bật ứng dụng',
  [-212]: 'Official Account chưa đăng ký quyền gọi API này: vào developers.zalo.me bật quyền',
  [-223]: 'Official Account chưa cấp quyền cho ứng dụng: mở lại liên kết cấp quyền',
  [-221]: 'Official Account chưa xác thực: nộp hồ sơ xác thực ở oa.zalo.me',
  [-224]: 'Gói dịch vụ của Official Account không đủ quyền gửi tin: nâng gói ở oa.zalo.me',
  [-235]: 'Loại Official Account này không được dùng API gửi tin: hỏi Zalo',
  [-242]: 'Ứng dụng bật appsecret_proof: tắt mục này ở developers.zalo.me',
  [-320]: 'Official Account chưa gắn ví Zalo Cloud để trả phí',
  [-321]: 'Ví Zalo Cloud hết tiền: nạp thêm để gửi tin tính phí',
}
/** What an admin must do about this code; undefined when it is no trouble of the account. */
export const accountProblem = (code: number): string | undefined => accountTrouble[code]

/** @returns undefined for a code nobody described: the outbox tries a few times, then gives up in the open */
export const failureOf = (code: number): DeliveryFailure | undefined => {
  if (accountProblem(code) !== undefined || isTokenCode(code)) return { reason: 'signed-out' }
  switch (code) {
    case -32:
      return { reason: 'rate-limited', retryAfterSeconds: rateSeconds }
    // Promotion at night; ours is none, so it passes again with the next try.
    case -234:
      return { reason: 'unavailable' }
    case -211:
    case -218:
      return { reason: 'quota' }
    case -213:
    case -217:
    case -227:
    case -244:
      return { reason: 'blocked' }
    case -230:
    case -232:
      return { reason: 'window-closed' }
    case -100:
    case -200:
    case -201:
    case -210:
    case -233:
    case -240:
    case -248:
      return { reason: 'refused' }
    default:
      return undefined
  }
}
