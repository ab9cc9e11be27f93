/** Notices from writing to report: the form, the frame of a kind, pictures, quiet hours, the stop button. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newestText, noticeDesk } from '../support/notice-desk.ts'
import { phonePicture } from '../support/pictures.ts'

const hour = 3_600_000

test('written, seen, approved by a second person, sent to each once, reported', async () => {
  const { ward, author, second, subscriber, step, got, telegram } = await noticeDesk()
  const here = await subscriber('ba-tu', 'telegram')
  const zalo = await subscriber('ong-sau', 'zalo-oa')
  const page = await subscriber('co-bay', 'web')
  const stranger = ward.person('nguoi-la')
  await stranger.says('xin chào')

  await author.says('/thongbao')
  await author.presses('Thông báo chung')
  author.hears(/Anh\/chị gõ nội dung/)
  await author.says('Chiều thứ sáu 27/11 họp tổ 3 ở nhà văn hóa, 14 giờ. Mang theo *phiếu*.')
  author.hears(/Gửi cho ai/)
  expect(author.choices[0]).toBe('Tất cả (3)')
  await author.presses(/^Tất cả/)
  author.hears(/Gửi lúc nào/)
  await author.says('ngay')
  author.hears(/📢 \*\*Thông báo của phường Mường Lay\*\*/)
  author.hears(/Nhắn DỪNG để thôi nhận\./)
  author.hears(/Sẽ tới: 3 người/)
  author.hears(/trang chat trên web: 1 người; chỉ thấy khi mở trang/)
  await step()
  expect(got(here)).toEqual([])

  await author.presses('Gửi đi duyệt')
  author.hears(/cho 1 người có quyền duyệt/)
  expect(newestText(ward, second)).toMatch(/chờ duyệt.*lan-lead/s)
  await second.presses('Duyệt và gửi')
  second.hears(/bắt đầu gửi ngay/)
  expect(newestText(ward, author)).toMatch(/quan-tri đã duyệt/)
  await step()
  await step()
  await step()
  for (const person of [here, zalo, page]) {
    expect(got(person)).toHaveLength(1)
    expect(got(person)[0]).toMatch(/họp tổ 3 ở nhà văn hóa/)
    expect(got(person)[0]).toMatch(/Nhắn DỪNG để thôi nhận\.$/)
  }
  expect(got(stranger)).toEqual([])
  expect(newestText(ward, author)).toMatch(/đã gửi xong.*Đã gửi: 3 người/s)
  expect(newestText(ward, second)).toMatch(/Zalo của phường: 1\/1/)
  const before = telegram.sent.length
  await step()
  expect(telegram.sent).toHaveLength(before)
  await author.says('/thongbao 1')
  author.hears(/đã gửi\. Người soạn: lan-lead/)
})

test('quiet hours: what would fall at night waits till morning, also in the middle of sending', async () => {
  const { ward, author, second, subscriber, step, got, write, telegram } =
    await noticeDesk('2026-11-23T20:50:00+07:00')
  const here = await subscriber('ba-tu', 'telegram')
  await write('Mưa lớn, bà con che chắn', /^Tất cả/, '21h30 tối nay')
  author.hears(/07:00 24\/11\/2026 \(sau giờ yên lặng\)/)
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  second.hears(/giờ yên lặng 21:00-07:00.*07:00 24\/11\/2026/)

  await write('Họp gấp')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  telegram.failNext({ reason: 'signed-out' })
  await ward.runtime.broadcaster.step()
  await ward.runtime.idle()
  ward.clock.forward(15 * 60_000)
  await step()
  ward.runtime.sender.wake([here.conversation])
  await ward.runtime.idle()
  expect(got(here)).toEqual([])
  await here.says('mấy giờ phường làm việc')
  expect(here.heard.length).toBeGreaterThan(0)
  ward.clock.now = new Date('2026-11-24T07:00:01+07:00')
  await step()
  ward.runtime.sender.wake([here.conversation])
  await ward.runtime.idle()
  expect(got(here).map(text => /Mưa lớn|Họp gấp/.exec(text)?.[0])).toEqual(
    expect.arrayContaining(['Mưa lớn', 'Họp gấp']),
  )
  expect(got(here)).toHaveLength(2)

  await author.says('/thongbao gio 22:00-6:00')
  author.hears(/22:00-06:00/)
  await author.says('/thongbao gio không')
  author.hears(/ít nhất 22:00-06:00/)
})

