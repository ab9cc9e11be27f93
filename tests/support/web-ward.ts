/** A ward serving its real web chat on a free port, over the shipped content. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createWebChannel } from '../../bot/channels/web.ts'
import type { ChannelAdapter } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { addChatRoutes } from '../../bot/http/chat-routes.ts'
import { addPageRoutes } from '../../bot/http/page-routes.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { wardName } from '../../content/ward-text.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { bareServer } from './bare-server.ts'
import { sharedContent } from './conversation.ts'

export const startWebWard = async (
  given: {
    ward?: string
    embedOrigins?: readonly string[]
    messagesPerMinute?: number
    also?: readonly ChannelAdapter[]
    now?: () => Date
  } = {},
) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'web-'))
  const log = pino({ level: 'silent' })
  const metrics = createMetrics()
  const slug = given.ward ?? 'muong-lay'
  const ward = await createWard({
    ward: slug,
    dataDir,
    contentDir,
    content: sharedContent(slug),
    log,
    metrics,
    ...(given.now === undefined ? {} : { now: given.now }),
  })
  const repositories = createRepositories(ward.database.db)
  const web = createWebChannel({ messages: repositories.webMessages, now: ward.now })
  const server = await bareServer({
    metrics,
    embedOrigins: given.embedOrigins ?? [],
    requestsPerMinute: 10_000,
  })
  addPageRoutes(server, () => wardName(ward.content.current().library))
  addChatRoutes(server, {
    web,
    messages: repositories.webMessages,
    settled: async conversation => {
      await ward.dispatcher.idleFor(conversation)
      await ward.sender.idleFor(conversation)
    },
    now: ward.now,
    newId: randomUUID,
    ...(given.messagesPerMinute === undefined ? {} : { messagesPerMinute: given.messagesPerMinute }),
  })
  await ward.start([web, ...(given.also ?? [])])
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await server.close()
    await ward.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { address, ward, repositories, server, web }
}
