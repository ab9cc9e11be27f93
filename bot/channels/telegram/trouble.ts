/** What a failed call to Telegram means for the channel: what the admin reads, and how long to wait. */
import { GrammyError, HttpError } from 'grammy'
import type { ChannelStatus } from '../../chat.ts'
import { isConflict, isSignedOut, retryAfter } from './delivery-failure.ts'

export interface Trouble {
  readonly status: ChannelStatus
  readonly waitMs: number
}

const backOff = (firstMs: number, failures: number): number =>
  Math.min(firstMs * 2 ** Math.min(failures, 10), 60_000)
/** A token that was withdrawn does not come back by itself; still, Telegram has been wrong before. */
const signedOutWaitMs = 10 * 60_000

/** @param failures in a row before this one */
export const troubleOf = (error: unknown, failures: number): Trouble => {
  if (isSignedOut(error)) {
    return {
      status: {
        state: 'needs-human',
        detail:
          'Telegram không nhận mã của bot nữa: lấy mã mới ở @BotFather, đặt vào TELEGRAM_TOKEN trong tệp .env rồi khởi động lại. Các kênh khác vẫn chạy.',
      },
      waitMs: signedOutWaitMs,
    }
  }
  const wait = retryAfter(error)
  if (wait !== undefined)
    return {
      status: { state: 'degraded', detail: `Telegram yêu cầu chờ ${wait} giây.` },
      waitMs: wait * 1000,
    }
  if (isConflict(error)) {
    const detail = /webhook/i.test(error instanceof GrammyError ? error.description : '')
      ? 'Một chương trình khác đã đặt webhook cho bot này: dừng chương trình đó rồi khởi động lại, hoặc đổi mã ở @BotFather.'
      : 'Một chương trình khác đang nhận tin bằng cùng TELEGRAM_TOKEN: chỉ để một chương trình chạy. Tôi tự thử lại.'
    return { status: { state: 'degraded', detail }, waitMs: backOff(5000, failures) }
  }
  const why = error instanceof HttpError || error instanceof GrammyError ? error.message : 'lỗi không rõ'
  return {
    status: {
      state: 'degraded',
      detail: `Chưa nối được với Telegram (${why}): kiểm tra mạng, TELEGRAM_API_ROOT. Tôi tự thử lại.`,
    },
    waitMs: backOff(1000, failures),
  }
}
