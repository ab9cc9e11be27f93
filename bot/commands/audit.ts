/** `npm run -s audit -- [--from 2026-01-01] [--to 2026-12-31] [--case H27] [--json]`: the log for inspectors, its chain checked. */
import { loadLocales } from '../../content/locales.ts'
import { addDays, instantOf } from '../../content/vietnam-time.ts'
import { actorNames, auditLine } from '../../handlers/audit-log.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { contentDir } from '../content-dir.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run -s audit -- [--from 2026-01-01] [--to 2026-12-31] [--case H27] [--json]\nNgày tính cả hai đầu, giờ Việt Nam.'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const day = (text: string | undefined, next = 0): Date | undefined => {
  if (text === undefined) return undefined
  const at = dayPattern.test(text) ? instantOf(addDays(text, next)) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime())) throw new UsageError(usage)
  return at
}

await runCommand(async () => {
  const { values } = readArguments(usage, {
    from: { type: 'string' },
    to: { type: 'string' },
    case: { type: 'string' },
    json: { type: 'boolean' },
  })
  const from = day(values.from)
  const to = day(values.to, 1)
  const { dataDir } = settings()
  const t = loadLocales(contentDir).in('vi')
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const { audit, contacts } = createRepositories(db)
    const rows = await audit.between({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(values.case === undefined ? {} : { subject: `case:${values.case.toUpperCase()}` }),
    })
    const chain = await audit.check()
    if (values.json === true) {
      console.log(JSON.stringify({ chain, rows }))
    } else {
      const nameOf = actorNames({ contacts }, t)
      for (const row of rows) console.log(await auditLine(row, t, nameOf))
      console.log(
        chain.kind === 'whole'
          ? `\n${rows.length} dòng. Nhật ký nguyên vẹn: ${chain.rows} dòng nối liền, dấu cuối ${chain.last.slice(0, 16)}.`
          : `\n${rows.length} dòng. NHẬT KÝ ĐÃ BỊ SỬA: dòng số ${chain.at} không khớp với dòng trước nó.`,
      )
    }
    return chain.kind === 'whole' ? 0 : 2
  } finally {
    await close()
  }
})
