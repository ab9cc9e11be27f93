/** Terms of keeping: what /riengtu and the README promise, the nightly work carries out, and can prove. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conversationId, senderId } from '../../bot/chat.ts'
import { keepTerms, proveRetention, retentionOwed } from '../../bot/retention.ts'
import { retentionDays, retentionKinds } from '../../content/retention.ts'
import { type TestWard, testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'
import { startWebWard } from '../support/web-ward.ts'

const hour = 3_600_000
const day = 24 * hour
const monday = new Date('2026-11-16T09:00:00+07:00')

test('/riengtu names every kind of data with the term the nightly work goes by', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('/riengtu')
  const text = resident.heard.map(reply => reply.text).join('\n')
  for (const kind of retentionKinds) {
    const days = retentionDays[kind]
    expect(text, kind).toContain(days % 365 === 0 ? `: ${days / 365} năm` : `: ${days} ngày`)
  }
  expect(text).not.toMatch(/privacy\.|\{\{/)
})

test('the README gives the same terms', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  for (const kind of retentionKinds) {
    const days = retentionDays[kind]
    expect(readme).toMatch(
      new RegExp(
        `\\| \`${kind}\` \\|[^|]+\\| ${days % 365 === 0 ? `${days / 365} năm` : `${days} ngày`} \\|`,
      ),
    )
  }
})

const tiedOf = ({ runtime }: TestWard): unknown[] =>
  runtime.database.raw
    .prepare('SELECT text FROM question WHERE contact_id IS NOT NULL ORDER BY id')
    .pluck()
    .all()

const nightOf = async ({ repositories, clock }: TestWard): Promise<void> => {
  clock.forward(day + hour)
  await keepTerms({ repositories }, clock.now)
  expect((await proveRetention({ repositories }, clock.now)).kept).toBe(true)
}

test('a stored question is nobody’s from the first moment, and is rated and erased all the same while they talk', async () => {
  const ward = await testWard({ start: new Date('2026-11-16T09:47:31+07:00') })
  const { raw } = ward.runtime.database
  const tu = ward.person('bà Tư')
  const ba = ward.person('ông Ba')
  await tu.says('làm khai sinh cho cháu cần giấy gì')
  expect(raw.prepare('SELECT at, text, contact_id FROM question').all()).toEqual([
    { at: '2026-11-16T02:00:00.000Z', text: 'làm khai sinh cho cháu cần giấy gì', contact_id: null },
  ])
  // What came in is dropped with its handling: neither words nor sender.
  expect(raw.prepare('SELECT body FROM inbox').pluck().all()).toEqual([
    '{"at":"2026-11-16T02:47:31.000Z","addressed":true}',
  ])
  await tu.says('bao nhiêu tiền')
  tu.hears(/khai sinh/i)
  await tu.presses(/Có ích/)
  tu.hears(/cảm ơn/i)
  expect(
    raw.prepare('SELECT rating, rated_at, contact_id FROM question WHERE rating IS NOT NULL').all(),
  ).toEqual([{ rating: 'useful', rated_at: '2026-11-16T02:00:00.000Z', contact_id: null }])
  // Nobody rates for another, whatever number they make up.
  await ba.sends({ kind: 'button', value: 'rate:1:wrong' })
  expect(raw.prepare(`SELECT count(*) FROM question WHERE rating = 'wrong'`).pluck().get()).toBe(0)
  await ba.sends({ kind: 'button', value: 'tellme:1' })
  ba.hears(/không tìm thấy/)
  expect(tiedOf(ward)).toEqual([])

  await tu.says('/dulieu')
  tu.hears(/Câu hỏi còn gắn với anh\/chị: 2/)
  tu.hears(/Ghi câu hỏi nào là của anh\/chị: không/)
  await tu.says('/xoadulieu')
  await tu.presses('Xóa')
  tu.hears(/Đã xóa 2 câu hỏi/)
  expect(raw.prepare(`SELECT count(*) FROM question WHERE text <> ''`).pluck().get()).toBe(0)
})

test('only who wants it is noted: to be told of an answer, before an officer, or agreed in /dulieu; then it ends', async () => {
  const ward = await testWard({ start: new Date('2026-11-16T09:47:31+07:00') })
  const { raw } = ward.runtime.database
  const night = (): Promise<void> => nightOf(ward)
  const tu = ward.person('bà Tư')
  const ba = ward.person('ông Ba')
  const nam = ward.person('Nam')
  await nam.hasRole('officer')
  const boats = 'hội đua thuyền đuôi én năm nay tổ chức ngày nào'
  await tu.says('làm khai sinh cho cháu cần giấy gì')
  await ba.says(boats)
  await ba.presses('Báo tôi khi có trả lời')
  expect(tiedOf(ward)).toEqual([boats])
  await ba.presses('Thôi, không cần báo')
  expect(tiedOf(ward)).toEqual([])
  await ba.says(boats)
  await ba.presses('Báo tôi khi có trả lời')
  await night()
  expect(tiedOf(ward)).toEqual([boats])
  // Nothing left tells whose it was: no text of a message, no button of an answer, no instant.
  const kept = raw
    .prepare('SELECT body FROM inbox UNION ALL SELECT body FROM outbox UNION ALL SELECT data FROM session')
    .pluck()
    .all()
    .join('\n')
  expect(kept).not.toMatch(/khai sinh|rate:|asked/)
  await tu.says('/dulieu')
  tu.hears(/Câu hỏi còn gắn với anh\/chị: 0/)
  await tu.says('/xoadulieu')
  await tu.presses('Xóa')
  tu.hears(/Đã xóa 0 câu hỏi/)
  expect(raw.prepare(`SELECT count(*) FROM question WHERE text <> ''`).pluck().get()).toBe(3)
  for (let more = 0; more < 5; more += 1) await night()
  expect(tiedOf(ward)).toHaveLength(1)
  await ba.says('/xoadulieu')
  await ba.presses('Xóa')
  expect(raw.prepare(`SELECT text FROM question WHERE text <> ''`).pluck().all()).toEqual([
    'làm khai sinh cho cháu cần giấy gì',
    boats,
  ])

  // An officer who answers days later still reads what was asked before the case; feedback carries nothing along.
  await tu.says('đăng ký tạm trú cần những gì')
  await tu.says('/phananh đèn đường trước nhà văn hóa tổ 3 hỏng')
  expect(tiedOf(ward)).toEqual([])
  await tu.says('/canbo hồ sơ của tôi sao chưa xong')
  expect(tiedOf(ward)).toEqual(['đăng ký tạm trú cần những gì'])
  for (let more = 0; more < 3; more += 1) await night()
  await nam.says('H1')
  nam.hears(/đăng ký tạm trú cần những gì/)
  await nam.says('H1 đóng')
  await night()
  expect(tiedOf(ward)).toEqual([])
})

test('who agrees in /dulieu has their questions noted as theirs for a day, and may take it back at once', async () => {
  const ward = await testWard({ start: monday })
  const tu = ward.person('bà Tư')
  await tu.says('/dulieu')
  await tu.presses('Cho ghi câu hỏi nào là của tôi')
  tu.hears(/giữ 1 ngày/)
  await tu.says('làm khai sinh cho cháu cần giấy gì')
  expect(tiedOf(ward)).toEqual(['làm khai sinh cho cháu cần giấy gì'])
  await nightOf(ward)
  expect(tiedOf(ward)).toEqual([])
  await tu.says('đăng ký tạm trú cần những gì')
  await tu.says('/dulieu')
  tu.hears(/Ghi câu hỏi nào là của anh\/chị: có/)
  await tu.presses('Thôi ghi câu hỏi nào là của tôi')
  tu.hears(/1 câu đang ghi đã bỏ/)
  expect(tiedOf(ward)).toEqual([])
  await tu.says('mấy giờ phường mở cửa')
  expect(tiedOf(ward)).toEqual([])
  const noted = await ward.repositories.audit.between({ actions: ['consent.give', 'consent.withdraw'] })
  expect(noted.map(({ action, detail }) => [action, detail])).toEqual([
    ['consent.give', '{"purpose":"asker","gone":0}'],
    ['consent.withdraw', '{"purpose":"asker","gone":1}'],
  ])
})

test('the web page forgets the talk after a day and keeps an officer’s answer until it is read', async () => {
  const telegram = createScriptedChannel('telegram')
  const { address, ward, repositories } = await startWebWard({ also: [telegram] })
  const session = 'phien-thu-nghiem-0012'
  const post = async (text: string): Promise<void> => {
    await fetch(`${address}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, text }),
    })
  }
  const lan = { sender: senderId('telegram', 'lan'), conversation: conversationId('telegram', 'lan') }
  const { contact } = await repositories.contacts.meet({
    ...lan,
    name: 'Lan',
    privateChat: true,
    locale: 'vi',
    now: ward.now(),
  })
  await repositories.contacts.setRole(contact.person, 'admin', null)
  await post('làm khai sinh cho cháu cần giấy gì')
  await post('yêu cầu xem dữ liệu')
  await post('/canbo hồ sơ của tôi sao chưa xong')
  for (const text of ['H1 Sáng mai mời bà đến quầy', '/yeucau D1 bản sao giấy đã gửi bưu điện'])
    await telegram.receive({
      channel: 'telegram',
      id: text,
      conversation: lan.conversation,
      sender: { id: lan.sender },
      chat: 'private',
      addressed: true,
      at: ward.now().toISOString(),
      content: { kind: 'text', text },
    })
  await ward.idle()
  await keepTerms({ repositories }, new Date(ward.now().getTime() + day + hour))
  const left = JSON.stringify(await repositories.webMessages.after(session, 0))
  expect(left).toContain('Sáng mai mời bà đến quầy')
  expect(left).toContain('bản sao giấy đã gửi bưu điện')
  expect(left).not.toMatch(/làm khai sinh|rate:|sao chưa xong/)
})

test('questions lose their words after half a year, and each night is proved', async () => {
  const ward = await testWard({ start: monday })
  const resident = ward.person('ba-tu')
  const { repositories } = ward
  const stores = { repositories, exports: ward.runtime.exports }
  await resident.says('làm khai sinh cho cháu cần giấy gì')
  expect((await proveRetention(stores, ward.clock.now)).kept).toBe(true)
  expect(await retentionOwed(repositories, ward.clock.now)).toBe(true)
  for (let night = 0; night < 9; night += 1) {
    ward.clock.forward(day)
    await keepTerms(stores, ward.clock.now)
    expect((await proveRetention(stores, ward.clock.now)).kept).toBe(true)
  }
  const question = ward.runtime.database.raw.prepare('SELECT text, contact_id FROM question')
  expect(question.get()).toEqual({ text: 'làm khai sinh cho cháu cần giấy gì', contact_id: null })
  ward.clock.forward(200 * day)
  const late = await proveRetention(stores, ward.clock.now)
  expect(late.kinds.filter(({ within }) => !within).map(({ kind }) => kind)).toContain('question')
  const gone = await keepTerms(stores, ward.clock.now)
  expect(gone).toMatchObject({ question: 1, inbox: 0 })
  expect(question.get()).toEqual({ text: '', contact_id: null })
  ward.clock.forward(400 * day)
  await keepTerms(stores, ward.clock.now)
  expect(ward.runtime.database.raw.prepare('SELECT name FROM contact').pluck().all()).toEqual([null])
  ward.clock.forward(3600 * day)
  await keepTerms(stores, ward.clock.now)
  expect(await repositories.audit.check()).toMatchObject({ kind: 'whole' })
  expect((await repositories.audit.list({ limit: 500 })).length).toBeLessThan(5)
})
