/** What people send feedback about, guessed from their words; and what the law gives a path of its own. */
import { fold } from '../../content/language/unicode.ts'

export const feedbackKinds = ['attitude', 'late', 'scene', 'idea', 'praise', 'scam', 'other'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

const signs: readonly (readonly [FeedbackKind, RegExp])[] = [
  ['scam', /\b(?:lua dao|mao danh|gia mao)\b/],
  ['late', /\b(?:tre hen|tre han|qua han|cham tra|ho so .*(?:cham|tre|chua (?:xong|co|tra)))\b/],
  ['attitude', /\b(?:thai do|hach sach|cau gat|vo le|hong hach|quat|sach nhieu)\b/],
  [
    'scene',
    /\b(?:rac|den duong|o ga|ngap|cong tac|via he|long duong|karaoke|on ao|cay (?:do|gay)|day dien|ho ga|khoi bui|lan chiem|xa thai|hoi thoi|nuoc thai)\b/,
  ],
  ['praise', /\b(?:cam on|khen|bieu duong|tan tinh)\b/],
  ['idea', /\b(?:gop y|kien nghi|de xuat|de nghi|mong phuong|nen (?:lam|co|them))\b/],
]

/** The first kind whose signs the words show; "other" when none does. */
export const kindOf = (text: string): FeedbackKind => {
  const words = fold(text)
  return signs.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/**
 * Entries of content/faq that tell the path the law gives these matters: fraud (the police), denunciations and complaints
 * (Luật Tố cáo 2018 Điều 22, 23 and Luật Khiếu nại 2011 Điều 8 ask for a signed form or a statement on the spot), land
 * disputes (conciliation at the ward, Luật Đất đai 2024 Điều 235). The first that fits counts: who "denounces a swindle"
 * needs the police. Pavements and roadsides are no neighbour's land.
 */
const paths: readonly (readonly [string, RegExp])[] = [
  ['scam.report', /\b(?:lua dao|mao danh|gia mao|gia danh)\b/],
  [
    'feedback.complaint.denounce',
    /\b(?:to cao|to giac|tham nhung|tham o|hoi lo|an hoi lo|voi tien|voi vinh|(?:doi|nhan|lay|dua|xin) (?:tien )?(?:lot tay|boi duong|phong bi)|an chan)\b/,
  ],
  [
    'feedback.complaint',
    /\b(?:khieu nai|khieu kien|khoi kien|kien (?:phuong|xa|uy ban|ubnd|ra toa|len toa|hanh chinh)|khong dong y (?:voi )?(?:cai )?quyet dinh)\b/,
  ],
  [
    'datdai.dispute',
    /\btranh chap\b.*\b(?:dat|ranh|thua|loi di|ngo di|moc gioi)\b|\b(?:dat|ranh|thua|loi di)\b.*\btranh chap\b|\blan(?: (?:chiem|sang|qua|vao|mat))* (?:phan )?(?:dat|ranh|moc|vuon|nuong|ruong)\b/,
  ],
]

/** The entry that tells the lawful path of such a matter, if it has one of its own. */
export const lawfulPath = (text: string): string | undefined => {
  const words = fold(text)
  return paths.find(([, pattern]) => pattern.test(words))?.[0]
}
