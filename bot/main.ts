/** Composition root: builds, joins, starts, and stops in reverse. Nothing else imports both sides. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadEnvFile } from 'node:process'
import { pino } from 'pino'
import { ContentError } from '../content/library.ts'
import { wardName } from '../content/ward-text.ts'
import { formatProblem } from '../content/yaml.ts'
import { figuresToPublish } from '../handlers/satisfaction/figures.ts'
import { DataDirInUseError, lockDataDir, NewerDataError } from '../storage/database.ts'
import { createRepositories } from '../storage/repositories.ts'
import { createTelegramChannel } from './channels/telegram/telegram.ts'
import { createWebChannel } from './channels/web.ts'
import type { ChannelAdapter } from './chat.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { contentDir } from './content-dir.ts'
import { createContentHolder } from './content-holder.ts'
import { addChatRoutes } from './http/chat-routes.ts'
import { addFiguresRoutes } from './http/figures-routes.ts'
import { addPageRoutes } from './http/page-routes.ts'
import { createServer, type Health } from './http/server.ts'
import { readApart } from './knowledge.ts'
import { createLogger } from './log.ts'
import { releaseGarbage } from './memory.ts'
import { commandMenus } from './menu-keeper.ts'
import { createMetrics } from './metrics.ts'
import { startScheduler } from './scheduler.ts'
import { createWard, type WardRuntime } from './ward.ts'
import { fileLinksOf, officialZaloChannels } from './zalo-official.ts'
import { personalZaloChannel } from './zalo-personal.ts'

/** Exit codes an operator's scripts can tell apart (systemd: RestartPreventExitStatus=78). */
const exit = { settings: 78, failure: 1 } as const

/** What the system says of a DATA_DIR we can't use. */
const unusableFolder: ReadonlySet<string> = new Set([
  'EACCES',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_FULL',
])

const healthOf = async (ward: WardRuntime): Promise<Health> => {
  const repositories = createRepositories(ward.database.db)
  const channels = Object.fromEntries([...ward.adapters].map(([name, adapter]) => [name, adapter.status()]))
  try {
    const queues = { inbox: await repositories.inbox.counts(), outbox: await repositories.outbox.counts() }
    const problems = [
      ...(ward.dispatcher.healthy()
        ? []
        : ['Cơ sở dữ liệu đang từ chối ghi (đĩa đầy hoặc bị khóa): xem nhật ký']),
      ...ward.content
        .problems()
        .filter(({ severity }) => severity === 'error')
        .map(formatProblem),
    ]
    return { ok: ward.dispatcher.healthy(), problems, channels, queues }
  } catch (error) {
    const none = { pending: 0, failed: 0, dead: 0 }
    return {
      ok: false,
      problems: [`Không đọc được cơ sở dữ liệu: ${error instanceof Error ? error.message : String(error)}`],
      channels,
      queues: { inbox: none, outbox: none },
    }
  }
}

const run = async (config: Config): Promise<void> => {
  const log = createLogger(config.logLevel, pino.destination({ dest: 2, sync: true }))
  const metrics = createMetrics()
  const lock = lockDataDir(config.dataDir)
  const content = createContentHolder(
    { contentDir, ward: config.ward, ownDir: join(config.dataDir, 'content') },
    log,
    readApart,
  )
  const ward = await createWard({
    ward: config.ward,
    dataDir: config.dataDir,
    contentDir,
    log,
    metrics,
    content,
    dataKey: config.dataKey,
  })
  const repositories = createRepositories(ward.database.db)
  const web = createWebChannel({
    messages: repositories.webMessages,
    now: ward.now,
    publicUrl: config.publicUrl,
  })
  const telegram =
    config.telegram === undefined
      ? undefined
      : createTelegramChannel({
          ...config.telegram,
          menus: commandMenus(ward.content),
          log,
          now: ward.now,
          delay: ward.delay,
        })
  const links = fileLinksOf(config, ward)
  const zaloOfficial = officialZaloChannels({ config, ward, metrics, links, log })
  const channels: ChannelAdapter[] = [
    web,
    ...(telegram === undefined ? [] : [telegram]),
    ...zaloOfficial,
    ...(await personalZaloChannel({ config, ward, metrics, links, log })),
  ]

  const server = await createServer({
    log,
    metrics,
    health: () => healthOf(ward),
    embedOrigins: config.embedOrigins,
    trustProxy: config.trustProxy,
  })
  addPageRoutes(server, () => wardName(ward.content.current().library))
  addFiguresRoutes(server, {
    wardName: () => wardName(ward.content.current().library),
    figures: () => figuresToPublish(repositories, ward.now()),
    t: () => ward.content.current().locales.in('vi'),
  })
  addChatRoutes(server, {
    web,
    messages: repositories.webMessages,
    settled: async conversation => {
      await ward.dispatcher.idleFor(conversation)
      await ward.sender.idleFor(conversation)
    },
    now: ward.now,
    newId: randomUUID,
  })

  telegram?.routes(server)
  links.addRoutes(server)
  for (const channel of zaloOfficial) channel.routes(server)

  await ward.start(channels)
  const scheduler = startScheduler({ ward, dataDir: config.dataDir, log })
  const address = await server.listen({ host: config.host, port: config.port })
  releaseGarbage()
  const { library } = ward.content.current()
  log.info(
    {
      address,
      ward: library.ward.slug,
      entries: library.entries.length,
      channels: channels.map(({ channel }) => channel),
    },
    'ready',
  )
  // For the person at the terminal, who may not read JSON.
  console.error(`\nTrợ lý ${wardName(library)} đang chạy. Mở trang: ${address}\nDừng: Ctrl+C\n`)

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    scheduler.stop()
    await server.close()
    await ward.stop()
    lock.release()
    log.info('stopped')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        error => {
          log.error({ err: error }, 'stopped with an error')
          process.exit(exit.failure)
        },
      )
    })
  }
}

try {
  if (existsSync('.env')) loadEnvFile('.env')
  await run(readConfig(process.env))
} catch (error) {
  if (error instanceof ContentError) {
    console.error(`${error.message}:`)
    for (const problem of error.problems) console.error(formatProblem(problem))
    process.exit(exit.settings)
  }
  if (error instanceof ConfigError || error instanceof DataDirInUseError || error instanceof NewerDataError) {
    console.error(error.message)
    process.exit(exit.settings)
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      'Cổng này đang có chương trình khác dùng: đặt PORT khác trong tệp .env, hoặc dừng chương trình kia',
    )
    process.exit(exit.settings)
  }
  if (error instanceof Error && 'code' in error && unusableFolder.has(String(error.code))) {
    console.error(`Không ghi được vào thư mục dữ liệu (${error.message}): kiểm tra DATA_DIR và quyền ghi`)
    process.exit(exit.settings)
  }
  console.error(error)
  process.exit(exit.failure)
}
