/** No notice goes out on one person's word: who approves, what takes an approval back, who becomes its author. */
import { expect, test } from 'vitest'
import type { Person } from '../support/conversation.ts'
import { newestText, noticeDesk } from '../support/notice-desk.ts'

const hour = 3_600_000

test('nobody approves their own, nor on another channel of theirs; one alone can send nothing', async () => {
  const { ward, author, second, write, got, step, subscriber } = await noticeDesk()
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
  const { ward, author, second, subscriber, step, got, write } = await noticeDesk()
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
  const { ward, author, second, subscriber, step, got, write } = await noticeDesk()
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
  const { ward, author, second, subscriber, write, step, got } = await noticeDesk()
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

test('a draft sent for approval by somebody else is theirs: they can’t approve it too', async () => {
  const { ward, author, second, subscriber, step, got, write } = await noticeDesk()
  const here = await subscriber('ba-tu', 'telegram')
  await write('Họp dân 19 giờ')
  await second.says('/thongbao 1')
  await second.presses('Sửa')
  await second.presses('Gửi đi duyệt')
  expect(newestText(ward, author)).toMatch(/chờ duyệt\. Người soạn: quan-tri/)
  const { version } = (await ward.repositories.broadcasts.byId(1)) ?? { version: 0 }
  await second.sends({ kind: 'button', value: `tb:ok:1:${version}` })
  second.hears(/cần một người khác duyệt/)
  await step()
  expect(got(here)).toEqual([])
  await author.presses('Duyệt và gửi')
  await step()
  expect(got(here)).toHaveLength(1)
})
