/** What people do with reminders: put them off, stop them, say it is sent; and channels that do not take them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Channel } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { remind } from '../../bot/scheduler.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { isWorkingDay } from '../../content/office-hours.ts'
import { periodOf } from '../../content/report/periods.ts'
import { clockOf, dayOf, instantOf } from '../../content/vietnam-time.ts'
import { openDatabase } from '../../storage/database.ts'
import {
  createScriptedChannel,
  type Person,
  type ScriptedChannel,
  type TestWard,
  testWard,
} from '../support/conversation.ts'
import { openDesk } from '../support/reminder-desk.ts'

const office = 'Phòng Văn hóa - Xã hội'
const radio = 'Trung tâm Dịch vụ tổng hợp'
const counter = 'Trung tâm Phục vụ hành chính công'

const start = (given: Parameters<typeof testWard>[0] = {}) =>
  testWard({ start: instantOf('2026-03-02', '07:00'), ...given })

/** The reminders of one moment, by person. */
const said = async (
  { clock, runtime, channels }: TestWard,
  day: string,
  time = '08:00',
): Promise<(who: Person) => string> => {
  const all = () => [...channels.values()].flatMap(({ sent }) => sent)
  const before = new Set(all())
  clock.now = instantOf(`2026-${day}`, time)
  runtime.sender.wake(await remind(runtime))
  await runtime.idle()
  const fresh = all().filter(one => !before.has(one))
  return ({ conversation }) =>
    fresh
      .filter(({ to }) => to === conversation)
      .map(({ reply }) => reply.text)
      .join('\n---\n')
}
const at = async (ward: TestWard, who: Person, day: string, time?: string): Promise<string> =>
  (await said(ward, day, time))(who)

const issue = async ({ repositories, clock }: TestWard, kind: 'Q1' | 'H1', unit: string | null) => {
  const period = periodOf(2026, kind)
  await repositories.reports.add(
    {
      year: 2026,
      period,
      cutoff: period.from,
      unit,
      snapshot: { entries: [], figures: [] },
      files: [],
      issuedBy: null,
    },
    clock.now,
  )
}

test('an officer puts a reminder off, stops it, and takes that back', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  await pan.hasRole('officer', radio)
  expect(await at(ward, pan, '03-06')).toMatch(
    /Báo cáo quý I năm 2026\*\*, Trung tâm Dịch vụ tổng hợp\nCòn 8 ngày, hạn thứ Bảy 14\/03\./,
  )
  await pan.presses('Nhắc lại ngày mai')
  // Tomorrow is a Saturday.
  pan.hears(/08:00 thứ Hai 09\/03 tôi nhắc lại báo cáo quý I năm 2026/)
  expect(await at(ward, pan, '03-07')).toBe('')
  expect(await at(ward, pan, '03-09')).toMatch(/Còn 5 ngày/)
  expect(await at(ward, pan, '03-09', '14:00')).toBe('')
  expect(await at(ward, pan, '03-11')).toMatch(/Còn 3 ngày/)
  await pan.presses('Không nhắc việc này nữa')
  pan.hears(/không nhắc anh\/chị báo cáo quý I năm 2026 nữa/)
  expect(await at(ward, pan, '03-13')).toBe('')
  await pan.says('/nhac')
  pan.hears(/Đã dặn không nhắc:\n- báo cáo quý I năm 2026/)
  await pan.presses('Nhắc tiếp: báo cáo quý I năm 2026')
  expect(await at(ward, pan, '03-13', '14:00')).toMatch(/rơi|ngày nghỉ, nên anh\/chị làm xong trong hôm nay/)
})

