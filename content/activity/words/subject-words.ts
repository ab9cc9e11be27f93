/** Words that say what an activity is about. An editor adds a spelling by adding it to the right line. */
import type { Form } from '../../plan/plan.ts'
import type { Subject } from '../activity.ts'

export const subjectWords: Readonly<Record<Subject, string>> = {
  dvc: 'dvc, dvctt, dvc tt, dvc trực tuyến, dvcqg, dvc quốc gia, dịch vụ công, dịch vụ công trực tuyến, dịch vụ công online, dịch vụ công quốc gia, dịch vụ công toàn trình, cổng dịch vụ công, cổng dịch vụ công quốc gia, cổng dvc, cổng dvcqg, dv công, dv công trực tuyến, dvụ công, dịch vụ trực tuyến, nộp hồ sơ online, nộp hồ sơ trực tuyến, nộp hồ sơ qua mạng, nộp hồ sơ điện tử, nộp hồ sơ tại nhà, nộp hs online, nộp hs trực tuyến, nộp hs qua mạng, nộp online, nộp trực tuyến, nộp qua mạng, hồ sơ trực tuyến, hồ sơ online, hồ sơ qua mạng, hồ sơ điện tử, hs online, hs trực tuyến, hs qua mạng, làm hồ sơ online, gửi hồ sơ online, đăng ký trực tuyến, đăng ký online, đăng ký qua mạng, trực tuyến toàn trình, toàn trình, một phần và toàn trình, thủ tục trực tuyến, thủ tục online, làm thủ tục online, làm thủ tục qua mạng, làm thủ tục trực tuyến, tra cứu hồ sơ, tra cứu hs, trả kết quả trực tuyến, nộp đơn online, nộp giấy tờ online, giấy tờ online, ví giấy tờ, kho dữ liệu điện tử, biên lai điện tử, online tại nhà, dvcông, đặt lịch online, đặt lịch trực tuyến, đặt lịch hẹn online, đặt lịch hẹn trực tuyến, lấy số online, lấy số trực tuyến, lấy số thứ tự online',
  bcci: 'bcci, bưu chính công ích, dịch vụ bưu chính công ích, dịch vụ bưu chính, dv bưu chính công ích, dịch vụ bcci, bưu chính, trả kết quả tại nhà, trả kết quả qua bưu điện, trả kết quả qua bưu chính, nhận kết quả tại nhà, nhận kết quả qua bưu điện, nhận kết quả qua bưu chính, trả kq tại nhà, trả kq qua bưu điện, nhận kq tại nhà, nhận kq qua bưu điện, gửi hồ sơ qua bưu điện, nộp hồ sơ qua bưu điện, nộp hồ sơ qua bưu chính, hồ sơ qua bưu điện, qua bưu điện, qua bưu chính, chuyển phát tại nhà, chuyển phát kết quả, nhận hồ sơ tại nhà, trả hồ sơ tại nhà, trả giấy tờ tại nhà, nhận giấy tờ tại nhà, chuyển phát',
  vneid:
    'vneid, vnedi, venid, vneud, vnaid, vneiđ, vnied, vneld, vnid, vn eid, vnei, định danh, định danh điện tử, làm căn cước điện tử, định danh mức 2, định danh mức độ 2, mức độ 2, mức 2, mức hai, tài khoản định danh, tài khoản định danh điện tử, đdđt, đddt, dddt, ứng dụng định danh, căn cước điện tử, app vneid, sổ sức khỏe điện tử, xác thực điện tử',
  payment:
    'thanh toán trực tuyến, thanh toán online, đóng tiền điện, đóng tiền nước, tiền điện nước, trả tiền điện, trả tiền nước, nộp tiền điện, nộp tiền nước, đóng tiền online, thanh toán không dùng tiền mặt, thanh toán không tiền mặt, thanh toán qua mạng, thanh toán điện tử, thanh toán số, thanh toán qr, thanh toán bằng qr, thanh toán qua qr, thanh toán bằng mã qr, thanh toán qua ngân hàng, thanh toán phí, thanh toán lệ phí, thanh toán phí trực tuyến, nộp phí trực tuyến, nộp phí online, nộp phí lệ phí trực tuyến, nộp phí qua mạng, nộp phí, nộp lệ phí, nộp lệ phí trực tuyến, nộp lệ phí online, nộp tiền online, nộp tiền trực tuyến, đóng phí trực tuyến, đóng phí online, phí lệ phí trực tuyến, nộp thuế điện tử, nộp thuế online, thuế điện tử, không dùng tiền mặt, không tiền mặt, ko dùng tiền mặt, ko tiền mặt, k dùng tiền mặt, khong tm, ttkdtm, tt kdtm, kdtm, ttktm, tttt, ttt tuyến, tt trực tuyến, tt không dùng tiền mặt, tt online, thanh toán, ví điện tử, chuyển khoản, quét mã thanh toán, mã qr thanh toán, qr thanh toán, tạo mã qr, quét qr thanh toán, trả phí online, trả phí trực tuyến, trả tiền online, ngân hàng số, phí trực tuyến, mobile money',
  tthc: 'tthc, thủ tục, thủ tục hành chính, thủ tục hc, tt hành chính, cải cách thủ tục hành chính, cải cách thủ tục, cải cách tthc, kiểm soát thủ tục hành chính, kiểm soát tthc, khai sinh, đăng ký khai sinh, giấy khai sinh, khai tử, kết hôn, đăng ký kết hôn, hộ tịch, hôn nhân, xác nhận tình trạng hôn nhân, độc thân, đất đai, sổ đỏ, sổ hồng, chứng thực, sao y, công chứng, tạm trú, thường trú, cư trú, tạm vắng, hộ khẩu, căn cước, cccd, căn cước công dân, làm căn cước, đăng ký kinh doanh, đăng ký hộ kinh doanh, thành lập hộ kinh doanh, thủ tục hộ kinh doanh, giấy phép xây dựng, cấp phép xây dựng, giấy phép kinh doanh, lý lịch tư pháp, bảo trợ xã hội, trợ cấp, trợ cấp xã hội, trợ cấp thất nghiệp, mai táng phí, trợ cấp mai táng, người có công, chuyển mục đích sử dụng đất, tách thửa, sang tên, đăng ký xe, đổi bằng lái, giấy phép lái xe, đổi giấy phép lái xe, liên thông khai sinh, bảo hiểm thất nghiệp, nhận con nuôi, xây dựng nhà ở, hưu trí xã hội, trợ cấp hưu trí, giám hộ, cải chính hộ tịch, trích lục',
  one_stop:
    'một cửa, 1 cửa, một cửa liên thông, 1 cửa liên thông, cơ chế một cửa, cơ chế một cửa liên thông, mô hình một cửa, một cửa thân thiện, một cửa điện tử, một cửa số, bộ phận một cửa thân thiện, về bộ phận một cửa, mô hình bộ phận một cửa, một cửa hiện đại, liên thông, mcđt, mclt',
  cchc_general:
    'cchc, cải cách hành chính, cải cách hc, cc hành chính, cải cách hành chính nhà nước, cchcnn, kế hoạch cchc, kh cchc, kế hoạch cải cách hành chính, công tác cchc, công vụ, cải cách công vụ, gương cán bộ, gương người tốt việc tốt, gương điển hình, gương công chức, gương tận tụy, cán bộ tận tụy, văn hóa công sở, văn hóa công vụ, kỷ cương hành chính, kỷ luật kỷ cương, kỷ cương, đạo đức công vụ, cải cách thể chế, cải cách tài chính công, nụ cười công sở, thái độ phục vụ, ngày không viết, ngày không hẹn, hành chính phục vụ, chính quyền thân thiện, cải cách chế độ công vụ, công sở thân thiện, gương cán bộ tận tụy, sáng kiến cải cách, sáng kiến cchc, cchanh chinh, cải cách',
  digital_transformation:
    'chuyển đổi số, cđs, cds, chuyển đổi số cộng đồng, ngày chuyển đổi số, chuyển đổi số quốc gia, kỹ năng số, kns, kĩ năng số, kỹ năng công nghệ số, phổ cập kỹ năng số, bình dân học vụ số, công dân số, chữ ký số, ký số, chữ ký điện tử, chứng thư số, cks, trí tuệ nhân tạo, ứng dụng ai, về ai, chatgpt, trợ lý ảo, chatbot, số hóa, số hoá, số hóa hồ sơ, số hóa giấy tờ, dữ liệu số, kinh tế số, xã hội số, chính quyền số, chính quyền điện tử, chính phủ số, chính phủ điện tử, công nghệ số, nghị quyết 57, nq 57, nq57, đề án 06, đa 06, đa 06 cp, an toàn thông tin, an ninh mạng, smartphone, điện thoại thông minh, thương mại điện tử, tmđt, sàn thương mại điện tử, khoa học công nghệ, đổi mới sáng tạo, công nghệ thông tin, cntt, nền tảng số, dữ liệu',
  feedback:
    'pakn, pa kn, pa-kn, phản ánh kiến nghị, phản ánh, kiến nghị, góp ý, đường dây nóng, hotline, số điện thoại nóng, tiếp nhận phản ánh, hệ thống phản ánh, 1022, tổng đài 1022, phản ánh hiện trường, gửi phản ánh, tiếp nhận góp ý, khiếu nại, hòm thư góp ý, đdn, số nóng, ddn, đường giây nóng',
  indices:
    'par index, parindex, par, chỉ số par, chỉ số par index, sipas, chỉ số sipas, papi, chỉ số papi, pci, chỉ số pci, ddci, chỉ số ddci, cgi, chỉ số cgi, hài lòng, sự hài lòng, mức độ hài lòng, chỉ số hài lòng, đo lường hài lòng, hài lòng người dân, hài lòng của người dân, hài lòng của dân, chỉ số cchc, chỉ số cải cách hành chính, chỉ số, bộ chỉ số, bộ chỉ số 766, chỉ số 766, năng lực cạnh tranh, par cchc, pgi, chỉ số phục vụ người dân',
  law: 'pháp luật, ngày pháp luật, pl, phổ biến pháp luật, phổ biến giáo dục pháp luật, pbgdpl, gdpl, giáo dục pháp luật, tuyên truyền pháp luật, văn bản pháp luật, pháp luật về đất đai, luật, bộ luật, luật đất đai, luật cư trú, luật căn cước, luật hôn nhân gia đình, luật giao thông, luật trẻ em, luật khiếu nại, luật tố cáo, luật bảo hiểm xã hội, luật bảo hiểm y tế, luật bầu cử, luật dân quân, luật nghĩa vụ quân sự, luật an ninh mạng, luật giao dịch điện tử, luật bảo vệ dữ liệu cá nhân, luật hộ tịch, luật nhà ở, luật phòng chống ma túy, luật phòng cháy chữa cháy, luật bảo vệ môi trường, luật trật tự an toàn giao thông, luật tổ chức chính quyền địa phương, nghị định, hiến pháp, pháp lệnh, bảo vệ dữ liệu cá nhân, luật thanh niên, luật hòa giải, ngày pl, trợ giúp pháp lý, văn bản qppl, qppl',
  two_tier_government:
    'chính quyền 2 cấp, chính quyền hai cấp, cquyền 2 cấp, cquyền hai cấp, cq hai cấp, chính quyền 02 cấp, chính quyền địa phương 2 cấp, chính quyền địa phương hai cấp, chính quyền địa phương 02 cấp, cq 2 cấp, cqđp 2 cấp, cqdp 2 cấp, cqđp hai cấp, cqđp, mô hình 2 cấp, mô hình hai cấp, mô hình chính quyền 2 cấp, mô hình chính quyền hai cấp, địa phương 2 cấp, địa phương hai cấp, hai cấp, 2 cấp, 02 cấp, sắp xếp bộ máy, sắp xếp tổ chức bộ máy, sắp xếp đơn vị hành chính, sắp xếp đvhc, tinh gọn bộ máy, tinh gọn, tổ chức bộ máy, bộ máy mới, sáp nhập, sáp nhập phường, sáp nhập xã, đơn vị hành chính mới, bộ máy, nghị quyết 18, nq 18',
  scam: 'lừa đảo, lừa đảo qua mạng, lừa đảo mạng, lừa đảo trực tuyến, lừa đảo online, lừa đảo công nghệ cao, lừa đảo trên mạng, lừa đảo trên không gian mạng, lừa đảo qua điện thoại, cảnh báo lừa đảo, phòng chống lừa đảo, chống lừa đảo, phòng lừa đảo, scam, giả danh, giả danh công an, giả danh cán bộ, mạo danh, giả mạo, chiếm đoạt tài sản, chiếm đoạt, deepfake, lừa cài app, lừa tiền, lừa cài, lừa, bẫy lừa, mất tiền qua mạng, cuộc gọi lừa, link lạ, đường link lạ, không gian mạng, thủ đoạn lừa đảo, app giả, tin nhắn giả, sim rác',
  other:
    'vệ sinh môi trường, vsmt, bảo vệ môi trường, môi trường, rác thải, phân loại rác, iso, iso 9001, tcvn iso, iso 9001 2015, tcvn iso 9001 2015, phòng cháy, phòng cháy chữa cháy, pccc, bầu cử, an toàn giao thông, atgt, dân số, sốt xuất huyết, phòng dịch, dịch bệnh, tiêm chủng, bhyt, bảo hiểm y tế, bhxh, bảo hiểm xã hội, nông thôn mới, ntm, ma túy, phòng chống ma túy, tệ nạn xã hội, an ninh trật tự, antt, đô thị văn minh, văn minh đô thị, bình đẳng giới, bạo lực gia đình, trẻ em, đuối nước, phòng chống đuối nước, thiên tai, phòng chống thiên tai, bão lũ, mưa lũ, nghĩa vụ quân sự, tuyển quân, đại đoàn kết, giảm nghèo, xóa nhà tạm, an toàn thực phẩm, vệ sinh an toàn thực phẩm, vsattp, du lịch, khuyến nông, sức khỏe, y tế, học tập bác, học tập và làm theo bác, tuyển sinh, hiến máu, dịch tả lợn, hàng giả, buôn lậu, pháo nổ, tết, cháy rừng, phòng cháy rừng, cận huyết, tảo hôn, trồng cây, khuyến học, chủ đề khác, tín ngưỡng, tôn giáo, nước sạch',
}

