/** Files /napkehoach can't read are answered with what to do next; what the reader missed is typed by hand. */
import { expect, test } from 'vitest'
import { writePdf } from '../support/pdf-writer.ts'
import { document, goThrough, planInForce, scene, year } from '../support/plan-review-scene.ts'

test.each([
  [
    'a photo',
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]),
    'anh.jpg',
    /không đọc được|chưa lấy được|Ảnh|ảnh/,
  ],
  [
    'a text that is no plan',
    Buffer.from('Chào cả nhà, chiều nay họp lúc 2 giờ nhé.'),
    'tin.txt',
    /không thấy mục nào kiểu kế hoạch/,
  ],
  ['a broken PDF', Buffer.from('%PDF-1.7 hỏng'), 'a.pdf', /hỏng|không có chữ/],
] as const)('a file that can’t be read says what is needed: %s', async (_what, bytes, name, words) => {
  const here = await scene()
  await here.send(here.admin, bytes, name)
  here.admin.hears(words)
  expect(await here.ward.repositories.planReviews.underWay()).toBeUndefined()
})

const wordOf2003 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])

test.each([
  ['a scan', writePdf([[], []]), 'quet.pdf', /chỉ có ảnh quét.*gửi bản Word.*nhờ văn thư xin tệp gốc/],
  [
    'a PDF with a password',
    writePdf([[{ text: 'KẾ HOẠCH', x: 50, y: 700 }]], { locked: true }),
    'khoa.pdf',
    /Tệp có mật khẩu.*lưu thành một bản không có mật khẩu/,
  ],
  ['Word of long ago', wordOf2003, 'cu.doc', /Word kiểu cũ.*Lưu thành .docx rồi gửi lại/],
  ['an empty page', Buffer.from(' \n '), 'trong.txt', /không có chữ nào.*gửi đúng tệp kế hoạch/],
] as const)(
  'what can’t be read says what to do, and the next file is taken: %s',
  async (_, bytes, name, words) => {
    const here = await scene()
    await here.send(here.admin, bytes, name)
    here.admin.hears(words)
    here.admin.hears(/gõ \/napkehoach rồi gửi tệp/)
    await here.send(here.admin, document)
    here.admin.hears(/Tìm thấy: \d+ chỉ tiêu/)
  },
)

test('a file that is too big is refused before it is fetched, and another one may follow at once', async () => {
  const here = await scene()
  await here.admin.says('/napkehoach')
  const file = { kind: 'document', ref: 'f1', name: 'to.pdf' } as const
  await here.admin.sends({ kind: 'file', file: { ...file, size: 25 * 1024 * 1024 } })
  here.admin.hears(/tối đa 20 MB, 150 trang.*gửi riêng tệp kế hoạch/)
  await here.admin.sends({ kind: 'file', file: { ...file, name: 'ke-hoach.docx' } })
  here.admin.hears(/Tìm thấy: \d+ chỉ tiêu/)
})

