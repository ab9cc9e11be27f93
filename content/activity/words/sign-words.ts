/** Small words that steer the reading: work verbs, corrections, plans, failures, questions, words for several things at once. */

export type Sign =
  /** A value that follows replaces the one before: "5 à nhầm 6". */
  | 'correction'
  /** "(thứ 4 mới đúng)": the value before it replaces the one before that. */
  | 'right'
  /** "4 tin chứ không phải 3": the value after it is dropped. */
  | 'instead-of'
  /** "Cô Tư được em chỉ cách": who stands before it was helped. */
  | 'by'
  /** Something still to come: "sẽ", "dự kiến". */
  | 'future'
  /** Nothing was done: "chưa", "hoãn". */
  | 'not-done'
  /** Something broke; not done where no work is told before it. */
  | 'trouble'
  | 'question'
  | 'thanks'
  | 'request'
  /** What is said holds for every activity of the line: "đều", "cả hai". */
  | 'all'
  /** "cùng chỗ" */
  | 'same-place'
  /** A breakdown of a total follows: "trong đó", "gồm". */
  | 'breakdown'
  /** Minutes or counts that follow are the total. */
  | 'total'
  | 'each'
  | 'greeting'

/** What each sign looks like. */
export const signWords: Readonly<Record<Sign, string>> = {
  correction:
    'à không, à ko, à k, à nhầm, à quên, à lộn, í lộn, í nhầm, ý nhầm, ý em là, ý tôi là, ý là, nhầm, nhầm là, xin lỗi, sorry, sory, xin đính chính, xin sửa lại, cho em sửa lại, em nhầm, em ghi nhầm, sửa lại,  sửa lại là, sửa thành, đếm lại, đếm lại là, tính lại, tính lại là, kiểm lại, rà lại, chốt lại, chốt lại là, đính chính, đính chính lại, nói lại, đúng ra là, đúng ra, chính xác là, à mà, quên, lộn, ghi nhầm, viết nhầm, gõ nhầm, ủa, ủa không, ấy nhầm, á nhầm, ah nhầm, ah không, ah ko, a nhầm, a không, à không phải, ghi lộn, thật ra là, thực ra là',
  right: 'mới đúng, mới phải, mới chính xác, mới chuẩn, là đúng',
  by: 'được em, được tụi em, được chúng em, được bọn em, được tôi, được tui, được mình, được tổ, được đoàn, được đội, được cán bộ, được công an, được các bạn',
  'instead-of': 'chứ không phải, chứ ko phải, không phải, chớ không phải, chứ k phải, mới đúng không phải',
  future:
    'sẽ, lát nữa, tí nữa, chút nữa, tí em, lát em, dự kiến, dự định, định, chuẩn bị, sắp tới, tới đây, sắp, có kế hoạch, lên kế hoạch, còn lại để, để sau, để tuần sau, hẹn',
  'not-done':
    'chẳng phát được, chẳng treo được, chẳng làm được, chẳng cài được, chẳng được, chẳng có gì, chả làm được, chả phát được, chả được, chưa sửa, chưa sửa xong, chưa sửa được, chưa khắc phục, chưa lắp, chưa thay, đang dựng, đang làm, đang in, đang soạn, đang chờ, đang chuẩn bị, đang duyệt, chờ duyệt, đang viết, đang quay, đang sửa, hoãn, hoãn lại, bị hoãn, tạm hoãn, tạm dừng, hủy, bị hủy, dời, dời lại, không được, ko được, k được, không dc, ko dc, ko đc, không đc, k đc, chưa được, chưa dc, chưa đc, chưa xong, không xong, chưa có gì, không có gì, không phát, ko phát, chưa phát, không treo, chưa treo, chưa làm, không làm, ko làm, chưa tổ chức, không tổ chức, chưa họp, không họp, chưa đăng, không đăng, chưa cài, không cài, không cài được, chưa in, chưa triển khai, không triển khai, chưa thực hiện, không thực hiện, chưa có hoạt động, không có hoạt động, chưa đi, không đi, không chạy, chưa chạy, không ai, không có ai, chưa ai, nghỉ, nghỉ họp, không kịp, chưa kịp, không nộp được, chưa nộp được, không vào được, không hướng dẫn, chưa hướng dẫn, không tuyên truyền, chưa tuyên truyền, thất bại, không thành, bỏ dở, không niêm yết, chưa niêm yết, không dán, chưa dán, chưa gửi, chưa quay, không mở, chưa mở, chưa diễn, không diễn, chưa khảo sát, chưa báo cáo, chưa xuống, không có tin nào, không có bài nào, chưa có tin nào, chưa có bài nào, chưa nhận được, chưa tập huấn, không tập huấn, chưa hỗ trợ, không hỗ trợ, chưa giúp',
  trouble:
    'chưa có, không có, ko có, mất điện, cúp điện, mất tiếng, không kêu, không lên tiếng, hết pin, hết mực in, mất mạng, rớt mạng, mạng yếu, mạng chậm, mạng lag, hỏng, bị hỏng, hư, bị hư, rè, bị rè, bị lỗi, lỗi, lỗi mạng, lỗi hệ thống, sập, bị rách, rách, mưa to, mưa lớn, hết mực, thiếu kinh phí, chưa có kinh phí, không có kinh phí, treo máy, nghẽn, quá tải, ồn quá, không nghe rõ, không nghe thấy, không nghe được, chậm quá, khó quá, bực, bức xúc, phàn nàn, bị đổ, bị mất, gặp sự cố, sự cố, trục trặc, không có sóng, mất sóng, kém quá, in sai, sai chữ, sai chính tả, phải làm lại, sai giờ, dân kêu, bà con kêu, kêu ca, kêu suốt, than phiền, nhức đầu, điếc tai, inh ỏi, ồn ào, chập chờn, nghe không rõ, nhỏ quá, to quá, đau đầu',
  question:
    'bao nhiêu, không biết, ko biết, hông biết, chả biết, không em, không anh, không chị, ko em, ko anh, ko chị, hông em, hông anh, hông chị, không mn, chưa em, chưa anh, chưa chị, chưa mn, bnhiêu, thế nào, như thế nào, ntn, làm sao, làm thế nào, sao vậy, sao thế, khi nào, bao giờ, lúc nào, là gì, gì vậy, gì thế, cái gì, được không, đc không, dc không, được ko, đc ko, dc ko, đúng không, phải không, đúng ko, phải ko, không ạ, ko ạ, chưa ạ, chưa nhỉ, chưa vậy, nhỉ, hả, cho em hỏi, cho hỏi, cho tôi hỏi, cho mình hỏi, xin hỏi, hỏi chút, hỏi tí, ai biết, mấy giờ, ngày mấy, ngày nào, hay không, hay chưa, xong chưa, ở đâu, chỗ nào, có ai, vì sao, tại sao, sao không, răng rứa, mần răng, ở mô, có phải, cần gì, cần những gì, ai phụ trách, gửi cho ai, gửi ai, kiểu gì, được chưa, tính không, còn thiếu, chưa hả',
  thanks:
    'cảm ơn, cám ơn, thank, thanks, tks, cảm ơn anh chị, xin cảm ơn, cám ơn nhiều, tuyệt vời, chúc mừng, hoan nghênh, khen, chúc',
  request:
    'đang họp, đang bận, xin thêm, xin cấp, xin cấp thêm, xin bổ sung, cần thêm, đề xuất, cho em mượn, cho mượn, ai cho em, ai cho mình, đề nghị, yêu cầu, nhờ, nhờ anh chị, hãy, nhớ, đừng quên, phải, cần, cần phải, xin phép, xin, cho em xin, cho xin, cho tôi xin, muốn, mong, mong được, kính mời, kính đề nghị, mời, giao cho, nên, phân công, giao, đăng ký lịch, xin ý kiến, gửi em, gửi giúp, gửi lại, nhắc, đôn đốc, ai rảnh, xin link, xin mẫu',
  all: 'nội dung chung, chủ đề chung, chung một nội dung, đều, cả hai, cả ba, cả bốn, cả 2, cả 3, cả 4, cả hai đều, cả ba đều, tất cả đều, cùng nội dung, cùng ngày, cùng chủ đề, cả hai việc, cả 2 việc, cả hai cùng, đều là, tất cả về, tất cả cùng, tất cả ở, tất cả tại, chung nội dung, chung chủ đề, cả mấy việc, toàn bộ về, các hoạt động',
  'same-place':
    'cùng chỗ, cùng nơi, cùng địa điểm, cùng điểm, chỗ đó, ở đó, tại đó, tại đây, tại chỗ đó, nơi đó, cũng ở đó, cũng chỗ đó, cũng tại đó, cũng tại đây, ở đấy, cũng ở đấy',
  breakdown: 'trong đó, trong đấy, bao gồm, gồm có, gồm, cụ thể, chia ra',
  total:
    'tổng, tổng cộng, tổng thời lượng, tổng thời gian, tổng số, tất cả, cả thảy, cả tin, cộng lại, hết cả thảy, hết tất cả',
  each: 'ngày nào cũng, hôm nào cũng, bữa nào cũng, ngày mô cũng, bữa mô cũng, tổ nào cũng, nơi nào cũng, bản nào cũng, mỗi, từng, cứ mỗi, một',
  greeting:
    'chào, xin chào, dạ, vâng, ok, oke, okie, ừ, uh, alo, hello, hi, dạ vâng, vâng ạ, đã rõ, đã nhận, nhận thông tin, rõ, nhất trí, đồng ý',
}

