/** Sends the token courier out and reads what it (or one sent by a run that was killed) left on the disk. */
import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { SealError, type SecretBox } from '../../secrets.ts'
import { type Order, type Spooled, spoolSchema } from './token-order.ts'

const program = fileURLToPath(new URL('./token-courier.ts', import.meta.url))

/**
 * Resolves when the courier is gone, whatever it achieved: the spool tells.
 * @param env all of the environment it gets: our own secrets are not passed on
 */
export const sendCourier = (order: Order, env: Readonly<Record<string, string>>): Promise<void> =>
  new Promise(resolve => {
    // Detached: a signal to the bot's process group does not reach it.
    const courier = spawn(process.execPath, [program], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...env },
    })
    courier.once('error', () => resolve())
    courier.once('exit', () => resolve())
    courier.stdin.on('error', () => undefined)
    courier.stdin.end(JSON.stringify(order))
  })

/** @returns undefined when there is none, or one that can't be opened (it is then of no use to anybody) */
export const readSpool = async (
  path: string,
  box: SecretBox,
  purpose: string,
): Promise<Spooled | undefined> => {
  const sealed = await readFile(path, 'utf8').catch(() => undefined)
  if (sealed === undefined) return undefined
  try {
    return spoolSchema.parse(JSON.parse(box.open(sealed, purpose)))
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

export const removeSpool = (path: string): Promise<void> => rm(path, { force: true })
