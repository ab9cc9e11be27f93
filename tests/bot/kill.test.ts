/** kill -9 at any instant: the real process, killed again and again under load, handles each update exactly once. */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { startKillTarget } from '../support/start-kill-target.ts'

const kills = 50
const people = 8

test(`killed ${kills} times under load: every update handled exactly once, every reply delivered`, {
  timeout: 240_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kill-'))
  let address = ''
  let over = false
  const accepted = new Map<string, number>()

  // Each person sends one message after the other and repeats it until the server has said yes, as channels do.
  const person = async (name: string): Promise<void> => {
    for (let number = 0; !over; number += 1) {
      for (;;) {
        const response = await fetch(`${address}/api/chat`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            session: name,
            id: `m${number}`,
            text: `cho hỏi việc thứ nhất lần ${number}`,
          }),
        }).catch(() => undefined)
        await response?.arrayBuffer().catch(() => undefined)
        if (response?.ok) break
        if (over) return
        await sleep(10)
      }
      accepted.set(name, number + 1)
    }
  }

  let run = await startKillTarget(dataDir)
  address = run.address
  const names = Array.from({ length: people }, (_, index) => `nguoi-thu-nghiem-${index}`)
  const senders = names.map(person)
  for (let kill = 0; kill < kills; kill += 1) {
    // A different instant each time, spread over the work of a few messages.
    await sleep((kill * 53) % 500)
    run.child.kill('SIGKILL')
    await once(run.child, 'exit')
    run = await startKillTarget(dataDir)
    address = run.address
  }
  over = true
  await Promise.all(senders)
  await expect
    .poll(
      async () => {
        const { raw, close } = await openDatabase(databaseFile(dataDir))
        const left = raw
          .prepare(
            `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending') + (SELECT count(*) FROM outbox WHERE state = 'pending') AS n`,
          )
          .get()
        await close()
        return left
      },
      { timeout: 20_000, interval: 200 },
    )
    .toEqual({ n: 0 })
  run.child.kill('SIGKILL')
  await once(run.child, 'exit')

  const { raw, close } = await openDatabase(databaseFile(dataDir))
  const count = (sql: string): unknown => raw.prepare(sql).pluck().get()
  const sent = [...accepted.values()].reduce((sum, messages) => sum + messages, 0)
  const claimed = count('SELECT count(*) FROM inbox')
  // What was accepted is there; at most one more a person was claimed without its yes reaching them.
  expect(claimed).toBeGreaterThanOrEqual(sent)
  expect(claimed).toBeLessThanOrEqual(sent + people)
  expect(count(`SELECT count(*) FROM inbox WHERE state <> 'done'`)).toBe(0)
  // Each handled update stored its question once, in the same transaction …
  expect(count(`SELECT count(*) FROM question`)).toBe(claimed)
  // … and queued its reply once, which was then delivered at least once.
  expect(count(`SELECT count(*) FROM (SELECT origin FROM outbox GROUP BY origin HAVING count(*) = 1)`)).toBe(
    claimed,
  )
  expect(count(`SELECT count(*) FROM outbox WHERE state <> 'sent'`)).toBe(0)
  expect(count(`SELECT count(*) FROM web_message WHERE side = 'out'`)).toBeGreaterThanOrEqual(Number(claimed))
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  await close()
  rmSync(dataDir, { recursive: true, force: true })
  console.info(`${kills} kills, ${String(claimed)} updates`)
})
