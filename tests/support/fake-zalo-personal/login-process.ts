/** The real `npm run zalo:login` as a process of its own, as an operator starts it, against the stand-in. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { testKey } from './start.ts'

/** The program must reach nothing but the stand-in either. */
export const loopbackOnly = new URL('../loopback-only.ts', import.meta.url).href
const start = fileURLToPath(new URL('../../../bot/start.mjs', import.meta.url))

export interface LoginProcess {
  readonly child: ChildProcess
  /** What the operator has read so far. */
  readonly shown: () => string
  /** @returns the exit code; null when it was killed */
  readonly ended: Promise<number | null>
}

export const startLoginProcess = (
  root: string,
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): LoginProcess => {
  const child = spawn(process.execPath, ['--import', loopbackOnly, start, 'commands/zalo-login'], {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      DATA_KEY: testKey.toString('hex'),
      ZALO_PERSONAL_ACCEPT_RISK: 'yes',
      ZALO_PERSONAL_API_ROOT: root,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let shown = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8')
    })
  return {
    child,
    shown: () => shown,
    ended: once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null)),
  }
}
