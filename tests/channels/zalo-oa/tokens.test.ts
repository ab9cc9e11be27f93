/** Refresh tokens work once. None is lost, none is used twice: not by crowds, not by crashes, not by a dead network. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { spoolFile } from '../../../bot/channels/zalo-oa/tokens.ts'
import { DeliveryError } from '../../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import { type FakeZaloOa, oa, startFakeZaloOa } from '../../support/fake-zalo-oa/fake-zalo-oa.ts'
import { startOa } from '../../support/fake-zalo-oa/start-oa.ts'
import { createGate } from '../../support/gate.ts'

const hours = (count: number): number => count * 3_600_000
const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof DeliveryError ? error.failure.reason : String(error)
}

test('twenty replies at once with a dead access token renew it once', async () => {
  const { fake, channel, to } = await startOa()
  await channel.send(to, { text: 'trước' })
  fake.expireAccess()
  await Promise.all(Array.from({ length: 20 }, (_, index) => channel.send(to, { text: `tin ${index}` })))
  expect(fake.sent).toHaveLength(21)
  // One for the copied token of unknown age, one for all twenty.
  expect(fake.refreshes).toHaveLength(2)
  expect(fake.reused).toEqual([])
})

test('the token is renewed after 20 hours though it would live 25, with no message to send', async () => {
  const { fake, channel, clock, to } = await startOa()
  await channel.send(to, { text: 'một' })
  expect(fake.refreshes).toHaveLength(1)
  clock.forward(hours(19))
  await channel.send(to, { text: 'hai' })
  expect(fake.refreshes).toHaveLength(1)
  clock.forward(hours(2))
  await channel.send(to, { text: 'ba' })
  await channel.stop()
  expect(fake.refreshes).toHaveLength(2)
  expect(fake.reused).toEqual([])
})

test('a restart uses what is stored, not the token of the settings again', async () => {
  const fake = await startFakeZaloOa()
  onTestFinished(() => fake.close())
  const dataDir = mkdtempSync(join(tmpdir(), 'oa-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const seed = { refresh: fake.refreshToken }
  const first = await startOa({ fake, dataDir, settings: { seed } })
  await first.channel.send(first.to, { text: 'một' })
  await first.stop()
  const second = await startOa({ fake, dataDir, settings: { seed } })
  await second.channel.send(second.to, { text: 'hai' })
  expect(fake.refreshes).toEqual(['refresh-1'])
  await second.stop()
  // A new one, after the old chain broke, is taken.
  fake.expireRefresh()
  fake.expireAccess()
  fake.grant('mã')
  const pair = await exchange(fake)
  const third = await startOa({ fake, dataDir, settings: { seed: { refresh: pair } } })
  await third.channel.send(third.to, { text: 'ba' })
  expect(fake.sent.map(({ message }) => message.text)).toEqual(['một', 'hai', 'ba'])
})

const exchange = async (fake: FakeZaloOa): Promise<string> => {
  const response = await fetch(`${fake.url}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: oa.appSecret },
    body: new URLSearchParams({ code: 'mã', app_id: oa.appId, grant_type: 'authorization_code' }),
  })
  await response.arrayBuffer()
  return fake.refreshToken
}

test('a refused refresh token calls a person and says how long sending still works; replies are kept, not dropped', async () => {
  const { fake, channel, clock, to } = await startOa()
  await channel.send(to, { text: 'một' })
  fake.expireRefresh()
  clock.forward(hours(21))
  // Zalo still takes the access token for four hours.
  await channel.send(to, { text: 'hai' })
  await channel.idle()
  await expect.poll(() => channel.status().state).toBe('needs-human')
  expect(channel.status().detail).toMatch(/-14014.*còn gửi được đến 10:00 23\/11.*ZALO_OA_REFRESH_TOKEN/)
  clock.forward(hours(5))
  fake.expireAccess()
  expect(await reasonOf(channel.send(to, { text: 'ba' }))).toBe('signed-out')
  const tries = fake.refreshes.length
  expect(await reasonOf(channel.send(to, { text: 'ba' }))).toBe('signed-out')
  // It does not knock again and again with a token that was refused.
  expect(fake.refreshes.length).toBeLessThanOrEqual(tries + 1)
})

test('consent in the browser puts it right, and only for the ward’s own OA', async () => {
  const running = await startOa({
    settings: { seed: undefined, codeVerifier: 'v'.repeat(43) },
    publicUrl: 'https://phuong.example.vn',
  })
  const { fake, channel, webhook, to } = running
  expect(channel.status()).toMatchObject({ state: 'needs-human' })
  expect(channel.status().detail).toContain(
    `${fake.url}/v4/oa/permission?app_id=${oa.appId}&redirect_uri=https%3A%2F%2Fphuong.example.vn%2Fzalo%2Foa%2Fcallback&code_challenge=`,
  )
  const callback = webhook.replace('/webhook', '/callback')
  expect((await fetch(`${callback}?code=sai`)).status).toBe(502)
  fake.grant('của-người-khác', '999')
  expect(
    (await fetch(`${callback}?code=${encodeURIComponent('của-người-khác')}&oa_id=${oa.oaId}`)).status,
  ).toBe(403)
  expect(await reasonOf(channel.send(to, { text: 'chưa' }))).toBe('signed-out')
  fake.grant('đúng')
  expect((await fetch(`${callback}?code=${encodeURIComponent('đúng')}&oa_id=${oa.oaId}`)).status).toBe(200)
  await channel.send(to, { text: 'được rồi' })
  expect(channel.status()).toEqual({ state: 'connected' })
})

test('a dead token service is tried again later and the old refresh token stays', async () => {
  const { fake, channel, clock, to } = await startOa()
  fake.httpNext('access_token', 502)
  expect(await reasonOf(channel.send(to, { text: 'một' }))).toBe('unavailable')
  expect(channel.status().state).toBe('degraded')
  clock.forward(61_000)
  await channel.send(to, { text: 'một' })
  expect(fake.refreshes).toEqual(['refresh-1'])
  expect(channel.status()).toEqual({ state: 'connected' })
})

test('nothing of a token lies readable on the disk', async () => {
  const { fake, channel, dataDir, to } = await startOa()
  await channel.send(to, { text: 'một' })
  const readable = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => readFileSync(join(item.parentPath, item.name)).toString('latin1'))
    .join('\n')
  expect(readable).not.toContain(fake.refreshToken)
  expect(readable).not.toContain(fake.accessToken)
  expect(readable).not.toContain(oa.appSecret)
})

test('with another DATA_KEY it starts, sends nothing and says which setting is wrong', async () => {
  const { dataDir, stop, fake, channel, to } = await startOa()
  await channel.send(to, { text: 'một' })
  await stop()
  const { raw, close } = await openDatabase(databaseFile(dataDir))
  raw.exec(`UPDATE channel_credential SET sealed = 'v1.' || substr(sealed, 5)`)
  await close()
  const settings = { seed: { refresh: 'refresh-1' } }
  const again = await startOa({ fake, dataDir, settings })
  expect(again.channel.status()).toMatchObject({ state: 'needs-human' })
  expect(again.channel.status().detail).toContain('DATA_KEY')
  await again.stop()
  // Copying new tokens into the settings puts it right.
  const repaired = await startOa({ fake, dataDir })
  await repaired.channel.send(repaired.to, { text: 'hai' })
  expect(repaired.channel.status()).toEqual({ state: 'connected' })
})

const kills = Number(process.env['KILLS'] ?? 6)
const program = fileURLToPath(new URL('../../support/fake-zalo-oa/rotating-process.ts', import.meta.url))

const victims = async () => {
  const fake = await startFakeZaloOa()
  const dataDir = mkdtempSync(join(tmpdir(), 'oa-kill-'))
  const children: ChildProcess[] = []
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL')
    await fake.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const start = (dies: 'never' | 'renew' | 'locked' | 'received' | 'stored', seed = ''): ChildProcess => {
    const child = spawn(process.execPath, [program, dataDir, fake.url, dies, seed], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    return child
  }
  /** What access token the process got, and how it ended. */
  const ending = async (child: ChildProcess): Promise<{ said: string; signal: unknown }> => {
    let said = ''
    child.stdout?.on('data', chunk => {
      said += String(chunk)
    })
    const [, signal]: unknown[] = await once(child, 'exit')
    return { said: said.trim(), signal }
  }
  return { fake, dataDir, start, ending }
}

