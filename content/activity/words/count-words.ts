/** What can stand after a number: works, materials, people, households, turns, and things that are not counted. */
import type { Form } from '../../plan/plan.ts'

/** What a count counts; decides which field it fills. */
export type CountSort =
  /** A work, material or event: "tin", "tờ", "buổi". */
  | 'work'
  /** Airings and turns: "lần", "lượt". */
  | 'turn'
  | 'people'
  /** Counted instead of persons in direct guidance: hộ, doanh nghiệp, hồ sơ. */
  | 'case'
  /** "cái", "tấm": says nothing about the thing. */
  | 'classifier'
  /** No noun at all. */
  | 'bare'
  /** Areas reached: "3 tổ dân phố". */
  | 'area'
  | 'day'
  /** Attached pictures, views, kilometres: never a quantity. */
  | 'ignored'

export interface UnitWord {
  readonly sort: CountSort
  /** Canonical unit; null for people-like sorts that have none. */
  readonly unit: string | null
  /** Forms the unit belongs to; the first is meant when nothing names a form and `names` is set. */
  readonly forms: readonly Form[]
  /** The unit alone is proof of its form ("tờ" → leaflet). */
  readonly names: boolean
}

const items: readonly Form[] = ['loudspeaker', 'website_post', 'social_post', 'news_article']
const events: readonly Form[] = [
  'conference',
  'seminar',
  'training',
  'contest',
  'mobile_van',
  'performance',
  'other',
]

const works: readonly (readonly [words: string, unit: string, forms: readonly Form[], names?: true])[] = [
  ['tin, bản tin, mẩu tin, mẫu tin, tin tức, tin nhắn, thông tin', 'tin', items],
  ['bài, bài viết, bài đăng, bài tuyên truyền, bài phát, bài post, post, bài báo, b, bv', 'bài', items],
  ['tin bài, tin và bài', 'tin', items],
  [
    'chương trình, ct, chtr, chương trình phát thanh',
    'chương trình',
    ['loudspeaker', 'performance', 'news_article'],
  ],
  ['phóng sự, psự, ps', 'phóng sự', ['news_article', 'website_post', 'loudspeaker'], true],
  ['văn bản, vb', 'văn bản', ['website_post', 'other']],
  ['chuyên mục, chuyên đề', 'chuyên mục', ['website_post', 'news_article', 'loudspeaker']],
  ['băng rôn, băng-rôn, biểu ngữ, băng zôn, bandrol, banner', 'băng rôn', ['banner'], true],
  ['băng', 'băng rôn', ['banner']],
  ['khẩu hiệu, câu khẩu hiệu, câu', 'khẩu hiệu', ['banner'], true],
  ['phướn', 'phướn', ['banner'], true],
  ['pano, pa nô, panô', 'pano', ['pano'], true],
  ['áp phích, tờ áp phích, poster', 'áp phích', ['poster'], true],
  ['tờ, tờ rơi, tờ gấp, tờ bướm, t, tg, tờ tin', 'tờ', ['leaflet', 'poster'], true],
  ['cuốn, quyển, cuốn sổ tay, cuốn cẩm nang, quyển cẩm nang', 'cuốn', ['leaflet'], true],
  ['bộ tài liệu, tài liệu', 'tài liệu', ['leaflet']],
  ['buổi, bữa tuyên truyền', 'buổi', events],
  ['chuyến, chuyến xe', 'chuyến', ['mobile_van'], true],
  ['cuộc, hội nghị, cuộc họp, tọa đàm, hội thi', 'cuộc', events],
  ['lớp, lớp học, khóa', 'lớp', ['training'], true],
  ['phiếu, phiếu khảo sát, phiếu hỏi', 'phiếu', ['survey'], true],
  ['clip, video, video clip, cờ lip', 'clip', ['video'], true],
  ['thủ tục, thủ tục hành chính, tthc', 'thủ tục', ['notice_board', 'website_post']],
  ['bảng, bảng niêm yết, bảng thủ tục', 'bảng', ['notice_board']],
  ['tiểu phẩm, vở kịch, vở', 'tiểu phẩm', ['performance'], true],
  ['tiết mục, tm, tiết mục văn nghệ', 'tiết mục', ['performance'], true],
  ['nội dung', 'nội dung', ['led_screen', 'loudspeaker']],
  ['mã QR, mã, mã quét', 'mã QR', ['other'], true],
  ['standee', 'standee', ['other'], true],
  ['gian hàng, gian', 'gian hàng', ['other'], true],
  ['bản cam kết, cam kết', 'bản cam kết', ['other'], true],
  ['số báo, số', 'số', ['news_article']],
]

const cases: readonly (readonly [words: string, unit: string])[] = [
  [
    'hộ, nhà, hộ dân, hộ gia đình, gia đình, hộ nghèo, hộ kinh doanh, hộ tiểu thương, hộ cận nghèo, hộ sản xuất, hộ buôn bán, hộ đồng bào, nóc nhà, mái nhà',
    'hộ',
  ],
  ['doanh nghiệp, dn, công ty, cơ sở kinh doanh, hợp tác xã, htx, cơ sở', 'doanh nghiệp'],
  ['hồ sơ, hs, bộ hồ sơ', 'hồ sơ'],
]

