/** The life of the connection: lost and found again, kicked, expired, silent; and the person who is called at last. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createZaloCredentials } from '../../../bot/channels/zalo-personal/credentials.ts'
import { conversationId, DeliveryError } from '../../../bot/chat.ts'
import { wireMessage } from '../../support/fake-zalo-personal/messages.ts'
import { startFakeZalo } from '../../support/fake-zalo-personal/server.ts'
import { startZalo, storeLogin, testKey } from '../../support/fake-zalo-personal/start.ts'
import { passingFolder } from '../../support/small-ward.ts'

const person = conversationId('zalo-personal', '5550001')
const reasonOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'sent',
    error => (error instanceof DeliveryError ? error.failure.reason : String(error)),
  )

test('a lost line is replaced by a fresh login with the newest cookies, and what was missed is caught up, once', async () => {
  const zalo = await startZalo()
  const { fake } = zalo
  fake.state.strict = true
  await zalo.connected()
  fake.writes('trước khi mất', { msgId: '100' })
  await fake.until(() => zalo.received.length === 1)
  const now = zalo.clock.now().getTime()
  fake.state.history.user.push(
    wireMessage('trước khi mất', now, { msgId: '100' }),
    wireMessage('trong lúc mất', now + 1, { msgId: '101' }),
  )
  fake.drop()
  await fake.until(() => fake.connections === 2)
  await zalo.connected()
  await fake.until(() => zalo.texts().includes('trong lúc mất'))
  // The repeat is the inbox's to drop: it has the same id.
  expect(new Set(zalo.received.map(({ id }) => id)).size).toBe(2)
  fake.writes('sau khi nối lại')
  await fake.until(() => zalo.texts().includes('sau khi nối lại'))
  expect(await reasonOf(zalo.channel.send(person, { text: 'vẫn gửi được' }))).toBe('sent')
  // Each login brought the cookie of the one before.
  const cookies = fake.state.calls
    .filter(({ path }) => path.endsWith('getLoginInfo'))
    .map(({ cookie }) => cookie)
  expect(cookies[0]).toContain('zpw_sek=sek-0')
  expect(cookies[1]).toContain('zpw_sek=sek-1')
  expect(zalo.alarms).toEqual([])
})

test('the account’s own past is nobody’s question: a first start answers nothing old', async () => {
  const zalo = await startZalo({ login: false })
  const { fake, clock } = zalo
  // Also not what came while the bot was on but the account was not yet its own.
  clock.forward(60_000)
  fake.state.history.user.push(wireMessage('hẹn mẹ ăn cơm', clock.now().getTime()))
  clock.forward(60_000)
  storeLogin(zalo.dataDir, fake)
  await zalo.connected()
  await fake.until(() => fake.clientFrames.includes(511))
  fake.writes('việc hôm nay')
  await fake.until(() => zalo.received.length === 1)
  expect(zalo.texts()).toEqual(['việc hôm nay'])
})

test('what staff answered on the phone while we were away is not answered again', async () => {
  const zalo = await startZalo()
  const { fake } = zalo
  await zalo.connected()
  zalo.clock.forward(60_000)
  const now = zalo.clock.now().getTime()
  fake.state.history.user.push(
    wireMessage('mấy giờ mở cửa', now, { from: '11' }),
    wireMessage('7 rưỡi bác nhé', now + 1000, { to: '11' }),
    wireMessage('nộp ở đâu', now + 500, { from: '22' }),
  )
  fake.drop()
  await fake.until(() => zalo.received.length === 1)
  expect(zalo.texts()).toEqual(['nộp ở đâu'])
})

test('a very old message is not answered, only counted', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.fake.writes('tin cũ', { ts: zalo.clock.now().getTime() - 49 * 60 * 60_000 })
  await zalo.fake.until(() => zalo.counts.get('message-old') === 1)
  expect(zalo.received).toEqual([])
})

test.each([3000, 3003])(
  'closed with %i: opened elsewhere; we do not fight, a person is called',
  async code => {
    const zalo = await startZalo()
    await zalo.connected()
    zalo.fake.drop(code)
    await zalo.fake.until(() => zalo.alarms.length === 1)
    expect(zalo.channel.status().state).toBe('needs-human')
    expect(zalo.alarms[0]).toMatch(/trên một máy hay trình duyệt khác/)
    expect(zalo.fake.connections).toBe(1)
    expect(await reasonOf(zalo.channel.send(person, { text: 'giữ lại' }))).toBe('signed-out')
    // Somebody scans the code again: no restart needed.
    storeLogin(zalo.dataDir, zalo.fake, 'login-2')
    await zalo.connected()
    expect(await reasonOf(zalo.channel.send(person, { text: 'gửi sau' }))).toBe('sent')
  },
)

test('"opened elsewhere" told in a frame is the same', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.fake.push(3000, 0, {})
  await zalo.fake.until(() => zalo.alarms.length === 1)
})

test.each(['expired', 'no-server-info'] as const)(
  'a session that is over (%s) calls a person after three tries',
  async mode => {
    const fake = await startFakeZalo()
    fake.state.login = mode
    const zalo = await startZalo({ fake, login: false })
    storeLogin(zalo.dataDir, fake)
    await fake.until(() => zalo.alarms.some(alarm => /hết phiên/.test(alarm)))
    expect(fake.state.calls.filter(({ path }) => path.endsWith('getLoginInfo'))).toHaveLength(3)
    expect(zalo.channel.status()).toMatchObject({ state: 'needs-human' })
    expect(zalo.channel.status().detail).toMatch(/npm run zalo:login/)
    fake.state.login = 'ok'
    storeLogin(zalo.dataDir, fake, 'login-2')
    await zalo.connected()
    await zalo.stop()
    await fake.close()
  },
)

test.each(['down', 'silent'] as const)(
  'Zalo %s is no reason to call anybody: we try until it is back',
  async mode => {
    const fake = await startFakeZalo()
    fake.state.login = mode
    const zalo = await startZalo({ fake, login: false, limits: { call: 50 } })
    storeLogin(zalo.dataDir, fake)
    await fake.until(() => fake.state.calls.filter(({ path }) => path.endsWith('getLoginInfo')).length >= 4)
    expect(zalo.channel.status().state).toBe('degraded')
    expect(zalo.alarms.filter(alarm => !/Chưa đăng nhập/.test(alarm))).toEqual([])
    fake.state.login = 'ok'
    await zalo.connected()
    await zalo.stop()
    await fake.close()
  },
)

test('a session that ends while sending keeps the message for later and logs in again', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.fake.fail(/\/sms$/, { kind: 'outer', code: 600, message: 'zpw_sek bị thiếu hoặc không đúng' })
  expect(await reasonOf(zalo.channel.send(person, { text: 'a' }))).toBe('signed-out')
  await zalo.fake.until(() => zalo.fake.connections === 2)
  await zalo.connected()
  expect(await reasonOf(zalo.channel.send(person, { text: 'a' }))).toBe('sent')
})

test('a line that went dead without a word is asked once, then replaced', async () => {
  const zalo = await startZalo({ limits: { patience: 50_000 } })
  const { fake } = zalo
  await zalo.connected()
  fake.state.pingMs = 2_000
  fake.drop()
  await fake.until(() => fake.connections === 2)
  await zalo.connected()
  // From now on the server reads nothing and answers nothing.
  for (const socket of fake.sockets) socket.pause()
  await fake.until(() => fake.connections === 3, 'the line is replaced')
  expect(zalo.counts.get('silent')).toBe(1)
})

test('a websocket that never sends its key is given up', async () => {
  const fake = await startFakeZalo()
  fake.state.keyless = true
  const zalo = await startZalo({ fake, login: false, limits: { patience: 50_000 } })
  storeLogin(zalo.dataDir, fake)
  await fake.until(() => fake.connections === 2)
  expect(zalo.counts.get('never-ready')).toBeGreaterThanOrEqual(1)
  fake.state.keyless = false
  await zalo.connected()
  await zalo.stop()
  await fake.close()
})

test('stopping closes the websocket, and a second start is a new one', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  await zalo.stop()
  expect(zalo.channel.status().state).toBe('off')
  await zalo.fake.until(() => zalo.fake.sockets.size === 0)
  const again = await startZalo({ fake: zalo.fake, dataDir: zalo.dataDir, clock: zalo.clock })
  await again.connected()
  expect(zalo.fake.sockets.size).toBe(1)
  await again.stop()
})

test('not logged in yet: the channel waits for a person, and says how', async () => {
  const zalo = await startZalo({ login: false })
  await zalo.fake.until(() => zalo.alarms.length === 1)
  expect(zalo.alarms[0]).toMatch(/npm run zalo:login/)
  expect(zalo.channel.status().state).toBe('needs-human')
})

test('the session lies sealed on the disk, for the bot’s own user only; another key opens nothing', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  await zalo.channel.send(person, { text: 'x' })
  for (const name of ['zalo-personal.login', 'zalo-personal.cookies']) {
    const path = join(zalo.dataDir, 'credentials', name)
    await zalo.fake.until(() => existsSync(path))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).not.toMatch(/sek-|zpw|Mozilla/)
  }
  expect(createZaloCredentials(zalo.dataDir, Buffer.alloc(32, 9)).load()).toMatchObject({
    kind: 'unreadable',
  })
})

test('cookies saved late never undo a new login', () => {
  const credentials = createZaloCredentials(passingFolder(), testKey)
  const login = (loginId: string, value: string) => ({
    loginId,
    imei: 'i',
    userAgent: 'u',
    language: 'vi',
    at: '2026-11-22T00:00:00Z',
    cookies: [{ key: 'zpw_sek', value }],
  })
  credentials.saveLogin(login('old', 'old'))
  credentials.saveCookies('old', [{ key: 'zpw_sek', value: 'old-renewed' }], new Date())
  expect(credentials.load()).toMatchObject({ login: { cookies: [{ value: 'old-renewed' }] } })
  credentials.saveLogin(login('new', 'new'))
  credentials.saveCookies('old', [{ key: 'zpw_sek', value: 'old-again' }], new Date())
  expect(credentials.load()).toMatchObject({ login: { loginId: 'new', cookies: [{ value: 'new' }] } })
  credentials.remove()
  expect(credentials.load()).toEqual({ kind: 'none' })
})
