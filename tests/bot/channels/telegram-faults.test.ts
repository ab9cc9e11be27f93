/** Every fault of telegram.md 1.2: what goes wrong at Telegram or on the way there, and what people see of it. */
import { expect, test } from 'vitest'
import { conversationId } from '../../../bot/chat.ts'
import { testStart } from '../../support/conversation.ts'
import {
  badGateway,
  badGatewayPage,
  type Fault,
  flood,
  otherPoller,
  unauthorized,
} from '../../support/fake-telegram/faults.ts'
import { telegramLimits } from '../../support/fake-telegram/guard.ts'
import { fastClock } from '../../support/fast-clock.ts'
import { telegramWard } from '../../support/telegram-ward.ts'

const privacyText = /Tôi giữ gì/
const languageText = /tiếng gì/
const repeatNote = /^\(Gửi lại/

/** On a busy machine things take longer. */
const patiently = { timeout: 20_000, interval: 10 }

type Ward = Awaited<ReturnType<typeof telegramWard>>

/** Two questions in a row, the first answer meets the fault: both arrive, in order. */
const askTwice = async ({ resident, telegram, settle }: Ward) => {
  const lan = resident('Lan')
  await lan.talk.says('/start')
  const before = lan.seen.length
  return {
    lan,
    async ask(fault: Fault, times = 1) {
      telegram.faults.plan('sendMessage', fault, times)
      lan.says('/riengtu')
      lan.says('/ngonngu')
      await settle()
      await telegram.until(() => lan.seen.some(({ text }) => languageText.test(text)))
      return lan.seen.slice(before).map(({ text }) => text)
    },
  }
}

test.each([
  ['429 with retry_after', flood(3)],
  ['502 as JSON', badGateway],
  ['502 as a page of a proxy', badGatewayPage],
])('%s: the answer arrives once, unmarked, in order', async (_name, fault) => {
  const { ask } = await askTwice(await telegramWard())
  const texts = await ask(fault)
  expect(texts).toHaveLength(2)
  expect(texts[0]).toMatch(/^Tôi giữ gì/)
  expect(texts[1]).toMatch(languageText)
})

test('429: we wait as long as Telegram asks, and nobody else does', async () => {
  const ward = await telegramWard()
  const { telegram, resident, settle } = ward
  const lan = resident('Lan')
  const minh = resident('Minh')
  await lan.talk.says('/start')
  await minh.talk.says('/start')
  const asked = ward.clock.now().getTime()
  telegram.faults.plan('sendMessage', flood(4))
  lan.says('/riengtu')
  await telegram.until(() => telegram.faults.counts.has('429'))
  await minh.talk.says('/riengtu')
  minh.talk.hears(privacyText)
  await settle()
  await telegram.until(() => lan.seen.some(({ text }) => privacyText.test(text)))
  expect(ward.clock.now().getTime() - asked).toBeGreaterThanOrEqual(4000)
})

test('reset before processing: the answer arrives exactly once', async () => {
  const { ask } = await askTwice(await telegramWard())
  const texts = await ask({ kind: 'reset-before' })
  expect(texts.filter(text => privacyText.test(text))).toHaveLength(1)
  expect(texts.at(-1)).toMatch(languageText)
})

test.each<[string, Fault]>([
  ['reset after processing', { kind: 'reset-after' }],
  ['an answer cut off', { kind: 'cut' }],
  ['an answer that never comes', { kind: 'silence' }],
])('%s: a second copy says that it is one', async (_name, fault) => {
  const { ask } = await askTwice(await telegramWard())
  const texts = await ask(fault)
  const copies = texts.filter(text => privacyText.test(text))
  expect(copies).toHaveLength(2)
  expect(copies[0]).not.toMatch(repeatNote)
  expect(copies[1]).toMatch(repeatNote)
  expect(texts.at(-1)).toMatch(languageText)
})

test('a slow answer holds up nobody else', async () => {
  const { resident, telegram } = await telegramWard()
  const lan = resident('Lan')
  const minh = resident('Minh')
  await lan.talk.says('/start')
  await minh.talk.says('/start')
  telegram.faults.plan('sendMessage', { kind: 'silence' })
  lan.says('/riengtu')
  await telegram.until(() => telegram.faults.counts.has('silence'))
  minh.says('/riengtu')
  await telegram.until(() => minh.seen.some(({ text }) => privacyText.test(text)))
})

test('polls that fail in every way: updates come in once, in order, when it is over', async () => {
  const ward = await telegramWard()
  const { telegram, resident, settle, adapter } = ward
  const lan = resident('Lan')
  await lan.talk.says('/start')
  const polls: Fault[] = [
    flood(2),
    badGateway,
    badGatewayPage,
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'cut' },
  ]
  for (const fault of polls) {
    telegram.faults.plan('getUpdates', fault)
    const before = lan.seen.length
    lan.says('/riengtu')
    await settle()
    expect(lan.seen.length - before).toBe(1)
  }
  expect(adapter.status()).toEqual({ state: 'connected' })
})

