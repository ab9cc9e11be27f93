/**
 * Different words for one thing in a resident's life: "đẻ", "sinh em bé", "lâm bồn" are one event. A message is compared by
 * these meanings too, so that a wording nobody foresaw still finds its answer. Hand-made; a thesaurus, not an ontology.
 */

import type { Reading, Word } from './reading.ts'
import { read } from './reading.ts'
import { toneKey } from './unicode.ts'

/** Concept → phrases, parted by ", ". Marks matter to the editor only; matching is on folded words. */
const thesaurus: Readonly<Record<string, string>> = {
  // People
  child:
    'con, cháu, bé, em bé, cháu bé, con nhỏ, con nít, trẻ em, trẻ, trẻ con, con trai, con gái, thằng cu, thằng bé, con bé, nhóc, thằng nhóc, đứa nhỏ, thằng út, con út, cu tí, em nhỏ, cháu nhỏ, nhi đồng, sắp nhỏ, mấy đứa, tụi nhỏ, đứa con, cháu nội, cháu ngoại',
  newborn:
    'mới sinh, mới đẻ, sơ sinh, vừa sinh, vừa đẻ, sinh con, đẻ con, sinh em bé, sinh cháu, đẻ cháu, sinh bé, đẻ rơi, vợ sinh, vợ đẻ, mới chào đời, chào đời, lọt lòng, đầy tháng, thôi nôi, chưa đầy tháng, đẻ tại nhà, chứng sinh, giấy chứng sinh, vừa lâm bồn, nằm ổ, ở cữ',
  parent:
    'bố mẹ, bố, mẹ, ông bà, ba má, cha, mẹ già, bố già, ba mẹ, cha mẹ, phụ huynh, bố chồng, mẹ chồng, bố vợ, mẹ vợ, ông già, bà già, thầy, bu',
  elder:
    'cụ, ông cụ, bà cụ, người già, người cao tuổi, ông bà, già yếu, lớn tuổi, cao tuổi, tuổi cao, già rồi, cụ ông, cụ bà, có tuổi, ông nội, bà nội, bà ngoại, ông ngoại, ông cố, bà cố',
  spouse: 'vợ, chồng, vợ chồng, bà xã, ông xã, hai vợ chồng',
  sibling: 'anh em, anh chị em, em trai, em gái, anh trai, chị gái, anh ruột, em ruột, chị ruột',
  kin: 'người thân, người nhà, họ hàng, bà con, thân nhân, cô dì, chú bác',
  neighbour:
    'hàng xóm, láng giềng, nhà bên, nhà bên cạnh, nhà kế bên, nhà sát vách, nhà sát bên, xóm giềng, nhà đối diện, nhà hàng xóm',
  stranger:
    'người lạ, kẻ lạ, số lạ, ai đó, kẻ gian, có người gọi, có người, người ta gọi, đứa nào, kẻ xấu, mạo danh, giả danh, tự xưng, xưng là',
  officer:
    'cán bộ, công chức, nhân viên, viên chức, cán bộ phường, cán bộ xã, cô cán bộ, chú cán bộ, anh cán bộ, người tiếp nhận, cô ngồi quầy',
  police:
    'công an, công an phường, công an xã, công an khu vực, cảnh sát, cảnh sát khu vực, đồn công an, cảnh sát giao thông',
  leader: 'chủ tịch, phó chủ tịch, bí thư, lãnh đạo, chủ tịch phường, chủ tịch xã, sếp phường',
  groupleader:
    'tổ trưởng, trưởng bản, trưởng thôn, trưởng khu phố, tổ dân phố, khu phố trưởng, trưởng xóm, bí thư chi bộ',
  foreigner:
    'người nước ngoài, ngoại quốc, nước ngoài, tây, người tây, người hàn, người trung quốc, người đài loan, đài loan, hàn quốc, nhật bản, người mỹ, việt kiều, yếu tố nước ngoài, người lào, chồng tây, chồng hàn, rể tây, dâu tây',
  tenant:
    'thuê trọ, ở trọ, nhà trọ, phòng trọ, thuê nhà, nhà thuê, ở thuê, ở ké, ở nhờ, chủ trọ, xóm trọ, người thuê, khách thuê, dãy trọ, mướn nhà, mướn phòng, thuê phòng, mướn trọ',
  guest:
    'khách, ngủ lại, ở chơi, đến chơi, lưu trú, ngủ qua đêm, ở lại vài ngày, ở lại mấy hôm, khách sạn, nhà nghỉ, homestay, về thăm, ghé chơi, ngủ nhờ, tá túc, nghỉ lại, ở lại chơi, xuống chơi',
  disabled:
    'khuyết tật, tàn tật, tật nguyền, bị liệt, liệt giường, tâm thần, thiểu năng, câm điếc, mù, cụt chân, cụt tay, ngồi xe lăn, bại liệt, tự kỷ, bại não, down, không đi được, mất tay, mất chân, mất một tay, mất một chân',
  sick: 'ốm, ốm nặng, bệnh nặng, nằm một chỗ, nằm liệt, đau ốm, nằm viện, không đi lại được, yếu lắm, già yếu, không ra phường được, không tự đi được, tai biến, hôn mê, nằm giường',
  orphan:
    'mồ côi, không cha mẹ, bố mẹ mất, cha mẹ mất, không nơi nương tựa, bị bỏ rơi, bỏ rơi, đơn thân, một mình nuôi con, neo đơn, không ai nuôi, mẹ đơn thân',
  veteran:
    'thương binh, liệt sĩ, người có công, bệnh binh, cựu chiến binh, chất độc da cam, da cam, bộ đội, kháng chiến, thanh niên xung phong, tù đày, có công, mẹ việt nam anh hùng, gia đình chính sách, nhiễm chất độc',
  poor: 'hộ nghèo, cận nghèo, nghèo, khó khăn, thoát nghèo, nghèo khó, hoàn cảnh khó khăn, nghèo quá, sổ nghèo, tái nghèo',
  ethnic:
    'dân tộc thiểu số, người mông, người thái, người dao, người tày, dân tộc, người dân tộc, đồng bào, đồng bào dân tộc, vùng cao, tiếng dân tộc, tiếng thái, tiếng mông, người uy tín, người có uy tín',
  // Life events
  death:
    'qua đời, chết, mới mất, vừa mất, mất hôm qua, mất rồi, từ trần, người chết, báo tử, giấy báo tử, tạ thế, khuất núi, đám tang, tang lễ, chôn cất, mai táng, hỏa táng, khai tử, chứng tử, đi rồi, trút hơi, hấp hối, quá cố, tử vong, mất đêm qua, mất sáng nay, cụ mất, bố mất, mẹ mất, ông mất, bà mất, chồng mất, vợ mất, về với tổ tiên, khuất, mới khuất, chết đuối',
  funeral:
    'mai táng, mai táng phí, tiền tuất, tiền chôn cất, hỏa táng, đám ma, lo tang, đám tang, tiền đám ma, tiền ma chay, ma chay, phúng điếu, tiền tuất',
  marriage:
    'kết hôn, cưới, lấy vợ, lấy chồng, đám cưới, cưới vợ, cưới chồng, cưới xin, làm đám cưới, lập gia đình, hôn thú, giá thú, giấy kết hôn, đăng ký kết hôn, sắp cưới, chuẩn bị cưới, nên vợ nên chồng, ra đăng ký',
  single:
    'độc thân, tình trạng hôn nhân, chưa vợ, chưa chồng, chưa kết hôn, chưa có gia đình, giấy độc thân, xác nhận độc thân, chưa lập gia đình, chưa cưới ai',
  divorce: 'ly hôn, ly dị, bỏ nhau, bỏ vợ, bỏ chồng, chia tay vợ, chia tay chồng, ra tòa',
  unwed:
    'ngoài giá thú, chưa kết hôn, không kết hôn, chưa đăng ký kết hôn, chưa cưới, không hôn thú, mẹ đơn thân, nhận cha, nhận con, cha ruột, bố ruột, con riêng, adn, nhận mẹ, tên cha, tên bố, con rơi, nhận lại con',
  adopt:
    'con nuôi, nhận nuôi, nuôi con nuôi, xin con nuôi, nhận con nuôi, cha mẹ nuôi, xin bé về nuôi, làm con nuôi',
  guardian: 'giám hộ, người giám hộ, người đỡ đầu, trông nom, đại diện cho cháu, nuôi cháu',
  inherit:
    'thừa kế, di chúc, di sản, hưởng thừa kế, của hồi môn, để lại, chia tài sản, chúc thư, lập di chúc, khai nhận di sản, từ chối nhận di sản, chia di sản, chia gia tài',
  // What happened to a thing
  lost: 'bị mất, mất, mất cắp, bị trộm, rơi, rơi mất, rớt, rớt mất, đánh rơi, đánh mất, làm mất, thất lạc, để quên, bay đâu mất, bị giật, không tìm thấy, kiếm không ra, tìm không thấy, lạc mất, rơi ví, mất ví, móc túi, mất bóp, rớt bóp, rơi giấy tờ',
  forgotten: 'quên, không nhớ, quên mất, chẳng nhớ, quên béng, nhớ không ra, không nhớ ra',
  locked:
    'bị khóa, khóa, bị khoá, tạm khóa, khóa tài khoản, nhập sai nhiều lần, sai quá nhiều lần, sai 5 lần, khóa mất',
  torn: 'rách, hỏng, hư, gãy, mờ, nát, bị rách, cháy, ướt, mối ăn, chuột cắn, ố, nhàu, mất góc, bong tróc, mờ chữ, mờ số, phai, bị nhòe, hư hỏng, nứt',
  expired:
    'hết hạn, quá hạn, hết hiệu lực, sắp hết hạn, đến hạn, còn hạn, còn giá trị, còn hiệu lực, tới hạn, hết thời hạn, quá đát',
  wrongdata:
    'sai tên, sai ngày sinh, sai năm sinh, ghi sai, bị sai, nhầm tên, ghi nhầm, viết sai, sai chữ đệm, không khớp, lệch, khác nhau, sai thông tin, sai họ, in sai, đánh sai, nhầm ngày sinh, sai quê quán, sai lót, sai giới tính, nhầm chữ, sai một chữ, thiếu chữ, không trùng, không giống, sai địa chỉ, sai dấu',
  fix: 'sửa, sửa lại, cải chính, đính chính, điều chỉnh, chỉnh, chỉnh lại, chỉnh sửa, thay đổi, sửa đổi, bổ sung, làm lại cho đúng',
  swap: 'đổi, đổi mới, đổi sang, cấp đổi, thay, thay mới, đổi lại, làm mới, chuyển sang, cấp mới',
  reissue: 'làm lại, cấp lại, xin lại, lấy lại, làm cái mới, xin cấp lại',
  first:
    'lần đầu, chưa có, chưa từng, chưa làm bao giờ, mới làm, đủ 14, vừa đủ tuổi, bao giờ cũng chưa, lần đầu tiên, chưa bao giờ',
  move: 'chuyển khẩu, cắt khẩu, chuyển nhà, chuyển về, chuyển đến, dọn về, dọn đến, dọn đi, chuyển đi, chuyển chỗ ở, chuyển hộ khẩu, về ở, mới mua nhà, nhập khẩu, nhập hộ khẩu, về nhà chồng, nhập vào, chuyển từ tỉnh khác, dời nhà, dọn nhà, vào hộ khẩu',
  split:
    'tách khẩu, tách hộ, ra riêng, tách riêng, ở riêng, ra ở riêng, hộ riêng, tách sổ, sổ riêng, tách khỏi',
  away: 'đi vắng, tạm vắng, đi xa, đi làm xa, đi làm ăn xa, đi nước ngoài, xuất khẩu lao động, đi công tác, vắng nhà, đi khỏi nhà, rời nhà, đi biển, đi tù, đi học xa, không ở nhà, đi nơi khác',
  faraway:
    'ở xa, xa quê, ở tỉnh khác, ở thành phố khác, tỉnh khác, nơi khác, phường khác, xã khác, đang ở sài gòn, đang ở hà nội, trái tuyến, khác tỉnh, khác phường, ngoài tỉnh, không về quê, nơi tạm trú, phi địa giới, địa giới hành chính, không phụ thuộc địa giới, bất kỳ nơi nào, chỗ nào cũng được, đâu cũng được, khỏi về quê, không phải về quê',
  // Papers and things
  idcard:
    'căn cước, thẻ căn cước, căn cước công dân, thẻ chip, thẻ gắn chip, chứng minh nhân dân, giấy tờ tùy thân, thẻ cứng, căn cước gắn chip',
  oldid: 'chứng minh nhân dân, 9 số, 12 số, số cũ, chứng minh cũ, thẻ cũ, mã vạch',
  birthpaper: 'khai sinh, giấy khai sinh, làm khai sinh, bản khai sinh',
  extract:
    'trích lục, bản sao khai sinh, bản sao giấy khai sinh, sao lục, bản sao trích lục, trích sao, xin bản sao khai sinh, bản sao kết hôn, bản sao khai tử',
  household: 'hộ khẩu, sổ hộ khẩu, thường trú, nhập khẩu, khẩu, hộ tịch khẩu',
  temporary: 'tạm trú, kt3, kt 3, sổ tạm trú, thuê trọ, đăng ký tạm trú, gia hạn tạm trú',
  residence: 'cư trú, nơi ở, nơi cư trú, ct07, ct 07, xác nhận cư trú, nơi ở hiện tại, xác nhận nơi ở',
  landpaper:
    'sổ đỏ, giấy chứng nhận quyền sử dụng đất, quyền sử dụng đất, giấy đất, giấy tờ đất, bìa, sổ nhà, sổ nhà đất, chủ quyền, giấy chủ quyền',
  land: 'đất, thửa đất, mảnh đất, lô đất, đất đai, miếng đất, ruộng, vườn, thổ cư, nền nhà, mét đất, thước đất, đất vườn, đất ruộng, đất nông nghiệp, nương, rẫy, đất ở, đất rẫy',
  house: 'nhà, căn nhà, xây nhà, làm nhà, cất nhà, dựng nhà',
  build:
    'xây nhà, xây, cất nhà, làm nhà, dựng nhà, sửa nhà, cơi nới, nâng tầng, giấy phép xây dựng, phép xây dựng, xin phép xây, xây thêm, xây dựng, cải tạo nhà, lên tầng, đổ mái, sửa mái, làm gác',
  copy: 'sao y, bản sao, photo, công chứng, chứng thực bản sao, sao y bản chính, đóng dấu, photo công chứng, bản chính, y bản chính, đóng dấu đỏ, dấu đỏ',
  signature:
    'chứng thực chữ ký, chữ ký, ủy quyền, sơ yếu lý lịch, điểm chỉ, lăn tay, giấy ủy quyền, bản dịch, xác nhận chữ ký, ký giấy, xác nhận sơ yếu, giấy bán xe',
  contract:
    'hợp đồng, giao dịch, mua bán, chuyển nhượng, đặt cọc, cho thuê, giấy bán, hợp đồng mua bán, hợp đồng thuê, cầm cố, giấy mượn tiền, giấy vay',
  digitalsign: 'chữ ký số, ký số, ký điện tử, ca cá nhân, chữ ký điện tử',
  form: 'mẫu đơn, biểu mẫu, tờ khai, mẫu, đơn, mẫu tờ khai, lấy mẫu, tải mẫu, phiếu',
  scanfile:
    'chụp ảnh, chụp hình, scan, file, tệp, pdf, tải lên, đính kèm, dung lượng, upload, up, up file, định dạng, ảnh chụp, hình chụp, đưa ảnh lên, quá lớn, quá nặng, jpg, quét giấy tờ',
  result: 'kết quả, nhận kết quả, trả kết quả, lấy kết quả, giấy hẹn, bản điện tử',
  filecase: 'hồ sơ, nộp hồ sơ, bộ hồ sơ, giấy nộp',
  casecode:
    'mã hồ sơ, tra hồ sơ, tra cứu hồ sơ, tới đâu rồi, đến đâu rồi, tình trạng hồ sơ, xong chưa, tiến độ, hồ sơ đến đâu, đang xử lý, có chưa, duyệt chưa, đến bước nào, tới bước nào, đang ở khâu nào',
  late: 'trễ hẹn, quá hẹn, chậm, trễ, muộn, lâu quá, chưa thấy, chưa có kết quả, chưa trả, hẹn hoài, hẹn tới hẹn lui, ngâm, quá hạn trả, chờ mãi, chờ hoài, chưa xong, hẹn đi hẹn lại, sai hẹn, thư xin lỗi',
  rejected:
    'trả lại, bị trả, từ chối, bị từ chối, bổ sung, yêu cầu bổ sung, không hợp lệ, không nhận, bị trả về, nộp nhầm, rút hồ sơ, hủy hồ sơ, rút lại, nộp lại, nộp sai, nộp thiếu, thiếu giấy, gửi nhầm, bị hủy',
  phone:
    'điện thoại, máy điện thoại, di động, máy cũ, máy mới, đổi máy, đổi điện thoại, mất máy, iphone, samsung, android, máy bàn phím, cục gạch, đời cũ',
  sim: 'sim, số điện thoại, đổi số, số cũ, số mới, mất sim, đổi sim, thuê bao, số máy',
  app: 'ứng dụng, cài, tải, cài đặt, cập nhật, phiên bản, ch play, app store, tải về, bản mới, cài lại, gỡ, chạy không được, văng, đơ, treo',
  vneid: 'vneid, định danh, định danh điện tử, tài khoản định danh',
  level: 'mức 1, mức 2, mức độ 2, mức độ 1, cấp 2, mức hai, mức một, mức độ hai',
  account: 'tài khoản, đăng nhập, đăng ký tài khoản, tạo tài khoản, lập tài khoản, vào được, mở tài khoản',
  password: 'mật khẩu, passcode, mã pin, mã khóa, mã bảo mật, câu hỏi bảo mật, quên mật khẩu',
  otp: 'otp, mã otp, mã xác nhận, mã xác thực, tin nhắn, mã kích hoạt, mã số gửi về',
  activate:
    'kích hoạt, quét mặt, quét khuôn mặt, nfc, quét chip, nhận diện khuôn mặt, xác thực khuôn mặt, soi mặt, quét thẻ, đọc chip',
  integrate:
    'tích hợp, đưa vào, thêm vào, liên kết, đồng bộ, cập nhật vào, đưa lên, hiện lên, hiển thị, chưa hiện, không hiện, chưa thấy hiện, nhập vào vneid',
  showphone:
    'xuất trình, đưa vneid, thay thẻ, thay giấy tờ, thay cho, bằng vneid, dùng vneid, mở vneid, quên mang, để quên ở nhà, không mang theo, không mang, lên máy bay, đi máy bay, đi khám, bị kiểm tra',
  portal:
    'cổng dịch vụ công, dịch vụ công, cổng, trang web, web, địa chỉ web, website, cổng quốc gia, trang dịch vụ công, dịch vụ công quốc gia',
  error:
    'lỗi, báo lỗi, hệ thống lỗi, không vào được, không được, treo, đơ, quay vòng, trắng màn hình, không gửi được, không bấm được, nghẽn, quay hoài, bị lỗi, lỗi hệ thống, sập, trục trặc',
  online:
    'trực tuyến, qua mạng, trên mạng, internet, mạng, tại nhà, ngồi nhà, ở nhà làm, không cần ra phường, trên điện thoại, qua điện thoại, bằng điện thoại, trên máy, qua cổng, khỏi ra phường, khỏi đi',
  paper:
    'bản giấy, nộp giấy, trực tiếp, tới tận nơi, ra phường, lên phường, ra tận nơi, tận nơi, ra ủy ban, lên ủy ban, nộp tại quầy, hồ sơ giấy, lên xã, ra xã',
  forced:
    'bắt buộc, ép, bắt, cứ bắt, bắt phải, buộc, phải nộp mạng, có quyền, không nhận giấy, bắt nộp, cứ đòi',
  behalf:
    'nộp hộ, làm hộ, làm thay, nộp thay, thay mặt, nhờ, nhờ con, đi thay, ủy quyền nộp, làm giùm, nộp giùm, hộ bố, hộ mẹ, giúp bố, thay bố, thay mẹ, thay cho mẹ, thay cho bố, đứng tên nộp, nhờ người',
  helper:
    'tổ công nghệ, tổ công nghệ số, công nghệ số cộng đồng, tình nguyện viên, tình nguyện, thanh niên, đoàn viên, ai giúp, ai chỉ, giúp tôi, không rành, không biết dùng, không biết bấm, mù công nghệ, chỉ cho, hướng dẫn giùm, cầm tay chỉ việc, không biết chữ, không có máy tính, không có điện thoại thông minh, không biết xài, không rành công nghệ, kém công nghệ, ki ốt',
  learn:
    'lớp, lớp học, học, dạy, tập huấn, bình dân học vụ số, kỹ năng số, khóa học, mở lớp, dạy dùng, lớp dạy, học cách, xóa mù',
  postoffice:
    'bưu điện, bưu tá, bưu chính, bưu chính công ích, chuyển phát, gửi về nhà, ship, shipper, giao tận nhà, nhân viên bưu điện, gửi bưu điện, người đưa thư, trả tận nhà, phát tận nhà, gửi tận nhà',
  parcel: 'bưu phẩm, vận đơn, mã vận đơn, bưu gửi, gói hàng, thư bảo đảm, kiện hàng, phong bì, bì thư',
  fee: 'lệ phí, phí, bao nhiêu tiền, tốn bao nhiêu, mất tiền, hết bao nhiêu, giá, cước, tiền, đóng tiền, mất bao nhiêu tiền, mất phí, thu phí, tốn tiền, tốn kém, chi phí, giá cả',
  free: 'miễn phí, miễn, giảm, được giảm, miễn giảm, không mất tiền, khỏi đóng, không phải đóng, không mất phí, không tốn tiền, bớt, rẻ hơn',
  pay: 'thanh toán, trả tiền, đóng tiền, nộp tiền, đóng phí, nộp phí, chuyển khoản, quét qr, qr, quét mã, momo, ví điện tử, thẻ ngân hàng, ví, trả phí, đóng lệ phí, nộp lệ phí',
  cash: 'tiền mặt, không có tài khoản, không có thẻ, không có tài khoản ngân hàng, trả tại quầy, đóng tại quầy, tại quầy, không xài thẻ',
  bank: 'ngân hàng, tài khoản ngân hàng, thẻ ngân hàng, atm, vietcombank, agribank, số tài khoản',
  doublepay:
    'trừ tiền, bị trừ, trừ hai lần, hai lần, hoàn tiền, hoàn lại, trả lại tiền, chuyển nhầm, thanh toán lỗi, chưa thanh toán, trừ rồi, trừ tiền rồi, bị trừ tiền, lấy lại tiền, xin hoàn, thừa tiền',
  receipt: 'biên lai, hóa đơn, chứng từ, biên nhận, giấy nộp tiền, giấy thu tiền, phiếu thu',
  tax: 'thuế, kê khai thuế, thuế khoán, nộp thuế, đóng thuế, thuế đất, trước bạ, doanh thu, hóa đơn điện tử, máy tính tiền, thuế nhà đất, phi nông nghiệp, môn bài',
  shop: 'bán hàng, mở quán, mở tiệm, quán ăn, cửa hàng, tạp hóa, buôn bán, mở cửa hàng, mở hàng, quán, tiệm, quán nước, bán cơm, quán cà phê, hộ kinh doanh, kinh doanh, tiệm tóc, mở sạp, bán online, quán nhậu, xưởng',
  closeshop:
    'đóng cửa, nghỉ bán, tạm ngừng, tạm nghỉ, chấm dứt, giải thể, không bán nữa, ngừng kinh doanh, dẹp tiệm, sang quán, trả giấy phép, đóng hẳn, nghỉ luôn, dẹp quán, hết bán, hoạt động lại',
  licence:
    'giấy phép, an toàn thực phẩm, vệ sinh thực phẩm, bán rượu, thuốc lá, karaoke, giấy phép con, điều kiện kinh doanh, trò chơi điện tử, internet công cộng, bán ga, bán gas, vệ sinh an toàn',
  coop: 'hợp tác xã, tổ hợp tác, xã viên, thành viên hợp tác xã, liên hiệp hợp tác xã',
  company:
    'doanh nghiệp, công ty, khởi nghiệp, startup, ưu đãi đầu tư, nhà đầu tư, thành lập công ty, tnhh, vay vốn kinh doanh',
  stipend:
    'trợ cấp, tiền trợ cấp, chế độ, hưởng, phụ cấp, bảo trợ, bảo trợ xã hội, tiền hàng tháng, trợ giúp, lĩnh tiền, tiền chính sách, tiền nhà nước cho, lĩnh',
  pension:
    'lương hưu, hưu trí, trợ cấp hưu trí, hưu trí xã hội, tuổi già, 75 tuổi, 80 tuổi, mừng thọ, không có lương, không lương, 70 tuổi, nghỉ hưu',
  health: 'bảo hiểm y tế, thẻ bảo hiểm, bảo hiểm, khám bệnh, chữa bệnh, thẻ y tế',
  socialins:
    'bảo hiểm xã hội, bảo hiểm thất nghiệp, thất nghiệp, thai sản, rút một lần, rút bảo hiểm, nghỉ việc, lãnh bảo hiểm, chốt sổ, vssid, mất việc, sổ bảo hiểm, đóng bảo hiểm',
  disaster:
    'bão, lũ, lụt, ngập, sạt lở, cháy nhà, tốc mái, thiên tai, mưa đá, lốc, sập nhà, lũ cuốn, động đất, lũ quét, gió lốc, bay mái, cứu đói, hạn hán, thiếu ăn',
  leakyhouse:
    'nhà dột, nhà tạm, dột nát, nhà xuống cấp, xóa nhà tạm, sửa nhà, nhà tranh, mái dột, xây nhà cho người nghèo, nhà sắp sập, nhà nát',
  crops:
    'lúa, cây trồng, vật nuôi, lợn, heo, gà, vịt, trâu, bò, dịch tả, chăn nuôi, hoa màu, giống, phân bón, ao cá, nuôi tôm, nuôi cá, nuôi trồng, vườn cây, cà phê, mùa màng, mất mùa, chuồng, dịch bệnh, cấy, chuyển đổi cây trồng, lứa lợn, đàn lợn, đàn gà, ruộng lúa, thủy sản',
  complaint: 'khiếu nại, tố cáo, đơn kiện, kiện, khiếu kiện, đơn tố cáo, đơn khiếu nại, thưa kiện',
  feedback:
    'phản ánh, kiến nghị, góp ý, phản ảnh, ý kiến, gửi ý kiến, đường dây nóng, phản hồi, đề đạt, kêu ai',
  rude: 'thái độ, hách dịch, quát, mắng, gây khó, khó dễ, nhũng nhiễu, vòi vĩnh, đòi tiền, hoạnh họe, vòi tiền, hành dân, cửa quyền, sách nhiễu, lồi lõm, cáu gắt, bồi dưỡng, phong bì, lót tay, nạt, chửi, cau có, gây phiền, chì chiết, làm luật, hành tôi',
  scene:
    'rác, đèn đường, ổ gà, cống, ngập nước, vỉa hè, lấn chiếm, tiếng ồn, karaoke ồn, ồn ào, hát karaoke, đường hỏng, cây đổ, xây trái phép, mùi hôi, đốt rác, nước thải, chó thả rông, tắc cống, mất nắp cống, dây điện, loa kẹo kéo, ô nhiễm, đổ trộm, đèn hư, nắp cống, bụi, hôi thối, chó dại, lấn đường, lấn ra',
  meeting:
    'tiếp công dân, gặp chủ tịch, đối thoại, lịch tiếp, tiếp dân, gặp lãnh đạo, hội nghị đối thoại, gặp trực tiếp, gặp ông chủ tịch',
  idea: 'sáng kiến, giải pháp, ý tưởng, nghị quyết 57, khoa học, đổi mới sáng tạo, nghiên cứu, hiến kế, phát minh, sáng chế',
  scam: 'lừa, lừa đảo, bị lừa, giả mạo, giả, lừa tiền, có phải lừa, có thật không, dọa, thật hay giả, lùa gà, lừa không, đòi otp, đáng ngờ, đúng không hay lừa, có đáng tin, tin được không',
  link: 'link, bấm vào, đường dẫn, bấm link, quét qr, cài file, apk, tải app, gửi link, nhấn vào, ấn vào link, đường link',
  phonecall:
    'gọi điện, gọi tới, gọi đến, nhắn tin, gọi bảo, gọi nói, cuộc gọi, điện tới, có người gọi, số lạ gọi, gọi cho tôi',
  victim:
    'mất tiền rồi, lỡ bấm, lỡ chuyển, đã chuyển tiền, lỡ đưa, bị lấy, mất hết tiền, đã cung cấp, lỡ đọc, lỡ gửi, lỡ cài, chuyển mất, bị lừa rồi, lừa mất, bay hết tiền, lỡ cho, trót',
  broker:
    'cò, dịch vụ làm hộ, làm nhanh, thuê người, bao đậu, làm giấy tờ nhanh, thuê dịch vụ, người ta bảo đưa tiền, lo giùm, chạy giấy tờ, bao trọn gói, chạy giấy, nhận làm, cò mồi',
  privacy:
    'lộ thông tin, lộ, an toàn, bảo mật, thông tin cá nhân, đánh cắp thông tin, riêng tư, hack, dữ liệu cá nhân, lấy cắp thông tin, bị lộ, có an toàn không',
  hours:
    'giờ làm việc, mấy giờ, mở cửa, làm việc không, thứ bảy, thứ 7, chủ nhật, ngày lễ, cuối tuần, nghỉ trưa, buổi chiều, buổi sáng, giờ hành chính, giờ giấc, mấy giờ mở cửa, đóng cửa lúc, tết, buổi trưa, ngoài giờ, có làm không',
  address:
    'địa chỉ, ở đâu, chỗ nào, đường nào, đi đường nào, trụ sở, nằm ở đâu, chỉ đường, chỗ để xe, quầy nào, chỗ gửi xe, bản đồ, định vị, chỗ mô',
  contact:
    'số điện thoại, liên hệ, gọi số nào, số máy, zalo, email, hotline, gặp ai, tên gì, ai phụ trách, cho xin số, gọi ai, số của',
  hotlinecall:
    'tổng đài, tổng đài hỗ trợ, số tổng đài, gọi số nào, hotline, đường dây nóng, 1022, 19000368, 18001096',
  queue:
    'lấy số, bốc số, đặt lịch, đặt hẹn, hẹn trước, xếp hàng, chờ lâu, đông người, số thứ tự, ưu tiên, đặt lịch hẹn, lấy phiếu, chen, chờ tới lượt, hẹn lịch, đăng ký giờ',
  merger:
    'sáp nhập, nhập phường, nhập xã, tên mới, tên cũ, xã cũ, huyện cũ, phường mới, bỏ huyện, ghép, gộp, sắp xếp đơn vị, bỏ cấp huyện, sau sáp nhập, phường cũ, tỉnh mới, đổi tên phường, thị xã cũ, không còn huyện, hai cấp, chính quyền 2 cấp',
  authority:
    'thẩm quyền, ai giải quyết, phường hay tỉnh, phường hay huyện, cấp nào, nơi nào giải quyết, nộp ở phường hay, phường có làm, làm ở phường được không, phường làm hay, lên tỉnh, lên sở, sở nào',
  planning:
    'quy hoạch, dính quy hoạch, giá đất, thông tin đất, bảng giá, quy hoạch treo, lộ giới, mở đường, xem quy hoạch, bản đồ quy hoạch, bảng giá đất',
  compensation:
    'đền bù, bồi thường, thu hồi, giải tỏa, tái định cư, giải phóng mặt bằng, lấy đất, giá đền bù, đền tiền, thu đất, di dời',
  dispute:
    'tranh chấp, lấn, lấn ranh, lấn đất, ranh giới, hòa giải, cãi nhau, giành đất, mốc giới, bờ rào, hàng rào, lấn sang, cắm mốc, giành',
  splitland:
    'tách thửa, hợp thửa, gộp thửa, chia đất, cắt đất, tách sổ đất, phân lô, chia thửa, tách đất, nhập thửa, cắt một phần, chia đôi miếng',
  convertland:
    'chuyển mục đích, lên thổ cư, chuyển đất, đất ở, thổ cư, chuyển đổi mục đích, lên đất ở, sang đất ở, chuyển sang đất ở, lên thổ',
  transferland:
    'sang tên, cho con, tặng cho, chuyển nhượng, thế chấp, xóa thế chấp, biến động, cho đất, bán đất, mua đất, để lại đất, giải chấp, đứng tên, cầm sổ',
  landdata:
    'làm sạch dữ liệu, nộp ảnh sổ, chụp sổ, photo sổ, làm giàu dữ liệu, thu bản photo sổ, dữ liệu đất đai, nộp bản photo sổ, nộp sổ, gửi ảnh sổ, thu sổ, chụp hình sổ',
  vehicle:
    'xe máy, ô tô, biển số, đăng ký xe, cà vẹt, sang tên xe, xe cũ, mua xe, đăng ký xe máy, xe máy cũ, bấm biển, cà vẹt xe, giấy xe, xe ba gác, xe điện, rút hồ sơ xe, đổi biển',
  driving:
    'bằng lái, giấy phép lái xe, bằng xe, bằng lái xe, đổi bằng, bằng a1, bằng b2, thẻ pet, thi bằng lái',
  criminalrecord: 'lý lịch tư pháp, phiếu lý lịch, tiền án, tiền sự, xác nhận không tiền án, án tích',
  passport:
    'hộ chiếu, xuất cảnh, giấy thông hành, qua biên giới, sang trung quốc, sang lào, passport, visa, đi nước ngoài chơi, sổ thông hành',
  military:
    'nghĩa vụ quân sự, đi lính, khám nghĩa vụ, tạm hoãn, nhập ngũ, đăng ký nghĩa vụ, quân sự, đi bộ đội, khám tuyển, gọi nhập ngũ, đủ 17 tuổi, nghĩa vụ, hoãn nghĩa vụ, dân quân',
  school:
    'trường, đi học, lớp 1, lớp 6, mầm non, mẫu giáo, tuyển sinh, chuyển trường, học phí, miễn học phí, nhập học, nhà trẻ, học sinh, vào lớp, xin học, chi phí học tập, cấp 1, cấp 2, học lớp, tiểu học, thcs',
  street:
    'vỉa hè, lòng đường, dựng rạp, rạp cưới, đào đường, chặt cây, cây xanh, che rạp, tỉa cây, dựng rạp cưới, bắc rạp, đặt rạp, dựng bạt, chắn đường, căng bạt, hạ cây, đốn cây, để vật liệu',
  law: 'luật, luật sư, tư vấn luật, pháp luật, trợ giúp pháp lý, hòa giải, mâu thuẫn, tư vấn pháp luật, trợ giúp viên, hòa giải viên, đánh vợ, bạo hành, bạo lực gia đình',
  bot: 'bot, chatbot, robot, máy trả lời, bạn là ai, ai đang trả lời, người hay máy, trợ lý ảo, bạn làm được gì, trí tuệ nhân tạo, trợ lý, là người thật',
  reform: 'cải cách hành chính, cải cách, thể chế, nghị quyết 76, sáu nội dung, chương trình tổng thể',
  onestop: 'một cửa, 1 cửa, một cửa liên thông, bộ phận một cửa, liên thông, cơ chế một cửa',
  index: 'chỉ số, par index, sipas, papi, pci, ddci, cgi, bộ chỉ số, xếp hạng, điểm số, chấm điểm',
  satisfaction:
    'hài lòng, đánh giá, mức độ hài lòng, khảo sát, phiếu khảo sát, chấm điểm, chê, khen, cho điểm, bấm nút, không hài lòng',
  budget:
    'ngân sách, thu chi, tài chính, quyết toán, công khai ngân sách, tiền phường, tự chủ, tiền đóng góp, quỹ, chi tiêu',
  plan: 'kế hoạch, chỉ tiêu, nhiệm vụ, kết quả cải cách, năm 2026, tiến độ, hoàn thành, chủ trì, kế hoạch tuyên truyền',
  report:
    'báo cáo, báo cáo quý, báo cáo tháng, báo cáo năm, số liệu, hạn báo cáo, gửi báo cáo, minh chứng, 6 tháng, nộp báo cáo',
  logwork:
    'ghi nhận, ghi, nhật ký, bản ghi, buổi loa, băng rôn, tin bài, lượt hướng dẫn, ghi hoạt động, ghi vào bot, nhập vào bot, sửa bản ghi, xóa bản ghi, ghi lại, ghi nhầm, nhập nhầm, lượt tuyên truyền, phát thanh, loa phường',
  transparency:
    'công khai, minh bạch, trang thông tin, cổng thông tin, loa, thông báo, văn bản mới, tiếp cận thông tin, cung cấp thông tin, niêm yết, trang facebook, bảng tin, thông tin của phường',
  contest:
    'cuộc thi, thi tìm hiểu, tọa đàm, hội nghị, hội thi, sự kiện, tham gia thi, giải thưởng, lưu động, thi trực tuyến, dự thi, bài thi',
  goodmodel:
    'mô hình, gương, điển hình, cách làm hay, gương người tốt, biểu dương, khen thưởng, sáng kiến hay, đề cử, cán bộ tốt, tuyên dương, mô hình hay',
  iso: 'iso, 9001, iso 9001, tcvn, chất lượng, quản lý chất lượng',
  digital:
    'chuyển đổi số, chính quyền số, chính quyền điện tử, nghị quyết 57, công nghệ số, đề án, trí tuệ nhân tạo, kinh tế số, xã hội số',
  staffing:
    'biên chế, tinh giản, tuyển dụng, công vụ, thi công chức, kỷ luật, kỷ cương, tuyển công chức, vị trí việc làm, nhân tài, nội quy, văn hóa công vụ',
  simplify:
    'cắt giảm, đơn giản hóa, giảm thời gian, bãi bỏ, rút gọn, bớt giấy tờ, bớt thủ tục, giảm thủ tục, rườm rà, lằng nhằng, nhiều giấy tờ quá, kiểm soát thủ tục',
  rights:
    'quyền, nghĩa vụ của dân, trách nhiệm, giám sát, người dân được, tham gia, quyền lợi, quyền của dân, người dân có quyền',
  // Ways of asking
  whatis:
    'là gì, là cái gì, nghĩa là gì, là sao, thế nào là, hiểu sao, khái niệm, có nghĩa gì, là thế nào, để làm gì, viết tắt',
  difference: 'khác nhau, khác gì, khác chỗ nào, giống nhau, so với, phân biệt, hơn gì',
  papers:
    'giấy tờ gì, cần gì, cần những gì, mang theo gì, giấy tờ, hồ sơ gồm, chuẩn bị gì, gồm những gì, mang gì, đem gì, những giấy tờ, thủ tục gồm, cần mang',
  howlong:
    'bao lâu, mấy ngày, mấy hôm, khi nào có, bao giờ có, thời hạn, mất bao lâu, bao giờ, chừng nào, mất mấy ngày, lấy liền, lấy ngay, bao nhiêu ngày',
  where: 'ở đâu, chỗ nào, nơi nào, đâu, đi đâu, tới đâu, đến đâu, nộp đâu, làm ở đâu',
  howto:
    'làm sao, như thế nào, thế nào, làm thế nào, cách, các bước, hướng dẫn, phải làm sao, kiểu gì, quy trình, trình tự',
  fine: 'phạt, bị phạt, xử phạt, mức phạt, phạt bao nhiêu, có bị phạt',
  howmuch: 'bao nhiêu, mấy tiền, nhiêu, hết nhiêu, bao nhiêu tiền, được bao nhiêu',
  homevisit: 'đến nhà, tận nhà, về nhà làm, tại nhà, lưu động, xuống nhà, đến tận nhà, tới nhà',
  minor: 'dưới 14 tuổi, dưới 6 tuổi, tiểu học, mẫu giáo, chưa đủ 14, chưa đủ tuổi',
}

