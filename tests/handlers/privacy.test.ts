/** What people may see, take along, correct, refuse and ask of their data; the officer's clock; the log an inspector reads. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { conversationId, senderId } from '../../bot/chat.ts'
import { keepTerms, proveRetention, retentionOwed } from '../../bot/retention.ts'
import { retentionDays, retentionKinds } from '../../content/retention.ts'
import { afterWorkingDays, remindDataRequests } from '../../handlers/data/requests.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'
import { startWebWard } from '../support/web-ward.ts'

const hour = 3_600_000
const day = 24 * hour

const wrote = (ward: TestWard, { conversation }: Pick<Person, 'conversation'>): string[] =>
  [...ward.channels.values()].flatMap(({ sent }) =>
    sent.filter(({ to }) => to === conversation).map(({ reply }) => reply.text),
  )
const monday = new Date('2026-11-16T09:00:00+07:00')

test('a number is taken out, said so once beside the answer, whatever handles the message', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('làm khai sinh cho cháu cần giấy gì, số em 0912 345 678 cccd 012345678901')
  resident.hears(/khai sinh/)
  resident.hears(/đã bỏ số giấy tờ, số điện thoại khỏi tin/)
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ'))).toHaveLength(1)
  await resident.says('/thutuc khai sinh 0912345678')
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ số điện thoại'))).toHaveLength(1)
  await resident.says('thủ tục 1.001193')
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ'))).toHaveLength(0)
})

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

test('/dulieu shows what is held and who saw it; the export holds the same and is gone once delivered', async () => {
  const ward = await testWard({ start: monday })
  const resident = ward.person('bà Tư')
  const lan = ward.person('Lan')
  await lan.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  await resident.says('làm khai sinh cho cháu cần giấy gì')
  await resident.says('/canbo hồ sơ của tôi sao chưa xong')
  await lan.says('H1')
  await resident.says('/dulieu')
  resident.hears(/Câu hỏi còn gắn với anh\/chị: 1/)
  resident.hears(/Việc đã gửi cán bộ: H1/)
  resident.hears(/H1: Lan \(Phòng Văn hóa - Xã hội\), 2 lần/)
  const before = ward.channels.get('telegram')?.sent.length ?? 0
  await resident.presses('Tải dữ liệu của tôi')
  const files = ward.channels
    .get('telegram')
    ?.sent.slice(before)
    .flatMap(({ reply }) => reply.attachments ?? [])
  expect(files?.map(({ name }) => name)).toEqual([
    'du-lieu-cua-toi-2026-11-16.txt',
    'du-lieu-cua-toi-2026-11-16.json',
  ])
  await new Promise(resolve => setImmediate(resolve))
  for (const { path } of files ?? []) await expect.poll(() => existsSync(path)).toBe(false)
  const log = await ward.repositories.audit.between({ actions: ['data.export'] })
  expect(log.map(({ detail }) => detail)).toEqual(['{"questions":1,"cases":["H1"]}'])
})

test('the web page gives the files as links that last a day', async () => {
  const web = createScriptedChannel('web')
  const ward = await testWard({ channels: [web] })
  const resident = ward.person('trang-web-0123456789')
  await resident.says('làm khai sinh cho cháu cần giấy gì')
  await resident.says('/dulieu')
  await resident.presses('Tải dữ liệu của tôi')
  const files = resident.heard.flatMap(({ attachments }) => attachments ?? [])
  const [text, json] = files.map(({ path }) => readFileSync(path, 'utf8'))
  expect(text).toMatch(/Câu hỏi: 1\n- .*làm khai sinh cho cháu cần giấy gì/)
  expect(JSON.parse(json ?? '')).toMatchObject({
    role: 'resident',
    questions: [{ text: 'làm khai sinh cho cháu cần giấy gì' }],
    cases: [],
    subscriptions: [],
  })
  await ward.runtime.exports.tidy(new Date(Date.now() + 1000))
  for (const { path } of files) expect(existsSync(path)).toBe(false)
})

test('who takes back the consent to keep questions is answered as before, and nothing is kept', async () => {
  const ward = await testWard()
  const resident = ward.person('ba-tu')
  await resident.says('làm khai sinh cho cháu cần giấy gì')
  await resident.says('/dulieu')
  await resident.presses('Thôi lưu câu hỏi của tôi')
  resident.hears(/1 câu đang giữ đã xóa/)
  await resident.says('nhập hộ khẩu cho vợ cần gì')
  resident.hears(/đăng ký thường trú|cư trú/i)
  const rows = ward.runtime.database.raw.prepare('SELECT text, contact_id FROM question').all()
  expect(rows).toEqual([
    { text: '', contact_id: null },
    { text: '', contact_id: null },
  ])
  await resident.says('/dulieu')
  resident.hears(/Lưu câu hỏi: không/)
  await resident.presses('Cho lưu câu hỏi trở lại')
  await resident.says('nhập hộ khẩu cho vợ cần gì')
  expect(
    ward.runtime.database.raw.prepare('SELECT count(*) FROM question WHERE text <> ?').pluck().get(''),
  ).toBe(1)
})

test('a name people give themselves stands above the channel’s', async () => {
  const ward = await testWard()
  const resident = ward.person('hoa_1990')
  const lan = ward.person('Lan')
  await lan.hasRole('officer')
  await resident.says('/dulieu')
  await resident.presses('Sửa tên')
  await resident.says('Nguyễn Thị Hoa')
  resident.hears(/Nguyễn Thị Hoa/)
  await resident.says('/canbo cho tôi hỏi')
  expect(wrote(ward, lan).join('\n')).toMatch(/Nguyễn Thị Hoa/)
})

test('a request for a person: two working days, reminded at half time and when late, closed with a note', async () => {
  const ward = await testWard({ start: new Date('2026-11-19T15:00:00+07:00') })
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  resident.hears(/chưa gắn cán bộ/)
  await an.hasRole('admin')
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  // Thursday afternoon: Friday and Monday are the two days.
  resident.hears(/D1.*17:00 23\/11\/2026/)
  expect(wrote(ward, an).at(-1)).toMatch(/D1\*\* Ngừng xử lý dữ liệu, của bà Tư.*hạn 17:00 23\/11\/2026/)
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  resident.hears(/đã có mã \*\*D1/)
  const remind = async (): Promise<number> => {
    const { library, locales } = ward.runtime.content.current()
    const { repositories } = ward
    return (await remindDataRequests({ repositories, library, locales, now: ward.clock.now })).length
  }
  expect(await remind()).toBe(0)
  ward.clock.forward(27 * hour)
  expect(await remind()).toBe(1)
  expect(await remind()).toBe(0)
  ward.clock.forward(3 * day)
  expect(await remind()).toBe(1)
  expect(await remind()).toBe(0)
  ward.runtime.sender.wake([an.conversation])
  await ward.runtime.idle()
  expect(wrote(ward, an).at(-1)).toMatch(/ĐÃ QUÁ HẠN/)
  await an.says('/yeucau')
  an.hears(/D1/)
  await an.says('/yeucau D1')
  an.hears(/gõ: \/yeucau D1/)
  await an.says('/yeucau D1 đã ngừng và xóa khỏi danh sách')
  an.hears(/Đã đóng D1/)
  expect(wrote(ward, resident).at(-1)).toMatch(/D1.*đã ngừng và xóa khỏi danh sách/)
  await an.says('/yeucau D1 lần nữa')
  an.hears(/đóng rồi/)
  const log = await ward.repositories.audit.between({ subject: 'data-request:D1' })
  expect(log.map(({ action }) => action)).toEqual(['data.request', 'data.request-see', 'data.request-close'])
  expect(log.at(-1)?.detail).toBe('{"kind":"stop","inTime":false}')
})

test('officers who are not in charge of data are told whose it is', async () => {
  const { person } = await testWard()
  const lan = person('Lan')
  await lan.hasRole('officer')
  await lan.says('/yeucau')
  lan.hears(/dành cho cán bộ phụ trách dữ liệu/)
})

test.each([
  ['2026-11-16T09:00:00+07:00', '2026-11-18T10:00:00.000Z'],
  ['2026-11-20T16:59:00+07:00', '2026-11-25T10:00:00.000Z'],
  ['2026-12-31T09:00:00+07:00', '2027-01-05T10:00:00.000Z'],
])('two working days from %s end at %s (weekends and holidays do not count)', (from, due) => {
  expect(afterWorkingDays(new Date(from), 2).toISOString()).toBe(due)
})

test('consent to notices and to passing the phone number ends with a button of /dulieu', async () => {
  const ward = await testWard({ start: monday, dataKey: new Uint8Array(32).fill(7) })
  const resident = ward.person('bà Tư')
  const lan = ward.person('Lan')
  await lan.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  await resident.says('/dulieu')
  expect(resident.choices.filter(label => /Thôi nhận|Rút lại/.test(label))).toEqual([])
  await resident.says('/dangkytin tổ 3')
  await resident.presses(/Đồng ý/)
  await resident.says('/canbo hồ sơ của tôi sao chưa xong')
  await resident.says('gọi cho tôi số 0977 666 555')
  await resident.says('có')

  await resident.says('/dulieu')
  resident.hears(/Số điện thoại đã đồng ý đưa cán bộ: H1/)
  await resident.presses('Rút lại số điện thoại ở việc H1')
  resident.hears(/Đã rút lại số điện thoại khỏi việc H1/)
  await lan.presses('Xem số H1')
  lan.hears(/H1 không có số điện thoại/)

  await resident.says('/dulieu')
  resident.hears(/đưa cán bộ: 0/)
  await resident.presses('Thôi nhận tin của phường')
  resident.hears(/Đã dừng/)
  await resident.says('/dulieu')
  resident.hears(/Đăng ký nhận tin: 0/)
  expect(resident.choices.filter(label => /Thôi nhận|Rút lại/.test(label))).toEqual([])
  const noted = (await ward.repositories.audit.list({ limit: 20 })).map(({ action }) => action)
  expect(noted).toEqual(expect.arrayContaining(['case.phone-no', 'subscription.stop']))
})

test('whose a question was is forgotten the night after, but for who waits for word of it', async () => {
  const ward = await testWard({ start: new Date('2026-11-16T09:47:31+07:00') })
  const { repositories, clock } = ward
  const { raw } = ward.runtime.database
  const night = async (): Promise<void> => {
    clock.forward(day + hour)
    await keepTerms({ repositories }, clock.now)
    expect((await proveRetention({ repositories }, clock.now)).kept).toBe(true)
  }
  const tied = (): unknown[] =>
    raw.prepare('SELECT text FROM question WHERE contact_id IS NOT NULL ORDER BY id').pluck().all()
  const tu = ward.person('bà Tư')
  const ba = ward.person('ông Ba')
  const nam = ward.person('Nam')
  await nam.hasRole('officer')
  await tu.says('làm khai sinh cho cháu cần giấy gì')
  await ba.says('hội đua thuyền đuôi én năm nay tổ chức ngày nào')
  await ba.presses('Báo tôi khi có trả lời')
  expect(tied()).toHaveLength(2)
  await night()
  expect(tied()).toEqual(['hội đua thuyền đuôi én năm nay tổ chức ngày nào'])
  // Nothing left tells whose it was: no text of a message, no button of an answer, no instant.
  expect(raw.prepare('SELECT at, text FROM question').get()).toEqual({
    at: '2026-11-16T02:00:00.000Z',
    text: 'làm khai sinh cho cháu cần giấy gì',
  })
  const kept = raw
    .prepare('SELECT body FROM inbox UNION ALL SELECT body FROM outbox')
    .pluck()
    .all()
    .join('\n')
  expect(kept).not.toMatch(/khai sinh|rate:/)
  await tu.says('/dulieu')
  tu.hears(/Câu hỏi còn gắn với anh\/chị: 0/)
  await tu.says('/xoadulieu')
  await tu.presses('Xóa')
  tu.hears(/Đã xóa 0 câu hỏi/)
  expect(raw.prepare(`SELECT count(*) FROM question WHERE text <> ''`).pluck().get()).toBe(2)
  for (let more = 0; more < 5; more += 1) await night()
  expect(tied()).toHaveLength(1)
  await ba.says('/xoadulieu')
  await ba.presses('Xóa')
  expect(raw.prepare(`SELECT text FROM question WHERE text <> ''`).pluck().all()).toEqual([
    'làm khai sinh cho cháu cần giấy gì',
  ])

  // An officer who answers days later still reads what was asked before the case.
  await tu.says('đăng ký tạm trú cần những gì')
  await tu.says('/canbo hồ sơ của tôi sao chưa xong')
  for (let more = 0; more < 3; more += 1) await night()
  await nam.says('H1')
  nam.hears(/đăng ký tạm trú cần những gì/)
  await nam.says('H1 đóng')
  await night()
  expect(tied()).toEqual([])
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

test('the log is a chain: changing or taking out a row shows, and younger rows cannot be deleted', async () => {
  const ward = await testWard()
  const { audit } = ward.repositories
  const { raw } = ward.runtime.database
  for (let index = 0; index < 20; index += 1)
    await audit.add({ actor: 'contact:1', action: 'case.see', subject: `case:H${index}` }, ward.clock.now)
  expect(await audit.check()).toMatchObject({ kind: 'whole', rows: 20 })
  expect(() => raw.exec('DELETE FROM audit WHERE id = 3')).toThrow(/append-only/)
  raw.exec('DROP TRIGGER audit_no_delete')
  raw.exec('DELETE FROM audit WHERE id = 3')
  expect(await audit.check()).toEqual({ kind: 'broken', at: 4 })
  raw.exec('DROP TRIGGER audit_no_update')
  raw.exec(`UPDATE audit SET subject = 'case:H99' WHERE id = 1`)
  expect(await audit.check()).toEqual({ kind: 'broken', at: 1 })
})

test('/nhatky tells admins in words who did what, and is itself noted', async () => {
  const ward = await testWard()
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await an.hasRole('admin')
  await resident.says('/canbo cho tôi hỏi 0912345678')
  await an.says('H1')
  await an.says('/nhatky')
  an.hears(/An \(.*\): xem việc H1/)
  an.hears(/người dân số \d+: mở việc H1/)
  expect(an.heard.map(({ text }) => text).join('')).not.toMatch(/bà Tư|0912345678|privacy\./)
  await an.says('/nhatky')
  an.hears(/xem nhật ký/)
  await resident.says('/nhatky')
  resident.hears(/không|quản trị|dành cho/i)
})

test('every action the program notes has words in the log', () => {
  const root = new URL('../../', import.meta.url)
  const words = parse(readFileSync(new URL('content/locales/vi/privacy.yaml', root), 'utf8'))
  const known = z
    .object({ privacy: z.object({ log: z.object({ actions: z.record(z.string(), z.string()) }) }) })
    .parse(words).privacy.log.actions
  const noted = globSync('{handlers,bot,storage}/**/*.ts', { cwd: root }).flatMap(file =>
    [
      ...readFileSync(new URL(file, root), 'utf8').matchAll(
        /(?:\baction: |\blog\(\s*)'([a-z]+[.-][a-z.-]+)'/g,
      ),
    ].flatMap(([, action]) => action ?? []),
  )
  expect(noted.length).toBeGreaterThan(30)
  expect([...new Set(noted)].filter(action => known[action.replaceAll('.', '-')] === undefined)).toEqual([])
})

