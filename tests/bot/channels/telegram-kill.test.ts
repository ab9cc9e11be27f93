/** kill -9 while updates come in over Telegram: none is lost, none is handled twice, every chat is answered in order. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { startFakeTelegram } from '../../support/fake-telegram/server.ts'

const kills = 8
const people = 20
const target = fileURLToPath(new URL('../../support/telegram-kill-target.ts', import.meta.url))

test(`killed ${kills} times in the middle of a batch`, { timeout: 120_000 }, async () => {
  const telegram = await startFakeTelegram()
  const dataDir = mkdtempSync(join(tmpdir(), 'telegram-kill-'))
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [target, dataDir, telegram.root, telegram.token], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(child.stdout ?? child, 'data')
    return child
  }
  const residents = Array.from({ length: people }, (_, index) => telegram.person(`Người ${index}`))
  const asked = ['/riengtu', '/ngonngu', '/dulieu']
  const answers = [/Tôi giữ gì/, /tiếng gì/, /Dữ liệu tôi đang giữ/]
  let rounds = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const seen = residents.reduce((sum, resident) => sum + resident.seen.length, 0)
    for (let more = 0; more < 3; more += 1) {
      for (const resident of residents) resident.says(asked[rounds % asked.length] ?? '')
      rounds += 1
    }
    const child = await start()
    // Somewhere in the middle of the batch, each time somewhere else.
    const enough = 1 + ((kill * 7) % 50)
    await telegram.until(
      () => residents.reduce((sum, resident) => sum + resident.seen.length, 0) >= seen + enough,
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const last = await start()
  await telegram.confirmed()
  await telegram.until(() => residents.every(({ seen }) => seen.length >= rounds))
  await expect
    .poll(
      async () => {
        const { raw, close } = await openDatabase(databaseFile(dataDir))
        const left: unknown = raw
          .prepare(
            `SELECT (SELECT count(*) FROM inbox WHERE state <> 'done') + (SELECT count(*) FROM outbox WHERE state <> 'sent')`,
          )
          .pluck()
          .get()
        await close()
        return left
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBe(0)
  last.kill('SIGKILL')
  await once(last, 'exit')

  const { raw, close } = await openDatabase(databaseFile(dataDir))
  expect(raw.prepare('SELECT count(*) FROM inbox').pluck().get()).toBe(people * rounds)
  expect(raw.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(people * rounds)
  await close()
  for (const { seen } of residents) {
    // A reply under way at the kill may arrive twice, next to itself; order is kept.
    const order = seen.map(({ text }) => answers.findIndex(answer => answer.test(text)))
    const steps = order.filter((answer, at) => at === 0 || answer !== order[at - 1])
    expect(steps).toEqual(Array.from({ length: rounds }, (_, round) => round % asked.length))
  }
  await telegram.close()
  rmSync(dataDir, { recursive: true, force: true })
})
