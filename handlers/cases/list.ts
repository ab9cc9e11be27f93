/** /viec: the open cases an officer works on, the overdue ones on top: their own, their unit's, those nobody has; leads see all. */
import { type Button, plain } from '../../bot/chat.ts'
import type { CaseScope } from '../../storage/repositories/case-desk.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { leadRoles } from '../commands.ts'
import type { Handler, Incoming, Services } from '../handler.ts'
import { at } from './due.ts'
import { holderOf } from './people.ts'

const pageSize = 8
const scopes = ['mine', 'unit', 'free', 'all'] as const
type ScopeName = (typeof scopes)[number]

/** The lists this person may see, each with how many cases are in it. */
const listsOf = async (
  { contact }: Incoming,
  { repositories }: Services,
): Promise<{ name: ScopeName; scope: CaseScope; total: number }[]> => {
  const own = (await repositories.contacts.ofPerson(contact.person)).map(({ id }) => id)
  const wanted: (readonly [ScopeName, CaseScope])[] = [
    ['mine', { kind: 'mine', contacts: own }],
    ...(contact.unit === null ? [] : [['unit', { kind: 'unit', unit: contact.unit }] as const]),
    ['free', { kind: 'free' }],
    ...(leadRoles.includes(contact.role) ? [['all', { kind: 'all' }] as const] : []),
  ]
  const lists: { name: ScopeName; scope: CaseScope; total: number }[] = []
  for (const [name, scope] of wanted) {
    const { total } = await repositories.caseDesk.list(scope, { offset: 0, limit: 1 })
    lists.push({ name, scope, total })
  }
  return lists
}

const lineOf = async (item: ResidentCase, services: Services): Promise<string> => {
  const { repositories, t, now } = services
  const resident = item.letter === 'H' ? await repositories.contacts.byId(item.contact) : undefined
  const name = (item.letter === 'P' ? item.personName : resident?.name) ?? t('cases.no-name')
  const holder = await holderOf(item, services)
  const state =
    item.dueAt === null
      ? t('cases.list.answered')
      : t(item.dueAt < now ? 'cases.list.late' : 'cases.list.due', { at: at(item.dueAt) })
  const who =
    holder === undefined
      ? item.unit === null || item.unit === ''
        ? t('cases.list.nobody')
        : t('cases.list.of-unit', { unit: plain(item.unit) })
      : t('cases.list.held', { name: plain(holder.name ?? t('cases.an-officer')) })
  const what = item.feedbackKind === null ? '' : ` (${t(`feedback.kinds.${item.feedbackKind}`)})`
  return `${item.dueAt !== null && item.dueAt < now ? '⏰' : '•'} **${item.code}** ${plain(name)}${what}: ${state}; ${who}`
}

/** /viec, `viec:<list>:<page>`; without a list the first that holds something. */
export const listCases: Handler = async (incoming, services) => {
  const { t, repositories } = services
  const [wanted, page = '0'] = incoming.pressed?.args ?? []
  const lists = await listsOf(incoming, services)
  const chosen =
    lists.find(({ name }) => name === wanted) ??
    lists.find(({ name, total }) => total > 0 && (name !== 'all' || lists.length === 1)) ??
    lists.find(({ total }) => total > 0)
  if (chosen === undefined) return { replies: [{ text: t('cases.list.none') }] }
  const offset = Math.max(0, Number.parseInt(page, 10) || 0) * pageSize
  const { cases, total } = await repositories.caseDesk.list(chosen.scope, { offset, limit: pageSize })
  const lines: string[] = []
  for (const item of cases) lines.push(await lineOf(item, services))
  const open = cases.map(({ code }): Button => ({ label: code, value: `case:show:${code}` }))
  const rows: Button[][] = []
  for (let index = 0; index < open.length; index += 4) rows.push(open.slice(index, index + 4))
  const next = offset / pageSize + 1
  return {
    replies: [
      {
        text: [
          t('cases.list.title', { list: t(`cases.list.${chosen.name}`), count: total }),
          ...lines,
          ...(cases.length === 0 ? [t('cases.list.empty')] : [t('cases.list.how')]),
        ].join('\n'),
        buttons: [
          ...rows,
          ...(offset + cases.length < total
            ? [[{ label: t('cases.list.more'), value: `viec:${chosen.name}:${next}` }]]
            : []),
          ...lists
            .filter(({ name, total: count }) => name !== chosen.name && count > 0)
            .map(({ name, total: count }) => [
              { label: `${t(`cases.list.${name}`)} (${count})`, value: `viec:${name}:0` },
            ]),
        ],
      },
    ],
  }
}