test('“Đã gửi rồi” is for the whole unit, and can be taken back', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const may = ward.person('may')
  await pan.hasRole('officer', radio)
  await may.hasRole('lead', radio)
  expect(await at(ward, pan, '03-06')).not.toBe('')
  await pan.presses('Đã gửi rồi')
  pan.hears(/Đã ghi nhận: báo cáo quý I năm 2026, gửi ngày thứ Sáu 06\/03/)
  expect(await at(ward, pan, '03-11')).toBe('')
  expect(await at(ward, may, '03-13')).toBe('')
  await pan.presses('Chưa gửi, nhắc tiếp')
  expect(await at(ward, may, '03-16')).toMatch(/Đã quá hạn 2 ngày/)
})

test('what is issued, or marked as done, is not asked for', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const hoa = ward.person('hoa')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  ward.clock.now = instantOf('2026-03-03')
  await issue(ward, 'Q1', radio)
  const friday = await said(ward, '03-06')
  expect(friday(pan)).toBe('')
  expect(friday(hoa)).toMatch(/Đơn vị đã gửi: 1\/4\. Chưa gửi: .*hành chính công/)
  // Another unit's report came on paper.
  await hoa.presses('Ai còn nợ')
  hoa.hears(/Chưa có ai đăng ký ở: .*Văn phòng HĐND và UBND/)
  await hoa.presses('Đã nhận quý I năm 2026: Trung tâm Phục vụ hành chính công')
  hoa.hears(/Đã ghi nhận báo cáo quý I năm 2026 của Trung tâm Phục vụ hành chính công/)
  expect(await at(ward, hoa, '03-10')).toMatch(/Đơn vị đã gửi: 2\/4\./)
  await issue(ward, 'Q1', null)
  // The ward's own is done; now those are named that are late by section VI.
  expect(await at(ward, hoa, '03-12')).toBe('')
  expect(await at(ward, hoa, '03-16')).toMatch(/2 đơn vị chưa gửi\*\*\nQuá hạn 2 ngày \(hạn thứ Bảy 14\/03\)/)
  // The talk of appendix row 6, marked where its target is.
  expect(await at(ward, hoa, '10-23')).toMatch(/Tổ chức tọa đàm.*\nCòn 8 ngày, hạn thứ Bảy 31\/10/)
  await hoa.presses('Đánh dấu xong')
  await hoa.presses(/Đánh dấu xong|Xong/)
  expect(await at(ward, hoa, '10-28')).toBe('')
})

test('“Đã gửi rồi” under the ward’s own report marks the row of the appendix', async () => {
  const ward = await start()
  const hoa = ward.person('hoa')
  await hoa.hasRole('lead', office)
  expect(await at(ward, hoa, '03-04')).toMatch(/Báo cáo quý I năm 2026 của phường/)
  await hoa.presses('Đã gửi rồi')
  const marks = await ward.repositories.planItems.list(2026, 'task:10')
  expect(marks.map(({ part, doneOn }) => [part, doneOn])).toEqual([['2026-03-12', '2026-03-04']])
  expect(await at(ward, hoa, '03-10')).not.toMatch(/Báo cáo quý I/)
  await hoa.presses('Chưa gửi, nhắc tiếp')
  expect(await at(ward, hoa, '03-10', '09:00')).toMatch(/Mai là hạn, thứ Tư 11\/03/)
})

