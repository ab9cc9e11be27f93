/** A person answers: the resident writes on Zalo, the officers work on Telegram, and neither needs the other's app. */
import { expect, test } from 'vitest'
import { type ConversationId, conversationId, senderId } from '../../bot/chat.ts'
import { tellLate } from '../../handlers/cases/late.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const hour = 3_600_000

const setting = async () => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa')
  const ward = await testWard({ channels: [telegram, zalo], start: new Date('2026-11-23T08:00:00+07:00') })
  const resident = ward.person('bà Tư', 'zalo-oa')
  const lan = ward.person('Lan', 'telegram')
  const minh = ward.person('Minh', 'telegram')
  await lan.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  await minh.hasRole('officer', 'Văn phòng HĐND và UBND')
  return { ward, telegram, zalo, resident, lan, minh }
}

const wroteTo = (ward: TestWard, to: ConversationId): string[] =>
  [...ward.channels.values()].flatMap(({ sent }) =>
    sent.filter(message => message.to === to).map(({ reply }) => reply.text),
  )
const last = (ward: TestWard, { conversation }: Pick<Person, 'conversation'>): string =>
  wroteTo(ward, conversation).at(-1) ?? ''

/** The channel's reference of the newest message in that chat that matches. */
const refOf = (ward: TestWard, { conversation }: Pick<Person, 'conversation'>, pattern: RegExp): string => {
  for (const { sent } of ward.channels.values()) {
    const index = sent.findLastIndex(({ to, reply }) => to === conversation && pattern.test(reply.text))
    if (index >= 0) return String(index + 1)
  }
  throw new Error(`nobody was sent ${String(pattern)}`)
}

test('asked on Zalo, taken and answered on Telegram, next day too, then closed and settled', async () => {
  const { ward, resident, lan, minh } = await setting()
  await resident.says('tôi hỏi vì sao hồ sơ của con tôi 079201001234 chưa xong')
  await resident.says('gặp cán bộ')
  resident.hears(/Mã của anh\/chị: \*\*H1\*\*/)
  resident.hears(/không hẹn giờ/)
  for (const officer of [lan, minh]) expect(last(ward, officer)).toMatch(/H1.*bà Tư muốn gặp cán bộ/)
  expect(last(ward, lan)).not.toContain('079201001234')
  await resident.says('con tôi tên Nam, nộp từ tháng trước')
  resident.hearsNothing()
  expect(last(ward, minh)).toMatch(/bà Tư viết: con tôi tên Nam/)
  await lan.presses('Nhận H1')
  lan.hears(/Lan nhận H1/)
  await lan.sends({ kind: 'text', text: 'Chị để em xem rồi báo' }, { replyTo: refOf(ward, lan, /tên Nam/) })
  lan.hears(/Đã gửi trả lời H1/)
  expect(last(ward, resident)).toMatch(/Cán bộ trả lời H1.*\nChị để em xem rồi báo/)
  ward.clock.forward(25 * hour)
  await lan.says('H1 Hồ sơ xong rồi, mời chị đến lấy')
  expect(last(ward, resident)).toMatch(/mời chị đến lấy/)
  await resident.says('cảm ơn em')
  resident.hearsNothing()
  expect(last(ward, lan)).toMatch(/cảm ơn em/)
  expect(last(ward, minh)).not.toMatch(/cảm ơn em/)
  await lan.says('h1 đóng')
  expect(last(ward, resident)).toMatch(/đã được giải quyết chưa/)
  await resident.says('chưa')
  resident.hears(/mở lại việc \*\*H1\*\*/)
  expect(last(ward, lan)).toMatch(/chưa được giải quyết/)
  await lan.says('h1 đóng')
  await resident.presses('Đã được giải quyết')
  resident.hears(/xong rồi/)
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
  const actions = (await ward.repositories.audit.list({ subject: 'case:H1', limit: 50 })).map(
    ({ action }) => action,
  )
  expect(new Set(actions)).toEqual(
    new Set([
      'case.open',
      'case.see',
      'case.take',
      'case.answer',
      'case.close',
      'case.reopen',
      'case.settled',
    ]),
  )
})

test('two officers at once: the second is told who has it, sends nothing, and may take over', async () => {
  const { ward, resident, lan, minh } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 nhận')
  await minh.says('H1 Bà ra quầy số 2 nhé')
  minh.hears(/Lan đang giữ H1.*chưa gửi/)
  expect(last(ward, resident)).not.toMatch(/quầy số 2/)
  await minh.says('H1 nhận thay')
  await minh.says('H1 Bà ra quầy số 2 nhé')
  expect(last(ward, resident)).toMatch(/quầy số 2/)
})

test('an officer who leaves the ward no longer blocks the case', async () => {
  const { ward, resident, lan, minh } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 nhận')
  const contact = await ward.repositories.contacts.bySender(senderId('telegram', 'Lan'))
  await ward.repositories.contacts.setRole(contact?.person ?? 0, 'resident', null)
  await lan.says('H1 xin chào')
  expect(last(ward, resident)).not.toMatch(/xin chào/)
  await minh.says('H1 Tôi trả lời thay')
  expect(last(ward, resident)).toMatch(/Tôi trả lời thay/)
})

