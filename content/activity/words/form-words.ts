/** Words that name a form of propaganda. An editor adds a spelling by adding it to the right line. */
import type { Form } from '../../plan/plan.ts'

/** Spellings of each form, with diacritics; unmarked, Telex and mistyped spellings are found by themselves. */
export const formWords: Readonly<Record<Form, string>> = {
  loudspeaker:
    'loa, phóng thanh, loa phát thanh, loa truyền thanh, loa phường, loa xã, loa kéo, loa tay, loa cầm tay, loa kẹo kéo, loa bluetooth, loa lưu động, loa di động, loa thông minh, loa không dây, loa công cộng, loa phóng thanh, loa pt, loa đài, lpt, ltt, phát thanh, phát thanh lại, truyền thanh, truyền thanh cơ sở, truyền thanh phường, đài truyền thanh, đài truyền thanh phường, đài tt phường, đài tt, đtt, loa tt, đài phát thanh phường, đài phường, đài xã, đài cơ sở, ttcs, tt cơ sở, tiếp sóng, tiếp âm, cụm loa, hệ thống loa, hệ thống loa truyền thanh, hệ thống truyền thanh, phát loa, đọc loa, đọc trên loa, bắc loa, mở loa, trạm truyền thanh, kênh truyền thanh, phát trên loa, âm ly',
  news_article:
    'báo tỉnh, bài báo tỉnh, tin báo tỉnh, báo điện tử, báo in, báo giấy, báo đảng, báo chí, đài tỉnh, đài ptth, đài phát thanh tỉnh, đài phát thanh truyền hình, đài phát thanh và truyền hình, đài truyền hình, truyền hình, truyền hình tỉnh, truyền hình cáp, đài pt th, đài pt, báo và đài, báo đài, báo và phát thanh truyền hình, báo và ptth, vtv, vov, tạp chí, thông tấn xã, ttxvn, báo nhân dân, báo lao động, báo thanh niên, báo tuổi trẻ, báo tiền phong, báo dân trí, vnexpress, báo công an, báo nông nghiệp, báo dân tộc, báo pháp luật, lên báo, trên báo, đăng báo, gửi báo, cho báo, viết báo, phóng sự, sóng truyền hình, bản tin tỉnh, đài trung ương, báo trung ương, đặc san',
  website_post:
    'website, web, wesite, trang web, website phường, web phường, trang thông tin điện tử, trang thông tin, cổng thông tin điện tử, cổng thông tin, trang ttđt, cổng ttđt, ttđt, cổng tt điện tử, trang tin điện tử, trang tin phường, trang điện tử, trang ttdt, ttdt, cổng điện tử, chuyên mục cchc, chuyên trang',
  banner:
    'băng rôn, băng-rôn, băng zôn, bandrol, biểu ngữ, khẩu hiệu, phướn, phướn thả, banner, băng cờ khẩu hiệu',
  pano: 'pano, pa nô, panô, panel, bảng pano, cụm pano, biển pano',
  poster: 'áp phích, poster, tranh cổ động, áp phic, appphich, áp phich',
  leaflet:
    'tờ rơi, tr rơi, t rơi, tờ gấp, tờ bướm, tờ thông tin, tờ hướng dẫn, tờ dán, tờ rời, brochure, leaflet, cẩm nang, sổ tay, sách hướng dẫn, sách mỏng, tài liệu, tài liệu tuyên truyền, tài liệu hướng dẫn, tờ in, tờ giấy hướng dẫn, tờ a4',
  mobile_van:
    'xe loa, xe lưu động, xe tuyên truyền, xe tuyên truyền lưu động, xe ttlđ, xe ttld, ttlđ, ttld, xe tt lưu động, xe tt, tuyên truyền lưu động, thông tin lưu động, xe thông tin lưu động, xe thông tin, xe phát thanh, xe phát thanh lưu động, xe cổ động, xe chuyên dụng, xe ô tô loa, xe máy loa, xe gắn loa, xe kéo loa, xe chở loa, xe máy gắn loa, xe ba gác gắn loa, xe bán tải gắn loa, ô tô gắn loa, xe ô tô gắn loa, xe ô tô tuyên truyền, xe máy chở loa, xe máy kéo loa, xe ba gác, xe ba gác chở loa, xe lôi, xe lôi gắn loa, xe bán tải, xe cải tiến, xe đạp loa, xe loa lưu động, ghe loa, ghe gắn loa, xuồng gắn loa, xuồng loa, vỏ lãi gắn loa, tàu gắn loa, thuyền gắn loa, cổ động lưu động, đoàn xe, xe diễu hành, lưu động, xe, tuyên truyền mặt đường',
  social_post:
    'zalo, zalo oa, oa zalo, nhóm zalo, group zalo, zl, nhóm zl, facebook, face, facebook phường, fb, fanpage, fanpage phường, page, trang facebook, trang fanpage, trang zalo, trang fb, tiktok, tik tok, kênh tiktok, youtube, mạng xã hội, mxh, trang mạng xã hội, trang page, nhóm facebook, group facebook, fanpage facebook, oa phường, zalo oa phường, instagram, viber, messenger',
  conference:
    'hội nghị, hội nghị phát động, hội nghị phát động cuộc thi, hội nghị phát động hội thi, hội nghị phát động thi đua, hn, họp, họp dân, họp báo, họp giao ban, họp chi bộ, cuộc họp, buổi họp, giao ban, sinh hoạt chi bộ, sinh hoạt chi hội, sinh hoạt hội, sinh hoạt chi đoàn, sinh hoạt đoàn, sinh hoạt câu lạc bộ, sinh hoạt clb, sinh hoạt, sh, sh chi bộ, sh chi hội, shcb, đối thoại, hội nghị đối thoại, buổi đối thoại, gặp mặt, hội nghị tuyên truyền, hội nghị triển khai, tiếp xúc cử tri, sơ kết, tổng kết, hội nghị sơ kết, hội nghị tổng kết, đại hội, sinh hoạt định kỳ, sinh hoạt chuyên đề, quán triệt, hội nghị quán triệt, chào cờ, mít tinh',
  seminar:
    'tọa đàm, toạ đàm, hội thảo, hội nghị tọa đàm, nói chuyện chuyên đề, buổi nói chuyện, nói chuyện, hội thảo trực tuyến, tọa đàm trực tuyến, hội thảo khoa học, buổi tọa đàm',
  training:
    'tập huấn, bồi dưỡng, hội nghị tập huấn, lớp tập huấn, lớp bồi dưỡng, buổi tập huấn, đào tạo, lớp đào tạo, tập huấn trực tuyến, khóa tập huấn, khóa bồi dưỡng, lớp học, lớp hướng dẫn, hn tập huấn, lớp phổ cập',
  contest:
    'hội thi, hội thi tìm hiểu, cuộc thi, thi trực tuyến, thi tìm hiểu, cuộc thi trực tuyến, cuộc thi tìm hiểu, thi online, thi tuyên truyền viên, rung chuông vàng, hội diễn, thi trắc nghiệm, thi rung chuông vàng, thi vẽ, thi viết, thi kiến thức, cuộc thi online, hội thi rung chuông vàng, đố vui, hái hoa dân chủ, thi sân khấu hóa',
  survey:
    'khảo sát, phiếu khảo sát, khảo sát trực tuyến, khảo sát online, thăm dò ý kiến, điều tra xã hội học, lấy ý kiến, phiếu hỏi, phát phiếu khảo sát',
  video:
    'clip, video, video clip, videoclip, phim ngắn, livestream, live stream, phóng sự ảnh, phim tư liệu, đoạn phim, reels, short',
  direct_guidance:
    'hướng dẫn, hướng dẫn trực tiếp, hướng dẫn tại chỗ, hd, hdẫn, h dẫn, hdan, hỗ trợ, hỗ trợ trực tiếp, ht, giúp, giúp đỡ, trợ giúp, bày, bày cách, bày cho, chỉ cho, chỉ cách, chỉ bà con, cầm tay chỉ việc, cài giúp, cài hộ, làm giúp, làm hộ, nộp giúp, nộp hộ, đăng ký giúp, đăng ký hộ, kích hoạt giúp, kích hoạt cho, cài cho, cài đặt cho, tư vấn, tư vấn trực tiếp, hướng dẫn từng người, thao tác giúp, tiếp và hướng dẫn, giải đáp, mần giúp, kèm cặp, dạy, dạy cho, đăng ký cho, nộp cho, làm cho, tạo tài khoản cho',
  notice_board:
    'niêm yết, dán niêm yết, niêm yết công khai, bảng niêm yết, công khai thủ tục, công khai tthc, bảng công khai',
  performance:
    'tiểu phẩm, sân khấu hóa, sân khấu hoá, văn nghệ, văn nghệ lồng ghép, biểu diễn văn nghệ, giao lưu văn nghệ, văn nghệ tuyên truyền, hoạt cảnh, kịch ngắn, kịch, tiết mục, tiết mục văn nghệ, chương trình văn nghệ, diễn văn nghệ, đêm văn nghệ, múa rối, ca cảnh, chèo, đêm diễn, buổi diễn, đờn ca tài tử, liên hoan văn nghệ',
  led_screen:
    'led, màn hình led, màn led, bảng led, bảng điện tử, bảng chữ điện tử, màn hình điện tử, màn hình, màn hình lớn, bảng thông tin điện tử, biển led, màn hình tivi, màn hình ti vi, tivi, ti vi, màn hình cảm ứng, bảng chạy chữ, chữ chạy điện tử, biển điện tử',
  door_to_door:
    'từng nhà, tận nhà, đến tận nhà, đi từng nhà, đến từng nhà, đi từng hộ, từng hộ, từng hộ gia đình, đến từng hộ, gõ cửa, gõ cửa từng nhà, đi gõ cửa, đi từng ngõ gõ từng nhà, từng ngõ, tới nhà, đến nhà, vào từng nhà, xuống tận hộ, tận hộ, tận nơi, vào nhà dân, rà từng ngõ, đi từng ngõ, tới tận nhà, tới từng nhà, ghé nhà, ghé từng nhà, tại nhà dân, tận nhà dân',
  other:
    'mã QR, qr, mã quét, ngày hội, lễ phát động, phát động, lễ ra quân, ra quân, diễu hành, tuần hành, đạp xe, đạp xe tuyên truyền, đạp xe diễu hành, xe đạp diễu hành, gian hàng, trò chơi, ký cam kết, bản cam kết, biển chỉ dẫn, biển hướng dẫn, standee, thư ngỏ, hộp thư góp ý, tin nhắn sms, sms, nhắn tin sms, tủ sách, quầy sách, móc khóa, thẻ hướng dẫn, dọn vệ sinh, tổng vệ sinh, triển lãm, hội chợ, lễ hội, chiến dịch, ngày chủ nhật xanh, thứ bảy tình nguyện, đường dây tư vấn, cờ, cờ dây, cờ phướn nhỏ, tem dán, sticker, decal, bưu thiếp, lịch, quạt giấy, tặng quà, góc tra cứu, tủ tra cứu, kiốt, kiosk, wifi, bảng hướng dẫn, biển báo, biển cảnh báo',
}

