/** Cries for help, told from questions that only contain the words ("trợ cấp tai nạn lao động" is no emergency). */
import { foldedText, type Reading } from '../language/reading.ts'
import type { DangerKind } from './decision.ts'

// On folded, expanded text. Each pattern is something happening now, not a thing one applies for.
const cries: readonly (readonly [DangerKind, RegExp])[] = [
  [
    'child',
    /\b(?:lac|mat tich|bat coc|xam hai|danh dap|bao hanh) (?:con|chau|be|tre|em be)\b|\b(?:con|chau|be|em be|tre)(?: \w+){0,4} (?:bi lac|mat tich|bi bat coc|bi xam hai|bi danh dap|bi bao hanh|bi mat tich)\b/,
  ],
  [
    'fire',
    /\b(?:dang|bi|dam|dang bi|boc|no) chay(?! (?:xe|do|bo|mau|nang))\b.*\b(?:nha|phong|cho|xuong|kho|rung|can ho|chung cu|lon|to|roi|cuu|quan)\b|\bchay (?:nha|phong|rung|cho|xuong|chung cu|lon|to|roi|o|kho|quan)\b|\bnha(?: \w+){0,3} (?:dang |bi |boc )?chay\b|\bkhoi (?:nghi ngut|mu mit)\b|\bno (?:binh )?(?:ga|gas)\b|\bro (?:ri )?(?:khi )?gas?\b|\bchap dien\b.*\b(?:lua|khoi|chay)\b|\bcuu hoa\b/,
  ],
  [
    'crime',
    /\b(?:dang|bi|vua bi) (?:cuop|giat do|danh|chem|dam|hiep|de doa|doa giet|khong che|hanh hung)\b|\b(?:trom|cuop|ke gian|ten trom)(?: \w+){0,2} (?:dang|vao nha|dot nhap|pha cua|trong nha)\b|\bdang danh nhau\b|\bdanh nhau (?:to|roi|o|ngoai)\b|\b(?:chong|bo|no|thang \w+|ho|con|vo) (?:toi |em |dang |tui )*(?:danh|bop co|cam dao|doa giet)(?: \w+)? (?:toi|em|vo|con|me|tui)\b|\bcam dao\b|\bdam chem\b|\bdoa giet\b|\bxa sung\b|\bno sung\b|\bdang (?:bi )?bao hanh\b|\bdot nhap\b/,
  ],
  [
    'medical',
    /\b(?:ngat|bat tinh|dot quy|co giat|kho tho|khong tho duoc|duoi nuoc|dien giat|ngo doc|ran can|ran doc can|chay mau nhieu|hon me|tut huyet ap|dau tim|nhoi mau|ngung tho|hoc xuong|sap chet|tu tu|tu sat|muon chet|nhay cau|uong thuoc (?:sau|tru sau|ngu))\b|\btai nan(?! lao dong)(?: \w+){0,3} (?:o|ngay|roi|vua|giua|duong|nang|chet|nguoi|tren|truoc)\b|\b(?:vua|dang|bi|co) tai nan\b|\bxe (?:dam|tong|can)\b|\bgoi (?:xe )?cap cuu\b|\bcap cuu (?:voi|gap|nguoi)\b/,
  ],
]
// What people apply for, ask about or report later; beside these the same words are a matter for the counter.
const errand =
  /\b(?:tro cap|che do|bao hiem|ho tro|thu tuc|giay|ho so|dang ki|xin|le phi|phi|phong chay|boi thuong|den bu|quy dinh|luat|phat|bi mat|bi chay het|nam ngoai|hom truoc|thang truoc|nam truoc|tuan truoc|huong|khai tu|mai tang|khai bao|tap huan|dien tap|tien|toa|xu|don|lam lai|cap lai|dieu kien|tieu chuan|nghi viec|cap doi|cong trinh|nghiem thu|tham duyet|chuyen muc dich|bao gio|la gi|bao nhieu)\b/
const urgent =
  /\b(?:cuu (?:voi|toi|em|nguoi|chung toi|mang)|gap|khan cap|nhanh len|lam on|mau len|giup voi|sos|ngay bay gio|dang)\b/

/**
 * Signs that somebody is being deceived now: asked for a code, for money at once, or sent a link "to update VNeID".
 * A question about such signs brings the warning as well: better once too often.
 */
const scamSigns =
  /\b(?:doi|bao|keu|yeu cau|xin|hoi|doc|dua|gui|cung cap|nhap)(?: \w+){0,5} (?:ma )?otp\b|\botp\b(?: \w+){0,4} (?:cho nguoi|cho ho|cho cong an|cho can bo)\b|\b(?:goi|nhan tin|zalo|nhan)(?: \w+){0,10} (?:link|duong dan|cai (?:ung dung|dat)|tai (?:ung dung|ve)|bam vao)\b|\b(?:link|duong dan)(?: \w+){0,6} (?:vneid|dinh danh|dich vu cong|cap nhat|can cuoc)\b|\b(?:tu xung|xung (?:la|danh)|mao danh|gia danh|gia lam|gia (?:cong an|can bo))\b|\b(?:doa|hu)(?: \w+){0,4} (?:bat|khoa|phat|lenh bat|cat)\b(?: \w+){0,12}\b(?:tien|tai khoan|chuyen)\b|\b(?:keu|bao|yeu cau|bat|doi)(?: \w+){0,6} chuyen (?:khoan|tien)\b/

/** The danger a message cries out, by its words alone. */
export function dangerOf(reading: Reading): DangerKind | undefined {
  const text = foldedText(reading)
  if (text === '') return undefined
  const cry = cries.find(([, pattern]) => pattern.test(text))?.[0]
  if (
    cry !== undefined &&
    (!errand.test(text) || (urgent.test(text) && /\bcuu (?:voi|toi|em|nguoi)\b/.test(text)))
  )
    return cry
  return undefined
}

/** Whether a message shows signs of fraud; the ranker then decides which answer goes with the warning. */
export const looksLikeScam = (reading: Reading): boolean => scamSigns.test(foldedText(reading))
