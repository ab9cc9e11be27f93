/** Zalo OA, outbound: what residents see, what happens when Zalo says no, and that nobody is lost in silence. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf } from '../../../bot/channels/zalo-oa/errors.ts'
import { DeliveryError, type DeliveryFailure, type Reply } from '../../../bot/chat.ts'
import { oaSent, userText } from '../../support/fake-zalo-oa/events.ts'
import { type RunningOa, startOa } from '../../support/fake-zalo-oa/start-oa.ts'

const failureIn = async (work: Promise<unknown>): Promise<DeliveryFailure | undefined> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof DeliveryError ? error.failure : undefined
}
const days = (count: number): number => count * 86_400_000
const hours = (count: number): number => count * 3_600_000

const choices: Reply = {
  text: 'Anh/chị hỏi **việc nào** ạ?',
  buttons: [
    [{ label: 'Đăng ký khai sinh', value: 'entry:ks' }],
    [{ label: 'Đăng ký kết hôn', value: 'entry:kh' }],
    [{ label: 'Cổng Dịch vụ công', value: 'x', url: 'https://dichvucong.gov.vn/p/home?a=1&b=2' }],
  ],
}

test('text is plain, links are whole, choices are buttons whose payload comes back as a tap', async () => {
  const { fake, channel, to } = await startOa()
  await channel.send(to, choices)
  expect(fake.sent.map(({ message }) => message)).toEqual([
    {
      text: 'Anh/chị hỏi việc nào ạ?',
      attachment: {
        type: 'template',
        payload: {
          buttons: [
            { title: 'Đăng ký khai sinh', type: 'oa.query.hide', payload: '#chon=entry:ks' },
            { title: 'Đăng ký kết hôn', type: 'oa.query.hide', payload: '#chon=entry:kh' },
            {
              title: 'Cổng Dịch vụ công',
              type: 'oa.open.url',
              payload: { url: 'https://dichvucong.gov.vn/p/home?a=1&b=2' },
            },
          ],
        },
      },
    },
  ])
})

test('an OA that takes no buttons gets numbers, at once and from then on, restarts included', async () => {
  const running = await startOa()
  const { fake, channel, to, dataDir } = running
  fake.takesButtons = false
  await channel.send(to, choices)
  const numbered =
    'Anh/chị hỏi việc nào ạ?\n\n1. Đăng ký khai sinh\n2. Đăng ký kết hôn\n- Cổng Dịch vụ công: https://dichvucong.gov.vn/p/home?a=1&b=2\nAnh/chị trả lời bằng số.'
  expect(fake.sent.map(({ message }) => message)).toEqual([{ text: numbered }])
  expect(channel.capabilities.maxButtons).toBe(0)
  // A reply rendered before that waits in the outbox with its buttons still on.
  const calls = fake.calls.length
  await channel.send(to, choices)
  expect(fake.calls.length - calls).toBe(1)
  await running.stop()
  const again = await startOa({ fake, dataDir })
  expect(again.channel.capabilities.maxButtons).toBe(0)
  again.clock.forward(days(31))
  expect(again.channel.capabilities.maxButtons).toBe(5)
})

test('message type refused (-233) falls back just the same', async () => {
  const { fake, channel, to } = await startOa()
  fake.failNext('message/cs', -233)
  await channel.send(to, choices)
  expect(fake.sent[0]?.message.text).toContain('1. Đăng ký khai sinh')
})

test('a quote Zalo no longer knows does not cost the answer nor the buttons', async () => {
  const { fake, channel, to } = await startOa()
  fake.quotable = new Set(['m1'])
  await channel.send(to, { ...choices, replyTo: 'm1' })
  await channel.send(to, { ...choices, replyTo: 'm-too-old' })
  expect(fake.sent.map(({ message }) => message.quote_message_id)).toEqual(['m1', undefined])
  expect(fake.sent[1]?.message.attachment?.payload.buttons).toHaveLength(3)
  expect(channel.capabilities.maxButtons).toBe(5)
})

const codes: readonly (readonly [number, DeliveryFailure['reason']])[] = [
  [-32, 'rate-limited'],
  [-200, 'refused'],
  [-210, 'refused'],
  [-248, 'refused'],
  [-211, 'quota'],
  [-218, 'quota'],
  [-213, 'blocked'],
  [-217, 'blocked'],
  [-227, 'blocked'],
  [-244, 'blocked'],
  [-230, 'window-closed'],
  [-232, 'window-closed'],
  [-209, 'signed-out'],
  [-221, 'signed-out'],
  [-224, 'signed-out'],
  [-235, 'signed-out'],
  [-321, 'signed-out'],
]
test('each error of the API becomes what the sender can act on', async () => {
  const { fake, channel, to } = await startOa()
  for (const [code, reason] of codes) {
    fake.failNext('message/cs', code)
    expect(await failureIn(channel.send(to, { text: `mã ${code}` })), `code ${code}`).toMatchObject({
      reason,
    })
  }
  expect(fake.sent).toEqual([])
  expect(failureOf(-999)).toBeUndefined()
})

test('trouble of the account is told in the operator’s words until a message goes out again', async () => {
  const { fake, channel, to } = await startOa()
  fake.failNext('message/cs', -224)
  await failureIn(channel.send(to, { text: 'a' }))
  expect(channel.status()).toMatchObject({ state: 'needs-human' })
  expect(channel.status().detail).toContain('Gói dịch vụ')
  await channel.send(to, { text: 'a' })
  expect(channel.status()).toEqual({ state: 'connected' })
})

test('a gateway’s page or a dead line: 503 and refused connections surely sent nothing, the rest may have', async () => {
  const { fake, channel, to } = await startOa({ timeoutMs: 300 })
  await channel.send(to, { text: 'trước' })
  fake.httpNext('message/cs', 503)
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'unavailable' })
  fake.httpNext('message/cs', 502)
  expect(await failureIn(channel.send(to, { text: 'a' }))).toEqual({ reason: 'unknown' })
  fake.dropNext('message/cs')
  expect(await failureIn(channel.send(to, { text: 'b' }))).toEqual({ reason: 'unknown' })
  await fake.close()
  expect(await failureIn(channel.send(to, { text: 'c' }))).toEqual({ reason: 'unavailable' })
})

test('an answer that never came, but whose echo did, is not sent a second time', async () => {
  const { fake, channel, to, webhook, clock, counts } = await startOa()
  fake.dropNext('message/cs')
  expect(await failureIn(channel.send(to, { text: 'Giờ làm việc: 7:30' }))).toEqual({ reason: 'unknown' })
  const id = fake.sent[0]?.messageId
  await fake.post(webhook, oaSent('Giờ làm việc: 7:30', clock.now, id))
  await channel.idle()
  expect(await channel.send(to, { text: 'Giờ làm việc: 7:30' })).toEqual({ messageRef: id })
  expect(fake.sent).toHaveLength(1)
  // Nor was it taken for a member of staff.
  expect(counts.get('staff-message')).toBeUndefined()
  // The same words later are a new message.
  await channel.send(to, { text: 'Giờ làm việc: 7:30' })
  expect(fake.sent).toHaveLength(2)
})

test('the echo of a picture whose answer never came is not taken for staff', async () => {
  const { fake, channel, to, webhook, clock, counts } = await startOa()
  const path = write('a.pdf', '%PDF')
  const attachment = { kind: 'document', path, name: 'a.pdf', mimeType: 'application/pdf' } as const
  fake.dropNext('message/cs')
  expect(await failureIn(channel.send(to, { text: '', attachments: [attachment] }))).toEqual({
    reason: 'unknown',
  })
  await fake.post(webhook, { ...oaSent('', clock.now, fake.sent[0]?.messageId), event_name: 'oa_send_file' })
  await channel.idle()
  expect(counts.get('staff-message')).toBeUndefined()
})

const afterLastWord = async (ms: number, allowPaid = false): Promise<RunningOa> => {
  const running = await startOa({ settings: { allowPaid } })
  await running.fake.post(running.webhook, userText('cho tôi hỏi', running.clock.now))
  running.clock.forward(ms)
  return running
}

test('within 48 hours answers are free; after that nothing is sent unless the ward pays, after 7 days never', async () => {
  const free = await afterLastWord(hours(47))
  await free.channel.send(free.to, { text: 'kịp' })
  expect(free.fake.sent).toHaveLength(1)
  expect(free.channel.capabilities.windowHours).toBe(48)

  const late = await afterLastWord(hours(49))
  expect(await failureIn(late.channel.send(late.to, { text: 'muộn' }))).toEqual({ reason: 'window-closed' })
  // Zalo was not even asked: it would have been billed.
  expect(late.fake.calls.filter(path => path.includes('message/cs'))).toEqual([])

  const paid = await afterLastWord(hours(49), true)
  await paid.channel.send(paid.to, { text: 'trả phí' })
  expect(paid.counts.get('paid-window')).toBe(1)
  expect(paid.channel.capabilities.windowHours).toBe(168)

  const closed = await afterLastWord(days(7), true)
  expect(await failureIn(closed.channel.send(closed.to, { text: 'quá muộn' }))).toEqual({
    reason: 'window-closed',
  })
})

test('officers learn who was not reached and since when; it survives a restart and ends when the person writes', async () => {
  const running = await afterLastWord(hours(50))
  const { channel, to, dataDir, fake } = running
  await failureIn(channel.send(to, { text: 'kết quả hồ sơ đã có' }))
  expect(channel.status()).toEqual({
    state: 'degraded',
    detail:
      'Chưa gửi được cho 1 người: …0101 (quá hạn trả lời lúc 11:00 24/11; nhắn lần cuối 09:00 22/11). Họ nhắn lại thì câu trả lời còn giữ sẽ tự gửi; việc gấp thì gọi điện.',
  })
  expect(channel.unreached()).toMatchObject([{ conversation: to, reason: 'window-closed' }])
  await running.stop()
  const again = await startOa({ fake, dataDir, start: running.clock.now })
  expect(again.channel.unreached()).toMatchObject([{ conversation: to }])
  await fake.post(again.webhook, userText('hồ sơ của tôi sao rồi', again.clock.now))
  expect(again.channel.status()).toEqual({ state: 'connected' })
})

test('what was kept back goes out when the person writes again; broadcasts do not', async () => {
  const { channel, to, fake, webhook, clock, repositories, counts } = await afterLastWord(days(8))
  const [kept = 0, news = 0] = [
    ...(await repositories.outbox.add(to, [{ text: 'Hồ sơ đã xong' }], { now: clock.now })),
    ...(await repositories.outbox.add(to, [{ text: 'Mời họp', priority: 'broadcast' }], { now: clock.now })),
  ]
  await failureIn(channel.send(to, { text: 'Hồ sơ đã xong' }))
  for (const id of [kept, news]) await repositories.outbox.giveUp(id, 'window-closed', clock.now)
  expect(await repositories.outbox.counts()).toEqual({ pending: 0, dead: 2 })
  await fake.post(webhook, userText('alo', clock.now))
  expect(await repositories.outbox.head(to)).toMatchObject({ id: kept, attempts: 0 })
  expect(await repositories.outbox.counts()).toEqual({ pending: 1, dead: 1 })
  expect(counts.get('revived')).toBe(1)
})

test('Zalo’s own word on window and quota counts too', async () => {
  const { fake, channel, to } = await startOa()
  fake.failNext('message/cs', -230, -211)
  await failureIn(channel.send(to, { text: 'a' }))
  expect(channel.status().detail).toContain('quá hạn trả lời')
  await failureIn(channel.send(to, { text: 'a' }))
  expect(channel.status().detail).toContain('hết hạn mức tin')
})

const filesFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'oa-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const write = (name: string, bytes: Uint8Array | string): string => {
  const path = join(filesFolder(), name)
  writeFileSync(path, bytes)
  return path
}

test('a picture goes along with its text in one message, made small enough and without camera data', async () => {
  const { fake, channel, to } = await startOa()
  const noise = randomBytes(2400 * 1800 * 3)
  const large = await sharp(noise, { raw: { width: 2400, height: 1800, channels: 3 } })
    .withExif({ IFD0: { Copyright: 'toạ độ nhà' } })
    .png()
    .toBuffer()
  expect(large.length).toBeGreaterThan(1024 * 1024)
  const path = write('so-do.png', large)
  await channel.send(to, {
    text: 'Sơ đồ **quầy**',
    attachments: [{ kind: 'photo', path, name: 'so-do.png', mimeType: 'image/png' }],
  })
  expect(fake.uploads).toMatchObject([{ kind: 'image', name: 'so-do.jpg' }])
  expect(fake.uploads[0]?.bytes).toBeLessThanOrEqual(1024 * 1024)
  expect(fake.sent.map(({ message }) => message)).toMatchObject([
    {
      text: 'Sơ đồ quầy',
      attachment: {
        type: 'template',
        payload: {
          template_type: 'media',
          elements: [{ media_type: 'image', attachment_id: fake.uploads[0]?.id }],
        },
      },
    },
  ])
})

test('a PDF follows its text; while it can not be uploaded nothing goes out', async () => {
  const { fake, channel, to } = await startOa()
  const path = write('to-khai.pdf', '%PDF-1.7')
  const reply: Reply = {
    text: 'Tờ khai đây ạ',
    buttons: [[{ label: 'Việc khác', value: 'menu' }]],
    attachments: [{ kind: 'document', path, name: 'to-khai.pdf', mimeType: 'application/pdf' }],
  }
  fake.failNext('upload/file', -32)
  expect(await failureIn(channel.send(to, reply))).toMatchObject({ reason: 'rate-limited' })
  expect(fake.sent).toEqual([])
  await channel.send(to, reply)
  expect(fake.sent.map(({ message }) => message.text ?? message.attachment?.payload.token)).toEqual([
    'Tờ khai đây ạ',
    fake.uploads[0]?.id,
  ])
  expect(fake.uploads).toHaveLength(1)
})

test('half sent, then refused: the retry does not repeat the text', async () => {
  const { fake, channel, to } = await startOa()
  const path = write('to-khai.pdf', '%PDF-1.7')
  const reply: Reply = {
    text: 'Tờ khai đây ạ',
    attachments: [{ kind: 'document', path, name: 'to-khai.pdf', mimeType: 'application/pdf' }],
  }
  // The first message passes, the second meets the error.
  const original = fake.sent.push.bind(fake.sent)
  fake.sent.push = (...items) => {
    fake.failNext('message/cs', -32)
    fake.sent.push = original
    return original(...items)
  }
  expect(await failureIn(channel.send(to, reply))).toMatchObject({ reason: 'rate-limited' })
  await channel.send(to, reply)
  expect(fake.sent.map(({ message }) => message.text ?? message.attachment?.type)).toEqual([
    'Tờ khai đây ạ',
    'file',
  ])
})

test('an upload whose id is over (-100) is uploaded anew', async () => {
  const { fake, channel, to } = await startOa()
  const path = write('a.docx', 'PK')
  fake.failNext('message/cs', -100)
  const attachment = { kind: 'document', path, name: 'a.docx', mimeType: 'application/msword' } as const
  await channel.send(to, { text: '', attachments: [attachment] })
  expect(fake.uploads).toHaveLength(2)
  expect(fake.sent).toHaveLength(1)
})

test('what the OA can not carry becomes a link, or an honest word where the ward has no address', async () => {
  const path = write('bang.xlsx', 'PK')
  const attachment = {
    kind: 'document',
    path,
    name: 'bang.xlsx',
    mimeType: 'application/vnd.ms-excel',
  } as const
  const linked = await startOa({ fileLink: ({ name }) => `https://phuong.example.vn/tep/abc/${name}` })
  await linked.channel.send(linked.to, { text: 'Báo cáo đây', attachments: [attachment] })
  expect(linked.fake.sent.map(({ message }) => message.text)).toEqual([
    'Báo cáo đây\n\nTệp bang.xlsx: https://phuong.example.vn/tep/abc/bang.xlsx',
  ])
  const bare = await startOa()
  await bare.channel.send(bare.to, { text: 'Báo cáo đây', attachments: [attachment] })
  expect(bare.fake.sent.map(({ message }) => message.text)).toEqual([
    'Báo cáo đây\n\nTệp bang.xlsx không gửi được qua đây.',
  ])
})

test('files people sent are fetched from Zalo’s own hosts only', async () => {
  const { fake, channel } = await startOa()
  const bytes = async (ref: string): Promise<string> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.download?.({ kind: 'photo', ref })) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
  expect(await bytes(fake.media('anh.jpg', Buffer.from('ảnh')))).toBe('ảnh')
  for (const foreign of [
    'https://example.com/a.jpg',
    'http://zalo.me/a.jpg',
    'https://zalo.me.example.com/a.jpg',
    'https://user@zalo.me/a.jpg',
    'https://zalo.me:8443/a.jpg',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'không phải địa chỉ',
  ])
    expect(await failureIn(bytes(foreign)), foreign).toEqual({ reason: 'refused' })
  expect(await failureIn(bytes(`${fake.url}/media/mất.jpg`))).toEqual({ reason: 'not-found' })
})
