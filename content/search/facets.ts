/** Which part of a procedure a message asks about, and whether it asks for nothing else ("bao nhiêu tiền vậy ạ"). */
import { foldedText, type Reading } from '../language/reading.ts'
import { stripMarks, toneKey } from '../language/unicode.ts'
import { type Facet, facets } from '../model/faq.ts'

// Folded and expanded text (see read): patterns are tried in this order, the first that fits is the facet. Money before
// time because "mất bao nhiêu" is money and "mất bao lâu" is not; place and manner last because they also fill sentences.
const patterns: readonly (readonly [Facet, RegExp])[] = [
  [
    'time',
    /\bbao lau\b|\bmay (?:ngay|hom|tuan|thang|bua|tieng)\b|\b(?:khi nao|bao gio|chung nao|luc nao|ngay nao) (?:thi )?(?:co|xong|lay|nhan|tra|duoc)\b|\bthoi (?:han|gian)\b|\blay (?:lien|ngay)\b|\bbao nhieu (?:ngay|lau|tuan|thang)\b|\btrong ngay\b|\blau khong\b/,
  ],
  [
    'fee',
    /\bbao nhieu tien\b|\ble phi\b|\bphi\b|\bton (?:tien|kem|bao nhieu)\b|\bmat (?:bao nhieu|tien|phi)\b|\bhet (?:bao nhieu|may)\b|\bmien phi\b|\bgia (?:bao nhieu|ca)\b|(?<!\bcan )\bcuoc\b(?! (?:thi|hop|song|goi))|\bdong (?:tien|bao nhieu)\b|\btra tien\b|\bmay tien\b|\bbao nhieu$|^bao nhieu\b/,
  ],
  [
    'documents',
    /\bgiay to\b|\bcan (?:nhung )?gi\b|\bcan (?:mang|chuan bi|nop|co) (?:theo )?(?:nhung )?gi\b|\bmang (?:theo )?(?:nhung )?gi\b|\bdem (?:theo )?gi\b|\bchuan bi (?:nhung )?(?:gi|giay)\b|\bgom (?:co )?(?:nhung )?(?:gi|giay)\b|\bho so (?:gom|can|gi)\b|\bto khai\b|\bmau don\b|\bgiay gi\b|\bmang (?:theo )?giay\b/,
  ],
  [
    'post',
    /\bbuu (?:dien|chinh)\b|\bgui ve nha\b|\b(?:giao|tra|phat) (?:ve |den |tan |tai )nha\b|\bchuyen phat\b|\bship\b/,
  ],
  [
    'online',
    /\btruc tuyen\b|\bqua (?:mang|dien thoai|vneid|cong)\b|\btren (?:mang|dien thoai|vneid|cong)\b|\bnop mang\b|\btai nha\b|\binternet\b/,
  ],
  [
    'who',
    /\bai (?:duoc|lam|phai|di|nop|dung|ky|moi|co quyen)\b|\b(?:lam|nop|di|lay|nhan|ky) (?:ho|thay|giup)\b|\buy quyen\b|\bnho (?:nguoi|con|chau|ai|vo|chong|ban)\b|\bnguoi khac\b|\bdoi tuong nao\b|\bnhung ai\b|\bchinh chu\b|\bco (?:phai|can) (?:tu|dich than)\b|\bdi mot minh\b/,
  ],
  [
    'where',
    /\bo dau\b|\bcho nao\b|\bnoi nao\b|\b(?:nop|ra|den|di|len|toi|lam|gap|lay|gui) (?:cho |o )?dau\b|\bquay nao\b|\bdia chi\b|\bdau vay\b|\bdau$|\bphuong nao\b|\bco quan nao\b/,
  ],
  [
    'how',
    /\blam sao\b|\bnhu the nao\b|\bthe nao\b|\bcach\b|\bcac buoc\b|\bhuong dan\b|\bthu tuc\b|\bquy trinh\b|\btrinh tu\b|\blam gi\b/,
  ],
]

