/** Three taps: after a case, at a counter, and told back: to leads each month and on the public page. */
import { expect, test } from 'vitest'
import { figuresHtml } from '../../bot/http/figures-routes.ts'
import { figuresToPublish, ratingCounts, totalOf } from '../../handlers/satisfaction/figures.ts'
import { queueSatisfaction } from '../../handlers/satisfaction/monthly.ts'
import { type TestWard, testWard } from '../support/conversation.ts'
import { showsCode } from '../support/read-qr.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const setting = async () => {
  const telegram = {
    ...createScriptedChannel('telegram'),
    startLink: (payload: string) => `https://t.me/phuong_bot?start=${payload}`,
  }
  const zalo = createScriptedChannel('zalo-oa')
  const ward = await testWard({
    channels: [telegram, zalo],
    start: new Date('2026-10-20T08:00:00+07:00'),
  })
  const lan = ward.person('Lan', 'telegram')
  await lan.hasRole('officer')
  return { ward, telegram, lan, resident: ward.person('bà Tư', 'zalo-oa') }
}

const inOctober = async ({ repositories }: TestWard) =>
  totalOf(await ratingCounts(repositories, '2026-10-01', '2026-10-31'))

test('after a case: asked once it is settled, the last tap counts once; "chưa hài lòng" may say why', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 mời bà đến quầy số 2')
  await lan.says('H1 đóng')
  await resident.says('rồi')
  resident.hears(/H1 xong rồi[\s\S]*giải quyết việc H1 thế nào/)
  await resident.presses('Hài lòng')
  resident.hears(/Cảm ơn/)
  await resident.presses('Chưa hài lòng')
  resident.hears(/viết một dòng/)
  await resident.says('chờ lâu quá, gọi số 0912345678 không ai nghe')
  resident.hears(/đã ghi lại/)
  expect(await inOctober(ward)).toEqual({
    good: 0,
    neutral: 0,
    bad: 1,
  })
  expect(await ward.repositories.satisfaction.words('2026-10-01', '2026-10-31', 5)).toEqual([
    'chờ lâu quá, gọi số [số điện thoại] không ai nghe',
  ])
  // Somebody else's case can't be rated.
  const stranger = ward.person('người lạ', 'zalo-oa')
  await stranger.sends({ kind: 'button', value: 'hl:c:H1:good' })
  stranger.hears(/không còn dùng được/)
})

test('a question instead of a reason is answered; nothing to say is fine; "gặp cán bộ" opens a case', async () => {
  const { ward, resident } = await setting()
  await resident.sends({ kind: 'joined', payload: 'quay-2' })
  resident.hears(/quầy số 2/)
  await resident.says('3')
  await resident.says('làm khai sinh cho con cần giấy gì?')
  resident.hears(/khai sinh/)
  expect(await ward.repositories.satisfaction.words('2026-10-01', '2026-10-31', 5)).toEqual([])
  await resident.says('đánh giá quầy 2')
  await resident.presses('Chưa hài lòng')
  await resident.presses('Bỏ qua')
  resident.hears(/Cảm ơn/)
  await resident.says('/start quay')
  await resident.presses('Chưa hài lòng')
  await resident.presses('Gặp cán bộ')
  resident.hears(/\*\*H1\*\*/)
})

test('a visit counts once a day, staff do not rate themselves', async () => {
  const { ward, lan, resident } = await setting()
  for (const label of ['Hài lòng', 'Bình thường']) {
    await resident.says('/start quay-1')
    await resident.presses(label)
  }
  await lan.says('/start quay-1')
  await lan.presses('Hài lòng')
  lan.hears(/không tính/)
  ward.clock.forward(86_400_000)
  await resident.says('/start quay-1')
  await resident.presses('Hài lòng')
  expect(await inOctober(ward)).toEqual({
    good: 1,
    neutral: 1,
    bad: 0,
  })
})

test('on the first of a month leads read the month before, once; the page shows no small number', async () => {
  const { ward, telegram, resident } = await setting()
  const lead = ward.person('Trưởng phòng', 'telegram')
  await lead.hasRole('lead')
  for (let number = 0; number < 7; number += 1) {
    const one = ward.person(`khách ${number}`, 'zalo-oa')
    await one.says('/start quay-2')
    await one.presses(number === 0 ? 'Chưa hài lòng' : 'Hài lòng')
    if (number === 0) await one.says('ghế ngồi ít quá')
    await one.says('/phananh rác ở chợ')
  }
  await resident.says('làm khai sinh cho con')
  await resident.presses(/Có ích|Hữu ích|👍/)
  await resident.says('/phananh góp ý nên có thêm ghế')
  ward.clock.now = new Date('2026-11-01T08:10:00+07:00')
  const { library, locales } = ward.runtime.content.current()
  const tell = () => queueSatisfaction(ward.repositories, locales, library, ward.clock.now)
  expect([await tell(), await tell()]).toEqual([1, 0])
  ward.runtime.sender.wake([lead.conversation])
  await ward.runtime.idle()
  const text = telegram.sent.findLast(({ to }) => to === lead.conversation)?.reply.text
  expect(text).toMatch(/tháng 10\/2026: 8 lượt, 7 hài lòng/)
  expect(text).toMatch(/Quầy số 2: 7 lượt, 6 hài lòng, 0 bình thường, 1 chưa hài lòng/)
  expect(text).toMatch(/Đăng ký khai sinh|khai sinh/i)
  expect(text).toMatch(/ghế ngồi ít quá/)
  const figures = await figuresToPublish(ward.repositories, ward.clock.now)
  expect(figures.months.map(({ month }) => month)).toEqual(['2026-10'])
  const html = figuresHtml('phường Mường Lay', figures, locales.in('vi'))
  expect(html).toMatch(/10\/2026/)
  expect(html).toMatch(/dưới 5/)
  expect(html).not.toMatch(/khách|ghế|<td>1<\/td>/)
})

test('erased with the person: the count stays, words and tie go', async () => {
  const { ward, resident } = await setting()
  await resident.says('/start quay')
  await resident.presses('Chưa hài lòng')
  await resident.says('nhân viên cau có')
  await resident.says('/xoadulieu')
  await resident.presses('Xóa')
  const rows = await ward.runtime.database.db.selectFrom('satisfaction').selectAll().execute()
  expect(rows).toMatchObject([{ rating: 'bad', words: null, contact_id: null }])
})

test('/maqr gives admins a poster whose codes open the chat at the counter', async () => {
  const { ward, telegram, lan } = await setting()
  const admin = ward.person('Quản trị', 'telegram')
  await admin.hasRole('admin')
  await admin.says('/maqr quầy 3')
  admin.hears(/https:\/\/t\.me\/phuong_bot\?start=quay-3/)
  const [file] = telegram.sent.findLast(({ to }) => to === admin.conversation)?.reply.attachments ?? []
  expect(await showsCode(file?.path ?? '', 'https://t.me/phuong_bot?start=quay-3')).toBe(true)
  expect(await showsCode(file?.path ?? '', 'https://t.me/phuong_bot?start=quay-4')).toBe(false)
  await admin.says('/maqr xyz')
  admin.hears(/Gõ \/maqr/)
  await lan.says('/maqr')
  expect(lan.heard.flatMap(({ attachments = [] }) => attachments)).toEqual([])
})
