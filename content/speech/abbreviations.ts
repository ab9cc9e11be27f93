/**
 * Short forms and what an announcer says for them: written out where people know the words, letter by letter where the
 * letters are the name. Unknown ones are spelt. Pure.
 */

/** With a hyphen, "&" or a space inside, or both cases: looked for as they stand, the longest first. */
const compounds: Readonly<Record<string, string>> = {
  // Announcers and people alike name the letters, as in "vê-nê-i-đê"; the English way is heard on television only.
  VNeID: 'vê-nê-i-đê',
  VNEID: 'vê-nê-i-đê',
  'PAR INDEX': 'cải cách hành chính',
  'PAR Index': 'cải cách hành chính',
  'KT-XH': 'kinh tế xã hội',
  'VH-XH': 'Văn hóa Xã hội',
  'VH&XH': 'Văn hóa Xã hội',
  'CT-XH': 'chính trị xã hội',
  'QP-AN': 'quốc phòng an ninh',
  'LĐ-TB&XH': 'Lao động Thương binh và Xã hội',
  'LĐTB&XH': 'Lao động Thương binh và Xã hội',
  'TT&TT': 'Thông tin và Truyền thông',
  'KH&CN': 'Khoa học và Công nghệ',
  'NN&MT': 'Nông nghiệp và Môi trường',
  'NN&PTNT': 'Nông nghiệp và Phát triển nông thôn',
  'HĐND&UBND': 'Hội đồng nhân dân và Ủy ban nhân dân',
  'GD&ĐT': 'Giáo dục và Đào tạo',
  'KT, HT và ĐT': 'Kinh tế, Hạ tầng và Đô thị',
  'TP HCM': 'Thành phố Hồ Chí Minh',
  'TP. HCM': 'Thành phố Hồ Chí Minh',
  'TP.HCM': 'Thành phố Hồ Chí Minh',
  TTg: 'Thủ tướng Chính phủ',
  'CH Play': 'xê-hát-plây',
  iPhone: 'ai-phôn',
  'v.v': 'vân vân',
  'V/v': 'Về việc',
  'v/v': 'về việc',
  'đ/c': 'đồng chí',
  'Đ/c': 'Đồng chí',
  'đ/ch': 'địa chỉ',
  'T.Ư': 'Trung ương',
}

const words: Readonly<Record<string, string>> = {
  UBND: 'Ủy ban nhân dân',
  HĐND: 'Hội đồng nhân dân',
  MTTQ: 'Mặt trận Tổ quốc',
  UBMTTQ: 'Ủy ban Mặt trận Tổ quốc',
  MTTQVN: 'Mặt trận Tổ quốc Việt Nam',
  UBMTTQVN: 'Ủy ban Mặt trận Tổ quốc Việt Nam',
  UBTVQH: 'Ủy ban Thường vụ Quốc hội',
  CP: 'Chính phủ',
  QH: 'Quốc hội',
  TW: 'Trung ương',
  NĐ: 'nghị định',
  NQ: 'nghị quyết',
  QĐ: 'quyết định',
  TT: 'trung tâm',
  TTLT: 'thông tư liên tịch',
  KH: 'kế hoạch',
  CV: 'công văn',
  BC: 'báo cáo',
  CCHC: 'cải cách hành chính',
  TTHC: 'thủ tục hành chính',
  DVC: 'dịch vụ công',
  DVCTT: 'dịch vụ công trực tuyến',
  BCCI: 'bưu chính công ích',
  TTPVHCC: 'Trung tâm Phục vụ hành chính công',
  PVHCC: 'Phục vụ hành chính công',
  HCC: 'hành chính công',
  CNTT: 'công nghệ thông tin',
  CĐS: 'chuyển đổi số',
  CNSCĐ: 'công nghệ số cộng đồng',
  ANTT: 'an ninh trật tự',
  TTATXH: 'trật tự, an toàn xã hội',
  ATGT: 'an toàn giao thông',
  TTATGT: 'trật tự, an toàn giao thông',
  PCCC: 'phòng cháy, chữa cháy',
  CNCH: 'cứu nạn, cứu hộ',
  PCTT: 'phòng chống thiên tai',
  TKCN: 'tìm kiếm cứu nạn',
  BHYT: 'bảo hiểm y tế',
  BHXH: 'bảo hiểm xã hội',
  BHTN: 'bảo hiểm thất nghiệp',
  CCCD: 'căn cước công dân',
  CMND: 'chứng minh nhân dân',
  CMTND: 'chứng minh thư nhân dân',
  GPLX: 'giấy phép lái xe',
  QSDĐ: 'quyền sử dụng đất',
  GCN: 'giấy chứng nhận',
  GPMB: 'giải phóng mặt bằng',
  TDP: 'tổ dân phố',
  KDC: 'khu dân cư',
  KP: 'khu phố',
  NVH: 'nhà văn hóa',
  TP: 'thành phố',
  TX: 'thị xã',
  TNHH: 'trách nhiệm hữu hạn',
  HTX: 'hợp tác xã',
  HKD: 'hộ kinh doanh',
  DN: 'doanh nghiệp',
  CLB: 'câu lạc bộ',
  THCS: 'trung học cơ sở',
  THPT: 'trung học phổ thông',
  MN: 'mầm non',
  ĐBQH: 'đại biểu Quốc hội',
  CBCC: 'cán bộ, công chức',
  CBCCVC: 'cán bộ, công chức, viên chức',
  SXKD: 'sản xuất kinh doanh',
  NTM: 'nông thôn mới',
  VSMT: 'vệ sinh môi trường',
  VSATTP: 'vệ sinh an toàn thực phẩm',
  ATTP: 'an toàn thực phẩm',
  BCH: 'ban chấp hành',
  BCĐ: 'ban chỉ đạo',
  CA: 'công an',
  CAND: 'Công an nhân dân',
  QĐND: 'Quân đội nhân dân',
  NVQS: 'nghĩa vụ quân sự',
  TNCS: 'Thanh niên Cộng sản',
  LHPN: 'Liên hiệp Phụ nữ',
  CCB: 'cựu chiến binh',
  NCT: 'người cao tuổi',
  TTĐT: 'thông tin điện tử',
  QL: 'quốc lộ',
  TL: 'tỉnh lộ',
  CN: 'chủ nhật',
  STT: 'số thứ tự',
  SĐT: 'số điện thoại',
  LH: 'liên hệ',
  PCT: 'Phó Chủ tịch',
  ĐVTN: 'đoàn viên thanh niên',
  TBA: 'trạm biến áp',
  BTV: 'Ban Thường vụ',
  BQL: 'ban quản lý',
  UB: 'ủy ban',
  TH: 'tiểu học',
  VN: 'Việt Nam',
  AI: 'trí tuệ nhân tạo',
  VNĐ: 'đồng',
  VND: 'đồng',
  BCA: 'Bộ Công an',
  BTC: 'ban tổ chức',
  BTP: 'Bộ Tư pháp',
  BNV: 'Bộ Nội vụ',
  BYT: 'Bộ Y tế',
  BGDĐT: 'Bộ Giáo dục và Đào tạo',
  BXD: 'Bộ Xây dựng',
  BQP: 'Bộ Quốc phòng',
  BCT: 'Bộ Công Thương',
  BNG: 'Bộ Ngoại giao',
  BKHCN: 'Bộ Khoa học và Công nghệ',
  BNNMT: 'Bộ Nông nghiệp và Môi trường',
  BVHTTDL: 'Bộ Văn hóa, Thể thao và Du lịch',
  BTTTT: 'Bộ Thông tin và Truyền thông',
  VPCP: 'Văn phòng Chính phủ',
  NHNN: 'Ngân hàng Nhà nước',
  ĐU: 'Đảng ủy',
  // Said as words, or by letters that are not read the Vietnamese way.
  SIPAS: 'xi-pát',
  PAPI: 'pa-pi',
  PAR: 'pa',
  INDEX: 'in-đếch',
  OCOP: 'ô-cốp',
  SIM: 'xim',
  ZALO: 'Za-lô',
  ADN: 'a-đê-en',
  NFC: 'en-ép-xê',
  SMS: 'ét-em-ét',
  ATM: 'a-tê-em',
  PIN: 'pin',
  LED: 'lét',
  GPS: 'gi-pê-ét',
  ISO: 'i-xô',
  HIV: 'hát-i-vê',
  AIDS: 'ết',
  COVID: 'cô-vít',
  ASEAN: 'a-xê-an',
  UNESCO: 'u-nét-xcô',
}

