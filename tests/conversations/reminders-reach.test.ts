/** Reminders that do not get through: the program was off, a channel takes none, or takes them too late. */
import { expect, test } from 'vitest'
import { DeliveryError } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { instantOf } from '../../content/vietnam-time.ts'
import { askAboutCase } from '../../handlers/satisfaction/rate.ts'
import { openDatabase } from '../../storage/database.ts'
import type { ScriptedChannel } from '../support/conversation.ts'
import { openDesk } from '../support/reminder-desk.ts'
import { at, counter, issue, office, radio, said, start, two } from '../support/reminder-ward.ts'

test('the program was off for days: one late message, and none at night or on a Sunday', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  await pan.hasRole('officer', radio)
  expect(await at(ward, pan, '03-15', '09:00')).toBe('')
  expect(await at(ward, pan, '03-19', '22:00')).toBe('')
  expect((await at(ward, pan, '03-20', '15:00')).match(/🔔/g)).toHaveLength(1)
})

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

/** A channel that takes nothing from now on, and whether its people hear of that. */
const outOfOrder = (channel: ScriptedChannel, state: 'connected' | 'needs-human' = 'needs-human') => {
  const { send, status } = channel
  channel.send = async () => {
    throw new DeliveryError('signed out', { reason: 'signed-out' })
  }
  channel.status = () => ({ state })
  return {
    mend: () => {
      channel.send = send
      channel.status = status
    },
  }
}

test('a reminder that waited in a broken channel is not delivered days later: today’s words are', async () => {
  const [telegram, zalo] = two()
  const ward = await start({ channels: [telegram, zalo] })
  const pan = ward.person('pan', 'telegram')
  await pan.hasRole('officer', radio)
  const broken = outOfOrder(telegram, 'connected')
  expect(await at(ward, pan, '03-06')).toBe('')
  expect(await ward.repositories.outbox.counts()).toEqual({ pending: 1, dead: 0 })
  broken.mend()
  // The weekend is over: the outbox gives up what it held, and the matter is said anew.
  ward.clock.now = instantOf('2026-03-08', '21:00')
  ward.runtime.sender.wake([pan.conversation])
  await ward.runtime.idle()
  expect(telegram.sent).toEqual([])
  expect(await at(ward, pan, '03-09')).toMatch(/Còn 5 ngày, hạn thứ Bảy 14\/03/)
  expect(await at(ward, pan, '03-09', '08:05')).toBe('')
  expect(telegram.sent.map(({ reply }) => reply.text).join('\n')).not.toMatch(/Còn 8 ngày/)
})

test('while the channel stays broken a lead is asked to call, once; nobody is called for what is done', async () => {
  const [telegram, zalo] = two()
  const ward = await start({ channels: [telegram, zalo] })
  const [pan, sung] = [ward.person('Lò Văn Pản', 'telegram'), ward.person('Sùng', 'telegram')]
  const hoa = ward.person('hoa', 'zalo-oa')
  await pan.hasRole('officer', radio)
  await sung.hasRole('officer', counter)
  await hoa.hasRole('lead', office)
  await ward.repositories.windows.noteInteraction(hoa.conversation, instantOf('2026-03-05'))
  outOfOrder(telegram)
  // Queued while the channel still said that all is well.
  telegram.status = () => ({ state: 'connected' })
  await at(ward, pan, '03-06')
  telegram.status = () => ({ state: 'needs-human' })
  await issue(ward, 'Q1', counter)
  const monday = await at(ward, hoa, '03-09')
  expect(monday).toMatch(
    /- Lò Văn Pản, Trung tâm Dịch vụ tổng hợp \(Telegram, kênh trục trặc suốt hôm đó\): báo cáo quý I năm 2026\nAnh\/chị gọi giúp/,
  )
  expect(monday).not.toMatch(/Sùng/)
  expect(await at(ward, hoa, '03-09', '08:05')).toBe('')
  expect(telegram.sent).toEqual([])
})

test('a channel that says it works and delivers nothing: tried once more, then a lead is asked to call', async () => {
  const [telegram, zalo] = two()
  const ward = await start({ channels: [telegram, zalo] })
  const pan = ward.person('Lò Văn Pản', 'telegram')
  const hoa = ward.person('hoa', 'zalo-oa')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  await ward.repositories.windows.noteInteraction(hoa.conversation, instantOf('2026-03-05'))
  outOfOrder(telegram, 'connected')
  await at(ward, pan, '03-06')
  expect(await at(ward, hoa, '03-09')).not.toMatch(/Tôi không nhắn được/)
  expect(await at(ward, hoa, '03-10')).toMatch(/- Lò Văn Pản, .*kênh trục trặc suốt hôm đó/)
  expect(await at(ward, hoa, '03-10', '14:00')).toBe('')
})

test('what may have arrived before the channel broke is not said again; the next step is', async () => {
  const database = await openDatabase(':memory:')
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const desk = openDesk({ database, library, locales: loadLocales(contentDir) })
  await desk.join('pan', 'officer', radio, instantOf('2026-03-02'))
  await desk.remind(instantOf('2026-03-06', '08:00'), false)
  const [waiting] = await desk.repositories.outbox.heads(5)
  await desk.repositories.outbox.retry(waiting?.id ?? 0, 'unknown', instantOf('2026-03-07'))
  await desk.remind(instantOf('2026-03-09', '08:00'))
  expect(await desk.queued()).toHaveLength(1)
  await desk.remind(instantOf('2026-03-11', '08:00'))
  expect((await desk.queued()).map(({ sent }) => sent !== null)).toEqual([false, true])
  await database.close()
})

test('a satisfaction question that could not be put for days is not put any more', async () => {
  const [telegram] = two()
  const ward = await start({ channels: [telegram] })
  const lan = ward.person('lan', 'telegram')
  await lan.says('chào')
  const asked = askAboutCase('H27', {
    t: ward.runtime.content.current().locales.in('vi'),
    now: ward.clock.now,
  })
  const broken = outOfOrder(telegram)
  await ward.repositories.outbox.add(lan.conversation, [asked], { now: ward.clock.now })
  ward.clock.now = instantOf('2026-03-05', '08:00')
  broken.mend()
  ward.runtime.sender.wake([lan.conversation])
  await ward.runtime.idle()
  expect(lan.heard.map(({ text }) => text).join('\n')).not.toMatch(/H27/)
  expect(await ward.repositories.outbox.counts()).toEqual({ pending: 0, dead: 1 })
})