test('a month’s minimum: what is short, what only waits, and nothing to those who have enough', async () => {
  const ward = await start({ ward: 'uong-bi', start: instantOf('2026-03-20', '09:00') })
  const unit = 'Trung tâm Cung ứng dịch vụ'
  const [binh, chi, thu] = [ward.person('binh'), ward.person('chi'), ward.person('thu')]
  const yen = ward.person('yen')
  await binh.hasRole('officer', 'Văn phòng HĐND và UBND')
  await chi.hasRole('officer', unit)
  await thu.hasRole('lead', unit)
  await yen.hasRole('lead', counter)
  await binh.says('/ghi loa 1 tin dvc 7 phút sáng nay')
  await chi.says('/ghi loa 2 tin dvc 7 phút sáng nay')
  await yen.says('/ghi loa 2 tin dvc 7 phút sáng nay')
  for (const one of [binh, chi, yen]) await one.presses(/Lưu/)
  const before = await said(ward, '03-26')
  const short = before(binh)
  expect(short).toMatch(/Tháng 3 còn 4 ngày làm việc\. Văn phòng HĐND và UBND \*\*còn thiếu 2 tin, bài\*\*/)
  expect(short).toMatch(/Có 1 đang chờ duyệt/)
  expect(short).toMatch(/\/ghi loa 2 tin dvc 7 phút sáng nay/)
  expect(before(chi)).toBe('')
  expect(before(thu)).not.toBe('')
  const last = await said(ward, '03-31')
  expect(last(thu)).toMatch(
    /ngày làm việc cuối của tháng 3\. Trung tâm Cung ứng dịch vụ đã ghi đủ, còn 2 chờ anh\/chị duyệt/,
  )
  expect([before(yen), last(yen), last(chi)]).toEqual(['', '', ''])
})

test('hours and kinds are a person’s own; steps are the ward’s, and leads change them', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const hoa = ward.person('hoa')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  await pan.says('/nhac 7 giờ 15')
  pan.hears(/Từ giờ tôi nhắc lúc 07:15/)
  await pan.says('/nhac 19 giờ')
  pan.hears(/từ 07:00 đến 17:00/)
  expect(await at(ward, pan, '03-06', '07:10')).toBe('')
  expect(await at(ward, pan, '03-06', '07:15')).not.toBe('')
  await pan.says('/nhac tắt báo cáo')
  pan.hears(/Đã tắt nhắc báo cáo/)
  expect(await at(ward, pan, '03-11')).toBe('')
  await pan.says('/nhac trước 5 2')
  pan.hears(/Chỉ người quản trị, lãnh đạo phường/)
  await hoa.says('/nhac trước 5 2')
  hoa.hears(/Trước hạn: 5, 2 ngày/)
  await hoa.says('/nhac hạn 15')
  hoa.hears(/in đủ ngày nộp báo cáo/)
  await pan.presses('Bật nhắc báo cáo')
  // Two days before the 14th; the hour stayed.
  expect(await at(ward, pan, '03-12', '07:15')).toMatch(/Còn 2 ngày/)
  await pan.says('/nhac nghĩ xem')
  pan.hears(/chưa hiểu/)
})

test('the program was off for days: one late message, and none at night or on a Sunday', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  await pan.hasRole('officer', radio)
  expect(await at(ward, pan, '03-15', '09:00')).toBe('')
  expect(await at(ward, pan, '03-19', '22:00')).toBe('')
  expect((await at(ward, pan, '03-20', '15:00')).match(/🔔/g)).toHaveLength(1)
})

const two = (): [ScriptedChannel, ScriptedChannel] => [
  createScriptedChannel('telegram'),
  createScriptedChannel('zalo-oa', { windowHours: 7 * 24 }),
]

test('whom no channel takes is named to a lead once, and reminded when they write again', async () => {
  const ward = await start({ channels: two() })
  const pan = ward.person('Lò Văn Pản', 'zalo-oa')
  const hoa = ward.person('hoa', 'telegram')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  await ward.repositories.windows.noteInteraction(pan.conversation, instantOf('2026-02-20'))
  const friday = await said(ward, '03-06')
  expect(friday(pan)).toBe('')
  expect(friday(hoa)).toMatch(
    /- Lò Văn Pản, Trung tâm Dịch vụ tổng hợp \(Zalo của phường, đã quá 7 ngày không nhắn\): báo cáo quý I năm 2026\nAnh\/chị gọi giúp/,
  )
  // The next step finds the window closed too; that is no news.
  expect(await at(ward, hoa, '03-11')).not.toMatch(/không nhắn được/)
  await pan.says('chào')
  await ward.repositories.windows.noteInteraction(pan.conversation, ward.clock.now)
  expect(await at(ward, pan, '03-11', '08:10')).toMatch(/Còn 3 ngày/)
})

