/** The limits of a channel, over simulated time: never exceeded in any window, nobody forgotten, answers first. */
import { expect, test } from 'vitest'
import { conversationId, type Pace } from '../../bot/chat.ts'
import { createPaceKeeper } from '../../bot/pace.ts'

const pace: Pace = { parallel: 25, perSecond: 25, perChatPerSecond: 1, perGroupPerMinute: 18 }

/** A clock that goes to the next thing somebody waits for. */
const simulation = () => {
  let now = 1_000_000
  const waits: { at: number; resolve: () => void }[] = []
  const keeper = createPaceKeeper({
    now: () => now,
    delay: ms =>
      new Promise(resolve => {
        waits.push({ at: now + ms, resolve })
      }),
    signal: new AbortController().signal,
  })
  const sent: { to: string; at: number; priority: number }[] = []
  return {
    keeper,
    sent,
    clock: {
      set(value: number) {
        now = value
      },
      get now() {
        return now
      },
    },
    async send(to: string, priority = 0): Promise<void> {
      const turn = await keeper.turn('telegram', conversationId('telegram', to), pace, priority)
      expect(turn).not.toBe('stopped')
      sent.push({ to, at: now, priority })
      keeper.done('telegram')
    },
    async passUntil(done: () => boolean): Promise<void> {
      for (let step = 0; step < 100_000; step += 1) {
        await new Promise(resolve => setImmediate(resolve))
        if (done()) return
        waits.sort((a, b) => a.at - b.at)
        const next = waits.shift()
        if (next === undefined) throw new Error(`nobody waits any more, and ${sent.length} were sent`)
        now = Math.max(now, next.at)
        next.resolve()
      }
      throw new Error('it never ends')
    },
  }
}

const mostWithin = (stamps: readonly number[], spanMs: number): number =>
  Math.max(...stamps.map(start => stamps.filter(at => at >= start && at < start + spanMs).length))

test('two hundred chats at once and a busy group with topics: every limit is kept, everybody is served', async () => {
  const world = simulation()
  for (let chat = 0; chat < 200; chat += 1)
    for (let count = 0; count < 5; count += 1) void world.send(`${1000 + chat}`)
  for (let count = 0; count < 40; count += 1) void world.send(count % 2 === 0 ? '-100500/7' : '-100500')
  await world.passUntil(() => world.sent.length === 1040)
  expect(
    mostWithin(
      world.sent.map(({ at }) => at),
      1000,
    ),
  ).toBeLessThanOrEqual(25)
  const group = world.sent.filter(({ to }) => to.startsWith('-100500')).map(({ at }) => at)
  expect(mostWithin(group, 60_000)).toBeLessThanOrEqual(18)
  const one = world.sent.filter(({ to }) => to === '1000').map(({ at }) => at)
  expect(mostWithin(one, 3000)).toBeLessThanOrEqual(3)
})

test('answers go before a broadcast that is under way', async () => {
  const world = simulation()
  for (let chat = 0; chat < 500; chat += 1) void world.send(`${1000 + chat}`, 2)
  await world.passUntil(() => world.sent.length >= 100)
  const asked = world.clock.now
  void world.send('7')
  await world.passUntil(() => world.sent.some(({ to }) => to === '7'))
  expect(world.clock.now - asked).toBeLessThanOrEqual(1000)
  expect(world.sent.length).toBeLessThan(140)
})

test('told to wait in one chat, only that chat waits; in two, the channel does', async () => {
  const world = simulation()
  const start = world.clock.now
  world.keeper.hold('telegram', conversationId('telegram', '1'), 5000)
  await world.send('2')
  expect(world.clock.now).toBe(start)
  void world.send('1')
  await world.passUntil(() => world.sent.some(({ to }) => to === '1'))
  expect(world.clock.now - start).toBeGreaterThanOrEqual(5000)

  const again = world.clock.now
  world.keeper.hold('telegram', conversationId('telegram', '1'), 5000)
  world.keeper.hold('telegram', conversationId('telegram', '2'), 5000)
  void world.send('3')
  await world.passUntil(() => world.sent.some(({ to }) => to === '3'))
  expect(world.clock.now - again).toBeGreaterThanOrEqual(5000)
})

test('a clock set back an hour makes nobody wait an hour', async () => {
  const world = simulation()
  for (let count = 0; count < 3; count += 1) await world.send('1')
  world.keeper.hold('telegram', conversationId('telegram', '1'), 2000)
  world.clock.set(world.clock.now - 3_600_000)
  await world.send('1')
  expect(world.sent).toHaveLength(4)
})