interface Meaning {
  readonly concept: string
  /** Its words as the editor spelt them, tone last; i and y as one. */
  readonly spelt: readonly string[]
}
interface Node {
  readonly next: Map<string, Node>
  readonly meanings: Meaning[]
}

/** "kỹ" and "kĩ" are one spelling, with marks too. */
const oneMarked = (marked: string): string => marked.replace(/y(?=\d?$)/, 'i')
/** A word typed with marks is that word ("dấu" is no "đâu"); one without may have lost them. */
const couldBe = ({ marked }: Word, spelt: string): boolean =>
  marked === undefined || oneMarked(marked) === spelt

const root: Node = { next: new Map(), meanings: [] }
for (const [concept, list] of Object.entries(thesaurus))
  for (const phrase of list.split(', ')) {
    let node = root
    const { words } = read(phrase)
    for (const { folded } of words) {
      const child = node.next.get(folded) ?? { next: new Map<string, Node>(), meanings: [] }
      node.next.set(folded, child)
      node = child
    }
    const spelt = words.map(({ marked, folded }) => oneMarked(marked ?? folded))
    if (node !== root) node.meanings.push({ concept, spelt })
  }

/** Age in a message as people mean it for papers: below 6, below 14, 14 to 17, from 60, 70, 75, 80 years. */
function ageConcepts(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (words[index + 1] !== 'tuoi' || !/^\d{1,3}$/.test(word)) return []
    const age = Number(word)
    if (age < 14) return ['under14', 'child']
    if (age < 18) return ['teen']
    if (age >= 75) return ['elder', 'over75']
    return age >= 60 ? ['elder'] : ['adult']
  })
}

