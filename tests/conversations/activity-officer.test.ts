/** Officers and volunteers at their work: what the card asks, says and refuses, on channels with and without buttons. */
import { beforeEach, describe, expect, test } from 'vitest'
import { queueThanks } from '../../handlers/activity/thanks.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { channelWithFiles, file, photo } from '../support/pictures.ts'

const unit = 'Trung tâm Dịch vụ tổng hợp'
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n')
const otherPdf = Buffer.from('%PDF-1.4\n2 0 obj\n<<>>\nendobj\n')

let ward: TestWard
let officer: Person
let lead: Person
let volunteer: Person

beforeEach(async () => {
  ward = await testWard({
    start: new Date('2026-03-05T15:00:00+07:00'),
    channels: [channelWithFiles({ pdf, otherPdf })],
  })
  officer = ward.person('Hoa')
  lead = ward.person('Bình')
  volunteer = ward.person('Tình')
  await officer.hasRole('officer', unit)
  await lead.hasRole('lead', unit)
  await volunteer.hasRole('volunteer')
}, 120_000)
const entry = (number: number) => ward.repositories.activities.byCode({ year: 2026, number })

describe('who may', () => {
  test('a resident learns kindly whom /ghi is for and how to get access', async () => {
    const resident = ward.person('Dân')
    await resident.says('/ghi loa 2 tin')
    resident.hears(/dành cho cán bộ.*\/dangky/)
    await resident.says('+3 dvc tổ 3')
    await resident.sends(photo(1, '/ghi treo 2 băng rôn'))
    await resident.says('loa 2 tin dvc 7 phút tổ 1 sáng nay')
    expect(await ward.repositories.activities.count({})).toBe(0)
  })

  test('an officer neither approves nor touches the entries of others', async () => {
    await lead.says('/ghi loa 1 tin 6 phút vneid')
    await lead.presses(/Lưu/)
    lead.hears(/lãnh đạo ghi, được tính ngay/)
    const other = ward.person('Khác')
    await other.hasRole('officer', unit)
    await other.says('/sua 1')
    other.hears(/Không thấy mục/)
    await other.says('/xoa 1 nhầm')
    other.hears(/Không thấy mục/)
    await other.says('/duyet 1')
    other.hears(/dành cho lãnh đạo/)
    expect((await entry(1))?.standing).toBe('by-lead')
  })

  test('a lead sees the own unit only, an admin all', async () => {
    await officer.says('/ghi loa 1 tin 6 phút vneid')
    await officer.presses(/Lưu/)
    const culture = ward.person('Lan')
    await culture.hasRole('lead', 'Phòng Văn hóa - Xã hội')
    await culture.says('/duyet')
    culture.hears(/Không có mục nào chờ duyệt/)
    const admin = ward.person('Quản trị')
    await admin.hasRole('admin')
    await admin.says('/duyet')
    admin.hears(/HD-2026-0001/)
  })
})

