/** /dulieu: what we hold of a person, who of the ward saw it, and what they can do about it. */
import { type Button, plain } from '../../bot/chat.ts'
import { retentionDays } from '../../content/retention.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { subscriptionsInWords } from '../notices/subscribe.ts'
import { askErase } from '../privacy.ts'
import { collect, type Held, loggingLines, readable, rememberedBy } from './collect.ts'
import { askForData } from './requests.ts'
import { askNote } from './settle-requests.ts'

const formName = 'own-name'
const longestName = 60

const shownAt = (at: Date): string => `${clockOf(at)} ${showDay(dayOf(at))}`

/** The choices that turn the present ones round. */
const loggingButtons = ({ logsQuestions, tiesQuestions }: Held, { t }: Services): Button[][] => [
  ...(logsQuestions
    ? [
        [
          {
            label: t(tiesQuestions ? 'privacy.button.stop-ties' : 'privacy.button.ties'),
            value: `data:tie:${tiesQuestions ? 'off' : 'on'}`,
          },
        ],
      ]
    : []),
  [
    {
      label: t(logsQuestions ? 'privacy.button.stop-logging' : 'privacy.button.log-again'),
      value: `data:log:${logsQuestions ? 'off' : 'on'}`,
    },
  ],
]

/** What was agreed to ends right here; the buttons are those of the notices and of the case themselves. */
const consentButtons = ({ subscriptions, cases }: Held, { t }: Services): Button[][] => [
  ...(subscriptions.some(({ endedAt }) => endedAt === null)
    ? [[{ label: t('privacy.button.stop-notices'), value: 'tin:stop' }]]
    : []),
  ...cases
    .filter(({ phone }) => phone)
    .map(({ code }) => [
      { label: t('privacy.button.take-back-phone', { code }), value: `case:khongsdt:${code}` },
    ]),
]

export const ownData: Handler = async (incoming, services) => {
  const { contact } = incoming
  const { t } = services
  const held = await collect(contact, services)
  const lines = [
    t('privacy.data', {
      name: plain(contact.name ?? '-'),
      channels: held.channels.map(({ channel }) => t(`link.channels.${channel}`)).join(', '),
      role: t(`roles.${contact.role}`),
      questions: held.questions.length,
      cases: held.cases.length === 0 ? '0' : held.cases.map(({ code }) => code).join(', '),
      subscriptions: (await subscriptionsInWords(contact.person, services)) ?? '0',
      phones: held.cases.flatMap(({ code, phone }) => (phone ? [code] : [])).join(', ') || '0',
    }),
    ...(held.session ? [t('privacy.data-session')] : []),
    ...(held.activities === 0 ? [] : [t('privacy.data-activities', { count: held.activities })]),
    ...(held.requests.length === 0
      ? []
      : [t('privacy.data-requests', { codes: held.requests.map(({ code }) => code).join(', ') })]),
    ...loggingLines(held, t),
    ...(held.seen.length === 0 ? [] : [t('privacy.data-seen')]),
    ...held.seen
      .slice(0, 10)
      .map(({ code, who, times, last }) =>
        t('privacy.data-seen-line', { code, who: plain(who), times, last: shownAt(last) }),
      ),
  ]
  return {
    replies: [
      {
        text: lines.join('\n'),
        buttons: [
          [{ label: t('privacy.button.export'), value: 'data:export' }],
          ...loggingButtons(held, services),
          ...consentButtons(held, services),
          [{ label: t('privacy.button.name'), value: 'data:name' }],
          [{ label: t('privacy.button.ask'), value: 'data:ask' }],
          [{ label: t('privacy.button.erase'), value: 'data:erase' }],
        ],
      },
    ],
  }
}

/** `data:<what>[:…]`: the buttons of /dulieu. */
export const pressData: Handler = async (incoming, services) => {
  switch (incoming.pressed?.args[0]) {
    case 'export':
      return await exportData(incoming, services)
    case 'log':
      return await chooseLogging(incoming, services)
    case 'tie':
      return await chooseTies(incoming, services)
    case 'name':
      return await askName(incoming, services)
    case 'ask':
      return await askForData(incoming, services)
    case 'close':
      return await askNote(incoming, services)
    case 'erase':
      return await askErase(incoming, services)
    default:
      return await ownData(incoming, services)
  }
}

