/** The buttons under a reminder, and those of /nhac. */

import { planOfYear } from '../../content/plan/plan-files.ts'
import { taskSubject } from '../../content/plan/progress/facts.ts'
import type { Matter } from '../../content/report/agenda.ts'
import { readReminderWords } from '../../content/report/reminder-words.ts'
import { endOf } from '../../content/report/reminders.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { StoredReminder } from '../../storage/repositories/reminders.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { answersForTask } from '../progress/view.ts'
import { dayText } from './message.ts'
import { reminderPress } from './name.ts'
import { noteReceived, showOwing } from './owing.ts'
import { chooseHour, preferenceOf, showOwn, switchKinds } from './own.ts'
import { agendaInUse } from './rules.ts'
import { askedAgain } from './snooze.ts'
import { titleOf } from './title.ts'
import { askOwner, changeDates, changeSteps, chooseOwner, showRules } from './ward-rules.ts'

/** `nhac:<verb>:…`, see the cases. */
export const pressReminder: Handler = async (incoming, services) => {
  const [verb = '', ...args] = incoming.pressed?.args ?? []
  const [first = '', second = ''] = args
  switch (verb) {
    // <id of the reminder>:<days>
    case 'lai':
    case 'thoi':
    case 'xong':
    case 'chua':
      return await onReminder(verb, Number(first), second, incoming, services)
    // What a person no longer wants to be spared of.
    case 'mo':
      return await unmute(args.join(':'), incoming, services)
    case 'gio':
      return await chooseHour(`${first.slice(0, 2)}:${first.slice(2)}`, incoming, services)
    case 'tat':
    case 'bat':
      return await switchKinds([first], verb === 'bat', incoming, services)
    case 'no':
      return await showOwing(incoming, services)
    // <period>:<index of unit>
    case 'nhan':
    case 'tra':
      return await noteReceived(first, Number(second), verb === 'nhan', incoming, services)
    case 'buoc':
      return await showRules(incoming, services)
    // <target>[:<index of unit>]
    case 'cua':
      return second === '' ? askOwner(first, services) : await chooseOwner(first, second, incoming, services)
    case 'truoc':
    case 'sau': {
      // The same rules as for typed words hold.
      const words = readReminderWords(`${verb} ${first.replaceAll('-', ' ')}`)
      return words.kind === 'steps'
        ? await changeSteps({ [words.side]: words.days }, incoming, services)
        : await showRules(incoming, services)
    }
    case 'han': {
      const words = readReminderWords(`han ${first}`)
      return words.kind === 'undated'
        ? await changeDates(words.day, incoming, services)
        : await showRules(incoming, services)
    }
    default:
      return await showOwn(incoming, services)
  }
}

const onReminder = async (
  verb: 'lai' | 'thoi' | 'xong' | 'chua',
  id: number,
  days: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const reminder = await repositories.reminders.byId(id)
  // A button forwarded to somebody else is not theirs.
  if (reminder === undefined || reminder.person !== incoming.contact.person)
    return { replies: [{ text: t('reminders.gone') }] }
  const agenda = await agendaInUse({ library, repositories, now })
  const matter = agenda?.matters.find(({ what, scope }) => what === reminder.what && scope === reminder.scope)
  if (matter === undefined) return { replies: [{ text: t('reminders.gone') }] }
  switch (verb) {
    case 'lai':
      return await again(matter, reminder, Number(days) === 3 ? 3 : 1, incoming, services)
    case 'thoi':
      return await never(matter, reminder, services)
    case 'xong':
      return await settle(matter, id, incoming, services)
    case 'chua':
      return await unsettle(matter, incoming, services)
    default:
      return verb satisfies never
  }
}

const again = async (
  matter: Matter,
  { person, what, scope }: StoredReminder,
  days: 1 | 3,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const until = askedAgain(dayOf(now), days, library.ward)
  if (until > (endOf(matter.steps) ?? matter.due)) return { replies: [{ text: t('reminders.too-late') }] }
  await repositories.reminders.wish({ person, what, scope, until, muted: false }, now)
  const { at } = await preferenceOf(contact, services)
  return {
    replies: [{ text: t('reminders.again', { at, day: dayText(until, t), what: titleOf(matter, t) }) }],
  }
}

const never = async (
  matter: Matter,
  { person, what, scope }: StoredReminder,
  { repositories, t, now }: Services,
): Promise<Outcome> => {
  await repositories.reminders.wish({ person, what, scope, until: null, muted: true }, now)
  return {
    replies: [
      {
        text: t('reminders.never-kept', { what: titleOf(matter, t) }),
        buttons: [[{ label: t('reminders.undo'), value: `${reminderPress}:mo:${what}` }]],
      },
    ],
  }
}

const unmute = async (what: string, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { person } = incoming.contact
  const own = (await repositories.reminders.wishes(person)).filter(wish => wish.what === what && wish.muted)
  for (const wish of own) await repositories.reminders.wish({ ...wish, muted: false }, now)
  return await showOwn(incoming, services, t('reminders.unmuted'))
}

/** The row of the appendix that is this report, if the person answers for it. */
const rowFor = (
  matter: Matter,
  { contact }: Incoming,
  { library }: Services,
): { subject: string; part: string; year: number } | undefined => {
  if (matter.about !== 'ward-report' || matter.task === null) return undefined
  const { no, part } = matter.task
  const task = planOfYear(library, matter.period.year)?.tasks.find(candidate => candidate.no === no)
  return task !== undefined && answersForTask(contact, task, library.ward.units)
    ? { subject: taskSubject(no), part, year: matter.period.year }
    : undefined
}

/** "Đã gửi rồi": for the whole unit, whoever says so; kept in the log. */
const settle = async (
  matter: Matter,
  id: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const doing = { contact: incoming.contact.id, now }
  await repositories.reminders.settle(matter.what, matter.scope, doing)
  const row = rowFor(matter, incoming, services)
  if (row !== undefined) {
    const item = await repositories.planItems.ensure(row, doing)
    await repositories.planItems.markDone(item, { on: dayOf(now) }, doing)
  }
  await log('reminder.settled', matter, incoming, services)
  return {
    replies: [
      {
        text: t('reminders.settled', { what: titleOf(matter, t), day: dayText(dayOf(now), t) }),
        buttons: [[{ label: t('reminders.not-sent'), value: `${reminderPress}:chua:${id}` }]],
      },
    ],
  }
}

const unsettle = async (matter: Matter, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  await repositories.reminders.unsettle(matter.what, matter.scope)
  const row = rowFor(matter, incoming, services)
  const item =
    row === undefined
      ? undefined
      : (await repositories.planItems.list(row.year, row.subject)).find(({ part }) => part === row.part)
  if (item !== undefined)
    await repositories.planItems.markOpen(item.id, { contact: incoming.contact.id, now })
  await log('reminder.unsettled', matter, incoming, services)
  return { replies: [{ text: t('reminders.unsettled', { what: titleOf(matter, t) }) }] }
}

const log = async (
  action: string,
  { what, scope }: Matter,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> =>
  await repositories.audit.add(
    { actor: `contact:${contact.id}`, action, subject: what, detail: { unit: scope } },
    now,
  )
