/** Which part of a procedure a message asks about, and whether it asks for nothing else ("bao nhiêu tiền vậy ạ"). */
import { foldedText, type Reading, type Word } from '../language/reading.ts'
import { stripMarks, toneKey } from '../language/unicode.ts'
import type { Facet } from '../model/faq.ts'

// Folded and expanded text (see read): patterns are tried in this order, the first that fits is the facet. Money before
// time because "mất bao nhiêu" is money and "mất bao lâu" is not; place and manner last because they also fill sentences.
const patterns: readonly (readonly [Facet, RegExp])[] = [
  [
    'time',
    /\bbao lau\b|\bmay (?:ngay|hom|tuan|thang|bua|tieng)\b|\b(?:khi nao|bao gio|chung nao|luc nao|ngay nao) (?:thi )?(?:co|xong|lay|nhan|tra|duoc)\b|\bthoi (?:han|gian)\b|\blay (?:lien|ngay)\b|\bbao nhieu (?:ngay|lau|tuan|thang)\b|\btrong ngay\b|\blau khong\b/,
  ],
  [
    'fee',
    /\bbao nhieu tien\b|\ble phi\b|\bphi\b|\bton (?:tien|kem|bao nhieu)\b|\bmat (?:bao nhieu|tien|phi)\b|\bhet (?:bao nhieu|may)\b|\bmien phi\b|\bgia (?:bao nhieu|ca)\b|(?<!\bcan )\bcuoc\b(?! (?:thi|hop|song|goi))|\bdong (?:tien|bao nhieu)\b|\btra tien\b|\bmay (?:tien|ngan|nghin|chuc|tram|trieu|dong)\b|\bbao nhieu$|^bao nhieu\b/,
  ],
  [
    'documents',
    /(?<!\b(?:khong|chua) (?:co|con) )\bgiay to\b|\bcan (?:nhung )?gi\b|\bcan (?:mang|chuan bi|nop|co) (?:theo )?(?:nhung )?gi\b|\bmang (?:theo )?(?:nhung )?gi\b|\bdem (?:theo )?gi\b|\bchuan bi (?:nhung )?(?:gi|giay)\b|\bgom (?:co )?(?:nhung )?(?:gi|giay)\b|\bho so (?:gom|can|gi)\b|^(?:the |vay |con |roi )?ho so(?: a| ha| sao| vay)?$|\bto khai\b|\bmau don\b|\bgiay gi\b|\bmang (?:theo )?giay\b/,
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
    /\bai (?:duoc|lam|phai|di|nop|dung|ky|moi|xin|khai|co quyen)\b|\bdieu kien\b|\b(?:lam|nop|di|lay|nhan|ky) (?:ho(?! so\b)|thay|giup)\b|\buy quyen\b|\bnho (?:nguoi|con|chau|ai|vo|chong|ban)\b|\bnguoi khac\b|\bdoi tuong nao\b|\bnhung ai\b|\bchinh chu\b|\bco (?:phai|can) (?:tu|dich than)\b|\bdi mot minh\b/,
  ],
  [
    'where',
    /\bo dau\b|\bcho nao\b|\bnoi nao\b|\b(?:nop|ra|den|di|len|toi|lam|gap|lay|gui) (?:cho |o )?dau\b|\b(?:gui|nop|gap) (?:[a-z]+ ){0,2}(?:cho |voi )?ai\b|\bquay nao\b|\bdia chi\b|\bdau vay\b|\bdau$|\bphuong nao\b|\bco quan nao\b/,
  ],
  [
    'how',
    /\blam sao\b|\bnhu the nao\b|\bthe nao\b|(?<!\bcai )\bcach\b|\bcac buoc\b|\bhuong dan\b|\bthu tuc\b|\bquy trinh\b|\btrinh tu\b|\blam gi\b/,
  ],
]

