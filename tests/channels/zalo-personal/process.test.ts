/** The real program with the personal account on: killed in the middle of a send, and told what is wrong before it starts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { loopbackOnly } from '../../support/fake-zalo-personal/login-process.ts'
import { wireMessage } from '../../support/fake-zalo-personal/messages.ts'
import { startFakeZalo } from '../../support/fake-zalo-personal/server.ts'
import { storeLogin, testKey } from '../../support/fake-zalo-personal/start.ts'

const program = fileURLToPath(new URL('../../../bot/start.mjs', import.meta.url))

interface Run {
  readonly child: ChildProcess
  /** What it said on stderr. */
  readonly lines: string[]
  /** Settles when it is gone, however that came: it may have ended before anybody asks. */
  readonly ended: Promise<number | null>
}

test('kill -9 while a reply is on its way: after the restart it arrives, and what was written meanwhile is answered', async () => {
  const fake = await startFakeZalo()
  const dataDir = mkdtempSync(join(tmpdir(), 'zalo-process-'))
  const children: ChildProcess[] = []
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await fake.close()
    rmSync(dataDir, { recursive: true, force: true })
    expect(fake.complaints).toEqual([])
  })
  storeLogin(dataDir, fake)
  const start = async (): Promise<Run> => {
    const connections = fake.connections
    const child = spawn(process.execPath, ['--import', loopbackOnly, program, 'main'], {
      cwd: dataDir,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: dataDir,
        PORT: '0',
        DATA_KEY: testKey.toString('hex'),
        ZALO_PERSONAL_ACCEPT_RISK: 'yes',
        ZALO_PERSONAL_PAUSE_SECONDS: '0-0',
        ZALO_PERSONAL_API_ROOT: fake.root,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    children.push(child)
    const ended = once(child, 'exit').then(([code]): number | null =>
      typeof code === 'number' ? code : null,
    )
    const lines: string[] = []
    createInterface({ input: child.stderr }).on('line', line => lines.push(line))
    await expect
      .poll(() => fake.connections > connections || lines.join('\n'), { timeout: 60_000 })
      .toBe(true)
    return { child, lines, ended }
  }

  const first = await start()
  await fake.until(() => fake.clientFrames.includes(511))
  // Zalo delivers the reply, but the bot dies before it hears so.
  fake.fail(/\/sms$/, { kind: 'delivered-then-silence' })
  const asked = fake.writes('lam khai sinh can giay to gi', { from: '5550001' })
  await expect.poll(() => fake.delivered.length, { timeout: 20_000 }).toBe(1)
  first.child.kill('SIGKILL')
  await first.ended
  const reply = fake.delivered[0]

  // While it is dead, another resident writes; all of it is in the history the next run asks for.
  fake.state.history.user.push(
    asked,
    wireMessage(reply?.text, Date.now() - 500, { to: '5550001', msgId: reply?.msgId ?? '' }),
    wireMessage('lam ket hon o dau', Date.now(), { from: '5550002' }),
  )
  const second = await start()
  await expect
    .poll(() => new Set(fake.delivered.slice(1).map(({ to }) => to)), { timeout: 20_000 })
    .toEqual(new Set(['5550001', '5550002']))
  // At least once: nobody can ask Zalo whether the first one arrived.
  expect(fake.delivered.slice(1).find(({ to }) => to === '5550001')?.text).toBe(reply?.text)

  second.child.kill('SIGTERM')
  expect(await second.ended, second.lines.join('\n')).toBe(0)
  const { raw, close } = await openDatabase(databaseFile(dataDir))
  expect(raw.prepare('SELECT state, count(*) AS n FROM inbox GROUP BY state').all()).toEqual([
    { state: 'done', n: 2 },
  ])
  expect(raw.prepare(`SELECT count(*) AS n FROM outbox WHERE state <> 'sent'`).get()).toEqual({ n: 0 })
  await close()
}, 180_000)
