/** Notices from writing to report: two people, quiet hours, channels with windows, people who leave, and the stop button. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Channel } from '../../bot/chat.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { phonePicture } from '../support/pictures.ts'

const hour = 3_600_000

const setting = async (start = '2026-11-23T09:00:00+07:00') => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa', { windowHours: 48, maxText: 2000, markup: 'plain' })
  const web = createScriptedChannel('web', { pull: true })
  const ward = await testWard({ channels: [telegram, zalo, web], start: new Date(start) })
  const author = ward.person('lan-lead')
  const second = ward.person('quan-tri')
  await author.hasRole('lead')
  await second.hasRole('admin')
  const subscriber = async (name: string, channel: Channel, what = 'nhận tin'): Promise<Person> => {
    const person = ward.person(name, channel)
    await person.says(`đăng ký ${what}`)
    await person.presses('Đồng ý nhận tin')
    return person
  }
  const step = async (): Promise<void> => {
    await ward.runtime.broadcaster.step()
    await ward.runtime.idle()
  }
  /** What a person has got of notices, on one channel. */
  const got = ({ conversation }: Person): string[] =>
    [telegram, zalo, web]
      .flatMap(channel => channel.sent)
      .filter(({ to, reply }) => to === conversation && reply.priority === 'broadcast')
      .map(({ reply }) => reply.text)
  const write = async (text: string, to: string | RegExp = /^Tất cả/, when = 'ngay'): Promise<void> => {
    await author.says(`/thongbao ${text}`)
    await author.presses(to)
    await author.says(when)
  }
  return { ward, telegram, zalo, web, author, second, subscriber, step, got, write }
}

const newestText = (ward: TestWard, to: Person): string =>
  [...ward.channels.values()].flatMap(({ sent }) => sent.filter(item => item.to === to.conversation)).at(-1)
    ?.reply.text ?? ''

