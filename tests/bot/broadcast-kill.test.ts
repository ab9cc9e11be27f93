/** kill -9 twice while a notice goes out: everybody gets it once; what was under way at that moment may come again, marked. */
import { expect, test } from 'vitest'
import { broadcastWithKills } from '../support/broadcast-kills.ts'

test('two thousand people, killed twice', async () => {
  const { outcome, reached } = await broadcastWithKills(2000, [300, 1100])
  expect(reached).toBe(2000)
  expect(outcome).toEqual([{ channel: 'telegram', outcome: 'sent', people: 2000 }])
})

test('killed, then cancelled: the rest gets nothing', async () => {
  const { outcome, reached } = await broadcastWithKills(600, [100], 250)
  const people = (what: string) => outcome.find(count => count.outcome === what)?.people ?? 0
  expect(reached).toBe(people('sent'))
  expect(people('sent') + people('cancelled')).toBe(600)
  expect(people('cancelled')).toBeGreaterThan(50)
})
