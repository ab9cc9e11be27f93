/**
 * The forms in which people write numbers that must not be kept, and what looks like them and is not. Published for wards
 * and inspectors in `content/personal-data.yaml`, which a test holds to this file.
 *
 * All patterns run on a text brought to plain letters (see `plainCopy` of `personal-data.ts`): lower case, no marks, one
 * character for one, so that positions agree with what was written.
 */

export const personalKinds = [
  'identity',
  'phone',
  'otp',
  'card',
  'account',
  'insurance',
  'passport',
  'email',
] as const
export type PersonalKind = (typeof personalKinds)[number]

/** What stands in a text where something was taken out. No mark holds a digit, so masking twice changes nothing. */
export const marks: Readonly<Record<PersonalKind, string>> = {
  identity: '[số giấy tờ]',
  phone: '[số điện thoại]',
  otp: '[mã bí mật]',
  card: '[số thẻ]',
  account: '[số tài khoản]',
  insurance: '[số bảo hiểm]',
  passport: '[số hộ chiếu]',
  email: '[email]',
}

/** Numbers that are nobody's: procedure codes, file codes, documents, dates, times. They are stepped over whole. */
export const protectedForms: readonly RegExp[] = [
  // Addresses of pages hold ids: 019d2bf7-7704-7449-9e95-fe7ebb959aa2
  /(?<![a-z\d])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![a-z\d])/g,
  // Procedure codes of the national database: 1.004873, 2.000815.000.00.00.H27
  /(?<![\d.])\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}(?:\.h\d{1,2})?)?(?![\d])/g,
  // Codes of submitted files: 000.00.01.H27-261122-0003, H27.45-261122-0003
  /(?<![a-z\d])(?:\d{3}\.\d{2}\.\d{2}\.)?[a-z]\d{2}(?:\.\d{1,3})*-\d{6}-\d{4,6}(?!\d)/g,
  // Documents: 356/2025/NĐ-CP, 5230/QĐ-BCA-C06
  /(?<!\d)\d{1,6}\/(?:\d{4}\/)?[a-z]{1,5}\d{0,3}(?:-[a-z]{1,6}\d{0,3})*/g,
  // Dates and times: 22/11/2026, 22.11.2026, 22-11-2026, 22 11 2026, 2026-11-22, 7h30, 07:30
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([/. -])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)/g,
  /(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)\d{1,2}[h:]\d{2}(?!\d)/g,
]

/** Written right before or after a number, these make it an amount. */
export const amountAfter =
  /^[ ]?(?:d|dong|vnd|nghin|ngan(?! hang)|trieu|tr|ty|k|usd|m2|met vuong|nguoi|luot|cay|ho)(?![a-z\d])/
export const amountBefore =
  /(?:^|[^a-z])(?:tien|gia|phi|luong|thu nhap|vay|von|doanh thu|tri gia|tong cong|so tien)[^\d\n]{0,12}$/

/** Lines everybody may call; never a person's. */
export const hotline = /^1[89]00\d{4,6}$/

