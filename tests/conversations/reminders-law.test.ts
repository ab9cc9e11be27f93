/** Laws of reminders over random wards, hours, channels and wishes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Channel } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { isWorkingDay } from '../../content/office-hours.ts'
import { clockOf, dayOf, instantOf } from '../../content/vietnam-time.ts'
import { openDatabase } from '../../storage/database.ts'
import type { ScriptedChannel } from '../support/conversation.ts'
import { openDesk } from '../support/reminder-desk.ts'
import { counter, office, radio, two } from '../support/reminder-ward.ts'

const units = [office, radio, counter, 'Phòng Kinh tế, Hạ tầng và Đô thị', 'Công an phường', null]

test('law: never twice, never outside humane hours or on a later day, never to people of another unit', async () => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const locales = loadLocales(contentDir)
  interface Someone {
    readonly role: 'officer' | 'lead' | 'admin'
    readonly unit: string | null
    readonly channel: Channel
    readonly at: string
    readonly off: string[]
  }
  const someone: fc.Arbitrary<Someone> = fc.record({
    role: fc.constantFrom('officer', 'lead', 'admin'),
    unit: fc.constantFrom(...units),
    channel: fc.constantFrom<Channel>('telegram', 'zalo-oa'),
    at: fc.constantFrom('07:00', '08:00', '16:30'),
    off: fc.subarray(['report', 'task', 'month-end', 'weekly']),
  })
  const attentive = units.map(
    (unit): Someone => ({
      role: unit === office ? 'lead' : 'officer',
      unit,
      channel: 'telegram',
      at: '08:00',
      off: [],
    }),
  )
  const daily = Array.from({ length: 140 }, () => ({ hours: 24, wish: null, issues: null, broken: false }))
  const move = fc.record({
    hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 24, max: 500 })),
    wish: fc.option(fc.record({ who: fc.nat(5), days: fc.integer({ min: 1, max: 6 }), muted: fc.boolean() })),
    issues: fc.option(fc.constantFrom(...units), { freq: 8 }),
    /** No channel delivers anything just then. */
    broken: fc.boolean(),
  })
  let messages = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { minLength: 1, maxLength: 6 }),
      fc.array(move, { minLength: 20, maxLength: 60 }),
      fc.integer({ min: 0, max: 300 }),
      async (people, moves, firstDay) => {
        const database = await openDatabase(':memory:')
        const [telegram, zalo] = two()
        const lines = new Map<Channel, ScriptedChannel>([
          ['telegram', telegram],
          ['zalo-oa', zalo],
        ])
        const desk = openDesk({ database, library, locales, lines })
        let now = new Date(instantOf('2026-01-05', '09:00').getTime() + firstDay * 24 * 3_600_000)
        const ids: number[] = []
        for (const [index, { role, unit, channel, at: hour, off }] of people.entries()) {
          const contact = await desk.join(`p${index}`, role, unit, now, channel)
          ids.push(contact.person)
          await desk.repositories.reminders.prefer(contact.person, { at: hour, off }, now)
          if (channel === 'zalo-oa')
            await desk.repositories.windows.noteInteraction(contact.conversation, now)
        }
        for (const { hours, wish, issues, broken } of moves) {
          now = new Date(now.getTime() + hours * 3_600_000)
          await desk.remind(now, !broken)
          await desk.remind(now, !broken)
          const person = ids[wish?.who ?? 0]
          const [some] = (await desk.repositories.reminders.of(['report:2026-Q1', 'report:2026-H1'])).slice(
            -1,
          )
          if (wish !== null && person !== undefined && some !== undefined)
            await desk.repositories.reminders.wish(
              { person, what: some.what, scope: some.scope, muted: wish.muted, until: dayOf(now) },
              now,
            )
          if (issues !== null)
            await desk.repositories.reminders.settle(`report:2026-Q1`, issues ?? '', { contact: 1, now })
        }
        const queued = await desk.queued()
        const arrived = queued.flatMap(one => (one.sent === null ? [] : [{ ...one, sent: one.sent }]))
        messages += arrived.length
        const origins = arrived.map(({ origin }) => origin).filter(origin => /^reminder:\d/.test(origin))
        expect(new Set(origins).size).toBe(origins.length)
        for (const { at: when, to, text, sent, origin } of arrived) {
          // What comes days later would tell of a day that is over.
          if (/^reminder:\d/.test(origin)) {
            expect(dayOf(sent)).toBe(dayOf(when))
            expect(clockOf(sent) < '18:00').toBe(true)
          }
          const one = people[Number(to.slice(1))]
          expect(isWorkingDay(dayOf(when))).toBe(true)
          expect(clockOf(when) >= (one?.at ?? '') && clockOf(when) < '18:00').toBe(true)
          // A unit's matter names the unit behind its title; it reaches nobody else.
          const named = /^🔔 \*\*.+\*\*, (.+)$/m.exec(text)?.[1]
          if (named !== undefined) expect(named).toBe(one?.unit)
          if (/^🔔 \*\*Báo cáo .+ của phường\*\*/.test(text))
            expect(
              one?.unit === office || (one?.role !== 'officer' && !people.some(p => p.unit === office)),
            ).toBe(true)
        }
        const said = new Set(arrived.map(({ at: when, to, text }) => `${dayOf(when)}|${to}|${text}`))
        expect(said.size).toBe(arrived.length)
        await database.close()
      },
    ),
    // Chance may draw worlds in which nothing is due, so one is given: everybody listens, day by day over the
    // reports of spring.
    { numRuns: 25, examples: [[attentive, daily, 40]] },
  )
  // The law must not hold because nothing was ever said.
  expect(messages).toBeGreaterThan(25)
})