// Words the patterns hang on that other words look like without marks: "đâu" (where) and "dấu" (a stamp), "phí" and "phi".
const spelling = new Map(
  'đâu phí cước lâu mấy giá ai nào gì hỏi đóng tốn'.split(' ').map(word => [stripMarks(word), toneKey(word)]),
)
/** The folded words, those made unlike any pattern that were typed with other marks than the patterns mean. */
const askingText = (reading: Reading): string =>
  reading.words
    .map(({ folded, marked }) => {
      const meant = spelling.get(folded)
      return marked === undefined || meant === undefined || marked === meant ? folded : `${folded}_`
    })
    .join(' ')

/** The facet asked about, if any; `how` only when nothing narrower fits. */
export function facetOf(reading: Reading): Facet | undefined {
  const text = askingText(reading)
  return patterns.find(([, pattern]) => pattern.test(text))?.[0]
}

/** All facets a text touches, in the order of the model. */
export function facetsOf(reading: Reading): Facet[] {
  const text = askingText(reading)
  const found = new Set(patterns.filter(([, pattern]) => pattern.test(text)).map(([facet]) => facet))
  return facets.filter(facet => found.has(facet))
}

// Words that ask, soften or point back, but name nothing: a message of these alone can only be about what came before.
const emptyWords = new Set(
  'a ai anh bac ban bao bay bi bo bua buoc cac cach cai can cau cha chac chau chi cho chi chu chung chua co con cong cua cung da dan dang dau day de den di do don duoc em gap gi giay gio giup gom gui hay het ho hoi hom hoac kem khac khi khong khoan la lai lam lau le len li lien luc luon mang mat may minh mot moi muon nao nay ngay ngoai nguoi nha nhan nhanh nhe nhieu nhi nhung nhu no noi nop nua o oi ong phai phi phuong qua qui quay ra roi sao so ta tai the them theo thi thoi tien tiep to toi ton tra tren trinh trong truc truoc tu tuan tuc tuyen ve va van vay viec vo voi xa xin xong y tin buu chinh dien han thoi gian thang chuan huong kinh bac chu di co thua ma chuyen phat tan mien mau khai thay quyen uy nho nhieu bao buoi cu mai kia duoi ti nho xiu truc tiep mang internet ship qua ben'.split(
    ' ',
  ),
)

/** Whether a message holds no word of its own topic: "rồi nộp ở đâu vậy cô", "thế mất bao lâu". */
export const pointsBack = (reading: Reading): boolean =>
  reading.words.length > 0 &&
  reading.words.length <= 12 &&
  reading.words.every(({ folded }) => emptyWords.has(folded) || /^\d$/.test(folded))

const variantStart =
  /^(?:the |vay |a |u |da |roi |ma )?(?:con|the con|vay con|neu|neu nhu|the neu|vay neu|nhung|nhung ma|truong hop|gia su|lo|ma|doi voi|rieng|the)\b/

/** Whether a message opens like a variant of the last question: "còn con tôi 10 tuổi thì sao", "nếu mất sổ thì". */
export function opensVariant(reading: Reading): boolean {
  const text = foldedText(reading)
  const { length } = reading.words
  return (
    (variantStart.test(text) && length <= 16) ||
    (/ thi (?:sao|the nao|nhu the nao)$/.test(text) && length <= 9)
  )
}

/** The words that carry a message's topic, folded: what groups alike questions. */
export const gistOf = (reading: Reading): string => {
  const telling = reading.words.filter(({ folded }) => !emptyWords.has(folded))
  return (telling.length > 0 ? telling : reading.words).map(({ folded }) => folded).join(' ')
}

const questionEnd =
  /\b(?:khong|chua|gi|sao|nao|dau|may|nhieu|lau|ai|ha|nhi|phai khong)(?: (?:a|vay|the|nhi|ha|ta|oi|ban|em|anh|chi|co|chu|bac|nua|day|ay))*$/
const request =
  /\b(?:xin hoi|cho hoi|muon (?:hoi|xin|lam|dang ki|nop|doi)|can (?:lam|xin)|huong dan|chi (?:toi|em|giup)|cho (?:toi|em) (?:xin|hoi))\b/

/** Whether a clause asks or requests something, rather than telling what happened. */
export function asks(reading: Reading): boolean {
  const text = foldedText(reading)
  return questionEnd.test(text) || request.test(text) || facetOf(reading) !== undefined
}
