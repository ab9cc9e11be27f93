/** A broadcast over a real (fake) Telegram by a process that is killed in the middle, again and again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { quietHoursKey } from '../../content/quiet-hours.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { startFakeTelegram } from './fake-telegram/server.ts'
import { addSubscribers, approvedNotice } from './subscribers.ts'

const target = fileURLToPath(new URL('./telegram-kill-target.ts', import.meta.url))
/** So many messages are under way at once (telegram-kill-target.ts: 25 places, four fifths for broadcasts). */
const underWay = 20
const words = 'Mời bà con họp tối mai'

/** @param killAt numbers of messages arrived at which the process dies; @param cancelAt stops the notice there */
export const broadcastWithKills = async (people: number, killAt: readonly number[], cancelAt?: number) => {
  const telegram = await startFakeTelegram()
  const dataDir = mkdtempSync(join(tmpdir(), 'broadcast-kill-'))
  const residents = Array.from({ length: people }, (_, index) => telegram.person(`Người ${index}`))
  let arrived = 0
  const database = await openDatabase(databaseFile(dataDir))
  const repositories = createRepositories(database.db)
  const now = new Date()
  // The test runs at any hour.
  await repositories.settings.set(quietHoursKey, 'không', now)
  addSubscribers(
    database.raw,
    'telegram',
    residents.map(({ user }) => user.id),
    now,
  )
  const author = telegram.person('Tác giả')
  const approver = telegram.person('Người duyệt')
  const id = await approvedNotice(repositories, 'telegram', words, now, [
    `${author.user.id}`,
    `${approver.user.id}`,
  ])
  let counted = 0
  telegram.state.watch(() => {
    for (; counted < telegram.calls.length; counted += 1)
      if (telegram.calls[counted]?.method === 'sendMessage') arrived += 1
  })
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [target, dataDir, telegram.root, telegram.token], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(child.stdout ?? child, 'data')
    return child
  }
  const kill = async (child: ChildProcess): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  for (const count of killAt) {
    const child = await start()
    await telegram.until(() => arrived >= count)
    await kill(child)
  }
  const last = await start()
  if (cancelAt !== undefined) {
    await telegram.until(() => arrived >= cancelAt)
    author.says(`/thongbao ${id}`)
    await telegram.until(() => author.buttons.includes('Hủy, không gửi nữa'))
    author.presses('Hủy, không gửi nữa')
  }
  await expect
    .poll(
      async () => {
        const state = (await repositories.broadcasts.byId(id))?.state
        const { pending } = await repositories.outbox.counts()
        return (state === 'done' || state === 'cancelled') && pending === 0
      },
      { timeout: 500_000, interval: 500 },
    )
    .toBe(true)
  await kill(last)
  const outcome = await repositories.broadcasts.outcome(id)
  await database.close()

  const copies = residents.map(({ seen }) =>
    seen.filter(({ text }) => text.includes(words)).map(({ text }) => text),
  )
  const repeats = copies.flatMap(texts => texts.slice(1))
  await telegram.close()
  rmSync(dataDir, { recursive: true, force: true })
  // A second copy comes only of a message that was under way at a kill, and says what it is.
  for (const text of repeats) expect(text).toMatch(/^\(Gửi lại/)
  expect(repeats.length).toBeLessThanOrEqual(killAt.length * underWay)
  return { outcome, reached: copies.filter(texts => texts.length > 0).length, repeats: repeats.length }
}
