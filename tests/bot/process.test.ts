/** The real program as an operator meets it: starts, says what is wrong in one sentence, stops when asked. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { databaseFile, openDatabase } from '../../storage/database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const start = join(root, 'bot', 'start.mjs')

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'process-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}
interface Running {
  readonly child: ChildProcess
  readonly address: string
  output(): string
}
const run = async (env: Record<string, string>): Promise<Running> => {
  const port = await freePort()
  const child = spawn(process.execPath, [start, 'main'], {
    cwd: folder(),
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (text += String(chunk)))
  const address = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`it stopped by itself: ${text}`)
    const health = await fetch(`${address}/health`).catch(() => undefined)
    if (health?.ok) return { child, address, output: () => text }
    await sleep(100)
  }
  throw new Error(`not healthy in time: ${text}`)
}
const fails = (env: Record<string, string>): { code: number | null; text: string } => {
  const { status, stderr } = spawnSync(process.execPath, [start, 'main'], {
    cwd: folder(),
    env: { ...process.env, PORT: '0', ...env },
    encoding: 'utf8',
    timeout: 30_000,
  })
  return { code: status, text: stderr }
}

test('answers, then stops on SIGTERM with everything written', { timeout: 60_000 }, async () => {
  const dataDir = folder()
  const { child, address, output } = await run({ DATA_DIR: dataDir })
  expect(output()).toContain(address)
  const response = await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      session: 'phien-thu-nghiem-0001',
      text: 'lam can cuoc cho con o dau, sdt 0912345678',
    }),
  })
  const { replies } = z
    .object({ replies: z.array(z.object({ text: z.string() })) })
    .parse(await response.json())
  expect(replies.map(({ text }) => text).join('\n')).toMatch(/căn cước/)
  const metrics = await fetch(`${address}/metrics`).then(answer => answer.text())
  expect(metrics).toMatch(/updates_handled_total\{channel="web",route="ask",outcome="done"\} 1/)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  const { raw, close } = await openDatabase(databaseFile(dataDir))
  expect(raw.prepare('SELECT text FROM question').pluck().all().join()).toMatch(/\[số điện thoại\]/)
  expect(raw.prepare(`SELECT count(*) FROM outbox WHERE state <> 'sent'`).pluck().get()).toBe(0)
  await close()
  expect(output()).not.toMatch(/0912345678/)
})

test('a second process on the same data is refused with a sentence', { timeout: 60_000 }, async () => {
  const dataDir = folder()
  await run({ DATA_DIR: dataDir })
  const { code, text } = fails({ DATA_DIR: dataDir })
  expect(code).toBe(78)
  expect(text).toMatch(/đang dùng thư mục dữ liệu/)
})

test('every bad setting is told at once, in words, without a stack', () => {
  const { code, text } = fails({ PORT: 'abc', WARD: 'Mường Lay', LOG_LEVEL: 'loud', DATA_DIR: folder() })
  expect(code).toBe(78)
  for (const name of ['PORT', 'WARD', 'LOG_LEVEL']) expect(text).toContain(name)
  expect(text).not.toMatch(/ {4}at /)
})

test.each([
  ['a ward that is not there', { WARD: 'khong-co' }, /hồ sơ phường/],
  ['a data folder that can not be written', { DATA_DIR: '/dev/null/data' }, /DATA_DIR|thư mục dữ liệu/],
])('%s: one sentence, exit 78', (_name, env, sentence) => {
  const { code, text } = fails({ DATA_DIR: folder(), ...env })
  expect(text).toMatch(sentence)
  expect(code).toBe(78)
})

test('a port in use is said so', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const { code, text } = fails({
    DATA_DIR: folder(),
    PORT: String(typeof address === 'object' && address !== null ? address.port : 0),
  })
  server.close()
  expect(code).toBe(78)
  expect(text).toMatch(/Cổng này đang có chương trình khác dùng/)
})

test('started by hand with an older Node, it says so in one sentence', () => {
  // The launcher reads the version before anything else: a stand-in for an old Node suffices.
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})',
      start,
      'main',
    ],
    { encoding: 'utf8' },
  )
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(/Cần Node\.js 24/)
})

test('an old Node on this machine really gets that sentence', ({ skip }) => {
  const old = ['/usr/bin/node', '/usr/local/bin/node']
    .filter(existsSync)
    .find(path => /^v(1\d|2[0-3])\./.test(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout))
  if (old === undefined) return skip('no older Node on this machine')
  const { status, stderr } = spawnSync(old, [start, 'main'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/Cần Node\.js 24/)
})
