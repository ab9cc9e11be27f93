/** Who owes what now: reports not sent, monthly numbers not reached, tasks near their date; leads note what came on paper. */
import type { Button } from '../../bot/chat.ts'
import type { Agenda, Matter } from '../../content/report/agenda.ts'
import { readPeriod } from '../../content/report/periods.ts'
import { addDays, type Day, dayOf } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { dayText, periodText } from './message.ts'
import { reminderPress } from './name.ts'
import { loadStaff } from './people.ts'
import { agendaInUse } from './rules.ts'
import { loadStandings, type Standing } from './standing.ts'
import { titleOf } from './title.ts'
import { mayRule } from './ward-rules.ts'

/** So long before its date a matter is listed, and so long after. */
const aheadDays = 14
const backDays = 60

type UnitReport = Extract<Matter, { about: 'unit-report' }>

/** `/nhac nợ`, `nhac:no` */
export const showOwing = async (incoming: Incoming, services: Services, note = ''): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const agenda = await agendaInUse({ library, repositories, now })
  if (agenda === null) return { replies: [{ text: t('progress.no-plan') }] }
  const today = dayOf(now)
  const near = agenda.matters.filter(
    ({ due, about }) =>
      due <= addDays(today, aheadDays) &&
      due >= addDays(today, -backDays) &&
      about !== 'undated' &&
      about !== 'unowned',
  )
  const months = agenda.matters.filter(
    matter => matter.about === 'month' && matter.month === today.slice(0, 7) && !near.includes(matter),
  )
  const all = [...near, ...months]
  const standingOf = await loadStandings({ library, repositories, now }, all)
  const lines = [
    ...reportLines(agenda, all, standingOf, services),
    ...otherLines(all, standingOf, today, services),
  ]
  const staff = new Set((await loadStaff(repositories, library.ward.units)).map(({ unit }) => unit))
  const empty = [
    ...new Set(agenda.matters.flatMap(({ audience, scope }) => (audience === 'unit' ? [scope] : []))),
  ]
    .filter(unit => !staff.has(unit))
    .toSorted()
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [
          ...(note === '' ? [] : [note, '']),
          t('reminders.owing-head', { day: dayText(today, t) }),
          ...(lines.length === 0 ? [t('reminders.owing-none')] : lines),
          ...(empty.length === 0 ? [] : ['', t('reminders.owing-nobody', { units: empty.join('; ') })]),
        ].join('\n'),
        buttons: mayRule(incoming.contact, agenda, library.ward.units)
          ? receivedButtons(agenda, all, standingOf, services)
          : [],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

const openReports = (matters: readonly Matter[], standingOf: (matter: Matter) => Standing): UnitReport[] =>
  matters.filter((matter): matter is UnitReport => matter.about === 'unit-report' && !standingOf(matter).done)

const reportLines = (
  { office }: Agenda,
  matters: readonly Matter[],
  standingOf: (matter: Matter) => Standing,
  { t }: Services,
): string[] =>
  matters.flatMap(matter => {
    if (matter.about !== 'ward-report') return []
    const theirs = matters.filter(other => other.about === 'unit-report' && other.what === matter.what)
    const lacking = openReports(theirs, standingOf)
    const isOpen = !standingOf(matter).done
    if (!isOpen && lacking.length === 0) return []
    return [
      '',
      `**${t('reminders.owing-report', { period: periodText(matter.period, t) })}**`,
      ...(isOpen
        ? [
            `- ${t('reminders.owing-ward', { unit: office ?? t('reminders.whole-ward'), day: dayText(matter.due, t) })}`,
          ]
        : []),
      ...lacking.map(
        ({ scope, due }) => `- ${t('reminders.owing-unit', { unit: scope, day: dayText(due, t) })}`,
      ),
      ...(theirs.length > 0
        ? [t('reminders.owing-sent', { sent: theirs.length - lacking.length, all: theirs.length })]
        : []),
    ]
  })

const otherLines = (
  matters: readonly Matter[],
  standingOf: (matter: Matter) => Standing,
  today: Day,
  { t }: Services,
): string[] => {
  const open = matters.filter(matter => matter.kind !== 'report' && !standingOf(matter).done)
  return [...Map.groupBy(open, ({ what }) => what).values()].flatMap(group => {
    const [first] = group
    // Of what recurs only the present time can still be made up for.
    if (first === undefined || (first.about === 'month' && first.month !== today.slice(0, 7))) return []
    if (first.about === 'duty' && (first.period.first > today || first.period.last < today)) return []
    return [
      '',
      `**${capital(titleOf(first, t))}** (${t('reminders.owing-due', { day: dayText(first.due, t) })})`,
      ...group.map(matter => {
        const { month } = standingOf(matter)
        return month === null
          ? `- ${matter.scope}`
          : `- ${t('reminders.owing-month', { unit: matter.scope, have: month.have, wanted: month.wanted })}`
      }),
    ]
  })
}

const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1)

const receivedButtons = (
  { matters }: Agenda,
  shown: readonly Matter[],
  standingOf: (matter: Matter) => Standing,
  { t, library }: Services,
): Button[][] =>
  matters.length === 0
    ? []
    : openReports(shown, standingOf).map(({ scope, period }) => [
        {
          label: t('reminders.received', { unit: scope, period: periodText(period, t) }).slice(0, 60),
          value: `${reminderPress}:nhan:${period.key}:${library.ward.units.findIndex(({ name }) => name === scope)}`,
        },
      ])

/** `nhac:nhan:<period>:<index of unit>`: the unit's report came on paper; `nhac:tra:…` takes that back. */
export const noteReceived = async (
  periodKey: string,
  index: number,
  received: boolean,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const agenda = await agendaInUse({ library, repositories, now })
  const unit = library.ward.units[index]?.name
  const period = readPeriod(periodKey)
  if (agenda === null || unit === undefined || period === undefined)
    return { replies: [{ text: t('reminders.gone') }] }
  if (!mayRule(incoming.contact, agenda, library.ward.units))
    return { replies: [{ text: t('reminders.may-not-rule') }] }
  const what = `report:${period.key}`
  if (received) await repositories.reminders.settle(what, unit, { contact: incoming.contact.id, now })
  else await repositories.reminders.unsettle(what, unit)
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: received ? 'reminder.settled' : 'reminder.unsettled',
      subject: what,
      detail: { unit },
    },
    now,
  )
  const outcome = await showOwing(
    incoming,
    services,
    t(received ? 'reminders.received-kept' : 'reminders.received-undone', {
      unit,
      period: periodText(period, t),
    }),
  )
  if (!received) return outcome
  const undo = {
    label: t('reminders.received-undo', { unit }).slice(0, 60),
    value: `${reminderPress}:tra:${period.key}:${index}`,
  }
  return {
    ...outcome,
    replies: outcome.replies.map(reply => ({ ...reply, buttons: [...(reply.buttons ?? []), [undo]] })),
  }
}
