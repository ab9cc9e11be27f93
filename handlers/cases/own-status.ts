/** "việc của tôi đến đâu rồi", "mã của tôi": how the resident's own open cases stand, for who does not remember the code. */
import { bareWords } from '../../content/language/unicode.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Handler, Incoming, Services } from '../handler.ts'
import { at } from './due.ts'
import { holderOf, log } from './people.ts'

const mostShown = 5

const whether =
  '(?:(?:da |dang )?(?:den dau|toi dau|the nao|ra sao|sao|nhu the nao|xong|giai quyet|tra loi|xu ly|ai (?:nhan|tra loi|xem|giai quyet))(?: (?:roi|chua|xong chua|duoc chua|den dau|toi dau))*|bao gio (?:xong|tra loi|giai quyet)|(?:khi|luc) nao (?:xong|tra loi|giai quyet|duoc giai quyet))'
const tail = '(?: (?:vay|a|ah|nhe|em|ban|the|ha|nhi|duoc|cho toi|co|chua))*'
/** The matter itself is not named: it was sent just now, or its code stands before these words. */
const bareStatus = new RegExp(`^(?:co )?${whether}${tail}$`)
const ownStatus = new RegExp(
  `^(?:(?:cho|toi|em|xin|hoi|xem|tra cuu|kiem tra|biet|muon|tinh hinh|tinh trang|ket qua|da|a) )*` +
    `(?:(?:cai |nhung |cac )?(?:viec|phan anh|gop y|ma(?: so)?(?: viec| phan anh)?|yeu cau)(?: da gui| toi gui| em gui)?(?: cua)? (?:toi|tui|em|minh|chau|con|bac))` +
    `(?: (?:${whether}|la gi|la bao nhieu|la so may|o dau))?${tail}$`,
)

/** "đến đâu rồi?", "có ai trả lời chưa": nothing but how it stands. */
export const asksHowItStands = (text: string): boolean => bareStatus.test(bareWords(text))

export const asksOwnCases = ({ text, update, pressed, command, cases, session }: Incoming): boolean =>
  update.chat === 'private' &&
  update.content.kind === 'text' &&
  pressed === undefined &&
  command === undefined &&
  session.form === undefined &&
  cases?.silenced === undefined &&
  (ownStatus.test(bareWords(text)) || (cases?.recent !== undefined && asksHowItStands(text)))

/** One line on a case, in the resident's words. */
export const statusLine = async (item: ResidentCase, services: Services): Promise<string> => {
  const key =
    item.state === 'closed'
      ? 'closed'
      : item.waitingSince === null
        ? 'answered'
        : (await holderOf(item, services)) === undefined
          ? 'waiting'
          : 'held'
  return services.t(`cases.status.${key}`, { code: item.code, at: at(item.closedAt ?? item.openedAt) })
}

export const ownCases: Handler = async ({ contact }, services) => {
  const { repositories, t } = services
  const own = (await repositories.contacts.ofPerson(contact.person)).map(({ id }) => id)
  const open = (await repositories.cases.ofContacts(own)).filter(({ state }) => state === 'open')
  const shown = open.slice(-mostShown).toReversed()
  const lines: string[] = []
  for (const item of shown) {
    await log('case.status', item.code, `contact:${contact.id}`, services)
    lines.push(await statusLine(item, services))
  }
  return {
    replies: [
      lines.length > 0
        ? { text: lines.join('\n') }
        : { text: t('cases.status.none'), buttons: [[{ label: t('ask.person'), value: 'person' }]] },
    ],
    labelsOnly: true,
  }
}
