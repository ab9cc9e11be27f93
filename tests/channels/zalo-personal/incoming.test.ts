/** What residents write reaches the inbox: in all four wrappings, once, in order, and nothing is lost in silence. */
import { expect, test } from 'vitest'
import { conversationId } from '../../../bot/chat.ts'
import { frame } from '../../support/fake-zalo-personal/cipher.ts'
import { wireMessage } from '../../support/fake-zalo-personal/messages.ts'
import { startZalo } from '../../support/fake-zalo-personal/start.ts'

test('a message of a person and of a group, however Zalo wraps it', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  for (const mode of [0, 1, 2, 3] as const) zalo.fake.writes(`kiểu ${mode}`, { from: `555000${mode}` }, mode)
  await zalo.fake.until(() => zalo.received.length === 4)
  expect(zalo.texts().sort()).toEqual(['kiểu 0', 'kiểu 1', 'kiểu 2', 'kiểu 3'])
  const [first] = zalo.received
  expect(first).toMatchObject({
    channel: 'zalo-personal',
    chat: 'private',
    addressed: true,
    sender: { name: 'Bà Tư' },
  })
  expect(first?.at).toMatch(/^2026-11-22T/)

  zalo.fake.writes('@Trợ lý phường cho hỏi lịch họp', {
    from: '5551',
    group: '8001',
    mentions: [{ uid: zalo.fake.state.uid, pos: 0, len: 14, type: 0 }],
  })
  await zalo.fake.until(() => zalo.received.length === 5)
  expect(zalo.received[4]).toMatchObject({
    conversation: 'zalo-personal:group-8001',
    chat: 'group',
    addressed: true,
    content: { kind: 'text', text: 'cho hỏi lịch họp' },
  })
})

test('in a group, an answer to the bot and a command are for it; what the group says to itself is never kept', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const group = '8001'
  zalo.fake.writes('cảm ơn', { group, quote: { ownerId: zalo.fake.state.uid, globalMsgId: 9_000_000_001 } })
  zalo.fake.writes('/ghi loa 2 tin', { group })
  zalo.fake.writes('@All họp', { group, mentions: [{ uid: '-1', pos: 0, len: 4, type: 1 }] })
  zalo.fake.writes('chiều nay họp nhé', { group })
  zalo.fake.writes('/trogiup', { group })
  await zalo.fake.until(() => zalo.texts().includes('/trogiup'))
  expect(zalo.texts()).toEqual(['cảm ơn', '/ghi loa 2 tin', '/trogiup'])
  expect(zalo.received[0]?.replyTo).toBe('9000000001')
})

test('1:1 messages under numbers zca-js does not read arrive all the same, and are counted', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const { fake } = zalo
  const now = zalo.clock.now().getTime()
  for (const command of [504, 551, 553]) {
    fake.push(command, 0, { msgs: [wireMessage(`số ${command}`, now, { from: `77${command}` })] })
  }
  await fake.until(() => zalo.received.length === 3)
  expect(zalo.texts().sort()).toEqual(['số 504', 'số 551', 'số 553'])
  expect(zalo.counts.get('frame-551')).toBe(1)
})

test('a number nobody knows is counted; one with messages in an unknown shape makes us ask the history', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const { fake } = zalo
  await fake.until(() => fake.clientFrames.filter(command => command === 510).length === 1)
  fake.push(777, 0, {})
  fake.state.history.user.push(wireMessage('tin lạc', zalo.clock.now().getTime()))
  zalo.clock.forward(60_000)
  fake.push(524, 0, { somebody: 'knows' })
  await fake.until(() => zalo.received.length === 1)
  expect(zalo.texts()).toEqual(['tin lạc'])
  expect(zalo.counts.get('frame-unknown')).toBe(1)
  expect(zalo.counts.get('frame-524')).toBe(1)
})

test('an empty message costs its batch in zca-js: the loss is counted and the others come with the history', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const { fake } = zalo
  await fake.until(() => fake.clientFrames.includes(511))
  zalo.clock.forward(60_000)
  const now = zalo.clock.now().getTime()
  const lost = wireMessage('tin sau tin rỗng', now)
  fake.state.history.user.push(lost)
  fake.push(501, 0, { msgs: [wireMessage(null, now - 1), lost] })
  await fake.until(() => zalo.texts().includes('tin sau tin rỗng'))
  expect(zalo.counts.get('frame-lost')).toBe(1)
  // The next message is as good as ever.
  fake.writes('vẫn nghe')
  await fake.until(() => zalo.texts().includes('vẫn nghe'))
})

