/**
 * Five thousand updates from five hundred chats while everything that can go wrong does, each fault in 2 % of the calls:
 * every update is handled once, every chat is answered in order, the memory stays flat. Time runs fifty times as fast.
 */
import { expect, test } from 'vitest'
import { badGateway, badGatewayPage, type Fault, flood } from '../support/fake-telegram/faults.ts'
import { fastClock } from '../support/fast-clock.ts'
import { telegramWard } from '../support/telegram-ward.ts'

const chats = 500
const updatesPerChat = 10
const share = 0.02
const speed = 50
/** Each asks for a sentence that names it, so that order can be read off the answers. */
const commands = ['/riengtu', '/ngonngu', '/dulieu', '/huy', '/xoadulieu']
const answers = [
  /Tôi giữ gì/,
  /tiếng gì/,
  /Dữ liệu tôi đang giữ/,
  /Không có việc gì đang làm dở/,
  /Xóa câu hỏi/,
]

const faults: readonly Fault[] = [
  flood(1),
  badGateway,
  badGatewayPage,
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'cut' },
  { kind: 'silence' },
]

/** Numbers that look random and are the same every time. */
const seeded = (seed: number) => (): number => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}

const heapMegabytes = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test(`${chats * updatesPerChat} updates from ${chats} chats with ${share * 100} % faults of each kind`, {
  timeout: 180_000,
}, async () => {
  const clock = fastClock(speed, new Date('2026-11-22T09:00:00+07:00'))
  const ward = await telegramWard({
    clock,
    // The production pace; these two are counted by the real clock: how long an unanswered call holds us up.
    adapter: { answerMs: 1000, holdSeconds: 1 },
  })
  const { telegram, runtime, repositories } = ward
  const random = seeded(20_261_122)
  const people = Array.from({ length: chats }, (_, index) => telegram.person(`Người ${index}`))
  telegram.faults.sprinkle(/^(?:send|edit|getUpdates|answer)/, share, faults, random)

  /** Everything confirmed, handled and delivered. */
  const quiet = async (): Promise<void> => {
    await telegram.confirmed()
    await expect
      .poll(async () => [await repositories.inbox.counts(), await repositories.outbox.counts()], {
        timeout: 30_000,
        interval: 20,
      })
      .toEqual([
        { pending: 0, failed: 0 },
        { pending: 0, dead: 0 },
      ])
  }

  const heaps: number[] = []
  let duplicates = 0
  for (let round = 0; round < updatesPerChat; round += 1) {
    const order = people.map(person => ({ person, key: random() })).sort((a, b) => a.key - b.key)
    for (const { person } of order) {
      person.says(commands[round % commands.length] ?? '')
      // Telegram repeats 2 % of what it delivers.
      const last = telegram.state.pending.at(-1)
      if (last !== undefined && random() < share) {
        telegram.state.pushAgain(last)
        duplicates += 1
      }
    }
    await quiet()
    if (round >= 2) heaps.push(heapMegabytes())
  }
  const handled: unknown = runtime.database.raw
    .prepare(`SELECT count(*) FROM inbox WHERE state = 'done'`)
    .pluck()
    .get()
  expect(handled).toBe(chats * updatesPerChat)
  const written: unknown = runtime.database.raw
    .prepare(`SELECT count(*) FROM outbox WHERE state = 'sent'`)
    .pluck()
    .get()
  expect(written).toBe(chats * updatesPerChat)
  let marked = 0
  for (const person of people) {
    const own = person.seen.filter(({ text }) => !text.startsWith('(Gửi lại'))
    marked += person.seen.length - own.length
    // Of each answer the first copy counts: a second one says that it is one.
    const order = person.seen.map(({ text }) => answers.findIndex(answer => answer.test(text)))
    const steps = order.filter((answer, at) => at === 0 || answer !== order[at - 1])
    expect(steps).toEqual(Array.from({ length: updatesPerChat }, (_, round) => round % answers.length))
  }
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0)
  console.info({
    faults: Object.fromEntries(telegram.faults.counts),
    duplicates,
    marked,
    heapMegabytes: heaps.map(Math.round),
    seconds: Math.round(performance.now() / 1000),
  })
  expect(growth).toBeLessThan(20)
})
