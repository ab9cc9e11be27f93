/** Duties a plan wants every week (Bắc Hồng Lĩnh IV.3), and those it gives to no unit (II.2.f). */
import { expect, test } from 'vitest'
import { instantOf } from '../../content/vietnam-time.ts'
import { at, counter, office, start } from '../support/reminder-ward.ts'

const inLinh = () => start({ ward: 'bac-hong-linh', start: instantOf('2026-03-02', '09:00') })

test('who switched it on hears of it on the last working morning of a week in which nothing was recorded', async () => {
  const ward = await inLinh()
  const [yen, nga] = [ward.person('yen'), ward.person('nga')]
  await yen.hasRole('officer', counter)
  await nga.hasRole('lead', counter)
  await yen.says('/nhac')
  yen.hears(/Đã tắt: việc hằng tuần/)
  await yen.says('/nhac bật việc hằng tuần')
  yen.hears(/Đã bật nhắc việc hằng tuần[\s\S]*thứ Sáu 06\/03: tuần 02\/03 đến 08\/03, Công khai kết quả/)
  expect(await at(ward, yen, '03-05')).toBe('')
  const friday = await at(ward, yen, '03-06')
  expect(friday).toBe(
    [
      '🔔 **Công khai kết quả và hạn chế giải quyết thủ tục hằng tuần**',
      'Hôm nay là ngày làm việc cuối của tuần 02/03 đến 08/03. Trung tâm Phục vụ hành chính công **chưa ghi lần nào** trong tuần này.',
      'Theo kế hoạch, mục IV.3.',
      'Làm rồi thì ghi một dòng và chọn chỉ tiêu này, ví dụ: /ghi niêm yết 1 bảng kết quả giải quyết thủ tục hôm nay',
      'Hoặc lãnh đạo đơn vị bấm “Xem chỉ tiêu” rồi đánh dấu kỳ này.',
    ].join('\n'),
  )
  expect(await at(ward, yen, '03-06', '14:00')).toBe('')
  expect(await at(ward, nga, '03-06', '14:05')).toBe('')
  // Late for this week: on Monday another one has begun.
  expect(await at(ward, yen, '03-09')).toBe('')
})

test('what is recorded, approved or not, or marked by a lead, is not asked for', async () => {
  const ward = await inLinh()
  const [yen, nga] = [ward.person('yen'), ward.person('nga')]
  await yen.hasRole('officer', counter)
  await nga.hasRole('lead', counter)
  await yen.says('/nhac bật việc hằng tuần')
  await yen.says('/ghi niêm yết 1 bảng kết quả giải quyết thủ tục hôm nay')
  await yen.presses(/Công khai kết quả và hạn chế/)
  await yen.presses(/Lưu/)
  expect(await at(ward, yen, '03-06')).toBe('')
  expect(await at(ward, yen, '03-13')).toMatch(/chưa ghi lần nào/)
  // The same list by the button under it, and the mark of a lead.
  await nga.says('/nhac nợ')
  nga.hears(/Công khai kết quả .*\n- Trung tâm Phục vụ hành chính công/)
  ward.clock.now = instantOf('2026-03-19', '09:00')
  await nga.says('/tiendo công khai kết quả hằng tuần')
  await nga.presses(/tuần 16\/03/)
  await nga.presses(/Đánh dấu xong|Xong/)
  expect(await at(ward, yen, '03-20')).toBe('')
  expect(await at(ward, yen, '03-27')).toMatch(/chưa ghi lần nào/)
  await yen.presses('Tắt nhắc việc hằng tuần')
  yen.hears(/Đã tắt nhắc việc hằng tuần/)
  expect(await at(ward, yen, '04-03')).toBe('')
})

test('a duty the plan gives to no unit: a lead is asked once, and may change the answer', async () => {
  const ward = await inLinh()
  const hall = 'Văn phòng HĐND và UBND'
  const [hoa, binh] = [ward.person('hoa'), ward.person('binh')]
  await hoa.hasRole('lead', office)
  await binh.hasRole('officer', hall)
  const asked = await at(ward, hoa, '03-03')
  expect(asked).toMatch(/Lồng CCHC.*: chưa rõ đơn vị nào làm\*\*\nKế hoạch \(mục II\.2\.f\) yêu cầu việc này/)
  expect(await at(ward, hoa, '03-04')).toBe('')
  expect(await at(ward, binh, '03-26')).not.toMatch(/Ngày Pháp luật/)
  await binh.sends({ kind: 'button', value: 'nhac:cua:ngay-phap-luat-thang:1' })
  binh.hears(/Chỉ người quản trị, lãnh đạo phường/)
  await hoa.presses(hall)
  hoa.hears(/là việc của Văn phòng HĐND và UBND\. Tôi nhắc đơn vị này/)
  expect(await at(ward, binh, '03-26', '09:00')).toMatch(/Ngày Pháp luật hằng tháng\*\*\nTháng 3 còn 4 ngày/)
  await hoa.says('/nhac')
  await hoa.presses('Bước nhắc của phường')
  hoa.hears(/kế hoạch không nêu đơn vị:\n- Lồng CCHC.*: Văn phòng HĐND và UBND/)
  await hoa.presses(/Chọn đơn vị: Lồng CCHC/)
  await hoa.presses('Không nhắc việc này')
  hoa.hears(/Tôi không nhắc ai việc: Lồng CCHC/)
  expect(await at(ward, binh, '03-31')).not.toMatch(/Ngày Pháp luật/)
})
