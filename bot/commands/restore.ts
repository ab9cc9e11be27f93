/** `npm run restore -- FOLDER`: checks a backup whole, then puts it in place; the bot must be stopped. */
import { restoreBackup } from '../../storage/backup.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run restore -- THƯ_MỤC_SAO_LƯU (dừng trợ lý trước)'

await runCommand(async () => {
  const { positionals } = readArguments(usage, {})
  const [folder] = positionals
  if (folder === undefined) throw new UsageError(usage)
  const { dataDir } = settings()
  const aside = await restoreBackup(folder, dataDir, new Date())
  console.log(
    `Đã khôi phục ${folder} vào ${dataDir}.${aside === undefined ? '' : ` Dữ liệu cũ để ở ${aside}.`}`,
  )
  return 0
})