/** "AI" means the technology only in capitals: "ai" is "who". */
export const subjectCapitals: Readonly<Record<string, Subject>> = { AI: 'digital_transformation' }

/** Office abbreviations of forms, only in capitals. */
export const formCapitals: Readonly<Record<string, Form>> = {
  BR: 'banner',
  AP: 'poster',
  TR: 'leaflet',
  TG: 'leaflet',
  KS: 'survey',
  NY: 'notice_board',
  TĐ: 'seminar',
  XLĐ: 'mobile_van',
  XTTLĐ: 'mobile_van',
  XTT: 'mobile_van',
  TP: 'performance',
  ĐT: 'conference',
  PT: 'loudspeaker',
  SHCB: 'conference',
  SHCH: 'conference',
  SHCĐ: 'conference',
}

/** Abbreviations of forms only where they open a line ("TH CKS 24 CC"): elsewhere they are other things. */
export const openingCapitals: Readonly<Record<string, Form>> = {
  ...formCapitals,
  TH: 'training',
  HN: 'conference',
  VN: 'performance',
}

/** Names that hold subject words without being about them: taken out of reading. */
export const actorNames =
  'nhân viên bưu điện, cán bộ bưu điện, cán bộ một cửa, công chức một cửa, nhân viên y tế, cán bộ trạm y tế, tổ công nghệ số, tổ công nghệ số cộng đồng, tổ cns, tổ cnscđ, tcnscđ, tcnscd, tcns, tổ cnscd, tổ cđs, tổ cđs cộng đồng, tổ chuyển đổi số, tổ chuyển đổi số cộng đồng, tổ công nghệ, đội tình nguyện, đội thanh niên tình nguyện, tổ tình nguyện, tình nguyện viên, tnv, đoàn thanh niên, đoàn tn, đoàn phường, đoàn xã, đtn, đtncs, tntn, chi đoàn, hội phụ nữ, hội lhpn, hpn, hlhpn, lhpn, chi hội phụ nữ, hội nông dân, hnd, chi hội nông dân, hội cựu chiến binh, hội ccb, ccb, chi hội cựu chiến binh, cựu chiến binh, hội người cao tuổi, hội nct, chi hội người cao tuổi, hội chữ thập đỏ, hội viên phụ nữ, mặt trận tổ quốc, mặt trận, ubmttq, ubmttqvn, mttq, mttqvn, ban công tác mặt trận, ban ctmt, công đoàn, liên đoàn lao động, phòng văn hóa, phòng văn hóa xã hội, phòng vhxh, phòng vh xh, p vhxh, pvhxh, vhxh, phòng vh, phòng kinh tế, phòng kinh tế hạ tầng, phòng kinh tế hạ tầng và đô thị, phòng kt, phòng nội vụ, phòng tư pháp, tư pháp phường, tư pháp, văn phòng hđnd và ubnd, văn phòng hđnd, văn phòng ubnd, văn phòng, trung tâm dịch vụ tổng hợp, tt dịch vụ tổng hợp, ttdvth, tt dvth, dvth, trung tâm cung ứng dịch vụ, trung tâm văn hóa thông tin, trung tâm vhtt, ttvh, công an phường, công an xã, công an, cap, đảng ủy, hđnd, hđnd phường, tổ trưởng, trưởng bản, trưởng thôn, trưởng khu, bí thư, bí thư chi bộ, phó bản, chủ tịch, phó chủ tịch, lãnh đạo phường, lãnh đạo, đồng chí, đ c, đội văn nghệ, đội tuyên truyền, ban chỉ đạo, ban quản lý, ban quản lý chợ, bql chợ, giáo viên, nhà trường, cán bộ phường, cán bộ tư pháp, tổ tuyên truyền, tổ lưu động, tổ lưu động hướng dẫn, ban nhân dân, câu lạc bộ, clb, chi hội, viễn thông, vnpt, viettel, ngân hàng, trưởng ban, tổ phó, cộng tác viên'

/** Agencies: never a place unless "tại" or "ở" stands before them or they end another place ("trụ sở UBND phường"). */
export const agencyNames =
  'ubnd, ubnd phường, ubnd xã, ủy ban, uỷ ban, ủy ban phường, ủy ban nhân dân, uỷ ban nhân dân, ủy ban nhân dân phường, uỷ ban nhân dân phường, công an phường, công an xã, công an, ngân hàng, văn phòng đảng ủy, đảng ủy phường, đảng ủy, phòng tư pháp, phòng văn hóa, phòng văn hóa xã hội, phòng kinh tế, trung tâm dịch vụ tổng hợp, ban chỉ huy quân sự, hạt kiểm lâm, đồn biên phòng, vnpt, viettel, phường, xã, hđnd, mttq, nhà trường'