describe('the card', () => {
  test('says what it did not understand, warns of length, and refuses days to come', async () => {
    await officer.says('/ghi loa 2 tin dvc 3 phút zxcv sáng nay')
    officer.hears(/chưa hiểu chỗ này nên chưa ghi: “zxcv”/)
    officer.hears(/ngắn hơn 5 đến 10 phút mỗi chương trình \(Mường Lay III\.2\)/)
    await officer.says('/ghi loa 2 tin 25/12')
    officer.hears(/chưa tới/)
    await officer.says('/ghi loa 2 tin 31/2')
    officer.hears(/Không có ngày/)
    expect(await ward.repositories.activities.count({})).toBe(0)
  })

  test('asks for what is missing, one question at a time', async () => {
    await officer.says('/ghi mấy băng rôn bữa hổm')
    officer.hears(/Số lượng bao nhiêu/)
    await officer.says('nhiều lắm')
    officer.hears(/Tôi cần một con số/)
    await officer.says('12 cái')
    officer.hears(/Làm ngày nào/)
    await officer.says('31/12')
    officer.hears(/chưa tới/)
    await officer.presses(/Hôm qua/)
    officer.hears(/12 băng rôn/)
    officer.hears(/04\/03\/2026/)
  })

  test('asks once how several areas count; the ward keeps the answer and the books say who gave it', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1, tổ 2')
    await officer.presses(/Mỗi nơi 2/)
    officer.hears(/4 tin/)
    await officer.presses(/Lưu/)
    await officer.says('/ghi loa 3 tin dvc 7 phút tổ 1, tổ 2')
    officer.hears(/6 tin/)
    const [rule] = await ward.repositories.audit.list({ limit: 1 })
    expect(rule).toMatchObject({ action: 'activity.area-rule', subject: 'activity-areas:loudspeaker' })
  })

  test('is corrected field by field or by a typed line, and an old card does nothing more', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
    await officer.presses(/Sửa/)
    await officer.presses('Ngày')
    await officer.presses(/Hôm kia/)
    officer.hears(/03\/03\/2026/)
    await officer.says('chiều hôm qua ở chợ')
    officer.hears(/chiều 04\/03\/2026/)
    officer.hears(/chợ/)
    officer.hears(/2 tin/)
    await officer.presses(/Lưu/)
    await officer.presses(/Lưu/)
    officer.hears(/đã lưu hoặc đã đóng/)
    expect(await ward.repositories.activities.count({})).toBe(1)
  })

  test('several activities of one message are saved together, one can be dropped', async () => {
    await officer.says('/ghi treo 4 băng rôn ở chợ; 2 tin loa 7 phút; họp dân tổ 3 40 người')
    officer.hears(/Việc 3/)
    await officer.presses(/Sửa/)
    await officer.presses('Việc 2')
    await officer.presses('Bỏ việc này')
    await officer.presses(/Lưu cả 2/)
    expect((await ward.repositories.activities.list({}, { limit: 9 })).map(({ form }) => form)).toEqual([
      'conference',
      'banner',
    ])
  })

  test('several works of one message: the unit is asked once, and each is corrected by its number or its name', async () => {
    const admin = ward.person('Quản trị')
    await admin.hasRole('admin')
    await admin.says('/ghi hôm qua họp tổ 3 có 34 người về dvc, xong phát 34 tờ rơi')
    admin.hears(/Hội nghị, họp: 1 cuộc, 34 người.*Tờ rơi: 34 tờ/s)
    admin.hears(/Đơn vị nào thực hiện cả 2 việc/)
    await admin.says(unit)
    admin.hears(/Tôi hiểu thế này/)
    await admin.says('sửa việc 2 thành 40 tờ')
    admin.hears(/40 tờ/)
    await admin.says('họp 36 người')
    admin.hears(/Số người: 36/)
    await admin.presses(/Lưu cả 2/)
    admin.hears(/Đã lưu.*HD-2026-0001.*Đã lưu.*HD-2026-0002/s)
  })

  test('/sua without a code corrects the open card, another form included, then the entry just saved', async () => {
    await officer.says('/ghi họp dân tổ 3 40 người về dvc')
    await officer.says('/sua 45 người')
    officer.hears(/Số người: 45/)
    await officer.says('/sua tập huấn')
    officer.hears(/Hình thức: Tập huấn\n- Số lượng: 1 lớp\n- Số người: 45/)
    await officer.says('/sua zxcv')
    officer.hears(/Anh\/chị gõ lại giúp phần cần sửa/)
    await officer.presses(/Lưu/)
    await officer.says('/sua tổ 5')
    officer.hears(/Sửa mục đã ghi.*Nơi làm: tổ 5/s)
  })

  test('a form told after the rest: an event was one, and what was said stays in sight', async () => {
    await officer.says('/ghi tuyên truyền cho 40 người ở chợ về dvc')
    officer.hears(/Chưa rõ hình thức: 40 người.*chợ/)
    await officer.says('họp')
    officer.hears(/Số lượng: 1 cuộc\n- Số người: 40/)
    await officer.says('/ghi treo băng rôn cổng chợ')
    await officer.says('3')
    officer.hears(/3 băng rôn/)
  })

  test('asks before counting what the plan counts otherwise', async () => {
    await officer.says('/ghi phát loa 5 lượt phát vneid 7 phút')
    officer.hears(/Kế hoạch đếm theo “tin, bài”/)
    await officer.presses('Không tính vào chỉ tiêu')
    await officer.presses(/Lưu/)
    expect((await entry(1))?.target).toBeNull()
  })

  test('a question in between is answered, the card waits', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
    await officer.says('mất thẻ căn cước thì làm lại ở đâu')
    officer.hears(/căn cước/)
    officer.hears(/Thẻ ghi việc vẫn đang mở/)
    await officer.presses(/Lưu/)
    expect((await entry(1))?.quantity).toBe(2)
  })

  test('a line that asks is answered, not entered', async () => {
    await officer.says('tôi nộp 2 hồ sơ khai sinh hôm qua sao chưa thấy gì')
    expect(officer.choices).not.toContain('✅ Lưu')
    await officer.says('loa 2 tin dvc 7 phút tổ 1 sáng nay')
    expect(officer.choices).toContain('✅ Lưu')
  })

  test('points out a likely repeat and saves it all the same', async () => {
    for (const _twice of [1, 2]) {
      await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
      if (_twice === 2) officer.hears(/Giống mục HD-2026-0001/)
      await officer.presses(/Lưu/)
    }
    expect(await ward.repositories.activities.count({})).toBe(2)
  })

  test('"để sau" keeps a draft that counts nowhere until it is sent', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
    await officer.presses('Để sau')
    await officer.says('/cuatoi')
    await officer.presses('Bản nháp 1')
    await officer.presses(/Sửa/)
    await officer.presses(/Lưu/)
    officer.hears(/HD-2026-0001/)
    expect((await entry(1))?.state).toBe('submitted')
  })

  test('"lại 1" with a change copies an entry to today', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1 hôm qua')
    await officer.presses(/Lưu/)
    await officer.says('/ghi lại 1 3 tin')
    officer.hears(/3 tin/)
    officer.hears(/05\/03\/2026/)
    await officer.says('/ghi lại 9')
    officer.hears(/không thấy mục/)
  })
})

