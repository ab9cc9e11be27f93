/** When the bot is not sure: choices told apart, corrections, the way back, and a person after two rounds. */
import { expect, test } from 'vitest'
import { testWard } from '../support/conversation.ts'
import { dialogue } from '../support/dialogue.ts'

const unclear = 'tôi muốn làm giấy tờ'
const asksBack = /hỏi việc nào ạ/

dialogue('a vague wish: near matters to choose from, or none of them, or a person', [unclear, asksBack], {
  offers: ['Không phải các việc trên', 'Gặp cán bộ'],
})
dialogue('picked by a number', [unclear, asksBack], ['2', /Nguồn:/])
dialogue('picked by a word', [unclear, asksBack], ['hai', /Nguồn:/])
dialogue('picked by its place', [unclear, asksBack], ['cái đầu tiên ạ', /Nguồn:/])
dialogue('picked politely', [unclear, asksBack], ['dạ em chọn số 1 nhé', /Nguồn:/])
dialogue('a number that was not offered is not taken for one', [unclear, asksBack], ['9', /.+/, /Nguồn:/])
dialogue('an offer is forgotten after half an hour', [unclear, asksBack], { waitsMinutes: 40 }, [
  '2',
  /.+/,
  /Nguồn:/,
])
dialogue(
  'none of these, said in words: say it again in other words',
  [unclear, asksBack],
  ['không phải cái nào hết', /nói lại việc cần hỏi bằng một câu ngắn/],
  ['làm khai sinh cho con', /60 ngày/],
)
dialogue('none of these, tapped', [unclear, asksBack], {
  presses: 'Không phải các việc trên',
  hears: /nói lại việc cần hỏi/,
})
dialogue(
  'two rounds of asking back, then a person and no third list',
  [unclear, asksBack],
  ['không', /nói lại việc cần hỏi/],
  ['giấy tờ', /Tốt nhất là gặp cán bộ/, asksBack],
)
dialogue(
  'an answer in between starts the count anew',
  [unclear, asksBack],
  ['làm khai sinh cho con', /60 ngày/],
  ['ok em', /.+/],
  ['/trogiup', /chọn một nhóm việc/],
  ['asdf qwer zxcv', /chưa hiểu câu hỏi này/, /Tốt nhất là gặp cán bộ/],
)
dialogue(
  "yesterday's misunderstandings do not count",
  ['asdf qwer zxcv', /chưa hiểu/],
  ['qwer zxcv asdf', /chưa hiểu/],
  { waitsMinutes: 60 },
  ['zxcv asdf qwer', /chưa hiểu/, /Tốt nhất là gặp cán bộ/],
)
dialogue(
  'a correction names what was meant',
  ['đăng ký tạm trú cần giấy tờ gì', /CT01/],
  ['không phải, ý tôi là tạm vắng', /Tôi hiểu nhầm[\s\S]*tạm vắng/],
)
dialogue(
  'a correction by the way',
  ['đăng ký thường trú cho con mới sinh', /thường trú/],
  ['à nhầm, ý em là tạm trú cho người thuê nhà', /hiểu nhầm[\s\S]*đăng ký tạm trú/],
)
dialogue(
  'back to the answer before',
  ['làm khai sinh cho con', /60 ngày/],
  ['mất thẻ căn cước thì sao', /xin cấp lại/],
  ['quay lại câu trước đi em', /60 ngày/],
)
dialogue(
  'back from a part to the whole',
  ['vneid mức 2 đăng ký ở đâu', /Công an cấp xã/],
  ['cần mang gì', /TK01/],
  ['quay lại', /\*\*Mức 1\*\*[\s\S]*\*\*Mức 2\*\*/],
)
dialogue(
  'back from a misunderstanding to the last answer',
  ['làm khai sinh cho con', /60 ngày/],
  ['asdf qwer zxcv', /chưa hiểu/],
  ['quay lai', /60 ngày/],
)
dialogue(
  'back to nothing is said so',
  ['xin chào', /nghe đây/],
  ['quay lại', /Chưa có câu trả lời nào trước đó/],
)
dialogue(
  "a refusal of another office's matter says where to turn, as often as it is asked",
  ['nhập khẩu ô tô thì khai hải quan thế nào', /cơ quan khác/],
  ['thuế nhập khẩu ô tô bao nhiêu', /.+/, /Tốt nhất là gặp cán bộ/],
  ['nhập khẩu ô tô thì khai hải quan thế nào', /cơ quan khác/],
)
dialogue(
  'danger is named first, whatever was talked about',
  ['làm khai sinh cho con', /60 ngày/],
  ['cháy nhà rồi cứu với', /114/],
)
dialogue(
  'a wrong answer, told by a tap: others and a person',
  ['làm khai sinh cho con', /60 ngày/],
  { presses: '👎 Chưa đúng', hears: /ghi lại để cán bộ xem/ },
  { offers: ['Gặp cán bộ'] },
)

test('what could not be answered offers to tell later in a private chat, never in a group', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('asdf qwer zxcv')
  expect(lan.choices).toContain('Báo tôi khi có trả lời')
  const hoa = person('hoa')
  await hoa.sends({ kind: 'text', text: 'asdf qwer zxcv' }, { chat: 'group' })
  hoa.hears(/chưa hiểu/)
  expect(hoa.choices).not.toContain('Báo tôi khi có trả lời')
})
