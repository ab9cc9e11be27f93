/** `npm run unanswered [-- --json]`: questions nobody answered well, grouped by likeness; also while the bot runs. */
import { pino } from 'pino'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { mostLookedAt, questionGroups } from '../../handlers/learning/groups.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { ownContentDir, readArguments, runCommand, settings } from './support.ts'

const usage = 'Cách dùng: npm run unanswered [-- --json]'
const shownTexts = 3

await runCommand(async () => {
  const { values } = readArguments(usage, { json: { type: 'boolean' } })
  const { dataDir, ward } = settings()
  const holder = createContentHolder(
    { contentDir, ward, ownDir: ownContentDir(dataDir) },
    pino({ level: 'silent' }),
  )
  const { engine, library } = holder.current()
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const questions = await createRepositories(db).questions.open(mostLookedAt)
    const groups = questionGroups(questions, engine.gist).map(({ questions: alike, texts, example }) => ({
      count: alike.length,
      example,
      texts,
      last: dayOf(new Date(Math.max(...alike.map(({ at }) => at.getTime())))),
      unanswered: alike.filter(({ outcome }) => outcome === 'decline').length,
      rated: [...new Set(alike.flatMap(({ entry, rating }) => (rating === 'wrong' ? (entry ?? []) : [])))],
      nearest: engine.understand(example).ranked[0]?.entry ?? null,
    }))
    if (values.json === true) {
      console.log(JSON.stringify({ questions: questions.length, groups }))
      return 0
    }
    if (groups.length === 0) console.log('Không có câu hỏi nào đang chờ.')
    const title = (id: string): string => library.entries.find(entry => entry.id === id)?.title ?? id
    for (const { count, example, texts, last, rated } of groups)
      console.log(
        [
          `${String(count).padStart(4)} lượt, gần nhất ${showDay(last)}: ${example}`,
          ...texts
            .filter(text => text !== example)
            .slice(0, shownTexts)
            .map(text => `       - ${text}`),
          ...rated.map(id => `       Bị đánh dấu chưa đúng khi trả lời bằng: ${title(id)}`),
        ].join('\n'),
      )
    console.log(`${questions.length} câu, ${groups.length} nhóm. Xử lý trong chat: /chuatraloi`)
    return 0
  } finally {
    await close()
  }
})