test('what was written on the web page is kept there masked too', async () => {
  const { address, repositories } = await startWebWard()
  const session = 'phien-thu-nghiem-0009'
  await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session, text: 'làm khai sinh, gọi 0912345678, cccd 012345678901' }),
  })
  const kept = JSON.stringify(await repositories.webMessages.after(session, 0))
  expect(kept).toMatch(/làm khai sinh, gọi \[số điện thoại\], cccd \[số giấy tờ\]/)
  expect(kept).not.toMatch(/0912345678|012345678901/)
})

test('a number in an officer’s answer is masked on the web page too, once it was read, after a week at the latest', async () => {
  const telegram = createScriptedChannel('telegram')
  const { address, ward, repositories } = await startWebWard({ also: [telegram] })
  const post = async (session: string, text: string): Promise<void> => {
    await fetch(`${address}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, text }),
    })
  }
  const [reader, absent] = ['phien-thu-nghiem-0010', 'phien-thu-nghiem-0011']
  const lan = { sender: senderId('telegram', 'lan'), conversation: conversationId('telegram', 'lan') }
  const { contact } = await repositories.contacts.meet({
    ...lan,
    name: 'Lan',
    privateChat: true,
    locale: 'vi',
    now: ward.now(),
  })
  await repositories.contacts.setRole(contact.person, 'officer', null)
  const history = async (session: string): Promise<string> =>
    JSON.stringify(await repositories.webMessages.after(session, 0))
  for (const session of [reader, absent]) await post(session, '/canbo hồ sơ của tôi sao chưa xong')
  for (const code of ['H1', 'H2'])
    await telegram.receive({
      channel: 'telegram',
      id: code,
      conversation: lan.conversation,
      sender: { id: lan.sender },
      chat: 'private',
      addressed: true,
      at: ward.now().toISOString(),
      content: { kind: 'text', text: `${code} Bà gọi chị Hoa số 0912 345 678 sáng mai` },
    })
  await ward.idle()
  await post(reader, 'tôi cảm ơn')
  const nightAfter = async (days: number): Promise<void> => {
    await keepTerms({ repositories }, new Date(ward.now().getTime() + days * day + hour))
  }
  expect(await history(reader)).toContain('0912 345 678')
  await nightAfter(1)
  expect(await history(reader)).toMatch(/chị Hoa số \[số điện thoại\] sáng mai/)
  expect(await history(absent)).toContain('0912 345 678')
  await nightAfter(7)
  expect(await history(absent)).toMatch(/chị Hoa số \[số điện thoại\] sáng mai/)
})