const letters: Readonly<Record<string, string>> = {
  A: 'a',
  Ă: 'á',
  Â: 'ớ',
  B: 'bê',
  C: 'xê',
  // In short forms D is named as Đ is: "a-đê-en", "i-đê".
  D: 'đê',
  Đ: 'đê',
  E: 'e',
  Ê: 'ê',
  F: 'ép',
  G: 'gờ',
  H: 'hát',
  I: 'i',
  J: 'gi',
  K: 'ca',
  L: 'lờ',
  M: 'mờ',
  N: 'nờ',
  O: 'ô',
  Ô: 'ô',
  Ơ: 'ơ',
  P: 'pê',
  Q: 'quy',
  R: 'rờ',
  S: 'ét',
  T: 'tê',
  U: 'u',
  Ư: 'ư',
  V: 'vê',
  W: 'vê-kép',
  X: 'ích',
  Y: 'y-dài',
  Z: 'dét',
}

/** "OTP" → "ô-tê-pê"; other characters are left out. */
export const spellLetters = (text: string): string =>
  [...text.normalize('NFC').toUpperCase()].flatMap(letter => letters[letter] ?? []).join('-')

/** Kinds of papers when a number follows ("TT 16", "TB số 5"); alone they are "trung tâm", "trung bình". */
const numbered: Readonly<Record<string, string>> = { TT: 'thông tư', TB: 'thông báo' }
const alone: Readonly<Record<string, string>> = { TB: 'trung bình' }

/** @param after what follows in the text */
export const abbreviationBefore = (text: string, after: string): string | undefined =>
  (/^\s+(?:số(?!\p{L})|\d|không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?![^,.;]* phẩy)/u.test(after)
    ? numbered[text]
    : undefined) ??
  alone[text] ??
  words[text]

/** What stands for an abbreviation in capitals; undefined where none is known. */
export const abbreviation = (text: string): string | undefined => words[text]

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const compound = new RegExp(
  `(?<![\\p{L}\\d])(?:${Object.keys(compounds)
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\p{L}\\d])`,
  'gu',
)

/** Replaces the short forms that hold more than capitals. */
export const expandCompounds = (text: string): string =>
  text
    // "ISO 9001:2015": the year of the edition is no time of day and no fraction.
    .replaceAll(/(?<!\p{L})ISO(?:\/IEC)? (\d{4,5})\s?[:-]\s?(\d{4})(?!\d)/gu, 'ISO $1 năm $2')
    .replaceAll(compound, found => compounds[found] ?? found)
