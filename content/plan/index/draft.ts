/** A frame for an entry nobody has written: questions people may ask and where its facts would come from, never an answer. */
import { type Draft, emptyAnswer } from '../../model/draft.ts'
import { findCitations } from '../read/dates.ts'
import { fold } from '../read/fold.ts'

/** Letters, digits and hyphens of a text, at most 48: for ids and file names. */
export const slugOf = (text: string): string => {
  const whole = fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  // A word cut short at the end goes away.
  return whole.length <= 48
    ? whole
    : whole
        .slice(0, 49)
        .replace(/-[^-]*$/, '')
        .slice(0, 48)
}

/** "Tuyên truyền về …", "Phổ biến …": what the ward does, not what it is about. */
const openings =
  /^(?:(?:tăng cường|đẩy mạnh|tiếp tục|tập trung|chú trọng)\s+)*(?:(?:thông tin|tuyên truyền|phổ biến|giới thiệu|quán triệt|vận động|truyền thông|nâng cao nhận thức)(?:\s*,\s*|\s+và\s+|\s+))+(?:đến người dân\s+|cho người dân\s+)?(?:về\s+(?:việc\s+)?)?/iu

/** The matter of a bullet in a few words: without its opening verbs, up to the first pause. */
export const subjectOf = (bullet: string): string => {
  const own = bullet.replace(/\s+/g, ' ').trim().replace(openings, '')
  const [clause = own] = own.split(/[;:(.]|\s[-–]\s/u)
  // "Vai trò, trách nhiệm của người đứng đầu": one word or two before a comma are not yet what it is about.
  const pieces = clause.split(/(?<=,)\s+/u)
  const last = pieces.findIndex(piece => piece.trim().split(' ').length > 2)
  const first = pieces
    .slice(0, last < 0 ? pieces.length : last + 1)
    .join(' ')
    .replace(/,\s*$/, '')
  const words = first.trim().split(' ').slice(0, 14).join(' ')
  const subject = words.length >= 6 ? words : own.split(' ').slice(0, 14).join(' ')
  return subject
    .replace(/\s+(?:trên|tại|ở) (?:địa bàn )?(?:phường|xã|tỉnh|thành phố).*$/iu, '')
    .replace(/[\s,;:.]+$/u, '')
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
/** Names and abbreviations keep their capitals. */
const lower = (text: string): string =>
  /^\p{Lu}[\p{Ll}\s]/u.test(text) &&
  !/^(?:Luật|Nghị|Đảng|Nhà nước|Quốc|Đề án|Chương trình|Ngày|Tháng)/u.test(text)
    ? text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
    : text

const isDocument =
  /^(?:(?:các|những)\s+)?(?:luật|bộ luật|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|đề án|chương trình|kế hoạch|quy định|chủ trương|chính sách)(?!\p{L})/iu
const isDoing =
  /^(?:cách\s+)?(?:nộp|đăng ký|đăng nhập|tra cứu|theo dõi|thanh toán|sử dụng|cài đặt|trả|nhận|phân loại|làm|thực hiện|khai báo|kê khai|tạo|gửi|phản ánh|bảo vệ|xử lý|phòng|chống)(?!\p{L})/iu

/** Ways people may ask about something they only heard of on the loudspeaker: a thing to do, a document, anything else. */
export const questionsFor = (subject: string): string[] => {
  const own = lower(subject.replace(/^cách\s+/iu, ''))
  const named = upper(subject)
  if (isDoing.test(subject))
    return [
      `Cách ${own}?`,
      `Muốn ${own} thì cần chuẩn bị gì?`,
      `${upper(own)} ở đâu, ai giúp?`,
      `${upper(own)} có mất tiền không?`,
      `Về việc ${own}, nhà tôi phải làm gì?`,
    ]
  if (isDocument.test(subject))
    return [
      `${named} nói gì?`,
      `${named} có lợi gì cho người dân?`,
      `Theo ${own}, nhà tôi phải làm gì?`,
      `Xem ${own} ở đâu?`,
      `Muốn hỏi thêm về ${own} thì gặp ai ở phường?`,
    ]
  return [
    `${named} là gì?`,
    `Phường mình có ${own} không, khi nào và ở đâu?`,
    `Về ${own}, nhà tôi phải làm gì?`,
    `${named} thì ai phải tham gia, ai được hưởng?`,
    `Muốn hỏi thêm về ${own} thì gặp ai ở phường?`,
  ]
}

/** Who would know, by the words of the bullet: kinds of documents and authorities, never what they say. */
const fields: readonly (readonly [RegExp, string])[] = [
  [
    /cho meo|gia suc|gia cam|chan nuoi|thu y|benh dai|tiem phong dai/,
    'Hướng dẫn của cơ quan thú y và Sở Nông nghiệp và Môi trường',
  ],
  [
    /y te|tiem chung|tiem phong|dich benh|suc khoe|hien mau|dan so|dinh duong/,
    'Văn bản của Bộ Y tế, Sở Y tế; Trạm Y tế phường',
  ],
  [
    /an toan thuc pham|ngo doc/,
    'Luật An toàn thực phẩm và văn bản hướng dẫn; đơn vị được giao quản lý an toàn thực phẩm ở phường',
  ],
  [
    /moi truong|rac|nuoc sach|o nhiem|bien doi khi hau/,
    'Luật Bảo vệ môi trường và quy định của UBND tỉnh về môi trường',
  ],
  [/phong chay|chua chay|cuu nan/, 'Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ; Công an phường'],
  [/giao thong|ma tuy|an ninh|toi pham|trat tu/, 'Văn bản của Bộ Công an; Công an phường'],
  [
    /rung|nong nghiep|cay trong|thien tai|lu lut|bao lu|han han/,
    'Văn bản của Sở Nông nghiệp và Môi trường; đơn vị phụ trách kinh tế của phường',
  ],
  [/bau cu|dai bieu quoc hoi/, 'Văn bản của Hội đồng Bầu cử Quốc gia; Ủy ban bầu cử ở phường'],
  [/nghia vu quan su|quan su|quoc phong/, 'Luật Nghĩa vụ quân sự; Ban Chỉ huy quân sự phường'],
  [/bao hiem/, 'Luật về bảo hiểm xã hội, bảo hiểm y tế; cơ quan bảo hiểm xã hội'],
  [/thue|hoa don/, 'Luật về thuế; cơ quan thuế khu vực'],
  [
    /dat dai|quy hoach|giai phong mat bang/,
    'Luật Đất đai và quyết định của UBND tỉnh; đơn vị phụ trách đất đai của phường',
  ],
  [
    /tre em|duoi nuoc|bao luc gia dinh|binh dang gioi|ngheo|nguoi co cong/,
    'Văn bản về trẻ em, gia đình, an sinh; đơn vị phụ trách văn hóa, xã hội của phường',
  ],
  [/giao duc|hoc sinh|truong hoc|xoa mu/, 'Văn bản của Bộ và Sở Giáo dục và Đào tạo'],
  [/van hoa|le hoi|du lich|the thao/, 'Văn bản của Sở Văn hóa, Thể thao và Du lịch'],
]

const sourcesFor = (text: string, basis: readonly string[]): string[] => {
  const folded = fold(text)
  const cited = findCitations(text).map(({ number }) => `Văn bản số ${number} (gạch đầu dòng này nhắc tới)`)
  const named = fields
    // Whole words only: "trách nhiệm" has nothing to do with "rác".
    .filter(([pattern]) => new RegExp(`(?<![a-z])(?:${pattern.source})(?![a-z])`).test(folded))
    .map(([, source]) => source)
  return [
    ...cited,
    ...named.slice(0, 3),
    ...(basis.length === 0 ? [] : [`Văn bản kế hoạch lấy làm căn cứ: ${basis.slice(0, 4).join('; ')}`]),
    'Đơn vị chủ trì việc này ở phường (hỏi và ghi ngày hỏi)',
  ]
}

export interface DraftGiven {
  readonly clause: string
  readonly text: string
  readonly ward: string
  readonly year: number | null
  readonly basis: readonly string[]
  /** The catalogue's group nearest to it, for the menu. */
  readonly group: string
}

/** The frame; its answer is left empty and says so. */
export const draftEntry = ({ clause, text, ward, year, basis, group }: DraftGiven): Draft => {
  const subject = subjectOf(text)
  const title = upper(subject).slice(0, 70).trimEnd()
  const id = `ward-plan.${slugOf(subject) || 'noi-dung'}`
  return {
    draft: true,
    id,
    plan: { ward, year, clause, text },
    topic: { id, group, title },
    title,
    questions: questionsFor(subject),
    sources: sourcesFor(text, basis),
    answer: emptyAnswer,
  }
}

/** Drafts of all bullets; two bullets on one matter stay apart by a number. */
export const draftEntries = (given: readonly DraftGiven[]): Draft[] => {
  const taken = new Map<string, number>()
  return given.map(one => {
    const draft = draftEntry(one)
    const times = (taken.get(draft.id) ?? 0) + 1
    taken.set(draft.id, times)
    const id = times === 1 ? draft.id : `${draft.id}-${times}`
    return { ...draft, id, topic: { ...draft.topic, id } }
  })
}
