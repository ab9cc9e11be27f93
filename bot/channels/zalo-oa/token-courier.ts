/**
 * A process of its own that changes a refresh token for a new pair and puts the sealed answer on the disk. A refresh
 * token works once: if the bot were killed while waiting for the answer, the only copy of the next one would die with
 * it. This process outlives the bot, touches nothing else, and ends within seconds.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { createSecretBox } from '../../secrets.ts'
import { surelyNotSent } from '../http-call.ts'
import { type Order, orderSchema, type Spooled } from './token-order.ts'

// Ctrl+C or a stopping service must not cut off an answer that is on its way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const ask = async (order: Order): Promise<Spooled['result']> => {
  try {
    const response = await fetch(order.url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: order.secretKey },
      body: new URLSearchParams(order.form),
      signal: AbortSignal.timeout(order.timeoutMs),
    })
    return { kind: 'answered', status: response.status, text: await response.text() }
  } catch (error) {
    return {
      kind: 'failed',
      sent: surelyNotSent(error) ? 'no' : 'unknown',
      message: error instanceof Error ? error.name : 'error',
    }
  }
}

/** Whole or not at all, and on the disk before anybody is told. */
const writeDurably = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.part`
  const file = openSync(part, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(part, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

const input: Uint8Array[] = []
for await (const chunk of process.stdin) input.push(Buffer.from(chunk))
// A bot that died while giving the order leaves half a JSON: it throws here, before anything was asked.
const order = orderSchema.parse(JSON.parse(Buffer.concat(input).toString('utf8')))
const spooled: Spooled = { replaces: order.replaces, result: await ask(order) }
const box = createSecretBox(Buffer.from(order.key, 'base64'))
writeDurably(order.spool, box.seal(JSON.stringify(spooled), order.purpose))
process.exit(0)
