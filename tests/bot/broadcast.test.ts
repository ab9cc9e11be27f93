/** A notice to two thousand: each once, within the channel's limits, behind every answer, stopped midway by a word. */
import { expect, test } from 'vitest'
import { broadcastWorld, mostInASecond, perSecond } from '../support/broadcast-world.ts'
import { approvedNotice } from '../support/subscribers.ts'

test('two thousand people: each once, never faster than the channel allows, and answers do not wait', async () => {
  const world = await broadcastWorld(2000)
  const { ward, natives, out } = world
  const id = await approvedNotice(ward.repositories, 'telegram', 'Họp dân tối mai', ward.clock.now)
  const begun = ward.clock.now.getTime()

  // Somebody whose own notice is in line asks a question, and so does a stranger.
  await world.passUntil(() => world.sentTo().length >= 500)
  const waiting = ward.runtime.database.raw
    .prepare(
      `SELECT conversation FROM outbox WHERE state = 'pending' AND priority = 2 ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get()
  const inLine = String(waiting).replace('telegram:', '')
  const askedAt = ward.clock.now.getTime()
  await world.says(inLine, '/riengtu')
  await world.says('77', '/riengtu')
  const answers = () => out.filter(({ priority }) => priority === 'answer')
  await world.passUntil(() => answers().length >= 2)
  for (const { at } of answers()) expect(at - askedAt).toBeLessThanOrEqual(1000)
  // A person who has just been told stops: it is late for this notice, and nothing breaks.
  await world.says(natives[0] ?? '', 'DỪNG')
  // One of the last stops before their turn.
  await world.says(natives[1990] ?? '', 'DỪNG')

  await world.passUntil(async () => (await ward.repositories.broadcasts.byId(id))?.state === 'done')
  await world.passUntil(() => out.some(({ priority }) => priority === 'notice'))
  world.stop()
  const told = world.sentTo().map(({ to }) => to)
  expect(new Set(told).size).toBe(told.length)
  expect(told).toHaveLength(1999)
  expect(mostInASecond(out.map(({ at }) => at))).toBeLessThanOrEqual(perSecond)
  // Not slower than it need be either: four fifths of the channel's places.
  expect((ward.clock.now.getTime() - begun) / 1000).toBeLessThan((2000 / (perSecond * 0.8)) * 1.3)
  expect((await ward.repositories.broadcasts.byId(id))?.result).toEqual([
    { channel: 'telegram', outcome: 'sent', people: 1999 },
    { channel: 'telegram', outcome: 'stopped', people: 1 },
  ])
})

test('cancelled midway: what was not sent stays unsent, and both are counted', async () => {
  const world = await broadcastWorld(1000)
  const { ward } = world
  const id = await approvedNotice(ward.repositories, 'telegram', 'Họp dân tối mai', ward.clock.now)
  await world.passUntil(() => world.sentTo().length >= 300)
  await world.says('900000001', `/thongbao ${id}`)
  await world.passUntil(() => world.out.some(({ to }) => to.endsWith('900000001')))
  await world.says('900000001', 'Hủy, không gửi nữa')
  await world.passUntil(async () => (await ward.repositories.broadcasts.byId(id))?.state === 'cancelled')
  const sent = world.sentTo().length
  const from = ward.clock.now.getTime()
  await world.passUntil(() => ward.clock.now.getTime() > from + 60_000)
  world.stop()
  expect(world.sentTo().length - sent).toBeLessThanOrEqual(1)
  const outcome = await ward.repositories.broadcasts.outcome(id)
  const people = (what: string) => outcome.find(count => count.outcome === what)?.people ?? 0
  expect(people('sent')).toBe(world.sentTo().length)
  expect(people('sent') + people('cancelled')).toBe(1000)
})