describe('evidence', () => {
  test('a seminar tells piece by piece what is missing; unnamed files are asked about', async () => {
    await officer.says('/ghi tọa đàm cchc 1 cuộc 60 người sáng nay')
    await officer.presses(/Lưu/)
    officer.hears(/Còn thiếu minh chứng: kế hoạch, giấy mời, chương trình, hình ảnh, đường dẫn/)
    await officer.sends(file('pdf', 'giay-moi.pdf'))
    officer.hears(/Còn thiếu minh chứng: kế hoạch, chương trình, hình ảnh/)
    await officer.sends(file('otherPdf', 'scan.pdf'))
    officer.hears(/Đây là giấy tờ gì/)
    await officer.presses('chương trình')
    officer.hears(/Còn thiếu minh chứng: kế hoạch, hình ảnh/)
    await officer.sends(photo(1))
    await officer.says('https://muonglay.example.vn/toa-dam')
    officer.hears(/Đã gắn đường link/)
    await officer.says('/thieuminhchung')
    officer.hears(/Còn 1 mục thiếu/)
    officer.hears(/Còn thiếu minh chứng: kế hoạch\./)
  })

  test('a file in reply to a saved card finds its entry days later; the same picture twice is asked about', async () => {
    await officer.says('/ghi treo 4 băng rôn ở chợ')
    await officer.presses(/Lưu/)
    const saved = String(ward.channels.get('telegram')?.sent.length)
    await officer.says('/ghi xe lưu động 1 buổi')
    await officer.presses(/Lưu/)
    ward.clock.forward(3 * 24 * 60 * 60 * 1000)
    await officer.sends(photo(1), { replyTo: saved })
    officer.hears(/Đã gắn ảnh vào HD-2026-0001/)
    await officer.sends(photo(1), { replyTo: saved })
    officer.hears(/đã có trong mục/)
    await officer.says('/cuatoi')
    await officer.presses('HD-2026-0002')
    await officer.presses(/Thêm minh chứng/)
    officer.hears(/Đừng gửi ảnh căn cước/)
    await officer.sends(photo(1))
    officer.hears(/giống ảnh đã dùng cho HD-2026-0001/)
    await officer.presses('Bỏ ảnh này')
    const second = await entry(2)
    expect(await ward.repositories.evidence.of([second?.id ?? 0])).toEqual([])
  })

  test('a photo without a word: which entry, or what was just done', async () => {
    await officer.says('/ghi treo 4 băng rôn ở chợ')
    await officer.presses(/Lưu/)
    ward.clock.forward(24 * 60 * 60 * 1000)
    await officer.sends(photo(1, undefined, 'album'))
    officer.hears(/của việc nào/)
    await officer.sends(photo(2, undefined, 'album'))
    officer.hearsNothing()
    await officer.presses('HD-2026-0001')
    const first = await entry(1)
    expect(await ward.repositories.evidence.of([first?.id ?? 0])).toHaveLength(2)
    ward.clock.forward(24 * 60 * 60 * 1000)
    await officer.sends(photo(3))
    await officer.says('xe lưu động 1 buổi')
    officer.hears(/Minh chứng kèm theo: 1/)
    await officer.presses(/Lưu/)
    const second = await entry(2)
    expect(await ward.repositories.evidence.of([second?.id ?? 0])).toHaveLength(1)
  })

  test('what can not be kept is refused with what to do instead', async () => {
    await officer.says('/ghi treo 4 băng rôn ở chợ')
    await officer.presses(/Lưu/)
    await officer.sends(file('nothing', 'a.pdf'))
    officer.hears(/rỗng/)
    await officer.sends({ kind: 'file', file: { kind: 'video', ref: 'pdf', size: 30_000_000 } })
    officer.hears(/lớn quá 20 MB/)
  })
})