/** Forms whose name alone is one event: quantity 1 unless a number stands there. */
export const eventForms: ReadonlySet<Form> = new Set<Form>([
  'conference',
  'seminar',
  'training',
  'contest',
  'performance',
  'mobile_van',
])

/** Words of "other" that name an event (quantity 1, cuộc) rather than a thing handed out or put up. */
export const otherEvents =
  'ngày hội, lễ phát động, phát động, lễ ra quân, ra quân, diễu hành, tuần hành, đạp xe, đạp xe tuyên truyền, đạp xe diễu hành, xe đạp diễu hành, dọn vệ sinh, tổng vệ sinh, triển lãm, hội chợ, lễ hội, chiến dịch, ngày chủ nhật xanh, thứ bảy tình nguyện'

/** Of those, words that only say how other work began: beside work of another form they are no activity of their own. */
export const openingEvents: ReadonlySet<string> = new Set(['ra quân', 'phát động', 'chiến dịch'])

/** The unit where none is printed. */
export const defaultUnit: Readonly<Record<Form, string | null>> = {
  loudspeaker: null,
  news_article: 'bài',
  website_post: 'bài',
  banner: 'băng rôn',
  pano: 'pano',
  poster: 'áp phích',
  leaflet: 'tờ',
  mobile_van: 'buổi',
  social_post: 'bài',
  conference: 'cuộc',
  seminar: 'cuộc',
  training: 'lớp',
  contest: 'cuộc',
  survey: 'phiếu',
  video: 'clip',
  direct_guidance: 'lượt người',
  notice_board: 'thủ tục',
  performance: 'tiểu phẩm',
  led_screen: 'lượt phát',
  door_to_door: 'hộ',
  other: null,
}