/** A file for people and one for machines (`data:export`); each is gone once delivered, or after a day. */
const exportData: Handler = async ({ contact }, services) => {
  const { repositories, exports, t, now } = services
  const held = await collect(contact, services)
  const day = dayOf(now)
  const json = await exports.keep(
    'json',
    `${JSON.stringify({ madeAt: now.toISOString(), ...held }, null, 2)}\n`,
  )
  const text = await exports.keep('txt', readable(held, services))
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'data.export',
      subject: `person:${contact.person}`,
      detail: { questions: held.questions.length, cases: held.cases.map(({ code }) => code) },
    },
    now,
  )
  return {
    replies: [
      {
        text: t('privacy.exported'),
        attachments: [
          {
            kind: 'document',
            path: text,
            name: `du-lieu-cua-toi-${day}.txt`,
            mimeType: 'text/plain; charset=utf-8',
          },
          { kind: 'document', path: json, name: `du-lieu-cua-toi-${day}.json`, mimeType: 'application/json' },
        ],
      },
    ],
  }
}

/** `data:log:on|off`: whether the words of questions are kept. The bot answers the same either way. */
const chooseLogging: Handler = async ({ pressed, contact }, services) => {
  const { repositories, t, now } = services
  const on = pressed?.args[1] === 'on'
  await repositories.dataRequests.choose(contact.person, 'questions', on, now)
  const contacts = await repositories.contacts.ofPerson(contact.person)
  const { asked } = await rememberedBy(contacts, services)
  const ids = contacts.map(({ id }) => id)
  const gone = on ? 0 : await repositories.questions.erase(ids, asked)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: on ? 'consent.give' : 'consent.withdraw',
      subject: `person:${contact.person}`,
      detail: { purpose: 'questions', gone },
    },
    now,
  )
  return { replies: [{ text: t(on ? 'privacy.logs-again' : 'privacy.logs-no-more', { count: gone }) }] }
}

/** `data:tie:on|off`: whether it is noted whose a question is; nothing of the kind without this yes. */
const chooseTies: Handler = async ({ pressed, contact }, services) => {
  const { repositories, t, now } = services
  const on = pressed?.args[1] === 'on'
  await repositories.dataRequests.choose(contact.person, 'asker', on, now)
  const contacts = (await repositories.contacts.ofPerson(contact.person)).map(({ id }) => id)
  const gone = on ? 0 : await repositories.questions.untieNow({ contacts }, now)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: on ? 'consent.give' : 'consent.withdraw',
      subject: `person:${contact.person}`,
      detail: { purpose: 'asker', gone },
    },
    now,
  )
  return {
    replies: [
      { text: t(on ? 'privacy.ties' : 'privacy.ties-no-more', { count: gone, days: retentionDays.asker }) },
    ],
  }
}

/** `data:name`: asks how the person wants to be called. */
const askName: Handler = ({ session }, { t, now }) => ({
  replies: [{ text: t('privacy.name-ask') }],
  session: { ...session, form: { name: formName, data: {}, at: now.toISOString() } },
  labelsOnly: true,
})

const formLifeMs = 30 * 60 * 1000

export const fillsName = ({ session, update, pressed, command, text }: Incoming): boolean =>
  session.form?.name === formName &&
  update.chat === 'private' &&
  update.content.kind === 'text' &&
  pressed === undefined &&
  command === undefined &&
  text.length <= longestName &&
  !/[?\d]/.test(text) &&
  new Date(update.at).getTime() - new Date(session.form.at).getTime() <= formLifeMs

export const fillName: Handler = async ({ text, contact, session }, services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { form: _done, ...rest } = session
  await repositories.contacts.setOwnName(contact.person, text)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'data.correct',
      subject: `person:${contact.person}`,
      detail: { what: 'name' },
    },
    now,
  )
  return { replies: [{ text: t('privacy.name-set', { name: plain(text) }) }], session: rest }
}