const relatives = new Set(
  'bo me ba ma cha ong cu vo chong co chu bac di cau noi ngoai mo di tia u bu thay me gia'.split(' '),
)
/** Words between a person and "mất": of theirs, when, how. */
const betweenPersonAndDeath = new Set(
  'em toi minh chau con tui anh chi a nha vua moi da cung dot ngot benh nang noi ngoai gia chong vo ruot no ho ay'.split(
    ' ',
  ),
)
/** What may follow a death; a thing lost ("mất thẻ") may not. */
const afterDeath = new Set(
  'roi hom toi sang dem trua chieu nam thang tuan ngay luc o tai vi do ma thi can gio bay khi nay trong ben lau duoc cach phai lam muon xin nen dot benh tu de'.split(
    ' ',
  ),
)
/** "mẹ em vừa mất hôm qua", "ông nội mất rồi": "mất" said of a relative, with nothing that was lost behind it. */
function passedAway({ words }: Reading): boolean {
  return words.some((word, index) => {
    if (word.folded !== 'mat' || !couldBe(word, toneKey('mất'))) return false
    const next = words[index + 1]?.folded
    if (next !== undefined && !afterDeath.has(next)) return false
    for (let back = index - 1; back >= 0 && back >= index - 5; back--) {
      const { folded } = words[back] ?? { folded: '' }
      if (relatives.has(folded)) return true
      if (!betweenPersonAndDeath.has(folded)) return false
    }
    return false
  })
}

/** Meanings a message touches, each once, in order of appearance. Overlapping phrases all count. */
export function conceptsOf(reading: Reading, marks: 'ignored' | 'heeded' = 'heeded'): string[] {
  const words = reading.words.map(word => word.folded)
  const found = new Set<string>()
  const fits = (index: number, spelt: string): boolean => {
    const word = reading.words[index]
    return word !== undefined && couldBe(word, spelt)
  }
  for (let start = 0; start < words.length; start++) {
    let node: Node | undefined = root
    for (let index = start; index < words.length; index++) {
      node = node.next.get(words[index] ?? '')
      if (node === undefined) break
      for (const { concept, spelt } of node.meanings)
        if (marks === 'ignored' || spelt.every((word, offset) => fits(start + offset, word)))
          found.add(concept)
    }
  }
  for (const concept of ageConcepts(words)) found.add(concept)
  if (passedAway(reading)) {
    found.add('death')
    // Who writes of a death and of a lost paper in one message is asked back; a death alone is the rule.
    found.delete('lost')
  }
  return [...found]
}
