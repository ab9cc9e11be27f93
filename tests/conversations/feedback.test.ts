/** /phananh: sent by a resident on Zalo, settled by officers on Telegram; anonymous unless a name is given. */
import { expect, test } from 'vitest'
import { testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const setting = async () => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa')
  const ward = await testWard({ channels: [telegram, zalo] })
  const resident = ward.person('Nguyễn Thị Tư', 'zalo-oa')
  const lan = ward.person('Lan', 'telegram')
  await lan.hasRole('officer')
  const lastTo = (to: string): string =>
    [...telegram.sent, ...zalo.sent].findLast(message => message.to === to)?.reply.text ?? ''
  return { ward, resident, lan, lastTo }
}

test('in one message: receipt, status, answer, close, "chưa" opens it again; officers see no name', async () => {
  const { resident, lan, lastTo } = await setting()
  await resident.says('/phananh đèn đường hỏng trước số 5 tổ 3, gọi tôi 0912345678')
  resident.hears(/Mã của anh\/chị: \*\*P1\*\*/)
  resident.hears(/bỏ số điện thoại/)
  const card = lastTo(lan.conversation)
  expect(card).toMatch(/P1.*phản ánh của bà con/)
  expect(card).toMatch(/hiện trường/)
  expect(card).not.toMatch(/Nguyễn Thị Tư|0912345678/)
  await resident.says('p1')
  resident.hears(/chưa ai nhận/)
  await lan.says('P1 Điện lực sửa tối nay ạ')
  expect(lastTo(resident.conversation)).toMatch(/Điện lực sửa tối nay/)
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
  await resident.says('P1 hôm nay vẫn tối')
  expect(lastTo(lan.conversation)).toMatch(/bà con viết: hôm nay vẫn tối/)
  await lan.says('P1 đóng')
  await resident.says('chưa')
  resident.hears(/mở lại \*\*P1\*\*/)
})

test('step by step, with place and name; anything may be skipped or given up', async () => {
  const { resident, lan, lastTo } = await setting()
  await resident.says('/phananh')
  await resident.says('2')
  resident.hears(/kể rõ/)
  await resident.says('nộp ba tháng rồi chưa thấy trả')
  await resident.presses('Bỏ qua')
  resident.hears(/ghi tên/)
  await resident.says('Tư tổ 5')
  resident.hears(/P1/)
  expect(lastTo(lan.conversation)).toMatch(/phản ánh của Tư tổ 5[\s\S]*Hồ sơ chậm/)
  await resident.says('/phananh')
  await resident.presses('Góp ý, kiến nghị')
  await resident.says('/huy')
  await resident.says('làm khai sinh cho con')
  resident.hears(/60 ngày/)
})

test('what the law gives another path is told so first, and passed on only when still wanted', async () => {
  const { resident, lan, lastTo } = await setting()
  await resident.says('/phananh tôi muốn khiếu nại quyết định xử phạt của phường')
  resident.hears(/luật có đường riêng/)
  expect(lastTo(lan.conversation)).toBe('')
  await resident.presses('Vẫn gửi cho phường')
  resident.hears(/P1/)
  expect(lastTo(lan.conversation)).toMatch(/khiếu nại quyết định xử phạt/)
})

test('a fire told as feedback gets the emergency number first', async () => {
  const { resident } = await setting()
  await resident.says('/phananh cháy nhà ở đầu ngõ')
  resident.hears(/114/)
})

test('where nobody of the ward would read it, nothing is taken', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('/phananh rác đầy đường')
  resident.hears(/chưa có cán bộ nhận phản ánh qua tôi/)
  resident.hears(/dichvucong/)
})