describe('approval and history', () => {
  test('an approved entry that is changed waits again; the history tells every step', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
    await officer.presses(/Lưu/)
    await lead.says('/duyet 1')
    await lead.presses('Duyệt 0001')
    expect((await entry(1))?.standing).toBe('approved')
    await lead.presses('Duyệt 0001')
    lead.hears(/không còn chờ duyệt/)
    await officer.says('/sua 1 3 tin')
    await officer.presses(/Lưu/)
    expect(await entry(1)).toMatchObject({ standing: 'waiting', quantity: 3 })
    await officer.says('/timhd HD-2026-0001')
    await officer.presses('Lịch sử sửa')
    officer.hears(/ghi\n.*duyệt\n.*sửa: Số lượng 2 → 3/)
  })

  test('withdrawing what was approved tells the lead; nothing is deleted', async () => {
    await officer.says('/ghi loa 2 tin dvc 7 phút tổ 1')
    await officer.presses(/Lưu/)
    await lead.says('/duyet')
    await lead.presses('Duyệt 0001')
    await officer.says('/xoa 1 loa hỏng, không phát được')
    officer.hears(/Đã rút HD-2026-0001: loa hỏng/)
    expect(lead.heard.at(-1)?.text).toMatch(/vừa được rút.*\n.*loa hỏng/)
    await officer.says('/timhd HD-2026-0001')
    officer.hears(/đã rút/)
  })

  test('search finds by words with or without marks', async () => {
    await officer.says('/ghi treo 4 băng rôn ở chợ')
    await officer.presses(/Lưu/)
    await officer.says('/timhd bang ron cho')
    officer.hears(/Tìm thấy 1 mục/)
    await officer.says('/timhd tọa đàm')
    officer.hears(/Không thấy mục nào/)
  })
})

describe('volunteers', () => {
  test('"+3 dvc tổ 3" is counted at once and can be taken back within the hour', async () => {
    await volunteer.says('+3 dvc tổ 3')
    volunteer.hears(/Đã ghi HD-2026-0001.*3 lượt người, 05\/03\/2026, tổ 3/)
    await volunteer.says('/huy')
    volunteer.hears(/Đã bỏ HD-2026-0001/)
    expect((await entry(1))?.state).toBe('withdrawn')
    await volunteer.says('+2 vneid')
    ward.clock.forward(61 * 60 * 1000)
    await volunteer.says('/huy')
    volunteer.hears(/Không có việc gì/)
    expect((await entry(2))?.state).toBe('submitted')
  })

  test('nothing about the people helped is kept', async () => {
    await volunteer.says('/hotro 2 bà con cài vneid nhà bà Lan 0912345678')
    await volunteer.presses(/Lưu/)
    const stored = JSON.stringify(await entry(1))
    expect(stored).not.toMatch(/Lan|0912345678/)
  })

  test('a lead approves the help of volunteers without a unit', async () => {
    await volunteer.says('+3 dvc tổ 3')
    await lead.says('/duyet')
    await lead.presses('Duyệt 0001')
    expect((await entry(1))?.standing).toBe('approved')
  })

  test('thanks go out once a month with the total', async () => {
    await volunteer.says('+3 dvc tổ 3')
    await volunteer.says('+4 vneid')
    ward.clock.now = new Date('2026-04-01T08:00:00+07:00')
    const { locales } = ward.runtime.content.current()
    expect(await queueThanks(ward.repositories, locales, ward.clock.now)).toBe(1)
    expect(await queueThanks(ward.repositories, locales, ward.clock.now)).toBe(0)
    await volunteer.says('/camnang bưu điện')
    expect(volunteer.heard.map(({ text }) => text).join('\n')).toMatch(/Nếu vướng/)
    const texts = ward.channels
      .get('telegram')
      ?.sent.map(({ reply }) => reply.text)
      .join('\n')
    expect(texts).toMatch(/Tháng 03\/2026 anh\/chị đã giúp 7 lượt người/)
    expect(texts).toMatch(/VNeID \(4\)/)
  })
})

test('without buttons the whole guided way is answered by typing', async () => {
  const plain = await testWard({
    start: new Date('2026-03-05T15:00:00+07:00'),
    channels: [createScriptedChannel('zalo-bot', { maxButtons: 0, edit: false, photo: false })],
  })
  const hoa = plain.person('Hoa')
  await hoa.hasRole('officer', unit)
  await hoa.says('/ghi')
  hoa.hears(/1\. Loa truyền thanh/)
  await hoa.says('1')
  hoa.hears(/Số lượng/)
  await hoa.says('3')
  hoa.hears(/1\. Hôm nay/)
  await hoa.says('2')
  hoa.hears(/bao nhiêu phút/)
  // The number typed is minutes, not the first choice on the list.
  await hoa.says('8')
  await hoa.says('tổ 3')
  await hoa.says('không')
  hoa.hears(/8 phút/)
  hoa.hears(/04\/03\/2026/)
  await hoa.says('1')
  hoa.hears(/HD-2026-0001/)
  expect(await plain.repositories.activities.byCode({ year: 2026, number: 1 })).toMatchObject({
    quantity: 3,
    minutes: 8,
    place: 'tổ 3',
    date: '2026-03-04',
  })
})
