/** Cases at work: lists, photos both ways, a phone number with consent, joined feedback, channel windows, officers who leave. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Reply, senderId, type UpdateContent } from '../../bot/chat.ts'
import { forgetOld } from '../../bot/retention.ts'
import { watchCases } from '../../bot/scheduler.ts'
import { eraseCaseFiles } from '../../storage/erase-case-files.ts'
import { testWard } from '../support/conversation.ts'
import { channelWithFiles } from '../support/pictures.ts'

const hour = 3_600_000
const unit = 'Phòng Văn hóa - Xã hội'

const setting = async () => {
  const sound = Buffer.concat([
    Buffer.from('OggS'),
    Buffer.alloc(24),
    Buffer.from('OpusHead'),
    Buffer.alloc(40),
  ])
  const telegram = channelWithFiles({ notice: Buffer.from('%PDF-1.7\nx') }, 'telegram')
  const zalo = channelWithFiles({ voice: sound, 'a-pdf': Buffer.from('%PDF-1.7\nx') }, 'zalo-oa', {
    windowHours: 48,
  })
  const ward = await testWard({
    channels: [telegram, zalo],
    start: new Date('2026-11-23T08:00:00+07:00'),
    dataKey: new Uint8Array(32).fill(7),
  })
  const resident = ward.person('bà Tư', 'zalo-oa')
  const lan = ward.person('Lan', 'telegram')
  const minh = ward.person('Minh', 'telegram')
  await lan.hasRole('officer', unit)
  await minh.hasRole('officer', 'Văn phòng HĐND và UBND')
  const repliesTo = (person: { conversation: string }): Reply[] =>
    [...telegram.sent, ...zalo.sent].filter(({ to }) => to === person.conversation).map(({ reply }) => reply)
  const last = (person: { conversation: string }): Reply => repliesTo(person).at(-1) ?? { text: '' }
  const all = (person: { conversation: string }): string =>
    repliesTo(person)
      .map(({ text }) => text)
      .join('\n---\n')
  return { ward, telegram, zalo, resident, lan, minh, last, all, repliesTo }
}

const picture = (number: number, caption?: string): UpdateContent => ({
  kind: 'file',
  file: { kind: 'photo', ref: `picture-${number}` },
  ...(caption === undefined ? {} : { caption }),
})

test('photos go to the officer and back, and off the disk when the resident erases their data', async () => {
  const { ward, resident, lan, last } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 nhận')
  await resident.sends(picture(1, 'giấy hẹn của tôi, số 079201001234'))
  resident.hears(/Đã chuyển vào H1/)
  resident.hears(/bỏ số/)
  const shown = last(lan)
  expect(shown.text).toMatch(/bà Tư viết: giấy hẹn của tôi, số \\\[số giấy tờ/)
  const [attachment] = shown.attachments ?? []
  expect(attachment).toMatchObject({ kind: 'photo', name: 'H1.jpg', mimeType: 'image/jpeg' })
  expect(existsSync(attachment?.path ?? '')).toBe(true)
  await lan.presses('Trả lời H1')
  lan.hears(/Anh\/chị viết câu trả lời H1/)
  await lan.sends({ kind: 'file', file: { kind: 'document', ref: 'notice', name: 'Giấy mời.pdf' } })
  lan.hears(/Đã gửi trả lời H1/)
  expect(last(resident)).toMatchObject({
    text: expect.stringMatching(/Cán bộ gửi cho H1/),
    attachments: [{ kind: 'document', name: 'Giấy mời.pdf' }],
  })
  // The form is over: what comes next is no answer.
  await lan.says('làm khai sinh cho con')
  lan.hears(/60 ngày/)
  await lan.says('H1')
  await lan.presses(/Xem tệp \(2\)/)
  expect(lan.heard.flatMap(({ attachments = [] }) => attachments)).toHaveLength(2)
  await resident.says('/xoadulieu')
  await resident.presses('Xóa')
  expect(await eraseCaseFiles(ward.repositories, ward.runtime.evidence, ward.clock.now)).toBe(2)
  expect(existsSync(attachment?.path ?? '')).toBe(false)
})

test('a picture taken back is gone; the same bytes kept for another case stay', async () => {
  const { ward, resident, lan, last } = await setting()
  await resident.says('gặp cán bộ')
  await resident.sends(picture(1))
  const path = last(lan).attachments?.[0]?.path ?? ''
  const other = ward.person('ông Sáu', 'zalo-oa')
  await other.says('gặp cán bộ')
  await other.sends(picture(1))
  await resident.presses('Thu hồi tệp vừa gửi')
  expect(last(lan).text).toMatch(/H1: bà con thu hồi/)
  expect(await eraseCaseFiles(ward.repositories, ward.runtime.evidence, ward.clock.now)).toBe(0)
  expect(existsSync(path)).toBe(true)
  await other.presses('Thu hồi tệp vừa gửi')
  expect(await eraseCaseFiles(ward.repositories, ward.runtime.evidence, ward.clock.now)).toBe(1)
  expect(existsSync(path)).toBe(false)
})

test('a recording is passed on and the bot says it cannot listen; a place and a contact card are passed on too', async () => {
  const { resident, lan, last } = await setting()
  await resident.says('gặp cán bộ')
  await resident.sends({ kind: 'file', file: { kind: 'voice', ref: 'voice' } })
  resident.hears(/không nghe được ghi âm/)
  expect(last(lan).attachments).toHaveLength(1)
  await resident.sends({ kind: 'location', latitude: 22.0345, longitude: 103.159 })
  expect(last(lan).text).toMatch(/maps\?q=22.03450,103.15900/)
  await resident.sends({ kind: 'contact', phone: '+84912345678' })
  resident.hears(/muốn gửi số này/)
  await resident.sends({ kind: 'unsupported', what: 'sticker' })
  resident.hears(/không chuyển được loại tin này/)
})

test('a stranger’s picture under somebody else’s code is not kept', async () => {
  const { ward, resident } = await setting()
  await resident.says('gặp cán bộ')
  const stranger = ward.person('người lạ', 'zalo-oa')
  await stranger.says('chào')
  await stranger.sends(picture(3, 'H1'))
  stranger.hears(/không tìm thấy việc H1/)
  expect(await eraseCaseFiles(ward.repositories, ward.runtime.evidence, ward.clock.now)).toBe(1)
})

test('a phone number reaches the officer only with a yes, and never lies open in the database', async () => {
  const { ward, resident, lan, last, all } = await setting()
  await resident.says('gặp cán bộ')
  await resident.says('gọi tôi số 0912 345 678 nhé')
  resident.hears(/muốn gửi số này cho cán bộ xử lý H1/)
  expect(all(lan)).not.toMatch(/0912/)
  await resident.says('không')
  resident.hears(/không gửi số và đã xóa/)
  await lan.says('H1')
  expect(last(lan).text).not.toMatch(/📞/)
  await resident.says('thôi thì số 0912345678')
  await resident.presses('Gửi số')
  resident.hears(/Đã gửi số cho cán bộ/)
  await lan.presses('Xem số H1')
  lan.hears(/0912 345 678/)
  const seen = await ward.repositories.audit.list({ subject: 'case:H1', limit: 50 })
  expect(seen.map(({ action }) => action)).toContain('case.phone-see')
  for (const table of ['outbox', 'resident_case', 'case_message', 'session', 'audit'] as const)
    expect(
      JSON.stringify(await ward.runtime.database.db.selectFrom(table).selectAll().execute()),
    ).not.toMatch(/0912 ?345 ?678/)
  await lan.says('H1 đóng')
  ward.clock.forward(31 * 24 * hour)
  await forgetOld({ repositories: ward.repositories }, ward.clock.now)
  expect((await ward.repositories.cases.byCode('H1'))?.phone).toBeNull()
})

test('without a DATA_KEY no number is passed on, as before', async () => {
  const telegram = channelWithFiles()
  const { person } = await testWard({ channels: [telegram] })
  await person('Lan').hasRole('officer')
  const resident = person('bà Tư')
  await resident.says('gặp cán bộ')
  await resident.says('gọi tôi 0912345678')
  resident.hears(/bỏ số điện thoại/)
  expect(resident.heard).toHaveLength(1)
})

test('/viec: late first, own, the unit’s, nobody’s; a lead sees all; residents are refused', async () => {
  const { ward, resident, lan, minh } = await setting()
  const lead = ward.person('Trưởng phòng', 'telegram')
  await lead.hasRole('lead')
  const second = ward.person('ông Sáu', 'zalo-oa')
  const third = ward.person('cô Bảy', 'zalo-oa')
  await lan.says('/viec')
  lan.hears(/Không có việc nào/)
  await resident.says('gặp cán bộ')
  await second.says('gặp cán bộ')
  await third.says('/phananh đèn đường hỏng ở tổ 3')
  await lan.says('H1 nhận')
  await lan.says('H2 chuyển VP')
  await lan.says('/viec')
  lan.hears(/Việc tôi giữ\*\* \(1 việc/)
  lan.hears(/H1.*bà Tư: hạn .*Lan giữ/)
  await lan.presses(/Chưa ai nhận \(1\)/)
  lan.hears(/P1.*hiện trường.*chưa ai nhận/)
  await minh.says('/viec')
  minh.hears(/Việc của đơn vị tôi[\s\S]*H2.*ông Sáu.*chuyển Văn phòng/)
  await minh.presses('H2')
  minh.hears(/H2.*ông Sáu muốn gặp cán bộ/)
  await minh.presses('Nhận H2')
  await minh.says('H2 mai anh ra quầy số 1 nhé')
  ward.clock.forward(30 * hour)
  await lead.says('/viec')
  await lead.presses(/Tất cả \(3\)/)
  lead.hears(/⏰ \*\*H1\*\*[\s\S]*\*\*P1\*\*[\s\S]*• \*\*H2\*\*.*đã trả lời/)
  await resident.says('tiếp tục với bot')
  await resident.says('/viec')
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/H1|P1/)
})

test('passed on with taps, to a unit or a person', async () => {
  const { resident, lan, minh, last } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1')
  await lan.presses('Chuyển H1')
  lan.hears(/Chuyển H1 cho ai/)
  await lan.presses('Minh')
  expect(last(minh).text).toMatch(/được chuyển cho anh\/chị/)
  await lan.says('H1 chào bà')
  lan.hears(/Minh đang giữ H1/)
})

test('feedback with pictures: in the form, under the command, and right after the receipt', async () => {
  const { resident, lan, last } = await setting()
  await resident.says('/phananh')
  await resident.presses(/hiện trường/)
  await resident.sends(picture(1))
  resident.hears(/Đã nhận tệp/)
  await resident.says('rác đổ đầy đầu ngõ 5')
  await resident.presses('Bỏ qua')
  await resident.presses('Bỏ qua')
  resident.hears(/P1/)
  expect(last(lan)).toMatchObject({
    text: expect.stringMatching(/rác đổ đầy/),
    attachments: [{ name: 'P1.jpg' }],
  })
  await resident.sends(picture(2, 'còn đây nữa'))
  resident.hears(/Đã chuyển vào P1/)
  expect(last(lan).text).toMatch(/P1.*còn đây nữa/)
  await resident.sends(picture(3, '/phananh ổ gà to ở tổ 7, gọi tôi 0987654321'))
  resident.hears(/P2/)
  resident.hears(/muốn gửi số này cho cán bộ xử lý P2/)
  expect(last(lan)).toMatchObject({
    text: expect.stringMatching(/ổ gà to ở tổ 7/),
    attachments: [{ name: 'P2.jpg' }],
  })
})

test('files of a form nobody finishes go after some hours', async () => {
  const { ward, resident } = await setting()
  await resident.says('/phananh')
  await resident.sends(picture(1))
  ward.clock.forward(5 * hour)
  await forgetOld({ repositories: ward.repositories }, ward.clock.now)
  expect(await eraseCaseFiles(ward.repositories, ward.runtime.evidence, ward.clock.now)).toBe(1)
})

test('two people tell of the same lamp: joined, both get the answer and the question, "chưa" opens only one’s own', async () => {
  const { ward, resident, lan, last, all } = await setting()
  const other = ward.person('ông Sáu', 'zalo-oa')
  await resident.says('/phananh đèn đường hỏng ở tổ 3 tối om')
  ward.clock.forward(24 * hour)
  await other.says('/phananh cột đèn đường tổ 3 hỏng tối om mấy hôm nay')
  expect(last(lan).text).toMatch(/Có vẻ cùng việc với P1/)
  await lan.presses('Gộp vào P1')
  lan.hears(/Đã gộp P2 vào P1/)
  await lan.says('P1 Tối nay thợ điện sửa ạ')
  lan.hears(/và cho người gửi P2/)
  for (const one of [resident, other]) expect(last(one).text).toMatch(/Tối nay thợ điện sửa/)
  expect(last(other).text).toMatch(/trả lời P2/)
  await lan.says('P1 đóng')
  for (const one of [resident, other]) expect(last(one).text).toMatch(/đã được giải quyết chưa/)
  await other.says('chưa')
  other.hears(/mở lại \*\*P2\*\*/)
  expect((await ward.repositories.cases.byCode('P1'))?.state).toBe('closed')
  expect(await ward.repositories.cases.byCode('P2')).toMatchObject({ state: 'open', mergedInto: null })
  // Another lamp in another place is another matter.
  await resident.says('/phananh đèn đường hỏng ở tổ 9 tối om')
  expect(all(lan)).not.toMatch(/cùng việc với P2/)
})

