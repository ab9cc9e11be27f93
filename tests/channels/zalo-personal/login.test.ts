/** Logging in by QR code, as the operator sees it at the terminal, with a phone that agrees, declines or never looks. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createZaloCredentials } from '../../../bot/channels/zalo-personal/credentials.ts'
import { logInByQr, type QrOutcome } from '../../../bot/channels/zalo-personal/qr-login.ts'
import { conversationId } from '../../../bot/chat.ts'
import { startLoginProcess } from '../../support/fake-zalo-personal/login-process.ts'
import { type FakeZalo, startFakeZalo } from '../../support/fake-zalo-personal/server.ts'
import { startZalo, testKey } from '../../support/fake-zalo-personal/start.ts'
import { fastClock } from '../../support/fast-clock.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'zalo-login-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const newFake = async (): Promise<FakeZalo> => {
  const fake = await startFakeZalo()
  onTestFinished(async () => {
    await fake.close()
    expect(fake.complaints).toEqual([])
  })
  return fake
}

const scan = async (
  fake: FakeZalo,
  folder: string,
): Promise<{ outcome: QrOutcome; addresses: string[]; scannedBy: string[] }> => {
  const clock = fastClock(100, new Date())
  const addresses: string[] = []
  const scannedBy: string[] = []
  const outcome = await logInByQr({
    credentials: createZaloCredentials(folder, testKey),
    apiRoot: fake.root,
    onCode: ({ address }) => addresses.push(address),
    onScanned: name => scannedBy.push(name),
    signal: AbortSignal.timeout(3_000),
    timeoutMs: 2_000,
    longTimeoutMs: 2_000,
    newId: () => 'login-qr',
    now: clock.now,
    delay: clock.delay,
  })
  return { outcome, addresses, scannedBy }
}

test('a scanned and confirmed code leaves a session the channel can use', async () => {
  const fake = await newFake()
  const folder = newFolder()
  const { outcome, addresses, scannedBy } = await scan(fake, folder)
  expect(outcome).toEqual({ kind: 'done', name: 'Trợ lý phường' })
  expect(addresses).toEqual(['http://zaloapp.com/qr/l?tk=zaloqr:1'])
  expect(scannedBy).toEqual(['Trợ lý phường'])
  const stored = createZaloCredentials(folder, testKey).load()
  expect(stored).toMatchObject({ kind: 'login', login: { loginId: 'login-qr', name: 'Trợ lý phường' } })
  const zalo = await startZalo({ fake, dataDir: folder })
  await zalo.connected()
  await zalo.stop()
})

test('a phone that declines ends the command, which zca-js alone would not', async () => {
  const fake = await newFake()
  fake.state.phone = 'declines'
  expect((await scan(fake, newFolder())).outcome).toEqual({ kind: 'declined' })
})

test('a phone that never scans: Zalo is asked about once a second, not as fast as it answers', async () => {
  const fake = await newFake()
  fake.state.phone = 'never-scans'
  const folder = newFolder()
  expect((await scan(fake, folder)).outcome).toEqual({ kind: 'aborted' })
  // Three seconds, a hundred times as fast.
  const asked = fake.state.calls.filter(({ path }) => path.endsWith('waiting-scan')).length
  expect(asked).toBeGreaterThan(10)
  expect(asked).toBeLessThan(400)
  expect(createZaloCredentials(folder, testKey).load()).toEqual({ kind: 'none' })
})

test('the command draws the code, keeps its picture private and away afterwards, and tells each step', async () => {
  const fake = await newFake()
  fake.state.phone = 'never-scans'
  const folder = newFolder()
  const picture = join(folder, 'credentials', 'zalo-qr.png')
  const command = startLoginProcess(fake.root, folder)
  await fake.until(() => /quét mã trên/.test(command.shown()), 'the code is drawn')
  expect(command.shown()).toMatch(/[▀▄█]{10}/)
  expect(statSync(picture).mode & 0o777).toBe(0o600)
  fake.state.phone = 'agrees'
  expect(await command.ended).toBe(0)
  expect(command.shown()).toMatch(/Trợ lý phường đã quét[\s\S]*Đã đăng nhập Zalo: Trợ lý phường/)
  expect(existsSync(picture)).toBe(false)
  expect(command.shown()).not.toMatch(/sek-|a-session/)
}, 60_000)

test('killed at any step of a login, an older session is as it was, or the new one is whole', async () => {
  const fake = await newFake()
  const folder = newFolder()
  const load = (): string => {
    const stored = createZaloCredentials(folder, testKey).load()
    return stored.kind === 'login' ? stored.login.loginId : stored.kind
  }
  expect((await scan(fake, folder)).outcome.kind).toBe('done')
  const steps = [
    'qr/generate',
    'qr/waiting-scan',
    'qr/waiting-confirm',
    'checksession',
    'jr/userinfo',
    'getLoginInfo',
  ]
  for (const step of steps) {
    const known = load()
    const seen = fake.state.calls.length
    // The step is never answered: the process stands there when it is killed.
    fake.fail(new RegExp(`${step}$`), { kind: 'silence' })
    const command = startLoginProcess(fake.root, folder)
    await fake.until(() => fake.state.calls.slice(seen).some(({ path }) => path.endsWith(step)), step)
    command.child.kill('SIGKILL')
    await command.ended
    const now = load()
    if (step === 'getLoginInfo') expect(now).not.toBe(known)
    else expect(now).toBe(known)
    expect(now).not.toBe('unreadable')
  }
  // What is there after the last kill works.
  const zalo = await startZalo({ fake, dataDir: folder })
  await zalo.connected()
  const sent = await zalo.channel.send(conversationId('zalo-personal', '5550001'), { text: 'chào' })
  expect(sent.messageRef).toBeDefined()
  await zalo.stop()
}, 180_000)

test('a new login is taken up by the bot that runs', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const before = zalo.fake.connections
  const command = startLoginProcess(zalo.fake.root, zalo.dataDir)
  expect(await command.ended).toBe(0)
  await zalo.fake.until(() => zalo.fake.connections > before)
  await zalo.connected()
  expect(zalo.alarms).toEqual([])
}, 60_000)

test('without the ward’s word that it knows the risk, the command does nothing', async () => {
  const fake = await newFake()
  const command = startLoginProcess(fake.root, newFolder(), { ZALO_PERSONAL_ACCEPT_RISK: '' })
  expect(await command.ended).toBe(1)
  expect(command.shown()).toMatch(/ZALO_PERSONAL_ACCEPT_RISK=yes/)
  expect(fake.state.calls).toEqual([])
})