test('the same update again, at once and after a restart, has one effect', async () => {
  const first = await telegramWard()
  const { telegram, dataDir, clock } = first
  const lan = first.resident('Lan')
  lan.says('/riengtu')
  const [update] = telegram.state.pending
  await first.settle()
  expect(lan.seen).toHaveLength(1)
  if (update === undefined) throw new Error('nothing was pending')
  telegram.state.pushAgain(update)
  await first.settle()
  expect(lan.seen).toHaveLength(1)
  await first.stop()
  telegram.state.pushAgain(update)
  const second = await telegramWard({ telegram, dataDir, clock })
  await second.settle()
  expect(lan.seen).toHaveLength(1)
})

test('out of order: a tap on a message we do not know, an edit nobody asked for, an older message after a newer', async () => {
  const { resident, telegram, settle, repositories } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/ngonngu')
  lan.says('/riengtu', { message_id: 5000 })
  lan.says('/dulieu', { message_id: 17 })
  telegram.state.push(lan.chat.id, {
    edited_message: { message_id: 5000, date: 1, chat: { id: lan.chat.id, type: 'private' }, text: 'sửa' },
  })
  telegram.state.push(lan.chat.id, {
    callback_query: {
      id: telegram.state.addQuery(),
      from: lan.user,
      data: 'menu:all',
      message: { message_id: 999_999, date: 0, chat: { id: lan.chat.id, type: 'private' } },
    },
  })
  await settle()
  const texts = lan.seen.map(({ text }) => text)
  expect(texts[1]).toMatch(privacyText)
  expect(texts[2]).toMatch(/Dữ liệu tôi đang giữ/)
  // The card to edit is not there: the menu comes as a new message.
  expect(texts[3]).toMatch(/dịch vụ công/)
  expect(texts).toHaveLength(4)
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 0 })
})

test('updates nobody can read are dropped and hold nobody up; a handler that fails says sorry', async () => {
  const { resident, telegram, settle, runtime, repositories } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/start')
  telegram.state.push(1, { message: { strange: true } })
  telegram.state.push(1, { message: { message_id: 1, date: 0, chat: { id: 'x', type: 'hologram' } } })
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)
  runtime.database.raw.exec('ALTER TABLE question RENAME TO question_away')
  await lan.talk.says('mất thẻ căn cước thì làm lại ở đâu')
  lan.talk.hears(/trục trặc/)
  runtime.database.raw.exec('ALTER TABLE question_away RENAME TO question')
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)
  await settle()
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 1 })
})

test('another program polls with our token: said clearly, retried, the bot stays up', async () => {
  const { resident, telegram, adapter } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/start')
  telegram.faults.plan('getUpdates', otherPoller, 2)
  lan.says('/riengtu')
  await telegram.until(() => telegram.faults.counts.has('409'))
  await expect.poll(() => adapter.status().detail, patiently).toMatch(/cùng TELEGRAM_TOKEN/)
  await telegram.until(() => lan.seen.some(({ text }) => privacyText.test(text)))
  await telegram.until(() => telegram.faults.counts.get('409') === 2)
  await expect.poll(() => adapter.status(), patiently).toEqual({ state: 'connected' })
})

