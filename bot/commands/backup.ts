/** `npm run backup [-- --into DIR]`: a consistent copy of DATA_DIR; the bot may be running. */
import { existsSync } from 'node:fs'
import { createBackup } from '../../storage/backup.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

await runCommand(async () => {
  const { values } = readArguments('Cách dùng: npm run backup [-- --into THƯ_MỤC]', {
    into: { type: 'string' },
  })
  const { dataDir } = settings()
  if (!existsSync(databaseFile(dataDir)))
    throw new UsageError(`Chưa có dữ liệu trong ${dataDir}: không có gì để sao lưu`)
  const { raw, close } = await openDatabase(databaseFile(dataDir))
  try {
    const folder = await createBackup({
      raw,
      dataDir,
      now: new Date(),
      ...(values.into === undefined ? {} : { into: values.into }),
    })
    console.log(folder)
    return 0
  } finally {
    await close()
  }
})
