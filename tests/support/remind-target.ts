/** One of two processes over one database: for every moment it reads, it queues what is due then. */
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { openDesk } from './reminder-desk.ts'

const [dataDir = '', ward = ''] = process.argv.slice(2)
const database = await openDatabase(databaseFile(dataDir))
const desk = openDesk({
  database,
  library: loadLibrary({ contentDir, ward }).library,
  locales: loadLocales(contentDir),
})
// Who is killed keeps nothing: the next start is quicker for what this one compiled.
flushCompileCache()
process.stdout.write('ready\n')
for await (const moment of createInterface({ input: process.stdin })) {
  await desk.remind(new Date(moment))
  process.stdout.write(`${moment}\n`)
}
await database.close()
