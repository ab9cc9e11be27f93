/**
 * A notice to twenty thousand subscribers: once each within a channel's limits over simulated time, and over HTTP by a
 * process that is killed twice; and one that is cancelled midway after a kill.
 */
import { expect, test } from 'vitest'
import { broadcastWithKills } from '../support/broadcast-kills.ts'
import { broadcastWorld, mostInASecond, perSecond } from '../support/broadcast-world.ts'
import { approvedNotice } from '../support/subscribers.ts'

const people = 20_000

test(`${people} people on a channel of ${perSecond} messages a second`, { timeout: 300_000 }, async () => {
  const world = await broadcastWorld(people)
  const { ward } = world
  const begun = ward.clock.now.getTime()
  const id = await approvedNotice(ward.repositories, 'telegram', 'Họp dân tối mai', ward.clock.now)
  await world.passUntil(
    async () => (await ward.repositories.broadcasts.byId(id))?.state === 'done',
    1_000_000,
  )
  world.stop()
  const told = world.sentTo()
  const minutes = (ward.clock.now.getTime() - begun) / 60_000
  const most = mostInASecond(told.map(({ at }) => at))
  console.info({ told: told.length, mostInASecond: most, minutes: Math.round(minutes * 10) / 10 })
  expect(new Set(told.map(({ to }) => to)).size).toBe(people)
  expect(told).toHaveLength(people)
  expect(most).toBeLessThanOrEqual(perSecond)
})

test(`${people} people, killed twice`, { timeout: 600_000 }, async () => {
  const { outcome, reached, repeats } = await broadcastWithKills(people, [4000, 13_000])
  console.info({ reached, repeats })
  expect(reached).toBe(people)
  expect(outcome).toEqual([{ channel: 'telegram', outcome: 'sent', people }])
})

test(`${people} people, killed, then cancelled midway`, { timeout: 600_000 }, async () => {
  const { outcome, reached, repeats } = await broadcastWithKills(people, [3000], 6000)
  const of = (what: string): number => outcome.find(count => count.outcome === what)?.people ?? 0
  console.info({ sent: of('sent'), cancelled: of('cancelled'), repeats })
  expect(reached).toBe(of('sent'))
  expect(of('sent') + of('cancelled')).toBe(people)
})
