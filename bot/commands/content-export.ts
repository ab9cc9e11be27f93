/**
 * `npm run content:export -- --out FILE.yaml`: everything the ward taught the bot, as YAML for review: new answers and
 * ways of asking in the shape of content files, then who approved what and when.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { learntPath, phrasingsPath } from '../../content/learning/files.ts'
import { ownEntrySchema, phrasingsSchema } from '../../content/model/faq.ts'
import { formatProblem, readYamlList } from '../../content/yaml.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run content:export -- --out TỆP.yaml'

await runCommand(async () => {
  const { values } = readArguments(usage, { out: { type: 'string' } })
  const { out } = values
  if (out === undefined) throw new UsageError(usage)
  const { dataDir, ward } = settings()
  const own = ownContentDir(dataDir)
  const [learnt, phrasings] = [learntPath(own), phrasingsPath(own)]
  const answers = existsSync(learnt) ? readYamlList(learnt, ownEntrySchema) : { values: [], problems: [] }
  const tied = existsSync(phrasings) ? readYamlList(phrasings, phrasingsSchema) : { values: [], problems: [] }
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const changes = await createRepositories(db).contentChanges.all()
    const text = stringify(
      {
        ward,
        exported: new Date().toISOString(),
        entries: answers.values.map(({ value }) => value),
        phrasings: tied.values.map(({ value }) => value),
        approvals: changes.map(({ at, actor, kind, entry, applied }) => ({
          at: at.toISOString(),
          by: actor,
          kind,
          entry,
          inUse: applied,
        })),
      },
      { lineWidth: 0 },
    )
    // Never half a file under the name that is handed on.
    writeFileSync(`${out}.part`, text)
    renameSync(`${out}.part`, out)
    for (const problem of [...answers.problems, ...tied.problems]) console.error(formatProblem(problem))
    console.log(
      `Đã ghi ${answers.values.length} câu trả lời, ${tied.values.length} mục có thêm cách hỏi, ${changes.length} lần duyệt vào ${out}.`,
    )
    return answers.problems.length + tied.problems.length > 0 ? 1 : 0
  } finally {
    await close()
  }
})
