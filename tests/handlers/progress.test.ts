/** Marking what is done, checklists, the reading of unclear places and the calendar of tasks, in the four wards. */
import { expect, test } from 'vitest'
import { senderId } from '../../bot/chat.ts'
import { type TestWard, testWard } from '../support/conversation.ts'
import { channelWithFiles, photo } from '../support/pictures.ts'

const at = (day: string): Date => new Date(`2026-${day}T09:00:00+07:00`)

const wardWith = async (ward: string, day: string): Promise<TestWard> =>
  await testWard({ ward, start: at(day), channels: [channelWithFiles()] })

const actions = async ({ repositories }: TestWard): Promise<string[]> =>
  (await repositories.audit.list({ limit: 50 })).map(({ action }) => action).toReversed()

const log = async (
  { repositories, clock }: TestWard,
  by: string,
  more: { form: string; unit: string; quantity: number; date: string; target: string | null; doer: string },
) => {
  const contact = await repositories.contacts.bySender(senderId('telegram', by))
  return await repositories.activities.add(
    {
      minutes: null,
      minutesEach: null,
      people: null,
      dateEnd: null,
      session: null,
      place: null,
      placeKey: null,
      areas: [],
      topics: [],
      links: [],
      note: null,
      ...more,
    },
    { kind: 'log', state: 'submitted', byLead: true, words: '' },
    { contact: contact?.id ?? 0, now: clock.now },
  )
}

test('Bắc Hồng Lĩnh: a list of procedures is ticked off with evidence until it is 100 %', async () => {
  const ward = await wardWith('bac-hong-linh', '05-11')
  const lead = ward.person('Chị Hà')
  await lead.hasRole('lead', 'Trung tâm Phục vụ hành chính công')
  await lead.says('/tiendo thủ tục được niêm yết')
  lead.hears(/chưa có số \(cần 100%\)\nchưa có danh mục/)
  await lead.presses('Thêm mục vào danh mục')
  await lead.says('1. Đăng ký khai sinh\n2. Đăng ký kết hôn\n- Đăng ký kết hôn\n')
  lead.hears(/Đã thêm 2 mục, danh mục có 2 mục/)
  await lead.presses('Mở danh mục')
  lead.hears(/0% \(cần 100%\)/)

  await lead.presses('1. Đăng ký khai sinh')
  await lead.presses('Đánh dấu xong')
  lead.hears(/Đã đánh dấu xong: Đăng ký khai sinh, ngày 11\/05\/2026/)
  await lead.sends(photo(1))
  lead.hears(/Đã nhận minh chứng \(có 1\)/)
  await lead.sends(photo(1))
  lead.hears(/đã có rồi/)
  await lead.says('8/5')
  lead.hears(/thành 08\/05\/2026/)
  await lead.says('ghi chú bảng ở tầng 1')
  lead.hears(/Đã ghi chú/)
  // A question meanwhile is a question, not a note.
  await lead.says('làm căn cước cho trẻ em ở đâu')
  lead.hears(/căn cước/)
  await lead.says('/tiendo thủ tục được niêm yết')
  lead.hears(/50% \(cần 100%\)\n1\/2 mục xong và có minh chứng/)

  await lead.presses('2. Đăng ký kết hôn')
  await lead.presses('Đánh dấu xong')
  await lead.presses('Xong')
  lead.hears(/chưa có minh chứng/)
  await lead.says('/tiendo thủ tục được niêm yết')
  lead.hears(/50%.*\n.*1 mục báo xong nhưng thiếu minh chứng/)
  await lead.presses('2. Đăng ký kết hôn')
  await lead.presses('Thêm minh chứng')
  await lead.says('https://bachonglinh.hatinh.gov.vn/niem-yet')
  await lead.presses('Xong')
  await lead.says('/tiendo thủ tục được niêm yết')
  lead.hears(/✅.*100% \(cần 100%\)/)
  expect(await actions(ward)).toEqual([
    'plan.add-items',
    'plan.done',
    'plan.evidence',
    'plan.correct',
    'plan.correct',
    'plan.done',
    'plan.evidence',
  ])
  // Nothing is ever deleted, not even by hand.
  expect(() => ward.runtime.database.raw.exec('DELETE FROM plan_item')).toThrow(/keeps its history/)
})

