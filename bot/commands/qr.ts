/** `npm run qr -- quay [--counter 2] [--out DIR]`: the counter's poster as PNG and SVG, with the links of each channel. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { drawPoster, posterSvg } from '../../handlers/satisfaction/poster.ts'
import { counterPoster, readCounter } from '../../handlers/satisfaction/qr.ts'
import { webStartLink } from '../channels/web.ts'
import type { Channel } from '../chat.ts'
import type { TelegramSettings } from '../config.ts'
import { contentDir } from '../content-dir.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run qr -- quay [--counter 2] [--out THƯ-MỤC] [--telegram TÊN_BOT]\nĐịa chỉ lấy từ PUBLIC_URL, TELEGRAM_TOKEN và mục zalo trong ward.yaml.'
const identity = z.object({ result: z.object({ username: z.string() }) })

/** The bot's name, asked of Telegram once. @throws UsageError when it can't be asked */
const botName = async ({
  token,
  apiRoot = 'https://api.telegram.org',
}: TelegramSettings): Promise<string> => {
  const response = await fetch(`${apiRoot}/bot${token}/getMe`, { signal: AbortSignal.timeout(10_000) }).catch(
    () => undefined,
  )
  const parsed = identity.safeParse(await response?.json().catch(() => undefined))
  if (!parsed.success)
    throw new UsageError(
      'Không hỏi được tên bot của Telegram: kiểm tra mạng và TELEGRAM_TOKEN, hoặc ghi thẳng tên bot: --telegram TÊN_BOT',
    )
  return parsed.data.result.username
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    counter: { type: 'string' },
    out: { type: 'string' },
    telegram: { type: 'string' },
  })
  const payload = readCounter([...positionals, values.counter ?? ''].join(' '))
  if (payload === undefined || positionals.length === 0) throw new UsageError(usage)
  const config = settings()
  const { library } = loadLibrary({ contentDir, ward: config.ward, ownDir: ownContentDir(config.dataDir) })
  const telegram =
    values.telegram ?? (config.telegram === undefined ? undefined : await botName(config.telegram))
  const web = webStartLink(config.publicUrl, payload)
  const links: { channel: Channel; url: string }[] = [
    ...(telegram === undefined
      ? []
      : [
          {
            channel: 'telegram' as const,
            url: `https://t.me/${telegram.replace(/^@/, '')}?start=${payload}`,
          },
        ]),
    ...(web === undefined ? [] : [{ channel: 'web' as const, url: web }]),
  ]
  const poster = counterPoster(payload, links, library, loadLocales(contentDir).in('vi'))
  if (poster.links.length === 0)
    throw new UsageError(
      'Chưa có địa chỉ nào để đưa vào mã: đặt PUBLIC_URL hoặc TELEGRAM_TOKEN trong tệp .env, hoặc mục zalo trong ward.yaml.',
    )
  const folder = values.out ?? '.'
  mkdirSync(folder, { recursive: true })
  const base = join(folder, `ma-qr-${payload}`)
  writeFileSync(`${base}.svg`, posterSvg(poster))
  writeFileSync(`${base}.png`, await drawPoster(poster))
  for (const { name, url } of poster.links) console.log(`${name}: ${url}`)
  console.log(`${base}.png\n${base}.svg`)
  return 0
})
