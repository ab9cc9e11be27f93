/**
 * Short messages that ask for a person and nothing else ("goi cho toi", "can bo oi", "may ngu qua, cho gap nguoi di"): heard by
 * their words, whatever the answers would make of them. What also holds a question is left to them.
 */
import { bareWords } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { phoneIn } from '../../content/phone-number.ts'
import type { Incoming } from '../handler.ts'

const me = '(?:toi|tui|to|em|e|minh|mk|chau|con|bac|co|chu|cau|ong|ba|me|mu|anh|chi)'
const officers =
  '(?:can bo|cbo|nhan vien|nv|nguoi(?: that| thiet| thuc)?|tong dai(?: vien)?|nguoi (?:phu trach|ho tro|tu van|truc)|can bo (?:phuong|xa))'
const lead = `(?:(?:da|a|alo|lam on|xin|nho|phien|vui long|cho|muon|can|giup|${me}) )*`
const tail = `(?: (?:a|ah|nhe|nha|di|voi|voi a|coi|gap|ngay|nao|ho tro|giup|duoc khong|dc khong|dc ko|duoc ko|so(?: dien thoai| dt)?(?: cua)?(?: ${me})?(?: la| nay)?|qua so|theo so|vao so|sdt(?: ${me})?(?: la)?|${me}))*`

const patterns = [
  // "gọi (lại) cho tôi", "cán bộ gọi điện cho em số …"
  new RegExp(
    `^${lead}(?:(?:cac|anh|chi|ai do|co ai|phuong|${officers}) )*(?:goi|dien thoai|phone|call)(?: dien)?(?: thoai)?(?: lai)? (?:cho ${me}|toi|tui|em|minh)${tail}$`,
  ),
  // "kết nối nhân viên hỗ trợ", "nối máy với cán bộ"
  new RegExp(`^${lead}(?:ket noi|noi may|noi)(?: (?:voi|toi|den|qua|cho|${me}))* ${officers}${tail}$`),
  // "nói chuyện với cán bộ", with a number after it
  new RegExp(`^${lead}(?:gap|noi chuyen|chat|noi)(?: voi)? ${officers}${tail}$`),
  // "cho gặp anh chị phụ trách hộ tịch với"
  new RegExp(
    `^${lead}(?:gap|noi chuyen(?: voi)?) (?:anh chi|anh|chi|nguoi|can bo|ben) (?:phu trach|lo|lam ve|coi)(?: ve)?(?: [a-z0-9]+){1,4}${tail}$`,
  ),
  // "cán bộ ơi", "cán bộ đâu rồi"
  new RegExp(`^${lead}(?:cac |co |chu )*can bo(?: phuong| xa)? (?:oi|dau|dau roi|dau het roi)${tail}$`),
  // "… cho gặp người (thật) đi" at the end of a short complaint
  new RegExp(
    `^(?:[a-z0-9]+ ){0,6}(?:cho(?: ${me})?|de(?: ${me})?|${me} (?:muon|can)) (?:gap|noi chuyen voi|chat voi|hoi) ${officers}${tail}$`,
  ),
]

const longest = 80
/** A request alone is no longer than this; more words say what it is about. */
const bareRequest = 7

const said = (text: string): string => bareWords(maskPersonal(text).text.replaceAll(/\[[^\]]*\]/g, ' '))

export const wantsPerson = ({ text, update, pressed, command, cases }: Incoming): boolean => {
  if (update.chat !== 'private' || update.content.kind !== 'text') return false
  if (pressed !== undefined || command !== undefined || cases?.silenced !== undefined) return false
  if (text.length > longest || text.includes('?')) return false
  const words = said(text)
  return patterns.some(pattern => pattern.test(words))
}

/** What of such a message the officer should read: a number to call, or more than the request itself. */
export const tellingWords = ({ text, pressed, command }: Incoming): string => {
  if (command !== undefined) return command.args
  if (pressed !== undefined) return ''
  return phoneIn(text) !== undefined || said(text).split(' ').length > bareRequest ? text : ''
}