test('Bắc Hồng Lĩnh: weekly publication is seen week by week; a mark fills a week nobody entered', async () => {
  const ward = await wardWith('bac-hong-linh', '01-26')
  const lead = ward.person('Chị Hà')
  await lead.hasRole('lead', 'Trung tâm Phục vụ hành chính công')
  await log(ward, 'Chị Hà', {
    form: 'notice_board',
    unit: 'lần',
    quantity: 1,
    date: '2026-01-06',
    target: 'cong-khai-ket-qua-tuan',
    doer: 'Trung tâm Phục vụ hành chính công',
  })
  await lead.says('/tiendo hằng tuần')
  lead.hears(
    /1\/4 tuần đã làm\ntuần 26\/01 đến 01\/02 chưa làm; bỏ trống 2: tuần 19\/01 đến 25\/01, tuần 12\/01/,
  )
  await lead.presses('Xong: tuần 12/01 đến 18/01')
  await lead.says('xong')
  await lead.says('/tiendo hằng tuần')
  lead.hears(/2\/4 tuần đã làm/)
})

test('Uông Bí: two items a month by each unit; the admin may read it for the whole ward', async () => {
  const ward = await wardWith('uong-bi', '04-10')
  const admin = ward.person('Quản trị')
  const lead = ward.person('Anh Dũng')
  await admin.hasRole('admin')
  await lead.hasRole('lead', 'VH-XH')
  const item = (date: string, quantity: number, doer: string) =>
    log(ward, 'Anh Dũng', { form: 'loudspeaker', unit: 'tin', quantity, date, target: 'tin-bai-thang', doer })
  await item('2026-03-10', 2, 'Phòng Văn hóa - Xã hội')
  await item('2026-04-03', 1, 'Phòng Văn hóa - Xã hội')
  await item('2026-04-05', 2, 'Trung tâm Cung ứng dịch vụ')
  await lead.says('/tiendo')
  lead.hears(/Đơn vị của anh\/chị: Phòng Văn hóa - Xã hội\*\*\n- Tin, bài.*: tháng 4 1\/2/)
  lead.hears(/tháng 4 có 1\/5 đơn vị đủ 2 tin, bài/)
  lead.hears(/chưa đủ: Phòng Văn hóa - Xã hội 1\/2/)
  lead.hears(/tháng trước còn thiếu: Văn phòng HĐND và UBND \(1\)/)
  await lead.says('/tiendo tin bài')
  lead.hears(/- Phòng Văn hóa - Xã hội: tháng 3: 2, 4: 1/)
  lead.hears(/- Trung tâm Cung ứng dịch vụ: tháng 3: 0 ❗, 4: 2/)

  // A lead may look, only the admin changes.
  await lead.says('/cachhieu')
  await lead.presses('Chỗ số 1')
  expect(lead.choices).not.toContain('Cả phường ít nhất 2 tin, bài mỗi tháng')
  await admin.says('/cachhieu')
  admin.hears(/Đang hiểu: Mỗi phòng, đơn vị ít nhất 2 tin, bài mỗi tháng/)
  await admin.presses('Chỗ số 1')
  await admin.presses('Cả phường ít nhất 2 tin, bài mỗi tháng')
  admin.hears(/tính theo cách này ngay/)
  expect(await actions(ward)).toEqual(['plan.reading'])
  await lead.says('/tiendo')
  lead.hears(/tháng 4 có 1\/1 phường đủ 2 tin, bài/)
  await lead.presses(/^Tin, bài về CCHC/)
  await lead.presses('Chỉ tiêu này ở đâu ra')
  lead.hears(/Phường đã chọn cách hiểu: Cả phường ít nhất 2 tin/)
})

