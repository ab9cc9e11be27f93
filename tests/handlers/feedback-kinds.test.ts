/** What feedback is about, and which matters the law gives a path of their own. */
import { expect, test } from 'vitest'
import { kindOf, lawfulPath } from '../../handlers/feedback/kinds.ts'

test.each([
  ['tôi muốn tố cáo cán bộ nhận hối lộ', 'feedback.complaint.denounce'],
  ['có người vòi tiền mới làm hồ sơ', 'feedback.complaint.denounce'],
  ['cán bộ nhận tiền bồi dưỡng 500 nghìn', 'feedback.complaint.denounce'],
  ['bị đòi phong bì ở quầy 3', 'feedback.complaint.denounce'],
  ['khieu nai quyet dinh xu phat', 'feedback.complaint'],
  ['tôi không đồng ý với quyết định thu hồi', 'feedback.complaint'],
  ['nhà tôi muốn kiện ra tòa', 'feedback.complaint'],
  ['hàng xóm lấn sang đất nhà tôi nửa mét', 'datdai.dispute'],
  ['tranh chấp lối đi chung với nhà bên', 'datdai.dispute'],
  ['đất nhà tôi đang tranh chấp với anh trai', 'datdai.dispute'],
  ['có người giả danh công an gọi đòi chuyển tiền', 'scam.report'],
  ['tố cáo một trang lừa đảo bán hàng', 'scam.report'],
  // The ward's own business.
  ['hàng quán lấn chiếm vỉa hè ở chợ', undefined],
  ['đèn đường hỏng tổ 3', undefined],
  ['cán bộ nói năng cáu gắt', undefined],
  ['hồ sơ đất của tôi chậm hai tháng', undefined],
  ['làn đường trước trường bị ngập', undefined],
])('%s → %s', (text, entry) => {
  expect(lawfulPath(text)).toBe(entry)
})

test.each([
  ['đèn đường hỏng tổ 3', 'scene'],
  ['cán bộ nói năng cáu gắt', 'attitude'],
  ['hồ sơ của tôi chậm hai tháng', 'late'],
  ['đề nghị làm thêm gờ giảm tốc', 'idea'],
  ['cảm ơn chị ở quầy 2 rất tận tình', 'praise'],
  ['mạo danh điện lực gọi điện', 'scam'],
  ['chuyện khác', 'other'],
])('%s is %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})
