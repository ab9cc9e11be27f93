/** What goes out: at a person's pace, one at a time, never twice without saying so, and never waited for without end. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Attachment, conversationId, DeliveryError, type DeliveryFailure } from '../../../bot/chat.ts'
import { type RunningZalo, startZalo } from '../../support/fake-zalo-personal/start.ts'
import type { Fault } from '../../support/fake-zalo-personal/state.ts'

const person = conversationId('zalo-personal', '5550001')
const group = conversationId('zalo-personal', 'group-8001')

const connectedZalo = async (given: Parameters<typeof startZalo>[0] = {}): Promise<RunningZalo> => {
  const zalo = await startZalo(given)
  await zalo.connected()
  return zalo
}

const failureOf = async (work: Promise<unknown>): Promise<DeliveryFailure | 'sent'> => {
  try {
    await work
    return 'sent'
  } catch (error) {
    if (error instanceof DeliveryError) return error.failure
    throw error
  }
}

const file = (zalo: RunningZalo, name: string, bytes: Uint8Array, kind: Attachment['kind']): Attachment => {
  const path = join(zalo.dataDir, 'reports', name)
  mkdirSync(join(zalo.dataDir, 'reports'), { recursive: true })
  writeFileSync(path, bytes)
  return { kind, path, name, mimeType: 'application/octet-stream' }
}

test('a text goes out with bold as a style and no stray marks, and its id comes back', async () => {
  const zalo = await connectedZalo()
  const sent = await zalo.channel.send(person, {
    text: '**Lệ phí**: không. Xem [cổng](https://dichvucong.gov.vn)',
  })
  const [got] = zalo.fake.delivered
  expect(got).toMatchObject({
    path: '/api/message/sms',
    to: '5550001',
    text: 'Lệ phí: không. Xem cổng: https://dichvucong.gov.vn',
    msgId: sent.messageRef,
  })
  expect(JSON.parse(String(got?.params['textProperties']))).toEqual({
    styles: [{ start: 0, len: 6, st: 'b' }],
    ver: 0,
  })
  await zalo.channel.send(group, { text: 'Chào cả nhóm' })
  expect(zalo.fake.delivered[1]).toMatchObject({ path: '/api/group/sendmsg', to: '8001' })
})

test('it types first, and one message waits for the other', async () => {
  const zalo = await connectedZalo({ pace: { pauseMs: [700, 2000] } })
  await Promise.all(
    ['một', 'hai', 'ba'].map(text => zalo.channel.send(conversationId('zalo-personal', '42'), { text })),
  )
  expect(zalo.fake.delivered.map(({ text }) => text)).toEqual(['một', 'hai', 'ba'])
  const order = zalo.fake.state.calls.map(({ path }) => path).filter(path => /typing|sms/.test(path))
  expect(order).toEqual(
    ['typing', 'sms', 'typing', 'sms', 'typing', 'sms'].map(name => `/api/message/${name}`),
  )
  const ids = new Set(zalo.fake.delivered.map(({ params }) => params['clientId']))
  expect(ids.size).toBe(3)
})

test('a picture and a file go out as what they are, after the words', async () => {
  const zalo = await connectedZalo()
  const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const pdf = Buffer.alloc(150 * 1024, 'x')
  await zalo.channel.send(person, {
    text: 'Gửi bà con mẫu đơn',
    attachments: [file(zalo, 'anh.PNG', png, 'photo'), file(zalo, 'don.pdf', pdf, 'document')],
  })
  expect(zalo.fake.delivered.map(({ path, text }) => [path, text])).toEqual([
    ['/api/message/sms', 'Gửi bà con mẫu đơn'],
    ['/api/message/photo_original/send', ''],
    ['/api/message/asyncfile/msg', 'don.pdf'],
  ])
  expect(zalo.fake.delivered[1]?.params).toMatchObject({ width: 30, height: 20 })
  // 150 KB in chunks of 64 KB.
  const chunks = zalo.fake.state.calls.filter(({ path }) => path === '/api/message/asyncfile/upload')
  expect(chunks.map(({ params }) => params['chunkId'])).toEqual([1, 2, 3])
})

const faults: readonly (readonly [what: string, fault: Fault, expected: DeliveryFailure])[] = [
  [
    'too many requests',
    { kind: 'inner', code: 221, message: 'Vượt quá số request cho phép' },
    { reason: 'rate-limited', retryAfterSeconds: 120 },
  ],
  [
    'a person who receives nothing from us',
    { kind: 'inner', code: 123, message: 'Không thể nhận tin nhắn từ bạn.' },
    { reason: 'blocked' },
  ],
  ['an invalid parameter', { kind: 'inner', code: 114, message: 'invalid' }, { reason: 'refused' }],
  ['trouble nobody has explained', { kind: 'outer', code: 987, message: '?' }, { reason: 'refused' }],
  ['a passing error', { kind: 'inner', code: 112, message: 'unknown' }, { reason: 'unavailable' }],
  ['a gateway that is down', { kind: 'status', status: 502 }, { reason: 'unknown' }],
  ['a page instead of an answer', { kind: 'garbage' }, { reason: 'unknown' }],
  ['a line cut before the answer', { kind: 'cut' }, { reason: 'unknown' }],
  ['silence', { kind: 'silence' }, { reason: 'unknown' }],
  ['a yes without a message id', { kind: 'no-id' }, { reason: 'unknown' }],
]
test.each(faults)('%s is told apart', async (_what, fault, expected) => {
  const zalo = await connectedZalo({ limits: { call: 300 } })
  zalo.fake.fail(/\/sms$/, fault)
  expect(await failureOf(zalo.channel.send(person, { text: 'chào bà' }))).toEqual(expected)
})

test('a text refused because it was just said costs that text only, not the person', async () => {
  const zalo = await connectedZalo()
  await zalo.channel.send(person, { text: 'nhắc họp' })
  zalo.fake.fail(/\/sms$/, { kind: 'inner', code: 123, message: 'Không thể nhận tin nhắn từ bạn.' })
  expect(await failureOf(zalo.channel.send(person, { text: 'nhắc họp' }))).toEqual({ reason: 'refused' })
})

test('after "too many" the whole account rests, longer each time', async () => {
  const zalo = await connectedZalo()
  const tooMany: Fault = { kind: 'inner', code: 221, message: 'Vượt quá số request cho phép' }
  zalo.fake.fail(/\/sms$/, tooMany)
  await failureOf(zalo.channel.send(person, { text: 'a' }))
  expect(zalo.channel.status()).toMatchObject({ state: 'degraded' })
  const calls = zalo.fake.state.calls.length
  expect(await failureOf(zalo.channel.send(group, { text: 'b' }))).toMatchObject({ reason: 'rate-limited' })
  expect(zalo.fake.state.calls.length).toBe(calls)
  zalo.clock.forward(121_000)
  zalo.fake.fail(/\/sms$/, tooMany)
  expect(await failureOf(zalo.channel.send(person, { text: 'a' }))).toEqual({
    reason: 'rate-limited',
    retryAfterSeconds: 240,
  })
  zalo.clock.forward(241_000)
  expect(await failureOf(zalo.channel.send(person, { text: 'a' }))).toBe('sent')
})

test('a send without an answer whose echo came is not sent again', async () => {
  const zalo = await connectedZalo()
  zalo.fake.fail(/\/sms$/, { kind: 'delivered-then-cut' })
  expect(await failureOf(zalo.channel.send(person, { text: 'đúng một lần' }))).toEqual({ reason: 'unknown' })
  const arrived = zalo.fake.delivered[0]?.msgId ?? ''
  zalo.clock.forward(1000)
  zalo.fake.writes('đúng một lần', { to: '5550001', msgId: arrived })
  // Whatever comes after the echo shows that it was read.
  zalo.fake.writes('sau đó')
  await zalo.fake.until(() => zalo.received.length === 1)
  expect(await zalo.channel.send(person, { text: 'đúng một lần' })).toEqual({ messageRef: arrived })
  expect(zalo.fake.delivered).toHaveLength(1)
  expect(zalo.counts.get('staff-message')).toBeUndefined()
})

test('a file zca-js hangs on is tried once more, then offered as a link; it never comes late as well', async () => {
  const zalo = await connectedZalo({
    limits: { file: 20_000 },
    fileLink: ({ name }) => `https://chat.phuong.vn/tep/${name}`,
  })
  zalo.fake.state.fileDone = false
  const sent = await zalo.channel.send(person, {
    text: '',
    attachments: [file(zalo, 'bao-cao.docx', Buffer.from('x'), 'document')],
  })
  expect(sent.messageRef).toBeDefined()
  expect(zalo.fake.delivered.map(({ text }) => text)).toEqual([
    'Tệp bao-cao.docx: https://chat.phuong.vn/tep/bao-cao.docx',
  ])
  expect(zalo.counts.get('file-hung')).toBe(1)
  // The events that were missing arrive at last.
  const uploads = zalo.fake.state.calls.filter(({ path }) => path.endsWith('/asyncfile/upload'))
  expect(uploads).toHaveLength(2)
  const known = zalo.fake.clientFrames.length
  for (const fileId of zalo.fake.state.fileIds)
    zalo.fake.push(601, 0, {
      controls: [{ content: { act_type: 'file_done', fileId, data: { url: 'https://f.zdn.vn/1' } } }],
    })
  zalo.fake.writes('xong')
  await zalo.fake.until(() => zalo.received.length === 1 && zalo.fake.clientFrames.length >= known)
  expect(zalo.fake.delivered).toHaveLength(1)
})

test('while the line is down words still go out, and files wait for it instead of hanging', async () => {
  const zalo = await connectedZalo()
  zalo.fake.state.login = 'down'
  zalo.fake.drop()
  await zalo.fake.until(() => zalo.channel.status().state === 'degraded')
  const attachments = [file(zalo, 'bc.pdf', Buffer.from('x'), 'document')]
  expect(await failureOf(zalo.channel.send(person, { text: 'có báo cáo đây', attachments }))).toEqual({
    reason: 'unavailable',
  })
  zalo.fake.state.login = 'ok'
  await zalo.connected()
  expect(await failureOf(zalo.channel.send(person, { text: 'có báo cáo đây', attachments }))).toBe('sent')
  expect(zalo.fake.delivered.map(({ text }) => text)).toEqual(['có báo cáo đây', 'bc.pdf'])
})

test('a type of file Zalo does not take is offered as a link, or named where the ward has none', async () => {
  const zalo = await connectedZalo()
  await zalo.channel.send(person, {
    text: '',
    attachments: [file(zalo, 'app.apk', Buffer.from('x'), 'document')],
  })
  expect(zalo.fake.delivered.map(({ text }) => text)).toEqual(['Tệp app.apk không gửi được qua đây.'])
})

test('of a reply half sent, only the rest is sent again', async () => {
  const zalo = await connectedZalo()
  zalo.fake.fail(/asyncfile\/upload$/, { kind: 'status', status: 503 })
  const reply = { text: 'báo cáo đây', attachments: [file(zalo, 'bc.pdf', Buffer.from('x'), 'document')] }
  expect(await failureOf(zalo.channel.send(person, reply))).toEqual({ reason: 'unavailable' })
  expect(await failureOf(zalo.channel.send(person, reply))).toBe('sent')
  expect(zalo.fake.delivered.map(({ text }) => text)).toEqual(['báo cáo đây', 'bc.pdf'])
})

test('nobody new beyond the daily cap; people known already are answered, and tomorrow is another day', async () => {
  const zalo = await connectedZalo({ pace: { newContactsPerDay: 2 } })
  const send = (who: string): Promise<DeliveryFailure | 'sent'> =>
    failureOf(zalo.channel.send(conversationId('zalo-personal', who), { text: 'chào' }))
  expect(await send('1')).toBe('sent')
  expect(await send('2')).toBe('sent')
  expect(await send('3')).toEqual({ reason: 'unavailable' })
  expect(await send('1')).toBe('sent')
  expect(await send('group-9')).toBe('sent')
  expect(zalo.channel.status().detail).toMatch(/2 người mới/)
  zalo.clock.forward(24 * 60 * 60_000)
  expect(await send('3')).toBe('sent')
})

test('no more messages a minute than were set', async () => {
  const zalo = await connectedZalo({ pace: { perMinute: 2 } })
  const times: number[] = []
  for (const text of ['1', '2', '3']) {
    await zalo.channel.send(group, { text })
    times.push(zalo.clock.now().getTime())
  }
  // A minute, less what the clock of the test ran on between the send and our look at it.
  expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(50_000)
})

test('nothing of a message, a cookie or a key is in the log', async () => {
  const zalo = await connectedZalo({ limits: { call: 300 } })
  zalo.fake.fail(/\/sms$/, { kind: 'silence' })
  zalo.fake.writes('chuyện riêng của tôi')
  await failureOf(zalo.channel.send(person, { text: 'lời riêng' }))
  zalo.fake.drop()
  await zalo.fake.until(() => zalo.logged.some(line => line.includes('connection to Zalo lost')))
  const log = zalo.logged.join('')
  for (const secret of [
    'chuyện riêng',
    'lời riêng',
    'sek-',
    'a-session',
    zalo.fake.state.secretKey.toString('base64'),
  ])
    expect(log).not.toContain(secret)
})