/** Forms that are also channels: a work of the key may appear there without being a second activity. */
export const channelsOf: Readonly<Partial<Record<Form, readonly Form[]>>> = {
  video: ['social_post', 'website_post', 'news_article', 'loudspeaker'],
  contest: ['social_post', 'website_post', 'conference', 'performance', 'other'],
  survey: ['social_post', 'website_post', 'direct_guidance', 'conference'],
  training: ['social_post', 'conference', 'direct_guidance'],
  conference: ['social_post', 'direct_guidance'],
  seminar: ['social_post', 'conference', 'direct_guidance', 'website_post'],
  website_post: ['social_post'],
  news_article: ['website_post', 'social_post'],
  social_post: ['website_post'],
  notice_board: ['website_post', 'poster', 'social_post'],
  led_screen: ['video', 'banner', 'poster', 'loudspeaker', 'pano'],
  performance: ['conference', 'loudspeaker', 'other'],
  mobile_van: ['loudspeaker', 'video'],
  door_to_door: ['direct_guidance'],
  other: ['conference', 'performance', 'direct_guidance', 'social_post'],
}

/** "Báo Điện Biên", "đài Hà Tĩnh": provinces before and after the mergers of 2025, whose papers keep either name. */
export const provinces =
  'an giang, bà rịa vũng tàu, bắc giang, bắc kạn, bạc liêu, bắc ninh, bến tre, bình định, bình dương, bình phước, bình thuận, cà mau, cần thơ, cao bằng, đà nẵng, đắk lắk, đắk nông, điện biên, điện biên phủ, đồng nai, đồng tháp, gia lai, hà giang, hà nam, hà nội, hà nội mới, hà tĩnh, hải dương, hải phòng, hậu giang, hòa bình, huế, hưng yên, khánh hòa, kiên giang, kon tum, lai châu, lâm đồng, lạng sơn, lào cai, long an, nam định, nghệ an, ninh bình, ninh thuận, phú thọ, phú yên, quảng bình, quảng nam, quảng ngãi, quảng ninh, quảng trị, sóc trăng, sơn la, tây ninh, thái bình, thái nguyên, thanh hóa, thừa thiên huế, tiền giang, tp hcm, trà vinh, tuyên quang, vĩnh long, vĩnh phúc, yên bái, sài gòn giải phóng, văn hóa, đại đoàn kết, quân đội nhân dân, phụ nữ, sức khỏe đời sống'
