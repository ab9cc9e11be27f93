/** Starts a program of the tests that prints one line when it is ready: its address. Tests kill it and start it again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Target {
  readonly child: ChildProcess
  /** What it printed first. */
  readonly address: string
}

/** @param dataDir what it serves. @throws Error with its last words when it ends before it is ready */
export const startKillTarget = async (dataDir: string): Promise<Target> => {
  const program = fileURLToPath(new URL('./kill-target.ts', import.meta.url))
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: string[] = []
  child.stderr?.on('data', chunk => errors.push(String(chunk)))
  const [line] = await Promise.race([
    once(child.stdout ?? child, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the target did not start (exit ${code}): ${errors.join('')}`)
    }),
  ])
  return { child, address: String(line).trim() }
}