test('frames that are broken or can not be read do not end the process, nor the connection', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const { fake } = zalo
  fake.pushRaw(Buffer.from([1]))
  fake.pushRaw(Buffer.from('no frame at all'))
  fake.pushRaw(frame(501, 0, { encrypt: 2, data: 'bm90IGVuY3J5cHRlZA==' }))
  fake.pushRaw(frame(501, 0, { encrypt: 9 }))
  fake.writes('còn đó không')
  await fake.until(() => zalo.texts().includes('còn đó không'))
  expect(zalo.counts.get('frame-broken')).toBe(1)
  expect(fake.connections).toBe(1)
})

test('messages of one person come in the order they were written, though decrypted side by side', async () => {
  const zalo = await startZalo({ limits: { order: 30_000 } })
  await zalo.connected()
  const start = zalo.clock.now().getTime()
  const said = Array.from({ length: 60 }, (_, index) => `tin ${index}`)
  // The newest first, and two with the same time: their ids decide.
  for (const [index, text] of [...said.entries()].reverse())
    zalo.fake.writes(
      text,
      { ts: start + Math.floor(index / 2), msgId: String(1000 + index) },
      index % 3 === 0 ? 0 : 2,
    )
  await zalo.fake.until(() => zalo.received.length === 60)
  expect(zalo.texts()).toEqual(said)
})

test('ids that are bare numbers of 19 digits stay exact', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.fake.writes('số lớn', { msgId: 'bare:7000123456789012345', from: 'bare:7000987654321098765' })
  await zalo.fake.until(() => zalo.received.length === 1)
  expect(zalo.received[0]?.messageRef).toBe('7000123456789012345')
  expect(zalo.received[0]?.conversation).toBe(conversationId('zalo-personal', '7000987654321098765'))
})

test('photos, files, voices, places, cards and stickers say what they are', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const send = (msgType: string, content: unknown): void => {
    zalo.fake.writes(content, { msgType })
  }
  send('chat.photo', { href: 'https://photo.zdn.vn/a.jpg', title: 'ổ gà trước nhà', params: '{"width":1}' })
  send('share.file', { href: 'https://f.zdn.vn/don.pdf', title: 'don.pdf', params: '{"fileSize":"2048"}' })
  send('chat.voice', { href: 'https://voice.zdn.vn/v.aac', params: '{}' })
  send('chat.location.new', { params: '{"latitude":22.05,"longitude":103.16}' })
  send('chat.recommended', { title: 'Anh Ba', description: '{"phone":"84900000001"}' })
  send('chat.recommended', { title: 'trang này đúng không', href: 'https://example.vn/a' })
  send('chat.sticker', { id: 1 })
  await zalo.fake.until(() => zalo.received.length === 7)
  expect(zalo.received.map(({ content }) => content)).toEqual([
    { kind: 'file', file: { kind: 'photo', ref: 'https://photo.zdn.vn/a.jpg' }, caption: 'ổ gà trước nhà' },
    {
      kind: 'file',
      file: { kind: 'document', ref: 'https://f.zdn.vn/don.pdf', name: 'don.pdf', size: 2048 },
    },
    { kind: 'file', file: { kind: 'voice', ref: 'https://voice.zdn.vn/v.aac' } },
    { kind: 'location', latitude: 22.05, longitude: 103.16 },
    { kind: 'contact', phone: '84900000001', name: 'Anh Ba' },
    { kind: 'text', text: 'trang này đúng không https://example.vn/a' },
    { kind: 'unsupported', what: 'chat.sticker' },
  ])
})

test('a file is fetched from Zalo, and from nowhere else', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  const file = await zalo.channel.download?.({ kind: 'photo', ref: 'https://photo.zdn.vn/a.jpg' })
  const chunks: Uint8Array[] = []
  for await (const chunk of file ?? []) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('file /a.jpg')
})

test('a message that can not be stored is tried again, in its place', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.refuseInbox = true
  zalo.fake.writes('một')
  await zalo.fake.until(() => zalo.logged.some(line => line.includes('could not be stored')))
  zalo.fake.writes('hai')
  zalo.refuseInbox = false
  await zalo.fake.until(() => zalo.received.length === 2)
  expect(zalo.texts()).toEqual(['một', 'hai'])
})

test('while staff type on the account itself, the bot leaves that person to them, but obeys commands', async () => {
  const zalo = await startZalo()
  await zalo.connected()
  zalo.fake.writes('chị ơi em trả lời chị nhé', { to: '5550001' })
  await zalo.fake.until(() => zalo.counts.get('staff-message') === 1)
  zalo.fake.writes('dạ em hỏi thêm')
  zalo.fake.writes('/trogiup')
  await zalo.fake.until(() => zalo.received.length === 2)
  expect(zalo.received.map(({ addressed }) => addressed)).toEqual([false, true])
  zalo.clock.forward(61 * 60_000)
  zalo.fake.writes('còn ai không ạ')
  await zalo.fake.until(() => zalo.received.length === 3)
  expect(zalo.received[2]?.addressed).toBe(true)
})