test('status by code is its sender’s alone', async () => {
  const { ward, resident } = await setting()
  await resident.says('/phananh loa phường mở to quá ở tổ 2')
  await resident.says('/phananh P1')
  resident.hears(/chưa ai nhận/)
  const other = ward.person('ông Sáu', 'zalo-oa')
  await other.says('P1')
  other.hears(/không tìm thấy việc P1/)
  await other.says('/phananh p1')
  other.hears(/không tìm thấy việc P1/)
})

const watched = async ({ ward }: Awaited<ReturnType<typeof setting>>): Promise<void> => {
  ward.runtime.sender.wake(await watchCases(ward.runtime))
  await ward.runtime.idle()
}

test('before the channel closes the officer is warned once; after that the answer waits and the officer knows first', async () => {
  const now = await setting()
  const { ward, resident, lan, last, all } = now
  const wrote = () => ward.repositories.windows.noteInteraction(resident.conversation, ward.clock.now)
  await wrote()
  await resident.says('gặp cán bộ')
  await resident.says('gọi cho tôi 0912345678')
  await resident.presses('Gửi số')
  await lan.says('H1 nhận')
  ward.clock.forward(44 * hour)
  await watched(now)
  expect(all(lan)).not.toMatch(/⏳/)
  ward.clock.forward(hour)
  await watched(now)
  await watched(now)
  expect(all(lan).match(/⏳ H1: còn 3 giờ để trả lời qua Zalo/g)).toHaveLength(1)
  ward.clock.forward(4 * hour)
  await watched(now)
  await lan.says('H1')
  await lan.presses('Trả lời H1')
  lan.hears(/không cho nhắn từ 08:00 25\/11\/2026: trả lời sẽ chờ[\s\S]*bấm Xem số H1/)
  await lan.says('mời bà ra quầy')
  lan.hears(/Đã nhận câu trả lời H1, \*\*chưa tới\*\*/)
  // They wrote again: another window, another warning when it closes with a question open.
  await wrote()
  await resident.says('tôi đây')
  await lan.says('H1')
  expect(last(lan).text).not.toMatch(/không cho nhắn/)
  ward.clock.forward(46 * hour)
  await watched(now)
  expect(all(lan).match(/⏳/g)).toHaveLength(2)
})

