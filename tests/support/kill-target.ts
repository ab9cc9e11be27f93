/** The real server over tiny content, for tests that kill it: starts fast, everything else is as in production. */

import { randomUUID } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createWebChannel } from '../../bot/channels/web.ts'
import { addChatRoutes } from '../../bot/http/chat-routes.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { lockDataDir } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { bareServer } from './bare-server.ts'

const [dataDir = '', port = '0'] = process.argv.slice(2)
const log = pino({ level: 'silent' })
const metrics = createMetrics()
lockDataDir(dataDir)
const ward = await createWard({
  ward: 'thu-nghiem',
  dataDir,
  contentDir: fileURLToPath(new URL('../fixtures/content', import.meta.url)),
  log,
  metrics,
})
const { webMessages } = createRepositories(ward.database.db)
const web = createWebChannel({ messages: webMessages, now: ward.now })
const server = await bareServer({ metrics, requestsPerMinute: 1_000_000 })
addChatRoutes(server, {
  web,
  messages: webMessages,
  settled: async conversation => {
    await ward.dispatcher.idleFor(conversation)
    await ward.sender.idleFor(conversation)
  },
  now: ward.now,
  newId: randomUUID,
  messagesPerMinute: 1_000_000,
})
// Who is killed keeps nothing: the next start is quicker for what this one compiled.
flushCompileCache()
await ward.start([web])
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: Number(port) })}\n`)
