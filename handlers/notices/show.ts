/** A notice as its people see it: what it says, whom it goes to and how, how far it is, what can be done with it. */
import type { Button, Reply } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { Broadcast } from '../../storage/repositories/broadcasts.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { dueAfterQuiet, withoutForm } from './notice-form.ts'
import {
  audienceInWords,
  noticeKinds,
  noticeReply,
  opening,
  outcomeInWords,
  showCount,
  showMoment,
} from './wording.ts'

const listed = 6

/** Numbers that have no place in a notice to many. */
const suspicious = new Set(['identity', 'otp', 'card'])

/** One line a channel: how many people, and what the channel permits. */
const channelLines = async (broadcast: Broadcast, services: Services): Promise<string[]> => {
  const { repositories, reach, t, now } = services
  if (broadcast.audience === null) return []
  const counts = await repositories.audience.count(broadcast.audience, reach, now)
  const lines: string[] = []
  for (const channel of [...new Set(counts.map(count => count.channel))]) {
    const own = counts.filter(count => count.channel === channel)
    const people = own.find(({ trouble }) => trouble === undefined)?.people ?? 0
    const rules = reach.find(item => item.channel === channel)
    const used =
      rules?.monthlyMessages === undefined ? 0 : await repositories.usage.of(channel, dayOf(now).slice(0, 7))
    const notes = [
      ...(rules?.pull === true ? [t('notices.permits.pull')] : []),
      ...(rules?.rank === 2 ? [t('notices.permits.needs-human')] : []),
      ...(rules?.monthlyMessages === undefined
        ? []
        : [t('notices.permits.quota', { n: showCount(Math.max(0, rules.monthlyMessages - used)) })]),
      ...own.flatMap(({ trouble, people: n }) =>
        trouble === undefined
          ? []
          : [t(`notices.permits.${trouble}`, { n: showCount(n), hours: rules?.windowHours ?? 0 })],
      ),
      ...(rules !== undefined && people > rules.perSecond * 60
        ? [t('notices.permits.minutes', { n: showCount(Math.ceil(people / (rules.perSecond * 0.8) / 60)) })]
        : []),
    ]
    lines.push(
      t('notices.permits.line', { channel: t(`link.channels.${channel}`), n: showCount(people) }) +
        notes.map(note => `; ${note}`).join(''),
    )
  }
  const total = counts
    .filter(({ trouble }) => trouble === undefined)
    .reduce((sum, { people }) => sum + people, 0)
  return [t('notices.preview.total', { n: showCount(total) }), ...lines]
}

/** Who gets it, when, on which channels, and what should give pause. */
export const facts = async (broadcast: Broadcast, services: Services): Promise<string> => {
  const { t, now, library } = services
  const when = broadcast.at === 'soon' || broadcast.at === undefined ? now : broadcast.at
  const { due, moved } = await dueAfterQuiet(broadcast.dueAt ?? (when < now ? now : when), services)
  const found = maskPersonal(broadcast.text).found.filter(kind => suspicious.has(kind))
  return [
    t('notices.preview.to', {
      audience: broadcast.audience === null ? '-' : audienceInWords(broadcast.audience, { library, t }),
    }),
    broadcast.at === 'soon' && !moved && broadcast.dueAt === null
      ? t('notices.preview.soon')
      : t(moved ? 'notices.preview.moved' : 'notices.preview.at', { at: showMoment(due) }),
    ...(await channelLines(broadcast, services)),
    ...(found.length === 0 ? [] : [t('notices.preview.numbers')]),
  ].join('\n')
}

/** The notice as it will look, then the facts with what its author can do. */
export const preview = async (
  broadcast: Broadcast,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t, library } = services
  const { id, version } = broadcast
  const edit = (what: string): Button => ({
    label: t(`notices.button.edit-${what}`),
    value: `tb:edit:${id}:${what}`,
  })
  return {
    replies: [
      { ...noticeReply(broadcast, { library, t }), priority: 'answer' },
      {
        text: `${t('notices.preview.title', { id })}\n${await facts(broadcast, services)}`,
        buttons: [
          [{ label: t('notices.button.propose'), value: `tb:propose:${id}:${version}` }],
          [edit('text'), edit('file')],
          [edit('audience'), edit('when')],
          [{ label: t('notices.button.drop'), value: `tb:cancel:${id}` }],
        ],
      },
    ],
    session: withoutForm(incoming),
  }
}

const buttonsFor = ({ id, state, version }: Broadcast, isAuthor: boolean, { t }: Services): Button[][] => {
  const cancel: Button[] = [{ label: t('notices.button.cancel'), value: `tb:cancel:${id}` }]
  const edit: Button[] = [{ label: t('notices.button.edit'), value: `tb:edit:${id}:` }]
  switch (state) {
    case 'draft':
      return [edit, [{ label: t('notices.button.drop'), value: `tb:cancel:${id}` }]]
    case 'proposed':
      return isAuthor
        ? [edit, cancel]
        : [
            [
              { label: t('notices.button.approve'), value: `tb:ok:${id}:${version}` },
              { label: t('notices.button.return'), value: `tb:no:${id}:${version}` },
            ],
            edit,
            cancel,
          ]
    case 'approved':
      return [edit, cancel]
    case 'sending':
      return [[{ label: t('notices.button.refresh'), value: `tb:show:${id}` }], cancel]
    case 'done':
    case 'cancelled':
      return []
    default:
      return state satisfies never
  }
}

/** What an approver is sent, and what anybody in charge sees on asking: the notice, its state, its figures. */
export const card = async (broadcast: Broadcast, isAuthor: boolean, services: Services): Promise<Reply[]> => {
  const { repositories, t, library } = services
  const author = await repositories.contacts.byId(broadcast.author)
  const started = broadcast.startedAt !== null
  const figures = started
    ? outcomeInWords(broadcast.result ?? (await repositories.broadcasts.outcome(broadcast.id)), t)
    : broadcast.state === 'cancelled'
      ? ''
      : await facts(broadcast, services)
  const buttons = buttonsFor(broadcast, isAuthor, services)
  const text = [
    t('notices.card', {
      id: broadcast.id,
      state: t(`notices.state.${broadcast.state}`),
      name: author?.name ?? t('cases.an-officer'),
    }),
    figures,
  ]
  return [
    { ...noticeReply(broadcast, { library, t }), priority: 'answer' },
    {
      text: text.filter(line => line !== '').join('\n'),
      ...(buttons.length > 0 ? { buttons } : {}),
    },
  ]
}

/** /thongbao: what waits to be written, the kinds to begin with, what is under way. */
export const board = async (first: Button[][], { repositories, t }: Services): Promise<Reply> => {
  const recent = await repositories.broadcasts.recent(listed)
  const kinds: Button[][] = noticeKinds.map(kind => [
    { label: t(`notices.kinds.${kind}`), value: `tb:kind:${kind}` },
  ])
  return {
    text: t('notices.board'),
    buttons: [
      ...first,
      ...kinds,
      ...recent.map(({ id, text, state }) => [
        {
          label: t('notices.board-line', { id, opening: opening(text), state: t(`notices.state.${state}`) }),
          value: `tb:show:${id}`,
        },
      ]),
    ],
  }
}