test('a target the reader missed is typed in one line, checked, shown among the changes and applied', async () => {
  const here = await scene()
  const { admin } = here
  await here.send(admin, document)
  await admin.presses('Bắt đầu xem')
  await goThrough(admin)
  await admin.presses('Thêm một dòng')
  admin.hears(/gõ một dòng[\s\S]*100% thủ tục[\s\S]*nhiệm vụ: [\s\S]*báo cáo quý I/)
  await admin.says('tọa đàm 2 buổi')
  admin.hears(/cách nhau bằng dấu chấm phẩy/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; trang cuối')
  admin.hears(/chưa hiểu phần cuối là mục nào/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi mỗi quý; tọa đàm; PL.4')
  admin.hears(/số cho cả năm hoặc mỗi tháng/)
  await admin.says('Tọa đàm về dịch vụ công; vài buổi; tọa đàm; PL.4')
  admin.hears(/một số lớn hơn 0/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; phụ lục 4')
  admin.hears(/Tôi hiểu dòng anh\/chị gõ như sau/)
  admin.hears(/mục PL\.4[\s\S]*2 buổi trong năm[\s\S]*Anh\/chị gõ: “Tọa đàm về dịch vụ công; 2 buổi/)
  await admin.presses('Đúng')
  admin.hears(/\+ Tọa đàm về dịch vụ công: .*2 buổi trong năm/)
  expect(planInForce(here)).toBeUndefined()

  // The same line once more is told apart from a second target.
  await admin.presses('Thêm một dòng')
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; PL.4')
  admin.hears(/đã có rồi/)
  await admin.says('Tin trên loa của tổ; 1 tin mỗi tháng, từng tổ dân phố; loa; mục III.2')
  admin.hears(/1 tin.* mỗi tháng, từng tổ dân phố/)
  await admin.presses('Bỏ')
  await admin.presses('Áp dụng')
  const added = planInForce(here)?.targets.filter(({ title }) =>
    /^(?:Tin trên loa của tổ|Tọa đàm về dịch vụ công)$/.test(title),
  )
  expect(added).toMatchObject([
    { clause: 'PL.4', shape: 'yearly-count', quantity: 2, unit: 'buổi', forms: ['seminar'] },
  ])
})

test('every shape of target, a task and reports are typed, seen as understood, corrected and applied', async () => {
  const here = await scene()
  const { admin } = here
  await here.send(admin, document)
  await admin.presses('Bắt đầu xem')
  await goThrough(admin)
  const type = async (line: string, card: RegExp): Promise<void> => {
    await admin.presses('Thêm một dòng')
    await admin.says(line)
    admin.hears(card)
  }
  await type('Kế hoạch của từng đơn vị; trước ngày 28/2; I.3', /Xong theo hạn: trước ngày 28\/2/)
  await admin.presses('Đúng')
  await type('Thủ tục được niêm yết; 100% thủ tục; niêm yết; I.3', /Đạt 100% thủ tục/)
  await admin.presses('Đúng')
  await type('Công khai kết quả giải quyết hồ sơ; mỗi tuần; IV.3', /Làm mỗi tuần một lần/)
  await admin.presses('Đúng')
  await type('Người dân được hướng dẫn; đếm lượt người; hướng dẫn trực tiếp; PL.8', /đếm số lượt người/)
  await admin.presses('Đúng')
  await type(
    'nhiệm vụ: Ra quân ngày chủ nhật số; chủ trì Phòng Văn hóa - Xã hội; trước 30/6; PL.9',
    /Nhiệm vụ\*\*, mục PL\.9[\s\S]*9\. Ra quân ngày chủ nhật số\nHạn: trước 30\/6\nChủ trì: Phòng Văn hóa - Xã hội/,
  )
  // A card is corrected like any other.
  await admin.presses('Sửa')
  await admin.presses('Hạn')
  await admin.says('chậm nhất 15/7')
  admin.hears(/Hạn: chậm nhất 15\/7/)
  await admin.presses('Đúng')
  await type(
    'báo cáo 6 tháng, năm; Các khu phố gửi UBND phường; trước ngày 10 của tháng cuối kỳ; VI',
    /Các khu phố gửi báo cáo 6 tháng đầu năm\nHạn: trước ngày 10\/06\/2027[\s\S]*Gửi cho: UBND phường/,
  )
  await admin.presses('Đúng hết phần này (2)')
  admin.hears(/\+ Các khu phố gửi báo cáo .*: Hạn: trước ngày 10\/12\/2027/)
  await admin.presses('Áp dụng')
  const plan = planInForce(here)
  const typed = plan?.targets.filter(({ clause }) => /^(?:I\.3|IV\.3|PL\.8)$/.test(clause))
  expect(typed).toMatchObject([
    { shape: 'milestone', deadline: `${year}-02-28` },
    { shape: 'coverage', percent: 100 },
    { shape: 'recurring', every: 'week' },
    { shape: 'count-only', unit: 'lượt người' },
  ])
  expect(plan?.tasks.find(({ no }) => no === 9)).toMatchObject({ clause: 'PL.9', deadline: `${year}-07-15` })
  expect(
    plan?.reports.filter(({ binds }) => binds === 'Các khu phố').map(({ deadline }) => deadline),
  ).toEqual([`${year}-06-10`, `${year}-12-10`])
})

test('an admin who waits hears of a finished review once, not of every line that is added to it', async () => {
  const here = await scene()
  await here.send(here.lead, document)
  await here.lead.presses('Bắt đầu xem')
  await goThrough(here.lead)
  here.admin.hears(/Đã xem xong tệp/)
  const heard = here.admin.heard.length
  await here.lead.presses('Thêm một dòng')
  await here.lead.says('Thủ tục được niêm yết; 100% thủ tục; niêm yết; I.3')
  await here.lead.presses('Đúng')
  here.lead.hears(/Đạt 100% thủ tục/)
  expect(here.admin.heard).toHaveLength(heard)
})

test('a photo of the paper is answered honestly', async () => {
  const here = await scene()
  await here.admin.says('/napkehoach')
  await here.admin.sends({ kind: 'file', file: { kind: 'photo', ref: 'p' } })
  here.admin.hears(/Ảnh chụp thì tôi không đọc được chữ/)
})
