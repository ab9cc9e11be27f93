/** A counter is rated once a person; new pages do not make new people without end, and no address is kept for that. */
import { expect, test } from 'vitest'
import { createNetworkMarks } from '../../../bot/http/network-mark.ts'
import { keepTerms } from '../../../bot/retention.ts'
import { ratingCounts, totalOf } from '../../../handlers/satisfaction/figures.ts'
import { startWebWard } from '../../support/web-ward.ts'

const minute = 60_000
const day = 24 * 60 * minute

const setting = async () => {
  const clock = { now: new Date('2026-11-16T08:00:00+07:00') }
  const { address, ward, repositories } = await startWebWard({ now: () => clock.now })
  let pages = 0
  const tap = async (session: string, value: string): Promise<string> => {
    const answer = await fetch(`${address}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, button: value }),
    })
    return await answer.text()
  }
  return {
    clock,
    repositories,
    raw: ward.database.raw,
    tap,
    newPage: (value = 'hl:q:2:good') => {
      pages += 1
      return tap(`trang-moi-${String(pages).padStart(8, '0')}`, value)
    },
    counted: async () => totalOf(await ratingCounts(repositories, '2026-11-01', '2026-11-30')),
  }
}

test('opening the page anew does not make a rating of each tap; who has rated may change their mind', async () => {
  const { newPage, tap, counted } = await setting()
  for (let person = 0; person < 3; person += 1) expect(await newPage()).toContain('Cảm ơn')
  expect(await newPage()).toMatch(/cùng một mạng nên lượt này chưa tính/)
  expect(await newPage('hl:q:2:bad')).toMatch(/chưa tính/)
  expect(await tap('trang-moi-00000001', 'hl:q:2:neutral')).toContain('Cảm ơn')
  expect(await counted()).toEqual({ good: 2, neutral: 1, bad: 0 })
  // Somebody in the same waiting room, at another counter.
  expect(await newPage('hl:q:3:bad')).toContain('Cảm ơn')
})

test('a waiting room behind one router fits; a day is bounded, the next begins anew, the mark is forgotten', async () => {
  const { clock, newPage, counted, repositories, raw } = await setting()
  for (let person = 0; person < 24; person += 1) {
    await newPage()
    clock.now = new Date(clock.now.getTime() + 4 * minute)
  }
  expect(await counted()).toEqual({ good: 20, neutral: 0, bad: 0 })
  const networks = raw.prepare('SELECT DISTINCT network FROM satisfaction').pluck()
  expect(networks.all()).toEqual([expect.stringMatching(/^[\w-]{22}$/)])
  expect(raw.prepare(`SELECT count(*) FROM inbox WHERE body LIKE '%network%'`).pluck().get()).toBe(0)
  clock.now = new Date(clock.now.getTime() + day)
  await keepTerms({ repositories }, clock.now)
  expect(networks.all()).toEqual([null])
  expect(await newPage()).toContain('Cảm ơn')
  expect(await counted()).toEqual({ good: 21, neutral: 0, bad: 0 })
})

test('a mark tells a network from another for one day, whatever the form of its address', () => {
  const clock = { now: new Date('2026-11-16T23:59:00+07:00') }
  const mark = createNetworkMarks(() => clock.now)
  const home = mark('203.0.113.7')
  expect(mark('::ffff:203.0.113.7')).toBe(home)
  expect(mark('203.0.113.8')).not.toBe(home)
  expect(mark('2001:db8:1:2::1')).toBe(mark('2001:0db8:0001:0002:aaaa:bbbb:cccc:dddd'))
  expect(mark('2001:db8:1:3::1')).not.toBe(mark('2001:db8:1:2::1'))
  expect(createNetworkMarks(() => clock.now)('203.0.113.7')).not.toBe(home)
  clock.now = new Date('2026-11-17T00:00:00+07:00')
  expect(mark('203.0.113.7')).not.toBe(home)
})