const people =
  'người, đồng chí, ng, ngừi, ngươì, nguoi dân, lượt người, người dân, dân, bà con, bà con nhân dân, cụ, cụ già, cụ ông, cụ bà, cụ cao tuổi, ông, bà, ông bà, ông cụ, bà cụ, bác, bác cao tuổi, o, mệ, cô, chú, dì, mợ, thím, anh, chị, anh chị, chị em, anh em, em, em nhỏ, cháu, cô chú, cô bác, bạn, bạn trẻ, công dân, cd, đại biểu, đb, đbiểu, dbieu, đảng viên, đv, học viên, hv, hội viên, đoàn viên, thành viên, tổ viên, học sinh, học sinh sinh viên, sinh viên, cán bộ, cb, cán bộ công chức, cbcc, cbccvc, công chức, cc, viên chức, tiểu thương, khách, phóng viên, nhà báo, phụ nữ, thanh niên, cử tri, giáo viên, người lao động, lao động, công nhân, khán giả, người xem, người dự, người tham gia, người tham dự, người nghe, người cao tuổi, người già, thí sinh, lượt thi, lượt tham gia, lượt dự thi, bài dự thi, bài thi, lượt dự, chủ hộ, hộ viên, tuyên truyền viên, cộng tác viên, tình nguyện viên, chiến sĩ, nông dân, bệnh nhân, phụ huynh, tổ trưởng, trưởng bản, ông lão, bà lão, mế, già làng, nhân dân, lượt bà con, lượt dân, lượt công dân, vợ chồng, nhân viên, ctv, xã viên, quần chúng, lượt cụ, lượt ng, bà mẹ, chị phụ nữ, người khuyết tật, người có công'

const turns =
  'lượt, lần, lượt phát, lần phát, lượt phát sóng, lượt phát thanh, lượt chiếu, lượt chạy, vòng, lươt, đợt phát'
const classifiers = 'cái, biển, tấm, chiếc, bức, c, cây, con, mẫu, loại, bản, điều, hình thức, kiểu'
const areas =
  'tổ dân phố, tdp, tổ, bản, thôn, xóm, khu phố, kp, khu, khu vực, ấp, khối, khóm, điểm, nơi, chỗ, địa điểm, tuyến đường, tuyến, tuyến phố, cụm loa, cụm, chợ, trường, chi bộ, chi hội, đơn vị, phường, xã'
const ignored =
  'đợt, việc, đầu việc, hoạt động, nhiệm vụ, ảnh, hình, hình ảnh, tấm ảnh, tấm hình, bức ảnh, file, tệp, lượt xem, view, views, lượt view, lượt thích, like, likes, tim, lượt tim, chia sẻ, lượt chia sẻ, share, shares, lượt share, lượt tiếp cận, lượt tương tác, bình luận, lượt bình luận, comment, km, mét, đồng, nghìn đồng, triệu, tỷ, tháng, năm, tuần, giây, câu hỏi, trang, ý kiến, phần quà, suất quà, giải, giải nhất, máy, máy tính, điện thoại, đội, cấp, mức, quý, phần trăm, tuổi, dòng, lượt truy cập, lượt đọc, lượt tải, bước, mục'
const days = 'ngày, hôm, bữa, buổi sáng, buổi chiều, buổi tối'

const split = (words: string): string[] => words.split(', ')

/** Every word that may follow a number, with what it counts. */
export const unitWords: readonly (readonly [word: string, meaning: UnitWord])[] = [
  ...works.flatMap(([words, unit, forms, names]) =>
    split(words).map(word => [word, { sort: 'work', unit, forms, names: names === true }] as const),
  ),
  ...cases.flatMap(([words, unit]) =>
    split(words).map(
      word =>
        [word, { sort: 'case', unit, forms: ['direct_guidance', 'door_to_door'], names: false }] as const,
    ),
  ),
  ...(
    [
      ['people', people],
      ['turn', turns],
      ['classifier', classifiers],
      ['area', areas],
      ['ignored', ignored],
      ['day', days],
    ] as const
  ).flatMap(([sort, words]) =>
    split(words).map(word => [word, { sort, unit: null, forms: [], names: false }] as const),
  ),
]

/** Letters stuck to a number, read as units only there: "60t", "2b", "14ng". */
export const gluedUnits: Readonly<Record<string, string>> = {
  t: 'tờ',
  b: 'bài',
  bv: 'bài',
  ng: 'người',
  n: 'người',
  đb: 'đại biểu',
  db: 'đại biểu',
  c: 'cái',
  l: 'lượt',
  lg: 'lượt',
  lượt: 'lượt',
  h: 'hộ',
}

/** How many, without a number. */
export const vagueAmounts =
  'mấy, vài, vài ba, vài chục, vài trăm, mấy chục, mấy trăm, dăm, dăm ba, dăm bảy, dăm chục, đôi ba, một số, một vài, một ít, nhiều, rất nhiều, khá nhiều, khá đông, đông đảo, hàng chục, hàng trăm, hàng nghìn, hàng ngàn, các, những, toàn bộ, toàn thể, mớ, ít, hai ba, ba bốn, năm bảy, một hai, năm sáu, bốn năm'

/** Before a number and without a say in it. */
export const approximately =
  'khoảng, khoảng chừng, chừng, chừng khoảng, tầm, độ, cỡ, hơn, trên, gần, ước, ước chừng, ước khoảng, xấp xỉ, ngót, non, được, đc, tổng, tổng cộng, tổng số, cả thảy, tất cả, thêm, có, gồm, là, đúng, đủ, đạt, kèm'