const word = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})(?![a-z])`)

/** Words that tell what the number after them is, looked for in the stretch before it. */
export const leads = {
  identity: word(
    'cccd|cmnd|cmt|cmtnd|cc|can cuoc|can cuoc cong dan|chung minh|chung minh nhan dan|chung minh thu|dinh danh|so giay to|ma so thue|mst|gplx|giay phep lai xe|bang lai|id',
  ),
  phone: word('sdt|dt|so dt|dien thoai|so may|goi|goi cho|lien he|zalo|hotline|alo|dtdd|phone|tel|call'),
  account: word('stk|tk|so tk|so tai khoan|tai khoan|account|chuyen khoan|ck vao|chuyen vao'),
  insurance: word(
    'bhxh|bhyt|bao hiem xa hoi|bao hiem y te|so bao hiem|the bao hiem|ma so bao hiem|so the bhyt',
  ),
  passport: word('ho chieu|passport|so hc'),
  card: word('the|so the|visa|master|mastercard|napas|atm|card'),
} as const

const secret =
  '(?:ma )?(?:smart )?otp|ma xac (?:nhan|thuc|minh)|ma kich hoat|ma bao mat|ma bi mat|ma pin|pin|passcode|pass|password|mat khau|mk|ma so bi mat|ma (?:4|6|8) so|verification code|code'

/** "mã OTP là 482 913": group 1 leads to the code. No digits and no mark stand between. */
export const otpAfterLead = new RegExp(
  `((?:^|[^a-z])(?:${secret})(?![a-z])[^\\d\\n\\[\\]]{0,25})(\\d(?:[ .-]?\\d){3,7})(?![\\d])`,
  'g',
)
/** "482913 là mã OTP của em" */
export const otpBeforeLead = new RegExp(
  `(?<![\\d.,/-])(\\d(?:[ -]?\\d){3,7})(?= ?(?:la|la cai|chinh la)? ?(?:${secret})(?![a-z]))`,
  'g',
)
/** What stands between lead and number and tells that the number is a year, a count or a line to call. */
export const notSecretBefore =
  /(?:^|[^a-z])(?:nam|thang|ngay|luc|tong dai|hotline|duong day nong|dau so|goi|so dien thoai|gui den|nhan tin)[^a-z\d]*$/
export const notSecretAfter = /^ ?(?:ky tu|chu so|lan|phut|giay|ngay|thang|nam|dong|d|k|so(?! ))(?![a-z])/
/** "mật khẩu là Abc@2026": group 1 leads to it; the word itself holds a digit or a sign, so "mật khẩu là gì" stays. */
export const passwordAfterLead =
  /((?:^|[^a-z])(?:mat khau|password|pass|mk)(?: [a-z]{1,8}){0,4} ?(?:la|:|=) ?)([^\s[\]]*[\d@#$%^&*!][^\s[\]]*)/g

/**
 * Health insurance cards: a group's two letters (Quyết định 1351/QĐ-BHXH of 2015), its level of benefit 1 to 5 and twelve
 * more digits, e.g. "DN 4 79 0123456789". "TK" and "CC" are left to the words they usually are.
 */
const insuranceGroups =
  'dn|hx|ch|nn|hc|xk|ht|tb|no|ct|xb|tn|cs|qn|ca|cy|xn|ms|ck|cb|kc|hd|te|bt|hn|dt|dk|xd|ts|tc|tq|ta|ty|hg|ls|pv|hs|sv|gb|gd|nd|th|tv|td|tu|ba'
export const insuranceCard = new RegExp(
  `(?<![a-z\\d])(?:${insuranceGroups})[ .-]?[1-5](?:[ .-]?\\d){12}(?!\\d)`,
  'g',
)
/** Vietnamese passports: one letter and seven digits, since 2022 also eight. Case codes (H27, P27) are shorter. */
export const passportForm = /(?<![a-z\d])[bcdeknp] ?\d{7,8}(?![a-z\d])/g
export const anyPassportForm = /(?<![a-z\d])[a-z]{1,2} ?\d{6,8}(?![a-z\d])/g
/** From the start of a word: tried at every letter of a long one, it would take the square of its length. */
export const emailForm = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g

const digitWord = 'khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin'
/** Nine to twelve digits spelled out one by one, as they are dictated. */
export const spelledDigits = new RegExp(
  `(?<![a-z])(?:${digitWord})(?:[ ,.-]{1,2}(?:${digitWord})){8,15}(?![a-z])`,
  'g',
)

/** Luhn's check (ISO/IEC 7812), which bank card numbers pass. */
export const isLuhn = (number: string): boolean => {
  let sum = 0
  for (let index = 0; index < number.length; index += 1) {
    let digit = Number(number[number.length - 1 - index])
    if (index % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

/**
 * Mobile (03, 05, 07, 08, 09 and the 01 of before 2018) and land lines (02), with 0, 84, +84 or 0084 in front.
 */
export const isPhone = (digits: string): boolean =>
  /^(?:(?:00)?84|0)?(?:0?(?:[35789]\d{8}|2\d{8,9}|1[2689]\d{8}))$/.test(digits) && /^(?:0|84)/.test(digits)

/** Citizen identity numbers begin with a province's code, 001 to 096 (Thông tư 59/2021/TT-BCA, Điều 4), then sex and century. */
export const isCitizenNumber = (digits: string): boolean =>
  /^0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}$/.test(digits)
