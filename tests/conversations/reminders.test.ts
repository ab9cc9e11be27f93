/** What people do with reminders: put them off, stop them, say it is sent, choose hours and steps. */
import { expect, test } from 'vitest'
import { instantOf } from '../../content/vietnam-time.ts'
import { at, counter, issue, office, radio, said, start } from '../support/reminder-ward.ts'

test('an officer puts a reminder off, stops it, and takes that back', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  await pan.hasRole('officer', radio)
  expect(await at(ward, pan, '03-06')).toMatch(
    /Báo cáo quý I năm 2026\*\*, Trung tâm Dịch vụ tổng hợp\nCòn 8 ngày, hạn thứ Bảy 14\/03\./,
  )
  await pan.presses('Nhắc lại ngày mai')
  // Tomorrow is a Saturday.
  pan.hears(/08:00 thứ Hai 09\/03 tôi nhắc lại báo cáo quý I năm 2026/)
  expect(await at(ward, pan, '03-07')).toBe('')
  expect(await at(ward, pan, '03-09')).toMatch(/Còn 5 ngày/)
  expect(await at(ward, pan, '03-09', '14:00')).toBe('')
  expect(await at(ward, pan, '03-11')).toMatch(/Còn 3 ngày/)
  await pan.presses('Không nhắc việc này nữa')
  pan.hears(/không nhắc anh\/chị báo cáo quý I năm 2026 nữa/)
  expect(await at(ward, pan, '03-13')).toBe('')
  await pan.says('/nhac')
  pan.hears(/Đã dặn không nhắc:\n- báo cáo quý I năm 2026/)
  await pan.presses('Nhắc tiếp: báo cáo quý I năm 2026')
  expect(await at(ward, pan, '03-13', '14:00')).toMatch(/rơi|ngày nghỉ, nên anh\/chị làm xong trong hôm nay/)
})

test('“Đã gửi rồi” is for the whole unit, and can be taken back', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const may = ward.person('may')
  await pan.hasRole('officer', radio)
  await may.hasRole('lead', radio)
  expect(await at(ward, pan, '03-06')).not.toBe('')
  await pan.presses('Đã gửi rồi')
  pan.hears(/Đã ghi nhận: báo cáo quý I năm 2026, gửi ngày thứ Sáu 06\/03/)
  expect(await at(ward, pan, '03-11')).toBe('')
  expect(await at(ward, may, '03-13')).toBe('')
  await pan.presses('Chưa gửi, nhắc tiếp')
  expect(await at(ward, may, '03-16')).toMatch(/Đã quá hạn 2 ngày/)
})

test('what is issued, or marked as done, is not asked for', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const hoa = ward.person('hoa')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  ward.clock.now = instantOf('2026-03-03')
  await issue(ward, 'Q1', radio)
  const friday = await said(ward, '03-06')
  expect(friday(pan)).toBe('')
  expect(friday(hoa)).toMatch(/Đơn vị đã gửi: 1\/4\. Chưa gửi: .*hành chính công/)
  // Another unit's report came on paper.
  await hoa.presses('Ai còn nợ')
  hoa.hears(/Chưa có ai đăng ký ở: .*Văn phòng HĐND và UBND/)
  await hoa.presses('Đã nhận quý I năm 2026: Trung tâm Phục vụ hành chính công')
  hoa.hears(/Đã ghi nhận báo cáo quý I năm 2026 của Trung tâm Phục vụ hành chính công/)
  expect(await at(ward, hoa, '03-10')).toMatch(/Đơn vị đã gửi: 2\/4\./)
  await issue(ward, 'Q1', null)
  // The ward's own is done; now those are named that are late by section VI.
  expect(await at(ward, hoa, '03-12')).toBe('')
  expect(await at(ward, hoa, '03-16')).toMatch(/2 đơn vị chưa gửi\*\*\nQuá hạn 2 ngày \(hạn thứ Bảy 14\/03\)/)
  // The talk of appendix row 6, marked where its target is.
  expect(await at(ward, hoa, '10-23')).toMatch(/Tổ chức tọa đàm.*\nCòn 8 ngày, hạn thứ Bảy 31\/10/)
  await hoa.presses('Đánh dấu xong')
  await hoa.presses(/Đánh dấu xong|Xong/)
  expect(await at(ward, hoa, '10-28')).toBe('')
})

