/** How long the real program takes to be healthy, and what it holds in memory after a thousand questions. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { round } from './measure.ts'
import { sampleQuestions } from './questions.ts'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Resident memory of a process, MiB (Linux). */
const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

export const benchStart = async (smoke: boolean) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, [start, 'main'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', TRUST_PROXY: '1' },
    stdio: 'ignore',
  })
  try {
    for (;;) {
      const health = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
      if (health?.ok) break
      if (child.exitCode !== null) throw new Error('the program did not start')
      await sleep(10)
    }
    const startSeconds = (performance.now() - started) / 1000
    const questions = sampleQuestions(smoke ? 100 : 1000)
    // Sessions in turn: one conversation may not ask a thousand times a minute, nor may one address.
    let asked = 0
    for (const [index, text] of questions.entries()) {
      const response = await fetch(`http://127.0.0.1:${port}/api/chat`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `10.0.${index >> 8}.${index & 255}`,
        },
        body: JSON.stringify({ session: `bench-session-${String(index).padStart(6, '0')}`, text }),
      })
      await response.arrayBuffer()
      if (response.ok) asked += 1
      else if (response.status === 429) await sleep(500)
    }
    return {
      startSeconds: round(startSeconds, 2),
      asked,
      residentMiBAfter: round(residentMiB(child.pid ?? 0), 1),
    }
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(dataDir, { recursive: true, force: true })
  }
}