test('"tiếp tục với bot" brings the bot back while the case stays open; the code adds to it and tells how it stands', async () => {
  const { ward, resident, lan } = await setting()
  await resident.says('gặp cán bộ')
  await resident.says('tiếp tục với bot')
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
  await resident.says('H1')
  resident.hears(/chưa ai nhận/)
  await resident.says('H1 tôi gửi thêm: số tôi 0912345678')
  resident.hears(/Đã chuyển thêm vào H1/)
  expect(last(ward, lan)).toMatch(/tôi gửi thêm: số tôi \\\[số điện thoại/)
  await ward.person('người lạ', 'zalo-oa').says('H1')
  expect(wroteTo(ward, conversationId('zalo-oa', 'người lạ')).join('\n')).toMatch(/không tìm thấy việc H1/)
})

test('a danger is answered at once though a person has the conversation', async () => {
  const { resident } = await setting()
  await resident.says('gặp cán bộ')
  await resident.says('cháy nhà rồi cứu với')
  resident.hears(/114/)
})

test('notes stay inside, cases are passed to a unit that has somebody', async () => {
  const { ward, resident, lan, minh } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 ghi chú: đã gọi điện, không ai nghe máy')
  await lan.says('H1 chuyển Phòng Kinh tế')
  lan.hears(/Chưa có cán bộ nào/)
  await lan.says('H1 chuyển phòng không có thật')
  lan.hears(/không biết đơn vị/)
  await lan.says('H1 chuyển VP')
  expect(last(ward, minh)).toMatch(/được chuyển cho anh\/chị[\s\S]*ghi chú: đã gọi điện/)
  expect(wroteTo(ward, resident.conversation).join('\n')).not.toMatch(/không ai nghe máy/)
})

test('in the staff group: the case appears there, and a reply to it answers the resident', async () => {
  const { ward, resident, lan } = await setting()
  const group = conversationId('telegram', '-100')
  await ward.repositories.settings.set('staff-group', group, ward.clock.now)
  await resident.says('gặp cán bộ')
  expect(last(ward, { conversation: group })).toMatch(/H1/)
  const inGroup = { conversation: group, chat: 'group' as const }
  const reply = { ...inGroup, replyTo: refOf(ward, { conversation: group }, /H1/) }
  await lan.sends({ kind: 'text', text: 'Bà chờ chút nhé' }, reply)
  expect(last(ward, resident)).toMatch(/Bà chờ chút nhé/)
  await ward.person('khách', 'telegram').sends({ kind: 'text', text: 'H1' }, inGroup)
  expect(last(ward, { conversation: group })).toMatch(/không tìm thấy việc H1/)
})

test('an answer that cannot reach the resident is told to the officer, with the reason', async () => {
  const { ward, zalo, resident, lan } = await setting()
  await resident.says('gặp cán bộ')
  zalo.failNext({ reason: 'blocked' })
  await lan.says('H1 Bà còn đó không?')
  await expect.poll(() => last(ward, lan)).toMatch(/không tới.*đã chặn/)
})

test('late cases go to leads, later to admins, once each', async () => {
  const { ward, resident } = await setting()
  const lead = ward.person('Trưởng phòng', 'telegram')
  const admin = ward.person('Quản trị', 'telegram')
  await lead.hasRole('lead')
  await admin.hasRole('admin')
  await resident.says('gặp cán bộ')
  const look = async () => {
    const { library, locales } = ward.runtime.content.current()
    ward.runtime.sender.wake(
      await tellLate({
        repositories: createRepositories(ward.runtime.database.db),
        library,
        locales,
        now: ward.clock.now,
      }),
    )
    await ward.runtime.idle()
  }
  const late = (person: Person): number =>
    wroteTo(ward, person.conversation).filter(text => /quá giờ trả lời/.test(text)).length
  await look()
  expect([late(lead), late(admin)]).toEqual([0, 0])
  ward.clock.forward(10 * hour)
  await look()
  await look()
  expect([late(lead), late(admin)]).toEqual([1, 0])
  ward.clock.forward(4 * 24 * hour)
  await look()
  await look()
  expect([late(lead), late(admin)]).toEqual([1, 1])
})

test('/dulieu lists cases and /xoadulieu leaves nothing of what they said, in the officers’ messages neither', async () => {
  const { ward, resident, lan } = await setting()
  await resident.says('/canbo chuyện bí mật cần hỏi')
  await lan.says('H1 trả lời về chuyện bí mật')
  await resident.says('/dulieu')
  resident.hears(/Việc đã gửi cán bộ: H1/)
  await resident.says('/xoadulieu')
  await resident.presses('Xóa')
  expect(last(ward, lan)).toMatch(/nội dung H1 không còn/)
  expect(
    JSON.stringify(await ward.runtime.database.db.selectFrom('case_message').selectAll().execute()),
  ).not.toMatch(/bí mật/)
  expect(
    JSON.stringify(await ward.runtime.database.db.selectFrom('outbox').selectAll().execute()),
  ).not.toMatch(/chuyện bí mật/)
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
})

test('where nobody of the ward is registered no reply is promised', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('gặp cán bộ')
  resident.hears(/trực tiếp trụ sở/)
})
