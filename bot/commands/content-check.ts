/** `npm run content:check [-- --json] [--strict]`: is every answer sound, sourced and reachable? Exit 1 on errors. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkContent } from '../../content/check/check.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { formatProblem } from '../../content/yaml.ts'
import { contentDir } from '../content-dir.ts'
import { readArguments, runCommand, settings } from './support.ts'

await runCommand(async () => {
  const { values } = readArguments('Cách dùng: npm run content:check [-- --json] [--strict] [--quiet]', {
    json: { type: 'boolean' },
    strict: { type: 'boolean' },
    quiet: { type: 'boolean' },
  })
  const { dataDir, ward: ownWard } = settings()
  const own = join(dataDir, 'content')
  const result = checkContent({
    contentDir,
    today: dayOf(new Date()),
    ...(existsSync(own) ? { ownDir: own, ownWard } : {}),
  })
  const errors = result.problems.filter(({ severity }) => severity === 'error')
  const warnings = result.problems.filter(({ severity }) => severity === 'warning')
  if (values.json === true) console.log(JSON.stringify(result))
  else {
    for (const problem of values.quiet === true ? errors : result.problems)
      console.log(formatProblem(problem))
    const share = ({ all, answered }: { all: number; answered: number }): string =>
      `${answered}/${all} (${all === 0 ? 100 : Math.floor((100 * answered) / all)} %)`
    for (const { ward, topics, bullets } of result.coverage)
      console.log(
        `${ward}: chủ đề có trả lời ${share(topics)}, nội dung kế hoạch có trả lời ${share(bullets)}`,
      )
    console.log(
      `${result.entries} mục, ${result.questions} cách hỏi, ${result.procedures} thủ tục; ${result.drafts > 0 ? `${result.drafts} bản nháp chưa có nội dung (không dùng để trả lời); ` : ''}${errors.length} lỗi, ${warnings.length} lưu ý`,
    )
  }
  return errors.length > 0 || (values.strict === true && warnings.length > 0) ? 1 : 0
})
