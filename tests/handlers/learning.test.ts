/** What the ward teaches the bot: only with a person's yes, in use at once, kept whatever happens, told to who asked. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyChange, learntPath, phrasingsPath } from '../../content/learning/files.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { passingFolder, smallContent } from '../support/small-ward.ts'

const ownWard = async (dataDir = passingFolder()): Promise<TestWard> =>
  await testWard({ dataDir, content: smallContent(dataDir) })

const unknown = 'hội đua thuyền đuôi én năm nay tổ chức ngày nào'
const answer =
  'Hội đua thuyền đuôi én năm nay tổ chức ngày 20 tháng 12 tại lòng hồ. Bà con đến trước 7 giờ để gửi xe.'

const writesAnswer = async (admin: Person): Promise<void> => {
  await admin.says('/chuatraloi')
  await admin.presses(/đua thuyền/)
  await admin.presses('Viết câu trả lời mới')
  await admin.says('Hội đua thuyền đuôi én')
  await admin.says(answer)
  await admin.says('Thông báo số 12/TB-UBND của phường')
  await admin.presses('Không có')
  await admin.says('31/12/2026')
  await admin.presses(/^Phường/)
}

test('an unanswered question becomes an answer with one yes, at once, and those who asked to know are told once', async () => {
  const ward = await ownWard()
  const lan = ward.person('lan')
  const hoa = ward.person('hoa')
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  await lan.says(unknown)
  await lan.presses('Báo tôi khi có trả lời')
  lan.hears(/tôi sẽ nhắn anh\/chị ở đây/)
  await hoa.says('hoi dua thuyen duoi en nam nay to chuc ngay nao')

  await writesAnswer(admin)
  admin.hears(/Bà con sẽ thấy/)
  admin.hears(/Thông báo số 12\/TB-UBND của phường/)
  expect(existsSync(learntPath(join(ward.dataDir, 'content')))).toBe(false)
  await admin.presses('Đúng, đăng')
  admin.hears(/Đã đăng/)
  lan.hears(/Câu hỏi của anh\/chị nay đã có câu trả lời/)
  expect(hoa.heard.some(({ text }) => /nay đã có câu trả lời/.test(text))).toBe(false)

  await lan.presses('Hội đua thuyền đuôi én')
  lan.hears(/20 tháng 12/)
  await ward.person('moi').says('cho hỏi hội đua thuyền đuôi én tổ chức ngày nào vậy')
  await hoa.says('hội đua thuyền đuôi én ngày mấy')
  hoa.hears(/20 tháng 12/)
  hoa.hears(/Đối chiếu ngày 22\/11\/2026, xem lại trước 31\/12\/2026/)

  await admin.says('/chuatraloi')
  admin.hears(/Không có câu hỏi nào đang chờ/)
  const audit = await ward.repositories.audit.list({ limit: 5 })
  expect(audit.map(({ action, subject }) => `${action} ${subject}`)).toContain(
    'learning.new entry:learnt.hoi-dua-thuyen-duoi-en',
  )
})

test('nothing is learnt without the yes: dropping leaves the question on the list', async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('lead')
  await ward.person('lan').says(unknown)
  await writesAnswer(admin)
  await admin.presses('Bỏ')
  admin.hears(/bot không học gì/)
  await admin.says('/chuatraloi')
  admin.hears(/1 câu, 1 nhóm/)
  expect(existsSync(join(ward.dataDir, 'content'))).toBe(false)
})

test('a part can be corrected at the second look, and each part is checked', async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  await ward.person('lan').says(unknown)
  await writesAnswer(admin)
  await admin.presses('Sửa')
  await admin.presses('Câu trả lời')
  await admin.says('ngắn quá')
  admin.hears(/từ 40 đến 1400/)
  await admin.says(`${answer} Xem thêm tại https://vnexpress.net/le-hoi`)
  admin.hears(/không phải trang của Nhà nước/)
  await admin.says(`${answer} {{otp}}`)
  admin.hears(/không có chỗ điền otp/)
  await admin.says(answer.replace('20 tháng 12', '27 tháng 12'))
  admin.hears(/27 tháng 12/)
  await admin.presses('Sửa')
  await admin.presses('Ngày xem lại')
  await admin.says('31/02/2027')
  admin.hears(/cần một ngày sau hôm nay/)
  await admin.says('01/01/2020')
  admin.hears(/cần một ngày sau hôm nay/)
  await admin.presses('6 tháng nữa')
  admin.hears(/xem lại trước 01\/05\/2027/)
  await admin.presses('Sửa')
  await admin.presses('Các cách hỏi')
  await admin.says('bao giờ đua thuyền\nhội đua thuyền ngày nào')
  admin.hears(/- bao giờ đua thuyền/)
  await admin.presses('Đúng, đăng')
  await ward.person('lan').says('bao giờ đua thuyền')
  const learnt = readFileSync(learntPath(join(ward.dataDir, 'content')), 'utf8')
  expect(learnt).toContain('27 tháng 12')
  expect(learnt).not.toContain('năm nay tổ chức ngày nào')
})

test('a badly rated question is tied to the entry it belongs to, and is answered by it from then on', async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  const lan = ward.person('lan')
  await lan.says('làm giấy khai sinh cho con')
  await lan.presses(/Chưa đúng/)
  await admin.says('/chuatraloi')
  await admin.presses(/khai sinh cho con/)
  admin.hears(/bị đánh dấu chưa đúng 1 lần/)
  await admin.presses('Gắn vào mục có sẵn')
  await admin.says('khai sinh trễ hạn')
  await admin.presses(/[Kk]hai sinh trễ hạn/)
  await admin.presses('Viết lại cách hỏi')
  await admin.says('cháu tôi lớn tướng rồi mà chưa có giấy gì lận lưng')
  admin.hears(/Từ giờ ai hỏi như vậy/)
  await admin.presses('Đúng, gắn')
  admin.hears(/dùng được ngay/)
  await lan.says('cháu tôi lớn tướng rồi mà chưa có giấy gì lận lưng')
  lan.hears(/[Tt]rễ hạn|quá hạn|60 ngày/)
  expect(readFileSync(phrasingsPath(join(ward.dataDir, 'content')), 'utf8')).toContain('lận lưng')
})

test('setting a group aside teaches nothing', async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  await ward.person('lan').says('xyzt qwer asdf zxcv')
  await admin.says('/chuatraloi')
  await admin.presses(/xyzt/)
  await admin.presses('Bỏ qua')
  admin.hears(/không học gì từ nhóm này/)
  admin.hears(/Không có câu hỏi nào đang chờ/)
})

test('two admins at the same group: the second is told it is done', async () => {
  const ward = await ownWard()
  const [first, second] = [ward.person('a1'), ward.person('a2')]
  await first.hasRole('admin')
  await second.hasRole('lead')
  await ward.person('lan').says(unknown)
  await writesAnswer(first)
  await writesAnswer(second)
  await first.presses('Đúng, đăng')
  await second.presses('Đúng, đăng')
  second.hears(/đã có người xử lý/)
})

test('residents and officers have no access, by command, by button or by a form left over', async () => {
  const ward = await ownWard()
  const resident = ward.person('lan')
  await resident.says('/chuatraloi')
  resident.hears(/Lệnh này dành cho lãnh đạo đơn vị, quản trị/)
  await resident.sends({ kind: 'button', value: 'learn:list' })
  resident.hears(/Lệnh này dành cho/)
  await resident.hasRole('officer')
  await resident.sends({ kind: 'button', value: 'learn:yes' })
  resident.hears(/Lệnh này dành cho/)
})

test('a form left open catches nothing from who is no longer a lead, nor hours later', async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  await ward.person('lan').says(unknown)
  await admin.says('/chuatraloi')
  await admin.presses(/đua thuyền/)
  await admin.presses('Viết câu trả lời mới')
  ward.clock.forward(3 * 60 * 60 * 1000)
  await admin.says('làm khai sinh cho con cần giấy tờ gì')
  admin.hears(/chứng sinh/)
  await admin.says('/chuatraloi')
  await admin.presses(/đua thuyền/)
  await admin.presses('Viết câu trả lời mới')
  await admin.hasRole('officer')
  await admin.says('làm khai sinh cho con cần giấy tờ gì')
  admin.hears(/chứng sinh/)
})

test("residents' words are not shown in a group", async () => {
  const ward = await ownWard()
  const admin = ward.person('admin')
  await admin.hasRole('admin')
  await ward.person('lan').says(unknown)
  for (const content of [
    { kind: 'text' as const, text: '/chuatraloi' },
    { kind: 'button' as const, value: 'learn:list' },
  ]) {
    await admin.sends(content, { chat: 'group' })
    admin.hears(/chỉ gửi trong tin nhắn riêng|nhắn riêng cho tôi/)
    expect(admin.heard.some(({ text }) => text.includes('đua thuyền'))).toBe(false)
  }
})

test('who changed their mind is not told, and another person cannot ask in their name', async () => {
  const ward = await ownWard()
  const [lan, other, admin] = [ward.person('lan'), ward.person('khac'), ward.person('admin')]
  await admin.hasRole('admin')
  await lan.says(unknown)
  await lan.presses('Báo tôi khi có trả lời')
  await lan.presses('Thôi, không cần báo')
  lan.hears(/không nhắn về việc này nữa/)
  await other.sends({ kind: 'button', value: 'tellme:1' })
  other.hears(/không tìm thấy câu hỏi này/)
  await writesAnswer(admin)
  await admin.presses('Đúng, đăng')
  expect(lan.heard.some(({ text }) => /nay đã có/.test(text))).toBe(false)
  await lan.sends({ kind: 'button', value: 'tellme:1' })
  lan.hears(/nay đã có câu trả lời/)
})

const change = {
  kind: 'phrasings' as const,
  entry: 'hotich.birth.register',
  questions: ['thằng cu nhà em cần tờ giấy đầu đời'],
}

/** A "yes" that was committed when the process died. */
const diedAfterCommit = async (): Promise<{ folder: string; ward: TestWard }> => {
  const folder = passingFolder()
  const ward = await ownWard(folder)
  const lan = ward.person('lan')
  await lan.says('thằng cu nhà em cần tờ giấy đầu đời qwe rty')
  const { contentChanges, questions } = ward.repositories
  const id = await contentChanges.add(
    { actor: 'contact:1', kind: change.kind, entry: change.entry, body: change },
    ward.clock.now,
  )
  await questions.setNotify(1, { contact: 1, remembered: true }, true, ward.clock.now)
  await questions.resolve([1], change.entry, ward.clock.now, id)
  await ward.runtime.stop()
  return { folder, ward }
}