test('areas and fields: only those who asked; several areas at once; a procedure’s change as a frame', async () => {
  const { author, second, subscriber, step, got, write } = await noticeDesk()
  const three = await subscriber('ba-tu', 'telegram', 'tổ 3')
  const five = await subscriber('ong-sau', 'telegram', 'tổ 5')
  const all = await subscriber('co-bay', 'telegram')
  const births = await subscriber('chi-tam', 'telegram', 'nhận tin về hộ tịch')
  await author.says('/thongbao Cúp điện 8 giờ đến 11 giờ ngày mai')
  await author.says('tổ 3, tổ 4')
  await author.says('ngay')
  author.hears(/Gửi cho: người ở tổ 3, tổ 4/)
  author.hears(/Sẽ tới: 1 người/)
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  await step()
  expect([three, five, all, births].map(person => got(person).length)).toEqual([1, 0, 0, 0])

  await author.says('/thongbao')
  await author.presses('Thủ tục sửa đổi')
  await author.says('đăng ký khai sinh')
  await author.presses(/\(1\.001193\)/)
  await author.says('Từ 01/12/2026 không phải nộp bản sao, theo Quyết định số 15/QĐ-UBND.')
  await author.presses(/Hộ tịch/)
  await author.presses('Ngay sau khi duyệt')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  await step()
  expect([three, five, all].map(person => got(person).length)).toEqual([1, 0, 0])
  expect(got(births)[0]).toMatch(
    /Thủ tục có thay đổi.*\(mã 1\.001193\) có thay đổi.*15\/QĐ-UBND.*nhắn 1\.001193/s,
  )
  await write('Chúc mừng ngày hội đại đoàn kết')
  author.hears(/Sẽ tới: 3 người/)
})

test('an hour missed because the program was not running: nobody gets stale news without a new yes', async () => {
  const { ward, author, second, subscriber, step, got, write } = await noticeDesk()
  const here = await subscriber('ba-tu', 'telegram')
  await write('14 giờ chiều nay họp', /^Tất cả/, '12 giờ trưa nay')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  ward.clock.forward(8 * hour)
  await step()
  expect(got(here)).toEqual([])
  expect(newestText(ward, second)).toMatch(/lỡ giờ gửi 12:00 23\/11\/2026/)
  await second.presses('Xem thông báo')
  await second.presses('Hủy, không gửi nữa')
  await step()
  expect(got(here)).toEqual([])
})

test('cancelled before, midway and too late', async () => {
  const { ward, author, second, subscriber, step, got, telegram, write } = await noticeDesk()
  const here = await subscriber('ba-tu', 'telegram')
  await write('Họp dân', /^Tất cả/, '8 giờ sáng mai')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  await second.presses('Hủy, không gửi nữa')
  second.hears(/Đã hủy thông báo #1/)
  expect(newestText(ward, author)).toMatch(/quan-tri đã hủy/)
  ward.clock.forward(24 * hour)
  await step()
  expect(got(here)).toEqual([])

  await write('Họp gấp')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  telegram.failNext({ reason: 'signed-out' })
  await ward.runtime.broadcaster.step()
  await expect.poll(async () => (await ward.repositories.outbox.counts()).pending).toBe(1)
  await author.says('/thongbao 2')
  await author.presses('Hủy, không gửi nữa')
  author.hears(/Đã hủy thông báo #2.*đã hủy: 1/s)
  ward.clock.forward(hour)
  ward.runtime.sender.wake([here.conversation])
  await step()
  expect(got(here)).toEqual([])
  await author.sends({ kind: 'button', value: 'tb:cancel:2' })
  author.hears(/đã hủy/)
})

test('a picture with its words goes along, without the place it was taken at', async () => {
  const { author, second, subscriber, step, telegram } = await noticeDesk()
  const here = await subscriber('ba-tu', 'telegram')
  const bytes = await phonePicture(7)
  telegram.download = async () =>
    (async function* () {
      yield bytes
    })()
  await author.says('/thongbao')
  await author.presses('Lịch cúp điện, nước')
  await author.sends({
    kind: 'file',
    file: { kind: 'photo', ref: '1', name: 'lich.jpg' },
    caption: 'Cúp điện tổ 3 ngày 25/11, 7 giờ đến 11 giờ',
  })
  await author.presses(/^Tất cả/)
  await author.presses('Ngay sau khi duyệt')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  await step()
  const sent = telegram.sent.find(
    ({ to, reply }) => to === here.conversation && reply.priority === 'broadcast',
  )
  expect(sent?.reply.text).toMatch(/⚡ \*\*Lịch cúp điện.*Cúp điện tổ 3/s)
  const [attached] = sent?.reply.attachments ?? []
  expect(attached).toMatchObject({ kind: 'photo', name: 'lich.jpg' })
  expect((await sharp(attached?.path).metadata()).exif).toBeUndefined()
})

test('too long a text, an unreadable hour and a wrong area are asked again', async () => {
  const { author, subscriber } = await noticeDesk()
  await subscriber('ba-tu', 'telegram')
  await author.says(`/thongbao ${'dài '.repeat(500)}`)
  author.hears(/nhiều nhất 1500/)
  await author.says('Căn cước 012345678901 của ai rơi ở chợ')
  await author.says('chỗ nào đó')
  author.hears(/chưa rõ gửi cho ai/)
  await author.presses(/^Tất cả/)
  await author.says('khi nào rảnh')
  author.hears(/chưa đọc được giờ/)
  await author.says('8 giờ sáng nay')
  author.hears(/đã qua rồi/)
  await author.says('ngay')
  author.hears(/giống số căn cước/)
  await author.says('/huy')
  await author.says('làm khai sinh cho con cần gì')
  author.hears(/Tờ khai đăng ký khai sinh/)
  const resident = await subscriber('co-bay', 'telegram')
  await resident.says('/thongbao chào cả nhà')
  resident.hears(/dành cho/)
})
