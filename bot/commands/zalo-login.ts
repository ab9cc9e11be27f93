/**
 * `npm run zalo:login`: logs the ward's personal Zalo account in by QR code; also while the bot runs, which then goes
 * on with the new session by itself.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toString as drawQr } from 'qrcode'
import { ConfigError } from '../config.ts'
import { runCommand, settings } from './support.ts'

/** People have to find the phone first. */
const patienceMs = 15 * 60_000

const sentences = {
  declined: 'Điện thoại đã từ chối đăng nhập. Muốn thử lại: chạy lại lệnh này.',
  expired: 'Không ai quét mã QR. Khi có điện thoại của phường trong tay, chạy lại lệnh này.',
  aborted: 'Đã dừng. Chưa đăng nhập.',
} as const

await runCommand(async () => {
  const { dataDir, zaloPersonal: zalo } = settings()
  if (zalo === undefined)
    throw new ConfigError([
      'ZALO_PERSONAL_ACCEPT_RISK còn thiếu: đọc mục Zalo cá nhân trong README rồi đặt trong tệp .env',
    ])
  // Loaded only where a ward has accepted the risk.
  const { createZaloCredentials, writeSecretFile } = await import('../channels/zalo-personal/credentials.ts')
  const { logInByQr } = await import('../channels/zalo-personal/qr-login.ts')
  const picture = join(dataDir, 'credentials', 'zalo-qr.png')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  console.error(
    'Zalo cấm chương trình tự động dùng tài khoản cá nhân và có thể khóa tài khoản này. Chỉ dùng SIM riêng của phường, không dùng tài khoản của cán bộ.\n',
  )
  try {
    const outcome = await logInByQr({
      credentials: createZaloCredentials(dataDir, zalo.dataKey),
      apiRoot: zalo.apiRoot,
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(patienceMs)]),
      timeoutMs: 20_000,
      longTimeoutMs: 120_000,
      newId: randomUUID,
      now: () => new Date(),
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
      onCode: ({ address, png, isNew }) => {
        writeSecretFile(picture, png)
        drawQr(address, { type: 'terminal', small: true }).then(
          drawn =>
            console.error(
              `${isNew ? 'Mã cũ đã hết hạn, đây là mã mới.\n' : ''}${drawn}\nMở Zalo trên điện thoại của phường, chọn biểu tượng QR và quét mã trên. Nếu không quét được, mở ảnh ${picture}\n`,
            ),
          error => console.error(`Không vẽ được mã ở đây (${String(error)}): mở ảnh ${picture}`),
        )
      },
      onScanned: name => console.error(`${name} đã quét. Bấm Đăng nhập trên điện thoại để đồng ý.`),
    })
    switch (outcome.kind) {
      case 'done':
        console.log(
          `Đã đăng nhập Zalo: ${outcome.name}. Trợ lý đang chạy sẽ tự dùng tài khoản này sau vài giây.`,
        )
        return 0
      case 'declined':
      case 'expired':
      case 'aborted':
        console.error(sentences[outcome.kind])
        return 1
      case 'failed': {
        const why = outcome.error instanceof Error ? outcome.error.message : String(outcome.error)
        console.error(`Chưa đăng nhập được (${why}): kiểm tra mạng rồi chạy lại lệnh này.`)
        return 1
      }
      default:
        return outcome satisfies never
    }
  } finally {
    // Whoever holds the picture holds the login.
    rmSync(picture, { force: true })
  }
})
// A call to Zalo that is still being waited for must not keep the terminal busy.
process.exit()
