/** The real program with both official Zalo channels on, killed in the middle of a send: nothing is lost, nothing asked twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { webhookPath } from '../../../bot/channels/zalo-oa/routes.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { botToken, botUpdate, startFakeZaloBot } from '../../support/fake-zalo-bot/fake-zalo-bot.ts'
import { oaSent, userText } from '../../support/fake-zalo-oa/events.ts'
import { oa, startFakeZaloOa } from '../../support/fake-zalo-oa/fake-zalo-oa.ts'
import { createGate } from '../../support/gate.ts'

const program = fileURLToPath(new URL('../../../bot/start.mjs', import.meta.url))
const health = z.object({ ok: z.boolean(), channels: z.record(z.string(), z.object({ state: z.string() })) })

test('kill -9 while a reply is on its way to Zalo: after the restart it arrives, and the question was handled once', async () => {
  const [zalo, bot] = [await startFakeZaloOa(), await startFakeZaloBot()]
  const dataDir = mkdtempSync(join(tmpdir(), 'zalo-process-'))
  const children: ChildProcess[] = []
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await Promise.all([zalo.close(), bot.close()])
    rmSync(dataDir, { recursive: true, force: true })
  })
  const seed = { access: zalo.accessToken, refresh: zalo.refreshToken }
  const start = async (): Promise<{ child: ChildProcess; address: string }> => {
    const child = spawn(process.execPath, [program, 'main'], {
      cwd: dataDir,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: dataDir,
        PORT: '0',
        DATA_KEY: 'ab'.repeat(32),
        ZALO_OA_APP_ID: oa.appId,
        ZALO_OA_APP_SECRET: oa.appSecret,
        ZALO_OA_ID: oa.oaId,
        ZALO_OA_WEBHOOK_SECRET: oa.webhookSecret,
        ZALO_OA_ACCESS_TOKEN: seed.access,
        ZALO_OA_REFRESH_TOKEN: seed.refresh,
        ZALO_OA_API_ROOT: zalo.url,
        ZALO_OA_OAUTH_ROOT: zalo.url,
        ZALO_BOT_TOKEN: botToken,
        ZALO_BOT_API_ROOT: bot.url,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    children.push(child)
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stderr })) {
      lines.push(line)
      const address = /Mở trang: (\S+)/.exec(line)?.[1]
      if (address !== undefined) return { child, address }
    }
    throw new Error(`it did not start: ${lines.join('\n')}`)
  }

  const first = await start()
  const { channels } = health.parse(await (await fetch(`${first.address}/health`)).json())
  expect(Object.keys(channels)).toEqual(['web', 'zalo-oa', 'zalo-bot'])
  // The Bot Platform answers too.
  bot.write(botUpdate('text', { text: 'xin chao' }, { at: new Date() }))
  await expect.poll(() => bot.sent.length).toBeGreaterThan(0)

  const gate = createGate()
  zalo.holdNext('message/cs', gate)
  const question = userText('lam khai sinh can giay to gi', new Date())
  expect(await zalo.post(first.address + webhookPath, question)).toBe(200)
  // Zalo has taken the message; the bot dies before it hears so.
  await gate.reached
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  gate.open()
  const before = zalo.sent.length
  expect(before).toBe(1)

  const second = await start()
  // At least once: Zalo has no way to ask whether the first one arrived.
  await expect.poll(() => zalo.sent.length, { timeout: 20_000 }).toBe(before + 1)
  expect(zalo.sent[1]?.message.text).toBe(zalo.sent[0]?.message.text)
  // Zalo repeats what it was told was taken, and echoes what the first run sent: neither does anything.
  expect(await zalo.post(second.address + webhookPath, question, { retry: 1 })).toBe(200)
  const echo = oaSent(
    zalo.sent[0]?.message.text ?? '',
    new Date(Date.now() - 60_000),
    zalo.sent[0]?.messageId,
  )
  expect(await zalo.post(second.address + webhookPath, echo)).toBe(200)
  expect(await zalo.post(second.address + webhookPath, userText('cảm ơn', new Date()))).toBe(200)
  await expect.poll(() => zalo.sent.length, { timeout: 20_000 }).toBe(before + 2)
  expect(zalo.reused).toEqual([])

  second.child.kill('SIGTERM')
  const [code]: unknown[] = await once(second.child, 'exit')
  expect(code).toBe(0)
  const { raw, close } = await openDatabase(databaseFile(dataDir))
  expect(
    raw
      .prepare(`SELECT channel, state, count(*) AS n FROM inbox GROUP BY channel, state ORDER BY channel`)
      .all(),
  ).toEqual([
    { channel: 'zalo-bot', state: 'done', n: 1 },
    { channel: 'zalo-oa', state: 'done', n: 2 },
  ])
  await close()
}, 120_000)
