/** Everything we hold of a person, gathered for them: shown by /dulieu and written into their export. */
import { type Channel, type Contact, channelOf } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import { askedLately } from '../ask/store.ts'
import { caseOfOrigin, caseOrigin } from '../cases/people.ts'
import type { Services } from '../handler.ts'
import { sessionSchema, sessionVersion } from '../session.ts'

export interface Held {
  readonly channels: readonly {
    readonly channel: Channel
    readonly id: string
    readonly name: string | null
  }[]
  readonly role: string
  readonly unit: string | null
  readonly language: string
  /** A conversation is under way. */
  readonly session: boolean
  readonly logsQuestions: boolean
  /** They agreed that we note which questions are theirs. */
  readonly tiesQuestions: boolean
  readonly choices: readonly { readonly purpose: string; readonly given: boolean; readonly at: Date }[]
  readonly questions: readonly { readonly at: Date; readonly text: string; readonly rating: string | null }[]
  readonly cases: readonly {
    readonly code: string
    readonly state: string
    readonly openedAt: Date
    readonly closedAt: Date | null
    readonly place: string | null
    readonly name: string | null
    /** A number was given for this case; it is kept sealed. */
    readonly phone: boolean
    readonly files: number
    readonly messages: readonly { readonly at: Date; readonly side: string; readonly text: string }[]
  }[]
  /** Consents to notices, withdrawn ones too. */
  readonly subscriptions: readonly {
    readonly label: string
    readonly consent: string
    readonly agreedAt: Date
    readonly endedAt: Date | null
  }[]
  readonly requests: readonly {
    readonly code: string
    readonly kind: string
    readonly openedAt: Date
    readonly dueAt: Date
    readonly closedAt: Date | null
    readonly text: string
    readonly note: string | null
  }[]
  /** Entries a member of staff or a volunteer made; they are the ward's figures. */
  readonly activities: number
  /** Who of the ward looked at which case. */
  readonly seen: readonly {
    readonly code: string
    readonly who: string
    readonly times: number
    readonly last: Date
  }[]
}

/** Actions by which somebody of the ward reads what a resident wrote. */
const seeing = ['case.see', 'case.phone-see', 'case.files'] as const

/** Officers act for the ward: residents may know who they are. Groups and programs keep their own word. */
const nameOf = async (actor: string, { repositories, t }: Services): Promise<string> => {
  const id = /^contact:(\d+)$/.exec(actor)?.[1]
  if (id === undefined) return actor === 'group' ? t('privacy.the-group') : actor
  const contact = await repositories.contacts.byId(Number(id))
  const name = contact?.name ?? t('cases.an-officer')
  return contact?.unit == null ? name : `${name} (${contact.unit})`
}

/** What this person's conversations still know: how many there are, and which stored questions were asked in them. */
export const rememberedBy = async (
  contacts: readonly Contact[],
  { repositories, now }: Services,
): Promise<{ sessions: number; asked: number[] }> => {
  const stored: unknown[] = []
  for (const one of contacts) stored.push(...(await repositories.sessions.allOf(one, sessionVersion, now)))
  const asked = stored.flatMap(data => askedLately(sessionSchema.safeParse(data).data ?? {}, now))
  return { sessions: stored.length, asked }
}