const startsAgain = async (folder: string): Promise<{ told: number; ward: TestWard }> => {
  const channel = createScriptedChannel('telegram')
  const ward = await testWard({ dataDir: folder, content: smallContent(folder), channels: [channel] })
  await ward.runtime.idle()
  return {
    told: channel.sent.filter(({ reply }) => /nay đã có câu trả lời/.test(reply.text)).length,
    ward,
  }
}

test('killed after the commit and before the file: the next start brings it into use and tells once', async () => {
  const { folder } = await diedAfterCommit()
  expect(existsSync(phrasingsPath(join(folder, 'content')))).toBe(false)
  const { told, ward } = await startsAgain(folder)
  expect(told).toBe(1)
  await ward.person('hoa').says('thằng cu nhà em cần tờ giấy đầu đời')
  expect(await ward.repositories.contentChanges.waiting()).toEqual([])
  await ward.runtime.stop()
  expect((await startsAgain(folder)).told).toBe(0)
})

test('killed after the file and before the mark: nothing is written twice, and people are told once', async () => {
  const { folder } = await diedAfterCommit()
  applyChange(join(folder, 'content'), change)
  const before = readFileSync(phrasingsPath(join(folder, 'content')), 'utf8')
  const { told } = await startsAgain(folder)
  expect(told).toBe(1)
  expect(readFileSync(phrasingsPath(join(folder, 'content')), 'utf8')).toBe(before)
})

test('a file an editor broke is never overwritten: the approval waits until it can be read again', async () => {
  const { folder } = await diedAfterCommit()
  const path = phrasingsPath(join(folder, 'content'))
  mkdirSync(join(folder, 'content'), { recursive: true })
  writeFileSync(path, '- entry: [dở dang\n')
  const { told, ward } = await startsAgain(folder)
  expect(told).toBe(0)
  expect(readFileSync(path, 'utf8')).toBe('- entry: [dở dang\n')
  writeFileSync(path, '# của tôi\n- entry: scam.otp\n  questions: [có ai gọi xin mã]\n')
  await ward.runtime.refreshContent()
  await ward.runtime.idle()
  expect(readFileSync(path, 'utf8')).toMatch(/# của tôi[\s\S]*có ai gọi xin mã[\s\S]*đầu đời/)
  expect(await ward.repositories.contentChanges.waiting()).toEqual([])
})
