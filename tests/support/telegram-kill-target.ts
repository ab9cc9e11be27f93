/** A ward on Telegram over tiny content, for tests that kill it: starts fast, everything else is as in production. */
import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createTelegramChannel } from '../../bot/channels/telegram/telegram.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { lockDataDir } from '../../storage/database.ts'

const [dataDir = '', apiRoot = '', token = ''] = process.argv.slice(2)
const log = pino({ level: 'silent' })
lockDataDir(dataDir)
const ward = await createWard({
  ward: 'thu-nghiem',
  dataDir,
  contentDir: fileURLToPath(new URL('../fixtures/content', import.meta.url)),
  log,
  metrics: createMetrics(),
})
await ward.start([
  createTelegramChannel({
    token,
    apiRoot,
    menus: { forRole: () => [], forGroups: () => [] },
    log,
    now: ward.now,
    delay: (ms, signal) => sleep(ms, undefined, { signal }),
    pace: { parallel: 25, perSecond: 1000, perChatPerSecond: 1000, perGroupPerMinute: 1000 },
  }),
])
// As the scheduler does, only quicker.
setInterval(() => void ward.broadcaster.step().catch(() => undefined), 250)
// Who is killed keeps nothing: the next start is quicker for what this one compiled.
flushCompileCache()
process.stdout.write('ready\n')