export const collect = async (contact: Contact, services: Services): Promise<Held> => {
  const { repositories } = services
  const contacts = await repositories.contacts.ofPerson(contact.person)
  const ids = contacts.map(({ id }) => id)
  const { sessions, asked } = await rememberedBy(contacts, services)
  const questions = (await repositories.questions.ofContacts(ids, asked)).filter(({ text }) => text !== '')
  const cases = await repositories.cases.ofContacts(ids)
  const choices = await repositories.dataRequests.choices(contact.person)
  const said = new Map(choices.map(({ purpose, given }) => [purpose, given]))
  const looks = await repositories.audit.seenBy(
    cases.map(({ code }) => caseOrigin(code)),
    seeing,
  )
  return {
    channels: contacts.map(({ sender, name }) => ({ channel: channelOf(sender), id: sender, name })),
    role: contact.role,
    unit: contact.unit,
    language: contact.locale,
    session: sessions > 0,
    logsQuestions: said.get('questions') ?? true,
    tiesQuestions: said.get('asker') ?? false,
    choices,
    questions: questions.map(({ at, text, rating }) => ({ at, text, rating })),
    cases: await Promise.all(
      cases.map(async item => ({
        code: item.code,
        state: item.state,
        openedAt: item.openedAt,
        closedAt: item.closedAt,
        place: item.place,
        name: item.personName,
        phone: item.phone !== null,
        files: (await repositories.caseFiles.of(item.id)).length,
        // Notes are the officers' own and name nobody the resident does not know.
        messages: (await repositories.cases.messages(item.id))
          .filter(({ side }) => side !== 'note')
          .map(({ at, side, text }) => ({ at, side, text })),
      })),
    ),
    subscriptions: (await repositories.subscriptions.history(ids)).map(
      ({ label, consent, agreedAt, endedAt }) => ({ label, consent, agreedAt, endedAt }),
    ),
    requests: (await repositories.dataRequests.ofPerson(contact.person)).map(
      ({ code, kind, openedAt, dueAt, closedAt, text, note }) => ({
        code,
        kind,
        openedAt,
        dueAt,
        closedAt,
        text,
        note,
      }),
    ),
    activities:
      contact.role === 'resident' ? 0 : await repositories.activities.count({ person: contact.person }),
    seen: await Promise.all(
      looks.map(async ({ subject, actor, times, last }) => ({
        code: caseOfOrigin(subject) ?? subject,
        who: await nameOf(actor, services),
        times,
        last: new Date(last),
      })),
    ),
  }
}

const at = (when: Date): string => `${clockOf(when)} ${showDay(dayOf(when))}`

/** Whether words of questions are kept, and whether it is noted whose they are. */
export const loggingLines = (
  { logsQuestions, tiesQuestions }: Pick<Held, 'logsQuestions' | 'tiesQuestions'>,
  t: Translate,
): string[] =>
  logsQuestions
    ? [t('privacy.data-logs'), t(tiesQuestions ? 'privacy.data-ties' : 'privacy.data-ties-not')]
    : [t('privacy.data-logs-not')]

/** The same for reading: one thing a line. */
export const readable = (held: Held, { t, now }: Services): string =>
  [
    t('privacy.file.title', { at: at(now) }),
    '',
    ...held.channels.map(({ channel, id, name }) =>
      t('privacy.file.channel', { channel: t(`link.channels.${channel}`), id, name: name ?? '-' }),
    ),
    t('privacy.file.role', { role: t(`roles.${held.role}`), unit: held.unit ?? '-' }),
    ...loggingLines(held, t),
    ...(held.activities === 0 ? [] : [t('privacy.data-activities', { count: held.activities })]),
    '',
    t('privacy.file.questions', { count: held.questions.length }),
    ...held.questions.map(({ at: when, text }) => `- ${at(when)}: ${text}`),
    '',
    t('privacy.file.cases', { count: held.cases.length }),
    ...held.cases.flatMap(({ code, openedAt, state, messages, place, name }) => [
      `${code} (${at(openedAt)}, ${t(`privacy.file.${state}`)})${place === null ? '' : `, ${place}`}${name === null ? '' : `, ${name}`}`,
      ...messages.map(
        message => `  - ${at(message.at)} ${t(`privacy.file.${message.side}`)}: ${message.text}`,
      ),
    ]),
    '',
    t('privacy.file.subscriptions', { count: held.subscriptions.length }),
    ...held.subscriptions.map(
      ({ label, agreedAt, endedAt }) =>
        `- ${label}: ${at(agreedAt)}${endedAt === null ? '' : ` → ${at(endedAt)}`}`,
    ),
    '',
    t('privacy.file.requests', { count: held.requests.length }),
    ...held.requests.map(
      ({ code, kind, openedAt, note }) =>
        `- ${code} ${at(openedAt)}: ${t(`privacy.request.kinds.${kind}`)}${note === null ? '' : ` → ${note}`}`,
    ),
    '',
    t('privacy.file.seen', { count: held.seen.length }),
    ...held.seen.map(
      ({ code, who, times, last }) =>
        `- ${t('privacy.data-seen-line', { code, who, times, last: at(last) })}`,
    ),
    '',
  ].join('\n')
