/** DỪNG: ends every subscription at once, in every state of a chat, and whatever was still on its way. */
import type { Button } from '../../bot/chat.ts'
import { bareWords, clean } from '../../content/language/unicode.ts'
import { ask } from '../ask/ask.ts'
import { talk } from '../cases/resident.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { offerLifeMs } from '../session.ts'

/**
 * With its marks it means nothing else; "đúng", "dùng", "đừng" are other words. "duwngf": Telex left off. "dừng đi", "dừng
 * nhận giùm tôi".
 */
const plainWords =
  /^(?:dừng|duwngf|stop|unsubscribe)(?: (?:lại|tin|nhận|gửi|thông báo|ngay|hết))*(?: (?:đi|nhé|nha|ạ|dùm|giùm|giúp|với|ngay|cho|tôi|tui|em|mình|cháu|con))*$/u
/** Without marks it may be "đúng" to a choice on offer: that choice goes first. */
const unmarked: ReadonlySet<string> = new Set(['dung', 'dung lai', 'dung tin'])
/** "dung di", "dung nhan": likewise, and from who takes no notices they may be anything. */
const unmarkedMore =
  /^dung (?:lai|tin|nhan|gui|ngay|het|di)(?: (?:di|nhe|nha|a|dum|gium|giup|voi|ngay|cho|toi|em|minh))*$/
const phrases = new RegExp(
  '^(?:(?:da|toi|em|chau|minh|xin|cho) )*(?:muon )?(?:dung|ngung|thoi|huy|bo|tat|khong|ko|k)(?: (?:dang ky|dang ki|dk))?(?: (?:muon|can))?(?: (?:nhan|gui))?' +
    '(?: (?:tin nhan|tin|thong bao))(?: (?:cua|tu))?(?: (?:phuong|xa))?(?: nua)?(?: (?:nhe|nha|a|di|cho toi|cho em))*$',
)
/** May be of anything people register: only for those who take notices. */
const doubtful = /^(?:huy|bo|thoi) (?:dang ky|dang ki|dk)(?: (?:nhan|a|nhe))*$/
/** "đừng gửi nữa", "không nhắn cho tôi nữa": likewise. */
const sendNoMore =
  /^(?:(?:da|lam on|xin|nho|phuong|bot) )*(?:dung|khong|ko|k|thoi|ngung)(?: co)? (?:gui|nhan|bao)(?: tin| thong bao)?(?: (?:cho|den|toi))?(?: (?:toi|tui|em|minh|chau|con|bac))?(?: tin| thong bao)?(?: nua)?(?: (?:nhe|nha|a|di|voi))*$/
const longest = 60

const isDoubtful = (text: string): boolean =>
  [doubtful, sendNoMore, unmarkedMore].some(pattern => pattern.test(bareWords(text)))

const word = (text: string): string =>
  clean(text)
    .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    // "d.ừ.n.g"
    .replace(/^\p{L}(?: \p{L})+$/u, letters => letters.replaceAll(' ', ''))

/** Whether somebody wants no more notices. A reply of staff to a case's message is the resident's. */
export const saysStop = (incoming: Incoming): boolean => {
  const { update, text, pressed, command, cases, contact } = incoming
  if (update.chat !== 'private' || update.content.kind !== 'text' || update.forwarded === true) return false
  if (command?.name === 'dung' || command?.name === 'stop') return true
  if (text.startsWith('/') || text.length > longest) return false
  if (cases?.about !== undefined && contact.role !== 'resident') return false
  const said = word(text)
  if (plainWords.test(said)) return true
  return pressed === undefined && (unmarked.has(said) || phrases.test(bareWords(text)) || isDoubtful(text))
}

/** Ends what a person takes, on all their channels; what lies ready for them does not go out. @returns how many ended */
export const endSubscriptions = async (
  person: number,
  by: 'person' | 'erased',
  { repositories, now }: Pick<Services, 'repositories' | 'now'>,
): Promise<number> => {
  const { subscriptions, broadcasts, contacts, outbox } = repositories
  const ended = await subscriptions.end(person, by, now)
  const own = (await contacts.ofPerson(person)).map(({ conversation }) => conversation)
  await broadcasts.skipWaiting({ person }, 'stopped')
  await outbox.withdrawBroadcasts(own, 'stopped', now)
  return ended
}

/** A form's open question stays open: nobody's form ends because of this word. Other choices are over. */
const reoffer = (
  { session: { offered, form } }: Incoming,
  now: Date,
): Pick<Outcome, 'labelsOnly'> & { buttons?: Button[][] } =>
  form === undefined || offered === undefined || now.getTime() - new Date(offered.at).getTime() > offerLifeMs
    ? {}
    : { buttons: offered.choices.map(choice => [choice]), labelsOnly: offered.labelsOnly }

export const stopNotices: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const { contact, cases, text } = incoming
  const { buttons, ...more } = reoffer(incoming, now)
  const say = (key: string): Outcome => ({
    replies: [{ text: t(key), ...(buttons === undefined ? {} : { buttons }) }],
    ...more,
  })
  const ended = await endSubscriptions(contact.person, 'person', services)
  if (ended > 0) {
    await repositories.audit.add(
      {
        actor: `contact:${contact.id}`,
        action: 'subscription.stop',
        subject: `person:${contact.person}`,
        detail: { ended },
      },
      now,
    )
    return say('subscriptions.stopped')
  }
  if (cases?.silenced !== undefined && incoming.command === undefined) return await talk(incoming, services)
  if (isDoubtful(text) && !plainWords.test(word(text))) return await ask(incoming, services)
  return say(
    incoming.session.form === undefined ? 'subscriptions.none-to-stop' : 'subscriptions.none-but-form',
  )
}