test.each(['locked', 'received', 'stored'] as const)(
  'kill -9 when the renewal is %s: the next start goes on with a token that works',
  async point => {
    const { fake, dataDir, start, ending } = await victims()
    expect(await ending(start(point, fake.refreshToken))).toEqual({ said: '', signal: 'SIGKILL' })
    expect(fake.refreshes).toHaveLength(point === 'locked' ? 0 : 1)
    expect(existsSync(spoolFile(dataDir, oa.oaId))).toBe(point !== 'locked')
    expect((await ending(start('never'))).said).toBe(fake.accessToken)
    expect(fake.refreshes).toHaveLength(1)
    expect(fake.reused).toEqual([])
    // And the chain goes on: the spool is gone, the next renewal is an ordinary one.
    expect(existsSync(spoolFile(dataDir, oa.oaId))).toBe(false)
  },
  60_000,
)

test('kill -9 while the answer is on its way: the courier outlives the bot and brings the new pair home', async () => {
  const { fake, start, ending } = await victims()
  const gate = createGate()
  fake.holdNext('access_token', gate)
  const victim = start('never', fake.refreshToken)
  // Zalo has used the old token up; the only copy of the next one is in the answer.
  await gate.reached
  victim.kill('SIGKILL')
  expect((await ending(victim)).signal).toBe('SIGKILL')
  const next = start('never')
  gate.open()
  expect((await ending(next)).said).toBe(fake.accessToken)
  expect(fake.refreshes).toHaveLength(1)
  expect(fake.reused).toEqual([])
}, 60_000)

test('killed at one instant after the other, the chain of refresh tokens never breaks', async () => {
  const { fake, start, ending } = await victims()
  const first = await ending(start('never', fake.refreshToken))
  expect(first.said).toBe(fake.accessToken)
  for (let kill = 0; kill < kills; kill += 1) {
    const victim = start('renew')
    const gate = createGate()
    fake.holdNext('access_token', gate)
    const ended = ending(victim)
    await Promise.race([once(victim.stdout ?? victim, 'data'), ended])
    // Some die before they ask, the others while the answer is read, carried home or stored.
    if (kill % 3 === 0) await sleep((kill * 17) % 150)
    else await Promise.race([gate.reached, ended])
    gate.open()
    await sleep((kill * 31) % 120)
    victim.kill('SIGKILL')
    await ended
  }
  expect((await ending(start('renew'))).said).toBe(`ready\n${fake.accessToken}`)
  expect(fake.reused).toEqual([])
  expect(fake.refreshes.length).toBe(new Set(fake.refreshes).size)
  console.info(`${kills} kills, ${fake.refreshes.length} renewals`)
}, 240_000)