test('written, seen, approved by a second person, sent to each once, reported', async () => {
  const { ward, author, second, subscriber, step, got, telegram } = await setting()
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

test('nobody approves their own, nor on another channel of theirs; one alone can send nothing', async () => {
  const { ward, author, second, write, got, step, subscriber } = await setting()
  const here = await subscriber('ba-tu', 'telegram')
  await ward.repositories.contacts.setRole(2, 'resident', null)
  await write('Cúp nước tổ 3')
  await author.presses('Gửi đi duyệt')
  author.hears(/Chưa có lãnh đạo hay quản trị thứ hai/)
  await second.hasRole('admin')
  await author.presses('Gửi đi duyệt')
  const press = (who: Person, value: string) => who.sends({ kind: 'button', value })
  const { version } = (await ward.repositories.broadcasts.byId(1)) ?? { version: 0 }
  await press(author, `tb:ok:1:${version}`)
  author.hears(/cần một người khác duyệt/)
  const other = ward.person('lan-zalo', 'zalo-oa')
  await other.says('xin chào')
  await author.says('/lienket')
  await other.says(`/lienket ${/Mã liên kết: (\w+)/.exec(author.heard[0]?.text ?? '')?.[1] ?? ''}`)
  await press(other, `tb:ok:1:${version}`)
  other.hears(/cần một người khác duyệt/)
  await press(here, `tb:ok:1:${version}`)
  here.hears(/dành cho/)
  await step()
  expect(got(here)).toEqual([])
})

test('an approver who lost the role can’t approve; one who lost it before the hour needs a successor', async () => {
  const { ward, author, second, subscriber, step, got, write } = await setting()
  const here = await subscriber('ba-tu', 'telegram')
  const third = ward.person('pho-chu-tich')
  await third.hasRole('lead')
  await write('Tiêm phòng dại ở tổ 3', /^Tất cả/, '8 giờ sáng mai')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  second.hears(/Gửi lúc 08:00 24\/11\/2026/)
  const { contact } = await ward.repositories.contacts.meet({
    sender: 'telegram:quan-tri' as never,
    conversation: second.conversation,
    name: 'quan-tri',
    privateChat: true,
    locale: 'vi',
    now: ward.clock.now,
  })
  await ward.repositories.contacts.setRole(contact.person, 'resident', null)
  ward.clock.forward(23 * hour)
  await step()
  expect(got(here)).toEqual([])
  expect(newestText(ward, third)).toMatch(/Cần một người duyệt lại/)
  await second.sends({ kind: 'button', value: 'tb:ok:1:4' })
  second.hears(/dành cho/)
  await third.presses('Xem thông báo')
  await third.presses('Duyệt và gửi')
  await step()
  expect(got(here)).toHaveLength(1)
})

test('what is changed after its approval needs a new one, and buttons of the old version do nothing', async () => {
  const { ward, author, second, subscriber, step, got, write } = await setting()
  const here = await subscriber('ba-tu', 'telegram')
  await write('Họp tổ 3 lúc 14 giờ', /^Tất cả/, '8 giờ sáng mai')
  await author.presses('Gửi đi duyệt')
  const old = (await ward.repositories.broadcasts.byId(1))?.version ?? 0
  await second.presses('Duyệt và gửi')
  await author.says('/thongbao 1')
  await author.presses('Sửa')
  await author.presses('Sửa lời')
  await author.says('Họp tổ 3 lúc 15 giờ')
  author.hears(/phải gửi duyệt lại/)
  ward.clock.forward(24 * hour)
  await step()
  expect(got(here)).toEqual([])
  await author.presses('Gửi đi duyệt')
  await second.sends({ kind: 'button', value: `tb:ok:1:${old}` })
  second.hears(/đã được sửa.*15 giờ/s)
  await second.presses('Duyệt và gửi')
  await step()
  expect(got(here).join()).toMatch(/15 giờ/)
})

test('returned with a reason, and the one who changes it becomes its author', async () => {
  const { ward, author, second, subscriber, write, step, got } = await setting()
  const here = await subscriber('ba-tu', 'telegram')
  await write('Họp dân')
  await author.presses('Gửi đi duyệt')
  await second.presses('Trả lại')
  second.hears(/Vì sao trả lại/)
  await second.says('thiếu giờ họp')
  expect(newestText(ward, author)).toMatch(/quan-tri trả lại thông báo #1 \(Họp dân\): thiếu giờ họp/)
  await second.says('/thongbao 1')
  await second.presses('Sửa')
  await second.presses('Sửa lời')
  await second.says('Họp dân 19 giờ')
  await second.presses('Gửi đi duyệt')
  await author.presses('Duyệt và gửi')
  await step()
  expect(got(here).join()).toMatch(/19 giờ/)
})

test('quiet hours: what would fall at night waits till morning, also in the middle of sending', async () => {
  const { ward, author, second, subscriber, step, got, write, telegram } =
    await setting('2026-11-23T20:50:00+07:00')
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
  const { author, second, subscriber, step, got, write } = await setting()
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

test('blocked, out of the window, gone: counted by reason; a person with two channels gets it where it works', async () => {
  const { ward, author, second, subscriber, step, got, telegram, write } = await setting()
  const late = await subscriber('ong-sau', 'zalo-oa')
  const blocks = await subscriber('ba-tu', 'telegram')
  const left = await subscriber('co-bay', 'telegram')
  const both = await subscriber('chi-tam', 'telegram')
  const bothZalo = ward.person('chi-tam-zalo', 'zalo-oa')
  await both.says('/lienket')
  ward.clock.forward(60_000)
  await bothZalo.says(`/lienket ${/Mã liên kết: (\w+)/.exec(both.heard[0]?.text ?? '')?.[1] ?? ''}`)
  await left.sends({ kind: 'left' })
  ward.clock.forward(49 * hour)
  await author.says('/trogiup')
  await write('Tiêm chủng cho trẻ')
  author.hears(/Sẽ tới: 2 người/)
  author.hears(/1 người không nhắn gì trong 48 giờ qua/)
  author.hears(/1 người đã chặn hoặc rời/)
  await author.presses('Gửi đi duyệt')
  telegram.failNext()
  await second.presses('Duyệt và gửi')
  telegram.failNext({ reason: 'blocked' })
  await step()
  await step()
  expect(got(late)).toEqual([])
  expect(got(left)).toEqual([])
  expect(got(bothZalo)).toEqual([])
  expect(got(blocks).length + got(both).length).toBe(1)
  expect(newestText(ward, author)).toMatch(/Đã gửi: 1 người\n- Không tới: 3 người \(.*đã chặn hoặc rời: 2/)
})

test('blocked on the one channel: it comes on the other, and once', async () => {
  const { ward, author, second, subscriber, step, got, write, telegram } = await setting()
  const both = await subscriber('chi-tam', 'telegram')
  const there = ward.person('chi-tam-zalo', 'zalo-oa')
  await there.says('xin chào')
  ward.clock.forward(60_000)
  await there.says('/lienket')
  await both.says(`/lienket ${/Mã liên kết: (\w+)/.exec(there.heard[0]?.text ?? '')?.[1] ?? ''}`)
  const only = await subscriber('ba-tu', 'telegram')
  ward.clock.forward(60_000)
  await both.says('xin chào')
  await write('Lịch loa tuần này')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  telegram.failNext({ reason: 'blocked' }, { reason: 'not-found' })
  for (let more = 0; more < 4; more += 1) await step()
  expect([both, there, only].map(person => got(person).length)).toEqual([0, 1, 0])
  expect(newestText(ward, author)).toMatch(/Đã gửi: 1 người\n- Không tới: 1 người \(đã chặn hoặc rời: 1\)/)
})

test('an hour missed because the program was not running: nobody gets stale news without a new yes', async () => {
  const { ward, author, second, subscriber, step, got, write } = await setting()
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

test('used last counts: a person who moved to Zalo gets it there', async () => {
  const { ward, author, second, subscriber, step, got, write } = await setting()
  const both = await subscriber('chi-tam', 'telegram')
  const there = ward.person('chi-tam-zalo', 'zalo-oa')
  await both.says('/lienket')
  const code = /Mã liên kết: (\w+)/.exec(both.heard[0]?.text ?? '')?.[1] ?? ''
  ward.clock.forward(60_000)
  await there.says(`/lienket ${code}`)
  await write('Lịch loa tuần này')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  await step()
  expect([got(both).length, got(there).length]).toEqual([0, 1])
})

test('DỪNG and /xoadulieu while a notice is on its way: nothing more comes', async () => {
  const { ward, author, second, subscriber, step, got, telegram, write } = await setting()
  const stops = await subscriber('ba-tu', 'telegram')
  const erases = await subscriber('co-bay', 'telegram')
  const stays = await subscriber('chi-tam', 'telegram')
  await write('Họp dân')
  await author.presses('Gửi đi duyệt')
  await second.presses('Duyệt và gửi')
  telegram.failNext({ reason: 'signed-out' }, { reason: 'signed-out' }, { reason: 'signed-out' })
  await ward.runtime.broadcaster.step()
  await expect.poll(async () => (await ward.repositories.outbox.counts()).pending).toBe(3)
  await stops.says('DỪNG')
  stops.hears(/Đã dừng/)
  await erases.says('/xoadulieu')
  await erases.presses('Xóa')
  ward.clock.forward(10 * 60_000)
  ward.runtime.sender.wake([stops, erases, stays].map(({ conversation }) => conversation))
  await ward.runtime.idle()
  await step()
  expect([stops, erases, stays].map(person => got(person).length)).toEqual([0, 0, 1])
  expect(newestText(ward, author)).toMatch(/đã thôi nhận: 2/)
  const { raw } = ward.runtime.database
  expect(raw.prepare('SELECT count(*) FROM broadcast_recipient WHERE person_id IS NULL').pluck().get()).toBe(
    1,
  )
})

test('cancelled before, midway and too late', async () => {
  const { ward, author, second, subscriber, step, got, telegram, write } = await setting()
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
  const { author, second, subscriber, step, telegram } = await setting()
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
  const { author, subscriber } = await setting()
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
