/** What is masked before anything is stored, and what is left alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskPersonal } from '../../content/personal-data.ts'

test.each([
  ['cccd của em 012345678901 ạ', 'cccd của em [số giấy tờ] ạ'],
  ['cmnd cũ 123456789', 'cmnd cũ [số giấy tờ]'],
  [
    'gọi 0912345678 hoặc 0912 345 678, 091.234.5678',
    'gọi [số điện thoại] hoặc [số điện thoại], [số điện thoại]',
  ],
  ['số +84 912 345 678', 'số [số điện thoại]'],
  ['mã OTP là 482913 nhé', 'mã OTP là [mã bí mật] nhé'],
  ['ma xac nhan 4829', 'ma xac nhan [mã bí mật]'],
  ['thẻ 4111 1111 1111 1111', 'thẻ [số thẻ]'],
  ['thư lan.nguyen+a@example.com nhé', 'thư [email] nhé'],
])('%s', (text, masked) => {
  expect(maskPersonal(text).text).toBe(masked)
})

test.each([
  'gọi 113, 114, 115 hay 1022',
  'thủ tục 1.001193',
  'ngày 22/11/2026 lúc 7h30',
  'Nghị định 356/2025/NĐ-CP',
  'tổng đài 1900 0368',
  'nộp 25.000 đồng',
  'quyết định 5230/QĐ-BCA-C06',
])('left alone: %s', text => {
  expect(maskPersonal(text)).toEqual({ text, found: [] })
})

test('masking twice changes nothing more, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9 .@a-z-]{0,60}$/)), text => {
      const once = maskPersonal(text).text
      expect(maskPersonal(once).text).toBe(once)
    }),
  )
})