test('Uông Bí: each unit marks its own plan as issued, nobody that of another', async () => {
  const ward = await wardWith('uong-bi', '02-27')
  const lead = ward.person('Anh Dũng')
  await lead.hasRole('lead', 'VH-XH')
  await lead.says('/tiendo ban hành kế hoạch')
  lead.hears(/0\/5 đơn vị xong/)
  expect(lead.choices.filter(label => label.startsWith('Xong:'))).toEqual(['Xong: Phòng Văn hóa - Xã hội'])
  await lead.presses('Xong: Phòng Văn hóa - Xã hội')
  await lead.presses('Xong')
  ward.clock.now = at('03-02')
  await lead.says('/tiendo ban hành kế hoạch')
  lead.hears(/🔴.*1\/5 đơn vị xong\n.*đã quá hạn; chưa xong: Văn phòng HĐND và UBND/)
  await lead.says('/lich')
  lead.hears(/Quá hạn 2 ngày \(hạn 28\/02\/2026\)/)
})

test('Hưng Phú: posters begin to count when the admin reads the row so, and stop again', async () => {
  const ward = await wardWith('hung-phu', '06-30')
  const admin = ward.person('Quản trị')
  await admin.hasRole('admin')
  const unit = 'Phòng Văn hóa - Xã hội'
  await log(ward, 'Quản trị', {
    form: 'pano',
    unit: 'pano',
    quantity: 2,
    date: '2026-05-05',
    target: 'pano',
    doer: unit,
  })
  const poster = await log(ward, 'Quản trị', {
    form: 'poster',
    unit: 'pano',
    quantity: 1,
    date: '2026-05-06',
    target: null,
    doer: unit,
  })
  await admin.says('/tiendo pano')
  admin.hears(/2\/6 pano/)
  await admin.says('/cachhieu')
  await admin.presses('Chỗ số 6')
  await admin.presses('Đếm cả áp phích')
  admin.hears(/Đã tính lại 1 mục/)
  await admin.says('/tiendo pano')
  admin.hears(/3\/6 pano/)
  const revisions = await ward.repositories.activities.revisions(poster.id)
  expect(revisions.map(({ action }) => action)).toEqual(['create', 'count'])
  await admin.says('/cachhieu')
  await admin.presses('Chỗ số 6')
  await admin.presses('Chỉ đếm pano')
  await admin.says('/tiendo pano')
  admin.hears(/2\/6 pano/)
})

test('Mường Lay: the calendar tells months as months, and a lead marks a report as sent', async () => {
  const ward = await wardWith('muong-lay', '03-05')
  const lead = ward.person('Chị Mai')
  const officer = ward.person('Hoa')
  await lead.hasRole('lead', 'Phòng Văn hóa - Xã hội')
  await officer.hasRole('officer', 'TTDVTH')
  await lead.says('/lich')
  lead.hears(/10 việc, xong 1, quá hạn 0/)
  // Their own unit's tasks stand first.
  expect(lead.heard[0]?.text.indexOf('**10. Báo cáo')).toBeLessThan(lead.heard[0]?.text.indexOf('**2. ') ?? 0)
  lead.hears(/Còn 6 ngày, chậm nhất 11\/03\/2026/)
  lead.hears(/Còn 9 tháng, xong trong tháng 12\/2026/)
  expect(lead.heard.map(({ text }) => text).join('\n')).not.toMatch(/31\/12\/2026/)
  await lead.presses('Việc 10')
  lead.hears(/- kỳ hạn 12\/06\/2026: chưa xong/)
  await lead.presses('Xong: kỳ hạn 12/03/2026')
  await lead.sends(photo(4))
  await lead.presses('Xong')
  await lead.says('/lich')
  lead.hears(/Còn 98 ngày, chậm nhất 11\/06\/2026/)

  await officer.says('/lich TTDVTH')
  officer.hears(/Lịch nhiệm vụ, Trung tâm Dịch vụ tổng hợp/)
  await officer.says('/lich')
  await officer.presses('Việc 2')
  expect(officer.choices).not.toContain('Đánh dấu xong')
})