// Words the patterns hang on that other words look like without marks: "đâu" (where) and "dấu" (a stamp), "phí" and "phi".
const spelling = new Map(
  'đâu phí cước lâu mấy giá ai nào gì hỏi đóng tốn phạt'
    .split(' ')
    .map(word => [stripMarks(word), toneKey(word)]),
)
/** The folded words, those made unlike any pattern that were typed with other marks than the patterns mean. */
const askingText = (reading: Reading): string =>
  reading.words
    .map(({ folded, marked }) => {
      const meant = spelling.get(folded)
      return marked === undefined || meant === undefined || marked === meant ? folded : `${folded}_`
    })
    .join(' ')

// What somebody gets, not what they pay: "được bao nhiêu", "bao nhiêu một tháng".
const amount =
  /\b(?:duoc|huong|nhan|linh) (?:[a-z0-9]+ ){0,3}(?:bao nhieu|may tien)\b|\bbao nhieu (?:tien )?(?:mot|1|moi|hang) thang\b|\b(?:mot|1|moi|hang) thang bao nhieu\b/
const pays = /\b(?:dong|nop|tra|phi|mat|ton|gia|mua)\b/

const getsAmount = (text: string): boolean => amount.test(text) && !pays.test(text)

/** Whether a message asks how much somebody gets. */
export const asksAmount = (reading: Reading): boolean => getsAmount(askingText(reading))

/** Whether a text touches a part; a fine is no fee, nor is what somebody gets. */
const touches = (text: string, facet: Facet, pattern: RegExp): boolean =>
  pattern.test(text) && !(facet === 'fee' && (/\bphat\b/.test(text) || getsAmount(text)))

/** The facet asked about, if any; `how` only when nothing narrower fits. */
export function facetOf(reading: Reading): Facet | undefined {
  const text = askingText(reading)
  return patterns.find(([facet, pattern]) => touches(text, facet, pattern))?.[0]
}

// Words that name something elsewhere, but here only say which part is meant.
const partNames =
  /\b(?:dong|nop|tra|thu|mat|ton|het) (?:tien|phi|le phi)\b|\b(?:qua|tren) (?:mang|dien thoai|vneid|cong)\b|\btruc tuyen\b|\binternet\b|\bgia (?:bao nhieu|ca)\b|\bdieu kien\b|\bai (?:duoc|dung ra|dung ten|ky)\b|\bdoi tuong nao\b|\bchinh chu\b/

/** The words of a message outside those that name the part asked about: "làm trên VNeID được không" leaves "làm được không". */
function withoutFacet(reading: Reading): readonly Word[] {
  const text = askingText(reading)
  const found = partNames.exec(text)
  if (found === null) return reading.words
  const from = text.slice(0, found.index).split(' ').length - 1
  const length = found[0].split(' ').length
  return reading.words.filter((_, index) => index < from || index >= from + length)
}

// Words that ask, soften or point back, but name nothing: a message of these alone can only be about what came before.
const emptyWords = new Set(
  'a ai anh bac ban bao bay bi bo bua buoc cac cach cai can cau cha chac chau chi cho chi chu chung chua co con cong cua cung da dan dang dau day de den di do don duoc em gap gi giay gio giup gom gui hay het ho hoi hom hoac kem khac khi khong khoan la lai lam lau le len li lien luc luon mang mat may minh mot moi muon nao nay ngay ngoai nguoi nha nhan nhanh nhe nhieu nhi nhung nhu no noi nop nua o oi ong phai phi phuong qua qui quay ra roi sao so ta tai the them theo thi thoi tien tiep to toi ton tra tren trinh trong truc truoc tu tuan tuc tuyen ve va van vay viec vo voi xa xin xong y tin buu chinh dien han thoi gian thang chuan huong kinh bac chu di co thua ma chuyen phat tan mien mau khai thay quyen uy nho nhieu bao buoi cu mai kia duoi ti nho xiu truc tiep mang internet ship qua ben ngan nghin ba me chong dua be nhoc'.split(
    ' ',
  ),
)