test('a revoked token: the admin is told what to do, the answer is kept, other chats of ours go on', async () => {
  const { resident, telegram, adapter, repositories, settle } = await telegramWard({
    clock: fastClock(2000, testStart),
  })
  const lan = resident('Lan')
  await lan.talk.says('/start')
  telegram.faults.plan(/^(?!getMe)/, unauthorized, 2)
  lan.says('/riengtu')
  await expect.poll(() => adapter.status().state, patiently).toBe('needs-human')
  expect(adapter.status().detail).toMatch(/@BotFather/)
  await telegram.until(() => lan.seen.some(({ text }) => privacyText.test(text)))
  await settle()
  expect(await repositories.outbox.counts()).toEqual({ pending: 0, dead: 0 })
})

test('blocked by one resident, unknown to Telegram by another: both marked, others served', async () => {
  const { resident, telegram, repositories, settle, runtime, clock } = await telegramWard()
  const gone = resident('Gone')
  await gone.talk.says('/start')
  gone.chat.closed = 'Forbidden: bot was blocked by the user'
  await gone.talk.says('/riengtu')
  gone.talk.hearsNothing()
  const nobody = conversationId('telegram', '424242')
  await repositories.outbox.add(nobody, [{ text: 'Xin chào' }], { now: clock.now() })
  runtime.sender.wake([nobody])
  await settle()
  expect(await repositories.outbox.counts()).toEqual({ pending: 0, dead: 2 })
  expect(await repositories.contacts.withRole(['resident'])).toEqual([])
  const lan = resident('Lan')
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)
  expect(telegram.faults.counts.size).toBe(0)
})

test('a tap answered too late is still worked on', async () => {
  const { resident, telegram } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/ngonngu')
  telegram.faults.plan('answerCallbackQuery', {
    kind: 'error',
    code: 400,
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  })
  await lan.talk.presses('English')
  lan.talk.hears(/English/)
})

test('markup Telegram refuses goes out as plain words', async () => {
  const { resident, telegram } = await telegramWard()
  const lan = resident('Lan')
  telegram.faults.plan('sendMessage', {
    kind: 'error',
    code: 400,
    description: `Bad Request: can't parse entities: Unsupported start tag "b" at byte offset 3`,
  })
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)
  expect(lan.seen[0]?.entities).toEqual([])
  expect(lan.seen[0]?.text).not.toMatch(/[*<]/)
})

test('the same card again is no error', async () => {
  const { resident } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/trogiup')
  await lan.talk.presses(lan.buttons[0] ?? '')
  const before = lan.seen.length
  lan.presses(/Nhóm việc khác/)
  // The same tap twice: the second edit changes nothing.
  await lan.talk.does(() => lan.presses(/Nhóm việc khác/))
  expect(lan.seen).toHaveLength(before)
})

test('whatever Telegram refuses as a flood comes later: all are answered once, in a group too', async () => {
  const { telegram, resident, settle, talker } = await telegramWard({ fake: { limits: telegramLimits } })
  const people = Array.from({ length: 50 }, (_, index) => resident(`Người ${index}`))
  const group = telegram.group('Cán bộ phường')
  for (const person of people) person.says('/riengtu')
  const [first] = people
  if (first === undefined) throw new Error('nobody')
  const member = group.member(first)
  const talk = talker(member)
  await talk.does(() => {
    for (let count = 0; count < 25; count += 1) member.says('/trogiup')
  })
  await telegram.until(() => people.every(({ seen }) => seen.length > 0) && member.seen.length >= 25)
  await settle()
  for (const { seen } of people) expect(seen.filter(({ text }) => !repeatNote.test(text))).toHaveLength(1)
  expect(member.seen).toHaveLength(25)
})

test('the clock is set back an hour: nobody waits an hour', async () => {
  const { resident, clock } = await telegramWard()
  const lan = resident('Lan')
  for (const text of ['/start', '/riengtu', '/ngonngu']) await lan.talk.says(text)
  clock.forward(-60 * 60 * 1000)
  await lan.talk.says('/riengtu')
  lan.talk.hears(privacyText)
})