test('“Đã gửi rồi” under the ward’s own report marks the row of the appendix', async () => {
  const ward = await start()
  const hoa = ward.person('hoa')
  await hoa.hasRole('lead', office)
  expect(await at(ward, hoa, '03-04')).toMatch(/Báo cáo quý I năm 2026 của phường/)
  await hoa.presses('Đã gửi rồi')
  const marks = await ward.repositories.planItems.list(2026, 'task:10')
  expect(marks.map(({ part, doneOn }) => [part, doneOn])).toEqual([['2026-03-12', '2026-03-04']])
  expect(await at(ward, hoa, '03-10')).not.toMatch(/Báo cáo quý I/)
  await hoa.presses('Chưa gửi, nhắc tiếp')
  expect(await at(ward, hoa, '03-10', '09:00')).toMatch(/Mai là hạn, thứ Tư 11\/03/)
})

test('a month’s minimum: what is short, what only waits, and nothing to those who have enough', async () => {
  const ward = await start({ ward: 'uong-bi', start: instantOf('2026-03-20', '09:00') })
  const unit = 'Trung tâm Cung ứng dịch vụ'
  const [binh, chi, thu] = [ward.person('binh'), ward.person('chi'), ward.person('thu')]
  const yen = ward.person('yen')
  await binh.hasRole('officer', 'Văn phòng HĐND và UBND')
  await chi.hasRole('officer', unit)
  await thu.hasRole('lead', unit)
  await yen.hasRole('lead', counter)
  await binh.says('/ghi loa 1 tin dvc 7 phút sáng nay')
  await chi.says('/ghi loa 2 tin dvc 7 phút sáng nay')
  await yen.says('/ghi loa 2 tin dvc 7 phút sáng nay')
  for (const one of [binh, chi, yen]) await one.presses(/Lưu/)
  const before = await said(ward, '03-26')
  const short = before(binh)
  expect(short).toMatch(/Tháng 3 còn 4 ngày làm việc\. Văn phòng HĐND và UBND \*\*còn thiếu 2 tin, bài\*\*/)
  expect(short).toMatch(/Có 1 đang chờ duyệt/)
  expect(short).toMatch(/\/ghi loa 2 tin dvc 7 phút sáng nay/)
  expect(before(chi)).toBe('')
  expect(before(thu)).not.toBe('')
  const last = await said(ward, '03-31')
  expect(last(thu)).toMatch(
    /ngày làm việc cuối của tháng 3\. Trung tâm Cung ứng dịch vụ đã ghi đủ, còn 2 chờ anh\/chị duyệt/,
  )
  expect([before(yen), last(yen), last(chi)]).toEqual(['', '', ''])
})

test('hours and kinds are a person’s own; steps are the ward’s, and leads change them', async () => {
  const ward = await start()
  const pan = ward.person('pan')
  const hoa = ward.person('hoa')
  await pan.hasRole('officer', radio)
  await hoa.hasRole('lead', office)
  await pan.says('/nhac 7 giờ 15')
  pan.hears(/Từ giờ tôi nhắc lúc 07:15/)
  await pan.says('/nhac 19 giờ')
  pan.hears(/từ 07:00 đến 17:00/)
  expect(await at(ward, pan, '03-06', '07:10')).toBe('')
  expect(await at(ward, pan, '03-06', '07:15')).not.toBe('')
  await pan.says('/nhac tắt báo cáo')
  pan.hears(/Đã tắt nhắc báo cáo/)
  expect(await at(ward, pan, '03-11')).toBe('')
  await pan.says('/nhac trước 5 2')
  pan.hears(/Chỉ người quản trị, lãnh đạo phường/)
  await hoa.says('/nhac trước 5 2')
  hoa.hears(/Trước hạn: 5, 2 ngày/)
  await hoa.says('/nhac hạn 15')
  hoa.hears(/in đủ ngày nộp báo cáo/)
  await pan.presses('Bật nhắc báo cáo')
  // Two days before the 14th; the hour stayed.
  expect(await at(ward, pan, '03-12', '07:15')).toMatch(/Còn 2 ngày/)
  await pan.says('/nhac bật tất cả')
  // The plan of Mường Lay wants nothing every week.
  pan.hears(/Đã bật nhắc báo cáo, việc có hạn\.\n/)
  await pan.says('/nhac nghĩ xem')
  pan.hears(/chưa hiểu/)
})
