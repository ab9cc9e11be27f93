/** `npm run -s health`: one sentence on whether the bot answers; exit code 1 when not, for systemd, cron or a watchdog. */
import { z } from 'zod'
import { readArguments, runCommand, settings } from './support.ts'

const usage = 'Cách dùng: npm run -s health'
/** Longer than a busy disk takes, shorter than people wait. */
const timeoutMs = 10_000

const healthSchema = z.object({
  ok: z.boolean(),
  problems: z.array(z.string()),
  channels: z.record(z.string(), z.object({ state: z.string(), detail: z.string().optional() })),
})

const words: Readonly<Record<string, string>> = {
  off: 'tắt',
  connecting: 'đang kết nối',
  connected: 'ổn',
  degraded: 'chạy chưa ổn',
  'needs-human': 'cần người xử lý',
}

/** "web: ổn; telegram: đang kết nối (…)." */
const channelStatesInWords = (
  channels: Readonly<Record<string, { readonly state: string; readonly detail?: string | undefined }>>,
): string =>
  `${Object.entries(channels)
    .map(
      ([name, { state, detail }]) =>
        `${name}: ${words[state] ?? state}${detail === undefined ? '' : ` (${detail})`}`,
    )
    .join('; ')}.`

await runCommand(async () => {
  readArguments(usage, {})
  const { host, port } = settings()
  // "0.0.0.0" and "::" are where we listen, not where one calls.
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  const url = `http://${name}:${port}/health`
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).then(
    async response => healthSchema.safeParse(await response.json().catch(() => undefined)).data,
    () => undefined,
  )
  if (answer === undefined) {
    console.error(
      `Trợ lý không trả lời ở ${url}: chương trình đã dừng hoặc bị treo. Xem nhật ký rồi khởi động lại.`,
    )
    return 1
  }
  if (!answer.ok) {
    console.error(`Trợ lý đang chạy nhưng không phục vụ được: ${answer.problems.join('; ')}`)
    return 1
  }
  console.log(`Trợ lý đang chạy. ${channelStatesInWords(answer.channels)}`)
  return 0
})
