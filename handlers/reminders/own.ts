/** /nhac: what a person will be reminded of and when; hour and kinds, changed by buttons or in words. */
import type { Button, Contact } from '../../bot/chat.ts'
import type { Agenda, Matter } from '../../content/report/agenda.ts'
import { readReminderWords } from '../../content/report/reminder-words.ts'
import { nextDay, noWish, type ReminderKind, reminderKinds } from '../../content/report/reminders.ts'
import { type Day, dayOf } from '../../content/vietnam-time.ts'
import type { ReminderPreference } from '../../storage/repositories/reminders.ts'
import { leadRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { ownUnit } from '../progress/view.ts'
import { dayText } from './message.ts'
import { reminderPress } from './name.ts'
import { showOwing } from './owing.ts'
import { audienceOf, loadStaff } from './people.ts'
import { agendaInUse } from './rules.ts'
import { loadStandings } from './standing.ts'
import { titleOf } from './title.ts'
import { humaneFrom, latestHour, usualPreference } from './usual.ts'
import { changeDates, changeSteps, mayRule } from './ward-rules.ts'

const shown = 6
const hours = ['07:00', '08:00', '10:00', '13:30', '16:00']

/** `/nhac`, `/nhac 7 giờ 30`, `/nhac tắt cuối tháng`, `/nhac trước 7 3 1`, `/nhac hạn 15`, `/nhac nợ` */
export const reminders: Handler = async (incoming, services) => {
  const { t } = services
  const words = readReminderWords(incoming.command?.args ?? '')
  switch (words.kind) {
    case 'show':
      return await showOwn(incoming, services)
    case 'hour':
      return await chooseHour(words.at, incoming, services)
    case 'switch':
      return await switchKinds(words.which, words.on, incoming, services)
    case 'steps':
      return await changeSteps({ [words.side]: words.days }, incoming, services)
    case 'undated':
      return await changeDates(words.day, incoming, services)
    case 'owing':
      return await showOwing(incoming, services)
    case 'unknown':
      return await showOwn(incoming, services, t('reminders.unknown'))
    default:
      return words satisfies never
  }
}

export const preferenceOf = async (
  { person }: Contact,
  { repositories }: Pick<Services, 'repositories'>,
): Promise<ReminderPreference> => (await repositories.reminders.preferences()).get(person) ?? usualPreference

export const chooseHour = async (at: string, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  if (at < humaneFrom || at > latestHour)
    return { replies: [{ text: t('reminders.bad-hour', { from: humaneFrom, until: latestHour }) }] }
  const { off } = await preferenceOf(incoming.contact, services)
  await repositories.reminders.prefer(incoming.contact.person, { at, off }, now)
  return await showOwn(incoming, services, t('reminders.hour-kept', { at }))
}

export const switchKinds = async (
  which: readonly string[],
  on: boolean,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const kinds = reminderKinds.filter(kind => which.includes(kind))
  const { at, off } = await preferenceOf(incoming.contact, services)
  const rest = off.filter(kind => !kinds.some(own => own === kind))
  await repositories.reminders.prefer(
    incoming.contact.person,
    { at, off: on ? rest : [...rest, ...kinds] },
    now,
  )
  // "Bật tất cả" turns on what this ward's plan has.
  const agenda = await agendaInUse({ library, repositories, now })
  const here = kinds.filter(kind => agenda?.matters.some(matter => matter.kind === kind))
  const names = (here.length === 0 ? kinds : here).map(kind => t(`reminders.kinds.${kind}`)).join(', ')
  return await showOwn(
    incoming,
    services,
    t(on ? 'reminders.switched-on' : 'reminders.switched-off', { kinds: names }),
  )
}

/** @param note what was just changed, said first */
export const showOwn = async (incoming: Incoming, services: Services, note = ''): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const { contact } = incoming
  const agenda = await agendaInUse({ library, repositories, now })
  if (agenda === null) return { replies: [{ text: t('progress.no-plan') }] }
  const { at, off } = await preferenceOf(contact, services)
  const unit = ownUnit(contact, library.ward.units)
  const muted = (await repositories.reminders.wishes(contact.person)).flatMap(wish =>
    wish.muted
      ? agenda.matters.filter(({ what, scope }) => what === wish.what && scope === wish.scope).slice(0, 1)
      : [],
  )
  const coming = await comingFor(agenda, off, incoming, services)
  // A plan without monthly numbers has nothing of that kind to switch.
  const kinds = reminderKinds.filter(kind => agenda.matters.some(matter => matter.kind === kind))
  const isOn = (kind: ReminderKind): boolean => !off.includes(kind)
  const named = (some: readonly ReminderKind[]): string =>
    some.map(kind => t(`reminders.kinds.${kind}`)).join(', ')
  const offKinds = kinds.filter(kind => !isOn(kind))
  const onKinds = kinds.filter(isOn)
  return {
    replies: [
      {
        text: [
          ...(note === '' ? [] : [note, '']),
          unit === null ? t('reminders.head') : t('reminders.head-unit', { unit }),
          t('reminders.hour', { at }),
          ...(onKinds.length === 0 ? [] : [t('reminders.on', { kinds: named(onKinds) })]),
          ...(offKinds.length === 0 ? [] : [t('reminders.off', { kinds: named(offKinds) })]),
          '',
          ...(coming.length === 0
            ? [
                t(
                  unit === null && !leadRoles.includes(contact.role)
                    ? 'reminders.no-unit'
                    : 'reminders.nothing',
                ),
              ]
            : [
                t('reminders.coming'),
                ...coming.slice(0, shown).map(({ matter, day }) => comingLine(matter, day, services)),
                ...(coming.length > shown ? [t('reminders.more', { count: coming.length - shown })] : []),
              ]),
          ...(muted.length === 0
            ? []
            : ['', t('reminders.muted'), ...muted.map(matter => `- ${titleOf(matter, t)}`)]),
          '',
          t('reminders.how', { kind: t(`reminders.kinds.${kinds[0] ?? 'report'}`) }),
        ].join('\n'),
        buttons: [
          hours
            .filter(hour => hour !== at)
            .map(hour => ({ label: hour, value: `${reminderPress}:gio:${hour.replace(':', '')}` })),
          ...kinds.map(kind => [
            {
              label: t(isOn(kind) ? 'reminders.turn-off' : 'reminders.turn-on', {
                kind: t(`reminders.kinds.${kind}`),
              }),
              value: `${reminderPress}:${isOn(kind) ? 'tat' : 'bat'}:${kind}`,
            },
          ]),
          ...muted.map((matter): Button[] => [
            {
              label: t('reminders.unmute', { what: titleOf(matter, t) }).slice(0, 60),
              value: `${reminderPress}:mo:${matter.what}`,
            },
          ]),
          ...(leadRoles.includes(contact.role)
            ? [
                [
                  { label: t('reminders.who-owes'), value: `${reminderPress}:no` },
                  ...(mayRule(contact, agenda, library.ward.units)
                    ? [{ label: t('reminders.ward-rules'), value: `${reminderPress}:buoc` }]
                    : []),
                ],
              ]
            : []),
        ],
        ...(incoming.pressed?.messageRef === undefined ? {} : { edit: incoming.pressed.messageRef }),
      },
    ],
  }
}

