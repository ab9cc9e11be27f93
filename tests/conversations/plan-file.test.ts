/** Files /napkehoach can't read are answered with what to do next; what the reader missed is typed by hand. */
import { expect, test } from 'vitest'
import { writePdf } from '../support/pdf-writer.ts'
import { document, goThrough, planInForce, scene } from '../support/plan-review-scene.ts'

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
  await admin.presses('Thêm chỉ tiêu')
  admin.hears(/gõ một dòng: tên; số và đơn vị tính; hình thức; mục/)
  await admin.says('tọa đàm 2 buổi')
  admin.hears(/đủ bốn phần/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; trang cuối')
  admin.hears(/chưa hiểu phần cuối là mục nào/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi mỗi quý; tọa đàm; PL.4')
  admin.hears(/số cho cả năm hoặc mỗi tháng/)
  await admin.says('Tọa đàm về dịch vụ công; vài buổi; tọa đàm; PL.4')
  admin.hears(/một số lớn hơn 0/)
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; phụ lục 4')
  admin.hears(/Đã thêm vào mục PL\.4: Tọa đàm về dịch vụ công \([^)]*2 buổi trong năm\)/)
  admin.hears(/\+ Tọa đàm về dịch vụ công: .*2 buổi trong năm/)
  expect(planInForce(here)).toBeUndefined()

  // The same line once more is told apart from a second target.
  await admin.presses('Thêm chỉ tiêu')
  await admin.says('Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; PL.4')
  admin.hears(/đã có rồi/)
  await admin.says('Tin trên loa của tổ; 1 tin mỗi tháng, từng tổ dân phố; loa; mục III.2')
  admin.hears(/1 tin.* mỗi tháng, từng tổ dân phố/)
  await admin.presses('Quay lại')
  await admin.presses('Bỏ')
  await admin.presses('Áp dụng')
  const added = planInForce(here)?.targets.filter(({ title }) =>
    /^(?:Tin trên loa của tổ|Tọa đàm về dịch vụ công)$/.test(title),
  )
  expect(added).toMatchObject([
    { clause: 'PL.4', shape: 'yearly-count', quantity: 2, unit: 'buổi', forms: ['seminar'] },
  ])
})

test('a photo of the paper is answered honestly', async () => {
  const here = await scene()
  await here.admin.says('/napkehoach')
  await here.admin.sends({ kind: 'file', file: { kind: 'photo', ref: 'p' } })
  here.admin.hears(/Ảnh chụp thì tôi không đọc được chữ/)
})
