/** Rights over one's own data, asked for in one's own words: "xóa dữ liệu của tôi", "rút lại đồng ý", "ai đã xem dữ liệu của tôi". */
import { bareWords } from '../../content/language/unicode.ts'
import type { Handler, Incoming, Services } from '../handler.ts'
import { askErase } from '../privacy.ts'
import { ownData } from './own-data.ts'

const me = '(?:toi|tui|em|minh|chau|con|bac|mk)'
const lead = `(?:(?:da|a|cho|xin|nho|hay|lam on|muon|can|bot|phuong|ban|tro ly|giup|${me}) )*`
const own = `(?: (?:ca nhan|o day|dang giu|da luu|da gui|da hoi))*(?: (?:cua|ve))?(?: ${me})?`
const tail = '(?: (?:di|nhe|nha|a|voi|giup|duoc khong|o day|nua|lai|cho toi))*'
const things = '(?:du lieu|thong tin|cau hoi|tin nhan|lich su(?: chat| tro chuyen)?)'

const erasing = new RegExp(
  `^${lead}(?:xoa|huy|bo)(?: (?:het|bo|toan bo|tat ca|sach|cac|nhung))* ${things}${own}${tail}$`,
)
const looking = [
  // "thôi lưu câu hỏi của tôi", "đừng giữ thông tin của tôi nữa"
  new RegExp(
    `^${lead}(?:thoi|dung|khong|ko|ngung)(?: cho)?(?: (?:luu|ghi|giu|thu thap))+(?: lai)?(?: (?:cac|nhung))* ${things}${own}${tail}$`,
  ),
  // "rút lại đồng ý", "tôi rút đồng ý nhận tin"
  new RegExp(`^${lead}(?:rut|thu hoi|huy)(?: lai)?(?: su)? (?:dong y|chap thuan|cho phep)(?: [a-z]+){0,5}$`),
  // "ai đã xem dữ liệu của tôi"
  new RegExp(
    `^${lead}(?:ai|nhung ai|can bo nao|nguoi nao)(?: (?:da|dang|duoc|tung))* (?:xem|doc|thay|biet|mo) (?:du lieu|thong tin|viec|cau hoi|phan anh)${own}${tail}$`,
  ),
  // "bot đang giữ gì về tôi", "xem dữ liệu của tôi", "tải dữ liệu của tôi"
  new RegExp(
    `^${lead}(?:(?:dang|da) )?(?:giu|luu|biet|co)(?: nhung)?(?: (?:du lieu|thong tin))? (?:gi|nao) (?:ve|cua) ${me}${tail}$`,
  ),
  new RegExp(
    `^${lead}(?:xem|tai|sua|xuat)(?: ve)? (?:du lieu|thong tin) (?:ca nhan )?(?:(?:cua|ve) )?${me}(?: dang giu| o day)?${tail}$`,
  ),
]

const longest = 80
const wanted = (text: string): 'erase' | 'look' | undefined => {
  if (text.length > longest) return undefined
  const said = bareWords(text)
  // "xóa thông tin" alone may be of anything.
  if (erasing.test(said) && new RegExp(`\\b${me}\\b|du lieu`).test(said)) return 'erase'
  return looking.some(pattern => pattern.test(said)) ? 'look' : undefined
}

export const asksForOwnData = ({ text, update, pressed, command, session }: Incoming): boolean =>
  update.chat === 'private' &&
  update.content.kind === 'text' &&
  update.forwarded !== true &&
  pressed === undefined &&
  command === undefined &&
  session.form === undefined &&
  wanted(text) !== undefined

export const ownDataTyped: Handler = async (incoming: Incoming, services: Services) =>
  wanted(incoming.text) === 'erase' ? await askErase(incoming, services) : await ownData(incoming, services)
