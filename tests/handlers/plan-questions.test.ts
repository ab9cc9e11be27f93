/** The plan asked about in chat: residents and staff get the plan's words and clause; staff the way on to progress. */
import { expect, test } from 'vitest'
import { testWard } from '../support/conversation.ts'

test('a resident learns what the plan says, and goes on asking', async () => {
  const ward = await testWard()
  const resident = ward.person('chi Lan')
  await resident.says('bao gio co toa dam')
  resident.hears(/Trước tháng 11\/2026/)
  resident.hears(/Nguồn: Kế hoạch số 276\/KH-UBND ngày 15\/01\/2026 của UBND phường Mường Lay/)
  expect(resident.choices).not.toContain('Xem tiến độ')
  await resident.says('chỉ tiêu loa là bao nhiêu')
  resident.hears(/150 tin, bài/)
  await resident.says('còn băng rôn?')
  resident.hears(/30 băng/)
  await resident.says('quay lại')
  expect(resident.heard).toHaveLength(1)
})

test('an officer gets the same answer with the way to progress, and still logs work in one line', async () => {
  const ward = await testWard()
  const officer = ward.person('anh Sơn')
  await officer.hasRole('lead', 'Phòng Văn hóa - Xã hội')
  await officer.says('chi tieu loa la bn')
  officer.hears(/150 tin, bài/)
  expect(officer.choices).toContain('Xem tiến độ')
  await officer.presses('Xem tiến độ')
  officer.hears(/Tiến độ/i)
  await officer.says('loa 2 tin dvc 7 phút tổ 3 sáng nay')
  officer.hears(/loa/i)
  expect(officer.heard.map(({ text }) => text).join()).not.toMatch(/Nguồn: Kế hoạch/)
})

test('what the plan does not say is said, a cry for help goes first, and procedures stay with the answers', async () => {
  const ward = await testWard()
  const resident = ward.person('bac Tu')
  await resident.says('đơn vị nào làm pano')
  resident.hears(/không nêu pano/)
  await resident.says('cháy nhà rồi ai phụ trách tọa đàm')
  resident.hears(/114/)
  await resident.says('làm căn cước cho con mất bao nhiêu tiền')
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/Kế hoạch số/)
})