/** What officers do: a new one of these may open a new activity. */
export const workVerbs =
  'phát, treo, dán, đăng, đăng tải, chạy, in, dựng, lắp, lắp đặt, diễn, biểu diễn, mở, tổ chức, đã tổ chức, làm, quay, dựng clip, viết, gửi, cấp, cấp phát, tặng, chiếu, trình chiếu, đọc, nộp hồ sơ, làm hồ sơ, thu, thu về, thu được, khảo sát, niêm yết, tuyên truyền, phổ biến, triển khai, thực hiện, hoàn thành, cài, cài đặt, kích hoạt, đăng ký, tạo, nộp, up, post, đưa, đi, ghé, xuống, vận động, cắm, sơn, vẽ, trao, lồng ghép, phát động, ra mắt, tiếp, phối hợp, chia sẻ, cập nhật, phát hành, xây dựng, sản xuất, lấy, tiến hành, mần, thay, thay mới, treo mới, phát lại, đón, tham gia, họp, gắn, rải, căng, kẻ, thả, phân phát, giăng'

/** Turn a sentence: what stands before and after is judged apart. */
export const turners = 'nhưng, nhưng mà, song, tuy nhiên, tuy vậy'

/** Words that join two things that were done. */
export const joiners =
  'và, với, cùng, rồi, sau đó, sau đấy, xong, ngoài ra, đồng thời, bên cạnh đó, kèm, kèm theo, kết hợp, cộng, thêm, còn, tiếp đó, tiếp theo, song song, cùng với, lại, nữa, kế đó, xong rồi, rồi thì, đoạn, cũng'

