/** A case as officers see it: who, since when, who has it, what was said (masked), and what can be tapped. */
import { type Button, plain, type Reply } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { clockOf } from '../../content/vietnam-time.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Services } from '../handler.ts'
import { at } from './due.ts'
import { holderOf } from './people.ts'
import { sameAs } from './same-matter.ts'
import { closedNote, type Windows } from './window.ts'

/** Questions asked this long before the case belong to it. */
const recentMs = 24 * 60 * 60 * 1000
const mostQuestions = 5
const mostMessages = 15
const longestLine = 600

const short = (text: string): string =>
  text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text

interface Seen {
  readonly files?: number
  /** What most likely tells of the same. */
  readonly same?: ResidentCase | undefined
}

/** @param taken somebody has it */
export const officerButtons = (
  item: ResidentCase,
  taken: boolean,
  t: Translate,
  { files = 0, same }: Seen = {},
): Button[][] => {
  const { code, state } = item
  const button = (key: string, what: string, more = ''): Button => ({
    label: t(`cases.button.${key}`, { code, other: more }),
    value: `case:${what}:${code}${more === '' ? '' : `:${more}`}`,
  })
  const seen = [
    ...(files > 0 ? [{ ...button('files', 'files'), label: t('cases.button.files', { count: files }) }] : []),
    ...(item.phone === null ? [] : [button('phone', 'tel')]),
  ]
  const seenRow = seen.length > 0 ? [seen] : []
  if (state === 'closed') return [[button('reopen', 'open')], ...seenRow]
  return [
    [...(taken ? [] : [button('take', 'take')]), button('reply', 'reply')],
    [button('pass', 'pass'), button('close', 'close')],
    ...seenRow,
    ...(same === undefined ? [] : [[button('join', 'join', same.code)]]),
    ...(item.mergedInto === null ? [] : [[button('split', 'split')]]),
  ]
}

type CardServices = Windows & Pick<Services, 'repositories' | 'now'> & Parameters<typeof holderOf>[1]

const joinedLines = async (
  item: ResidentCase,
  same: ResidentCase | undefined,
  { repositories: { caseDesk } }: CardServices,
): Promise<((t: Translate) => string)[]> => {
  const head = item.mergedInto === null ? undefined : await caseDesk.byId(item.mergedInto)
  const followers = item.letter === 'P' ? await caseDesk.followers(item.id) : []
  return [
    ...(head === undefined ? [] : [(t: Translate) => t('cases.card.joined', { other: head.code })]),
    ...(followers.length === 0
      ? []
      : [
          (t: Translate) =>
            t('cases.card.followers', { others: followers.map(({ code }) => code).join(', ') }),
        ]),
    ...(same === undefined ? [] : [(t: Translate) => t('cases.card.same', { other: same.code })]),
  ]
}

/** @returns how to show the case in each officer's language */
export const caseCard = async (
  item: ResidentCase,
  services: CardServices,
): Promise<(t: Translate, lead?: string) => Reply> => {
  const { repositories } = services
  const resident = await repositories.contacts.byId(item.contact)
  const holder = await holderOf(item, services)
  const asked = (await repositories.questions.ofContacts([item.contact]))
    .filter(({ at: when }) => item.openedAt.getTime() - when.getTime() < recentMs && when <= item.openedAt)
    .slice(-mostQuestions)
  const said = (await repositories.cases.messages(item.id)).slice(-mostMessages)
  const files = (await repositories.caseFiles.of(item.id)).length
  const same = await sameAs(item, services)
  const joined = await joinedLines(item, same, services)
  const closed = item.state === 'open' ? await closedNote(item, services) : undefined
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
        { name: plain(holder?.name ?? t('cases.an-officer')) },
      ),
      ...(item.dueAt === null ? [] : [t('cases.card.due', { at: at(item.dueAt) })]),
      ...joined.map(line => line(t)),
      ...(item.phone === null ? [] : [t('cases.card.phone')]),
      ...(closed === undefined ? [] : [closed(t)]),
      ...(item.letter === 'H' && asked.length > 0
        ? [t('cases.card.asked'), ...asked.map(({ text }) => `- ${plain(short(text))}`)]
        : []),
      ...said.map(({ side, at: when, text }) =>
        t(`cases.card.${side}`, { at: clockOf(when), text: plain(short(text)) }),
      ),
      ...(item.state === 'open' ? [t('cases.card.how', { code: item.code })] : []),
    ]
    return {
      text: lines.join('\n'),
      buttons: officerButtons(item, holder !== undefined, t, { files, same }),
    }
  }
}
