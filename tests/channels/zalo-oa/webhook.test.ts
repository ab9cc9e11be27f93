/** Zalo OA, inbound: only genuine events come in, each once it is durable, in the shape the core knows. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readOaEvent, tapMark } from '../../../bot/channels/zalo-oa/events.ts'
import { follow, oaSent, resident, unfollow, userSends, userText } from '../../support/fake-zalo-oa/events.ts'
import { startOa } from '../../support/fake-zalo-oa/start-oa.ts'

test('both documented signatures are accepted and counted apart', async () => {
  const { fake, webhook, received, counts, clock } = await startOa()
  expect(await fake.post(webhook, userText('cho hỏi', clock.now), { variant: 'header-timestamp' })).toBe(200)
  expect(await fake.post(webhook, userText('làm khai sinh', clock.now), { variant: 'body-timestamp' })).toBe(
    200,
  )
  expect(received.map(({ content }) => content)).toEqual([
    { kind: 'text', text: 'cho hỏi' },
    { kind: 'text', text: 'làm khai sinh' },
  ])
  expect(counts.get('signature-header-timestamp')).toBe(1)
  expect(counts.get('signature-body-timestamp')).toBe(1)
})

test('a call without signature, with a foreign one, or changed on the way is refused and stores nothing', async () => {
  const { fake, webhook, received, counts, clock } = await startOa()
  const event = userText('tôi là giả', clock.now)
  expect(await fake.post(webhook, event, { signature: null })).toBe(401)
  expect(await fake.post(webhook, event, { secret: 'khác' })).toBe(401)
  expect(await fake.post(webhook, event, { appId: '1' })).toBe(401)
  expect(await fake.post(webhook, event, { signature: 'mac=' })).toBe(401)
  expect(await fake.post(webhook, event, { signature: 'mac=zz' })).toBe(401)
  // Same meaning, other bytes: the signature is over the raw body.
  expect(await fake.post(webhook, event, { body: JSON.stringify(event, null, 1) })).toBe(401)
  expect(received).toEqual([])
  expect(counts.get('webhook-wrong-signature')).toBe(4)
  expect(counts.get('webhook-no-signature')).toBe(2)
})

test('the probe sent when the webhook is saved gets its 200 and does nothing', async () => {
  const { webhook, received, counts } = await startOa()
  for (const body of ['{}', '', ' { } '])
    expect(
      (await fetch(webhook, { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(200)
  expect((await fetch(webhook, { method: 'POST' })).status).toBe(200)
  expect((await fetch(webhook)).status).toBe(200)
  expect(received).toEqual([])
  expect(counts.get('webhook-probe')).toBe(4)
})

test('an event that can not be stored is not confirmed; its repeats, up to almost two hours later, are', async () => {
  const running = await startOa()
  const { fake, webhook, received, counts, clock } = running
  const event = userText('đĩa đầy thì sao', clock.now)
  running.refuseInbox = true
  expect(await fake.post(webhook, event)).toBe(503)
  running.refuseInbox = false
  for (const [retry, minutes] of [0.5, 5, 15, 30, 60].entries()) {
    clock.forward(minutes * 60_000)
    expect(await fake.post(webhook, event, { retry: retry + 1 })).toBe(200)
  }
  // The same id each time: the inbox keeps one.
  expect(new Set(received.map(({ id }) => id)).size).toBe(1)
  expect(counts.get('webhook-retry')).toBe(5)
})

test('a genuine event from long ago is a replay and refused', async () => {
  const { fake, webhook, counts, clock, received } = await startOa()
  const event = userText('nghe lén được', clock.now)
  clock.forward(3 * 60 * 60_000)
  expect(await fake.post(webhook, event)).toBe(401)
  expect(await fake.post(webhook, userText('từ tương lai', new Date(clock.now.getTime() + 3_600_000)))).toBe(
    401,
  )
  expect(counts.get('webhook-too-old')).toBe(2)
  expect(received).toEqual([])
})

test('a storm of repeats from one address is not rate limited', async () => {
  const { fake, webhook, clock } = await startOa()
  const event = userText('lặp lại', clock.now)
  const answers = new Set<number>()
  for (let call = 0; call < 300; call += 1) answers.add(await fake.post(webhook, event, { retry: 1 }))
  expect([...answers]).toEqual([200])
})

test('a tap comes as text whose payload is the button value; a question is never taken for one', async () => {
  const { fake, webhook, received, clock } = await startOa()
  await fake.post(webhook, userText(`${tapMark}entry:hotich.khai-sinh`, clock.now))
  await fake.post(webhook, userText('#chon số 2', clock.now))
  await fake.post(webhook, userText(tapMark, clock.now))
  expect(received.map(({ content }) => content)).toEqual([
    { kind: 'button', value: 'entry:hotich.khai-sinh' },
    { kind: 'text', text: '#chon số 2' },
    { kind: 'text', text: tapMark },
  ])
})

test('following joins, unfollowing leaves', async () => {
  const { fake, webhook, received, clock } = await startOa()
  await fake.post(webhook, follow(clock.now))
  await fake.post(webhook, unfollow(clock.now))
  await fake.post(webhook, { ...follow(clock.now), event_name: 'user_follow' })
  expect(received.map(({ content }) => content.kind)).toEqual(['joined', 'left', 'joined'])
  expect(new Set(received.map(({ conversation }) => conversation)).size).toBe(1)
})

test('pictures, files, voice, places, links and phone numbers arrive as what they are', async () => {
  const { fake, webhook, received, clock } = await startOa()
  const { now } = clock
  await fake.post(
    webhook,
    userSends('image', { thumbnail: 'https://x/t', url: 'https://x/a.jpg' }, now, { text: 'ổ gà' }),
  )
  await fake.post(
    webhook,
    userSends('file', { url: 'https://x/don.pdf', name: 'don.pdf', size: '1200', type: 'pdf' }, now),
  )
  await fake.post(webhook, userSends('audio', { url: 'https://x/a.amr' }, now))
  await fake.post(
    webhook,
    userSends('location', { coordinates: { latitude: '22.03', longitude: '103.15' } }, now),
  )
  await fake.post(webhook, userSends('link', { url: 'https://dichvucong.gov.vn', title: 'Cổng' }, now))
  await fake.post(webhook, userSends('sticker', { url: 'https://x/s', id: '1' }, now))
  const submit = {
    ...userText('', now),
    event_name: 'user_submit_info',
    message: undefined,
    info: { name: 'A', phone: 84900000000 },
  }
  await fake.post(webhook, submit)
  expect(received.map(({ content }) => content)).toEqual([
    { kind: 'file', file: { kind: 'photo', ref: 'https://x/a.jpg' }, caption: 'ổ gà' },
    { kind: 'file', file: { kind: 'document', ref: 'https://x/don.pdf', name: 'don.pdf', size: 1200 } },
    { kind: 'file', file: { kind: 'voice', ref: 'https://x/a.amr' } },
    { kind: 'location', latitude: 22.03, longitude: 103.15 },
    { kind: 'text', text: 'Cổng\nhttps://dichvucong.gov.vn' },
    { kind: 'unsupported', what: 'sticker' },
    { kind: 'contact', phone: '84900000000', name: 'A' },
  ])
})

test('several pictures in one event are several updates of one album', async () => {
  const { fake, webhook, received, clock } = await startOa()
  const event = userSends('image', { url: 'https://x/1.jpg' }, clock.now)
  const message = z.object({ msg_id: z.string(), attachments: z.array(z.unknown()) }).parse(event['message'])
  await fake.post(webhook, {
    ...event,
    message: {
      ...message,
      attachments: [...message.attachments, { type: 'image', payload: { url: 'https://x/2.jpg' } }],
    },
  })
  expect(received.map(({ id }) => id)).toEqual([message.msg_id, `${message.msg_id}#1`])
  expect(
    received.every(({ content }) => content.kind === 'file' && content.file.albumId === message.msg_id),
  ).toBe(true)
})

test('groups, receipts, tags and events nobody described are counted and left alone', async () => {
  const { fake, webhook, received, counts, clock } = await startOa()
  for (const name of [
    'user_seen_message',
    'user_received_message',
    'user_send_group_text',
    'add_user_to_tag',
    'something_new',
  ])
    expect(await fake.post(webhook, { ...userText('x', clock.now), event_name: name })).toBe(200)
  expect(await fake.post(webhook, { timestamp: String(clock.now.getTime()), hello: 'world' })).toBe(200)
  expect(received).toEqual([])
  expect(counts.get('event-ignored')).toBe(5)
  expect(counts.get('event-unreadable')).toBe(1)
})

test('the name Zalo keeps from its events is asked once and known from the second message on', async () => {
  const { fake, webhook, received, channel, clock } = await startOa()
  fake.names.set(resident, 'Lò Thị Thử')
  await fake.post(webhook, userText('một', clock.now))
  await channel.idle()
  await fake.post(webhook, userText('hai', clock.now))
  expect(received.map(({ sender }) => sender.name)).toEqual([undefined, 'Lò Thị Thử'])
  expect(fake.calls.filter(path => path.endsWith('/user/detail'))).toHaveLength(1)
})

test('where staff answer by hand the bot keeps quiet for an hour, but for taps and commands', async () => {
  const { fake, webhook, received, channel, counts, clock, to } = await startOa()
  await fake.post(webhook, userText('tôi cần gặp người', clock.now))
  const { messageRef } = await channel.send(to, { text: 'Dạ, đợi chút ạ.' })
  // Our own message comes back as an event too: it is not staff.
  await fake.post(webhook, oaSent('Dạ, đợi chút ạ.', clock.now, messageRef))
  await channel.idle()
  await fake.post(webhook, userText('vâng', clock.now))
  await fake.post(webhook, oaSent('Chị đến quầy số 3 nhé', clock.now))
  await channel.idle()
  await fake.post(webhook, userText('cảm ơn em', clock.now))
  await fake.post(webhook, userText('/trogiup', clock.now))
  await fake.post(webhook, userText(`${tapMark}menu`, clock.now))
  clock.forward(61 * 60_000)
  await fake.post(webhook, userText('làm khai sinh cần gì', clock.now))
  expect(received.map(({ addressed }) => addressed)).toEqual([true, true, false, true, true, true])
  expect(counts.get('staff-message')).toBe(1)
})

const fixtures = z
  .array(z.object({ name: z.string(), body: z.unknown(), reads: z.unknown() }))
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/zalo-oa/events.json', import.meta.url), 'utf8')))

test.each(fixtures)('recorded shape: $name', ({ body, reads }) => {
  const event = readOaEvent(body)
  const said =
    event.kind === 'updates'
      ? { interaction: event.interaction, updates: event.updates.map(({ id, content }) => ({ id, content })) }
      : event
  expect(JSON.parse(JSON.stringify(said))).toEqual(reads)
})
