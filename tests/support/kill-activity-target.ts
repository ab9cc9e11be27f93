/** A real ward for tests that kill it: updates come as JSON lines, "ok <id>" says that one is safe in the inbox. */
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { lockDataDir } from '../../storage/database.ts'
import { updateSchema } from '../../storage/update-schema.ts'
import { channelWithFiles } from './pictures.ts'

const [dataDir = ''] = process.argv.slice(2)
lockDataDir(dataDir)
const ward = await createWard({
  ward: 'thu-nghiem',
  dataDir,
  contentDir: fileURLToPath(new URL('../fixtures/content', import.meta.url)),
  log: pino({ level: 'silent' }),
  metrics: createMetrics(),
})
const channel = channelWithFiles()
await ward.start([channel])
// Who is killed keeps nothing: the next start is quicker for what this one compiled.
flushCompileCache()
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const update = updateSchema.parse(JSON.parse(line))
  void channel.receive(update).then(() => process.stdout.write(`ok ${update.id}\n`))
}