/** Words we know and make nothing of: never names, never told as "not understood". */
export const plainWords =
  'em, anh, chị, thể lệ thi, thể lệ thi trực tuyến, thể lệ cuộc thi, thể lệ hội thi, nhắc bà con, nhắc dân, nhắc nhân dân, nhắc người dân, nhắc mọi người, nhắc nhở bà con, đăng ký thi, đăng ký dự thi, đăng ký thi online, đăng ký thi trực tuyến, lái xe, học lái xe, xe máy, gửi xe, bãi xe, nhà xe, nhờ có, nhờ vậy, nhờ đó, nhờ sự, điểm cầu, nd, ạ, nhé, nha, nhen, nghen, nghe, hen, hén, nè, đó nha, tụi em, tụi mình, tụi tui, tụi tôi, bọn em, bọn mình, tụi, bọn, cquyền, r, rùi, òi, ròi, k, z, tg, hồi hôm, số người dự, số người tham gia, số lượng người, số lượng người dự, thành phần, thành phần tham dự, đối tượng, địa điểm, hình thức, người thực hiện, đơn vị thực hiện, thời điểm, nghe, hen, á, ơi, ad, admin, bot, giúp em, ghi giúp em, ghi giúp, ghi nhận, ghi cho em, ghi, báo cáo, bc, báo, em báo cáo, xin báo cáo, kính báo cáo, nay, đã, vừa, mới, xong, rồi, có, là, được, đc, dc, về, của, cho, các, những, trong, trên, tại, ở, từ, đến, tới, với, vào, lên, xuống, ra, qua, bằng, theo, do, bởi, tôi, mình, tui, chúng tôi, chúng em, bên em, bên mình, phường, phường mình, phường ta, ub, ubnd, ubnd phường, ubnd xã, xã, đơn vị, tổ chức, thời lượng, dài, kéo dài, thời gian, nội dung, chủ đề, tuyên truyền, thông tin, thông báo, tổng hợp, trường hợp, phối hợp, phù hợp, kết hợp, hợp tác, thích hợp, nhằm, để, việc, cách, công tác, hoạt động, chương trình, giới thiệu, phổ biến, cảnh báo, nhắc, nhắc nhở, vận động, tham dự, tham gia, dự, tham gia dự, có mặt, người dân, bà con, nhân dân, dân, cán bộ, hội viên, link, đường link, đính kèm, kèm, kèm theo, ảnh, hình, hình ảnh, tình hình, kết quả, quy định, hưởng ứng, tiếp tục, trực tiếp, trực tuyến, online, lồng ghép, số lượng, sl, tl, mỗi, từng, vì, do, nên, mà, thì, cũng, vẫn, thêm, nữa, luôn, còn, này, đó, kia, ấy, đây, đấy, bữa, hôm, ngày, lúc, khi, sau, trước, hồi, đợt, lần, đầu tiên, cuối cùng, cả, tất cả, toàn, toàn phường, trên địa bàn, trên địa bàn phường, địa bàn, địa bàn phường, khắp, khắp phường, khu vực, sử dụng, dùng, cài đặt, cài, đăng nhập, tạo, lấy lại, mật khẩu, tài khoản, đăng ký tài khoản, hồ sơ, tra cứu, ứng dụng, app, phần mềm, hệ thống, tiện ích, lợi ích, chính sách, chủ trương, quê, vui, tốt, đông, đầy đủ, nhiệt tình, sôi nổi, vui vẻ, an toàn, thành công, hiệu quả, gặp, thấy, biết, hiểu, nghe đài, xem, cùng, với nhau, giữa, doanh nghiệp, lãnh đạo, cơ quan, ban ngành, đoàn thể, tổ viên, cộng đồng, cộng tác viên, học sinh, thanh niên, phụ nữ, người già, người cao tuổi, lớn tuổi, mô hình, kinh nghiệm, hay, câu chuyện, tiêu biểu, hướng dẫn viên, khách, đã xong, hoàn tất, qua mạng, trên mạng, internet, thời sự, buổi, cuộc, lớp, bài, tin, cái, chiếc, tấm, thì là, đặt, gắn, phát sóng, giờ, phút, phát biểu, chủ trì, cộng, bản, bạn, ban, bàn, chỗ, dán, dẫn, dạng, đang, đáng, thu, thư, thủ, tư, tự, tự động, loại, lại, thật, thực, thực tế, thực hiện, cần thiết, thông qua, đăng tải, tiếp nhận, giải quyết, quan trọng, dịp, nhân dịp, chào mừng, kỷ niệm, chiến dịch, ý nghĩa, vai trò, trách nhiệm, nâng cao, nhận thức, đẩy mạnh, tăng cường, cùng các, gia đình, hộ gia đình, quen, mới nhất, năm nay, trong năm, nhu cầu, kịp thời, chi tiết, tin học, tin tưởng, định kỳ, định hướng, nhất định, quyết định, ổn định, xác định, quy định mới, phải không, thông tin viên, lưu động, đi lại, phong trào, ngành, các cấp, từ xa, nhanh, chậm, sớm, muộn, đúng hạn, thuận tiện, thuận lợi, dễ, khó, đến từ, gồm, khoảng, chừng, hơn, gần, tầm, ước, mừng, quà, tặng, miễn phí, tận tình, chu đáo, bắt đầu, kết thúc, diễn ra, tổng, cuối, đầu, giữa, hết, bị, bù, thôi, kêu gọi, tỉnh, mất, nhận, lg, kh, qđ, thể lệ, chuyên trách, bán chuyên trách, thân thiện, gọi điện, tận tụy, viên, cac, cho cac, xã hội, chủ đề, tuyến, hỏi đáp, điểm, lưu ý, gấp, mọi, mọi người, người, thành, trở, gia, cụm'
