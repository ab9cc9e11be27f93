/** What people may see, take along, correct and refuse of their data: /dulieu and its buttons. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conversationId } from '../../bot/chat.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const monday = new Date('2026-11-16T09:00:00+07:00')

const wrote = (ward: TestWard, { conversation }: Pick<Person, 'conversation'>): string[] =>
  [...ward.channels.values()].flatMap(({ sent }) =>
    sent.filter(({ to }) => to === conversation).map(({ reply }) => reply.text),
  )

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

test('what was asked in a group a moment ago is seen and erased with the rest, and of no one else there', async () => {
  const ward = await testWard()
  const [resident, other] = [ward.person('ba-tu'), ward.person('ong-ba-tu')]
  const inGroup = { conversation: conversationId('telegram', '-100'), chat: 'group' as const }
  await resident.sends({ kind: 'text', text: 'làm khai sinh cho cháu cần giấy gì' }, inGroup)
  await other.sends({ kind: 'text', text: 'làm căn cước cho con ở đâu' }, inGroup)
  await resident.says('/dulieu')
  resident.hears(/Câu hỏi còn gắn với anh\/chị: 1/)
  await resident.says('/xoadulieu')
  await resident.presses('Xóa')
  const { raw } = ward.runtime.database
  expect(raw.prepare(`SELECT text FROM question WHERE text <> ''`).pluck().all()).toEqual([
    'làm căn cước cho con ở đâu',
  ])
  expect(raw.prepare(`SELECT data FROM session WHERE data LIKE '%khai sinh%'`).all()).toEqual([])
  expect(raw.prepare(`SELECT key FROM session WHERE key LIKE '%|%'`).pluck().all()).toEqual([
    'telegram:-100|telegram:ong-ba-tu',
  ])
})

test.each(['tôi muốn xóa dữ liệu của tôi', 'xoa het thong tin cua toi', 'Xóa câu hỏi của tôi đi'])(
  '"%s" asks before it erases',
  async said => {
    const resident = (await testWard()).person('ba-tu')
    await resident.says(said)
    resident.hears(/Xóa câu hỏi còn gắn với anh\/chị/)
    await resident.presses('Xóa')
    resident.hears(/Đã xóa/)
  },
)

test.each([
  'rút đồng ý',
  'tôi muốn rút lại đồng ý nhận tin',
  'thôi lưu câu hỏi của tôi',
  'ai đã xem dữ liệu của tôi',
  'bot đang giữ thông tin gì về tôi',
  'cho toi xem du lieu cua toi',
])('"%s" shows what is held, with what can be done about it', async said => {
  const resident = (await testWard()).person('ba-tu')
  await resident.says(said)
  resident.hears(/Dữ liệu tôi đang giữ về anh\/chị/)
})

test.each([
  'xóa thông tin trên VNeID',
  'xóa đăng ký thường trú',
  'hủy giấy xác nhận',
  'đồng ý kết hôn cần gì',
])('"%s" is no request about one’s data here', async said => {
  const resident = (await testWard()).person('ba-tu')
  await resident.says(said)
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/Dữ liệu tôi đang giữ|còn gắn với/)
})
