/** `npm run -s bench -- [--json] [--smoke]`: figures and ratios the project is held to; each part is a file of its own. */
import { cpus, totalmem } from 'node:os'
import { benchAnswers } from '../../tests/bench/answers.ts'
import { benchProgress } from '../../tests/bench/progress.ts'
import { benchReport } from '../../tests/bench/report.ts'
import { benchStart } from '../../tests/bench/start.ts'
import { benchTelegramWebhook } from '../../tests/bench/telegram-webhook.ts'
import { benchUpdates } from '../../tests/bench/updates.ts'
import { readArguments, runCommand } from './support.ts'

await runCommand(async () => {
  const { values } = readArguments('npm run -s bench -- [--json] [--smoke]', {
    json: { type: 'boolean' },
    smoke: { type: 'boolean' },
  })
  const smoke = values.smoke === true
  const parts = {
    machine: {
      cpus: cpus().length,
      model: cpus()[0]?.model ?? '',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    start: await benchStart(smoke),
    answers: await benchAnswers(smoke),
    updates: await benchUpdates(smoke),
    report: await benchReport(smoke),
    progress: await benchProgress(smoke),
    telegramWebhook: await benchTelegramWebhook(smoke ? 200 : 2000),
  }
  if (values.json === true) console.log(JSON.stringify(parts))
  else for (const [name, figures] of Object.entries(parts)) console.log(name, figures)
  return 0
})
