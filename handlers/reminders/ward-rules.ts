/** The ward's rules for reminders: how many days before and after, and dates where the plan prints none. Leads change them. */
import type { Contact } from '../../bot/chat.ts'
import type { Unit } from '../../content/model/ward.ts'
import type { Agenda } from '../../content/report/agenda.ts'
import type { ReminderRules } from '../../content/report/reminders.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { ownUnit } from '../progress/view.ts'
import { reminderPress } from './name.ts'
import { nobody, ownerButtons, ownersPart, unownedDuties } from './owners.ts'
import { agendaInUse, keepRules, reminderRules } from './rules.ts'

/** Admins, leads of the whole ward, and leads of the unit that sums up. */
export const mayRule = (
  contact: Contact,
  { office }: Pick<Agenda, 'office'>,
  units: readonly Unit[],
): boolean =>
  contact.role === 'admin' ||
  (contact.role === 'lead' && (contact.unit === null || ownUnit(contact, units) === office))

const choices: Readonly<Record<'before' | 'after', readonly (readonly number[])[]>> = {
  before: [
    [14, 7, 3, 1],
    [7, 3, 1],
    [3, 1],
  ],
  after: [[1, 4, 7], [1, 4], [1]],
}
const press = { before: 'truoc', after: 'sau' } as const

const allowed = async ({ contact }: Incoming, { repositories, library, now }: Services): Promise<boolean> => {
  const agenda = await agendaInUse({ library, repositories, now })
  return agenda !== null && mayRule(contact, agenda, library.ward.units)
}

const refused = ({ t }: Services): Outcome => ({ replies: [{ text: t('reminders.may-not-rule') }] })

/** `nhac:buoc` */
export const showRules = async (incoming: Incoming, services: Services, note = ''): Promise<Outcome> => {
  const { repositories, library, t } = services
  if (!(await allowed(incoming, services))) return refused(services)
  const rules = await reminderRules(repositories)
  const undatedToo = hasUndated(library)
  const owners = ownersPart(rules, services)
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [
          ...(note === '' ? [] : [note, '']),
          t('reminders.rules', { before: rules.before.join(', '), after: rules.after.join(', ') }),
          ...(undatedToo ? [datesText(rules, services)] : []),
          ...owners.lines,
          '',
          t('reminders.rules-how'),
          ...(undatedToo ? [t('reminders.dates-how')] : []),
        ].join('\n'),
        buttons: [
          ...(['before', 'after'] as const).map(side =>
            choices[side]
              .filter(days => days.join() !== rules[side].join())
              .map(days => ({
                label: t(`reminders.rule-${side}`, { days: days.join(', ') }),
                value: `${reminderPress}:${press[side]}:${days.join('-')}`,
              })),
          ),
          ...(undatedToo
            ? [
                [10, 15, 20]
                  .filter(day => day !== rules.undated)
                  .map(day => ({
                    label: t('reminders.on-day', { day }),
                    value: `${reminderPress}:han:${day}`,
                  })),
                [
                  { label: t('reminders.on-last-day'), value: `${reminderPress}:han:31` },
                  { label: t('reminders.no-dates'), value: `${reminderPress}:han:khong` },
                ],
              ]
            : []),
          ...owners.buttons,
        ],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

const datesText = ({ undated }: ReminderRules, { t }: Services): string =>
  undated === null
    ? t('reminders.dates-open')
    : undated === 'none'
      ? t('reminders.dates-none')
      : undated === 31
        ? t('reminders.dates-last')
        : t('reminders.dates-day', { day: undated })

export const changeSteps = async (
  change: Partial<Pick<ReminderRules, 'before' | 'after'>>,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => await keep(change, services.t('reminders.rules-kept'), incoming, services)

/** A day of a period's last month, for reports the plan gives no date; `none` = no reminders of them. */
export const changeDates = async (
  day: number | 'none',
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  if (!hasUndated(services.library)) return { replies: [{ text: services.t('reminders.all-dated') }] }
  return await keep(
    { undated: day, undatedSince: dayOf(services.now) },
    services.t(day === 'none' ? 'reminders.dates-none-kept' : 'reminders.dates-kept'),
    incoming,
    services,
  )
}

/** `nhac:cua:<target>` */
export const askOwner = (id: string, { library, t }: Services): Outcome => {
  const duty = unownedDuties(library).find(candidate => candidate.id === id)
  return {
    replies: [
      duty === undefined
        ? { text: t('reminders.gone') }
        : { text: t('reminders.owner-which', { title: duty.title }), buttons: ownerButtons(id, library, t) },
    ],
  }
}

/** `nhac:cua:<target>:<index of unit, or "khong">` */
export const chooseOwner = async (
  id: string,
  which: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { library, repositories, t } = services
  const duty = unownedDuties(library).find(candidate => candidate.id === id)
  const unit = which === 'khong' ? nobody : library.ward.units[Number(which)]?.name
  if (duty === undefined || unit === undefined) return { replies: [{ text: t('reminders.gone') }] }
  const { owners } = await reminderRules(repositories)
  const { title } = duty
  return await keep(
    { owners: { ...owners, [id]: unit } },
    unit === nobody ? t('reminders.owner-none-kept', { title }) : t('reminders.owner-kept', { title, unit }),
    incoming,
    services,
  )
}

/** Whether the plan asks for a report without a date. */
const hasUndated = ({ plan }: Services['library']): boolean =>
  plan?.reports.some(({ deadline, period, optional }) => deadline === null && period !== null && !optional) ??
  false

const keep = async (
  change: Partial<ReminderRules>,
  /** What was changed, said first. */
  note: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, now } = services
  if (!(await allowed(incoming, services))) return refused(services)
  const before = await reminderRules(repositories)
  const after = { ...before, ...change }
  await keepRules(repositories, after, now)
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: 'reminder.rules',
      subject: 'reminder-rules',
      detail: { from: before, to: after },
    },
    now,
  )
  return await showRules(incoming, services, note)
}