test('a person on two channels is reminded once, on the one that works', async () => {
  const [telegram, zalo] = two()
  const ward = await start({ channels: [telegram, zalo] })
  const pan = ward.person('pan', 'telegram')
  const same = ward.person('pan-zalo', 'zalo-oa')
  const hoa = ward.person('hoa', 'telegram')
  await pan.hasRole('officer', radio)
  await same.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  // Two people, as far as anybody knows, until they link their channels.
  await ward.repositories.windows.noteInteraction(same.conversation, instantOf('2026-03-05'))
  const apart = await said(ward, '03-06')
  expect([apart(pan), apart(same)].map(text => /Còn 8 ngày/.test(text))).toEqual([true, true])
  const people = await ward.repositories.contacts.withRole(['officer'])
  await ward.repositories.contacts.join(people[0]?.person ?? 0, people[1]?.person ?? 0)
  expect(await at(ward, pan, '03-06', '14:00')).toBe('')
  // Blocked on Telegram: the next round tries the other, and no lead is bothered.
  await at(ward, hoa, '03-10')
  telegram.failNext({ reason: 'blocked' })
  const wednesday = await said(ward, '03-11')
  expect([wednesday(pan), wednesday(same)]).toEqual(['', ''])
  expect(await at(ward, same, '03-11', '08:05')).toMatch(/Còn 3 ngày/)
  expect(await at(ward, same, '03-11', '08:10')).toBe('')
  expect(telegram.sent.map(({ reply }) => reply.text).join('\n')).not.toMatch(/không nhắn được/)
})

test('a report due on the last day of a year is still missed in January', async () => {
  const database = await openDatabase(':memory:')
  const { library } = loadLibrary({ contentDir, ward: 'bac-hong-linh' })
  const desk = openDesk({ database, library, locales: loadLocales(contentDir) })
  const hoa = await desk.join('hoa', 'lead', office, instantOf('2026-12-01'))
  await desk.repositories.settings.set(
    'reminder-rules',
    JSON.stringify({ before: [7], after: [1], undated: 31, undatedSince: null }),
    instantOf('2026-12-01'),
  )
  await desk.remind(instantOf('2027-01-04', '08:00'))
  expect((await desk.queued()).map(({ to, text }) => [to, text.split('\n').slice(0, 2)])).toEqual([
    [hoa.name, ['🔔 **Báo cáo năm 2026 của phường**', 'Đã quá hạn 4 ngày (hạn thứ Năm 31/12).']],
  ])
  await database.close()
})

const units = [office, radio, counter, 'Phòng Kinh tế, Hạ tầng và Đô thị', 'Công an phường', null]

test('law: never twice, never outside humane hours, never to people of another unit', async () => {
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
    off: fc.subarray(['report', 'task', 'month-end']),
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
  const daily = Array.from({ length: 140 }, () => ({ hours: 24, wish: null, issues: null }))
  const move = fc.record({
    hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 24, max: 500 })),
    wish: fc.option(fc.record({ who: fc.nat(5), days: fc.integer({ min: 1, max: 6 }), muted: fc.boolean() })),
    issues: fc.option(fc.constantFrom(...units), { freq: 8 }),
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
        for (const { hours, wish, issues } of moves) {
          now = new Date(now.getTime() + hours * 3_600_000)
          await desk.remind(now)
          await desk.remind(now)
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
        messages += queued.length
        const origins = queued.map(({ origin }) => origin).filter(origin => /^reminder:\d/.test(origin))
        expect(new Set(origins).size).toBe(origins.length)
        for (const { at: when, to, text } of queued) {
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
        const said = new Set(queued.map(({ at: when, to, text }) => `${dayOf(when)}|${to}|${text}`))
        expect(said.size).toBe(queued.length)
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