test('an officer who loses the role or leaves the bot: the only lead gets the case, once', async () => {
  const now = await setting()
  const { ward, resident, lan, minh, last, all } = now
  const lead = ward.person('Trưởng phòng', 'telegram')
  await lead.hasRole('lead')
  const second = ward.person('ông Sáu', 'zalo-oa')
  await resident.says('gặp cán bộ')
  await second.says('gặp cán bộ')
  await lan.says('H1 nhận')
  await minh.says('H2 nhận')
  await watched(now)
  expect(all(lead)).not.toMatch(/chuyển sang anh\/chị/)
  const contact = await ward.repositories.contacts.bySender(senderId('telegram', 'Lan'))
  await ward.repositories.contacts.setRole(contact?.person ?? 0, 'resident', null)
  await watched(now)
  await watched(now)
  expect(all(lead).match(/Lan không còn nhận việc ở đây nên H1 chuyển sang/g)).toHaveLength(1)
  await minh.sends({ kind: 'left' })
  await watched(now)
  expect(all(lead)).toMatch(/Minh không còn nhận việc ở đây nên H2 chuyển sang/)
  await lead.says('H1 Chào bà, tôi trả lời thay Lan')
  expect(last(resident).text).toMatch(/tôi trả lời thay Lan/)
})

test('a resident who blocks the bot: the officer is told that the answer did not arrive', async () => {
  const { resident, lan, zalo, last } = await setting()
  await resident.says('gặp cán bộ')
  await resident.sends({ kind: 'left' })
  zalo.failNext({ reason: 'blocked' })
  await lan.says('H1 bà còn đó không')
  await expect.poll(() => last(lan).text).toMatch(/không tới.*đã chặn hoặc rời/)
})