const comingLine = (matter: Matter, day: Day, { t }: Services): string =>
  `- ${t(
    matter.about === 'undated' || matter.about === 'unowned'
      ? 'reminders.coming-line-bare'
      : 'reminders.coming-line',
    {
      day: dayText(day, t),
      what: titleOf(matter, t),
      due: dayText(matter.due, t),
    },
  )}`

/** What the person will hear of next, soonest first; each matter once. */
const comingFor = async (
  agenda: Agenda,
  off: readonly string[],
  { contact }: Incoming,
  services: Services,
): Promise<{ matter: Matter; day: Day }[]> => {
  const { repositories, library, now } = services
  const today = dayOf(now)
  const people = await loadStaff(repositories, library.ward.units)
  const own = agenda.matters.filter(
    matter =>
      matter.steps.some(({ until }) => until >= today) &&
      !off.includes(matter.kind) &&
      audienceOf(matter, agenda, people).some(({ id }) => id === contact.person),
  )
  const said = (await repositories.reminders.of([...new Set(own.map(({ what }) => what))])).filter(
    ({ person, reason }) => person === contact.person && reason === null,
  )
  const wishes = await repositories.reminders.wishes(contact.person)
  const standingOf = await loadStandings({ library, repositories, now }, own)
  return own
    .flatMap(matter => {
      const isIt = ({ what, scope }: { what: string; scope: string }): boolean =>
        what === matter.what && scope === matter.scope
      const day = nextDay(
        matter.steps,
        today,
        said.filter(isIt).map(row => ({ step: row.step, on: row.day })),
        wishes.find(isIt) ?? noWish,
      )
      // A month to come is not yet short of anything, and before the date nobody is late.
      const isFar =
        (matter.about === 'month' && matter.month !== today.slice(0, 7)) ||
        (matter.about === 'duty' && matter.period.first > today) ||
        (matter.about === 'owing' && matter.due >= today)
      return day === undefined || isFar || standingOf(matter).done ? [] : [{ matter, day }]
    })
    .toSorted((a, b) => a.day.localeCompare(b.day))
}
