/** `npm run -s privacy:proof [-- --json]`: for each kind of data its term, how old the oldest is, and when it was last seen to. */
import { join } from 'node:path'
import { loadLocales } from '../../content/locales.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createExportStore } from '../../storage/export-store.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { contentDir } from '../content-dir.ts'
import { proveRetention } from '../retention.ts'
import { readArguments, runCommand, settings } from './support.ts'

await runCommand(async () => {
  const { values } = readArguments('Cách dùng: npm run -s privacy:proof [-- --json]', {
    json: { type: 'boolean' },
  })
  const { dataDir } = settings()
  const t = loadLocales(contentDir).in('vi')
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const exports = createExportStore(join(dataDir, 'exports'), () => '')
    const proof = await proveRetention({ repositories: createRepositories(db), exports }, new Date())
    if (values.json === true) console.log(JSON.stringify(proof))
    else {
      const show = (at: Date | null): string => (at === null ? 'không có' : showDay(dayOf(at)))
      console.log('đúng hạn | hạn (ngày) | cũ nhất | loại dữ liệu')
      for (const { kind, days, oldest, within } of proof.kinds)
        console.log(
          `${within ? '   có   ' : '  KHÔNG '} | ${String(days).padStart(10)} | ${show(oldest).padEnd(10)} | ${t(`privacy.kept-kinds.${kind}`)}`,
        )
      console.log(
        `Lần dọn gần nhất: ${show(proof.lastRun)}. Kết luận: ${proof.kept ? 'đúng hạn' : 'CHƯA đúng hạn'}.`,
      )
    }
    return proof.kept ? 0 : 2
  } finally {
    await close()
  }
})
