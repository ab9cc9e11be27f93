/** Wanting a person, in the words people really type: heard, passed on to the officers, and never mistaken for a question. */
import { expect, test } from 'vitest'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'

const setting = async () => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa')
  const ward = await testWard({
    channels: [telegram, zalo],
    start: new Date('2026-11-27T15:00:00+07:00'),
    dataKey: new Uint8Array(32).fill(7),
  })
  const lan = ward.person('Lan', 'telegram')
  await lan.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  return { ward, lan, resident: ward.person('bà Tư', 'zalo-oa') }
}

const newest = (ward: TestWard, { conversation }: Person): string =>
  [...ward.channels.values()].flatMap(({ sent }) => sent.filter(({ to }) => to === conversation)).at(-1)
    ?.reply.text ?? ''

test.each([
  'cho toi gap nguoi that',
  'noi chuyen voi can bo',
  'goi cho toi',
  'Gọi lại cho em với',
  'nhờ cán bộ gọi lại cho tôi',
  'kết nối nhân viên hỗ trợ',
  'nối máy cho tôi với cán bộ',
  'bot ngu quá, cho gặp người đi',
  'cán bộ ơi',
  'can bo dau roi',
  'cho e noi chuyen voi nguoi',
  'xin chào, cho tôi gặp cán bộ',
  'Tôi muốn gặp cán bộ phường',
])('"%s" opens a case, and the officers are told', async said => {
  const { ward, lan, resident } = await setting()
  await resident.says(said)
  resident.hears(/Tôi đã báo cán bộ phường\. Mã của anh\/chị: \*\*H1\*\*/)
  expect(newest(ward, lan)).toMatch(/\*\*H1\*\*: bà Tư muốn gặp cán bộ/)
})

test.each([
  'gọi cho công an ở số nào',
  'cán bộ nghỉ hưu được trợ cấp gì',
  'điền cho tôi tờ khai này',
  'gọi mẹ',
])('"%s" is no such wish', async said => {
  const { resident } = await setting()
  await resident.says(said)
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/Mã của anh\/chị/)
})

test('what more was said goes along; a number only with a yes, and nothing is said twice', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('cho gặp anh chị phụ trách hộ tịch với')
  expect(newest(ward, lan)).toMatch(/bà con: cho gặp anh chị phụ trách hộ tịch với/)
  const other = ward.person('ông Ba', 'zalo-oa')
  await other.says('Gọi điện cho tôi số 0912345678')
  expect(other.heard.map(({ text }) => text).filter(text => /số điện thoại khỏi tin/.test(text))).toEqual([])
  other.hears(/Anh\/chị có muốn gửi số này cho cán bộ xử lý H2/)
  await other.says('có')
  other.hears(/Đã gửi số cho cán bộ xử lý H2/)
  await lan.presses('Xem số H2')
  lan.hears(/0912/)
  const third = ward.person('cô Bảy', 'zalo-oa')
  await third.says('nói chuyện với cán bộ, số tôi là 0912345679')
  third.hears(/gửi số này cho cán bộ xử lý H3/)
})

test('two failed rounds lead to a person, with what was asked before them on the officers’ card', async () => {
  const { ward, lan, resident } = await setting()
  for (const said of ['cái kia làm sao ấy nhỉ', 'ý tôi là cái hôm trước ấy', 'vẫn không phải'])
    await resident.says(said)
  await resident.presses('Gặp cán bộ')
  expect(newest(ward, lan)).toMatch(/Vừa hỏi bot:\n- cái kia làm sao ấy nhỉ\n- ý tôi là cái hôm trước ấy/)
})

test('an answer that lacks the ward’s numbers and names the way to a person has its button', async () => {
  const { resident } = await setting()
  await resident.says('xin so dien thoai can bo')
  resident.hears(/Anh\/chị nhắn "gặp cán bộ"/)
  expect(resident.choices).toContain('Gặp cán bộ')
})
