/** `npm run chat`: a conversation in the terminal with the real handlers, content and database. */
import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { pino } from 'pino'
import { wardName } from '../../content/ward-text.ts'
import { lockDataDir } from '../../storage/database.ts'
import { createConsoleChannel } from '../channels/console.ts'
import { contentDir } from '../content-dir.ts'
import { createLogger } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { createWard } from '../ward.ts'
import { runCommand, settings } from './support.ts'

await runCommand(async () => {
  const config = settings()
  const lock = lockDataDir(config.dataDir)
  const log = createLogger('error', pino.destination({ dest: 2, sync: true }))
  const ward = await createWard({
    ward: config.ward,
    dataDir: config.dataDir,
    contentDir,
    log,
    metrics: createMetrics(),
  })
  const ended = Promise.withResolvers<void>()
  const channel = createConsoleChannel({
    input: process.stdin,
    output: process.stdout,
    user: userInfo().username,
    now: ward.now,
    newId: randomUUID,
    onEnd: ended.resolve,
  })
  process.once('SIGINT', ended.resolve)
  await ward.start([channel])
  console.error(`Trợ lý ${wardName(ward.content.current().library)}. Gõ câu hỏi rồi Enter; thoát: Ctrl+D.\n`)
  await ended.promise
  await ward.idle()
  await ward.stop()
  lock.release()
  return 0
})
