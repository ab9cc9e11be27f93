/** What residents say when they want notices, and what it means: the ward's general ones, an area's, a field's. */
import { type Area, areasOf, numberedArea, readArea } from '../../content/areas.ts'
import { bareWords } from '../../content/language/unicode.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import type { SubscriptionWish } from '../../storage/repositories/subscriptions.ts'
import type { Incoming } from '../handler.ts'

const lead = '(?:(?:da|toi|em|chau|minh|con|bac|cho|xin|muon|duoc|nho) )*'
const verb = '(?:dang (?:ky|ki)|dk|dki|dky) '
const tail = '(?: (?:nhe|nha|a|voi|di|giup|toi|em|minh))*'
/** "đăng ký nhận tin …": what follows decides whether it is meant. */
const forNotices = new RegExp(
  `^${lead}${verb}(?:nhan )?(?:tin nhan|tin tuc|tin|thong bao)(?: (?:moi|chung))?(?: (?:cua|tu|o|ve|cho))?(?: (?:phuong|xa))?(?: (?:cua|tu|o|ve|cho))?(?: (.+?))??${tail}$`,
)
/** "đăng ký tổ 3" and nothing else; "đăng ký tạm trú tổ 3" is a question. */
const forArea = new RegExp(`^${lead}${verb}(?:nhan )?(?:tin )?(?:cua |o )?(${numberedArea})${tail}$`)
const longest = 80

/** What is said of an area or a field after "đăng ký (nhận tin)"; undefined when the text is something else. */
export const saidOfNotices = (text: string): string | undefined => {
  if (text.length > longest) return undefined
  const said = bareWords(text)
  return forArea.exec(said)?.[1] ?? (forNotices.test(said) ? (forNotices.exec(said)?.[1] ?? '') : undefined)
}

/** "/dangky tổ 3": the staff's command, meant for this one. */
const misplaced = ({ command, text }: Incoming): string | undefined =>
  command?.name === 'dangky' && text.startsWith('/') && command.args !== ''
    ? saidOfNotices(`đăng ký ${command.args}`)
    : undefined

/** What they want, as they said it, of the message that is being handled. */
export const wantedIn = (incoming: Incoming): string | undefined =>
  incoming.command === undefined ? saidOfNotices(incoming.text) : misplaced(incoming)

export const asksForNotices = (incoming: Incoming): boolean =>
  incoming.update.chat === 'private' &&
  incoming.update.content.kind === 'text' &&
  incoming.update.forwarded !== true &&
  incoming.pressed === undefined &&
  wantedIn(incoming) !== undefined

type Shelf = Pick<Library, 'ward' | 'groups'>

/** The fields people may choose: what the ward decides and helps with, without our own lists. */
export const fieldsOf = ({ groups }: Shelf): Shelf['groups'] =>
  groups.filter(({ id }) => !['other', 'ward', 'volunteer'].includes(id))

const areaLabel = (key: string, { ward }: Shelf): Area | undefined =>
  areasOf(ward.neighbourhoods).find(area => area.key === key) ?? readArea(key, ward.neighbourhoods)

/** @returns undefined for a kind or key nobody can choose here */
export const wishOf = (
  kind: string,
  key: string,
  shelf: Shelf,
  t: Translate,
): SubscriptionWish | undefined => {
  if (kind === 'ward') return { kind, key: '', label: t('subscriptions.ward') }
  if (kind === 'area') {
    const area = areaLabel(key, shelf)
    return area && { kind, key: area.key, label: area.label }
  }
  const field = kind === 'topic' ? fieldsOf(shelf).find(({ id }) => id === key) : undefined
  return field && { kind: 'topic', key: field.id, label: field.title }
}

/** "tổ 3", "hộ tịch": what the words after "đăng ký nhận tin" name. */
export const wishIn = (said: string, shelf: Shelf, t: Translate): SubscriptionWish | undefined => {
  if (said === '') return wishOf('ward', '', shelf, t)
  const area = readArea(said, shelf.ward.neighbourhoods)
  if (area !== undefined) return { kind: 'area', ...area }
  const words = bareWords(said)
  const fields = fieldsOf(shelf).filter(
    ({ id, title }) => id === words || ` ${bareWords(title)} `.includes(` ${words} `),
  )
  return fields.length === 1 && fields[0] !== undefined && words.length >= 4
    ? wishOf('topic', fields[0].id, shelf, t)
    : undefined
}
