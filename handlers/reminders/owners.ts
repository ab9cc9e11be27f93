/** Whose a recurring duty is, where the plan names no unit: what was chosen, and the buttons to choose by. */
import type { Button } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { leadOf } from '../../content/plan/progress/owners.ts'
import type { Recurring } from '../../content/report/agenda.ts'
import type { ReminderRules } from '../../content/report/reminders.ts'
import type { Services } from '../handler.ts'
import { reminderPress } from './name.ts'

/** What is kept where the ward wants no reminders of a duty. */
export const nobody = 'none'

/** Duties of the plan in force that no unit is named for. */
export const unownedDuties = ({ plan }: Pick<Library, 'plan'>): Recurring[] =>
  plan === null
    ? []
    : plan.targets.flatMap(target =>
        target.shape === 'recurring' && leadOf(plan, target) === null ? [target] : [],
      )

/** The units to choose from. @param target its id */
export const ownerButtons = (target: string, { ward }: Pick<Library, 'ward'>, t: Translate): Button[][] => [
  ...ward.units.map(({ name }, index) => [{ label: name, value: `${reminderPress}:cua:${target}:${index}` }]),
  [{ label: t('reminders.nobodys'), value: `${reminderPress}:cua:${target}:khong` }],
]

/** For the page of the ward's rules: what was chosen, and buttons to choose anew. */
export const ownersPart = (
  { owners }: ReminderRules,
  { library, t }: Pick<Services, 'library' | 't'>,
): { lines: string[]; buttons: Button[][] } => {
  const duties = unownedDuties(library)
  const chosen = (id: string): string => {
    const owner = owners[id]
    if (owner === undefined) return t('reminders.owner-open')
    return owner === nobody ? t('reminders.owner-none') : owner
  }
  return {
    lines: [
      ...(duties.length === 0 ? [] : ['', t('reminders.owners-head')]),
      ...duties.map(({ id, title }) => t('reminders.owner-line', { title, unit: chosen(id) })),
    ],
    buttons: duties.map(({ id, title }) => [
      { label: t('reminders.owner-change', { title }).slice(0, 60), value: `${reminderPress}:cua:${id}` },
    ]),
  }
}
