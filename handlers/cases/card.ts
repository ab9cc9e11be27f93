/** A case as officers see it: who, since when, who has it, what was said (masked), and what can be tapped. */
import { type Button, plain, type Reply } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Services } from '../handler.ts'
import { holderOf } from './people.ts'

/** Questions asked this long before the case belong to it. */
const recentMs = 24 * 60 * 60 * 1000
const mostQuestions = 5
const mostMessages = 15
const longestLine = 600

export const at = (when: Date): string => `${clockOf(when)} ${showDay(dayOf(when))}`

const short = (text: string): string =>
  text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text

export const officerButtons = ({ code, state }: ResidentCase, taken: boolean, t: Translate): Button[][] =>
  state === 'closed'
    ? [[{ label: t('cases.button.reopen', { code }), value: `case:open:${code}` }]]
    : [
        [
          ...(taken ? [] : [{ label: t('cases.button.take', { code }), value: `case:take:${code}` }]),
          { label: t('cases.button.close', { code }), value: `case:close:${code}` },
        ],
      ]

/** @returns how to show the case in each officer's language */
export const caseCard = async (
  item: ResidentCase,
  services: Pick<Services, 'repositories'> & Parameters<typeof holderOf>[1],
): Promise<(t: Translate, lead?: string) => Reply> => {
  const { repositories } = services
  const resident = await repositories.contacts.byId(item.contact)
  const holder = await holderOf(item, services)
  const asked = (await repositories.questions.ofContacts([item.contact]))
    .filter(({ at: when }) => item.openedAt.getTime() - when.getTime() < recentMs && when <= item.openedAt)
    .slice(-mostQuestions)
  const said = (await repositories.cases.messages(item.id)).slice(-mostMessages)
  return (t, lead) => {
    const lines = [
      ...(lead === undefined ? [] : [lead]),
      t(item.letter === 'P' ? 'cases.card.feedback' : 'cases.card.title', {
        code: item.code,
        // Feedback is anonymous unless its sender gave a name.
        name: plain((item.letter === 'P' ? item.personName : resident?.name) ?? t('cases.no-name')),
        at: at(item.openedAt),
      }),
      ...(item.feedbackKind === null
        ? []
        : [t('cases.card.kind', { kind: t(`feedback.kinds.${item.feedbackKind}`) })]),
      ...(item.place === null ? [] : [t('cases.card.place', { place: plain(item.place) })]),
      t(
        item.state === 'closed'
          ? 'cases.card.closed'
          : holder === undefined
            ? 'cases.card.free'
            : 'cases.card.held',
        {
          name: plain(holder?.name ?? t('cases.an-officer')),
        },
      ),
      ...(item.dueAt === null ? [] : [t('cases.card.due', { at: at(item.dueAt) })]),
      ...(item.letter === 'H' && asked.length > 0
        ? [t('cases.card.asked'), ...asked.map(({ text }) => `- ${plain(short(text))}`)]
        : []),
      ...said.map(({ side, at: when, text }) =>
        t(`cases.card.${side}`, { at: clockOf(when), text: plain(short(text)) }),
      ),
      t('cases.card.how', { code: item.code }),
    ]
    return { text: lines.join('\n'), buttons: officerButtons(item, holder !== undefined, t) }
  }
}