// The same words as they are written with marks: "vòi" and "tố" name something, "với" and "tờ" do not.
const emptyMarked = new Set(
  'à á ạ ả nào câu tín bà mẹ chồng đứa bé nhóc bác bạn bảo bảy bị bố bữa bước các cách cái cần cả cháu chắc chỉ chị chờ chỗ chớ chú chúng chưa có cô cơ còn cổng công của cùng cũng dạ dân dần đang đâu đầu đấy đây để đến đi đó đơn được gấp gặp gì giấy giờ giúp gồm gửi hãy hết họ hồ hộ hỏi hôm hoặc kèm khác không khoản là lại làm lâu lấy lệ lên liền lúc luôn mất mấy mình một mới mỗi mọi muốn này ngày ngoài người nhà nhá nhận nhé nhiêu nhiều nhỉ như những nó nơi nói nộp nữa ở ơi ông phải phí phường quá quầy rồi số sơ tại thế thể thêm thì thôi thời tiền tiện tiếp tôi tối tới tốn tờ trả trên trình trước trực từ tự tuần tục tức tuyến về vẫn vậy việc vợ vô với xã xíu ý bưu chính điện hạn tháng thẳng chuẩn hướng hưởng kính thưa mà chuyện chuyển phát tận miễn mẫu thay quyền ủy uỷ nhờ nhỏ buổi cụ cũ cứ dưới tí mạng bên dẫn nghìn ngàn lẽ'
    .split(' ')
    .map(toneKey),
)

const isEmptyWord = ({ folded, marked }: Word): boolean =>
  (emptyWords.has(folded) && (marked === undefined || emptyMarked.has(marked))) || /^\d{1,3}$/.test(folded)

// "Ra phường làm được không" names nothing; "phường ở đâu", "phường mới gồm những xã nào" ask about the ward itself.
const beforeWard = new Set('ra o len den tai toi cua ve cho qua vao trong xuong duoi ben ngoai'.split(' '))

/** The words that name something: neither asking, softening, addressing, counting, nor saying which part is meant. */
export const sayingWords = (reading: Reading): Word[] =>
  withoutFacet(reading).filter((word, index, words) =>
    word.folded === 'phuong' && words[index + 1]?.folded !== 'nao'
      ? !beforeWard.has(words[index - 1]?.folded ?? '')
      : !isEmptyWord(word),
  )

/** Whether a message holds no word of its own topic: "rồi nộp ở đâu vậy cô", "thế mất bao lâu". */
export const pointsBack = (reading: Reading): boolean =>
  reading.words.length > 0 && reading.words.length <= 12 && sayingWords(reading).length === 0

const variantStart =
  /^(?:the |vay |a |u |da |roi |ma )?(?:con|the con|vay con|neu|neu nhu|the neu|vay neu|nhung|nhung ma|truong hop|gia su|lo|ma|doi voi|rieng|the)\b/

// "Còn tạm trú?" goes on, "con dâu tôi mới sinh" and "thẻ hết hạn" begin anew.
const variantWords = new Set(
  'còn thế vậy nếu nhưng trường giả lỡ mà đối riêng à ừ dạ rồi'.split(' ').map(toneKey),
)

/** Whether a message opens like a variant of the last question: "còn con tôi 10 tuổi thì sao", "nếu mất sổ thì". */
export function opensVariant(reading: Reading): boolean {
  const text = foldedText(reading)
  const { length } = reading.words
  const marked = reading.words[0]?.marked
  return (
    (variantStart.test(text) && length <= 16 && (marked === undefined || variantWords.has(marked))) ||
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
  /^(?:the |vay |roi )?(?:khi nao|bao gio|chung nao)\b|\b(?:xin hoi|cho hoi|muon (?:hoi|xin|lam|dang ki|nop|doi)|can (?:lam|xin)|huong dan|chi (?:toi|em|giup)|cho (?:toi|em) (?:xin|hoi))\b/

/** Whether a clause asks or requests something, rather than telling what happened. */
export function asks(reading: Reading): boolean {
  const text = foldedText(reading)
  return questionEnd.test(text) || request.test(text) || facetOf(reading) !== undefined || asksAmount(reading)
}
