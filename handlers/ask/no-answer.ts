/** When nothing is answered: two or three near entries told apart, or why not and where to go; a person after two rounds. */
import type { Button, Reply } from '../../bot/chat.ts'
import { bareWords } from '../../content/language/unicode.ts'
import type { Decision } from '../../content/search/engine.ts'
import { hasStaff } from '../cases/people.ts'
import type { Handler, Incoming, Services } from '../handler.ts'
import { personText } from '../person.ts'
import { procedureButtons, procedureByCode } from '../procedures/show.ts'
import { offerLifeMs } from '../session.ts'
import { entryById, nextRound, patience } from './context.ts'
import type { Stored } from './store.ts'

/** A procedure's name must fit this well to be offered beside a refusal. */
const namedAbove = 0.85

const wayOn = ({ t }: Services): Button[][] => [
  [{ label: t('ask.person'), value: 'person' }],
  [{ label: t('ask.menu'), value: 'menu' }],
]

/** Buttons that open these entries; entries that have gone are left out. */
export const entryButtons = (ids: readonly string[], services: Services): Button[][] =>
  ids.flatMap(id => {
    const entry = entryById(services, id)
    return entry === undefined ? [] : [[{ label: entry.title, value: `entry:${entry.id}` }]]
  })

/** Where somebody can take it over, a tap hands the conversation to them. */
const personInstead = async (services: Services): Promise<Reply> => {
  const { t } = services
  const handOff = (await hasStaff(services)) ? [[{ label: t('ask.person'), value: 'person' }]] : []
  return {
    text: `${t('decline.again')}\n\n${personText(services)}`,
    buttons: [...handOff, [{ label: t('ask.menu'), value: 'menu' }]],
  }
}

/** @param rounds this round of asking back, from 1 */
export const choicesReply = async (
  decision: Decision & { kind: 'choices' },
  rounds: number,
  services: Services,
): Promise<Reply> =>
  rounds > patience
    ? await personInstead(services)
    : {
        text: services.t(decision.via === 'correction' ? 'ask.which-instead' : 'ask.which'),
        buttons: [
          ...entryButtons(
            decision.candidates.map(({ entry }) => entry),
            services,
          ),
          [
            { label: services.t('ask.none'), value: 'none' },
            { label: services.t('ask.person'), value: 'person' },
          ],
        ],
      }

/** @param stored the question, for "tell me when there is an answer" */
export const declineReply = async (
  decision: Decision & { kind: 'decline' },
  rounds: number,
  stored: Stored,
  incoming: Incoming,
  services: Services,
): Promise<Reply> => {
  const { t, library } = services
  const kind = library.elsewhere.find(({ id }) => id === decision.elsewhere)
  if (rounds > patience && kind === undefined) return await personInstead(services)
  const lead = kind?.answer ?? t(`decline.${decision.reason}`)
  const sources =
    kind === undefined || kind.sources.length === 0
      ? ''
      : `\n\n${t('ask.sources', { sources: kind.sources.map(({ name }) => name).join('; ') })}`
  const unanswered = decision.reason === 'unclear' || decision.reason === 'no-source'
  const named = unanswered
    ? decision.procedures.flatMap(({ code, score }) => {
        const procedure = score >= namedAbove ? procedureByCode(library, code) : undefined
        return procedure === undefined ? [] : [procedure]
      })
    : []
  const portal: Button[][] =
    decision.reason === 'no-source' || decision.reason === 'other-office'
      ? [[{ label: t('ask.portal'), value: 'portal', url: 'https://dichvucong.gov.vn' }]]
      : []
  // Whoever asked in a group would be written to where they never wrote to us.
  const tellMe: Button[][] =
    unanswered && stored.words && incoming.update.chat === 'private'
      ? [[{ label: t('learning.tell-me'), value: `tellme:${stored.id}` }]]
      : []
  return {
    text: `${kind === undefined ? lead : `${t(`decline.${kind.reason}`)} ${lead}`}${sources}\n\n${t('decline.next')}`,
    buttons: [...procedureButtons(named.slice(0, 1)), ...wayOn(services), ...tellMe, ...portal],
  }
}

const refusal =
  /^(?:da |a |o )?(?:khong|ko|k|hong|hok|hem|chang)(?: (?:phai|co|dung|thay))*(?: (?:may |nhung |cac )?(?:cai|muc|viec|y|cau|so|thu))?(?: (?:nao|nay|do|tren|het|ca|dung|phai|o tren))*(?: (?:a|ah|em|ban|oi|nhe|dau))*$/

/** "không cái nào", "không phải mấy cái này": refuses the choices on offer. */
export const refusesChoices = ({ text, session, update, pressed, command }: Incoming): boolean =>
  pressed === undefined &&
  command === undefined &&
  session.offered?.choices.some(({ value }) => value === 'none') === true &&
  new Date(update.at).getTime() - new Date(session.offered.at).getTime() <= offerLifeMs &&
  refusal.test(bareWords(text))

/** `none`: nothing we offered is meant; they say it again, or meet a person. */
export const noneOfThese: Handler = async ({ session }, services) => {
  const { t, now } = services
  const rounds = nextRound(session, now)
  return {
    replies: [
      rounds > patience
        ? await personInstead(services)
        : { text: t('ask.say-again'), buttons: wayOn(services).toReversed() },
    ],
    session: { ...session, rounds },
  }
}
